import { Temporal } from 'temporal-polyfill'

/**
 * Dates and clocks are types. `timestamptz` is an Instant, `date` a PlainDate; the zone is a property of the place.
 * No other file may use `Date`.
 */
export { Temporal }
export type Instant = Temporal.Instant
export type PlainDate = Temporal.PlainDate

// The driver writes a parameter by its `toPostgres`, and would otherwise send the JSON form, in quotation marks.
for (const type of [Temporal.Instant, Temporal.PlainDate]) {
  Object.defineProperty(type.prototype, 'toPostgres', {
    value(this: { toString(): string }) {
      return this.toString()
    },
  })
}

/** What time it is. Injected everywhere, so that tests decide. */
export type Clock = () => Instant
export const systemClock: Clock = () => Temporal.Now.instant()

export const instant = (text: string): Instant => Temporal.Instant.from(text)
export const plainDate = (text: string): PlainDate => Temporal.PlainDate.from(text)

/** The calendar day of an instant in a zone such as `Europe/London`. */
export const dayOf = (at: Instant, zone: string): PlainDate => at.toZonedDateTimeISO(zone).toPlainDate()

/** Whole years between a birthday and a day. */
export const ageOn = (born: PlainDate, day: PlainDate): number => born.until(day, { largestUnit: 'years' }).years

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "3 May 2026". */
export const longDate = (day: PlainDate): string => `${day.day} ${months[day.month - 1]} ${day.year}`

/** "3 May 2026 at 10:42". */
export function longTime(at: Instant, zone: string): string {
  const local = at.toZonedDateTimeISO(zone)
  return `${longDate(local.toPlainDate())} at ${local.hour}:${String(local.minute).padStart(2, '0')}`
}

/** How old something is, in the words people use: "2 minutes", "5 hours", "41 days". */
export function ageInWords(since: Instant, now: Instant): string {
  const minutes = Math.max(0, Math.floor((now.epochMilliseconds - since.epochMilliseconds) / 60_000))
  const say = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`
  if (minutes < 60) return say(minutes, 'minute')
  if (minutes < 48 * 60) return say(Math.floor(minutes / 60), 'hour')
  return say(Math.floor(minutes / (24 * 60)), 'day')
}
