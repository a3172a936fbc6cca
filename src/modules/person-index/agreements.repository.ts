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

/** A pair for people to look at: how many pairs of records hang on the answer, of how many records, and whose key-holders alone may see it. */
export type ForReview = Agreeing & { readonly settles: number; readonly records: number; readonly keyHolders: readonly string[] }

/**
 * Puts these pairs, about which no decision stands, up for review in the place of those that were open. One that stays is the same one; one
 * that was settled by a decision which was taken back since waits again.
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
  const rows = all.map(({ one, other, compared: { bits, probability, against, steps }, settles, records, keyHolders }) => ({
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
    pool: keyHolders.length > 0 ? 'protected' : 'open',
    keyHolders,
  }))
  await sql`
    insert into person_index.review_pair as p (controller_id, dataset_id, regime, source_person_id, other_source_person_id, other_dataset_id, bits, settles,
      records, weighed, pool, key_holders, model, made_at)
    select "controllerId", "datasetId", regime, source, other, "otherDatasetId", bits, settles, records, weighed, pool,
      array(select jsonb_array_elements_text("keyHolders")), ${model}, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(source uuid, other uuid, "controllerId" text, "datasetId" text, regime text,
      "otherDatasetId" text, bits real, settles int, records int, weighed jsonb, pool text, "keyHolders" jsonb)
    on conflict (source_person_id, other_source_person_id) do update set bits = excluded.bits, other_dataset_id = excluded.other_dataset_id,
      settles = excluded.settles, records = excluded.records, weighed = excluded.weighed, model = excluded.model, pool = excluded.pool,
      key_holders = excluded.key_holders, settled_at = null, settled_by = null, settled_how = null`.execute(tx)
}

/**
 * Keeps open pairs of these records back from the open desk while one of the two is protected or held, though neither record carries a
 * mark; and puts them there again afterwards.
 */
export async function keepBackPairs(tx: ReadTx, sources: readonly string[]): Promise<void> {
  await sql`
    with mine as materialized (
      select id, source_person_id as one, other_source_person_id as other from person_index.review_pair
      where source_person_id = any(${[...sources]}::uuid[]) and settled_at is null and pool <> 'protected'
      union
      select id, source_person_id, other_source_person_id from person_index.review_pair
      where other_source_person_id = any(${[...sources]}::uuid[]) and settled_at is null and pool <> 'protected'
    ), whose as materialized (
      -- One look-up by index for each side: a join would read every link of the place, each under its policies.
      select mine.id, (select l.person_id from person_index.link l where l.source_person_id = side.source and l.ended_at is null) as person_id
      from mine cross join lateral (values (mine.one), (mine.other)) as side(source)
    ), protection as materialized (
      select person_index.protection_among(array(select distinct person_id from whose where person_id is not null)) as of
    ), its as materialized (
      select whose.id, case when bool_or(protection.of ? whose.person_id::text) then 'waiting' else 'open' end as pool
      from whose cross join protection group by whose.id
    )
    update person_index.review_pair p set pool = its.pool from its where its.id = p.id and its.pool <> p.pool`.execute(tx)
}

/** On what these records agree with one another. Needs a grant that names both of each two. */
export async function listAgreements(tx: ReadTx, sources: readonly string[]): Promise<Agreement[]> {
  const { rows } = await sql<Agreement>`
    select source_person_id as source, other_source_person_id as other, says from person_index.agreement
    where source_person_id = any(${[...sources]}::uuid[]) and other_source_person_id = any(${[...sources]}::uuid[])
    order by bits desc, 1, 2`.execute(tx)
  return rows
}
