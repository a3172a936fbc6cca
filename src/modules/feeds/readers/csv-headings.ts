import { UnreadableFile } from './errors.ts'
import type { CsvFormat } from './formats.ts'
import { forbiddenKeys } from './json.ts'
import type { ReadLimits } from './limits.ts'

/**
 * The headings of a file, trimmed. A column without a heading keeps its place, as '', and is not read.
 * @throws UnreadableFile
 */
export function checkHeadings(cells: readonly string[], row: number, format: CsvFormat, limits: ReadLimits): readonly string[] {
  if (cells.length > limits.columns) throw new UnreadableFile('TOO_MANY_COLUMNS', { count: cells.length, limit: limits.columns })
  const headings = cells.map((cell) => cell.normalize('NFC').replace(/\s+/g, ' ').trim())
  const forbidden = headings.filter((heading) => forbiddenKeys.has(heading))
  if (forbidden.length > 0) throw new UnreadableFile('HEADING_NOT_ALLOWED', { row, headings: forbidden.join(', ') })
  const missing = format.headings.filter((heading) => !headings.includes(heading))
  if (missing.length > 0) throw new UnreadableFile('HEADINGS_MISSING', { row, headings: listed(missing) })
  const repeated = headings.filter((heading, i) => heading !== '' && headings.indexOf(heading) !== i)
  if (repeated.length > 0) throw new UnreadableFile('HEADINGS_REPEATED', { row, headings: listed([...new Set(repeated)]) })
  return headings
}

const listed = (headings: readonly string[]) =>
  headings.length > 5 ? `${headings.slice(0, 5).join(', ')} and ${headings.length - 5} more` : headings.join(', ')
