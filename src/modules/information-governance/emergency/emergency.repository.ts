import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { newId } from '#platform/ids'
import { open, seal, type Vault } from '#platform/vault'
import type { Finding, Opening, Reason, Telling } from './emergency.rules.ts'

const saidAt = (id: string) => ({ table: 'information_governance.emergency_access', column: 'said', row: id, version: 1 })

export type EmergencyAccess = {
  readonly id: string
  readonly reference: string
  readonly workerId: string
  readonly workerName: string
  readonly workerRole: string
  readonly workerOrganisation: string
  readonly purpose: string
  readonly reason: Reason
  readonly personId: string
  readonly sources: readonly string[]
  readonly opened: Readonly<Record<string, readonly string[]>>
  readonly openedAt: Instant
  readonly endsAt: Instant
  readonly recordedAt: Instant
  readonly review: {
    readonly finding: Finding
    readonly reasons: string
    readonly telling: Telling
    readonly byName: string
    readonly at: Instant
  } | null
}
type SourceRow = {
  readonly sourcePersonId: string
  readonly controllerId: string
  readonly datasetId: string
  readonly regime: string
}
export type NewAccess = Omit<EmergencyAccess, 'review' | 'sources' | 'recordedAt'> & {
  readonly workerOrganisationId: string
  readonly records: readonly SourceRow[]
}

/** Writes down that a record is opened in an emergency, and gives the worker the relationship that opens it until it ends. */
export async function insertAccess(tx: ReadTx, vault: Vault, access: NewAccess, said: string): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [access.id])).get(access.id)!
  const [first, ...also] = access.records
  await sql`
    insert into information_governance.emergency_access (id, reference, controller_id, dataset_id, regime, source_person_id, also, person_id, worker_id, worker_name,
      worker_role, worker_organisation_id, worker_organisation, purpose, reason, said, opened, opened_at, ends_at)
    values (${access.id}, ${access.reference}, ${first!.controllerId}, ${first!.datasetId}, ${first!.regime}, ${first!.sourcePersonId},
      ${also.map((one) => one.sourcePersonId)}::uuid[], ${access.personId}, ${access.workerId}, ${access.workerName}, ${access.workerRole},
      ${access.workerOrganisationId}, ${access.workerOrganisation}, ${access.purpose}, ${access.reason}, ${seal(key, said, saidAt(access.id))},
      ${JSON.stringify(access.opened)}::jsonb, ${access.openedAt}, ${access.endsAt})`.execute(tx)
  const rows = JSON.stringify(access.records.map((one) => ({ id: newId(), ...one })))
  await sql`
    insert into information_governance.relationship (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from, active_to)
    select id, ${access.workerId}::uuid, "controllerId", "datasetId", regime, "sourcePersonId", 'emergency-access', 'information-governance',
      ${access.id} || '|' || "sourcePersonId", ${access.openedAt}, ${access.endsAt}
    from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, "controllerId" text, "datasetId" text, regime text, "sourcePersonId" uuid)`.execute(
    tx,
  )
}

/** Whether something that this worker opened in an emergency is open at a moment. */
export async function isInEmergency(tx: ReadTx, now: Instant): Promise<boolean> {
  const { rows } = await sql`
    select from information_governance.emergency_access where worker_id = ${tx.actor.id}::uuid and opened_at <= ${now} and ends_at > ${now} limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

/** What this worker opened in the last week, and before that what nobody has reviewed. */
export async function listOpenings(tx: ReadTx, now: Instant): Promise<Opening[]> {
  const { rows } = await sql<Opening>`
    select a.opened_at as "openedAt", r.reviewed_at as "reviewedAt" from information_governance.emergency_access a
    left join information_governance.emergency_review r on r.access_id = a.id
    where a.worker_id = ${tx.actor.id}::uuid and (r.reviewed_at is null or a.opened_at > ${now}::timestamptz - interval '8 days')`.execute(
    tx,
  )
  return rows
}

type Row = Omit<EmergencyAccess, 'review'> & {
  finding: Finding | null
  reasons: string
  telling: Telling
  reviewedBy: string
  reviewedAt: Instant
}
const selected = sql`
  select a.id, a.reference, a.worker_id as "workerId", a.worker_name as "workerName", a.worker_role as "workerRole", a.worker_organisation as "workerOrganisation",
    a.purpose, a.reason, a.person_id as "personId", a.source_person_id || a.also as sources, a.opened, a.opened_at as "openedAt", a.ends_at as "endsAt", a.recorded_at as "recordedAt",
    r.finding, r.reasons, r.telling, r.reviewed_by_name as "reviewedBy", r.reviewed_at as "reviewedAt"
  from information_governance.emergency_access a left join information_governance.emergency_review r on r.access_id = a.id`
const accessOf = ({ finding, reasons, telling, reviewedBy, reviewedAt, ...row }: Row): EmergencyAccess => ({
  ...row,
  review: finding && { finding, reasons, telling, byName: reviewedBy, at: reviewedAt },
})

/** Those that this reader may see in this act: what waits, the oldest first; then what was reviewed in the last month. */
export async function listAccesses(tx: ReadTx, now: Instant): Promise<EmergencyAccess[]> {
  const { rows } =
    await sql<Row>`${selected} where r.reviewed_at is null or r.reviewed_at > ${now}::timestamptz - interval '31 days'
    order by (r.reviewed_at is null) desc, a.opened_at, a.id`.execute(tx)
  return rows.map(accessOf)
}

export async function findAccess(tx: ReadTx, id: string): Promise<EmergencyAccess | undefined> {
  const { rows } = await sql<Row>`${selected} where a.id = ${id}`.execute(tx)
  return rows[0] && accessOf(rows[0])
}

/** Why she opened it, in her words. */
export async function openReason(tx: ReadTx, vault: Vault, id: string): Promise<string> {
  const key = (await dataKeysOf(tx, vault, [id])).get(id)
  const { rows } = await sql<{ said: Buffer }>`select said from information_governance.emergency_access where id = ${id}`.execute(
    tx,
  )
  return key && rows[0] ? open(key, rows[0].said, saidAt(id)) : ''
}

/** Writes the review. False where somebody reviewed it first. */
export async function insertReview(
  tx: ReadTx,
  id: string,
  { finding, reasons, telling }: { finding: Finding; reasons: string; telling: Telling },
  at: Instant,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into information_governance.emergency_review (access_id, finding, reasons, telling, reviewed_by, reviewed_by_name, reviewed_at)
    values (${id}, ${finding}, ${reasons}, ${telling}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${at}) on conflict do nothing`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** Numbers one more opening of this worker. False where another of hers took the number at the same moment. */
export async function countOne(tx: ReadTx): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into information_governance.emergency_count (worker_id, nth)
    select ${tx.actor.id}::uuid, count(*) + 1 from information_governance.emergency_count where worker_id = ${tx.actor.id}::uuid on conflict do nothing`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** Shows the person the looks of an emergency that this reviewer has just said are safe to show. */
export async function showEmergency(tx: ReadTx, id: string): Promise<void> {
  await sql`select information_governance.show_emergency(${id}::uuid)`.execute(tx)
}
