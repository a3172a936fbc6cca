import { dataKeysOf } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { Services } from '#platform/services'
import { open } from '#platform/vault'
import * as absence from './absence.repository.ts'
import type { CanonicalRow } from './canonical.ts'
import { sealedPlace } from './facts.repository.ts'
import { endInvolvements, openInvolvements, type StaffLists, type StatedInvolvement } from './open-involvements.ts'
import type { BatchFacts } from './settle.repository.ts'

const atATime = 5_000

/** Relationships follow the touched involvements: what stands again opens them, what stands no longer ends them. */
export async function followInvolvements(
  tx: ReadTx,
  services: Pick<Services, 'vault' | 'place'>,
  batch: BatchFacts,
  staffLists: StaffLists,
  now: Instant,
): Promise<void> {
  const sender = { ...batch, zone: services.place.zone }
  for (let after = '', more = true; more; ) {
    const touched = await absence.listTouchedInvolvements(tx, atATime, after)
    const gone = touched.filter((one) => one.sourcePersonId === null).map((one) => one.key)
    await endInvolvements(tx, sender, gone, now)
    await openInvolvements(tx, sender, staffLists, await opened(tx, services, batch, touched), now)
    more = touched.length === atATime
    after = touched.at(-1)?.key ?? ''
  }
}

async function opened(
  tx: ReadTx,
  { vault }: Pick<Services, 'vault'>,
  { datasetId }: BatchFacts,
  touched: readonly absence.TouchedInvolvement[],
): Promise<StatedInvolvement[]> {
  const standing = touched.filter((one) => one.sourcePersonId !== null)
  const keys = await dataKeysOf(tx, vault, [
    ...new Set(standing.filter((one) => one.sealed !== null).map((one) => one.sourcePersonId!)),
  ])
  return standing.flatMap(({ key, sourcePersonId, content, sealed }) => {
    const dataKey = keys.get(sourcePersonId!)
    if (sealed && !dataKey) return [] // erased since: nobody may work with her from this record
    const stated = (
      sealed ? JSON.parse(open(dataKey!, sealed, sealedPlace(datasetId, 'involvement', key))) : content
    ) as CanonicalRow & { kind: 'involvement' }
    const { workerRef = null, employer = null, team = null, openedOn, closedOn = null } = stated
    return [{ key, sourcePersonId: sourcePersonId!, workerRef, employer, team, openedOn, closedOn }]
  })
}
