import { sql } from 'kysely'
import { dataKeysOf } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import { open, type Vault } from '#platform/vault'
import type { Fact } from './facts.repository.ts'
import { sealedPlace } from './facts.repository.ts'

export type BatchOrigin = { readonly datasetId: string; readonly controllerId: string; readonly regime: string }

/** Whose batch it is: what a transaction that works through it is bound to. Undefined if there is none. */
export async function findBatchOrigin(tx: ReadTx, batchId: string): Promise<BatchOrigin | undefined> {
  const { rows } = await sql<BatchOrigin>`
    select f.dataset_id as "datasetId", f.controller_id as "controllerId", f.regime
    from feeds.batch b join feeds.feed f on f.id = b.feed_id where b.id = ${batchId}`.execute(tx)
  return rows[0]
}

/** The feeds of which a batch was ever applied, those whose batches were all taken back since among them. */
export async function listFeedsWithBatches(tx: ReadTx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from feeds.feed f where exists (select from feeds.batch b where b.feed_id = f.id and b.applied_at is not null)
    order by id`.execute(tx)
  return rows.map((row) => row.id)
}

/** Whose feed it is. Undefined if there is none. */
export async function findFeedOrigin(tx: ReadTx, feedId: string): Promise<BatchOrigin | undefined> {
  const { rows } = await sql<BatchOrigin>`
    select dataset_id as "datasetId", controller_id as "controllerId", regime from feeds.feed where id = ${feedId}`.execute(tx)
  return rows[0]
}

/** Everyone about whom a dataset ever stated anything. */
export async function listSourcesOfDataset(tx: ReadTx, datasetId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from feeds.source_person where dataset_id = ${datasetId} order by id`.execute(tx)
  return rows.map((row) => row.id)
}

/**
 * The source persons about whose identity, numbers, homes or contact details a batch said something, whether that stands or was taken back;
 * who a full extract lacks, and who came back by being stated again.
 */
export async function listSourcesOfBatch(tx: ReadTx, batchId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select source_person_id as id from feeds.fact
    where batch_id = ${batchId} and kind in ('identity', 'identifier', 'residence', 'contact-point')
    union
    select f.source_person_id from feeds.departure d join feeds.fact f on f.id = d.fact_id
    where f.kind in ('identity', 'identifier', 'residence', 'contact-point') and (d.batch_id = ${batchId}
      or exists (select from feeds.confirmation c where c.batch_id = ${batchId} and c.fact_id = d.fact_id)
      or exists (select from feeds.fact g where g.batch_id = ${batchId} and g.kind = f.kind and g.source_key = f.source_key))
    order by 1`.execute(tx)
  return rows.map((row) => row.id)
}

/** What matching may know of a source person: who she is, her numbers, her homes and how she is reached, and nothing else. */
export type MatchingFact = Pick<Fact, 'sourcePersonId' | 'sourceKey' | 'validTo'> &
  Extract<Fact, { kind: 'identity' | 'identifier' | 'residence' | 'contact-point' }>

/** The current facts about these source persons that matching goes by, in the order in which they were stored. */
export async function listMatchingFacts(tx: ReadTx, vault: Vault, sources: readonly string[]): Promise<MatchingFact[]> {
  const { rows } = await sql<MatchingFact & { datasetId: string; sealed: Buffer | null }>`
    select source_person_id as "sourcePersonId", dataset_id as "datasetId", kind, source_key as "sourceKey", content, sealed, valid_to as "validTo"
    from feeds.fact
    where source_person_id = any(${[...sources]}::uuid[]) and superseded_by_batch_id is null and kind in ('identity', 'identifier', 'residence', 'contact-point')
    order by id`.execute(tx)
  const keys = await dataKeysOf(tx, vault, [...new Set(rows.filter((row) => row.sealed).map((row) => row.sourcePersonId))])
  return rows.flatMap((row) => {
    if (!row.sealed) return [row]
    const key = keys.get(row.sourcePersonId)
    if (!key) return [] // erased: nothing is left to match by
    return [
      { ...row, content: JSON.parse(open(key, row.sealed, sealedPlace(row.datasetId, row.kind, row.sourceKey))) } as MatchingFact,
    ]
  })
}
