import type { ReadTx } from '#platform/database'
import * as keys from './keys.repository.ts'

/** The most source persons that one search looks at: its work is the same, whoever is looked for. */
const mostSources = 2000

/** The source persons that these keys lead to, those with most keys first. Needs a grant that names the keys. */
export const findSources = (tx: ReadTx, searchKeys: readonly string[]): Promise<string[]> =>
  keys.listSourcesByKeys(tx, searchKeys, mostSources)
