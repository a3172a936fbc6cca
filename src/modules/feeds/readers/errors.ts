import { defineErrors, type ErrorDefinition } from '#platform/errors'

const saveAgain = 'Save it again from your system as UTF-8 text and send that.'
const sendWhole = 'Make the file again, check that it is complete, and send it whole.'
const asText = 'Send the CSV, NDJSON or FHIR JSON file itself, or that file packed with gzip (.gz).'

/** Why a file as a whole cannot be read. Problems of single rows are no reason: they stand in quarantine. */
export const fileErrors = defineErrors({
  FILE_EMPTY: {
    status: 422,
    sentence: 'The file is empty.',
    whatToDo: 'A file without rows still has its headings. ' + sendWhole,
  },
  FILE_CUT_OFF: { status: 422, sentence: 'The file ends in the middle of {where}.', whatToDo: sendWhole },
  FILE_NOT_TEXT: { status: 422, sentence: 'The file is {what}, not text.', whatToDo: asText },
  FILE_TOO_BIG: {
    status: 422,
    sentence: 'The file holds more than {limit} once unpacked.',
    whatToDo: 'Send it in parts, each with its own manifest.',
  },
  FILE_UNPACKS_TOO_FAR: {
    status: 422,
    sentence: 'The packed file grows more than {ratio} times when it is unpacked, as no real extract does.',
    whatToDo: 'Send it without packing it.',
  },
  FILE_PACKING_BROKEN: { status: 422, sentence: 'The packed file is damaged and cannot be unpacked.', whatToDo: sendWhole },
  FILE_NOT_UTF8: { status: 422, sentence: 'Byte {byte} of the file is not UTF-8 text{guess}.', whatToDo: saveAgain },
  FILE_NOT_WINDOWS_1252: {
    status: 422,
    sentence: 'Byte {byte} of the file stands for nothing in Windows-1252, the encoding agreed for this feed.',
    whatToDo: saveAgain,
  },
  FILE_IS_UTF16: { status: 422, sentence: 'The file is written in UTF-16: see byte {byte}.', whatToDo: saveAgain },
  FILE_HAS_NUL: { status: 422, sentence: 'Byte {byte} of the file is a NUL, which no text has.', whatToDo: saveAgain },
  LINE_TOO_LONG: {
    status: 422,
    sentence: 'Line {row} is longer than {limit}.',
    whatToDo:
      'A quotation mark that is never closed, or a missing line break, is the usual cause. Put it right and send the file again.',
  },
  TOO_MANY_ROWS: {
    status: 422,
    sentence: 'The file has more than {limit} rows.',
    whatToDo: 'Send it in parts, each with its own manifest.',
  },
  TOO_MANY_COLUMNS: {
    status: 422,
    sentence: 'The headings name {count} columns; at most {limit} are read.',
    whatToDo: 'Send the columns that were agreed for this feed. If there are fewer, check the separator.',
  },
  HEADINGS_MISSING: {
    status: 422,
    sentence: 'The headings, expected in row {row}, lack {headings}.',
    whatToDo: 'Send all columns that were agreed for this feed, spelt as agreed, with the agreed separator between them.',
  },
  HEADINGS_REPEATED: {
    status: 422,
    sentence: 'The heading {headings} stands over more than one column.',
    whatToDo: 'Give each column its own heading, as agreed for this feed.',
  },
  HEADING_NOT_ALLOWED: {
    status: 422,
    sentence: 'No column may be headed {headings}.',
    whatToDo: 'Send the columns that were agreed for this feed.',
  },
  ROWS_UNEVEN: {
    status: 422,
    sentence: 'More than {limit} rows, the last of them row {row}, have another number of cells than there are headings.',
    whatToDo: 'Put values that hold the separator in quotation marks, and send the columns that were agreed for this feed.',
  },
  QUOTES_BROKEN: {
    status: 422,
    sentence: 'Row {row} has a quotation mark where none can stand.',
    whatToDo: 'Put values with quotation marks in quotation marks and double those inside: "the ""old"" road".',
  },
  JSON_TOO_DEEP: {
    status: 422,
    sentence: 'Row {row} nests more than {limit} levels deep, as no real record does.',
    whatToDo: 'Send records of the shape agreed for this feed.',
  },
  NOT_FHIR: {
    status: 422,
    sentence: 'The file is not FHIR JSON: {detail}.',
    whatToDo: 'Send one Bundle or Patient as JSON, or one Bundle or Patient a line.',
  },
  ROW_COUNT_DIFFERS: {
    status: 422,
    sentence: 'The manifest says {stated} rows, and the file has {read}.',
    whatToDo: 'It may have been cut off, or the manifest belongs to another file. ' + sendWhole,
  },
})
export type FileErrorCode = keyof typeof fileErrors

/** A file that cannot be read as a whole: what was wrong, where, and what its sender can do. It never quotes the file. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
  readonly code: FileErrorCode
  /** Where: the byte (from 0) of the unpacked file, or the row (from 1) as its sender would count it. */
  readonly at: { readonly byte?: number; readonly row?: number } | undefined
  readonly whatToDo: string
  constructor(code: FileErrorCode, facts: Record<string, string | number> = {}) {
    const definition: ErrorDefinition = fileErrors[code]
    super(definition.sentence.replace(/\{(\w+)\}/g, (_, fact: string) => say(facts[fact])))
    this.code = code
    this.whatToDo = definition.whatToDo
    const place = { ...numbered('byte', facts.byte), ...numbered('row', facts.row) }
    this.at = Object.keys(place).length > 0 ? place : undefined
  }
}

const say = (fact: string | number | undefined) => (typeof fact === 'number' ? fact.toLocaleString('en-GB') : (fact ?? ''))
const numbered = (name: string, fact: string | number | undefined) => (typeof fact === 'number' ? { [name]: fact } : {})
