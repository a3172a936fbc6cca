import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tokensOf } from '../../tests/architecture/scan.ts'
import { testFiles } from '../testing/choose.ts'
import { encodeProgram } from './encode-program.ts'
import { errorList } from './error-list.ts'
import { fromTheApp } from './from-app.ts'
import { idsListed, idsProved } from './invariants.ts'
import { errors, policies } from './rooms.ts'
import { whoMay } from './who-may.ts'

const root = join(import.meta.dirname, '../..')
export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Path → text of every page that is made from the code. `tests/docs.alone.test.ts` compares, `npm run docs` writes. */
export async function made(): Promise<Map<string, string>> {
  return new Map([
    ['docs/who-may-do-what.txt', whoMay(await policies())],
    ['docs/errors.md', errorList(await errors())],
    ...(await fromTheApp()),
    ...encodeProgram(),
  ])
}

export const withoutProofPath = 'tests/invariants-without-proof.txt'
/** The ids that some test of ours carries. */
export const proved = (): Set<string> => new Set(testFiles().flatMap((path) => idsProved(tokensOf(read(path)))))

/** The list of invariants without proof, less those that have one by now. It is never made longer. */
export function shorterList(): string {
  const done = proved()
  const text = read(withoutProofPath)
  const gone = new Set(idsListed(text).filter((id) => done.has(id)))
  return text
    .split('\n')
    .filter((line) => !gone.has(line))
    .join('\n')
}
