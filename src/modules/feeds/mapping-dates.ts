import { Temporal } from '#platform/dates'

/** How a sender writes a day, and a day with a time after it. */
export type DateForm = 'dd/mm/yyyy' | 'd/m/yyyy' | 'dd-mm-yyyy' | 'dd.mm.yyyy' | 'dd-Mon-yyyy' | 'yyyy-mm-dd' | 'yyyymmdd'
export type DateProblem = 'date-in-another-form' | 'date-impossible'

const patterns: Readonly<Record<DateForm, RegExp>> = {
  'dd/mm/yyyy': /^(?<d>\d\d)\/(?<m>\d\d)\/(?<y>\d{4})(?<rest>.*)$/,
  'd/m/yyyy': /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})(?<rest>.*)$/,
  'dd-mm-yyyy': /^(?<d>\d\d)-(?<m>\d\d)-(?<y>\d{4})(?<rest>.*)$/,
  'dd.mm.yyyy': /^(?<d>\d\d)\.(?<m>\d\d)\.(?<y>\d{4})(?<rest>.*)$/,
  'dd-Mon-yyyy': /^(?<d>\d\d)-(?<m>[A-Za-z]{3})-(?<y>\d{4})(?<rest>.*)$/,
  'yyyy-mm-dd': /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)(?<rest>.*)$/,
  yyyymmdd: /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)(?<rest>.*)$/,
}
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Nobody whose record is still in use was born earlier. */
const earliestYear = 1850

type Parsed = { readonly day: string; readonly rest: string }

/** The day, ISO 8601, of a date; what follows it is not looked at. A problem says why there is none. */
export function dayOf(text: string, form: DateForm): string | DateProblem {
  const parsed = parse(text, form)
  return typeof parsed === 'string' ? parsed : parsed.day
}

/** The instant, RFC 3339, of a time with an offset of its own, of a local time in the form, or of the beginning of a day. */
export function instantOf(text: string, form: DateForm, zone: string): string | DateProblem {
  const own = /(Z|[+-]\d\d:\d\d)$/.test(text)
  const parsed = parse(text, own ? 'yyyy-mm-dd' : form)
  if (typeof parsed === 'string') return parsed
  const time = /^(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(parsed.rest)
  if (!time || (own && !time[4])) return 'date-in-another-form'
  const [, hour = '00', minute = '00', second = '00', offset] = time
  if (hour > '23' || minute > '59' || second > '59') return 'date-impossible'
  return `${parsed.day}T${hour}:${minute}:${second}${offset ?? offsetAt(`${parsed.day}T${hour}`, zone)}`
}

function parse(text: string, form: DateForm): Parsed | DateProblem {
  const parts = patterns[form].exec(text)?.groups
  if (!parts) return 'date-in-another-form'
  const year = Number(parts.y)
  const month = form === 'dd-Mon-yyyy' ? months.indexOf(parts.m!.toLowerCase()) + 1 : Number(parts.m)
  const date = Number(parts.d)
  if (year < earliestYear || month < 1 || month > 12 || date < 1 || date > daysIn(month, year)) return 'date-impossible'
  return { day: `${parts.y}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`, rest: parts.rest! }
}

const daysIn = (month: number, year: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

/** Offsets by zone and hour: to ask the calendar for each of a million rows would cost more than everything else. */
const offsets = new Map<string, string>()

/** The offset that held at a local hour. Of an hour that came twice the first is meant; in a skipped one the clock still stood. */
function offsetAt(hour: string, zone: string): string {
  const name = `${zone} ${hour}`
  const known = offsets.get(name)
  if (known) return known
  const { offset } = Temporal.PlainDateTime.from(`${hour}:00`).toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (offsets.size > 100_000) offsets.clear()
  const written = offset === '+00:00' ? 'Z' : offset
  offsets.set(name, written)
  return written
}
