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

/** The instant so many milliseconds after 1970 began. */
export const instantOf = (milliseconds: number): Instant => Temporal.Instant.fromEpochMilliseconds(Math.round(milliseconds))
export const instant = (text: string): Instant => Temporal.Instant.from(text)
/** A calendar day from "2026-05-03". */
export const plainDate = remembering((text: string): PlainDate => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  return year ? new Temporal.PlainDate(Number(year), Number(month), Number(day)) : Temporal.PlainDate.from(text)
})

/** An instant as the database writes it, "2026-05-03 10:42:07.123456+00"; another offset goes to the general parser. */
export const instantFromDatabase = remembering((text: string): Instant => {
  const [, year, month, day, hour, minute, second, fraction] =
    /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text) ?? []
  if (!year) return instant(text.replace(' ', 'T'))
  const seconds = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1000
  return new Temporal.Instant(BigInt(seconds) * 1_000_000_000n + BigInt((fraction ?? '').padEnd(9, '0')))
})

/**
 * Reads each text once. A page reads hundreds of dates, most of them many times over (a whole batch was received at one
 * instant); a date cannot change, so two rows may share one. Forgets everything when it has met too many.
 */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const met = new Map<string, T>()
  return (text) => {
    const known = met.get(text)
    if (known !== undefined) return known
    if (met.size >= 10_000) met.clear()
    const value = read(text)
    met.set(text, value)
    return value
  }
}

const dayOfText = remembering((text: string): PlainDate => {
  const [ms, zone] = text.split('|') as [string, string]
  return Temporal.Instant.fromEpochMilliseconds(Number(ms)).toZonedDateTimeISO(zone).toPlainDate()
})
/** The calendar day of an instant in a zone such as `Europe/London`. */
export const dayOf = (at: Instant, zone: string): PlainDate => dayOfText(`${at.epochMilliseconds}|${zone}`)

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

/** How old something is, in the words people use: "under a minute", "2 minutes", "5 hours", "41 days". */
export function ageInWords(since: Instant, now: Instant): string {
  const minutes = Math.max(0, Math.floor((now.epochMilliseconds - since.epochMilliseconds) / 60_000))
  const say = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`
  if (minutes < 1) return 'under a minute'
  if (minutes < 60) return say(minutes, 'minute')
  if (minutes < 48 * 60) return say(Math.floor(minutes / 60), 'hour')
  return say(Math.floor(minutes / (24 * 60)), 'day')
}
