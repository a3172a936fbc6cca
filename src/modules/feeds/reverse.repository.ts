import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import * as absence from './absence.repository.ts'

/** Notes which keys the batch stated something about, or ended by lacking them: only those need settling again. */
export async function listTouched(tx: ReadTx, batchId: string): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
  await sql`set local lock_timeout = 0`.execute(tx)
  await absence.createTouched(tx)
  await sql`
    insert into touched (dataset_id, kind, source_key)
    select distinct f.dataset_id, f.kind, f.source_key from feeds.fact f where f.batch_id = ${batchId}
    union
    select f.dataset_id, f.kind, f.source_key from feeds.confirmation c join feeds.fact f on f.id = c.fact_id where c.batch_id = ${batchId}
    union
    select f.dataset_id, f.kind, f.source_key from feeds.departure d join feeds.fact f on f.id = d.fact_id where d.batch_id = ${batchId}`.execute(
    tx,
  )
  await sql`analyze touched`.execute(tx)
}

/**
 * Takes back what the batch said: its confirmations are withdrawn; a fact that others also stated passes to one of them,
 * as if they had stated it first; every other fact of the batch is superseded by its own batch, for good.
 */
export async function takeBack(tx: ReadTx, batchId: string): Promise<void> {
  await sql`update feeds.confirmation set withdrawn = true where batch_id = ${batchId}`.execute(tx)
  await sql`
    create temporary table heir on commit drop as
    select distinct on (f.id) f.id, f.event_at, f.sequence, f.row_no, f.recorded_at, c.batch_id as heir_batch_id, c.event_at as heir_event_at,
      c.sequence as heir_sequence, c.row_no as heir_row_no, c.recorded_at as heir_recorded_at
    from feeds.fact f join feeds.confirmation c on c.fact_id = f.id
    where f.batch_id = ${batchId} and f.superseded_by_batch_id is distinct from f.batch_id and not c.withdrawn
      and c.batch_id is distinct from f.superseded_by_batch_id
    order by f.id, c.recorded_at, c.batch_id`.execute(tx)
  await sql`
    insert into feeds.confirmation (batch_id, fact_id, controller_id, dataset_id, field_class, regime, source_person_id, event_at, recorded_at, sequence, row_no, withdrawn)
    select f.batch_id, f.id, f.controller_id, f.dataset_id, f.field_class, f.regime, f.source_person_id, f.event_at, f.recorded_at, f.sequence, f.row_no, true
    from feeds.fact f join heir h on h.id = f.id
    on conflict (batch_id, fact_id) do nothing`.execute(tx)
  await sql`
    update feeds.fact f set batch_id = h.heir_batch_id, event_at = h.heir_event_at, sequence = h.heir_sequence, row_no = h.heir_row_no, recorded_at = h.heir_recorded_at
    from heir h where f.id = h.id`.execute(tx)
  await sql`update feeds.fact set superseded_by_batch_id = batch_id where batch_id = ${batchId} and superseded_by_batch_id is distinct from batch_id`.execute(
    tx,
  )
}

/** Settles the touched keys again: of the facts that are left, the one stated at the highest (event time, sequence, row) is current. */
export async function settleTouched(tx: ReadTx, batchId: string): Promise<void> {
  await sql`
    create temporary table ahead on commit drop as
    select distinct on (kind, source_key) id, batch_id, dataset_id, kind, source_key from (
      select f.id, f.batch_id, f.dataset_id, f.kind, f.source_key, f.event_at, f.sequence, f.row_no, f.content_hash
      from touched t join feeds.fact f using (dataset_id, kind, source_key)
      where f.superseded_by_batch_id is distinct from f.batch_id
      union all
      select f.id, f.batch_id, f.dataset_id, f.kind, f.source_key, c.event_at, c.sequence, c.row_no, f.content_hash
      from touched t join feeds.fact f using (dataset_id, kind, source_key) join feeds.confirmation c on c.fact_id = f.id
      where f.superseded_by_batch_id is distinct from f.batch_id and not c.withdrawn
    ) statement
    order by kind, source_key, event_at desc, sequence desc, row_no desc, content_hash desc`.execute(tx)
  await sql`
    update feeds.fact f set superseded_by_batch_id = l.batch_id
    from ahead l
    where f.dataset_id = l.dataset_id and f.kind = l.kind and f.source_key = l.source_key and f.id <> l.id and f.batch_id <> l.batch_id
      and (f.superseded_by_batch_id is null or (f.superseded_by_batch_id = ${batchId} and f.batch_id <> ${batchId}))`.execute(tx)
  await sql`
    update feeds.fact f set superseded_by_batch_id = null from ahead l where f.id = l.id and f.superseded_by_batch_id is not null`.execute(
    tx,
  )
}
