import { UnreadableFile } from './errors.ts'
import { parseRecord } from './json.ts'
import type { ReadLimits } from './limits.ts'
import { type Lines, linesOf } from './lines.ts'
import type { SourceRecord } from './record.ts'

/**
 * The records of a file with one JSON object a line, as many at a time as a chunk holds, counted by lines. Blank lines are
 * no records.
 * @throws UnreadableFile
 */
export async function* readNdjson(text: AsyncIterable<Buffer>, limits: ReadLimits): AsyncGenerator<SourceRecord[]> {
  for await (const some of linesOf(text, limits.lineBytes, limits.rows)) yield [...recordsOn(some, limits)]
}

function* recordsOn(some: Lines, limits: ReadLimits): Generator<SourceRecord> {
  for (const [index, line] of some.lines.entries()) {
    if (isBlank(line)) continue
    const row = some.first + index
    const parsed = parseRecord(line, row, limits.jsonDepth)
    if (!Array.isArray(parsed)) yield { row, value: parsed }
    else if (some.unended && parsed[0]?.rule === 'not-json')
      throw new UnreadableFile('FILE_CUT_OFF', { where: `line ${row}`, row })
    else yield { row, text: line, failures: parsed }
  }
}

export const isBlank = (line: string) => line.charCodeAt(0) !== 0x7b && line.trim() === ''
