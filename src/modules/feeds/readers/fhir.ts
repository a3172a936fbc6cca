import { UnreadableFile } from './errors.ts'
import { splitByPatient } from './fhir-records.ts'
import { parseRecord } from './json.ts'
import { type ReadLimits, sizeInWords } from './limits.ts'
import { type Lines, linesOf } from './lines.ts'
import { isBlank } from './ndjson.ts'
import type { SourceRecord } from './record.ts'

/** How many documents were read: a manifest may count them, or the patients in them. */
export type FhirCount = { documents: number }

/**
 * One record for each Patient in a file of FHIR JSON: one document, or one a line. Rows are lines; in a document of many
 * lines they are the places of the patients in it.
 * @throws UnreadableFile
 */
export async function* readFhir(
  text: AsyncIterable<Buffer>,
  limits: ReadLimits,
  count: FhirCount,
): AsyncGenerator<SourceRecord[]> {
  const document: string[] = []
  let size = 0
  for await (const some of linesOf(text, limits.documentBytes, limits.rows)) {
    if (document.length === 0) {
      const records: SourceRecord[] = []
      const begun = readLines(some, limits, count, records)
      yield records
      if (begun === undefined) continue
      document.push(begun)
    } else document.push(some.lines.join('\n'))
    size += document.at(-1)!.length
    if (size > limits.documentBytes)
      throw new UnreadableFile('FILE_TOO_BIG', { limit: `${sizeInWords(limits.documentBytes)} in one document` })
  }
  if (document.length > 0) yield oneDocument(document.join('\n'), limits, count)
}

/** Adds the records of one document a line. Returns the first line on where it is no whole document: all that follows is part of it. */
function readLines(some: Lines, limits: ReadLimits, count: FhirCount, records: SourceRecord[]): string | undefined {
  for (const [index, line] of some.lines.entries()) {
    if (isBlank(line)) continue
    const row = some.first + index
    const parsed = parseRecord(line, row, limits.jsonDepth)
    if (Array.isArray(parsed) && parsed[0]?.rule === 'not-json') {
      if (count.documents === 0) return some.lines.slice(index).join('\n')
      if (some.unended) throw new UnreadableFile('FILE_CUT_OFF', { where: `line ${row}`, row })
    }
    count.documents++
    if (Array.isArray(parsed)) records.push({ row, text: line, failures: parsed })
    else for (const record of splitByPatient(parsed, row)) records.push({ ...record, row })
  }
  return undefined
}

function oneDocument(text: string, limits: ReadLimits, count: FhirCount): SourceRecord[] {
  const parsed = parseRecord(text, 1, limits.jsonDepth)
  if (Array.isArray(parsed)) {
    if (!text.trimStart().startsWith('{'))
      throw new UnreadableFile('NOT_FHIR', { detail: 'it does not begin with a curly bracket' })
    if (parsed[0]?.rule !== 'not-json') throw new UnreadableFile('NOT_FHIR', { detail: `it breaks the rule ${parsed[0]?.rule}` })
    throw new UnreadableFile(text.trimEnd().endsWith('}') ? 'NOT_FHIR' : 'FILE_CUT_OFF', {
      detail: 'it is not JSON',
      where: 'its JSON',
    })
  }
  count.documents++
  return splitByPatient(parsed, 1)
}
