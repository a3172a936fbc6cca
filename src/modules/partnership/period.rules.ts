import { type PlainDate, Temporal } from '#platform/dates'

/** When something holds: from its first day up to, and not including, its last. Null: no end is known. */
export type Period = { readonly from: PlainDate; readonly to: PlainDate | null }

export const isBefore = (a: PlainDate, b: PlainDate): boolean => Temporal.PlainDate.compare(a, b) < 0

/** Whether a period holds on a day. The first day is in it, the last is not. */
export const holdsOn = (period: Period, day: PlainDate): boolean =>
  !isBefore(day, period.from) && (period.to === null || isBefore(day, period.to))

/** Whether every day of one period lies in another. */
export const liesWithin = (inner: Period, outer: Period): boolean =>
  !isBefore(inner.from, outer.from) && (outer.to === null || (inner.to !== null && !isBefore(outer.to, inner.to)))

/** Whether a period is over on a day. */
export const hasEndedBy = (period: Period, day: PlainDate): boolean => period.to !== null && !isBefore(day, period.to)

export const later = (a: PlainDate, b: PlainDate): PlainDate => (isBefore(a, b) ? b : a)
