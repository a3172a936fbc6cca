import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { lockLinking } from './link.repository.ts'
import { relinkBecause } from './relink-because.ts'

/** Has the links of those say what they say without the records that were erased. */
export async function relinkErased(
  services: Services,
  tx: Tx<'person-index.link'>,
  { erasureId, sources }: { readonly erasureId: string; readonly sources: readonly string[] },
): Promise<void> {
  await lockLinking(tx)
  await relinkBecause(services, tx, sources, { subject: erasureId, reason: `erasure ${erasureId}` })
}
