import type { Instant } from '#platform/dates'
import type { RelationshipKind } from '../disclosure.rules.ts'

/** What a look can have about it, in the order in which an officer reads it. */
export const signs = [
  'household',
  'family',
  'home',
  'former-home',
  'neighbour',
  'colleague',
  'employer',
  'surname',
  'common-surname',
  'no-relationship',
  'hour',
  'volume',
  'refusals',
] as const
export type Sign = (typeof signs)[number]

/** What is known of one look: what ties the worker to the person, by which relationship she saw her, and what else she did lately. */
export type LookFacts = {
  /** How she came to see her: the strongest of her relationships that counted; none where she was refused. */
  readonly relationship: RelationshipKind
  /** Why she saw nothing, where she did not. */
  readonly refusal: string | null
  readonly surname: boolean
  /** How many records bear it, of how many. */
  readonly bearers: number
  readonly ofRecords: number
  readonly family: boolean
  readonly home: boolean
  readonly formerHome: boolean
  readonly neighbour: boolean
  readonly inTeam: boolean
  readonly atEmployer: boolean
  /** How many people of her organisation work here. */
  readonly people: number
  readonly atNight: boolean
  /** On how many days of the last four weeks she looked at anybody, and on how many of those at night. */
  readonly daysBefore: number
  readonly nightsBefore: number
  readonly openedInHour: number
  readonly refusedInDay: number
}

/**
 * What makes a look odd, in one place. A sign weighs so much; a relationship takes so much away, since whoever works with somebody has a reason to look; from
 * `oddFrom` on it is odd. None of this is law: an information governance lead may change it, and the table beside it says what then holds.
 *
 * - Family, household, a home shared now or once weigh more than any relationship takes away: working with one's own people is itself what an officer has to know.
 * - A neighbour, a colleague, a rare surname, an hour at which she never works are odd unless she is the person's own worker: a team's or a contact's
 *   relationship covers many people of whom she needs few.
 * - A surname that many bear, and an employer at which most do not know each other, say nothing by themselves, and something together with another sign.
 * - That she was refused once is a wrong turn; with any other sign, or again and again, it is a search.
 */
export const weights: Readonly<Record<Sign, number>> = {
  household: 6,
  family: 6,
  home: 6,
  'former-home': 6,
  neighbour: 4,
  colleague: 4,
  employer: 2,
  surname: 4,
  'common-surname': 1,
  'no-relationship': 2,
  hour: 4,
  volume: 9,
  refusals: 9,
}
const taken: Partial<Record<RelationshipKind, number>> = {
  'allocated-worker': 2,
  team: 1,
  'team-around': 2,
  'contact-in-hand': 1,
  'emergency-access': 1,
}
export const oddFrom = 3

/** A surname is common where more than one record in five hundred bears it, and more than a few families do: in a small place one family is one in five hundred. */
export const commonShare = 1 / 500
export const commonBearers = 40
/** Where more people than this work, most do not know each other. */
export const knowEachOther = 150
/** Reading thirty people's records in an hour is two minutes each without a pause: nobody's case work. */
export const manyInHour = 30
/** Whoever is refused five people in a day is not mistaken in one. */
export const manyRefused = 5
/** The hour is unusual for somebody of whom a working week is known, and who hardly ever looked at night in it: shifts are no sign. */
export const daysOfHabit = 5
export const nightsOfHabit = 3
/** For so long the same signs between the same two are not asked about again, unless they were found wrong. */
export const daysSettled = 90
/** By when an officer should have decided: our own promise, not law. */
export const daysToDecide = 7

/** Who answers a call at night has a contact in hand, or an emergency. */
const calledOut: ReadonlySet<RelationshipKind> = new Set(['contact-in-hand', 'emergency-access'])

/** The signs that hold of a look. */
export function signsOf(look: LookFacts): Sign[] {
  const isCommon = look.bearers > commonBearers && look.bearers / look.ofRecords > commonShare
  const knows = look.inTeam || (look.atEmployer && look.people <= knowEachOther)
  const holds: Readonly<Record<Sign, boolean>> = {
    household: look.refusal === 'OWN_HOUSEHOLD',
    family: look.family,
    home: look.home,
    'former-home': look.formerHome && !look.home,
    neighbour: look.neighbour && !look.home,
    colleague: knows,
    employer: look.atEmployer && !knows,
    surname: look.surname && !isCommon,
    'common-surname': look.surname && isCommon,
    'no-relationship': look.refusal === 'NOTHING_TO_SHOW',
    hour:
      look.atNight && !calledOut.has(look.relationship) && look.daysBefore >= daysOfHabit && look.nightsBefore < nightsOfHabit,
    volume: look.openedInHour >= manyInHour,
    refusals: look.refusal !== null && look.refusedInDay >= manyRefused,
  }
  return signs.filter((sign) => holds[sign])
}

/** How much a look weighs: its signs, less what the relationship takes away. */
export const weightOf = (of: readonly Sign[], relationship: RelationshipKind): number =>
  of.length === 0 ? 0 : of.reduce((sum, sign) => sum + weights[sign], 0) - (taken[relationship] ?? 0)

export const isOdd = (of: readonly Sign[], relationship: RelationshipKind): boolean => weightOf(of, relationship) >= oddFrom

/** What she did, rather than who the two are: it is one matter for the whole day, whomever she looked at. */
export const isPattern = (of: readonly Sign[]): boolean =>
  of.every((sign) => sign === 'hour' || sign === 'volume' || sign === 'refusals' || sign === 'no-relationship')

/** What the worker is told. Where somebody lives, whose family she is and for whom she works is not told to whoever looked her up. */
export const tellings = ['tie', 'surname', 'no-relationship', 'hour', 'volume', 'refusals'] as const
export type Telling = (typeof tellings)[number]
export function toldOf(of: readonly Sign[], refused: boolean): Telling[] {
  const telling = (sign: Sign): Telling => {
    if (sign === 'surname' || sign === 'common-surname') return refused ? 'tie' : 'surname'
    return sign === 'no-relationship' || sign === 'hour' || sign === 'volume' || sign === 'refusals' ? sign : 'tie'
  }
  const told = new Set(of.map(telling))
  return tellings.filter((one) => told.has(one))
}

const strength: readonly RelationshipKind[] = [
  'allocated-worker',
  'team-around',
  'team',
  'contact-in-hand',
  'emergency-access',
  'asked',
]
/** The strongest of the relationships by which a look was allowed. */
export const strongest = (allowed: readonly string[]): RelationshipKind => strength.find((one) => allowed.includes(one)) ?? 'none'

/** What was noticed before of the same worker and person. */
export type Noticed = { readonly signs: readonly string[]; readonly noticedAt: Instant; readonly found: string | null }

/** Whether these signs were asked about already, and wait or were found rightful. */
export const isSettled = (of: readonly Sign[], before: readonly Noticed[], now: Instant): boolean =>
  before.some(
    (one) =>
      one.found !== 'not-rightful' &&
      now.epochMilliseconds - one.noticedAt.epochMilliseconds < daysSettled * 86_400_000 &&
      of.every((sign) => one.signs.includes(sign)),
  )

export const findings = ['rightful', 'not-rightful', 'asked'] as const
export type Finding = (typeof findings)[number]
export type StepKind = 'answered' | Finding
export type OddLookState = 'noticed' | 'answered' | 'asked' | 'rightful' | 'not-rightful'

/** Where it stands: a decision is the last word, else what was said last. */
export const stateOf = (steps: readonly { readonly kind: StepKind }[]): OddLookState =>
  steps.find(({ kind }) => kind === 'rightful' || kind === 'not-rightful')?.kind ?? steps.at(-1)?.kind ?? 'noticed'

export const dueFrom = (noticedAt: Instant): Instant => noticedAt.add({ hours: 24 * daysToDecide })
