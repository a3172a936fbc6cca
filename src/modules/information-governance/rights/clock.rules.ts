import { type PlainDate, Temporal } from '#platform/dates'
import { type ClockRule, clockRules, type PauseReason, type RequestKind } from './law.rules.ts'

export const stepKinds = [
  'acknowledged',
  'paused',
  'replied',
  'resumed',
  'extended',
  'answered',
  'told-before-lifting',
  'lifted',
] as const
export type StepKind = (typeof stepKinds)[number]
/** One thing that was done about a part of a request, on a day. */
export type ClockStep = { readonly kind: StepKind; readonly onDay: PlainDate }

/** Where the clock of one part stands on a day. */
export type Clock = {
  readonly rule: ClockRule
  /** The day by which it has to be answered. Null: without undue delay. While the clock stands still it moves on day by day. */
  readonly answerBy: PlainDate | null
  readonly acknowledgeBy: PlainDate | null
  /** Until when an extension may be said; null where none may be, or one was. */
  readonly extendUntil: PlainDate | null
  readonly pausedSince: PlainDate | null
  readonly pausedDays: number
}

/** The rule for what was received on a day. Throws for a day before there was any. */
export function ruleFor(kind: RequestKind, receivedOn: PlainDate): ClockRule {
  const day = receivedOn.toString()
  const rule = clockRules.find((one) => one.kind === kind && one.from <= day && (one.to === null || day < one.to))
  if (!rule) throw new Error(`no rule of ${kind} for ${day}`)
  return rule
}

/**
 * By when a part of a request has to be answered. A month is a calendar month: from the 31st to the last day of a shorter one. Further months count from
 * receipt, too. Days on which the clock stood still are added whole; an end at a weekend moves to Monday.
 */
export function clockOf(kind: RequestKind, receivedOn: PlainDate, steps: readonly ClockStep[], today: PlainDate): Clock {
  const rule = ruleFor(kind, receivedOn)
  const { days, since } = pausesIn(steps, today)
  const due = (months: number) => monthsFrom(receivedOn, months, days)
  const isExtended = steps.some((step) => step.kind === 'extended')
  return {
    rule,
    answerBy: rule.months === null ? null : due(rule.months + (isExtended ? rule.furtherMonths : 0)),
    // Strict: the law says days, and none of them is left out.
    acknowledgeBy: rule.acknowledgeDays === null ? null : receivedOn.add({ days: rule.acknowledgeDays }),
    extendUntil: rule.months === null || rule.furtherMonths === 0 || isExtended ? null : due(rule.months),
    pausedSince: since,
    pausedDays: days,
  }
}

/** How many days the clock has stood still until today, and since when it does now. */
function pausesIn(steps: readonly ClockStep[], today: PlainDate): { days: number; since: PlainDate | null } {
  let [days, since] = [0, null as PlainDate | null]
  for (const { kind, onDay } of steps) {
    if (kind === 'paused') since ??= onDay
    // An answer ends the wait as well: the clock does not run on behind it.
    if (since && (kind === 'replied' || kind === 'resumed' || kind === 'answered')) {
      days += daysBetween(since, onDay)
      since = null
    }
  }
  return since ? { days: days + daysBetween(since, today), since } : { days, since }
}
const daysBetween = (from: PlainDate, to: PlainDate) => Math.max(0, from.until(to, { largestUnit: 'days' }).days)
/** So many months from a day, and days on top: an end at a weekend moves to Monday. */
export function monthsFrom(from: PlainDate, months: number, days = 0): PlainDate {
  const end = from.add({ months }).add({ days })
  return end.dayOfWeek > 5 ? end.add({ days: 8 - end.dayOfWeek }) : end
}

export type PartState = 'to-acknowledge' | 'waiting' | 'paused' | 'late' | 'answered'
/** What a part waits for. */
export function stateOf(clock: Clock, steps: readonly ClockStep[], today: PlainDate): PartState {
  const done = (kind: StepKind) => steps.some((step) => step.kind === kind)
  if (done('answered')) return 'answered'
  if (clock.pausedSince) return 'paused'
  const isPast = (day: PlainDate | null) => day !== null && Temporal.PlainDate.compare(today, day) > 0
  if (clock.acknowledgeBy && !done('acknowledged')) return isPast(clock.acknowledgeBy) ? 'late' : 'to-acknowledge'
  return isPast(clock.answerBy) ? 'late' : 'waiting'
}

/** Whether the law lets the clock stop for this reason now. */
export const mayPause = (clock: Clock, steps: readonly ClockStep[], reason: PauseReason): boolean =>
  clock.pausedSince === null && clock.rule.pausesFor.includes(reason) && !steps.some(({ kind }) => kind === 'answered')

/** Whether an extension may still be said: within the first month. */
export const mayExtend = (clock: Clock, steps: readonly ClockStep[], today: PlainDate): boolean =>
  clock.extendUntil !== null &&
  Temporal.PlainDate.compare(today, clock.extendUntil) <= 0 &&
  !steps.some(({ kind }) => kind === 'answered')

/** The day on which the thing that waits has to be done: acknowledge, then answer. */
export function dueOn(clock: Clock, steps: readonly ClockStep[]): PlainDate | null {
  if (clock.acknowledgeBy && !steps.some(({ kind }) => kind === 'acknowledged')) return clock.acknowledgeBy
  return clock.answerBy
}
