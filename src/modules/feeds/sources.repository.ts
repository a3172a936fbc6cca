import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { BatchFacts } from './settle.repository.ts'

export type KnownSource = { readonly sourceKey: string; readonly id: string; readonly identified: boolean }

/** Whether anyone of this dataset is known yet. */
export async function hasSources(tx: ReadTx, datasetId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from feeds.source_person where dataset_id = ${datasetId} limit 1`.execute(tx)
  return rows.length > 0
}

/** The source persons with these keys, and whether a fact says who each is: one that stands, or ended by leaving a full extract. */
export async function listSources(tx: ReadTx, datasetId: string, keys: readonly string[]): Promise<KnownSource[]> {
  const { rows } = await sql<KnownSource>`
    select s.source_key as "sourceKey", s.id,
      exists (select from feeds.fact f where f.source_person_id = s.id and f.kind = 'identity' and f.superseded_by_batch_id is null)
        or exists (select from feeds.fact f where f.source_person_id = s.id and f.kind = 'identity' and f.left_extract) as identified
    from feeds.source_person s where s.dataset_id = ${datasetId} and s.source_key = any(${[...keys]}::text[])`.execute(tx)
  return rows
}

export async function insertSources(
  tx: ReadTx,
  batch: BatchFacts,
  sources: readonly { readonly id: string; readonly key: string }[],
): Promise<void> {
  if (sources.length === 0) return
  await sql`
    insert into feeds.source_person (id, controller_id, dataset_id, regime, source_key, first_batch_id)
    select id, ${batch.controllerId}, ${batch.datasetId}, ${batch.regime}, key, ${batch.batchId}::uuid
    from unnest(${sources.map((source) => source.id)}::uuid[], ${sources.map((source) => source.key)}::text[]) as s(id, key)`.execute(
    tx,
  )
}

/** The source persons with these keys, with what hangs on them: ids only. */
export async function listSourceIds(
  tx: ReadTx,
  datasetId: string,
  keys: readonly string[],
): Promise<{ id: string; sourceKey: string; datasetId: string; controllerId: string; regime: string }[]> {
  const { rows } = await sql<{ id: string; sourceKey: string; datasetId: string; controllerId: string; regime: string }>`
    select id, source_key as "sourceKey", dataset_id as "datasetId", controller_id as "controllerId", regime
    from feeds.source_person where dataset_id = ${datasetId} and source_key = any(${[...keys]}::text[])`.execute(tx)
  return rows
}

/** The record of the reader's own organisation that its own system knows by this reference: for what came by letter, and in no other act. */
export async function findByReference(
  tx: ReadTx,
  datasetId: string,
  reference: string,
): Promise<{ sourcePersonId: string; datasetId: string; controllerId: string; regime: string } | undefined> {
  const { rows } = await sql<{ sourcePersonId: string; datasetId: string; controllerId: string; regime: string }>`
    select source_person_id as "sourcePersonId", dataset_id as "datasetId", controller_id as "controllerId", regime
    from feeds.source_of_reference(${datasetId}, ${reference})`.execute(tx)
  return rows[0]
}

/** Whether this dataset holds an NHS number that could be somebody's. */
export async function holdsIssuedNhsNumber(tx: ReadTx, datasetId: string): Promise<boolean> {
  // Asked of the current and of the superseded facts apart: each has its index, and both together have none.
  const among = (which: 'null' | 'not null') => sql`exists (select from feeds.fact
    where dataset_id = ${datasetId} and kind = 'identifier' and superseded_by_batch_id is ${sql.raw(which)}
      and content ->> 'scheme' = 'nhs-number' and content ->> 'value' not like '9%')`
  const { rows } = await sql<{ issued: boolean }>`select ${among('null')} or ${among('not null')} as issued`.execute(tx)
  return rows[0]?.issued === true
}
