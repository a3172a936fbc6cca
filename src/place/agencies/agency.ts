/** An agency: what it sees, and how its system prints that. Tables of rows and lines of JSON are the two ways. */
import type { Encoding } from '../encoding.ts'
import type { Snapshot } from './record.ts'
import type { Sight } from './sight.ts'

/** One way of spoiling a line so that no honest reader can take it; `what` says why. Where it cannot, the line stays as it is. */
export type Fault = { what: string; spoil: (line: string) => string }

export type Agency = {
  sight: Sight
  extension: 'csv' | 'ndjson'
  newline: '\n' | '\r\n'
  encoding: Encoding
  /** What stands before the first row, headings included, and after the last. */
  opening: (printedOn: string) => string
  closing: (rows: number) => string
  /** The lines of one person's record; a blank string is a line that is no row. */
  lines: (record: Snapshot) => string[]
  faults: readonly Fault[]
}

/** A row under its headings: what is not named is empty. */
export type Row = Readonly<Record<string, string | null | undefined>>

export type Table = {
  sight: Sight
  headings: readonly string[]
  rows: (record: Snapshot) => Row[]
  faults: readonly { column: string; value: string; what: string }[]
  delimiter?: ',' | '|'
  /** A system of the nineties: Windows-1252 and CRLF. */
  old?: boolean
}

export function quote(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || cell.includes('"') || cell.includes('\n') ? `"${cell.replaceAll('"', '""')}"` : cell
}

export const printRow = (cells: readonly string[], delimiter: string): string =>
  cells.map((c) => quote(c, delimiter)).join(delimiter)

/** An agency whose system saves tables of comma-separated values. */
export function tableAgency({ sight, headings, rows, faults, delimiter = ',', old = false }: Table): Agency {
  const newline = old ? '\r\n' : '\n'
  const print = (row: Row) =>
    printRow(
      headings.map((heading) => row[heading] ?? ''),
      delimiter,
    )
  return {
    sight,
    extension: 'csv',
    newline,
    encoding: old ? 'windows-1252' : 'utf-8',
    opening: () => printRow(headings, delimiter) + newline,
    closing: () => '',
    lines: (record) => rows(record).map(print),
    faults: faults.map(({ column, value, what }) => ({ what, spoil: spoilCell(headings, column, value, delimiter) })),
  }
}

/** Replaces one cell of a printed row; an empty one stays empty, since nobody may read it there. */
export function spoilCell(headings: readonly string[], column: string, value: string, delimiter: string) {
  const index = headings.indexOf(column)
  if (index < 0) throw new Error(`There is no column "${column}".`)
  return (line: string): string => {
    const cells = splitRow(line, delimiter)
    if (cells[index] === '') return line
    cells[index] = value
    return printRow(cells, delimiter)
  }
}

/** Takes a printed row apart again. */
export function splitRow(line: string, delimiter: string): string[] {
  const cells: string[] = []
  let at = 0
  while (at <= line.length) {
    if (line[at] === '"') {
      let end = at + 1
      while (line[end] !== '"' || line[end + 1] === '"') end += line[end] === '"' ? 2 : 1
      cells.push(line.slice(at + 1, end).replaceAll('""', '"'))
      at = end + 2
    } else {
      const end = line.indexOf(delimiter, at)
      cells.push(line.slice(at, end < 0 ? line.length : end))
      at = end < 0 ? line.length + 1 : end + 1
    }
  }
  return cells
}

/** As many rows as the longest of the lists, one at least; the row is given the number of its place. */
export function join<T>(lists: readonly (readonly unknown[])[], row: (i: number) => T): T[] {
  let length = 1
  for (const list of lists) if (list.length > length) length = list.length
  return Array.from({ length }, (_, i) => row(i))
}
