import type { CanonicalRow } from '../canonical.ts'
import { checkCanonical } from '../canonical-check.ts'
import { UnreadableFile } from './errors.ts'
import { parseRecord } from './json.ts'
import type { ReadLimits } from './limits.ts'
import { linesOf } from './lines.ts'
import { isBlank } from './ndjson.ts'
import type { RowFailure } from './record.ts'

/** One line of a canonical file: the row, or why it cannot be used with the line as it was written. */
export type CanonicalRead =
  | { readonly row: number; readonly canonical: CanonicalRow }
  | { readonly row: number; readonly text: string; readonly failures: readonly RowFailure[] }

/** A canonical row holds values only, no lists and no objects. */
const depth = 2

/**
 * The rows of a file that already is canonical, as many at a time as a chunk holds.
 * @throws UnreadableFile
 */
export async function* readCanonicalLines(text: AsyncIterable<Buffer>, limits: ReadLimits): AsyncGenerator<CanonicalRead[]> {
  for await (const some of linesOf(text, limits.lineBytes, limits.rows)) {
    const reads: CanonicalRead[] = []
    for (let i = 0; i < some.lines.length; i++) {
      const line = some.lines[i]!
      if (isBlank(line)) continue
      const read = readLine(line, some.first + i)
      if (some.unended && 'failures' in read && read.failures[0]?.rule === 'not-json') {
        throw new UnreadableFile('FILE_CUT_OFF', { where: `line ${read.row}`, row: read.row })
      }
      reads.push(read)
    }
    yield reads
  }
}

function readLine(line: string, row: number): CanonicalRead {
  const parsed = parseRecord(line, row, depth)
  if (Array.isArray(parsed)) return { row, text: line, failures: parsed }
  const checked = checkCanonical(parsed)
  if (checked.success) return { row, canonical: checked.data }
  return {
    row,
    text: line,
    failures: checked.error.issues.map((issue) => canonicalFailure(row, issue.path.join('.') || 'the whole line')),
  }
}

/** A row that the canonical model does not take. */
const canonicalFailure = (row: number, field: string): RowFailure => ({
  row,
  field,
  valueClass: 'a value that the canonical model does not take',
  rule: 'not-canonical',
  whatToDo: 'Compare the row with the canonical model: its keys, the forms of its dates, its lists of words.',
})
