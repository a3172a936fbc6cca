import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { Tables } from './tables.generated.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

/** A row that could not be used, as its page shows it: never the record itself. */
export type QuarantinedRow = {
  readonly id: string
  readonly batchId: string
  readonly rowNo: number
  readonly field: string
  readonly valueClass: string
  readonly rule: string
  readonly whatToDo: string
  readonly quarantinedAt: Instant
  readonly correctedAt: Instant | null
  readonly correctedBy: string | null
  readonly replayBatchId: string | null
  readonly dismissedAt: Instant | null
  readonly dismissedReason: string | null
}
export type SealedRow = QuarantinedRow & { readonly recordSealed: Buffer }
export type NewQuarantinedRow = Pick<SealedRow, 'id' | 'rowNo' | 'field' | 'valueClass' | 'rule' | 'whatToDo' | 'recordSealed'>

const shown = [
  'id',
  'batch_id as batchId',
  'row_no as rowNo',
  'field',
  'value_class as valueClass',
  'rule',
  'what_to_do as whatToDo',
  'quarantined_at as quarantinedAt',
  'corrected_at as correctedAt',
  'corrected_by as correctedBy',
  'replay_batch_id as replayBatchId',
  'dismissed_at as dismissedAt',
  'dismissed_reason as dismissedReason',
] as const

export async function insertQuarantined(
  tx: ReadTx,
  batchId: string,
  rows: readonly NewQuarantinedRow[],
  now: Instant,
): Promise<void> {
  if (rows.length === 0) return
  const of = <Key extends keyof NewQuarantinedRow>(key: Key) => rows.map((row) => row[key])
  await sql`
    insert into feeds.quarantined_row (id, batch_id, row_no, field, value_class, rule, what_to_do, record_sealed, quarantined_at)
    select id, ${batchId}::uuid, row_no, field, value_class, rule, what_to_do, record_sealed, ${now}::timestamptz
    from unnest(${of('id')}::uuid[], ${of('rowNo')}::int[], ${of('field')}::text[], ${of('valueClass')}::text[], ${of('rule')}::text[], ${of('whatToDo')}::text[],
      ${of('recordSealed')}::bytea[]) as q(id, row_no, field, value_class, rule, what_to_do, record_sealed)`.execute(tx)
}

/** A batch's rows in quarantine, in the order of the file. */
export async function listQuarantined(tx: ReadTx, batchId: string, limit: number, offset = 0): Promise<QuarantinedRow[]> {
  return tables(tx)
    .selectFrom('feeds.quarantined_row')
    .select(shown)
    .where('batch_id', '=', batchId)
    .orderBy('row_no')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
}

export type QuarantineCount = {
  readonly open: number
  readonly corrected: number
  readonly replayed: number
  readonly dismissed: number
}

/** How many rows of a batch stand where: waiting for someone, corrected and waiting for replay, replayed, put aside. */
export async function countQuarantined(tx: ReadTx, batchId: string): Promise<QuarantineCount> {
  const { rows } = await sql<QuarantineCount>`
    select count(*) filter (where corrected_at is null and replay_batch_id is null and dismissed_at is null)::int as open,
      count(*) filter (where corrected_at is not null and replay_batch_id is null and dismissed_at is null)::int as corrected,
      count(*) filter (where replay_batch_id is not null)::int as replayed, count(*) filter (where dismissed_at is not null)::int as dismissed
    from feeds.quarantined_row where batch_id = ${batchId}`.execute(tx)
  return rows[0]!
}

/** Rows that wait for someone, for every feed that has any. */
export async function countOpenByFeed(tx: ReadTx): Promise<Map<string, number>> {
  const { rows } = await sql<{ feedId: string; open: number }>`
    select b.feed_id as "feedId", count(*)::int as open from feeds.quarantined_row q join feeds.batch b on b.id = q.batch_id
    where q.replay_batch_id is null and q.dismissed_at is null and b.reversed_at is null group by b.feed_id`.execute(tx)
  return new Map(rows.map((row) => [row.feedId, row.open]))
}

/** The commonest reasons among the rows of a feed that wait for someone. */
export async function listReasons(
  tx: ReadTx,
  feedId: string,
  limit: number,
): Promise<{ field: string; rule: string; rows: number }[]> {
  const { rows } = await sql<{ field: string; rule: string; rows: number }>`
    select q.field, q.rule, count(*)::int as rows from feeds.quarantined_row q join feeds.batch b on b.id = q.batch_id
    where b.feed_id = ${feedId} and q.replay_batch_id is null and q.dismissed_at is null and b.reversed_at is null
    group by q.field, q.rule order by 3 desc, 1, 2 limit ${limit}`.execute(tx)
  return rows
}

/** A row as its page shows it, if there is one of this id. */
export async function findQuarantined(tx: ReadTx, id: string): Promise<QuarantinedRow | undefined> {
  return tables(tx).selectFrom('feeds.quarantined_row').select(shown).where('id', '=', id).executeTakeFirst()
}

/** Locks a row with its sealed record, so that two people cannot settle it twice. */
export async function lockQuarantined(tx: ReadTx, id: string): Promise<SealedRow | undefined> {
  return tables(tx)
    .selectFrom('feeds.quarantined_row')
    .select([...shown, 'record_sealed as recordSealed'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** The rows that this replay states again, in the order of the file. */
export async function listReplayed(
  tx: ReadTx,
  replayBatchId: string,
  limit: number,
  after: { rowNo: number; id: string } | null,
): Promise<SealedRow[]> {
  let query = tables(tx)
    .selectFrom('feeds.quarantined_row')
    .select([...shown, 'record_sealed as recordSealed'])
    .where('replay_batch_id', '=', replayBatchId)
    .orderBy('row_no')
    .orderBy('id')
    .limit(limit)
  if (after)
    query = query.where((eb) =>
      eb.or([eb('row_no', '>', after.rowNo), eb.and([eb('row_no', '=', after.rowNo), eb('id', '>', after.id)])]),
    )
  return query.execute()
}

/** Keeps the record with the given correction. `failure`: what is wrong with it next, if anything is. */
export async function keepCorrection(
  tx: ReadTx,
  id: string,
  recordSealed: Buffer,
  failure: Pick<QuarantinedRow, 'field' | 'valueClass' | 'rule' | 'whatToDo'> | null,
  now: Instant,
): Promise<void> {
  const next = failure
    ? { field: failure.field, value_class: failure.valueClass, rule: failure.rule, what_to_do: failure.whatToDo }
    : { corrected_at: now }
  await tables(tx)
    .updateTable('feeds.quarantined_row')
    .set({ record_sealed: recordSealed, corrected_by: tx.actor.id, ...next })
    .where('id', '=', id)
    .execute()
}

/** Hands the rows that can be tried again to a replay: those corrected, and those that lacked someone who may be known by now. How many. */
export async function handToReplay(
  tx: ReadTx,
  batchId: string,
  replayBatchId: string,
  waitingRules: readonly string[],
): Promise<number> {
  const result = await tables(tx)
    .updateTable('feeds.quarantined_row')
    .set({ replay_batch_id: replayBatchId })
    .where('batch_id', '=', batchId)
    .where('replay_batch_id', 'is', null)
    .where('dismissed_at', 'is', null)
    .where((eb) => eb.or([eb('corrected_at', 'is not', null), eb('rule', 'in', [...waitingRules])]))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Takes the rows of a replay that was refused back, so that they wait for someone again. */
export async function takeBackFromReplay(tx: ReadTx, replayBatchId: string): Promise<void> {
  await tables(tx)
    .updateTable('feeds.quarantined_row')
    .set({ replay_batch_id: null })
    .where('replay_batch_id', '=', replayBatchId)
    .execute()
}

export async function markDismissed(tx: ReadTx, id: string, reason: string, now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('feeds.quarantined_row')
    .set({ dismissed_at: now, dismissed_reason: reason })
    .where('id', '=', id)
    .execute()
}
