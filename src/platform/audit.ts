import { sql } from 'kysely'
import type { ReadTx } from './database.ts'
import { newId } from './ids.ts'

/** Notes a change in the transaction that makes it: who, which act, on what, and facts without personal data. */
export async function recordAudit(tx: ReadTx, subject: string, facts: Record<string, unknown>): Promise<void> {
  await sql`insert into platform.audit_event (id, actor_id, act, subject, facts)
    values (${newId()}, ${tx.actor.id}, ${tx.act}, ${subject}, ${JSON.stringify(facts)}::jsonb)`.execute(tx)
}
