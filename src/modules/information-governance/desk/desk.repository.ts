import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'

/** Partners' questions that climbed to the officer, and emergencies that wait for another organisation's officer. */
export async function listWaiting(
  tx: ReadTx,
): Promise<{ kind: 'request' | 'emergency'; id: string; since: Instant; dueAt: Instant }[]> {
  const { rows } = await sql<{ kind: 'request' | 'emergency'; id: string; since: Instant; dueAt: Instant }>`
    select kind, id, since, due_at as "dueAt" from information_governance.waiting_for_officer()`.execute(tx)
  return rows
}
