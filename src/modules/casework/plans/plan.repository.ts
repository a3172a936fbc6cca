import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { open, seal, type Vault } from '#platform/vault'
import type { RecordOf } from '../concerns/concern.repository.ts'
import type { PlanEntry, PlanEvent } from './plan.rules.ts'

const sealedAt = (plan: string, seq: number) => ({
  table: 'casework.plan_entry',
  column: 'content',
  row: `${plan}|${seq}`,
  version: 1,
})

/** A plan as it began, and the record that it hangs on. What it says now is read from its entries: `planOf`. */
export type Plan = RecordOf & {
  readonly id: string
  readonly kind: string
  readonly concernId: string | null
  readonly begunAt: Instant
  readonly entries: readonly PlanEntry[]
}

export async function insertPlan(
  tx: ReadTx,
  record: RecordOf,
  plan: { readonly id: string; readonly kind: string; readonly concernId: string | null },
  at: Instant,
): Promise<void> {
  await sql`
    insert into casework.plan (id, controller_id, dataset_id, regime, source_person_id, kind, concern_id, begun_at)
    values (${plan.id}, ${record.controllerId}, ${record.datasetId}, ${record.regime}, ${record.sourcePersonId}, ${plan.kind}, ${plan.concernId}, ${at})`.execute(
    tx,
  )
}

/** Writes the next entries. Fails on their key where somebody else has written in their place meanwhile. */
export async function insertEntries(
  tx: ReadTx,
  vault: Vault,
  plan: RecordOf & { readonly id: string },
  from: number,
  events: readonly PlanEvent[],
  at: Instant,
): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [plan.sourcePersonId])).get(plan.sourcePersonId)!
  const rows = events.map((event, nth) => ({
    seq: from + nth,
    kind: event.kind,
    content: seal(key, JSON.stringify(event), sealedAt(plan.id, from + nth)).toString('base64'),
  }))
  await sql`
    insert into casework.plan_entry (plan_id, seq, controller_id, dataset_id, regime, source_person_id, kind, by_kind, by_id, by_name, by_organisation, at, content)
    select ${plan.id}::uuid, seq, ${plan.controllerId}, ${plan.datasetId}, ${plan.regime}, ${plan.sourcePersonId}::uuid, kind, ${tx.actor.kind}, ${tx.actor.id}::uuid,
      ${tx.actor.name}, ${tx.actor.organisationName}, ${at}, decode(content, 'base64')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(seq int, kind text, content text) order by seq`.execute(tx)
}

type Head = Omit<Plan, 'entries'>
type EntryRow = Omit<PlanEntry, 'event'> & { planId: string; sourcePersonId: string; content: Buffer }

/** The plans of these records that the transaction's grant lets through, the latest first, with all their entries. */
export async function listPlans(tx: ReadTx, vault: Vault, sources: readonly string[]): Promise<Plan[]> {
  if (sources.length === 0) return []
  const { rows: heads } = await sql<Head>`
    select id, controller_id as "controllerId", dataset_id as "datasetId", regime, source_person_id as "sourcePersonId", kind, concern_id as "concernId",
      begun_at as "begunAt"
    from casework.plan where source_person_id = any(${[...sources]}::uuid[]) order by begun_at desc, id`.execute(tx)
  if (heads.length === 0) return []
  const { rows } = await sql<EntryRow>`
    select plan_id as "planId", source_person_id as "sourcePersonId", seq, by_kind as "byKind", by_id as "byId", by_name as "byName", by_organisation as "byOrganisation", at, content
    from casework.plan_entry where source_person_id = any(${[...new Set(heads.map((head) => head.sourcePersonId))]}::uuid[]) order by plan_id, seq`.execute(
    tx,
  )
  const keys = await dataKeysOf(tx, vault, [...new Set(heads.map((head) => head.sourcePersonId))])
  const entries = Map.groupBy(rows, ({ planId }) => planId)
  return heads.flatMap((head) => {
    const key = keys.get(head.sourcePersonId)
    if (!key) return []
    const its = (entries.get(head.id) ?? []).map(({ planId, sourcePersonId: _, content, ...entry }) => ({
      ...entry,
      event: JSON.parse(open(key, content, sealedAt(planId, entry.seq))) as PlanEvent,
    }))
    return [{ ...head, entries: its }]
  })
}

/** The record that a plan is about, for the decision about who is shown: an id, which opens nothing by itself. */
export async function recordOfPlan(tx: ReadTx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`select casework.record_of_plan(${id}::uuid) as id`.execute(tx)
  return rows[0]?.id ?? undefined
}

/** Erases what was written here of these records. */
export async function eraseRecords(tx: ReadTx, records: readonly string[]): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select casework.erase_records(${[...records]}::uuid[]) as gone`.execute(tx)
  return rows[0]!.gone
}
