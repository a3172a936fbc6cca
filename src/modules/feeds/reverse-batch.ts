import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { publish } from '#platform/events'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import * as absence from './absence.repository.ts'
import { factsOfBatch } from './apply-batch.ts'
import * as batches from './batches.repository.ts'
import { batchReversed } from './events.ts'
import * as feeds from './feeds.repository.ts'
import { followInvolvements } from './follow-involvements.ts'
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
  const facts = factsOfBatch(feed, batch, now)
  await reverse.listTouched(tx, batch.id)
  await absence.bringBackTouched(tx)
  await reverse.takeBack(tx, batch.id)
  await reverse.settleTouched(tx, batch.id)
  await batches.markReversed(tx, batch.id, now)
  await absence.countBatches(tx, facts, null)
  await absence.endTouched(tx, facts)
  await followInvolvements(tx, services, facts, new Map(), now)

  await recordAudit(tx, batch.id, { feed: feed.id })
  await publish(tx, batchReversed, `feed ${feed.id}`, { batchId: batch.id })
}
