import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { errors } from './errors.ts'
import * as quarantine from './quarantine.repository.ts'

/** Puts a row aside, with the reason: it will not be replayed. */
export async function dismissRow(tx: Tx<'feeds.row.dismiss'>, rowId: string, reason: string, now: Instant): Promise<void> {
  const row = await quarantine.lockQuarantined(tx, rowId)
  if (!row) throw refusal(errors, 'ROW_NOT_FOUND')
  if (row.replayBatchId || row.dismissedAt) throw refusal(errors, 'ROW_SETTLED')
  if (reason.trim() === '') throw refusal(errors, 'REASON_MISSING')

  await quarantine.markDismissed(tx, rowId, reason.trim(), now)
  await recordAudit(tx, row.batchId, { row: row.rowNo, rule: row.rule })
}
