import type { PeopleQuery } from '#modules/person-index'
import { Temporal } from '#platform/dates'
import { refusal } from '#platform/errors'
import { errors } from './errors.ts'

export type SearchFields = {
  name?: string | undefined
  dateOfBirth?: string | undefined
  address?: string | undefined
  number?: string | undefined
}

/** "4 7 1993", "04/07/1993", "4 July 1993" or "1993-07-04" as a date; undefined if it is none. */
export function parseBirthday(text: string): Temporal.PlainDate | undefined {
  const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
  const parts = text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  if (parts.length !== 3) return undefined
  const numbers = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : months.indexOf(part.slice(0, 3)) + 1))
  const [year, month, day] = parts[0]!.length === 4 ? numbers : numbers.toReversed()
  try {
    return Temporal.PlainDate.from({ year: year!, month: month!, day: day! }, { overflow: 'reject' })
  } catch {
    return undefined
  }
}

/** A search as the index takes it. Refuses one that says nothing, and a date that is none. */
export function parseQuery(fields: SearchFields): PeopleQuery {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as SearchFields
  if (Object.keys(given).length === 0) throw refusal(errors, 'SEARCH_EMPTY')
  const { dateOfBirth, ...rest } = given
  if (dateOfBirth === undefined) return rest as PeopleQuery
  const born = parseBirthday(dateOfBirth)
  if (!born) throw refusal(errors, 'BIRTHDAY_WRONG')
  return { ...rest, dateOfBirth: born.toString() } as PeopleQuery
}
