// Which invariants have a proof: a test that carries the invariant's id in its name.
import type { Token } from '../../tests/architecture/scan.ts'

/** The ids and sentences of docs/invariants.md, in its order. */
export const invariantsIn = (markdown: string): { id: string; sentence: string }[] =>
  [...markdown.matchAll(/^- \*\*([A-Z]\d{1,2})\*\* (.+)$/gm)].map((found) => ({ id: found[1]!, sentence: found[2]! }))

/** The ids in the names of a file's tests: `test('A3 …`, `test('A3, L1: …`, `test('… (A3, L1)'`. A skipped test proves nothing. */
export function idsProved(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token, at) => {
    const opens = token.kind === 'word' && ['test', 'it', 'describe'].includes(token.text) && tokens[at + 1]?.text === '('
    const name = tokens[at + 2]
    if (!opens || (name?.kind !== 'string' && name?.kind !== 'piece')) return []
    const many = '[A-Z]\\d{1,2}(?:(?:, | and )[A-Z]\\d{1,2})*'
    const lists = [...name.text.matchAll(new RegExp(`^${many}(?![\\w-])|\\(${many}\\)`, 'g'))]
    return lists.flatMap((list) => list[0].match(/[A-Z]\d{1,2}/g) ?? [])
  })
}

/** The ids of a list that stands in a text file, one a line; a line that begins with # is a remark. */
export const idsListed = (text: string): string[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
