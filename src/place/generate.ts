/** Makes the place: a world household by household, and each agency's view of it, written as it goes. */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Streets } from './addresses.ts'
import { agencies } from './agencies/index.ts'
import { Desk, see } from './agencies/see.ts'
import { personas } from './cast.ts'
import { type Day, iso } from './days.ts'
import { controllers, organisations } from './organisations.ts'
import { FeedFiles } from './output.ts'
import { Dice } from './random.ts'
import { deliveries } from './schedule.ts'
import { schoolOrganisation } from './schools.ts'
import { privateJwk, publicJwk, signingKey } from './signing.ts'
import { Staff } from './staff.ts'
import { type Story, tellStories } from './stories.ts'
import { type Feed, feeds, type PersonaPlan } from './types.ts'
import { settle } from './world/households.ts'
import { newMaker } from './world/making.ts'
import type { Cluster, Human } from './world/people.ts'
import { live } from './world/years.ts'

export type Options = { readonly residents: number; readonly seed: number; readonly asOf: Day; readonly out: string }
export type Made = { readonly people: number; readonly households: number; readonly rows: number; readonly broken: number }

/** Writes the whole place into `out`. The same seed, residents and date give the same bytes. Nothing is held but the cluster at hand. */
export function generate({ residents, seed, asOf, out }: Options, progress: (people: number) => void): Made {
  mkdirSync(join(out, 'truth'), { recursive: true })
  mkdirSync(join(out, 'keys'), { recursive: true })
  const maker = newMaker(seed, residents, asOf, new Streets(residents))
  const staff = new Staff(seed, residents, asOf)
  const desks = feeds.map((feed) => new Desk(agencies[feed].sight, maker, staff))
  const files = feeds.map((feed) => new FeedFiles(agencies[feed], out, seed, asOf))
  const truth = openSync(join(out, 'truth', 'people.ndjson'), 'w')

  const write = (cluster: Cluster) => {
    for (const [at, desk] of desks.entries()) {
      const dice = new Dice(seed, feeds[at]!, 'sent', cluster.index)
      for (const record of see(desk, cluster)) files[at]!.add(record, dice)
    }
    writeSync(truth, cluster.people.map((human) => `${JSON.stringify(truthOf(human, cluster))}\n`).join(''))
  }
  const stories = tellStories(maker)
  for (const story of stories) write(story.cluster)
  for (let told = 0; maker.people < residents; told++) {
    const cluster = settle(maker)
    live(maker, cluster)
    write(cluster)
    if (told % 2000 === 0) progress(maker.people)
  }
  closeSync(truth)
  const rows = files.reduce((sum, file) => sum + file.finish(), 0)
  writePlace({ residents, seed, asOf, out }, staff, stories)
  const broken = files.flatMap((file) => file.broken)
  writeFileSync(join(out, 'truth', 'broken.ndjson'), broken.map((one) => `${JSON.stringify(one)}\n`).join(''))
  return { people: maker.people, households: maker.households, rows, broken: broken.length }
}

/** Who this is in truth, and under which keys in which feeds. */
function truthOf(human: Human, cluster: Cluster) {
  const { id, given, middle, family, maiden, sex, born, died, nhs, oldNhs, household, keys, earlierKeys, protectedBy } = human
  const troubles = cluster.troubles
    .filter((trouble) => trouble.who === human || trouble.who === null)
    .map((trouble) => trouble.kind)
  return {
    id,
    given,
    middle,
    family,
    maiden,
    sex,
    born: iso(born),
    died: died === null ? null : iso(died),
    nhs,
    oldNhs: oldNhs?.value ?? null,
    household: household.id,
    story: cluster.story,
    protected: Object.keys(protectedBy),
    needs: [...new Set(troubles)],
    keys,
    earlierKeys,
  }
}

function writePlace({ residents, seed, asOf, out }: Options, staff: Staff, stories: readonly Story[]): void {
  const connections = feeds.map((feed) => {
    const signing = signingKey(seed, feed)
    writeFileSync(join(out, 'keys', `${signing.connection}.private.jwk`), JSON.stringify(privateJwk(signing)))
    return { id: signing.connection, feed, organisation: controllers[feed], publicKey: publicJwk(signing), keyId: signing.keyId }
  })
  const place = {
    name: 'Aldermere',
    nation: 'england',
    zone: 'Europe/London',
    seed,
    residents,
    asOf: iso(asOf),
    fictional: true,
    organisations: [...organisations, ...staff.schools.map(schoolOrganisation)],
    teams: [...staff.teams.values()],
    connections,
    personas: personas.map((persona) => personaOf(persona, stories)),
    stories: stories.map(storyOf),
    deliveries: deliveries(asOf, (feed: Feed) => agencies[feed].extension),
  }
  writeFileSync(join(out, 'place.json'), `${JSON.stringify(place, null, 1)}\n`)
  writeFileSync(join(out, 'truth', 'stories.json'), `${JSON.stringify(stories.map(storyOf), null, 1)}\n`)
  const own = ownRecords(stories)
  const lines = [...staff.workers.values()].map((worker) => {
    const record = own.get(worker.staffRef)
    return `${JSON.stringify(record ? { ...worker, residentRecord: record } : worker)}\n`
  })
  writeFileSync(join(out, 'staff.ndjson'), lines.join(''))
}

const partOf = (stories: readonly Story[], persona: PersonaPlan): Human | undefined =>
  stories.find((story) => story.id === persona.story)?.people.find((person) => person.part === persona.part)?.human

/** A resident persona's account is tied to one record of that person. */
function personaOf(persona: PersonaPlan, stories: readonly Story[]) {
  const { story: _story, part: _part, bindFeed, ...plan } = persona
  const human = partOf(stories, persona)
  const key = human && bindFeed && human.keys[bindFeed]?.[0]
  return key ? { ...plan, resident: human.id, bindTo: { feed: bindFeed, person: key } } : plan
}

function storyOf({ id, title, about, persona, people }: Story) {
  return {
    id,
    title,
    about,
    persona,
    people: people.map(({ part, human }) => ({
      part,
      truth: human.id,
      name: `${human.given} ${human.family}`,
      feeds: human.keys,
    })),
  }
}

/** Workers who are residents too, by staff reference. */
function ownRecords(stories: readonly Story[]): Map<string, { feed: Feed; person: string }> {
  const tenant = stories.find((story) => story.id === 'staff-and-resident')?.people[0]?.human
  const worker = personas.find((persona) => persona.id === 'grace-adeyemi')?.staffRef
  const key = tenant?.keys['council-housing']?.[0]
  return new Map(worker && key ? [[worker, { feed: 'council-housing' as const, person: key }]] : [])
}
