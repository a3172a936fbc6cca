import type { CanonicalKind } from './canonical.ts'
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
  readonly dates: DatePattern
  /** Zone of local times; a time with an offset of its own says so itself. */
  readonly zone: string
  readonly person: Value
  readonly recordedAt: Value
  readonly templates: readonly Template[]
}

/** The order of a date's parts, whatever stands between them. */
export type DatePattern = 'dmy' | 'ymd' | 'd-mon-y'

/** Where a value comes from. `{ Column }` in `text` is replaced; an empty column leaves nothing. */
export type Value =
  | { readonly column: string }
  | { readonly text: string }
  | { readonly constant: string | boolean }
  | { readonly code: string; readonly words: Readonly<Record<string, string>> }
  | { readonly date: string }
  | { readonly instant: string }
  | { readonly yes: string; readonly words: readonly string[]; readonly no?: readonly string[] }
  | { readonly name: string; readonly part: 'given' | 'family'; readonly written: NameLayout }
  | { readonly whole: string }
  | { readonly first: readonly Value[] }

/** How a sender writes a whole name in one cell. */
export type NameLayout = 'SURNAME, Forenames' | 'Title Forename SURNAME' | 'Forename Surname' | 'SURNAME TITLE FORENAME'

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
  'date-impossible': 'Write a date that exists, in the form that this feed uses.',
  'code-unknown': 'Use one of the codes agreed for this column, or ask to have the new one added to the mapping.',
  'nhs-number-wrong': 'Check the NHS number: its check digit does not fit.',
  'uprn-wrong': 'Write the UPRN as digits only, at most 12.',
  'not-canonical': 'Compare the row with the canonical model: its lengths and its lists of words.',
} as const
export type MappingRule = keyof typeof mappingRules
