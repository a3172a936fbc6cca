import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { enqueue } from '#platform/jobs'
import * as batches from './batches.repository.ts'
import { errors } from './errors.ts'
import { reverseBatchJob } from './jobs.ts'

/** Has an applied batch, or an applied replay, reversed, with the reason that is kept with it. */
export async function askReversal(
  tx: Tx<'feeds.batch.ask-reversal'>,
  batchId: string,
  reason: string,
  now: Instant,
): Promise<void> {
  const batch = await batches.lockBatch(tx, batchId)
  if (!batch) throw refusal(errors, 'BATCH_NOT_FOUND')
  if (batch.reversalAskedAt) throw refusal(errors, 'BATCH_REVERSED_BEFORE')
  if (!batch.appliedAt) throw refusal(errors, 'BATCH_NOT_APPLIED')
  if (reason.trim() === '') throw refusal(errors, 'REASON_MISSING')

  await batches.markReversalAsked(tx, batchId, reason.trim(), now)
  await recordAudit(tx, batchId, { feed: batch.feedId })
  await enqueue(tx, reverseBatchJob, { batchId })
}
