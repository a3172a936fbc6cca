/** What is true in Aldermere: people, households, kin, what happened, what help there was. The agencies see parts of this. */
import type { Home } from '../addresses.ts'
import type { Day, Moment } from '../days.ts'
import type { Community } from '../names.ts'
import type { Feed } from '../types.ts'

export type Tenure = 'council' | 'association' | 'private' | 'owner'

/** Why a household or a person has a hard time. Nobody writes these down as such. */
export type TroubleKind =
  | 'debt'
  | 'abuse'
  | 'low-mood'
  | 'substances'
  | 'school'
  | 'frailty'
  | 'overcrowding'
  | 'disability'
  | 'offending'
  | 'homeless'
  | 'caring'

export type Trouble = { kind: TroubleKind; who: Human | null; from: Day; to: Day | null }

/** How one feed spells this human, where a story says so. */
export type Spelling = {
  given?: string
  middle?: string | null
  family?: string
  born?: Day | null
  nhs?: string | null
  former?: string
  alias?: string
  baby?: boolean
  /** Another address than the true one; null: none is known. */
  home?: Home | null
}

export type Human = {
  id: string
  index: number
  given: string
  middle: string | null
  family: string
  /** The family name before marriage or deed. */
  maiden: string | null
  sex: 'F' | 'M'
  born: Day
  died: Day | null
  nhs: string | null
  /** A number that was given first, by mistake, and replaced on a day. */
  oldNhs: { value: string; until: Day } | null
  community: Community
  language: string | null
  mobile: string | null
  email: string | null
  household: Household
  /** Where a child also lives. */
  otherHousehold: Household | null
  parents: Human[]
  partner: Human | null
  /** Whom this person cares for. */
  caresFor: Human | null
  /** Agencies that have set the protection of this person's address, and since when. */
  protectedBy: Partial<Record<Feed, Day>>
  /** Stories: the only feeds that know this person, and how each spells the name. */
  script: { feeds: readonly Feed[]; spelling: Partial<Record<Feed, Spelling>> } | null
  /** A new identity after adoption or a change of gender: names and sex before, and the day of the change. */
  earlierEpoch: {
    until: Day
    given: string
    family: string
    sex: 'F' | 'M'
    nhs: string | null
    reason: 'ADOPTION' | 'GENDER'
  } | null
  /** Which keys in which feeds are this human; filled while the agencies write. */
  keys: Partial<Record<Feed, string[]>>
  earlierKeys: Partial<Record<Feed, string[]>>
}

export type Stay = { home: Home; from: Day }

export type Household = {
  id: string
  index: number
  ward: number
  tenure: Tenure
  stays: Stay[]
  members: Human[]
  landline: string | null
  rooms: number
  dog: boolean
  smokers: boolean
}

/** What happened to somebody, under the world's own word for it; an agency that saw it uses its own code. */
export type Happening = {
  at: Moment
  kind: string
  who: Human
  role?: 'victim' | 'witness' | 'reporter' | 'suspect' | 'missing'
  result?: string
  text?: string
  /** How long: sessions, days; or an amount of money in pence. */
  amount?: number
  /** Those who were in the same incident carry the same number. */
  incident?: number
}

/** Help that an agency gave: it opened, perhaps closed, and has dates ahead. */
export type Help = {
  feed: Feed
  kind: string
  who: Human[]
  opened: Day
  closed: Day | null
  contacts: Day[]
  next: { recorded: Moment; day: Day; what: string }[]
  /** Stories: this worker, and from a day this one instead. */
  posts?: { staffRef: string; from: Day }[]
  /** How far the bare fact may be known, where the agency says so for this one case. */
  existence?: 'BROKERED' | 'SEALED'
  /** Stories: this help is written in the records of a person, although the team stands elsewhere. */
  team?: string
}

/** A warning before a visit, or a risk, as the first agency that learned it wrote it. */
export type Marker = { feed: Feed; kind: string; who: Human; day: Day; text: string; told: boolean | null }

/** People who belong together and are made together: one to three households. */
export type Cluster = {
  index: number
  story: string | null
  households: Household[]
  people: Human[]
  troubles: Trouble[]
  happenings: Happening[]
  helps: Help[]
  markers: Marker[]
}

/** Whether the feed may know this human at all: stories say so, for others the agency decides. */
export const scripted = (human: Human, feed: Feed): boolean | null => (human.script ? human.script.feeds.includes(feed) : null)

export const currentHome = (household: Household): Home => household.stays[household.stays.length - 1]!.home

/** The trouble of that kind that this person, or the whole household, has on a day. */
export function troubled(cluster: Cluster, kind: TroubleKind, who: Human, day: Day): boolean {
  return cluster.troubles.some(
    (t) => t.kind === kind && (t.who === who || t.who === null) && t.from <= day && (t.to === null || t.to > day),
  )
}
