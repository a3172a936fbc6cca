import { type PlainDate, Temporal } from '#platform/dates'

/** A date as it is typed: the three fields that `dateField` named `<name>-day`, `<name>-month` and `<name>-year`. */
export type DateAnswer = { day: string; month: string; year: string }

/** The day that was meant, or what is wrong in words for the error, with the part of the field to go to. */
export type DateRead = { date: PlainDate } | { error: string; part: keyof DateAnswer }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const parts = ['day', 'month', 'year'] as const

/** The three fields of a form's body, as `dateField` takes them back. */
export const dateAnswer = (body: Readonly<Record<string, unknown>>, name: string): DateAnswer => {
  const typed = (part: keyof DateAnswer) => {
    const value = body[`${name}-${part}`]
    return typeof value === 'string' ? value.trim() : ''
  }
  return { day: typed('day'), month: typed('month'), year: typed('year') }
}

/** Reads a typed date; a month may be a number or a name. `what` begins the error: "Date of birth must include a year". */
export function readDate(answer: DateAnswer, what: string): DateRead {
  const missing = parts.filter((part) => answer[part] === '')
  if (missing.length === 3) return { error: `Enter ${what.charAt(0).toLowerCase()}${what.slice(1)}`, part: 'day' }
  if (missing.length > 0) return { error: `${what} must include a ${missing.join(' and ')}`, part: missing[0]! }
  if (!/^\d{4}$/.test(answer.year)) return { error: `${what} must have a year of 4 numbers`, part: 'year' }
  const named = months.indexOf(answer.month.slice(0, 3).toLowerCase()) + 1
  const month = named || (/^\d{1,2}$/.test(answer.month) ? Number(answer.month) : 0)
  const day = /^\d{1,2}$/.test(answer.day) ? Number(answer.day) : 0
  try {
    return { date: Temporal.PlainDate.from({ year: Number(answer.year), month, day }, { overflow: 'reject' }) }
  } catch {
    return { error: `${what} must be a real date`, part: 'day' }
  }
}
