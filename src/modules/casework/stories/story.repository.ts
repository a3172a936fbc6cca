import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { open, seal, type Vault } from '#platform/vault'
import type { Tables } from '../tables.generated.ts'
import type { Answers, Story } from './story.rules.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()
const sealedAt = (id: string) => ({ table: 'casework.story', column: 'answers', row: id, version: 1 })

/** The story of the resident who asks, if she has begun one. */
export async function findOwnStory(tx: ReadTx, vault: Vault): Promise<Story | undefined> {
  const row = await tables(tx).selectFrom('casework.story').selectAll().where('account_id', '=', tx.actor.id).executeTakeFirst()
  const key = row && (await dataKeysOf(tx, vault, [row.id])).get(row.id)
  if (!key) return undefined
  return {
    id: row.id,
    answers: JSON.parse(open(key, row.answers, sealedAt(row.id))) as Answers,
    sent: row.sent_at !== null,
    contactId: row.contact_id,
  }
}

/** Keeps what she has told so far. */
export async function keepStory(tx: ReadTx, vault: Vault, id: string, answers: Answers, at: Instant): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [id])).get(id)!
  const sealed = seal(key, JSON.stringify(answers), sealedAt(id))
  await tables(tx)
    .insertInto('casework.story')
    .values({ id, account_id: tx.actor.id, begun_at: at, changed_at: at, answers: sealed, sent_at: null, contact_id: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ answers: sealed, changed_at: at }))
    .execute()
}

/** Notes that the front door has it. */
export async function markSent(tx: ReadTx, id: string, contactId: string, at: Instant): Promise<void> {
  await tables(tx).updateTable('casework.story').set({ sent_at: at, contact_id: contactId }).where('id', '=', id).execute()
}
