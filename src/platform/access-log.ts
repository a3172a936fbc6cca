import { sql } from 'kysely'
import type { ReadTx } from './database.ts'
import type { Instant } from './dates.ts'
import { newId } from './ids.ts'

/** Whether the resident sees an entry, decided when it is written. A withheld one names who will look again, and when. */
export type Visibility =
  | { readonly visible: 'shown' }
  | { readonly visible: 'withheld'; readonly ground: string; readonly reviewer: string; readonly reviewOn: string }

/** One look at one subject, ready to be written down. */
export type RecordedAccess = {
  readonly decisionId: string
  readonly view: string
  /** The person as the page named her; null where a machine worked through a batch. */
  readonly subjectId: string | null
  /** Whose data it was: the source persons. */
  readonly sources: readonly string[]
  readonly role: string
  readonly outcome: { readonly shown: true } | { readonly shown: false; readonly code: string }
  /** The agreement versions that allowed it. */
  readonly agreements: readonly string[]
  /** Dataset → classes of data shown. */
  readonly cells: Readonly<Record<string, readonly string[]>>
  /** Why: the terms and policies that decided, as they were then. */
  readonly reasons: unknown
  readonly visibility: Visibility
}

/**
 * Writes the entries in the transaction that showed the data, in one statement, whatever their number. The same request,
 * subject and view tried again leaves one entry: the database says which look is the same, since whoever asks may choose what her request is called. Who looked, for which act and purpose, the database takes from the context.
 * Throws where an entry would be shown to the resident under a purpose that is not on the list of those (practice K3).
 */
export async function recordAccess(tx: ReadTx, entries: readonly RecordedAccess[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry) => ({ id: newId(), ...entry }))
  const json = JSON.stringify(
    rows.map((row) => ({
      id: row.id,
      role: row.role,
      view: row.view,
      subject: row.subjectId,
      outcome: row.outcome.shown ? 'shown' : 'refused',
      code: row.outcome.shown ? null : row.outcome.code,
      decision_id: row.decisionId,
      decision: row.reasons,
      agreements: row.agreements,
      cells: row.cells,
      visibility: row.visibility.visible,
      ground: row.visibility.visible === 'withheld' ? row.visibility.ground : null,
      reviewer: row.visibility.visible === 'withheld' ? row.visibility.reviewer : null,
      review_on: row.visibility.visible === 'withheld' ? row.visibility.reviewOn : null,
      sources: row.sources,
    })),
  )
  await sql`select platform.record_access(${json}, ${tx.requestId}::uuid)`.execute(tx)
}

/** An entry as its subject may read it. */
export type AccessEntry = {
  id: string
  occurred_at: Instant
  actor_kind: 'worker' | 'resident' | 'system'
  actor_role: string
  organisation_id: string
  purpose: string
  view: string
  cells: Record<string, string[]>
}

/** The entries about the source persons that this transaction was granted, newest first: what their subject may see. */
export async function listAccessEntries(
  tx: ReadTx,
  sources: readonly string[],
  limit: number,
  offset: number,
): Promise<AccessEntry[]> {
  const { rows } = await sql<AccessEntry>`
    select e.id, e.occurred_at, e.actor_kind, e.actor_role, e.organisation_id, e.purpose, e.view, e.cells
    from platform.access_entry e
    where e.id in (select s.entry_id from platform.access_entry_source s where s.source_person_id = any(${sources}::uuid[]))
    order by e.occurred_at desc, e.id
    limit ${limit} offset ${offset}`.execute(tx)
  return rows
}

/** How often one organisation's workers visited for one purpose, and which kinds of information they saw. */
export type Visits = { purpose: string; organisationId: string; visits: number; classes: string[] }

/**
 * What its subject may see of the log since a moment, counted: visits of workers by purpose and organisation, in their order. One role on one day is one visit,
 * whatever number of pages was opened.
 */
export async function countVisits(tx: ReadTx, sources: readonly string[], since: Instant, zone: string): Promise<Visits[]> {
  const { rows } = await sql<Visits>`
    select e.purpose, e.organisation_id as "organisationId", count(distinct ((e.occurred_at at time zone ${zone})::date, e.actor_role))::int as visits,
      coalesce(array_agg(distinct k.class order by k.class) filter (where k.class is not null), '{}') as classes
    from platform.access_entry e
    left join lateral (select jsonb_array_elements_text(c.value) as class from jsonb_each(e.cells) c) k on true
    where e.id in (select s.entry_id from platform.access_entry_source s where s.source_person_id = any(${sources}::uuid[]))
      and e.occurred_at >= ${since} and e.actor_kind = 'worker'
    group by e.purpose, e.organisation_id order by e.purpose, e.organisation_id`.execute(tx)
  return rows
}

/** The purposes, each under its legal gateway, whose entries a resident is shown from the first. Only a migration adds to them. */
export async function listShownPurposes(tx: ReadTx): Promise<{ purpose: string; gateway: string }[]> {
  const { rows } = await sql<{ purpose: string; gateway: string }>`select purpose, gateway from platform.shown_purpose`.execute(
    tx,
  )
  return rows
}
