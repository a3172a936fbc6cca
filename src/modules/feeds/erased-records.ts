import { recordHash } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import type { Vault } from '#platform/vault'
import type { ErasedAt } from './erased.rules.ts'
import { listErased } from './erasure.repository.ts'

/** When a record of this dataset was erased, asked by its sender's key. Undefined where none ever was. */
export async function openErased(tx: ReadTx, vault: Vault, datasetId: string): Promise<ErasedAt | undefined> {
  const erased = await listErased(tx, datasetId)
  if (erased.size === 0) return undefined
  return (key) => erased.get(recordHash(vault, datasetId, key).toString('hex'))
}
