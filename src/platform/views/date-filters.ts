import { longDate, type PlainDate, Temporal } from '#platform/dates'
import type { Lang } from '#platform/words'

// The MoJ kit's own filters bring moment. These give the same words for its timeline and messages, from ISO text alone.
const zone = 'Europe/London'

/** A day, or a local time. Text with `Z` or an offset is an instant and is shown as the clocks of the United Kingdom showed it. */
function read(iso: string): { day: PlainDate; time: Temporal.PlainTime | undefined } {
  if (!iso.includes('T')) return { day: Temporal.PlainDate.from(iso), time: undefined }
  const local = /(Z|[+-]\d\d:?\d\d)$/i.test(iso)
    ? Temporal.Instant.from(iso).toZonedDateTimeISO(zone).toPlainDateTime()
    : Temporal.PlainDateTime.from(iso)
  return { day: local.toPlainDate(), time: local.toPlainTime() }
}

const shortDate = (day: PlainDate) => longDate(day).replace(/ (\p{L}{3})\p{L}* /u, ' $1 ')

/** "10:42", as everywhere else on our pages. */
const clock = (time: Temporal.PlainTime | undefined) => time?.toString({ smallestUnit: 'minute' }) ?? ''

const withTime = (words: string, time: Temporal.PlainTime | undefined) => (time ? `${words} at ${clock(time)}` : words)

/** The standard dates of the MoJ kit. Anything that is not a date is a mistake of ours and throws. */
export function mojDate(iso: string, type: string): string {
  const { day, time } = read(iso)
  switch (type) {
    case 'datetime':
      return withTime(longDate(day), time)
    case 'shortdatetime':
      return withTime(shortDate(day), time)
    case 'date':
      return longDate(day)
    case 'shortdate':
      return shortDate(day)
    case 'time':
      return clock(time)
    default:
      throw new Error(`“${type}” is not a kind of date: datetime, shortdatetime, date, shortdate or time.`)
  }
}

/**
 * The kit's free format takes moment's patterns, in which words in square brackets stand for themselves. We use only that part:
 * a page writes the date out itself, in its own language, as `[3 Mai 2026]`.
 */
export function date(_iso: string, format: string): string {
  const words = /^\[([^[\]]*)\]$/.exec(format)?.[1]
  if (words === undefined) throw new Error(`“${format}” is not a date written out in square brackets.`)
  return words
}

const welshMonths = 'Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr'.split(' ')

/** A day, with its time if it has one, in the words of the reader: "3 May 2026 at 10:42", "3 Mai 2026 am 10:42". */
export function dateWords(iso: string, lang: Lang): string {
  if (lang === 'en') return mojDate(iso, 'datetime')
  const { day, time } = read(iso)
  const words = `${day.day} ${welshMonths[day.month - 1]} ${day.year}`
  return time ? `${words} am ${clock(time)}` : words
}

export const dateFilters = { date, mojDate }
