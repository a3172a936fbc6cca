/**
 * Days and minutes as whole numbers, which the generator counts by the million, and how each agency's system prints them.
 * A day counts from 1 January 1970; a moment counts minutes from then, in UTC.
 */
export type Day = number
export type Moment = number

export const minutesADay = 1440

const two = (n: number) => (n < 10 ? `0${n}` : String(n))

/** The day of a date in the proleptic Gregorian calendar (Hinnant's days_from_civil). */
export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

export type Civil = { year: number; month: number; day: number }

/** The date of a day (Hinnant's civil_from_days). */
export function civil(day: Day): Civil {
  const z = day + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 }
}

/** The day of "2026-03-31", or null when it is no date of the calendar. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return null
  const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]))
  return iso(day) === text ? day : null
}

/** The day of a date written in a story; a wrong one is a mistake in the story. */
export function on(text: string): Day {
  const day = parseDay(text)
  if (day === null) throw new Error(`"${text}" is not a date.`)
  return day
}

type Printed = { yyyy: string; mm: string; dd: string; iso: string }
const printed = new Map<Day, Printed>()
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The parts of a date, remembered: a place uses some forty thousand days and prints them millions of times. */
function parts(day: Day): Printed {
  const known = printed.get(day)
  if (known) return known
  const date = civil(day)
  const made = { yyyy: String(date.year), mm: two(date.month), dd: two(date.day), iso: '' }
  made.iso = `${made.yyyy}-${made.mm}-${made.dd}`
  printed.set(day, made)
  return made
}

export const iso = (day: Day): string => parts(day).iso

/** dd/mm/yyyy, with another separator if given. */
export function dayFirst(day: Day, separator = '/'): string {
  const { yyyy, mm, dd } = parts(day)
  return dd + separator + mm + separator + yyyy
}

/** yyyymmdd. */
export function compact(day: Day): string {
  const { yyyy, mm, dd } = parts(day)
  return yyyy + mm + dd
}

/** dd-Mon-yyyy. */
export function monthName(day: Day): string {
  const { yyyy, mm, dd } = parts(day)
  return `${dd}-${months[Number(mm) - 1]}-${yyyy}`
}

/** d/m/yyyy without leading noughts. */
export function loose(day: Day): string {
  const { yyyy, mm, dd } = parts(day)
  return `${Number(dd)}/${Number(mm)}/${yyyy}`
}

export const moment = (day: Day, minute: number): Moment => day * minutesADay + minute
export const dayAt = (at: Moment): Day => Math.floor(at / minutesADay)
const minuteAt = (at: Moment): number => at - dayAt(at) * minutesADay

/** The clock of a moment as hh:mm in UTC. */
export const clock = (at: Moment): string => `${two(Math.floor(minuteAt(at) / 60))}:${two(minuteAt(at) % 60)}`

/** RFC 3339 in UTC, with Z. */
export const utc = (at: Moment): string => `${iso(dayAt(at))}T${clock(at)}:00Z`

const lastSunday = (year: number, month: number): Day => {
  const last = dayOf(year, month, 31)
  return last - ((last + 4) % 7)
}

const summers = new Map<number, { from: Moment; to: Moment }>()

/** 60 in British summer time, otherwise 0: from 01:00 UTC on March's last Sunday to 01:00 UTC on October's. */
export function summerMinutes(at: Moment): number {
  const year = Number(parts(dayAt(at)).yyyy)
  let summer = summers.get(year)
  if (!summer) summers.set(year, (summer = { from: moment(lastSunday(year, 3), 60), to: moment(lastSunday(year, 10), 60) }))
  return at >= summer.from && at < summer.to ? 60 : 0
}

/** The moment as clocks on the wall in Aldermere show it. */
export const local = (at: Moment): Moment => at + summerMinutes(at)

/** RFC 3339 with Aldermere's own offset. */
export function offset(at: Moment): string {
  const wall = local(at)
  return `${iso(dayAt(wall))}T${clock(wall)}:00+0${summerMinutes(at) / 60}:00`
}

/** Whole years lived on a day. */
export function age(born: Day, day: Day): number {
  const from = civil(born)
  const to = civil(day)
  return to.year - from.year - (to.month < from.month || (to.month === from.month && to.day < from.day) ? 1 : 0)
}
