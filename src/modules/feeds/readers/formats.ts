/** How a feed's files are written. Data: it is shown on the feed's page and kept with it. */
export type FileFormat = CsvFormat | NdjsonFormat | FhirFormat | CanonicalFormat

export type CsvFormat = {
  readonly kind: 'csv'
  /** Default: a comma. */
  readonly delimiter?: ',' | ';' | '|' | '\t'
  /** Rows before the headings, blank ones too: titles of a spreadsheet. */
  readonly preambleRows?: number
  /** Rows whose first cell starts with this are remarks. */
  readonly comment?: string
  /** Rows whose first cell starts with one of these are totals, not records. */
  readonly totals?: readonly string[]
  /** Headings that must be there. Others may be there too. */
  readonly headings: readonly string[]
  /** Default: UTF-8, and nothing else. */
  readonly encoding?: Encoding
}
export type Encoding = 'utf-8' | 'windows-1252'

/** One JSON object a line. */
export type NdjsonFormat = { readonly kind: 'ndjson' }
/** FHIR R4 JSON: one Bundle or Patient, or one a line. */
export type FhirFormat = { readonly kind: 'fhir' }
/** One canonical row a line: needs no mapping. */
export type CanonicalFormat = { readonly kind: 'canonical-ndjson' }
