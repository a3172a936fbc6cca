// What a full extract lacks has ended. The batches of a dataset are in order by (as of, sequence, connection), whatever the
// order in which they came; a key ends at the first full extract after the last batch that holds it.
import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { BatchFacts } from './settle.repository.ts'

/** Whether any fact of this dataset has ended by leaving a full extract. */
export async function hasEnded(tx: ReadTx, { datasetId }: BatchFacts): Promise<boolean> {
  const { rows } = await sql`select 1 from feeds.fact where dataset_id = ${datasetId} and left_extract limit 1`.execute(tx)
  return rows.length > 0
}

/** Whether a full extract that counts comes after this batch, so that what the batch states may have ended before it came. */
export async function hasLaterExtract(tx: ReadTx, batch: BatchFacts): Promise<boolean> {
  const { rows } = await sql`
    select 1 from feeds.batch b
    where b.feed_id in (select id from feeds.feed where dataset_id = ${batch.datasetId}) and b.is_complete and b.applied_at is not null and b.reversed_at is null
      and (b.as_of, b.sequence, b.connection_id) > (${batch.asOf}::timestamptz, ${batch.sequence}::int, ${batch.connectionId})
    limit 1`.execute(tx)
  return rows.length > 0
}

/** Makes the facts current whose key had left and is staged now, and notes the keys. What is staged is then set beside them. */
export async function bringBack(tx: ReadTx, batch: BatchFacts): Promise<void> {
  await sql`
    with back as (
      update feeds.fact f set superseded_by_batch_id = null, left_extract = false from staged s
      where f.dataset_id = ${batch.datasetId} and f.left_extract and f.kind = s.kind and f.source_key = s.source_key
      returning f.kind, f.source_key)
    insert into returned select kind, source_key from back`.execute(tx)
}

/**
 * The keys whose standing may change. `stated`: by this batch itself; `stood`: a fact stood, and its relationships were open,
 * before anything was found absent.
 */
export async function createTouched(tx: ReadTx): Promise<void> {
  await sql`create temporary table touched (dataset_id text, kind text, source_key text, stated boolean, stood boolean) on commit drop`.execute(
    tx,
  )
}

/** Touches what came back with this batch, and if a full extract comes after it also what nobody had stated before. */
export async function touchStated(tx: ReadTx, batch: BatchFacts, isLate: boolean): Promise<void> {
  await sql`
    insert into touched
    select ${batch.datasetId}, r.kind, r.source_key, true,
      exists (select from feeds.fact f where f.dataset_id = ${batch.datasetId} and f.kind = r.kind and f.source_key = r.source_key
        and f.superseded_by_batch_id is null and f.batch_id = ${batch.batchId})
    from returned r
    union
    select dataset_id, kind, source_key, true, true from feeds.fact
    where ${isLate} and batch_id = ${batch.batchId} and superseded_by_batch_id is null`.execute(tx)
}

/** Whom the rows of this full extract that cannot be used are about: nothing of theirs ends by it. */
export async function keepPersons(tx: ReadTx, batch: BatchFacts, sources: readonly string[]): Promise<void> {
  await sql`
    insert into feeds.kept_person (batch_id, controller_id, dataset_id, regime, source_person_id)
    select ${batch.batchId}::uuid, ${batch.controllerId}, ${batch.datasetId}, ${batch.regime}, id from unnest(${[...sources]}::uuid[]) as s(id)
    on conflict do nothing`.execute(tx)
}

/**
 * Touches what this full extract lacks: of all that stands, if it is the last; otherwise of what ended at the next one, or
 * stands only because the next one could not use the row that is about the person.
 */
export async function touchMissing(tx: ReadTx, batch: BatchFacts, isLate: boolean): Promise<void> {
  // The planner knows nothing yet of the rows that this batch has just written, and would look for each fact among all of them.
  await sql`set local enable_nestloop = off`.execute(tx)
  await sql`
    insert into touched
    select f.dataset_id, f.kind, f.source_key, false, f.superseded_by_batch_id is null
    from feeds.fact f
    where f.dataset_id = ${batch.datasetId} and f.batch_id <> ${batch.batchId} and ${isLate ? mayEndBefore(batch) : sql`f.superseded_by_batch_id is null`}
      and not exists (select from feeds.confirmation c where c.batch_id = ${batch.batchId} and c.fact_id = f.id)
      and not exists (select from feeds.fact g where g.batch_id = ${batch.batchId} and g.superseded_by_batch_id is not null
        and g.dataset_id = f.dataset_id and g.kind = f.kind and g.source_key = f.source_key)
      and not exists (select from feeds.kept_person k where k.batch_id = ${batch.batchId} and k.source_person_id = f.source_person_id)`.execute(
    tx,
  )
  await sql`reset enable_nestloop`.execute(tx)
}

const mayEndBefore = (batch: BatchFacts) => sql`(f.left_extract and f.superseded_by_batch_id = (${nextExtract(batch)})
  or (f.left_extract or f.superseded_by_batch_id is null)
    and f.source_person_id in (select source_person_id from feeds.kept_person where batch_id = (${nextExtract(batch)})))`

const nextExtract = (batch: BatchFacts) => sql`select b.id from counted b where b.is_complete
  and (b.as_of, b.sequence, b.connection_id) > (${batch.asOf}::timestamptz, ${batch.sequence}::int, ${batch.connectionId})
  order by b.as_of, b.sequence, b.connection_id limit 1`

/**
 * Notes the batches that count, with their order: those from this batch on, or all. What was settled before it stays settled.
 * @param applying the batch that is being applied, and whether what it lacks is absent; null after a reversal, when all count
 */
export async function countBatches(tx: ReadTx, batch: BatchFacts, applying: { isComplete: boolean } | null): Promise<void> {
  const isThis = sql`b.id = ${applying ? batch.batchId : null}::uuid`
  await sql`
    create temporary table counted on commit drop as
    select b.id, b.as_of, b.sequence, b.connection_id, b.is_complete or ${isThis} and ${applying?.isComplete === true} as is_complete from feeds.batch b
    where b.feed_id in (select id from feeds.feed where dataset_id = ${batch.datasetId}) and b.reversed_at is null and (b.applied_at is not null or ${isThis})
      and (${applying === null} or (b.as_of, b.sequence, b.connection_id) >= (${batch.asOf}::timestamptz, ${batch.sequence}::int, ${batch.connectionId}))`.execute(
    tx,
  )
  await sql`analyze counted`.execute(tx)
}

/** Makes the touched facts current that had ended by leaving, so that they are found absent anew or stand. */
export async function bringBackTouched(tx: ReadTx): Promise<void> {
  await sql`
    update feeds.fact f set superseded_by_batch_id = null, left_extract = false from touched t
    where f.dataset_id = t.dataset_id and f.kind = t.kind and f.source_key = t.source_key and f.left_extract`.execute(tx)
}

export type Ended = { readonly stated: number; readonly missing: number }

/**
 * Ends the touched facts whose key the counted full extracts lack: each at the first that comes after the last counted batch
 * to hold the key, and could use every row about the person. How many of the batch's own, and how many others that stood.
 */
export async function endTouched(tx: ReadTx, batch: BatchFacts): Promise<Ended> {
  await sql`analyze touched`.execute(tx)
  await sql`
    create temporary table departing on commit drop as
    select f.id, e.id as batch_id, t.stated, t.stood
    from touched t
    join feeds.fact f on f.dataset_id = t.dataset_id and f.kind = t.kind and f.source_key = t.source_key and f.superseded_by_batch_id is null
    left join lateral (
      select b.as_of, b.sequence, b.connection_id from (
        select f.batch_id
        union all select c.batch_id from counted b join feeds.confirmation c on c.batch_id = b.id where c.fact_id = f.id and not c.withdrawn
        union all select g.batch_id from feeds.fact g where g.dataset_id = f.dataset_id and g.kind = f.kind and g.source_key = f.source_key
          and g.superseded_by_batch_id is not null and g.superseded_by_batch_id <> g.batch_id
        union all select c.batch_id from feeds.fact g join feeds.confirmation c on c.fact_id = g.id and not c.withdrawn
          where g.dataset_id = f.dataset_id and g.kind = f.kind and g.source_key = f.source_key
            and g.superseded_by_batch_id is not null and g.superseded_by_batch_id <> g.batch_id
      ) holds join counted b on b.id = holds.batch_id
      order by b.as_of desc, b.sequence desc, b.connection_id desc limit 1
    ) held on true
    cross join lateral (
      select b.id from counted b
      where b.is_complete and (held.as_of is null or (b.as_of, b.sequence, b.connection_id) > (held.as_of, held.sequence, held.connection_id))
        and not exists (select from feeds.kept_person k where k.batch_id = b.id and k.source_person_id = f.source_person_id)
      order by b.as_of, b.sequence, b.connection_id limit 1
    ) e`.execute(tx)
  await sql`
    with ended as (
      update feeds.fact f set superseded_by_batch_id = d.batch_id, left_extract = true from departing d where f.id = d.id
      returning f.id, f.superseded_by_batch_id, f.controller_id, f.dataset_id, f.field_class, f.regime, f.source_person_id)
    insert into feeds.departure (batch_id, fact_id, controller_id, dataset_id, field_class, regime, source_person_id, recorded_at)
    select superseded_by_batch_id, id, controller_id, dataset_id, field_class, regime, source_person_id, ${batch.recordedAt}::timestamptz from ended
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<Ended>`
    select count(*) filter (where stated)::int as stated, count(*) filter (where not stated and stood)::int as missing from departing`.execute(
    tx,
  )
  return rows[0]!
}

export type TouchedInvolvement = {
  readonly key: string
  readonly sourcePersonId: string | null
  readonly content: unknown
  readonly sealed: Buffer | null
}

/** The touched involvements that stand now and did not, or the other way round, with what is current about each. */
export async function listTouchedInvolvements(tx: ReadTx, limit: number, after: string): Promise<TouchedInvolvement[]> {
  const { rows } = await sql<TouchedInvolvement>`
    select t.source_key as key, f.source_person_id as "sourcePersonId", f.content, f.sealed
    from touched t
    left join feeds.fact f on f.dataset_id = t.dataset_id and f.kind = t.kind and f.source_key = t.source_key and f.superseded_by_batch_id is null
    where t.kind = 'involvement' and t.source_key > ${after} and t.stood is distinct from (f.id is not null)
    order by t.source_key limit ${limit}`.execute(tx)
  return rows
}
