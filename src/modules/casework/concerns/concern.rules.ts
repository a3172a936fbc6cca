import { type Instant, type PlainDate, Temporal } from '#platform/dates'
import { workingDaysAfter } from '#platform/working-days.rules'

/** How near the danger is, as whoever saw it judges. */
export const dangers = ['now', 'soon', 'no'] as const
export type Danger = (typeof dangers)[number]
/** Whether the family knows that this is shared, and agrees (practice K13). */
export const agreements = ['yes', 'no', 'not-safe-to-ask', 'not-asked'] as const
export type Agrees = (typeof agreements)[number]

/** What somebody saw and heard, in words that stay apart: fact, opinion, the child's own. */
export type ConcernTold = {
  readonly seen: string
  readonly opinion: string
  readonly ownWords: string
  /** Who else is in the home, unborn children, other addresses. */
  readonly others: string
  /** Why they were not asked, or do not agree. */
  readonly whyNot: string
  /** A safe way and time to make contact. */
  readonly safeWay: string
}

/** What the front door decides. The thresholds are the partnership's published ones: `thresholdsOf`. */
export const decisions = [
  'advice',
  'already-helped',
  'early-help',
  'child-in-need',
  'child-protection',
  'adult-safeguarding',
] as const
export type ConcernDecision = (typeof decisions)[number]

/** A worry about somebody whom its writer works with. */
export type Concern = {
  readonly id: string
  readonly controllerId: string
  readonly datasetId: string
  readonly regime: string
  readonly sourcePersonId: string
  readonly frontDoorId: string
  readonly recordedBy: string
  readonly recordedByName: string
  readonly recordedByOrganisation: string
  readonly recordedAt: Instant
  readonly danger: Danger
  readonly agrees: Agrees
  readonly ringBack: boolean
  readonly told: ConcernTold
  readonly takenBy: string | null
  readonly takenByName: string | null
  readonly takenAt: Instant | null
  readonly decided: {
    readonly byName: string
    readonly at: Instant
    readonly decision: ConcernDecision
    readonly reason: string
    readonly planId: string | null
  } | null
}

export type ConcernField = 'seen' | 'danger' | 'agrees' | 'whyNot'
/** What the front door cannot do without. Where a family was not asked or does not agree, why: asking is the rule (practice K13). */
export function missingIn({
  told,
  danger,
  agrees,
}: {
  readonly told: ConcernTold
  readonly danger: Danger | undefined
  readonly agrees: Agrees | undefined
}): ConcernField[] {
  return [
    ...(told.seen === '' ? (['seen'] as const) : []),
    ...(danger === undefined ? (['danger'] as const) : []),
    ...(agrees === undefined ? (['agrees'] as const) : []),
    ...(agrees !== undefined && agrees !== 'yes' && told.whyNot === '' ? (['whyNot'] as const) : []),
  ]
}

/** A statutory clock, as dated data: from which day it runs so, and whose rule it is. */
type Clock = { readonly from: string; readonly workingDays: number; readonly rule: string }
/** By when the front door decides what follows a contact about a child. Working Together to Safeguard Children: one working day, in each edition since 2013. */
const decideWithin: readonly Clock[] = [
  { from: '2013-04-15', workingDays: 1, rule: 'Working Together to Safeguard Children: a decision within one working day' },
]
const clockOn = (clocks: readonly Clock[], day: PlainDate): Clock =>
  clocks.findLast(({ from }) => from <= day.toString()) ?? clocks[0]!

/** By when a worry must be decided: at once where somebody is in danger now, else by the end of the working day on which the clock ends. */
export function decideBy({ danger, recordedAt }: Pick<Concern, 'danger' | 'recordedAt'>, zone: string): Instant {
  if (danger === 'now') return recordedAt
  const began = recordedAt.toZonedDateTimeISO(zone).toPlainDate()
  const last = workingDaysAfter(began, clockOn(decideWithin, began).workingDays)
  return last.add({ days: 1 }).toZonedDateTime(zone).toInstant()
}
/** By when, as it is read: the end of a day. */
export const decideByDay = (by: Instant, zone: string): PlainDate =>
  by.subtract({ seconds: 1 }).toZonedDateTimeISO(zone).toPlainDate()
/** The rule by which a worry of that day must be decided, as it is cited. */
export const decideRule = (day: PlainDate): string => clockOn(decideWithin, day).rule

export const isLate = (by: Instant, now: Instant): boolean => Temporal.Instant.compare(by, now) <= 0

/** One level of the partnership's published thresholds: what is decided at it, and when it is met. Data of the place. */
export type Threshold = {
  readonly decision: ConcernDecision
  readonly name: string
  readonly metWhen: string
  /** Whether help under it begins a plan with a team around the person, and of which kind. */
  readonly plan: string | null
}
/** In order from least to most. Section numbers are of the Children Act 1989 and the Care Act 2014. */
export const thresholds: readonly Threshold[] = [
  { decision: 'advice', name: 'Advice', metWhen: 'Services that everybody can use meet it', plan: null },
  {
    decision: 'already-helped',
    name: 'Already being helped',
    metWhen: 'A worker has it in hand: they are told today',
    plan: null,
  },
  {
    decision: 'early-help',
    name: 'Family help',
    metWhen: 'Several services are needed, and the family agrees to it',
    plan: 'family-help',
  },
  {
    decision: 'child-in-need',
    name: 'Child in need (section 17)',
    metWhen: 'Without services health or development is likely to suffer',
    plan: 'child-in-need',
  },
  {
    decision: 'child-protection',
    name: 'Child protection enquiry (section 47)',
    metWhen: 'Reasonable cause to suspect significant harm: no agreement is needed',
    plan: 'child-protection',
  },
  {
    decision: 'adult-safeguarding',
    name: 'Adult safeguarding enquiry (section 42)',
    metWhen: 'Care needs, at risk of abuse or neglect, and cannot protect themselves because of those needs',
    plan: 'adult-safeguarding',
  },
]

/** Where a decision goes on to a plan. Family help needs the family's agreement to take part, a statutory duty does not (practice K13). */
export const planKindOf = (decision: ConcernDecision): string | null =>
  thresholds.find((one) => one.decision === decision)?.plan ?? null
