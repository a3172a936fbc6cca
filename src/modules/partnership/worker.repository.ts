import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Tables } from './tables.generated.ts'
import type { RoleAssignment, Worker, WorkerId, WorkerRole } from './worker.rules.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

/**
 * A worker as she acts for an organisation on a day, in one round trip, since every request asks. Undefined if she does
 * not work there on that day: she has left, or the organisation has handed over.
 */
export async function identifyWorker(
  tx: ReadTx,
  workerId: string,
  organisationId: string,
  day: PlainDate,
): Promise<Worker | undefined> {
  const { rows } = await sql<Worker>`
    select name, organisation_name as "organisationName", roles, teams, trainings
    from partnership.identify_worker(${workerId}, ${organisationId}, ${day})`.execute(tx)
  return rows[0]
}

/** Someone who signs in, and for whom she may act. */
export type SignedInWorker = {
  readonly id: WorkerId
  readonly name: string
  readonly employers: readonly {
    readonly organisationId: string
    readonly organisationName: string
    readonly roles: readonly string[]
  }[]
}

/** The worker with this sign-in and her employers on a day (today by the database's clock, if none is given). No employer: she has left. */
export async function findWorkerBySignIn(
  tx: ReadTx,
  issuer: string,
  subject: string,
  day?: PlainDate,
): Promise<SignedInWorker | undefined> {
  const { rows } = await sql<SignedInWorker>`
    select w.id, w.name, coalesce((
      select jsonb_agg(jsonb_build_object('organisationId', o.id, 'organisationName', o.name, 'roles',
        (select coalesce(jsonb_agg(distinct r.role order by r.role), '[]') from partnership.role_assignment r where r.worker_id = w.id
          and r.organisation_id = o.id and r.active_from <= d.day and (r.active_to is null or r.active_to > d.day))) order by o.name)
      from partnership.organisation o
      where exists (select from partnership.employment e where e.worker_id = w.id and e.organisation_id = o.id
        and e.active_from <= d.day and (e.active_to is null or e.active_to > d.day))), '[]') as employers
    from partnership.worker w, (select coalesce(${day ?? null}::date, current_date) as day) d
    where w.issuer = ${issuer} and w.subject = ${subject}`.execute(tx)
  return rows[0]
}

/** Locks a worker until the transaction ends, so that two changes of her work come one after the other. */
export async function lockWorker(tx: ReadTx, id: string): Promise<{ id: WorkerId; name: string } | undefined> {
  const row = await tables(tx)
    .selectFrom('partnership.worker')
    .select(['id', 'name'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row as { id: WorkerId; name: string } | undefined
}

export type NewWorker = {
  readonly id: WorkerId
  readonly name: string
  readonly email: string
  readonly phone: string | null
  readonly signIn: { readonly issuer: string; readonly subject: string } | null
}

export async function insertWorker(tx: ReadTx, { id, name, email, phone, signIn }: NewWorker): Promise<void> {
  await tables(tx)
    .insertInto('partnership.worker')
    .values({ id, name, email, phone, issuer: signIn?.issuer ?? null, subject: signIn?.subject ?? null })
    .execute()
}

export async function insertEmployment(
  tx: ReadTx,
  employment: { workerId: string; organisationId: string; staffRef: string; from: PlainDate },
): Promise<void> {
  await tables(tx)
    .insertInto('partnership.employment')
    .values({
      id: newId(),
      worker_id: employment.workerId,
      organisation_id: employment.organisationId,
      staff_ref: employment.staffRef,
      active_from: employment.from,
      active_to: null,
    })
    .execute()
}

/** Whether a staff reference belongs to someone whose employment has not ended by a day. */
export async function isReferenceTaken(tx: ReadTx, organisationId: string, staffRef: string, day: PlainDate): Promise<boolean> {
  const { rows } = await sql`
    select from partnership.employment where organisation_id = ${organisationId} and staff_ref = ${staffRef} and (active_to is null or active_to > ${day})
    limit 1`.execute(tx)
  return rows.length > 0
}

/** Whether someone works for an organisation on a day. */
export async function isEmployed(tx: ReadTx, workerId: string, organisationId: string, day: PlainDate): Promise<boolean> {
  const { rows } = await sql`
    select from partnership.employment where worker_id = ${workerId} and organisation_id = ${organisationId}
      and active_from <= ${day} and (active_to is null or active_to > ${day}) limit 1`.execute(tx)
  return rows.length > 0
}

/** Every role that someone ever had or will have, in the order of their days. */
export async function listRoleAssignments(tx: ReadTx, workerId: string): Promise<RoleAssignment[]> {
  const rows = await tables(tx)
    .selectFrom('partnership.role_assignment')
    .select(['organisation_id as organisationId', 'role', 'active_from as from', 'active_to as to'])
    .where('worker_id', '=', workerId)
    .orderBy('active_from')
    .orderBy('role')
    .execute()
  return rows as RoleAssignment[]
}

/** Begins roles on a day. One that was ended on the very day it began holds again. */
export async function beginRoles(
  tx: ReadTx,
  workerId: string,
  organisationId: string,
  roles: readonly WorkerRole[],
  day: PlainDate,
): Promise<void> {
  await sql`
    insert into partnership.role_assignment (id, worker_id, organisation_id, role, active_from)
    select gen_random_uuid(), ${workerId}, ${organisationId}, role, ${day} from unnest(${[...roles]}::text[]) role
    on conflict (worker_id, organisation_id, role, active_from) do update set active_to = null`.execute(tx)
}

/** Ends roles at an organisation from a day on; those that would begin later never do. No list of roles: all of them. */
export async function endRoles(
  tx: ReadTx,
  workerId: string,
  organisationId: string,
  day: PlainDate,
  roles?: readonly WorkerRole[],
): Promise<void> {
  await sql`
    update partnership.role_assignment set active_to = greatest(active_from, ${day})
    where worker_id = ${workerId} and organisation_id = ${organisationId} and (active_to is null or active_to > ${day})
      and (${roles ? [...roles] : null}::text[] is null or role = any(${roles ? [...roles] : null}::text[]))`.execute(tx)
}

export async function insertMemberships(tx: ReadTx, workerId: string, teamIds: readonly string[], day: PlainDate): Promise<void> {
  await sql`insert into partnership.team_member (team_id, worker_id, active_from) select id, ${workerId}, ${day} from unnest(${[...teamIds]}::uuid[]) id`.execute(
    tx,
  )
}

export async function insertTrainings(tx: ReadTx, workerId: string, trainings: readonly Training[]): Promise<void> {
  if (trainings.length === 0) return
  await tables(tx)
    .insertInto('partnership.training_record')
    .values(
      trainings.map((one) => ({ worker_id: workerId, code: one.code, completed_on: one.completedOn, expires_on: one.expiresOn })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['worker_id', 'code', 'completed_on'])
        .doUpdateSet((eb) => ({ expires_on: eb.ref('excluded.expires_on') })),
    )
    .execute()
}
/** Codes of the trainings that anybody has passed, in order. */
export async function listTrainings(tx: ReadTx): Promise<string[]> {
  const rows = await tables(tx).selectFrom('partnership.training_record').select('code').distinct().orderBy('code').execute()
  return rows.map(({ code }) => code)
}

/** A training passed; from `expiresOn` on it no longer counts. */
export type Training = { readonly code: string; readonly completedOn: PlainDate; readonly expiresOn: PlainDate | null }

/** Ends someone's work for an organisation from a day on: employment, memberships of its teams, delegations that she holds there. */
export async function endEmployment(tx: ReadTx, workerId: string, organisationId: string, day: PlainDate): Promise<void> {
  await sql`
    update partnership.team_member m set active_to = greatest(m.active_from, ${day})
    where m.worker_id = ${workerId} and (m.active_to is null or m.active_to > ${day})
      and coalesce(m.organisation_id, (select h.organisation_id from partnership.team_host h where h.team_id = m.team_id and h.organisation_id = ${organisationId} limit 1)) = ${organisationId}`.execute(
    tx,
  )
  await sql`
    update partnership.delegation set active_to = greatest(active_from, ${day})
    where worker_id = ${workerId} and organisation_id = ${organisationId} and (active_to is null or active_to > ${day})`.execute(
    tx,
  )
  await sql`
    update partnership.employment set active_to = greatest(active_from, ${day})
    where worker_id = ${workerId} and organisation_id = ${organisationId} and (active_to is null or active_to > ${day})`.execute(
    tx,
  )
}

/** Who is, or last was, behind each staff reference of an organisation. */
export async function listStaffReferences(tx: ReadTx, organisationId: string): Promise<{ staffRef: string; workerId: string }[]> {
  const { rows } = await sql<{ staffRef: string; workerId: string }>`
    select distinct on (staff_ref) staff_ref as "staffRef", worker_id as "workerId" from partnership.employment
    where organisation_id = ${organisationId} order by staff_ref, active_from desc`.execute(tx)
  return rows
}

/** How a worker is named in the records of an organisation. */
export type StaffReference = { readonly organisationId: string; readonly staffRef: string }

/** Who is, or last was, behind these staff references. One statement, whatever their number and however many people an organisation employs. */
export async function listWorkersReferredTo(
  tx: ReadTx,
  references: readonly StaffReference[],
): Promise<(StaffReference & { readonly workerId: string })[]> {
  if (references.length === 0) return []
  const organisations = references.map((one) => one.organisationId)
  const staffRefs = references.map((one) => one.staffRef)
  const { rows } = await sql<StaffReference & { readonly workerId: string }>`
    select r.organisation_id as "organisationId", r.staff_ref as "staffRef", l.worker_id as "workerId"
    from (select distinct * from unnest(${organisations}::text[], ${staffRefs}::text[])) as r(organisation_id, staff_ref)
    cross join lateral (select e.worker_id from partnership.employment e
      where e.organisation_id = r.organisation_id and e.staff_ref = r.staff_ref order by e.active_from desc limit 1) l
    order by 1, 2`.execute(tx)
  return rows
}

/** The source persons that are this worker herself, as far as the reader may know. */
export async function residentRecordsOf(tx: ReadTx, workerId: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('partnership.worker_resident_record')
    .select('source_record_id')
    .where('worker_id', '=', workerId)
    .orderBy('source_record_id')
    .execute()
  return rows.map((row) => row.source_record_id)
}

/** Notes which source persons are workers themselves. Noting it twice changes nothing. */
export async function linkResidentRecords(
  tx: ReadTx,
  links: readonly { workerId: string; sourceRecordId: string }[],
): Promise<void> {
  await sql`
    insert into partnership.worker_resident_record (worker_id, source_record_id)
    select * from unnest(${links.map((link) => link.workerId)}::uuid[], ${links.map((link) => link.sourceRecordId)}::uuid[])
    on conflict do nothing`.execute(tx)
}

/** What these workers are called. */
export async function namesOfWorkers(tx: ReadTx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('partnership.worker')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Everybody who has a role on a day, and for which organisation. */
export async function workersWithRole(
  tx: ReadTx,
  role: WorkerRole,
  day: PlainDate,
): Promise<{ workerId: string; organisationId: string }[]> {
  const { rows } = await sql<{ workerId: string; organisationId: string }>`
    select worker_id as "workerId", organisation_id as "organisationId" from partnership.role_assignment
    where role = ${role} and active_from <= ${day} and (active_to is null or active_to > ${day}) order by 1, 2`.execute(tx)
  return rows
}
