import type { CanonicalKind } from './canonical.ts'
import type { DateForm } from './mapping-dates.ts'
import type { NameLayout } from './mapping-names.ts'
import type { SourceFormat } from './readers/index.ts'

/**
 * A feed's mapping: how its sender's records become canonical rows. Plain data, so that it can be shown on the feed's
 * page. A record is read as one or more lines of columns (`linesOf`); each template states a row where its columns are filled.
 */
export type FeedMapping = {
  readonly feed: string
  readonly format: SourceFormat
  /** Lists inside a JSON record: each of their items makes a line of its own beside the record's plain values. */
  readonly lists?: readonly string[]
  readonly dates: DateForm
  /** Zone of local times; a time with an offset of its own says so itself. */
  readonly zone: string
  readonly person: Value
  readonly recordedAt: Value
  /** A record may come without its time: then the end of its batch's period counts. */
  readonly timeMayLack?: true
  readonly templates: readonly Template[]
}

/** Where a value comes from. `{ Column }` in `text` is replaced; an empty column leaves nothing. A code without `otherwise` must be known. */
export type Value =
  | { readonly column: string }
  | { readonly text: string }
  | { readonly constant: string | boolean }
  | { readonly code: string; readonly words: Readonly<Record<string, string>>; readonly otherwise?: string }
  | { readonly date: string }
  | { readonly instant: string }
  | { readonly yes: string; readonly words: readonly string[]; readonly no?: readonly string[] }
  | { readonly name: string; readonly part: 'given' | 'family'; readonly written: NameLayout }
  | { readonly whole: string }
  | { readonly first: readonly Value[] }

/** One kind of canonical row, stated where all the columns of `when` are filled (and, with `is`, hold one of these values). */
export type Template = {
  readonly kind: CanonicalKind
  readonly when?: readonly string[]
  readonly is?: { readonly column: string; readonly oneOf: readonly string[] }
  readonly key: Value
  readonly fields: Readonly<Record<string, Value>>
}

/** Rules of mapping, as a row in quarantine names them, with what its sender can do. */
export const mappingRules = {
  'value-missing': 'Fill in the column: without it the row says nothing about anyone.',
  'date-in-another-form': 'Write the date in the form agreed for this feed.',
  'date-impossible': 'Write a date that is in the calendar: day and month may have changed places.',
  'code-unknown': 'Use one of the codes agreed for this column, or ask to have the new one added to the mapping.',
  'nhs-number-wrong': 'Check the NHS number: its check digit does not fit.',
  'upn-wrong': 'Check the unique pupil number: its check letter does not fit.',
  'uprn-wrong': 'Write the UPRN as digits only, at most 12.',
  'number-wrong': 'Write a whole number in digits.',
  'text-too-long': 'Shorten the text.',
  'not-canonical': 'Compare the row with the canonical model: its lengths and its lists of words.',
} as const
export type MappingRule = keyof typeof mappingRules

/** The sender's columns that a value is read from. */
export function columnsOf(value: Value): string[] {
  if ('column' in value) return [value.column]
  if ('text' in value) return [...value.text.matchAll(/\{([^}]+)\}/g)].map(([, column]) => column!)
  if ('code' in value) return [value.code]
  if ('date' in value) return [value.date]
  if ('instant' in value) return [value.instant]
  if ('yes' in value) return [value.yes]
  if ('name' in value) return [value.name]
  if ('whole' in value) return [value.whole]
  return 'first' in value ? value.first.flatMap(columnsOf) : []
}

/** All the sender's columns that a mapping reads: a file that lacks one is not what was agreed. */
export function columnsRead({
  person,
  recordedAt,
  templates,
}: Pick<FeedMapping, 'person' | 'recordedAt' | 'templates'>): string[] {
  const read = templates.flatMap(({ when = [], is, key, fields }) => [
    ...when,
    ...(is ? [is.column] : []),
    ...[key, ...Object.values(fields)].flatMap(columnsOf),
  ])
  return [...new Set([...columnsOf(person), ...columnsOf(recordedAt), ...read])]
}
