import { sql } from 'kysely'
import type { ReadTx } from '../database.ts'
import type { Instant } from '../dates.ts'

/** What the database keeps of a line of the journal: written with the entries of that read, or not at all. */
export type JournalMark = { readonly line: number; readonly mac: string; readonly requestId: string }

export async function markJournal(tx: ReadTx, { line, mac }: Pick<JournalMark, 'line' | 'mac'>): Promise<void> {
  await sql`select platform.mark_journal(${line}, ${mac}, ${tx.requestId}::uuid)`.execute(tx)
}

/** Every mark, in the order of the lines. For whoever compares. */
export async function listMarks(tx: ReadTx): Promise<JournalMark[]> {
  const { rows } = await sql<JournalMark>`
    select line, mac, request_id as "requestId" from platform.journal_mark order by line, marked_at`.execute(tx)
  return rows
}

/** How many entries of what was shown the log has of each of these requests. */
export async function countEntries(tx: ReadTx, requests: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; entries: number }>`
    select request_id as id, entries from platform.entries_of_requests(${[...requests]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, entries }) => [id, entries]))
}

/** The requests of people whose entries were written while the log had long been behind, of the checkpoints signed since a moment, and that no line was written for. */
export async function listNotWritten(tx: ReadTx, since: Instant): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select platform.shown_while_behind(${since}) as id`.execute(tx)
  return rows.map((row) => row.id)
}
