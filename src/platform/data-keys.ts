import { sql } from 'kysely'
import type { ReadTx } from './database.ts'
import type { Vault } from './vault.ts'

type KeyRow = { subject_id: string; wrapped: Buffer }

async function listKeys(tx: ReadTx, subjects: readonly string[]): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`select subject_id, wrapped from platform.data_keys_of(${[...subjects]}::uuid[])`.execute(tx)
  return rows
}

/** The data keys of these subjects, those that exist. An erased subject has none, and its sealed columns stay shut for ever. */
export async function dataKeysOf(tx: ReadTx, vault: Vault, subjects: readonly string[]): Promise<Map<string, Buffer>> {
  if (subjects.length === 0) return new Map()
  return new Map((await listKeys(tx, subjects)).map((row) => [row.subject_id, vault.unwrap(row.wrapped)]))
}

/** The data keys of these subjects, made where there is none. Two at once make one: the first to commit is kept. */
export async function ensureDataKeys(tx: ReadTx, vault: Vault, subjects: readonly string[]): Promise<Map<string, Buffer>> {
  const known = await dataKeysOf(tx, vault, subjects)
  const missing = [...new Set(subjects)].filter((subject) => !known.has(subject))
  if (missing.length === 0) return known
  const made = missing.map(() => vault.newDataKey().wrapped)
  await sql`insert into platform.data_key (subject_id, wrapped) select * from unnest(${missing}::uuid[], ${made}::bytea[]) on conflict do nothing`.execute(
    tx,
  )
  return dataKeysOf(tx, vault, subjects)
}

/** Keeps wrapped keys of subjects that this transaction has just made, and that no other can know of. */
export async function keepDataKeys(
  tx: ReadTx,
  keys: readonly { readonly subject: string; readonly wrapped: Buffer }[],
): Promise<void> {
  if (keys.length === 0) return
  const [subjects, wrapped] = [keys.map((key) => key.subject), keys.map((key) => key.wrapped)]
  await sql`insert into platform.data_key (subject_id, wrapped)
    select * from unnest(${subjects}::uuid[], ${wrapped}::bytea[])`.execute(tx)
}
