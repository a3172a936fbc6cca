import type { FeedMapping, MappingRule, Value } from './mapping.ts'
import { dayOf, instantOf } from './mapping-dates.ts'
import { splitName } from './mapping-names.ts'

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

/** A cell in one form of Unicode, without the spaces that systems put around and inside it. */
export function cell(line: Line, column: string): string {
  const text = Object.hasOwn(line, column) ? line[column]! : ''
  return plain.test(text) ? text : text.normalize('NFC').replace(/\s+/g, ' ').trim()
}
const plain = /^(?:[!-~]+(?: [!-~]+)*)?$/

/** What sort of value a text is, for those who may not see it. */
export function sortOf(text: string): string {
  if (text === '') return 'empty'
  if (/^\d+$/.test(text)) return counted(text.length, 'digit')
  if (/^\d{1,4}[-/.][A-Za-z\d]{1,3}[-/.]\d{1,4}(?![\d])/.test(text)) return 'a date'
  return `text of ${counted(text.length, 'character')}`
}
const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`

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
  if ('code' in value) return codeOf(cell(line, value.code), value)
  if ('yes' in value)
    return value.words.includes(cell(line, value.yes)) ? true : value.no?.includes(cell(line, value.yes)) ? false : undefined
  if ('whole' in value) return wholeOf(cell(line, value.whole), value.whole)
  if ('name' in value) return splitName(cell(line, value.name), value.written)[value.part]
  if ('date' in value) return timeOf(cell(line, value.date), value.date, (text) => dayOf(text, mapping.dates))
  if ('instant' in value)
    return timeOf(cell(line, value.instant), value.instant, (text) => instantOf(text, mapping.dates, mapping.zone))
  for (const one of value.first) {
    const found = readValue(one, line, mapping)
    if (found !== undefined) return found
  }
  return undefined
}

function codeOf(text: string, { code, words, otherwise }: Extract<Value, { code: string }>): string | undefined {
  if (Object.hasOwn(words, text)) return words[text] || undefined
  if (text === '' || otherwise !== undefined) return otherwise
  throw new ValueProblem('code-unknown', code, sortOf(text))
}

function wholeOf(text: string, column: string): number | undefined {
  if (text === '') return undefined
  if (!/^\d{1,9}$/.test(text)) throw new ValueProblem('number-wrong', column, sortOf(text))
  return Number(text)
}

function timeOf(text: string, column: string, read: (text: string) => string): string | undefined {
  if (text === '') return undefined
  const time = read(text)
  if (time === 'date-in-another-form' || time === 'date-impossible') throw new ValueProblem(time, column, sortOf(text))
  return time
}
