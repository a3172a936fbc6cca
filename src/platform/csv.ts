import { stringify } from 'csv-stringify/sync'

/** A cell of a CSV file; null is empty. */
export type CsvCell = string | number | null

/**
 * A table as CSV text with a heading line (RFC 4180). A text that a spreadsheet would take for a formula is written so that it is none.
 */
export const csvOf = (heading: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  stringify([heading, ...rows] as CsvCell[][], { escape_formulas: true, record_delimiter: 'windows' })
