import { UnreadableFile } from './errors.ts'
import { sizeInWords } from './limits.ts'

/** Some lines of a file that follow one another, without their line ends. `first` counts from 1. */
export type Lines = {
  readonly first: number
  readonly lines: readonly string[]
  /** The file ended within the last of them, without a line end. */
  readonly unended: boolean
}

const newline = 0x0a

/**
 * The lines of a text, as many at a time as a chunk holds: one step of a generator for each line would cost more than the line.
 * @param most how many lines at most
 * @throws UnreadableFile LINE_TOO_LONG, having kept no more than one line's limit in memory; TOO_MANY_ROWS
 */
export async function* linesOf(text: AsyncIterable<Buffer>, lineBytes: number, most: number): AsyncGenerator<Lines> {
  const tooLong = (row: number) => new UnreadableFile('LINE_TOO_LONG', { row, limit: sizeInWords(lineBytes) })
  let first = 1
  let begun: Buffer[] = []
  let begunBytes = 0
  for await (const chunk of text) {
    const end = chunk.lastIndexOf(newline)
    const upTo = chunk.indexOf(newline)
    if (begunBytes + (end < 0 ? chunk.length : upTo) > lineBytes) throw tooLong(first)
    if (end < 0) {
      begun.push(chunk)
      begunBytes += chunk.length
      continue
    }
    const lines = Buffer.concat([...begun, chunk.subarray(0, end)])
      .toString('utf8')
      .split('\n')
    // A string is never longer than its bytes, so that this errs on the sender's side, by the factor of his accents.
    const over = lines.findIndex((line) => line.length > lineBytes)
    if (over >= 0) throw tooLong(first + over)
    yield { first, lines, unended: false }
    first += lines.length
    // Blank lines count too: there could be gigabytes of them.
    if (first - 1 > most) throw new UnreadableFile('TOO_MANY_ROWS', { limit: most })
    begun = [chunk.subarray(end + 1)]
    begunBytes = chunk.length - end - 1
    if (begunBytes > lineBytes) throw tooLong(first)
  }
  if (begunBytes > 0) yield { first, lines: [Buffer.concat(begun).toString('utf8')], unended: true }
}
