import { sql } from 'kysely'
import { copyInto } from '#platform/copy'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { House } from '#platform/transactions'

/** What every fact of one batch has in common. */
export type BatchFacts = {
  readonly batchId: string
  readonly controllerId: string
  readonly datasetId: string
  readonly regime: string
  readonly sequence: number
  readonly connectionId: string
  readonly asOf: Instant
  readonly recordedAt: Instant
}

/** The columns of the staging table, in the order in which a line of COPY names them. */
export const stagingColumns = [
  'row_no',
  'kind',
  'source_key',
  'field_class',
  'source_person_id',
  'other_source_person_id',
  'household_key',
  'content',
  'sealed',
  'content_hash',
  'valid_from',
  'valid_to',
  'event_at',
  'says_abuse',
] as const

/**
 * Makes the staging tables of this transaction. They are the only tables without row security, hold one part of one file,
 * and end with the transaction.
 */
export async function createStaging(tx: ReadTx): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
  await sql`set local lock_timeout = 0`.execute(tx)
  await sql`create temporary table staged (row_no int, kind text, source_key text, field_class text, source_person_id uuid, other_source_person_id uuid,
    household_key text, content jsonb, sealed bytea, content_hash text, valid_from date, valid_to date, event_at timestamptz, says_abuse boolean) on commit drop`.execute(
    tx,
  )
  await sql`create temporary table contested (kind text, source_key text, row_no int, fact_id bigint, fact_batch_id uuid, same boolean, outranks boolean)
    on commit drop`.execute(tx)
  await sql`create temporary table returned (kind text, source_key text) on commit drop`.execute(tx)
}

/** Replaces what is staged by these lines. Within them each (kind, key) stands once. */
export async function stage(house: House, tx: ReadTx, lines: string): Promise<void> {
  await sql`truncate staged`.execute(tx)
  await copyInto(house, tx, `staged (${stagingColumns.join(', ')})`, lines)
}

/** Adds the staged facts whose key has no current fact: they are the first to be heard of it. How many. */
export async function insertUncontested(tx: ReadTx, batch: BatchFacts): Promise<number> {
  const result = await sql`
    insert into feeds.fact (controller_id, dataset_id, field_class, regime, source_person_id, kind, source_key, content, sealed, content_hash,
      other_source_person_id, household_key, valid_from, valid_to, event_at, says_abuse, recorded_at, batch_id, sequence, row_no)
    select ${batch.controllerId}, ${batch.datasetId}, field_class, ${batch.regime}, source_person_id, kind, source_key, content, sealed, content_hash,
      other_source_person_id, household_key, valid_from, valid_to, event_at, says_abuse, ${batch.recordedAt}::timestamptz, ${batch.batchId}::uuid, ${batch.sequence}::int, row_no
    from staged
    on conflict (dataset_id, kind, source_key) where superseded_by_batch_id is null do nothing`.execute(tx)
  return Number(result.numAffectedRows ?? 0n)
}

/** `back`: the keys that had left a full extract and are stated again; they count as nothing else. */
export type Contest = { readonly same: number; readonly changed: number; readonly late: number; readonly back: number }

/**
 * Sets each staged fact whose key has a current fact beside that one: whether it says the same, and whether it outranks
 * it. The rank of a fact is the highest (event time, sequence, row) at which it was ever stated. `changed` counts the facts
 * of other batches that would be superseded.
 */
export async function contest(tx: ReadTx, batch: BatchFacts): Promise<Contest> {
  await sql`truncate contested`.execute(tx)
  await sql`
    insert into contested
    select s.kind, s.source_key, s.row_no, f.id, f.batch_id, s.content_hash = f.content_hash,
      (s.event_at, ${batch.sequence}::int, s.row_no, s.content_hash) > (f.event_at, f.sequence, f.row_no, f.content_hash)
        and coalesce((s.event_at, ${batch.sequence}::int, s.row_no, s.content_hash) > (top.event_at, top.sequence, top.row_no, f.content_hash), true)
    from staged s
    cross join lateral (
      select f.* from feeds.fact f
      where f.dataset_id = ${batch.datasetId} and f.kind = s.kind and f.source_key = s.source_key and f.superseded_by_batch_id is null limit 1
    ) f
    left join lateral (
      select c.event_at, c.sequence, c.row_no from feeds.confirmation c
      where c.fact_id = f.id and not c.withdrawn and f.content_hash <> s.content_hash
      order by c.event_at desc, c.sequence desc, c.row_no desc limit 1
    ) top on true
    where f.batch_id <> ${batch.batchId} or f.row_no <> s.row_no`.execute(tx)
  const { rows } = await sql<Contest>`
    select count(*) filter (where same and not back)::int as same,
      count(*) filter (where not same and outranks and fact_batch_id <> ${batch.batchId} and not back)::int as changed,
      count(*) filter (where not same and not outranks and not back)::int as late, count(*) filter (where back)::int as back
    from (select x.*, exists (select from returned r where r.kind = x.kind and r.source_key = x.source_key) as back from contested x) counted`.execute(
    tx,
  )
  return rows[0]!
}

/** Settles the contested facts: what says the same confirms, what outranks supersedes, what is late is kept as superseded. */
export async function settleContested(tx: ReadTx, batch: BatchFacts): Promise<void> {
  await sql`
    insert into feeds.confirmation as c (batch_id, fact_id, controller_id, dataset_id, field_class, regime, source_person_id, event_at, recorded_at, sequence, row_no)
    select ${batch.batchId}::uuid, x.fact_id, ${batch.controllerId}, ${batch.datasetId}, s.field_class, ${batch.regime}, s.source_person_id, s.event_at,
      ${batch.recordedAt}::timestamptz, ${batch.sequence}::int, s.row_no
    from contested x join staged s using (kind, source_key) where x.same
    on conflict (batch_id, fact_id) do update set event_at = excluded.event_at, row_no = excluded.row_no
      where (excluded.event_at, excluded.row_no) > (c.event_at, c.row_no)`.execute(tx)
  await sql`update feeds.fact f set superseded_by_batch_id = ${batch.batchId} from contested x where f.id = x.fact_id and not x.same and x.outranks`.execute(
    tx,
  )
  await sql`
    insert into feeds.fact (controller_id, dataset_id, field_class, regime, source_person_id, kind, source_key, content, sealed, content_hash,
      other_source_person_id, household_key, valid_from, valid_to, event_at, says_abuse, recorded_at, batch_id, sequence, row_no, superseded_by_batch_id)
    select ${batch.controllerId}, ${batch.datasetId}, s.field_class, ${batch.regime}, s.source_person_id, s.kind, s.source_key, s.content, s.sealed, s.content_hash,
      s.other_source_person_id, s.household_key, s.valid_from, s.valid_to, s.event_at, s.says_abuse, ${batch.recordedAt}::timestamptz, ${batch.batchId}::uuid, ${batch.sequence}::int,
      s.row_no, case when x.outranks then null else x.fact_batch_id end
    from contested x join staged s using (kind, source_key) where not x.same`.execute(tx)
}

/** Whether the dataset had at least so many current facts before this batch, without those it brings back. Stops counting there. */
export async function hadFacts(tx: ReadTx, batch: BatchFacts, atLeast: number): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from feeds.fact f
      where not exists (select from returned r where r.kind = f.kind and r.source_key = f.source_key) and dataset_id = ${batch.datasetId} and batch_id <> ${batch.batchId}
        and (superseded_by_batch_id is null or superseded_by_batch_id = ${batch.batchId})
      limit ${atLeast}) counted`.execute(tx)
  return rows[0]!.count >= atLeast
}

/** Of these involvements, those whose current fact is the one this batch stated in this row. */
export async function listCurrentOf(
  tx: ReadTx,
  batch: BatchFacts,
  kind: string,
  keys: readonly string[],
  rowNos: readonly number[],
): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select f.source_key as key from unnest(${[...keys]}::text[], ${[...rowNos]}::int[]) as s(key, row_no)
    join feeds.fact f on f.dataset_id = ${batch.datasetId} and f.kind = ${kind} and f.source_key = s.key and f.superseded_by_batch_id is null
    where f.batch_id = ${batch.batchId} and f.row_no = s.row_no`.execute(tx)
  return new Set(rows.map((row) => row.key))
}
