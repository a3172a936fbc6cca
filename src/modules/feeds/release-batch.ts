import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { enqueue } from '#platform/jobs'
import { stateOf } from './batch.rules.ts'
import * as batches from './batches.repository.ts'
import { errors } from './errors.ts'
import { applyBatchJob } from './jobs.ts'
import * as quarantine from './quarantine.repository.ts'

/** Releases a batch that waits above its change cap. Whoever sent it is not the one who looks at it. */
export async function releaseBatch(tx: Tx<'feeds.batch.release'>, batchId: string, now: Instant): Promise<void> {
  const batch = await lockWaiting(tx, batchId)
  if (batch.receivedBy === tx.actor.id) throw refusal(errors, 'OWN_BATCH')

  await batches.markReleased(tx, batchId, now)
  await recordAudit(tx, batchId, { feed: batch.feedId, waited: batch.waitingReason })
  await enqueue(tx, applyBatchJob, { batchId })
}

/** Refuses a batch that waits, with the reason; its sender may use the number again. */
export async function refuseBatch(tx: Tx<'feeds.batch.release'>, batchId: string, reason: string, now: Instant): Promise<void> {
  const batch = await lockWaiting(tx, batchId)
  if (reason.trim() === '') throw refusal(errors, 'REASON_MISSING')

  const because = refusal(errors, 'REFUSED_BY_A_PERSON', { reason: reason.trim() })
  await batches.markRefused(tx, batchId, because.code, because.message, now)
  await quarantine.takeBackFromReplay(tx, batchId)
  await recordAudit(tx, batchId, { feed: batch.feedId })
}

async function lockWaiting(tx: Tx<'feeds.batch.release'>, batchId: string): Promise<batches.Batch> {
  const batch = await batches.lockBatch(tx, batchId)
  if (!batch) throw refusal(errors, 'BATCH_NOT_FOUND')
  if (stateOf(batch) !== 'waiting') throw refusal(errors, 'BATCH_NOT_WAITING')
  return batch
}
