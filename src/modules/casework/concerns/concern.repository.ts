import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { open, seal, type Vault } from '#platform/vault'
import type { Concern, ConcernDecision, ConcernTold } from './concern.rules.ts'

const sealedAt = (id: string, column: 'told' | 'reason') => ({ table: 'casework.concern', column, row: id, version: 1 })

/** The record that something hangs on. */
export type RecordOf = Pick<Concern, 'controllerId' | 'datasetId' | 'regime' | 'sourcePersonId'>
export type NewConcern = Pick<Concern, 'id' | 'frontDoorId' | 'danger' | 'agrees' | 'ringBack' | 'told'>

/** Keeps a worry. The same one sent twice, by a second press of the button, is kept once. */
export async function insertConcern(tx: ReadTx, vault: Vault, record: RecordOf, concern: NewConcern, at: Instant): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [record.sourcePersonId])).get(record.sourcePersonId)!
  const told = seal(key, JSON.stringify(concern.told), sealedAt(concern.id, 'told'))
  await sql`
    insert into casework.concern (id, controller_id, dataset_id, regime, source_person_id, front_door_id, recorded_by, recorded_by_name, recorded_by_organisation,
      recorded_at, danger, agrees, ring_back, told)
    values (${concern.id}, ${record.controllerId}, ${record.datasetId}, ${record.regime}, ${record.sourcePersonId}, ${concern.frontDoorId}, ${tx.actor.id}::uuid,
      ${tx.actor.name}, ${tx.actor.organisationName}, ${at}, ${concern.danger}, ${concern.agrees}, ${concern.ringBack}, ${told})
    on conflict (id) do nothing`.execute(tx)
}

type Row = Omit<Concern, 'told' | 'decided'> & {
  told: Buffer
  decidedByName: string | null
  decidedAt: Instant | null
  decision: ConcernDecision | null
  reason: Buffer | null
  planId: string | null
}
const columns = sql`id, controller_id as "controllerId", dataset_id as "datasetId", regime, source_person_id as "sourcePersonId", front_door_id as "frontDoorId",
  recorded_by as "recordedBy", recorded_by_name as "recordedByName", recorded_by_organisation as "recordedByOrganisation", recorded_at as "recordedAt",
  danger, agrees, ring_back as "ringBack", told, taken_by as "takenBy", taken_by_name as "takenByName", taken_at as "takenAt",
  decided_by_name as "decidedByName", decided_at as "decidedAt", decision, reason, plan_id as "planId"`

/** The worries about these records that the transaction's grant lets through, the latest first. What was erased does not open, and is not there. */
export async function listConcerns(tx: ReadTx, vault: Vault, sources: readonly string[]): Promise<Concern[]> {
  if (sources.length === 0) return []
  const { rows } = await sql<Row>`
    select ${columns} from casework.concern where source_person_id = any(${[...sources]}::uuid[]) order by recorded_at desc, id`.execute(
    tx,
  )
  const keys = await dataKeysOf(tx, vault, [...new Set(rows.map((row) => row.sourcePersonId))])
  return rows.flatMap(({ told, decidedByName, decidedAt, decision, reason, planId, ...row }) => {
    const key = keys.get(row.sourcePersonId)
    if (!key) return []
    const decided =
      decision && decidedAt && decidedByName && reason
        ? { byName: decidedByName, at: decidedAt, decision, reason: open(key, reason, sealedAt(row.id, 'reason')), planId }
        : null
    return [{ ...row, told: JSON.parse(open(key, told, sealedAt(row.id, 'told'))) as ConcernTold, decided }]
  })
}

/** Writes what was decided, once: false where somebody has decided meanwhile. */
export async function markDecided(
  tx: ReadTx,
  vault: Vault,
  { id, sourcePersonId }: Pick<Concern, 'id' | 'sourcePersonId'>,
  decided: { readonly decision: ConcernDecision; readonly reason: string },
  at: Instant,
): Promise<boolean> {
  const key = (await dataKeysOf(tx, vault, [sourcePersonId])).get(sourcePersonId)
  if (!key) return false
  const reason = seal(key, decided.reason, sealedAt(id, 'reason'))
  const { numAffectedRows } = await sql`
    update casework.concern set decision = ${decided.decision}, reason = ${reason}, decided_at = ${at}, decided_by_name = ${tx.actor.name}
    where id = ${id} and decided_at is null and taken_by = ${tx.actor.id}::uuid`.execute(tx)
  return numAffectedRows === 1n
}

/** Notes which plan came of it. */
export async function markPlan(tx: ReadTx, id: string, planId: string): Promise<void> {
  await sql`select casework.concern_led_to(${id}::uuid, ${planId}::uuid)`.execute(tx)
}

/** The front door's own worker takes it, or takes it over. Who recorded it; undefined where it is decided, or none of her front door's. */
export async function markTaken(tx: ReadTx, id: string, at: Instant): Promise<string | undefined> {
  const { rows } = await sql<{
    recordedBy: string | null
  }>`select casework.take_concern(${id}::uuid, ${tx.actor.name}, ${at}) as "recordedBy"`.execute(tx)
  return rows[0]!.recordedBy ?? undefined
}

/** What waits at a front door, of whom it does not say: danger first, then the longest waiting. */
export type WaitingConcern = Pick<
  Concern,
  'id' | 'recordedByName' | 'recordedByOrganisation' | 'recordedAt' | 'danger' | 'takenBy' | 'takenByName'
>
export async function listWaiting(tx: ReadTx): Promise<WaitingConcern[]> {
  const { rows } = await sql<WaitingConcern>`
    select id, recorded_by_name as "recordedByName", recorded_by_organisation as "recordedByOrganisation", recorded_at as "recordedAt", danger,
      taken_by as "takenBy", taken_by_name as "takenByName" from casework.waiting_concerns()`.execute(tx)
  return rows
}

/** What became of what this worker wrote down since a moment, of whom it does not say. */
export type OwnConcern = Pick<Concern, 'id' | 'recordedAt' | 'danger' | 'takenByName'> & {
  readonly decidedByName: string | null
  readonly decidedAt: Instant | null
  readonly decision: ConcernDecision | null
}
export async function listOwn(tx: ReadTx, since: Instant): Promise<OwnConcern[]> {
  const { rows } = await sql<OwnConcern>`
    select id, recorded_at as "recordedAt", danger, taken_by_name as "takenByName", decided_by_name as "decidedByName", decided_at as "decidedAt", decision
    from casework.own_concerns(${since})`.execute(tx)
  return rows
}

/** The record that a worry is about, for the decision about who is shown; undefined where it is none of the reader's. */
export async function recordOfConcern(tx: ReadTx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`select casework.record_of_concern(${id}::uuid) as id`.execute(tx)
  return rows[0]?.id ?? undefined
}
