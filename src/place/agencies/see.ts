/** How an agency comes to hold records: whom it knows, what it noticed of what happened, and what it wrote down. */
import { type Day, dayAt, type Moment, moment } from '../days.ts'
import { Dice } from '../random.ts'
import type { Feed } from '../types.ts'
import { type Cluster, type Happening, type Help, type Human, type Spelling, scripted } from '../world/people.ts'
import { relate } from './kin.ts'
import { addresses } from './known-addresses.ts'
import { asScripted, writeDown } from './mistakes.ts'
import { adultOf, marks, needs, note, work } from './notes.ts'
import type { SourceRecord } from './record.ts'
import { again, before } from './second-records.ts'
import type { Desk } from './sight.ts'

/** The records that this agency holds on the people of the cluster. */
export function see(desk: Desk, cluster: Cluster): SourceRecord[] {
  const { sight } = desk
  desk.dice = new Dice(desk.maker.seed, sight.feed, cluster.index)
  desk.households = new Map()
  desk.workers = new Map()
  const helps = cluster.helps.filter((help) => help.feed === sight.feed)
  const seen = cluster.happenings.filter((h) => sight.events?.[h.kind] && !sight.dropped?.(h, desk.maker.asOf) && h.at < desk.end)
  const people = whom(desk, cluster, helps, seen)
  if (people.size === 0) return []
  const records = new Map<Human, SourceRecord>()
  for (const human of people) {
    const record = take(desk, cluster, human, helps, seen)
    if (record) records.set(human, record)
  }
  if (sight.kin) for (const record of records.values()) relate(record, records)
  return [...records.values()].flatMap((record) => [...before(desk, record), record, ...again(desk, record)])
}

function whom(desk: Desk, cluster: Cluster, helps: Help[], seen: Happening[]): Set<Human> {
  const { sight } = desk
  const people = new Set<Human>(sight.people?.(cluster, desk) ?? [])
  for (const help of helps) for (const human of help.who) people.add(human)
  if (sight.eventsMakeRecords) for (const happening of seen) people.add(happening.who)
  for (const human of cluster.people) {
    const known = scripted(human, sight.feed)
    if (known === true) people.add(human)
    if (known === false) people.delete(human)
  }
  return people
}

/** One person's record, or null when there is nothing yet to record. */
function take(desk: Desk, cluster: Cluster, human: Human, helps: Help[], seen: Happening[]): SourceRecord | null {
  const { sight, dice, maker } = desk
  const household = human.household
  const mine = helps.filter((help) => help.who.includes(human))
  const events = seen
    .filter((h) => h.who === human)
    .map((h) => note(desk, h))
    .filter((e) => e !== null)
  const standing = mine.length === 0 ? sight.works?.(human, household, desk, events) : null
  if (standing) mine.push(standing)
  const works = mine.map((help) => work(desk, help, human, household))
  const began = Math.min(
    ...works.map((w) => w.recorded),
    ...events.map((e) => e.recorded),
    human.script ? scriptedBegin(human, maker.asOf) : Infinity,
  )
  if (!Number.isFinite(began)) return null
  const key = desk.number('person')
  human.keys[sight.feed] = [...(human.keys[sight.feed] ?? []), key]
  const spelling = human.script?.spelling[sight.feed]
  const from = Math.max(dayAt(began), human.born)
  const record: SourceRecord = {
    key,
    human,
    spelt: human.script ? asScripted(human, spelling) : writeDown(dice, human, sight.clerk, from, maker.asOf),
    household,
    householdKey: desk.householdKey(household),
    began,
    links: [],
    homes: scriptedHomes(spelling, began) ?? addresses(desk, human, began),
    mobile: dice.chance(0.85) || human.script ? human.mobile : null,
    landline: dice.chance(0.6) || human.script ? household.landline : null,
    email: dice.chance(0.6) || human.script ? human.email : null,
    language: human.language,
    restrictedFrom: protection(human, sight.feed, began),
    safeContactFrom: safeContact(desk, cluster, human, helps),
    died: death(desk, human),
    epoch: human.earlierEpoch ? 2 : 1,
    epochReason: human.earlierEpoch?.reason ?? null,
    works,
    events,
    markers: marks(desk, cluster, human, began),
    needs: needs(desk, cluster, human, mine),
  }
  return record
}

/** The one address, or none, that a story gives this agency. */
function scriptedHomes(spelling: Spelling | undefined, began: Moment): SourceRecord['homes'] | null {
  if (spelling?.home === undefined) return null
  return spelling.home === null ? [] : [{ home: spelling.home, from: null, recorded: began }]
}

/** In a story somebody may be known without any work or event: since two years ago, or birth. */
const scriptedBegin = (human: Human, asOf: Day): Moment =>
  moment(Math.max(human.born, Math.min(asOf - 730, human.died ?? asOf)), 600)

function protection(human: Human, feed: Feed, began: Moment): Moment | null {
  const since = human.protectedBy[feed]
  return since === undefined ? null : Math.max(began, moment(since, 700))
}

/** Asked when help begins in a home where somebody is abused, or when that becomes known: of the children, and of an adult who is alone with them. */
function safeContact(desk: Desk, cluster: Cluster, human: Human, helps: readonly Help[]): Moment | null {
  const { members } = human.household
  if (adultOf(human, desk.maker.asOf) && members.some((one) => one !== human && adultOf(one, desk.maker.asOf))) return null
  const abuse = cluster.troubles.find(({ kind, who }) => kind === 'abuse' && (who === null || members.includes(who)))
  const help =
    abuse && helps.find(({ who, closed }) => (closed === null || closed > abuse.from) && who.some((one) => members.includes(one)))
  if (!desk.sight.asksSafeContact || !help) return null
  const asked = moment(Math.max(help.opened, abuse.from) + 2, 660)
  return asked < desk.end ? asked : null
}

/** A death reaches most agencies in the end; a quarter never hear of it. */
function death(desk: Desk, human: Human): SourceRecord['died'] {
  if (human.died === null) return null
  const { dice, sight } = desk
  if (human.script) {
    const told = sight.feed === 'nhs-patients' || sight.feed === 'council-adult-social-care'
    return told ? { day: human.died, recorded: moment(human.died + 1, 560) } : null
  }
  const recorded = moment(human.died + 1 + dice.below(20), 600)
  return dice.chance(0.25) || recorded >= desk.end ? null : { day: human.died, recorded }
}
