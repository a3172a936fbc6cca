import { type RawBuilder, sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { KeyPair, SealedRecord } from './compartments.ts'

export type Origin = { readonly datasetId: string; readonly controllerId: string; readonly regime: string }
export type StoredRecord = Origin & SealedRecord & { readonly epoch: number }
export type NewRecord = {
  readonly source: string
  readonly epoch: number
  /** As they stand in its compartment. */
  readonly keys: readonly bigint[]
  readonly fingerprint: bigint
  readonly sealed: Buffer
}

/** A key that more records share than this leads nowhere: so common a value tells little, and its pairs would be too many. As in the batch. */
export const mostHolders = 60

/** The records of these source persons that stand, in whichever compartment. */
export async function listRecords(tx: ReadTx, sources: readonly string[]): Promise<StoredRecord[]> {
  const { rows } = await sql<Omit<StoredRecord, 'keys'> & { keys: string[] }>`
    select source_person_id as source, dataset_id as "datasetId", controller_id as "controllerId", regime, epoch, sealed, keys::text[], 'open' as compartment
    from person_index.match_record where source_person_id = any(${[...sources]}::uuid[])
    union all
    select source_person_id, dataset_id, controller_id, regime, epoch, sealed, '{}', 'protected'
    from person_index.protected_record where source_person_id = any(${[...sources]}::uuid[])`.execute(tx)
  return rows.map((row) => ({ ...row, keys: row.keys.map(BigInt) }))
}

/** What each of these records was, as one number. */
export async function listFingerprints(tx: ReadTx, sources: readonly string[]): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ source: string; fingerprint: bigint }>`
    select source_person_id as source, fingerprint from person_index.match_record where source_person_id = any(${[...sources]}::uuid[])
    union all
    select source_person_id, fingerprint from person_index.protected_record where source_person_id = any(${[...sources]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.source, row.fingerprint]))
}

/** Forgets these records and their keys, so that the ones they have now can be written. */
export async function deleteRecords(tx: ReadTx, sources: readonly string[]): Promise<void> {
  await sql`
    with gone as (delete from person_index.match_record where source_person_id = any(${[...sources]}::uuid[]) returning source_person_id, keys)
    delete from person_index.match_key k using (select g.source_person_id, unnest(g.keys) as key from gone g) g
    where k.key = g.key and k.source_person_id = g.source_person_id`.execute(tx)
  for (const table of [sql`protected_record`, sql`protected_key`])
    await sql`delete from person_index.${table} where source_person_id = any(${[...sources]}::uuid[])`.execute(tx)
}

/** Writes open records of source persons who have none. Keys in the order of their index, so that it is walked once and not jumped about in. */
export async function insertRecords(tx: ReadTx, origin: Origin, records: readonly NewRecord[]): Promise<void> {
  await sql`
    insert into person_index.match_record (source_person_id, controller_id, dataset_id, regime, epoch, keys, fingerprint, sealed)
    select source, ${origin.controllerId}, ${origin.datasetId}, ${origin.regime}, epoch, keys::bigint[], fingerprint, sealed
    from unnest(${records.map((one) => one.source)}::uuid[], ${records.map((one) => one.epoch)}::int[], ${records.map((one) => `{${one.keys.join(',')}}`)}::text[],
      ${records.map((one) => one.fingerprint.toString())}::bigint[], ${records.map((one) => one.sealed)}::bytea[]) as r(source, epoch, keys, fingerprint, sealed)`.execute(
    tx,
  )
  await insertKeys(tx, origin, sql`match_key`, records)
}

/** Writes records of source persons who have none into the compartment of protected people. */
export async function insertProtectedRecords(tx: ReadTx, origin: Origin, records: readonly NewRecord[]): Promise<void> {
  if (records.length === 0) return
  await sql`
    insert into person_index.protected_record (source_person_id, controller_id, dataset_id, regime, epoch, fingerprint, sealed)
    select source, ${origin.controllerId}, ${origin.datasetId}, ${origin.regime}, epoch, fingerprint, sealed
    from unnest(${records.map((one) => one.source)}::uuid[], ${records.map((one) => one.epoch)}::int[],
      ${records.map((one) => one.fingerprint.toString())}::bigint[], ${records.map((one) => one.sealed)}::bytea[]) as r(source, epoch, fingerprint, sealed)`.execute(
    tx,
  )
  await insertKeys(tx, origin, sql`protected_key`, records)
}

async function insertKeys(
  tx: ReadTx,
  origin: Origin,
  table: RawBuilder<unknown>,
  records: readonly Pick<NewRecord, 'source' | 'keys'>[],
): Promise<void> {
  const keys = records.flatMap((one) => one.keys.map((key) => ({ source: one.source, key: key.toString() })))
  await sql`
    insert into person_index.${table} (key, controller_id, dataset_id, regime, source_person_id)
    select key, ${origin.controllerId}, ${origin.datasetId}, ${origin.regime}, source
    from unnest(${keys.map((one) => one.key)}::bigint[], ${keys.map((one) => one.source)}::uuid[]) as k(key, source)
    order by key`.execute(tx)
}

/** The records that share a key: all of them, or one more than `mostHolders`, where it leads nowhere. */
export type Holders = { readonly key: bigint; readonly sources: readonly string[] }
/** Who shares each of these keys, in both compartments; keys that nobody shares are left out. Each costs the same, however many share it. */
export async function listHolders(tx: ReadTx, keys: readonly KeyPair[]): Promise<Holders[]> {
  const { rows } = await sql<Holders>`
    select k.open as key, held.sources
    from unnest(${keys.map((key) => key.open.toString())}::bigint[], ${keys.map((key) => key.protected.toString())}::bigint[]) as k(open, closed)
    cross join lateral (select array_agg(h.source_person_id) as sources from (
      select m.source_person_id from person_index.match_key m where m.key = k.open
      union all select p.source_person_id from person_index.protected_key p where p.key = k.closed limit ${mostHolders + 1}) h) held
    where cardinality(held.sources) > 1`.execute(tx)
  return rows
}

/** A key, and how many more records share it now than before. */
export type KeyChange = { readonly key: KeyPair; readonly by: number }
/** Who shares a key that led somewhere and leads nowhere now, or the other way round. */
export async function listTurned(tx: ReadTx, changes: readonly KeyChange[]): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    with turned as materialized (
      select k.open, k.closed
      from unnest(${changes.map(({ key }) => key.open.toString())}::bigint[], ${changes.map(({ key }) => key.protected.toString())}::bigint[],
        ${changes.map(({ by }) => by)}::int[]) as k(open, closed, change)
      cross join lateral (select count(*) as holders from (
        select from person_index.match_key h where h.key = k.open
        union all select from person_index.protected_key p where p.key = k.closed limit ${mostHolders + 1} + abs(k.change)) h) now
      where (now.holders > ${mostHolders}) <> (now.holders - k.change > ${mostHolders})
    )
    select m.source_person_id as source from turned join person_index.match_key m on m.key = turned.open
    union select p.source_person_id from turned join person_index.protected_key p on p.key = turned.closed`.execute(tx)
  return rows.map((row) => row.source)
}
