import { type CanonicalRead, readCanonicalLines } from './canonical-ndjson.ts'
import { readCsv } from './csv.ts'
import { checkedText } from './encoding.ts'
import { UnreadableFile } from './errors.ts'
import { type FhirCount, readFhir } from './fhir.ts'
import type { FileFormat } from './formats.ts'
import { type ReadLimits, usualLimits } from './limits.ts'
import { readNdjson } from './ndjson.ts'
import type { SourceRecord } from './record.ts'
import { unpacked } from './transport.ts'

export type { CanonicalRead } from './canonical-ndjson.ts'
export { looksLikeFormula } from './csv.ts'
export { type FileErrorCode, fileErrors, UnreadableFile } from './errors.ts'
export type { CanonicalFormat, CsvFormat, Encoding, FhirFormat, FileFormat, NdjsonFormat } from './formats.ts'
export { recordsFromJson } from './from-json.ts'
export { screened } from './json.ts'
export { type ReadLimits, usualLimits } from './limits.ts'
export type { CsvRecord, JsonObject, JsonRecord, JsonValue, RowFailure, SourceRecord, UnusableRecord } from './record.ts'
export { rowFailure } from './record.ts'

/** A format whose records a mapping turns into canonical rows. */
export type SourceFormat = Exclude<FileFormat, { kind: 'canonical-ndjson' }>

/**
 * The records of a sender's file, one by one, in bounded memory. A row that cannot be used comes as a record with failures.
 * @param file the bytes as they arrived, packed with gzip or not
 * @throws UnreadableFile when the file as a whole cannot be read; rows given before then belong to no whole file
 */
export async function* readRecords(
  file: AsyncIterable<Uint8Array>,
  format: SourceFormat,
  limits: Partial<ReadLimits> = {},
): AsyncGenerator<SourceRecord> {
  const within: ReadLimits = { ...usualLimits, ...limits }
  const text = checkedText(unpacked(file, within), format.kind === 'csv' ? format.encoding : 'utf-8')
  const fhir: FhirCount = { documents: 0 }
  let rows = 0
  for await (const records of recordsOf(text, format, within, fhir)) {
    rows += records.length
    if (rows > within.rows) throw new UnreadableFile('TOO_MANY_ROWS', { limit: within.rows })
    for (const record of records) yield record
  }
  if (format.kind !== 'fhir' || fhir.documents !== within.statedRows) checkCount(rows, within)
  if (format.kind === 'fhir' && fhir.documents === 0) checkEmpty(0, within)
  if (format.kind === 'ndjson') checkEmpty(rows, within)
}

/**
 * The rows of a file that already is canonical, checked, as many at a time as a chunk holds.
 * @throws UnreadableFile as {@link readRecords}
 */
export async function* readCanonical(
  file: AsyncIterable<Uint8Array>,
  limits: Partial<ReadLimits> = {},
): AsyncGenerator<CanonicalRead[]> {
  const within: ReadLimits = { ...usualLimits, ...limits }
  let rows = 0
  for await (const some of readCanonicalLines(checkedText(unpacked(file, within)), within)) {
    rows += some.length
    if (rows > within.rows) throw new UnreadableFile('TOO_MANY_ROWS', { limit: within.rows })
    yield some
  }
  checkCount(rows, within)
  checkEmpty(rows, within)
}

function recordsOf(
  text: AsyncIterable<Buffer>,
  format: SourceFormat,
  limits: ReadLimits,
  fhir: FhirCount,
): AsyncGenerator<SourceRecord[]> {
  if (format.kind === 'csv') return readCsv(text, format, limits)
  return format.kind === 'fhir' ? readFhir(text, limits, fhir) : readNdjson(text, limits)
}

function checkCount(read: number, { statedRows }: ReadLimits): void {
  if (statedRows !== undefined && statedRows !== read) throw new UnreadableFile('ROW_COUNT_DIFFERS', { stated: statedRows, read })
}

/** Where a file has no headings, only its manifest can say that nothing is what was meant. */
function checkEmpty(read: number, { statedRows }: ReadLimits): void {
  if (read === 0 && statedRows !== 0) throw new UnreadableFile('FILE_EMPTY')
}
