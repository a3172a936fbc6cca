import { dataKeysOf } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import { open, type Vault } from '#platform/vault'
import { listSealedInvolvements } from './erasure.repository.ts'
import { sealedPlace } from './facts.repository.ts'

/** When the involvements ended that stand sealed, by whose they are: those of brokered and sealed services. Null: they go on. */
export async function sealedInvolvements(
  tx: ReadTx,
  vault: Vault,
  datasetId: string,
): Promise<Map<string, { readonly closedOn: string | null }[]>> {
  const rows = await listSealedInvolvements(tx, datasetId)
  const keys = await dataKeysOf(tx, vault, [...new Set(rows.map((row) => row.sourcePersonId))])
  const ends = rows.flatMap(({ sourcePersonId, sourceKey, sealed }) => {
    const key = keys.get(sourcePersonId)
    if (!key) return []
    const { closedOn = null } = JSON.parse(open(key, sealed, sealedPlace(datasetId, 'involvement', sourceKey))) as {
      closedOn?: string | null
    }
    return [{ sourcePersonId, closedOn }]
  })
  return Map.groupBy(ends, (one) => one.sourcePersonId)
}
