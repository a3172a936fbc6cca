import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { KnownKey } from './members.rules.ts'
import type { Tables } from './tables.generated.ts'

export type Origin = { readonly datasetId: string; readonly controllerId: string; readonly regime: string }
export type SearchKey = { readonly source: string; readonly key: bigint }

/** Forgets the keys of these source persons, so that the ones they have now can be written. */
export async function deleteKeys(tx: ReadTx, sources: readonly string[]): Promise<void> {
  for (const table of ['person_index.search_key', 'person_index.match_key'] as const) {
    await tx
      .withTables<Tables>()
      .deleteFrom(table)
      .where('source_person_id', '=', sql<string>`any(${[...sources]}::uuid[])`)
      .execute()
  }
}

/** Writes the keys of source persons who have none. In the order of the index, so that it is walked once and not jumped about in. */
export async function insertSearchKeys(tx: ReadTx, origin: Origin, keys: readonly SearchKey[]): Promise<void> {
  await sql`
    insert into person_index.search_key (key, controller_id, dataset_id, regime, source_person_id)
    select key, ${origin.controllerId}, ${origin.datasetId}, ${origin.regime}, source
    from unnest(${keys.map((one) => one.key.toString())}::bigint[], ${keys.map((one) => one.source)}::uuid[]) as k(key, source)
    order by key`.execute(tx)
}

export async function insertMatchKeys(tx: ReadTx, origin: Origin, keys: readonly KnownKey[]): Promise<void> {
  await sql`
    insert into person_index.match_key (key, kind, controller_id, dataset_id, regime, source_person_id)
    select key, kind, ${origin.controllerId}, ${origin.datasetId}, ${origin.regime}, source
    from unnest(${keys.map((one) => one.key.toString())}::bigint[], ${keys.map((one) => one.kind)}::text[], ${keys.map((one) => one.source)}::uuid[]) as k(key, kind, source)
    order by key`.execute(tx)
}

/**
 * Every source person that shares a key with one of these. Key by key and not pair by pair: a placeholder that a thousand
 * records hold is one key, and would be a million pairs.
 */
export async function listSharing(tx: ReadTx, sources: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct source_person_id as id from person_index.match_key
    where key in (
      select own.key from person_index.match_key own
      where own.source_person_id = any(${[...sources]}::uuid[]) and own.kind <> 'identity-epoch')`.execute(tx)
  return rows.map((row) => row.id)
}

export async function listMatchKeys(tx: ReadTx, sources: readonly string[]): Promise<KnownKey[]> {
  const { rows } = await sql<KnownKey>`
    select source_person_id as source, kind, key from person_index.match_key
    where source_person_id = any(${[...sources]}::uuid[])`.execute(tx)
  return rows
}

export type SharedKey = { readonly kind: 'nhs-number' | 'name-birth-postcode'; readonly source: string; readonly other: string }

/** On what these records agree with one another, each pair both ways round. Needs a grant that names them. */
export async function listSharedKeys(tx: ReadTx, sources: readonly string[]): Promise<SharedKey[]> {
  const { rows } = await sql<SharedKey>`
    select distinct own.kind, own.source_person_id as source, other.source_person_id as other
    from person_index.match_key own join person_index.match_key other
      on other.key = own.key and other.kind = own.kind and other.source_person_id <> own.source_person_id
    where own.source_person_id = any(${[...sources]}::uuid[]) and other.source_person_id = any(${[...sources]}::uuid[])
      and own.kind in ('nhs-number', 'name-birth-postcode')
    order by 2, 1, 3`.execute(tx)
  return rows
}

/** Whether all of these records are of one identity. Needs a grant that names them. */
export async function areOfOneEpoch(tx: ReadTx, sources: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ epochs: number }>`
    select count(distinct coalesce(k.key, 0))::int as epochs
    from unnest(${[...sources]}::uuid[]) as s(id)
    left join person_index.match_key k on k.source_person_id = s.id and k.kind = 'identity-epoch'`.execute(tx)
  return rows[0]!.epochs <= 1
}

/** The source persons that most of these keys lead to. The cap keeps a search's work the same, whoever is looked for. */
export async function listSourcesByKeys(tx: ReadTx, keys: readonly string[], most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select source_person_id as id from person_index.search_key where key = any(${[...keys]}::bigint[])
    group by source_person_id order by count(*) desc, source_person_id limit ${most}`.execute(tx)
  return rows.map((row) => row.id)
}
