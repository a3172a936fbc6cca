import { sql } from 'kysely'
import type { ReadTx } from './database.ts'
import type { Place } from './services.ts'

/** Which place this database is for, and whether its making was finished. Undefined: none yet. */
export async function findPlaceRow(tx: ReadTx): Promise<(Place & { readonly loaded: boolean }) | undefined> {
  const { rows } = await sql<Place & { loaded: boolean }>`
    select name, nation, zone, fictional, made_from is not null as loaded from platform.place`.execute(tx)
  return rows[0]
}

/** Marks the database as this place's. One that has a place keeps it. */
export async function insertPlace(tx: ReadTx, place: Place): Promise<void> {
  await sql`insert into platform.place (name, nation, zone, fictional)
    values (${place.name}, ${place.nation}, ${place.zone}, ${place.fictional}) on conflict do nothing`.execute(tx)
}

export async function markPlaceMade(tx: ReadTx, madeFrom: string): Promise<void> {
  await sql`update platform.place set made_from = ${madeFrom} where made_from is null`.execute(tx)
}
