import { Temporal } from '#platform/dates'
import type { FeedMapping, MappingRule, NameLayout, Value } from './mapping.ts'

/** A record as columns: nested values by their path, such as `address.postcode`. */
export type Line = Readonly<Record<string, string>>

/** A value that cannot be used: which rule it breaks and in which of the sender's columns. */
export class ValueProblem extends Error {
  override name = 'ValueProblem'
  readonly rule: MappingRule
  readonly field: string
  readonly valueClass: string
  constructor(rule: MappingRule, field: string, valueClass: string) {
    super(rule)
    this.rule = rule
    this.field = field
    this.valueClass = valueClass
  }
}

/** A cell without the spaces that systems put around and inside it. */
export const cell = (line: Line, column: string): string => (line[column] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()

const sortOf = (text: string): string => (/^\d+$/.test(text) ? `${text.length} digits` : `text of ${text.length} characters`)
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The value of one field in one line; undefined where the sender left it empty. Throws ValueProblem. */
export function readValue(
  value: Value,
  line: Line,
  mapping: Pick<FeedMapping, 'dates' | 'zone'>,
): string | number | boolean | undefined {
  if ('column' in value) return cell(line, value.column) || undefined
  if ('constant' in value) return value.constant
  if ('text' in value)
    return (
      value.text
        .replace(/\{([^}]+)\}/g, (_, column: string) => cell(line, column))
        .replace(/\s+/g, ' ')
        .trim() || undefined
    )
  if ('code' in value) return codeOf(cell(line, value.code), value.words, value.code)
  if ('yes' in value)
    return value.words.includes(cell(line, value.yes)) ? true : value.no?.includes(cell(line, value.yes)) ? false : undefined
  if ('whole' in value) return cell(line, value.whole) ? Number(cell(line, value.whole)) : undefined
  if ('name' in value) return nameOf(cell(line, value.name), value.written, value.part)
  if ('date' in value) return cell(line, value.date) ? dateOf(cell(line, value.date), mapping.dates, value.date) : undefined
  if ('instant' in value)
    return cell(line, value.instant) ? instantOf(cell(line, value.instant), mapping, value.instant) : undefined
  for (const one of value.first) {
    const found = readValue(one, line, mapping)
    if (found !== undefined) return found
  }
  return undefined
}

function codeOf(text: string, words: Readonly<Record<string, string>>, column: string): string | undefined {
  if (text in words) return words[text] || undefined
  if (text === '') return undefined
  throw new ValueProblem('code-unknown', column, sortOf(text))
}

/** ISO 8601, from a date with or without a time after it. */
export function dateOf(text: string, order: FeedMapping['dates'], column: string): string {
  const [day] = text.split(/[ T]/)
  const parts = /^\d{8}/.test(day!) ? [day!.slice(0, 4), day!.slice(4, 6), day!.slice(6, 8)] : day!.split(/[-/.]/)
  const [year, month, date] = order === 'ymd' ? parts : parts.toReversed()
  const monthNumber = /^\d+$/.test(month ?? '') ? Number(month) : months.indexOf((month ?? '').toLowerCase()) + 1
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: monthNumber, day: Number(date) },
      { overflow: 'reject' },
    ).toString()
  } catch {
    throw new ValueProblem('date-impossible', column, sortOf(text))
  }
}

/** An instant with its offset; a date alone is the start of its day in the place. */
function instantOf(text: string, { dates, zone }: Pick<FeedMapping, 'dates' | 'zone'>, column: string): string {
  try {
    if (/(Z|[+-]\d\d:\d\d)$/.test(text)) return Temporal.Instant.from(text).toString()
    const day = dateOf(text, dates, column)
    const time = /^\d{12,14}$/.test(text) ? `${text.slice(8, 10)}:${text.slice(10, 12)}` : (text.split(/[ T]/)[1] ?? '00:00')
    return Temporal.PlainDateTime.from(`${day}T${time.padStart(5, '0')}`)
      .toZonedDateTime(zone)
      .toInstant()
      .toString()
  } catch (error) {
    if (error instanceof ValueProblem) throw error
    throw new ValueProblem('date-impossible', column, sortOf(text))
  }
}

/** One part of a whole name. "BABY OF SMITH" and "UNBORN" have no forename. */
function nameOf(text: string, written: NameLayout, part: 'given' | 'family'): string | undefined {
  const [family, given] = split(text, written)
  return (part === 'family' ? family : given) || undefined
}

function split(text: string, written: NameLayout): [family: string, given: string] {
  const baby = /^BABY(?: OF)? (.+)$/i.exec(text)
  if (baby) return [baby[1]!, '']
  if (/^UNBORN/i.test(text)) return [text.replace(/^UNBORN\s*/i, ''), '']
  if (written === 'SURNAME, Forenames') {
    const [family = '', given = ''] = text.split(',')
    return [family.trim(), given.trim()]
  }
  const words = text.split(' ')
  if (written === 'SURNAME TITLE FORENAME') {
    const title = words.findIndex((word, at) => at > 0 && /^(MR|MRS|MS|MISS|DR|MX|REV)$/i.test(word))
    return title > 0
      ? [words.slice(0, title).join(' '), words.slice(title + 1).join(' ')]
      : [words[0] ?? '', words.slice(1).join(' ')]
  }
  const bare =
    written === 'Title Forename SURNAME' && /^(mr|mrs|ms|miss|dr|mx|rev)\.?$/i.test(words[0] ?? '') ? words.slice(1) : words
  return [bare.at(-1) ?? '', bare.slice(0, -1).join(' ')]
}
