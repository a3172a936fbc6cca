import { sql } from 'kysely'
import { dataKeysOf, ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { open, seal, type Vault } from '#platform/vault'
import type { RelationshipKind } from '../disclosure.rules.ts'
import type { Noticed, Sign, StepKind, Telling } from './odd-look.rules.ts'

const saidAt = (step: string) => ({ table: 'information_governance.odd_look_step', column: 'said', row: step, version: 1 })

/** A look as the access log has it, and what else its worker did lately. */
export type LoggedLook = {
  readonly entryId: string
  /** One for all whom a page shows at once. */
  readonly decisionId: string
  readonly lookedAt: Instant
  readonly workerId: string
  readonly workerRole: string
  readonly organisationId: string
  readonly purpose: string
  readonly subjectId: string
  readonly sources: readonly string[]
  readonly refusal: string | null
  /** The relationships by which it was allowed. */
  readonly relationships: readonly string[]
  readonly atNight: boolean
  readonly daysBefore: number
  readonly nightsBefore: number
  readonly openedInHour: number
  readonly refusedInDay: number
}

/** Until when looks have been weighed, and the moment that is now, by the database's clock; at first a day ago. */
export async function readRun(tx: ReadTx): Promise<{ until: Instant; now: Instant }> {
  const { rows } = await sql<{ until: Instant; now: Instant }>`
    select coalesce((select until from information_governance.odd_look_run), now() - interval '1 day') as until, now() as now`.execute(
    tx,
  )
  return rows[0]!
}

export async function markRun(tx: ReadTx, until: Instant): Promise<void> {
  await sql`insert into information_governance.odd_look_run (until) values (${until})
    on conflict (only_row) do update set until = excluded.until`.execute(tx)
}

/** The looks of these views since a moment, in the order in which they were. */
export async function listLooks(tx: ReadTx, since: Instant, views: readonly string[], zone: string): Promise<LoggedLook[]> {
  const { rows } = await sql<LoggedLook>`
    select entry_id as "entryId", decision_id as "decisionId", looked_at as "lookedAt", worker_id as "workerId", worker_role as "workerRole",
      organisation_id as "organisationId", purpose, subject_id as "subjectId", sources, refusal_code as refusal, relationships, at_night as "atNight",
      days_before as "daysBefore", nights_before as "nightsBefore", opened_in_hour as "openedInHour", refused_in_day as "refusedInDay"
    from information_governance.looks_to_weigh(${since}, ${[...views]}::text[], ${zone})`.execute(tx)
  return rows
}

/** What was noticed before of this worker's looks at this person, in the last three months. */
export async function listNoticed(tx: ReadTx, workerId: string, personId: string): Promise<Noticed[]> {
  const { rows } = await sql<Noticed>`
    select l.signs, l.noticed_at as "noticedAt",
      (select s.kind from information_governance.odd_look_step s where s.odd_look_id = l.id and s.kind in ('rightful', 'not-rightful')) as found
    from information_governance.odd_look l where l.worker_id = ${workerId}::uuid and l.person_id = ${personId}::uuid and l.noticed_at > now() - interval '100 days'`.execute(
    tx,
  )
  return rows
}

export type OddLook = {
  readonly id: string
  readonly reference: string
  readonly entryId: string
  readonly personId: string
  readonly workerId: string
  readonly workerName: string
  readonly workerRole: string
  readonly workerOrganisationId: string
  readonly workerOrganisation: string
  readonly byOthers: boolean
  readonly barred: readonly string[]
  readonly purpose: string
  readonly relationship: RelationshipKind
  readonly refused: boolean
  readonly signs: readonly Sign[]
  readonly told: readonly Telling[]
  readonly lookedAt: Instant
  readonly noticedAt: Instant
}
/** A record of the person, as every personal row names one. */
export type RecordOf = {
  readonly sourcePersonId: string
  readonly controllerId: string
  readonly datasetId: string
  readonly regime: string
}

/** Writes down an odd look and whose records it was about. False where it was written before. */
export async function insertOddLook(tx: ReadTx, look: OddLook, records: readonly RecordOf[]): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into information_governance.odd_look (id, reference, entry_id, person_id, worker_id, worker_name, worker_role, worker_organisation_id, worker_organisation,
      by_others, barred, purpose, relationship, refused, signs, told, looked_at, noticed_at)
    values (${look.id}, ${look.reference}, ${look.entryId}, ${look.personId}, ${look.workerId}, ${look.workerName}, ${look.workerRole}, ${look.workerOrganisationId},
      ${look.workerOrganisation}, ${look.byOthers}, ${[...look.barred]}::uuid[], ${look.purpose}, ${look.relationship}, ${look.refused}, ${[...look.signs]}::text[], ${[...look.told]}::text[],
      ${look.lookedAt}, ${look.noticedAt}) on conflict do nothing`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await sql`
    insert into information_governance.odd_look_source (odd_look_id, controller_id, dataset_id, regime, source_person_id)
    select ${look.id}, "controllerId", "datasetId", regime, "sourcePersonId"
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r("controllerId" text, "datasetId" text, regime text, "sourcePersonId" uuid)`.execute(
    tx,
  )
  return true
}

/** One thing that was said of a look: by the worker, or by an officer. */
export type Step = {
  readonly id: string
  readonly kind: StepKind
  readonly byName: string
  readonly at: Instant
}
/** A look with what was done about it, in that order. */
export type OddLookRead = OddLook & { readonly steps: readonly Step[] }

const selected = sql`
  select l.id, l.reference, l.entry_id as "entryId", l.person_id as "personId", l.worker_id as "workerId", l.worker_name as "workerName", l.worker_role as "workerRole",
    l.worker_organisation_id as "workerOrganisationId", l.worker_organisation as "workerOrganisation", l.by_others as "byOthers", l.barred::text[] as barred, l.purpose, l.relationship, l.refused,
    l.signs, l.told, l.looked_at as "lookedAt", l.noticed_at as "noticedAt"
  from information_governance.odd_look l`
type StepRow = Step & { readonly lookId: string; readonly said: Buffer }
const listSteps = async (tx: ReadTx, looks: readonly string[]): Promise<StepRow[]> =>
  (
    await sql<StepRow>`
      select id, odd_look_id as "lookId", kind, said, by_name as "byName", at from information_governance.odd_look_step
      where odd_look_id = any (${[...looks]}::uuid[]) order by nth`.execute(tx)
  ).rows

/** Those that this officer decides, the undecided first, the oldest of them first; and what was noticed in the last three months. Without anybody's words. */
export async function listOddLooks(tx: ReadTx): Promise<OddLookRead[]> {
  const { rows } = await sql<OddLook>`${selected}
    where l.noticed_at > now() - interval '3 months'
      or not exists (select from information_governance.odd_look_step s where s.odd_look_id = l.id and s.kind in ('rightful', 'not-rightful'))
    order by exists (select from information_governance.odd_look_step s where s.odd_look_id = l.id and s.kind in ('rightful', 'not-rightful')), l.noticed_at, l.id limit 500`.execute(
    tx,
  )
  const ids = rows.map((one) => one.id)
  const steps = Map.groupBy(await listSteps(tx, ids), (one) => one.lookId)
  return rows.map((one) => ({
    ...one,
    steps: (steps.get(one.id) ?? []).map(({ said: _, lookId: _of, ...step }) => step),
  }))
}

export async function findOddLook(tx: ReadTx, id: string): Promise<OddLookRead | undefined> {
  const { rows } = await sql<OddLook>`${selected} where l.id = ${id}`.execute(tx)
  if (!rows[0]) return undefined
  return { ...rows[0], steps: (await listSteps(tx, [id])).map(({ said: _, lookId: _of, ...step }) => step) }
}

/** The records that a look was about. */
export async function listSourcesOf(tx: ReadTx, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select source_person_id as id from information_governance.odd_look_source where odd_look_id = ${id} order by 1`.execute(tx)
  return rows.map((row) => row.id)
}

/** What was said in each step. */
export async function openSaid(tx: ReadTx, vault: Vault, id: string): Promise<Map<string, string>> {
  const key = (await dataKeysOf(tx, vault, [id])).get(id)
  return new Map(key ? (await listSteps(tx, [id])).map((one) => [one.id, open(key, one.said, saidAt(one.id))]) : [])
}

/** Holds the look until the transaction ends. */
export const holdOddLook = async (tx: ReadTx, id: string): Promise<void> =>
  void (await sql`select information_governance.hold_odd_look(${id}::uuid)`.execute(tx))

/** Writes what somebody said of a look, sealed with the look's own key. */
export async function insertStep(
  tx: ReadTx,
  vault: Vault,
  lookId: string,
  step: Omit<Step, 'byName'>,
  said: string,
): Promise<void> {
  const key = (await ensureDataKeys(tx, vault, [lookId])).get(lookId)!
  await sql`
    insert into information_governance.odd_look_step (id, odd_look_id, kind, said, by_id, by_name, at)
    values (${step.id}, ${lookId}, ${step.kind}, ${seal(key, said, saidAt(step.id))}, ${tx.actor.id}::uuid, ${tx.actor.name}, ${step.at})`.execute(
    tx,
  )
}

/** One of the worker's own: what she is told of it, and what was said last. */
export type OwnOddLook = Pick<
  OddLook,
  'id' | 'reference' | 'personId' | 'purpose' | 'refused' | 'told' | 'lookedAt' | 'noticedAt'
> & {
  readonly lastKind: StepKind | null
  /** What the officer asks, where she asks. */
  readonly question: string | null
}
type OwnRow = Omit<OwnOddLook, 'question'> & { readonly lastId: string | null; readonly lastSaid: Buffer | null }

/** Her own, the latest first. */
export async function listOwnOddLooks(tx: ReadTx, vault: Vault): Promise<OwnOddLook[]> {
  const { rows } = await sql<OwnRow>`
    select id, reference, person_id as "personId", purpose, refused, told, looked_at as "lookedAt", noticed_at as "noticedAt", last_kind as "lastKind",
      last_id as "lastId", last_said as "lastSaid" from information_governance.own_odd_looks()`.execute(tx)
  const asked = rows.filter((row) => row.lastKind === 'asked')
  const keys = await dataKeysOf(
    tx,
    vault,
    asked.map((row) => row.id),
  )
  return rows.map(({ lastId, lastSaid, ...row }) => {
    const key = keys.get(row.id)
    return { ...row, question: key && lastId && lastSaid ? open(key, lastSaid, saidAt(lastId)) : null }
  })
}

/** Those that wait for an officer of this organisation. */
export async function listWaitingOddLooks(tx: ReadTx): Promise<{ id: string; reference: string; since: Instant }[]> {
  const { rows } = await sql<{ id: string; reference: string; since: Instant }>`
    select id, reference, since from information_governance.waiting_odd_looks() order by since, id`.execute(tx)
  return rows
}

/** Of each organisation how many looks there were in a time, how many of them were odd, and how many of those not rightful. */
export async function countOddLooks(
  tx: ReadTx,
  from: Instant,
  to: Instant,
): Promise<{ organisationId: string; looks: number; odd: number; notRightful: number }[]> {
  const { rows } = await sql<{ organisationId: string; looks: string; odd: string; notRightful: string }>`
    select organisation_id as "organisationId", looks, odd, not_rightful as "notRightful" from information_governance.odd_looks_counted(${from}, ${to})`.execute(
    tx,
  )
  return rows.map(({ organisationId, looks, odd, notRightful }) => ({
    organisationId,
    looks: Number(looks),
    odd: Number(odd),
    notRightful: Number(notRightful),
  }))
}
