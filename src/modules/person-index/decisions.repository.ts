import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { StaffDecision } from './grouping.rules.ts'
import type { SourceOrigin } from './link.repository.ts'

/** A decision about one pair of records, as those who may see it read it. */
export type LinkDecision = {
  readonly decisionId: string
  readonly kind: StaffDecision['kind']
  readonly source: string
  readonly other: string
  readonly reason: string
  readonly decidedAt: Instant
  readonly decidedBy: string
  readonly decidedByName: string
  readonly followedAt: Instant | null
  readonly undoneAt: Instant | null
  readonly undoneByName: string | null
  readonly undoneReason: string | null
}

export type NewDecision = {
  readonly id: string
  readonly kind: StaffDecision['kind']
  readonly reason: string
  readonly at: Instant
}

/** Writes a decision down in the actor's name: each of `sources` with each of `others`. */
export async function insertDecision(
  tx: ReadTx,
  decision: NewDecision,
  sources: readonly SourceOrigin[],
  others: readonly string[],
): Promise<void> {
  await sql`
    insert into person_index.link_decision (decision_id, kind, controller_id, dataset_id, regime, source_person_id, other_source_person_id,
      reason, decided_at, decided_by, decided_by_name)
    select ${decision.id}::uuid, ${decision.kind}, "controllerId", "datasetId", regime, source, other, ${decision.reason}, ${decision.at}::timestamptz,
      ${tx.actor.id}::uuid, ${`${tx.actor.name}, ${tx.actor.organisationName}`}
    from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as s(source uuid, "controllerId" text, "datasetId" text, regime text)
    cross join unnest(${[...others]}::uuid[]) as other`.execute(tx)
}

export type Undoing = { readonly reason: string; readonly at: Instant }

/** Takes back what stands of a decision, as far as the transaction's grant names its records. Returns whom it was about. */
export async function undoDecision(tx: ReadTx, decisionId: string, { reason, at }: Undoing): Promise<string[]> {
  const { rows } = await sql<{ source: string; other: string }>`
    update person_index.link_decision
    set undone_at = ${at}, undone_by = ${tx.actor.id}::uuid, undone_by_name = ${`${tx.actor.name}, ${tx.actor.organisationName}`},
      undone_reason = ${reason}, followed_at = null
    where decision_id = ${decisionId}::uuid and undone_at is null
    returning source_person_id as source, other_source_person_id as other`.execute(tx)
  return [...new Set(rows.flatMap(({ source, other }) => [source, other]))]
}

/** Takes back what earlier decisions of this kind say between these records, since a new one says otherwise. */
export async function undoBetween(
  tx: ReadTx,
  kind: StaffDecision['kind'],
  sources: readonly string[],
  others: readonly string[],
  { reason, at }: Undoing,
): Promise<void> {
  await sql`
    update person_index.link_decision
    set undone_at = ${at}, undone_by = ${tx.actor.id}::uuid, undone_by_name = ${`${tx.actor.name}, ${tx.actor.organisationName}`}, undone_reason = ${reason}
    where kind = ${kind} and undone_at is null
      and ((source_person_id = any(${[...sources]}::uuid[]) and other_source_person_id = any(${[...others]}::uuid[]))
        or (source_person_id = any(${[...others]}::uuid[]) and other_source_person_id = any(${[...sources]}::uuid[])))`.execute(
    tx,
  )
}

const columns = sql`decision_id as "decisionId", kind, source_person_id as source, other_source_person_id as other, reason,
  decided_at as "decidedAt", decided_by as "decidedBy", decided_by_name as "decidedByName", followed_at as "followedAt",
  undone_at as "undoneAt", undone_by_name as "undoneByName", undone_reason as "undoneReason"`

/** The decisions that the transaction's grant lets through, newest first. */
export async function listDecisions(tx: ReadTx, sources: readonly string[]): Promise<LinkDecision[]> {
  const { rows } = await sql<LinkDecision>`
    select ${columns} from person_index.link_decision
    where source_person_id = any(${[...sources]}::uuid[]) or other_source_person_id = any(${[...sources]}::uuid[])
    order by decided_at desc, decision_id`.execute(tx)
  return rows
}

/** The standing decisions about any of these records, for the matcher. */
export async function listStanding(tx: ReadTx, sources: readonly string[]): Promise<StaffDecision[]> {
  const { rows } = await sql<StaffDecision>`
    select kind, source_person_id as source, other_source_person_id as other from person_index.link_decision
    where source_person_id = any(${[...sources]}::uuid[]) and undone_at is null
    union
    select kind, source_person_id, other_source_person_id from person_index.link_decision
    where other_source_person_id = any(${[...sources]}::uuid[]) and undone_at is null
    order by 1, 2, 3`.execute(tx)
  return rows
}

/** Everyone whom a decision, standing or taken back, is about. For the matcher. */
export async function listSourcesOfDecision(tx: ReadTx, decisionId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select source_person_id as id from person_index.link_decision where decision_id = ${decisionId}::uuid
    union select other_source_person_id from person_index.link_decision where decision_id = ${decisionId}::uuid`.execute(tx)
  return rows.map((row) => row.id)
}

/** Notes that the links say what the decision, or its taking back, wants. */
export async function markFollowed(tx: ReadTx, decisionId: string, at: Instant): Promise<void> {
  await sql`update person_index.link_decision set followed_at = ${at} where decision_id = ${decisionId}::uuid`.execute(tx)
}
