import { finished } from 'node:stream/promises'
import { type CsvError, type Options, parse } from 'csv-parse'
import { checkHeadings } from './csv-headings.ts'
import { UnreadableFile } from './errors.ts'
import type { CsvFormat } from './formats.ts'
import { type ReadLimits, sizeInWords } from './limits.ts'
import { type CsvRecord, type RowFailure, rowFailure, type SourceRecord } from './record.ts'

/**
 * The records of a CSV file, as many at a time as a chunk holds, counted by rows as a spreadsheet shows them: headings,
 * titles and blank rows count.
 * @throws UnreadableFile
 */
export async function* readCsv(
  text: AsyncIterable<Buffer>,
  format: CsvFormat,
  limits: ReadLimits,
): AsyncGenerator<SourceRecord[]> {
  const headingRow = (format.preambleRows ?? 0) + 1
  const end: FileEnd = { empty: true, unended: false }
  let headings: readonly string[] | undefined
  let lastRow = 0
  let shortRow = 0
  let unevenRows = 0
  for await (const rows of rowsOf(text, format, limits, end)) {
    const records: SourceRecord[] = []
    for (const { row, cells } of rows) {
      lastRow = row
      // Rows without anything in them count too: there could be gigabytes of them.
      if (row > limits.rows + headingRow) throw new UnreadableFile('TOO_MANY_ROWS', { limit: limits.rows })
      if (row < headingRow || (row > headingRow && isNoRecord(cells, format))) continue
      if (!headings) {
        headings = checkHeadings(cells, row, format, limits)
        continue
      }
      if (cells.length < headings.length) shortRow = row
      if (cells.length !== headings.length && ++unevenRows > unevenRowsLimit)
        throw new UnreadableFile('ROWS_UNEVEN', { row, limit: unevenRowsLimit })
      records.push(recordOf(cells, headings, row))
    }
    yield records
  }
  if (end.empty) throw new UnreadableFile('FILE_EMPTY')
  if (!headings) throw new UnreadableFile('HEADINGS_MISSING', { row: headingRow, headings: format.headings.join(', ') })
  if (end.unended && shortRow === lastRow && lastRow > 0)
    throw new UnreadableFile('FILE_CUT_OFF', { where: `row ${lastRow}`, row: lastRow })
}

/** Past these, the file is written otherwise than agreed; and the parser takes its time over each. */
const unevenRowsLimit = 10_000

/** A blank row, a remark, or a total. */
function isNoRecord(cells: readonly string[], format: CsvFormat): boolean {
  const first = cells[0]!.trim()
  if (first === '') return cells.every((cell) => cell.trim() === '')
  if (format.comment && first.startsWith(format.comment)) return true
  return format.totals?.some((word) => first.startsWith(word)) ?? false
}

function recordOf(cells: readonly string[], headings: readonly string[], row: number): CsvRecord {
  const fields: Record<string, string> = {}
  const failures: RowFailure[] = []
  for (let i = 0; i < headings.length; i++) {
    const heading = headings[i]!
    const cell = cells[i] ?? ''
    if (heading === '') continue
    fields[heading] = cell
    if (looksLikeFormula(cell))
      failures.push(rowFailure(row, heading, `text of ${cell.length} characters`, 'looks-like-a-formula'))
  }
  if (cells.length < headings.length) failures.push(rowFailure(row, 'the whole row', `${cells.length} cells`, 'cells-missing'))
  if (cells.slice(headings.length).some((cell) => cell.trim() !== '')) {
    failures.push(rowFailure(row, 'the whole row', `${cells.length} cells`, 'cells-left-over'))
  }
  return failures.length > 0 ? { row, fields, failures } : { row, fields }
}

/**
 * Whether a spreadsheet would run the cell instead of showing it. A dash alone, a number such as -3 and a telephone
 * number such as +44 20 7946 0000 are values.
 */
export function looksLikeFormula(cell: string): boolean {
  const first = cell.charCodeAt(0)
  if (first === 0x3d || first === 0x40 || first === 0x09 || first === 0x0d) return true
  return (first === 0x2b || first === 0x2d) && !/^[-+][\d\s().,/-]*$/.test(cell)
}

const pieceBytes = 8 * 1024

/** `row` counts blank rows too. */
type Row = { row: number; cells: string[] }
type FileEnd = { empty: boolean; unended: boolean }

/**
 * The rows of cells as they stand, as many at a time as a chunk holds: handed over past the stream, whose steps would cost
 * more than the rows. Memory is bounded by one line's limit, which is also that of a row of several lines.
 */
async function* rowsOf(text: AsyncIterable<Buffer>, format: CsvFormat, limits: ReadLimits, end: FileEnd): AsyncGenerator<Row[]> {
  let rows: Row[] = []
  const options: Options<string[]> = {
    delimiter: format.delimiter ?? ',',
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: limits.lineBytes,
    on_record: (cells, { records, empty_lines }) => {
      rows.push({ row: records + empty_lines, cells })
      return null
    },
  }
  const parser = parse(options)
  // An error is met again, as an exception, where the end is awaited below.
  parser.on('error', () => undefined)
  try {
    for await (const chunk of shortLines(text, limits.lineBytes, end)) {
      // In small pieces, so that what is read is gone before the memory's keeper takes it for something to keep.
      for (let at = 0; at < chunk.length && !parser.errored; at += pieceBytes) {
        parser.write(chunk.subarray(at, at + pieceBytes))
        yield rows
        rows = []
      }
      if (parser.errored) break
    }
    if (!parser.errored) parser.end()
    await finished(parser.resume())
    yield rows
  } catch (error) {
    throw asUnreadable(error as CsvError & { lines?: number }, limits)
  } finally {
    parser.destroy()
  }
}

/** The text again, unless a line of it is too long: the parser bounds what a row's cells hold, but not how many they are. */
async function* shortLines(text: AsyncIterable<Buffer>, lineBytes: number, end: FileEnd): AsyncGenerator<Buffer> {
  let lines = 1
  let length = 0
  for await (const chunk of text) {
    end.empty = false
    end.unended = chunk.at(-1) !== 0x0a
    let from = 0
    for (let to = chunk.indexOf(0x0a); to >= 0; to = chunk.indexOf(0x0a, from)) {
      if (length + to - from > lineBytes) throw new UnreadableFile('LINE_TOO_LONG', { row: lines, limit: sizeInWords(lineBytes) })
      length = 0
      lines++
      from = to + 1
    }
    length += chunk.length - from
    if (length > lineBytes) throw new UnreadableFile('LINE_TOO_LONG', { row: lines, limit: sizeInWords(lineBytes) })
    yield chunk
  }
}

/** The parser's own messages quote the file, so that they are never passed on. */
function asUnreadable(error: CsvError & { lines?: number }, limits: ReadLimits): Error {
  const row = error.lines ?? 0
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return new UnreadableFile('LINE_TOO_LONG', { row, limit: sizeInWords(limits.lineBytes) })
    case 'CSV_QUOTE_NOT_CLOSED':
      return new UnreadableFile('FILE_CUT_OFF', { where: 'a value in quotation marks', row })
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return new UnreadableFile('QUOTES_BROKEN', { row })
    default:
      return error
  }
}
