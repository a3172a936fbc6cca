/** How an agency comes to hold records: whom it knows, what it noticed of what happened, and what it wrote down. */
import { areaOf, type Home } from '../addresses.ts'
import { type Day, dayAt, type Moment, minutesADay, moment } from '../days.ts'
import { Dice } from '../random.ts'
import type { Post, Staff } from '../staff.ts'
import type { Feed } from '../types.ts'
import type { Maker } from '../world/making.ts'
import {
  type Cluster,
  type Happening,
  type Help,
  type Household,
  type Human,
  type Spelling,
  scripted,
  type TroubleKind,
} from '../world/people.ts'
import { asBefore, asScripted, type Clerk, writeDown } from './mistakes.ts'
import type { Link, LinkKind, Noted, SourceRecord, Work } from './record.ts'

/** What is particular to one agency. */
export type Sight = {
  feed: Feed
  clerk: Clerk
  /** The key of the n-th person, household, work, event and marker in this system. */
  keys: Record<'person' | 'household' | 'work' | 'event' | 'marker', (n: number) => string>
  /** The people it holds records on; helps and happenings decide where this is absent. */
  people?: (cluster: Cluster, desk: Desk) => Human[]
  /** The world's word for what happened → this system's code. */
  events?: Record<string, string>
  /** Happenings make a record by themselves (police, fire), or only add to one. */
  eventsMakeRecords?: boolean
  needs?: Partial<Record<TroubleKind, string>>
  markers?: Record<string, string>
  /** The team that takes on this help. */
  team: (help: Help, household: Household, desk: Desk) => string
  /** Words for the next date, by kind of help. */
  nextEvents: readonly string[]
  /** How often a person is recorded twice. */
  twice?: number
  /** Whether it writes households' members down as kin. */
  kin?: boolean
  /** What the agency does beyond its helps: tenancies, schools. */
  works?: (human: Human, household: Household, desk: Desk, events: Noted[]) => Help | null
  /** The worker, where the team alone does not say (schools). */
  post?: (human: Human, household: Household, desk: Desk) => Post | null
  /** Days from a happening to its being written down. */
  delay?: number
  /** An event that is not sent any more, such as one that has left the view. */
  dropped?: (happening: Happening, asOf: Day) => boolean
}

/** An agency's clerk's desk: what has been numbered so far. */
export class Desk {
  readonly counters = { person: 0, household: 0, work: 0, event: 0, marker: 0 }
  dice: Dice
  /** The keys and the workers of the households of the cluster at hand. */
  households = new Map<Household, string>()
  workers = new Map<Household, Post>()
  readonly maker: Maker
  readonly staff: Staff
  readonly sight: Sight

  constructor(sight: Sight, maker: Maker, staff: Staff) {
    this.sight = sight
    this.maker = maker
    this.staff = staff
    this.dice = new Dice(maker.seed, sight.feed)
  }

  number(what: keyof Desk['counters']): string {
    return this.sight.keys[what](++this.counters[what])
  }

  householdKey(household: Household): string {
    let key = this.households.get(household)
    if (!key) this.households.set(household, (key = this.number('household')))
    return key
  }

  /** One worker of this team for the whole household. */
  workerFor(household: Household, team: string): Post {
    let post = this.workers.get(household)
    if (!post) this.workers.set(household, (post = this.staff.next(team)))
    return post
  }

  /** The last moment that can be recorded. */
  get end(): Moment {
    return this.maker.asOf * minutesADay
  }
}

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
    spelt: human.script ? asScripted(human, spelling) : writeDown(dice, human, sight.clerk, from),
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

/** The home as this agency knows it: learned late after a move, or never; a child of two homes is written down at either. */
function addresses(desk: Desk, human: Human, began: Moment): SourceRecord['homes'] {
  const { dice } = desk
  const other = human.otherHousehold
  const household = other && !human.script && dice.chance(0.3) ? other : human.household
  const stays = household.stays
  const homes: SourceRecord['homes'] = []
  const first = stays.findLastIndex((stay) => moment(stay.from, 0) <= began)
  const start = Math.max(0, first)
  homes.push({ home: stays[start]!.home, from: Math.max(stays[start]!.from, human.born), recorded: began })
  for (const stay of stays.slice(start + 1)) {
    const recorded = moment(stay.from + (human.script ? 3 : dice.below(200)), 640)
    if ((human.script || !dice.chance(0.15)) && recorded < desk.end && recorded > began)
      homes.push({ home: stay.home, from: stay.from, recorded })
  }
  if (!human.script && dice.chance(0.008)) homes[0] = { home: mispost(dice, homes[0]!.home), from: null, recorded: began }
  return homes
}

const mispost = (dice: Dice, home: Home): Home => ({ ...home, postcode: home.postcode.slice(0, -1) + 'ABDEFGHJ'[dice.below(8)]! })

function note(desk: Desk, happening: Happening): Noted | null {
  const { sight, dice } = desk
  const late = happening.who.script ? 0 : dice.below((sight.delay ?? 1) + 1)
  const recorded = happening.at + 45 + late * minutesADay
  if (recorded >= desk.end) return null
  return {
    ref: desk.number('event'),
    code: sight.events![happening.kind]!,
    at: happening.at,
    recorded,
    text: happening.text ?? null,
    role: happening.role ?? null,
    result: happening.result ?? null,
    amount: happening.amount ?? happening.incident ?? null,
    by: null,
    told: null,
  }
}

function work(desk: Desk, help: Help, human: Human, household: Household): Work {
  const { sight, staff, dice } = desk
  const opened = Math.max(help.opened, human.born)
  const recorded = Math.min(moment(opened, 620), desk.end - 60)
  return {
    ref: desk.number('work'),
    kind: help.kind,
    opened,
    closed: help.closed,
    recorded,
    contacts: help.contacts,
    next: help.next.map((next) => ({ ...next, what: next.what || dice.pick(sight.nextEvents) })),
    posts: posts(desk, help, human, household, staff),
    existence: help.existence ?? null,
  }
}

/** One worker for one help, whoever of the family it is for; one in fifty changed hands of late. */
function posts(desk: Desk, help: Help, human: Human, household: Household, staff: Staff): Work['posts'] {
  if (help.posts) return help.posts.map((one) => ({ post: staff.post(one.staffRef), from: one.from }))
  const own = desk.sight.post?.(human, household, desk)
  if (own) return [{ post: own, from: help.opened }]
  const known = assigned.get(help)
  if (known) return known
  const team = help.team ?? desk.sight.team(help, household, desk)
  const made = [{ post: staff.next(team), from: help.opened }]
  if (help.closed === null && !human.script && desk.dice.chance(0.02))
    made.push({ post: staff.next(team), from: desk.maker.asOf - 1 - desk.dice.below(60) })
  assigned.set(help, made)
  return made
}
const assigned = new WeakMap<Help, Work['posts']>()

function marks(desk: Desk, cluster: Cluster, human: Human, began: Moment): Noted[] {
  const { sight, staff } = desk
  return cluster.markers
    .filter(
      (marker) =>
        marker.feed === sight.feed && marker.who === human && sight.markers?.[marker.kind] && moment(marker.day, 600) < desk.end,
    )
    .map((marker) => ({
      ref: desk.number('marker'),
      code: sight.markers![marker.kind]!,
      at: moment(marker.day, 600),
      recorded: Math.max(began, moment(marker.day, 600)),
      text: marker.text,
      role: null,
      result: null,
      amount: null,
      by: human.script ? null : staff.next(sight.team({} as Help, human.household, desk)),
      told: marker.told,
    }))
}

/** The troubles that were there while the agency helped, as far as it asked. Those who need an interpreter are asked half as often. */
function needs(desk: Desk, cluster: Cluster, human: Human, helps: Help[]): Noted[] {
  const { sight, dice } = desk
  const found: Noted[] = []
  for (const [kind, code] of Object.entries(sight.needs ?? {})) {
    const trouble = cluster.troubles.find(
      (t) => t.kind === kind && (t.who === human || (t.who === null && adultOf(human, desk.maker.asOf))),
    )
    const help =
      trouble &&
      helps.find((h) => (h.closed === null || h.closed > trouble.from) && (trouble.to === null || trouble.to > h.opened))
    if (!help || !(human.script || dice.chance(human.language ? 0.35 : 0.7))) continue
    const recorded = moment(Math.max(help.opened, trouble.from) + (human.script ? 0 : dice.below(20)), 800)
    if (recorded < desk.end)
      found.push({
        ref: '',
        code: code!,
        at: recorded,
        recorded,
        text: null,
        role: null,
        result: null,
        amount: null,
        by: null,
        told: null,
      })
  }
  return found
}

const adultOf = (human: Human, asOf: Day): boolean => asOf - human.born >= 6575

/** Writes the kin of this person among those whom the agency also knows. */
function relate(record: SourceRecord, records: Map<Human, SourceRecord>): void {
  const { human } = record
  const link = (other: Human, kind: LinkKind) => {
    const theirs = records.get(other)
    if (theirs && other !== human) record.links.push({ key: theirs.key, other, kind, record: theirs } satisfies Link)
  }
  for (const other of records.keys()) {
    if (other.parents.includes(human)) link(other, 'parent')
    else if (human.parents.includes(other)) link(other, 'child')
    else if (other === human.partner) link(other, 'partner')
    else if (other.parents.some((p) => p.parents.includes(human))) link(other, 'grandparent')
    else if (other !== human && human.parents[0] && other.parents.includes(human.parents[0])) link(other, 'sibling')
    else if (human.caresFor === other) link(other, 'carer')
  }
  if (
    human.caresFor &&
    records.has(human.caresFor) &&
    human.caresFor.parents.length === 0 &&
    human.parents.includes(human.caresFor)
  )
    link(human.caresFor, 'carer')
}

/** The identity before adoption or a change of gender: another source person, which ends on that day. */
function before(desk: Desk, record: SourceRecord): SourceRecord[] {
  const epoch = record.human.earlierEpoch
  if (!epoch || moment(epoch.until, 0) <= record.began) return []
  const key = desk.number('person')
  record.human.earlierKeys[desk.sight.feed] = [...(record.human.earlierKeys[desk.sight.feed] ?? []), key]
  const until = moment(epoch.until, 0)
  const early = { ...record, key, spelt: asBefore(record.human), epoch: 1 as const, epochReason: null, links: [] }
  early.works = record.works
    .filter((w) => w.recorded < until)
    .map((w) => ({ ...w, ref: `${w.ref}B`, closed: epoch.until, contacts: [], next: [] }))
  early.events = record.events.filter((e) => e.recorded < until).map((e) => ({ ...e, ref: `${e.ref}B` }))
  early.needs = []
  record.works = record.works
    .filter((w) => w.closed === null || w.closed >= epoch.until)
    .map((w) => ({ ...w, opened: Math.max(w.opened, epoch.until), recorded: Math.max(w.recorded, until) }))
  record.events = record.events.filter((e) => e.recorded >= until)
  record.homes = record.homes.map((home) => ({
    ...home,
    recorded: Math.max(home.recorded, until),
    from: Math.max(home.from ?? 0, epoch.until),
  }))
  record.began = until
  return [early]
}

/** Now and then somebody is put into the same system a second time, under another spelling, and half of what follows goes there. */
function again(desk: Desk, record: SourceRecord): SourceRecord[] {
  const { sight, dice, maker } = desk
  if (record.human.script || record.events.length === 0 || !dice.chance(sight.twice ?? 0)) return []
  const key = desk.number('person')
  record.human.keys[sight.feed]!.push(key)
  const spelt = { ...writeDown(dice, record.human, { ...sight.clerk, misspelt: 0.4 }, maker.asOf), nhs: null, oldNhs: null }
  const events = record.events.slice(Math.ceil(record.events.length / 2) - (record.events.length === 1 ? 1 : 0))
  record.events = record.events.filter((event) => !events.includes(event))
  const began = Math.min(...events.map((event) => event.recorded))
  return [
    {
      ...record,
      key,
      spelt,
      began,
      events,
      works: [],
      markers: [],
      needs: [],
      links: [],
      homes: addresses(desk, record.human, began),
    },
  ]
}

/** The team of an area: "children" in the north is "children-north". */
export const inArea = (team: string) => (_help: Help, household: Household) => `${team}-${areaOf(household.ward)}`
