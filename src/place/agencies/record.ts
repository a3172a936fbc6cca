/** What one agency's system holds about one person, as it grew; and what it says at a given moment. */
import type { Home } from '../addresses.ts'
import { type Day, type Moment, minutesADay } from '../days.ts'
import type { Post } from '../staff.ts'
import type { Household, Human } from '../world/people.ts'

/** A name, birth date and numbers as this agency typed them. */
export type Spelt = {
  given: string | null
  middle: string | null
  family: string
  former: string | null
  alias: string | null
  born: Day | null
  sex: 'F' | 'M' | null
  nhs: string | null
  oldNhs: { value: string; until: Day } | null
  /** Written as "baby of": no forename yet. */
  baby: boolean
}

export type LinkKind = 'parent' | 'child' | 'partner' | 'sibling' | 'grandparent' | 'carer'
/** This person is <kind> of the other, of whom the agency has this record. */
export type Link = { key: string; other: Human; kind: LinkKind; record: SourceRecord }

export type Noted = {
  ref: string
  code: string
  at: Moment
  recorded: Moment
  text: string | null
  role: string | null
  result: string | null
  amount: number | null
  by: Post | null
  told: boolean | null
}

export type Work = {
  ref: string
  kind: string
  opened: Day
  closed: Day | null
  recorded: Moment
  contacts: Day[]
  next: { recorded: Moment; day: Day; what: string }[]
  posts: { post: Post; from: Day }[]
  existence: string | null
}

export type SourceRecord = {
  key: string
  human: Human
  spelt: Spelt
  household: Household
  householdKey: string
  began: Moment
  links: Link[]
  homes: { home: Home; from: Day | null; recorded: Moment }[]
  mobile: string | null
  landline: string | null
  email: string | null
  language: string | null
  restrictedFrom: Moment | null
  /** When the agency asked how the person may be reached without danger; null: it did not. */
  safeContactFrom: Moment | null
  died: { day: Day; recorded: Moment } | null
  epoch: 1 | 2
  epochReason: 'ADOPTION' | 'GENDER' | null
  works: Work[]
  events: Noted[]
  markers: Noted[]
  needs: Noted[]
}

/** A work as it stands at a moment. */
export type WorkNow = {
  ref: string
  kind: string
  opened: Day
  closed: Day | null
  post: Post
  lastContact: Day | null
  next: { day: Day; what: string } | null
  existence: string | null
}

export type Snapshot = Omit<SourceRecord, 'homes' | 'works' | 'died' | 'restrictedFrom' | 'safeContactFrom'> & {
  /** The latest change: the record's own timestamp. */
  stamp: Moment
  home: Home | null
  homeFrom: Day | null
  works: WorkNow[]
  died: Day | null
  restricted: boolean
  safeContactAsked: boolean
}

const at = (day: Day, minute: number): Moment => day * minutesADay + minute

/** The moment at which a closing, a contact or a change of worker on a day is in the system. */
const evening = (day: Day): Moment => at(day, 17 * 60)

/** Kin can be named once both are on file. */
const linked = (record: SourceRecord, link: Link): Moment => Math.max(record.began, link.record.began)

/** All moments at which the record changed, in order. */
export function changes(record: SourceRecord): Moment[] {
  const moments = [record.began]
  for (const home of record.homes) moments.push(home.recorded)
  for (const link of record.links) moments.push(linked(record, link))
  for (const list of [record.events, record.markers, record.needs]) for (const one of list) moments.push(one.recorded)
  for (const work of record.works) {
    moments.push(work.recorded)
    if (work.closed !== null) moments.push(evening(work.closed))
    for (const day of work.contacts) moments.push(evening(day))
    for (const next of work.next) moments.push(next.recorded)
    for (const post of work.posts) moments.push(Math.max(work.recorded, evening(post.from)))
  }
  if (record.restrictedFrom !== null) moments.push(record.restrictedFrom)
  if (record.safeContactFrom !== null) moments.push(record.safeContactFrom)
  if (record.died) moments.push(record.died.recorded)
  return moments.sort((a, b) => a - b)
}

/** The record as it stands at a moment, which is one of its changes. */
export function snapshot(record: SourceRecord, moment: Moment): Snapshot {
  const known = <T extends { recorded: Moment }>(list: T[]): T[] => list.filter((one) => one.recorded <= moment)
  const home = known(record.homes).at(-1)
  return {
    ...record,
    stamp: moment,
    links: record.links.filter((link) => linked(record, link) <= moment),
    home: home?.home ?? null,
    homeFrom: home?.from ?? null,
    works: known(record.works).map((work) => workAt(work, moment)),
    events: known(record.events),
    markers: known(record.markers),
    needs: known(record.needs),
    died: record.died && record.died.recorded <= moment ? record.died.day : null,
    restricted: record.restrictedFrom !== null && record.restrictedFrom <= moment,
    safeContactAsked: record.safeContactFrom !== null && record.safeContactFrom <= moment,
  }
}

function workAt(work: Work, moment: Moment): WorkNow {
  const past = (day: Day) => evening(day) <= moment
  const next = work.next.filter((one) => one.recorded <= moment).at(-1)
  const post = work.posts.filter((one) => past(one.from)).at(-1) ?? work.posts[0]!
  const closed = work.closed !== null && past(work.closed) ? work.closed : null
  return {
    ref: work.ref,
    kind: work.kind,
    opened: work.opened,
    closed,
    post: post.post,
    lastContact: work.contacts.filter(past).at(-1) ?? null,
    next: next && closed === null ? { day: next.day, what: next.what } : null,
    existence: work.existence,
  }
}
