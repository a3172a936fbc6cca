import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { enqueue } from '#platform/jobs'
import * as batches from './batches.repository.ts'
import { errors } from './errors.ts'
import { applyBatchJob } from './jobs.ts'
import * as quarantine from './quarantine.repository.ts'
import { waitingRules } from './stated-row.rules.ts'

/**
 * Replays the rows of a batch that were corrected, and those that lacked a person who may be known by now, as a batch of
 * their own: it can be reversed by itself. They keep the number and the rows of their file, so that they rank as if they
 * had been right.
 */
export async function replayRows(
  tx: Tx<'feeds.row.replay'>,
  batchId: string,
  now: Instant,
): Promise<{ batchId: string; rows: number }> {
  const batch = await batches.lockBatch(tx, batchId)
  if (!batch) throw refusal(errors, 'BATCH_NOT_FOUND')
  if (!batch.appliedAt || batch.reversalAskedAt) throw refusal(errors, 'BATCH_NOT_APPLIED')

  const id = newId<'batch'>()
  await batches.insertBatch(tx, {
    ...batch,
    id,
    way: 'replay',
    holds: 'changes', // it states some rows of its file, and says nothing of what is absent
    fileName: `Replay of ${batch.fileName}`,
    receivedAt: now,
    receivedBy: tx.actor.id,
    replaysBatchId: batch.id,
  })
  const rows = await quarantine.handToReplay(tx, batchId, id, waitingRules)
  if (rows === 0) throw refusal(errors, 'NOTHING_TO_REPLAY')
  await recordAudit(tx, batchId, { feed: batch.feedId, replay: id, rows })
  await enqueue(tx, applyBatchJob, { batchId: id })
  return { batchId: id, rows }
}
