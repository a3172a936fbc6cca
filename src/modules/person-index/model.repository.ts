import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'

/** By which model the links were last made. Undefined: none is noted yet. */
export async function findModelInUse(tx: ReadTx): Promise<string | undefined> {
  const { rows } = await sql<{ model: string }>`select model from person_index.model_in_use order by since desc limit 1`.execute(
    tx,
  )
  return rows[0]?.model
}

/** Notes that links are made by this model from now on. The ones before stay noted. */
export async function noteModelInUse(tx: ReadTx, model: string, now: Instant): Promise<void> {
  await sql`insert into person_index.model_in_use (model, since) values (${model}, ${now})
    on conflict (model) do update set since = excluded.since`.execute(tx)
}
