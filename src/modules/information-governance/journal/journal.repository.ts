import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { JournalFault, JournalFinding } from './journal.rules.ts'

export type Comparison = {
  readonly id: string
  readonly comparedAt: Instant
  readonly lines: number
  readonly head: string
  readonly digest: Buffer
}

export async function findLastComparison(tx: ReadTx): Promise<Comparison | undefined> {
  const { rows } = await sql<Comparison>`
    select id, compared_at as "comparedAt", lines, head, digest from information_governance.journal_comparison order by nth desc limit 1`.execute(
    tx,
  )
  return rows[0]
}

export async function insertComparison(tx: ReadTx, { id, comparedAt, lines, head, digest }: Comparison): Promise<void> {
  await sql`insert into information_governance.journal_comparison (id, compared_at, lines, head, digest)
    values (${id}, ${comparedAt}, ${lines}, ${head}, ${digest})`.execute(tx)
}

/** Something for an officer: reads that went on while the log was behind, or what differs. */
export type JournalItem = {
  readonly id: string
  readonly kind: 'reads' | 'differs'
  readonly organisationId: string | null
  readonly reads: number
  readonly fromLine: number
  readonly toLine: number
  readonly faults: readonly JournalFault[]
  readonly foundAt: Instant
}
export async function insertItem(tx: ReadTx, comparisonId: string, item: JournalItem): Promise<void> {
  await sql`insert into information_governance.journal_item (id, comparison_id, kind, organisation_id, reads, from_line, to_line, faults, found_at)
    values (${item.id}, ${comparisonId}, ${item.kind}, ${item.organisationId}, ${item.reads}, ${item.fromLine}, ${item.toLine}, ${JSON.stringify(item.faults)}::jsonb,
      ${item.foundAt})`.execute(tx)
}

/** The requests that were found before to have no line. */
export async function listKnownNotWritten(tx: ReadTx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f ->> 'requestId' as id from information_governance.journal_item i cross join lateral jsonb_array_elements(i.faults) f
    where f ->> 'kind' = 'not-written'`.execute(tx)
  return rows.map((row) => row.id)
}

export type JournalReview = {
  readonly finding: JournalFinding
  readonly reasons: string
  readonly byName: string
  readonly at: Instant
}
export type ReviewedItem = JournalItem & { readonly review: JournalReview | null }
type Row = JournalItem & { finding: JournalFinding | null; reasons: string; byName: string; at: Instant }
const selected = sql`
  select i.id, i.kind, i.organisation_id as "organisationId", i.reads, i.from_line as "fromLine", i.to_line as "toLine", i.faults, i.found_at as "foundAt",
    r.finding, r.reasons, r.reviewed_by_name as "byName", r.reviewed_at as at
  from information_governance.journal_item i left join information_governance.journal_review r on r.item_id = i.id`
const itemOf = ({ finding, reasons, byName, at, ...item }: Row): ReviewedItem => ({
  ...item,
  review: finding && { finding, reasons, byName, at },
})

/** Those that this officer may see: what waits, the oldest first; then what was reviewed. */
export async function listItems(tx: ReadTx): Promise<ReviewedItem[]> {
  const { rows } = await sql<Row>`${selected} order by (r.reviewed_at is null) desc, i.found_at, i.id limit 500`.execute(tx)
  return rows.map(itemOf)
}
export async function findItem(tx: ReadTx, id: string): Promise<ReviewedItem | undefined> {
  const { rows } = await sql<Row>`${selected} where i.id = ${id}`.execute(tx)
  return rows[0] && itemOf(rows[0])
}

/** Writes the review. False where somebody reviewed it first. */
export async function insertReview(
  tx: ReadTx,
  id: string,
  { finding, reasons }: Pick<JournalReview, 'finding' | 'reasons'>,
  at: Instant,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into information_governance.journal_review (item_id, finding, reasons, reviewed_by, reviewed_by_name, reviewed_at)
    values (${id}, ${finding}, ${reasons}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${at}) on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

export async function listWaitingItems(tx: ReadTx): Promise<{ id: string; kind: JournalItem['kind']; since: Instant }[]> {
  const { rows } = await sql<{ id: string; kind: JournalItem['kind']; since: Instant }>`
    select id, kind, since from information_governance.waiting_journal()`.execute(tx)
  return rows
}
