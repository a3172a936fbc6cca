/** CSV as a stream, with nothing but Node: for a program of one file. */
import { createReadStream } from 'node:fs'

/** What somebody who runs the program can put right. */
export class Refused extends Error {}

/**
 * The rows of a file in UTF-8, the header first, each with the line that it begins on. What separates the cells is taken from the header.
 *
 * @throws Refused where it is not UTF-8, or a quotation mark is never closed
 */
export async function* rowsOf(file: string): AsyncGenerator<{ readonly line: number; readonly cells: string[] }> {
  let [separator, cell, cells, line, begins] = ['', '', [] as string[], 1, 1]
  let [quoted, wasQuote, empty] = [false, false, true]
  for await (const text of textsOf(file)) {
    if (separator === '') separator = separatorOf(text)
    for (const sign of text) {
      if (quoted) {
        if (wasQuote && sign !== '"') [quoted, wasQuote] = [false, false]
        else if (sign === '"' && !wasQuote) {
          wasQuote = true
          continue
        } else {
          wasQuote = false
          cell += sign
          if (sign === '\n') line++
          continue
        }
      }
      if (sign === '"' && cell.trim() === '') [quoted, cell, empty] = [true, '', false]
      else if (sign === separator) {
        cells.push(cell.trim())
        ;[cell, empty] = ['', false]
      } else if (sign === '\n') {
        if (!empty || cell.trim() !== '') yield { line: begins, cells: [...cells, cell.trim()] }
        ;[cell, cells, empty] = ['', [], true]
        begins = ++line
      } else if (sign !== '\r') cell += sign
    }
  }
  if (quoted && !wasQuote)
    throw new Refused(`${file}: the row that begins on line ${begins} has a quotation mark that is never closed.`)
  if (!empty || cell.trim() !== '') yield { line: begins, cells: [...cells, cell.trim()] }
}

async function* textsOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(file)) yield decoder.decode(chunk as Uint8Array, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Refused(`There is no file ${file}.`)
    if (error instanceof TypeError) throw new Refused(`${file} is not UTF-8. Save it as UTF-8 and try again.`)
    throw error
  }
}

const separatorOf = (text: string): string => {
  const header = /^[^\r\n]*/.exec(text)![0]
  return [',', ';', '\t', '|'].reduce((best, one) => (header.split(one).length > header.split(best).length ? one : best))
}

/** A cell as CSV writes it. */
export const cellOf = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)
