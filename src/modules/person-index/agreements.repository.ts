import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { Compared, Said } from './matching.ts'
import type { Origin } from './records.repository.ts'

type Whose = Origin & { readonly source: string }
type Agreeing = { readonly one: Whose; readonly other: Whose; readonly compared: Compared }

/** On what two records of one person agree, and in what they differ. */
export type Agreement = { readonly source: string; readonly other: string; readonly says: readonly Said[] }

const rowsOf = (all: readonly Agreeing[]): string =>
  JSON.stringify(
    all.map(({ one: { source, controllerId, datasetId, regime }, other, compared: { bits, says } }) => ({
      source,
      other: other.source,
      controllerId,
      datasetId,
      regime,
      bits,
      says,
    })),
  )
const columns = sql`(source uuid, other uuid, "controllerId" text, "datasetId" text, regime text, bits real, says jsonb)`

/** Writes on what the records of these people agree, in the place of what was said of them before. The first of each pair is the lower id. */
export async function replaceAgreements(tx: ReadTx, sources: readonly string[], all: readonly Agreeing[]): Promise<void> {
  for (const column of [sql`source_person_id`, sql`other_source_person_id`])
    await sql`delete from person_index.agreement where ${column} = any(${[...sources]}::uuid[])`.execute(tx)
  if (all.length === 0) return
  await sql`
    insert into person_index.agreement (controller_id, dataset_id, regime, source_person_id, other_source_person_id, bits, says)
    select "controllerId", "datasetId", regime, source, other, bits, says from jsonb_to_recordset(${rowsOf(all)}::jsonb) as r${columns}`.execute(
    tx,
  )
}

/** A pair for people to look at: how many pairs of records hang on the answer, and of how many records. */
export type ForReview = Agreeing & { readonly settles: number; readonly records: number }

/**
 * Puts these pairs, about which no decision stands, up for review in the place of those that were open: new ones at no desk yet. One that stays
 * is the same one; one that was settled by a decision which was taken back since waits again.
 */
export async function replaceOpenReviews(
  tx: ReadTx,
  sources: readonly string[],
  all: readonly ForReview[],
  model: string,
  at: Instant,
): Promise<void> {
  const kept = all.map(({ one, other }) => `${one.source} ${other.source}`)
  for (const column of [sql`source_person_id`, sql`other_source_person_id`])
    await sql`delete from person_index.review_pair where settled_at is null and ${column} = any(${[...sources]}::uuid[])
      and (source_person_id || ' ' || other_source_person_id) <> all(${kept})`.execute(tx)
  if (all.length === 0) return
  const rows = all.map(({ one, other, compared: { bits, probability, against, steps }, settles, records }) => ({
    source: one.source,
    other: other.source,
    controllerId: one.controllerId,
    datasetId: one.datasetId,
    regime: one.regime,
    otherDatasetId: other.datasetId,
    bits,
    settles,
    records,
    weighed: { probability, against, steps },
  }))
  await sql`
    insert into person_index.review_pair as p (controller_id, dataset_id, regime, source_person_id, other_source_person_id, other_dataset_id, bits, settles,
      records, weighed, pool, model, made_at)
    select "controllerId", "datasetId", regime, source, other, "otherDatasetId", bits, settles, records, weighed, 'waiting', ${model}, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(source uuid, other uuid, "controllerId" text, "datasetId" text, regime text,
      "otherDatasetId" text, bits real, settles int, records int, weighed jsonb)
    on conflict (source_person_id, other_source_person_id) do update set bits = excluded.bits, other_dataset_id = excluded.other_dataset_id,
      settles = excluded.settles, records = excluded.records, weighed = excluded.weighed, model = excluded.model,
      settled_at = null, settled_by = null, settled_how = null`.execute(tx)
}

/**
 * Puts open pairs of these records, and of those that they were linked with before, at the desk where they belong: with somebody who is protected
 * at her key-holders', with somebody who is held at none, else at the open desk.
 */
export async function placeAtDesks(tx: ReadTx, sources: readonly string[]): Promise<void> {
  await sql`
    with ever as materialized (
      -- Links that stand and links that have ended are two indexes.
      select l.person_id from person_index.link l where l.source_person_id = any(${[...sources]}::uuid[]) and l.ended_at is null
      union select l.person_id from person_index.link l where l.source_person_id = any(${[...sources]}::uuid[]) and l.ended_at is not null
    ), touched as materialized (
      select array(select unnest(${[...sources]}::uuid[]) union
        select its.source_person_id from ever cross join lateral (
          select l.source_person_id from person_index.link l where l.person_id = ever.person_id and l.ended_at is null
          union all select l.source_person_id from person_index.link l where l.person_id = ever.person_id and l.ended_at is not null) its) as ids
    ), mine as materialized (
      select id, source_person_id as one, other_source_person_id as other from person_index.review_pair
      where source_person_id = any((select ids from touched)::uuid[]) and settled_at is null
      union
      select id, source_person_id, other_source_person_id from person_index.review_pair
      where other_source_person_id = any((select ids from touched)::uuid[]) and settled_at is null
    ), whose as materialized (
      -- One look-up by index for each side: a join would read every link of the place, each under its policies.
      select mine.id, (select l.person_id from person_index.link l where l.source_person_id = side.source and l.ended_at is null) as person_id
      from mine cross join lateral (values (mine.one), (mine.other)) as side(source)
    ), people as materialized (
      select array(select distinct person_id from whose where person_id is not null) as ids
    ), known as materialized (
      select person_index.protection_among(ids) as protection, person_index.key_holders_among(ids) as holders from people
    ), its as materialized (
      select whose.id, bool_or(known.protection ? whose.person_id::text) as is_kept, array(
        select distinct jsonb_array_elements_text(known.holders -> side.person_id::text)
        from whose side where side.id = whose.id order by 1) as holders
      from whose cross join known group by whose.id, known.holders
    ), desk as materialized (
      select id, holders, case when holders <> '{}' then 'protected' when is_kept then 'waiting' else 'open' end as pool from its
    )
    update person_index.review_pair p set pool = desk.pool, key_holders = desk.holders
    from desk where desk.id = p.id and (desk.pool, desk.holders) is distinct from (p.pool, p.key_holders)`.execute(tx)
}

/** On what these records agree with one another. Needs a grant that names both of each two. */
export async function listAgreements(tx: ReadTx, sources: readonly string[]): Promise<Agreement[]> {
  const { rows } = await sql<Agreement>`
    select source_person_id as source, other_source_person_id as other, says from person_index.agreement
    where source_person_id = any(${[...sources]}::uuid[]) and other_source_person_id = any(${[...sources]}::uuid[])
    order by bits desc, 1, 2`.execute(tx)
  return rows
}
