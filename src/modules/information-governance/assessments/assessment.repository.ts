import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import { holdsOn } from '../agreements/agreement.repository.ts'
import type { Approved, Content, Covers, Kind } from './assessment.rules.ts'

export type Assessment = {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly kind: Kind
  readonly title: string
  readonly purposes: readonly string[]
  readonly content: Content
  readonly writtenFor: string
  readonly writtenBy: string | null
  readonly writtenByName: string
  readonly changedAt: Instant
  readonly advice: string | null
  readonly advisedBy: string | null
  readonly advisedByName: string | null
  readonly advisedAt: Instant | null
  readonly overruled: string | null
  readonly approvedByName: string | null
  readonly approvedAt: Instant | null
  readonly reviewOn: PlainDate | null
  readonly covers: Covers | null
}
const selected = sql`
  select a.id, a.code, a.version, a.kind, a.title, a.purposes, a.content, a.written_for as "writtenFor", a.written_by as "writtenBy", a.written_by_name as "writtenByName",
    a.changed_at as "changedAt", a.advice, a.advised_by as "advisedBy", a.advised_by_name as "advisedByName", a.advised_at as "advisedAt", a.overruled,
    a.approved_by_name as "approvedByName", a.approved_at as "approvedAt", a.review_on as "reviewOn", a.covers
  from information_governance.assessment a`

/** Whether no later version of `a` is approved. */
export const isNewest = sql`not exists (
  select from information_governance.assessment n where n.code = a.code and n.version > a.version and n.approved_at is not null)`

/** The newest version of each, and any that is being written beside it, by title. */
export async function listAssessments(tx: ReadTx): Promise<Assessment[]> {
  const { rows } = await sql<Assessment>`${selected}
    where ${isNewest}
    order by a.kind, a.title, a.version desc`.execute(tx)
  return rows
}
export async function findAssessment(tx: ReadTx, id: string): Promise<Assessment | undefined> {
  const { rows } = await sql<Assessment>`${selected} where a.id = ${id}`.execute(tx)
  return rows[0]
}
/** The approved ones; of each the newest version. */
export async function listApproved(tx: ReadTx): Promise<(Approved & { id: string; title: string })[]> {
  return (await listAssessments(tx)).flatMap(({ id, title, kind, purposes, reviewOn }) =>
    reviewOn ? [{ id, title, kind, purposes, reviewOn }] : [],
  )
}
/** Locks one that is not approved yet, if it is her organisation's. */
export async function lockOpen(tx: ReadTx, id: string): Promise<Assessment | undefined> {
  const { rows } =
    await sql<Assessment>`${selected} where a.id = ${id} and a.approved_at is null and a.written_for = ${tx.actor.organisationId} for update of a`.execute(
      tx,
    )
  return rows[0]
}

type NewAssessment = Pick<Assessment, 'id' | 'code' | 'version' | 'kind' | 'title' | 'purposes' | 'content'>
export async function insertAssessment(tx: ReadTx, one: NewAssessment, at: Instant): Promise<void> {
  await sql`
    insert into information_governance.assessment (id, code, version, kind, title, purposes, content, written_for, written_by, written_by_name, changed_at)
    values (${one.id}, ${one.code}, ${one.version}, ${one.kind}, ${one.title}, ${[...one.purposes]}::text[], ${JSON.stringify(one.content)}::jsonb,
      ${tx.actor.organisationId}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${at})`.execute(tx)
}
/** One that was approved on paper, before it was kept here. */
export async function insertApproved(
  tx: ReadTx,
  one: NewAssessment & {
    readonly writtenFor: string
    readonly advice: string
    readonly covers: Covers
    readonly reviewOn: string
    readonly approvedOn: string
  },
): Promise<void> {
  await sql`
    insert into information_governance.assessment (id, code, version, kind, title, purposes, content, written_for, written_by_name, changed_at, advice, advised_by_name, advised_at,
      approved_by_name, approved_at, review_on, covers)
    values (${one.id}, ${one.code}, ${one.version}, ${one.kind}, ${one.title}, ${[...one.purposes]}::text[], ${JSON.stringify(one.content)}::jsonb, ${one.writtenFor},
      'Written on paper', ${one.approvedOn}, ${one.advice}, 'the data protection officer, on paper', ${one.approvedOn}, 'the senior information risk owner, on paper',
      ${one.approvedOn}, ${one.reviewOn}, ${JSON.stringify(one.covers)}::jsonb) on conflict (code, version) do nothing`.execute(
    tx,
  )
}
export async function nextVersion(tx: ReadTx, code: string): Promise<number> {
  const { rows } = await sql<{
    next: number
  }>`select coalesce(max(version), 0) + 1 as next from information_governance.assessment where code = ${code}`.execute(tx)
  return rows[0]!.next
}
export async function updateText(
  tx: ReadTx,
  id: string,
  { title, purposes, content }: Pick<Assessment, 'title' | 'purposes' | 'content'>,
  at: Instant,
): Promise<void> {
  await sql`update information_governance.assessment set title = ${title}, purposes = ${[...purposes]}::text[], content = ${JSON.stringify(content)}::jsonb, changed_at = ${at}
    where id = ${id}`.execute(tx)
}
export async function updateAdvice(tx: ReadTx, id: string, advice: string, at: Instant): Promise<void> {
  await sql`update information_governance.assessment set advice = ${advice}, advised_by = ${tx.actor.id}::uuid, advised_by_name = ${tx.actor.name}, advised_at = ${at}
    where id = ${id}`.execute(tx)
}
export async function markApproved(
  tx: ReadTx,
  id: string,
  { overruled, reviewOn, covers }: { overruled: string | null; reviewOn: PlainDate; covers: Covers },
  at: Instant,
): Promise<void> {
  await sql`update information_governance.assessment set overruled = ${overruled}, approved_by = ${tx.actor.id}::uuid, approved_by_name = ${tx.actor.name}, approved_at = ${at},
    review_on = ${reviewOn}, covers = ${JSON.stringify(covers)}::jsonb where id = ${id}`.execute(tx)
}

/**
 * What agreements let whom see for these purposes on a day: fields and roles. `toCome`: with what is signed and has not begun, and what is put to its parties or
 * closed; an assessment is made before anything holds.
 */
export async function coversOn(tx: ReadTx, purposes: readonly string[], day: PlainDate, toCome = false): Promise<Covers> {
  const { rows } = await sql<{ cells: Record<string, string[]> | null; roles: string[] | null }>`
    with text as (
      select a.id from information_governance.sharing_agreement a
      where a.kind = 'sharing' and ${toCome ? sql`(a.in_force_to is null or a.in_force_to > ${day})` : holdsOn(day)}
        and exists (select from information_governance.agreement_purpose p where p.agreement_id = a.id and p.purpose_id = any(${[...purposes]}::text[]))
    ), cell as (
      select t.roles, c.dataset_id, c.field_class from text
      join information_governance.sharing_term t on t.agreement_id = text.id join information_governance.term_cell c on c.term_id = t.id
      union all
      select array(select jsonb_array_elements_text(line -> 'roles')), cell ->> 'dataset', jsonb_array_elements_text(cell -> 'classes')
      from information_governance.agreement_draft d, jsonb_array_elements(d.content -> 'terms') line, jsonb_array_elements(line -> 'cells') cell
      where ${toCome} and d.consulted_from is not null and d.withdrawn_at is null and d.published_as is null
        and d.content -> 'purposes' ?| ${[...purposes]}::text[])
    select
      (select jsonb_object_agg(dataset_id, classes) from (
        select dataset_id, jsonb_agg(distinct field_class order by field_class) as classes from cell group by dataset_id) each) as cells,
      (select array_agg(distinct role order by role) from cell, unnest(cell.roles) role) as roles`.execute(tx)
  return { cells: rows[0]!.cells ?? {}, roles: rows[0]!.roles ?? [] }
}
