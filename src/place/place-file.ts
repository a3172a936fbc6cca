/** place.json and staff.ndjson: what the product is told of the place before its files arrive. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { agencies } from './agencies/index.ts'
import { residents as residentPersonas, workers } from './cast/index.ts'
import type { ResidentPersona, WorkerPersona } from './cast/persona.ts'
import { type Day, iso } from './days.ts'
import { controllers } from './organisations.ts'
import { deliveries, type Publication } from './schedule.ts'
import { privateJwk, publicJwk, signingKey } from './signing.ts'
import type { Staff } from './staff.ts'
import type { Story } from './stories/index.ts'
import { type Feed, feeds, type Organisation } from './types.ts'

export type Options = { readonly residents: number; readonly seed: number; readonly asOf: Day; readonly out: string }

type Told = {
  readonly organisations: readonly Organisation[]
  readonly staff: Staff
  readonly stories: readonly Story[]
  readonly publications: readonly Publication[]
}

export function writePlace({ residents, seed, asOf, out }: Options, told: Told): void {
  const { organisations, staff, stories, publications } = told
  const senders = [...feeds.map((feed) => ({ id: feed, organisation: controllers[feed] })), ...publications]
  const place = {
    name: 'Aldermere',
    nation: 'england',
    zone: 'Europe/London',
    seed,
    residents,
    asOf: iso(asOf),
    fictional: true,
    organisations,
    teams: [...staff.teams.values()],
    connections: senders.map((sender) => connection(sender, seed, out)),
    personas: [...workers.map(workerOf), ...residentPersonas.map((persona) => residentOf(persona, stories))],
    stories: stories.map(storyOf),
    deliveries: deliveries(asOf, (feed: Feed) => agencies[feed].extension, publications),
  }
  writeFileSync(join(out, 'place.json'), `${JSON.stringify(place, null, 1)}\n`)
  const own = ownRecords(stories)
  const lines = [...staff.workers.values()].map((worker) => {
    const record = own.get(worker.staffRef)
    return `${JSON.stringify(record ? { ...worker, residentRecord: record } : worker)}\n`
  })
  writeFileSync(join(out, 'staff.ndjson'), lines.join(''))
}

function connection({ id, organisation }: { id: string; organisation: string }, seed: number, out: string) {
  const signing = signingKey(seed, id)
  writeFileSync(join(out, 'keys', `${signing.connection}.private.jwk`), JSON.stringify(privateJwk(signing)))
  return { id: signing.connection, feed: id, organisation, publicKey: publicJwk(signing), keyId: signing.keyId }
}

const workerOf = (persona: WorkerPersona) => ({ ...persona, kind: 'worker', role: persona.jobTitle })

/** A resident's account is tied to one record of hers, unless it is left untied on purpose. */
function residentOf({ story, part, bindFeed, ...persona }: ResidentPersona, stories: readonly Story[]) {
  const human = stories.find(({ id }) => id === story)?.people.find((one) => one.part === part)?.human
  if (!human) throw new Error(`${persona.id} has no part in a story.`)
  const resident = { ...persona, kind: 'resident', resident: human.id }
  if (!bindFeed) return resident
  const [key] = human.keys[bindFeed] ?? []
  if (!key) throw new Error(`No story gives ${persona.id} a record in ${bindFeed}.`)
  return { ...resident, bindTo: { feed: bindFeed, person: key } }
}

function storyOf({ id, title, about, persona, people, organisations = {} }: Story) {
  return {
    id,
    title,
    about,
    persona,
    organisations,
    people: people.map(({ part, human }) => ({ part, name: `${human.given} ${human.family}`, feeds: human.keys })),
  }
}

/** Workers who are residents too, by staff reference. */
function ownRecords(stories: readonly Story[]): Map<string, { feed: Feed; person: string }> {
  const tenant = stories.find((story) => story.id === 'staff-and-resident')?.people[0]?.human
  const worker = workers.find((persona) => persona.id === 'grace-adeyemi')?.staffRef
  const key = tenant?.keys['council-housing']?.[0]
  return new Map(worker && key ? [[worker, { feed: 'council-housing' as const, person: key }]] : [])
}
