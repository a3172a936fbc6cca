import { recordAudit } from '#platform/audit'
import { dataKeysOf } from '#platform/data-keys'
import type { ReadTx, Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { publish } from '#platform/events'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import { open } from '#platform/vault'
import * as batches from './batches.repository.ts'
import type { CanonicalRow } from './canonical.ts'
import { batchReversed } from './events.ts'
import { sealedPlace } from './facts.repository.ts'
import * as feeds from './feeds.repository.ts'
import { endInvolvements, openInvolvements, type StaffLists, type StatedInvolvement } from './open-involvements.ts'
import * as reverse from './reverse.repository.ts'

/**
 * Reverses a batch that someone asked to have reversed: what stands afterwards is what would stand had it never been applied.
 * Nothing is deleted. A batch that is reversed already is left as it is.
 */
export async function reverseBatch(services: Services, caller: Caller, batchId: string): Promise<void> {
  await inTransaction(services.intake, caller, 'feeds.batch.reverse', (tx) => reverseWholly(tx, services, batchId))
}

async function reverseWholly(tx: Tx<'feeds.batch.reverse'>, services: Services, batchId: string): Promise<void> {
  const now = services.intake.now()
  const asked = await batches.findBatch(tx, batchId)
  if (!asked) return
  const feed = (await feeds.lockFeed(tx, asked.feedId))!
  const batch = (await batches.lockBatch(tx, batchId))!
  if (batch.reversedAt || !batch.reversalAskedAt || !batch.appliedAt) return

  await grant(services.intake, tx, { bound: { batch: batch.id, controller: feed.controllerId, dataset: feed.datasetId } })
  await reverse.listTouched(tx, batch.id)
  await reverse.takeBack(tx, batch.id)
  await reverse.settleTouched(tx, batch.id)
  await revertInvolvements(tx, services, feed, now)

  await batches.markReversed(tx, batch.id, now)
  await recordAudit(tx, batch.id, { feed: feed.id })
  await publish(tx, batchReversed, `feed ${feed.id}`, { batchId: batch.id })
}

const atATime = 5_000

/** Relationships follow their involvements: what stands again opens them, what stands no longer ends them. */
async function revertInvolvements(tx: ReadTx, services: Services, feed: feeds.Feed, now: Instant): Promise<void> {
  const sender = { controllerId: feed.controllerId, datasetId: feed.datasetId, regime: feed.regime, zone: services.place.zone }
  const staffLists: StaffLists = new Map()
  for (let after = '', more = true; more; ) {
    const touched = await reverse.listTouchedInvolvements(tx, atATime, after)
    const gone = touched.filter((one) => one.sourcePersonId === null).map((one) => one.key)
    await endInvolvements(tx, sender, gone, now)
    await openInvolvements(tx, sender, staffLists, await opened(tx, services, feed, touched), now)
    more = touched.length === atATime
    after = touched.at(-1)?.key ?? ''
  }
}

async function opened(
  tx: ReadTx,
  { vault }: Services,
  feed: feeds.Feed,
  touched: readonly reverse.TouchedInvolvement[],
): Promise<StatedInvolvement[]> {
  const standing = touched.filter((one) => one.sourcePersonId !== null)
  const keys = await dataKeysOf(tx, vault, [
    ...new Set(standing.filter((one) => one.sealed !== null).map((one) => one.sourcePersonId!)),
  ])
  return standing.flatMap(({ key, sourcePersonId, content, sealed }) => {
    const dataKey = keys.get(sourcePersonId!)
    if (sealed && !dataKey) return [] // erased since: nobody may work with her from this record
    const stated = (
      sealed ? JSON.parse(open(dataKey!, sealed, sealedPlace(feed.datasetId, 'involvement', key))) : content
    ) as CanonicalRow & { kind: 'involvement' }
    const { workerRef = null, employer = null, team = null, openedOn, closedOn = null } = stated
    return [{ key, sourcePersonId: sourcePersonId!, workerRef, employer, team, openedOn, closedOn }]
  })
}
