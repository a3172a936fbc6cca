/** The shape of what a sender wrote, before it means anything. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject
export type JsonObject = { [key: string]: JsonValue }

/** Why one row cannot be used. It says what sort of value stood there, and never the value. */
export type RowFailure = {
  readonly row: number
  /** The sender's own column, or the path of the value in the sender's record. */
  readonly field: string
  /** What sort of value it was: "text of 9 characters". */
  readonly valueClass: string
  /** A stable code: `code-unknown`. */
  readonly rule: string
  readonly whatToDo: string
}

/** One record of a file. `row` counts from 1 as its sender would: the row of the spreadsheet, or the line. */
export type SourceRecord = CsvRecord | JsonRecord | UnusableRecord
/** Cells by their headings. A record with failures is not to be mapped. */
export type CsvRecord = {
  readonly row: number
  readonly fields: Record<string, string>
  readonly failures?: readonly RowFailure[]
}
export type JsonRecord = { readonly row: number; readonly value: JsonObject; readonly failures?: readonly RowFailure[] }
/** Not even a record: the line as it was written. */
export type UnusableRecord = { readonly row: number; readonly text: string; readonly failures: readonly RowFailure[] }

/** What readers object to in single rows: code → what the sender can do. */
export const rowRules = {
  'not-json': 'Write one whole JSON object a line.',
  'key-not-allowed': 'Remove the keys __proto__, constructor and prototype: no agreed record has them.',
  'text-not-storable': 'Remove the control characters or broken characters from the value.',
  'looks-like-a-formula': 'A value may not start with =, @, + or - unless it is a number. Write the value, not a formula.',
  'cells-missing': 'The row has fewer cells than there are headings. Fill in the empty ones as empty.',
  'cells-left-over': 'The row has more cells than there are headings. Put values that hold the separator in quotation marks.',
  'patient-missing': 'Send a Patient, or a Bundle that holds one.',
} as const
export type RowRule = keyof typeof rowRules

/** The failure of one row under one of the readers' rules. */
export const rowFailure = (row: number, field: string, valueClass: string, rule: RowRule): RowFailure => ({
  row,
  field,
  valueClass,
  rule,
  whatToDo: rowRules[rule],
})
