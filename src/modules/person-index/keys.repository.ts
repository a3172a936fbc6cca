import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Origin } from './records.repository.ts'
import type { Tables } from './tables.generated.ts'

export type SearchKey = { readonly source: string; readonly key: bigint }

/** Forgets the search keys of these source persons, so that the ones they have now can be written. */
export async function deleteSearchKeys(tx: ReadTx, sources: readonly string[]): Promise<void> {
  await tx
    .withTables<Tables>()
    .deleteFrom('person_index.search_key')
    .where('source_person_id', '=', sql<string>`any(${[...sources]}::uuid[])`)
    .execute()
}

/** Writes the keys of source persons who have none. In the order of the index, so that it is walked once and not jumped about in. */
export async function insertSearchKeys(tx: ReadTx, origin: Origin, keys: readonly SearchKey[]): Promise<void> {
  await sql`
    insert into person_index.search_key (key, controller_id, dataset_id, regime, source_person_id)
    select key, ${origin.controllerId}, ${origin.datasetId}, ${origin.regime}, source
    from unnest(${keys.map((one) => one.key.toString())}::bigint[], ${keys.map((one) => one.source)}::uuid[]) as k(key, source)
    order by key`.execute(tx)
}

/** Whether all records that the transaction's grant names are of one identity. */
export async function areOfOneEpoch(tx: ReadTx): Promise<boolean> {
  const { rows } = await sql<{ one: boolean }>`select person_index.named_are_of_one_epoch() as one`.execute(tx)
  return rows[0]!.one
}

/** Those of the records that the transaction's grant names which are of the same identity as this one of them. */
export async function listOfEpochOf(tx: ReadTx, source: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select person_index.named_of_the_epoch_of(${source}::uuid) as id`.execute(tx)
  return rows.map((row) => row.id)
}

/** Whom keys lead to, those with most keys first; and the keys that lead to more than `mostForKey`, of whom only so many are there. */
export type Found = { readonly sources: string[]; readonly crowded: string[] }

/** The source persons that these keys lead to. The caps keep a search's work the same, whoever is looked for and however many there are. */
export async function listSourcesByKeys(
  tx: ReadTx,
  keys: readonly string[],
  { mostForKey, most }: { mostForKey: number; most: number },
): Promise<Found> {
  const { rows } = await sql<Found>`
    with found as materialized (
      select k.key, f.source_person_id from unnest(${[...keys]}::bigint[]) as k(key) cross join lateral (
        select s.source_person_id from person_index.search_key s where s.key = k.key order by s.source_person_id limit ${mostForKey + 1}) f)
    select array(select source_person_id::text from found group by source_person_id order by count(*) desc, source_person_id limit ${most}) as sources,
      array(select key::text from found group by key having count(*) > ${mostForKey}) as crowded`.execute(tx)
  return rows[0]!
}

/** Which of these source persons one of these keys leads to. */
export async function listSourcesWithKeys(tx: ReadTx, keys: readonly string[], sources: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct source_person_id as id from person_index.search_key
    where key = any(${[...keys]}::bigint[]) and source_person_id = any(${[...sources]}::uuid[])`.execute(tx)
  return rows.map((row) => row.id)
}
