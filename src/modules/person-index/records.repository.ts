import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'

export type Origin = { readonly datasetId: string; readonly controllerId: string; readonly regime: string }
export type StoredRecord = Origin & { readonly source: string; readonly epoch: number; readonly sealed: Buffer }
export type NewRecord = {
  readonly source: string
  readonly epoch: number
  readonly keys: readonly bigint[]
  readonly fingerprint: bigint
  readonly sealed: Buffer
}

/** A key that more records share than this leads nowhere: so common a value tells little, and its pairs would be too many. As in the batch. */
export const mostHolders = 60

/** The records of these source persons that stand. */
export async function listRecords(tx: ReadTx, sources: readonly string[]): Promise<StoredRecord[]> {
  const { rows } = await sql<StoredRecord>`
    select source_person_id as source, dataset_id as "datasetId", controller_id as "controllerId", regime, epoch, sealed
    from person_index.match_record where source_person_id = any(${[...sources]}::uuid[])`.execute(tx)
  return rows
}

/** What each of these records was, as one number. */
export async function listFingerprints(tx: ReadTx, sources: readonly string[]): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ source: string; fingerprint: bigint }>`
    select source_person_id as source, fingerprint from person_index.match_record
    where source_person_id = any(${[...sources]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.source, row.fingerprint]))
}

/** Forgets these records and their keys, so that the ones they have now can be written. */
export async function deleteRecords(tx: ReadTx, sources: readonly string[]): Promise<void> {
  await sql`
    with gone as (delete from person_index.match_record where source_person_id = any(${[...sources]}::uuid[]) returning source_person_id, keys)
    delete from person_index.match_key k using (select g.source_person_id, unnest(g.keys) as key from gone g) g
    where k.key = g.key and k.source_person_id = g.source_person_id`.execute(tx)
}

/** Writes records of source persons who have none. Keys in the order of their index, so that it is walked once and not jumped about in. */
export async function insertRecords(tx: ReadTx, origin: Origin, records: readonly NewRecord[]): Promise<void> {
  await sql`
    insert into person_index.match_record (source_person_id, controller_id, dataset_id, regime, epoch, keys, fingerprint, sealed)
    select source, ${origin.controllerId}, ${origin.datasetId}, ${origin.regime}, epoch, keys::bigint[], fingerprint, sealed
    from unnest(${records.map((one) => one.source)}::uuid[], ${records.map((one) => one.epoch)}::int[], ${records.map((one) => `{${one.keys.join(',')}}`)}::text[],
      ${records.map((one) => one.fingerprint.toString())}::bigint[], ${records.map((one) => one.sealed)}::bytea[]) as r(source, epoch, keys, fingerprint, sealed)`.execute(
    tx,
  )
  const keys = records.flatMap((one) => one.keys.map((key) => ({ source: one.source, key: key.toString() })))
  await sql`
    insert into person_index.match_key (key, controller_id, dataset_id, regime, source_person_id)
    select key, ${origin.controllerId}, ${origin.datasetId}, ${origin.regime}, source
    from unnest(${keys.map((one) => one.key)}::bigint[], ${keys.map((one) => one.source)}::uuid[]) as k(key, source)
    order by key`.execute(tx)
}

/** The records that share a key: all of them, or one more than `mostHolders`, where it leads nowhere. */
export type Holders = { readonly key: bigint; readonly sources: readonly string[] }
/** Who shares each key of these source persons; keys that nobody shares are left out. Each costs the same, however many share it. */
export async function listHolders(tx: ReadTx, sources: readonly string[]): Promise<Holders[]> {
  const { rows } = await sql<Holders>`
    select k.key, held.sources
    from (select distinct unnest(keys) as key from person_index.match_record where source_person_id = any(${[...sources]}::uuid[])) k
    cross join lateral (select array_agg(h.source_person_id) as sources from (
      select m.source_person_id from person_index.match_key m where m.key = k.key limit ${mostHolders + 1}) h) held
    where cardinality(held.sources) > 1`.execute(tx)
  return rows
}

/**
 * Who shares a key that led somewhere and leads nowhere now, or the other way round.
 *
 * @param change how many more records share each key now than before
 */
export async function listTurned(tx: ReadTx, change: ReadonlyMap<bigint, number>): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    select distinct m.source_person_id as source
    from unnest(${[...change.keys()].map(String)}::bigint[], ${[...change.values()]}::int[]) as k(key, change)
    cross join lateral (select count(*) as holders from (
      select from person_index.match_key h where h.key = k.key limit ${mostHolders + 1} + abs(k.change)) h) now
    join person_index.match_key m on m.key = k.key
    where (now.holders > ${mostHolders}) <> (now.holders - k.change > ${mostHolders})`.execute(tx)
  return rows.map((row) => row.source)
}

/** The keys of these source persons: one that two of them have comes twice. */
export async function listKeysEach(tx: ReadTx, sources: readonly string[]): Promise<bigint[]> {
  const { rows } = await sql<{ key: bigint }>`
    select unnest(keys) as key from person_index.match_record where source_person_id = any(${[...sources]}::uuid[])`.execute(tx)
  return rows.map((row) => row.key)
}
