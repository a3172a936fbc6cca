import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { getStoredFile } from '#platform/files'
import type { Vault } from '#platform/vault'
import * as batches from './batches.repository.ts'
import { corrected, isCorrectable } from './corrected-record.rules.ts'
import { errors } from './errors.ts'
import * as feeds from './feeds.repository.ts'
import { mapSource } from './map-source.ts'
import * as quarantine from './quarantine.repository.ts'
import { openRecord, sealRecord } from './quarantined-record.ts'
import { looksLikeFormula, type RowFailure, rowFailure, screened } from './readers/index.ts'

/** What is wrong with the row next, or null if it can be replayed. */
export type Correction = { readonly next: Pick<RowFailure, 'field' | 'rule' | 'whatToDo'> | null }

/**
 * Gives the right value for the failing field of a row in quarantine. The person never sees the rest of the record. The
 * corrected record is mapped again: it is ready for replay, or another of its fields is shown next. A value that is still
 * wrong is refused, and changes nothing.
 */
export async function correctRow(
  tx: Tx<'feeds.row.correct'>,
  vault: Vault,
  rowId: string,
  value: string,
  now: Instant,
): Promise<Correction> {
  const row = await quarantine.lockQuarantined(tx, rowId)
  if (!row) throw refusal(errors, 'ROW_NOT_FOUND')
  if (row.replayBatchId || row.dismissedAt) throw refusal(errors, 'ROW_SETTLED')
  const batch = (await batches.findBatch(tx, row.batchId))!
  const feed = (await feeds.findFeed(tx, batch.feedId))!
  const file = await getStoredFile(tx, batch.fileId!)
  const record = openRecord(vault, file, row.id, row.recordSealed)
  if (!isCorrectable(record, row.field)) throw refusal(errors, 'FIELD_NOT_CORRECTABLE', { rule: row.rule })

  const mended = corrected(record, row.field, value)
  const failure = objectionToValue(row, value, 'fields' in mended) ?? failureOf(mapSource(feed, mended))
  if (failure?.field === row.field) throw refusal(errors, 'ROW_STILL_WRONG', { ...failure })

  await quarantine.keepCorrection(tx, row.id, sealRecord(vault, file, row.id, mended), failure, now)
  await recordAudit(tx, batch.id, {
    feed: feed.id,
    row: row.rowNo,
    field: row.field,
    rule: row.rule,
    next: failure?.field ?? null,
  })
  return { next: failure }
}

const failureOf = (read: ReturnType<typeof mapSource>): RowFailure | null => ('failure' in read ? read.failure : null)

/** What the reader would have held against such a value in a file. */
function objectionToValue({ rowNo, field }: quarantine.QuarantinedRow, value: string, isCell: boolean): RowFailure | undefined {
  const objections = screened({ [field]: value }, rowNo)
  if (Array.isArray(objections)) return objections[0]
  if (isCell && looksLikeFormula(value))
    return rowFailure(rowNo, field, `text of ${value.length} characters`, 'looks-like-a-formula')
  return undefined
}
