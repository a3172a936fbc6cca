import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import type { OrganisationInFile, PlaceFile, StaffLine, TeamInFile } from './people-file.ts'

// Everything here is one statement for many rows, and leaves alone what is there already.

const column = <Row, Value>(rows: readonly Row[], value: (row: Row) => Value): Value[] => rows.map(value)

export async function insertOrganisations(tx: ReadTx, rows: readonly OrganisationInFile[]): Promise<void> {
  await sql`
    insert into partnership.organisation (id, name, kind, duty_team, duty_phone, active_from, active_to, successor_id)
    select * from unnest(${column(rows, (row) => row.id)}::text[], ${column(rows, (row) => row.name)}::text[], ${column(rows, (row) => row.kind)}::text[],
      ${column(rows, (row) => row.dutyTeam)}::text[], ${column(rows, (row) => row.dutyPhone)}::text[], ${column(rows, (row) => row.from.toString())}::date[],
      ${column(rows, (row) => row.to?.toString() ?? null)}::date[], ${column(rows, (row) => row.successor)}::text[])
    on conflict (id) do nothing`.execute(tx)
  const identifiers = rows.flatMap((row) => row.identifiers.map((one) => ({ ...one, organisation: row.id })))
  await sql`
    insert into partnership.organisation_identifier (organisation_id, scheme, value)
    select * from unnest(${column(identifiers, (one) => one.organisation)}::text[], ${column(identifiers, (one) => one.scheme)}::text[],
      ${column(identifiers, (one) => one.value)}::text[])
    on conflict (scheme, value) do nothing`.execute(tx)
}

/** Registers teams by the file's own reference; each is hosted for as long as its organisation acts. */
export async function insertTeams(tx: ReadTx, rows: readonly TeamInFile[]): Promise<void> {
  await sql`
    with given as (
      select * from unnest(${column(rows, (row) => row.id)}::text[], ${column(rows, (row) => row.organisation)}::text[], ${column(rows, (row) => row.name)}::text[],
        ${column(rows, (row) => row.phone)}::text[]) as g(reference, organisation_id, name, phone)
    ), made as (
      insert into partnership.team (id, reference, name, phone) select gen_random_uuid(), reference, name, phone from given
      on conflict (reference) do nothing returning id, reference
    )
    insert into partnership.team_host (team_id, organisation_id, active_from, active_to)
    select m.id, o.id, o.active_from, o.active_to from made m join given g using (reference) join partnership.organisation o on o.id = g.organisation_id`.execute(
    tx,
  )
}

/** File reference → team. */
export async function mapTeamReferences(tx: ReadTx): Promise<Map<string, string>> {
  const { rows } = await sql<{
    reference: string
    id: string
  }>`select reference, id from partnership.team where reference is not null`.execute(tx)
  return new Map(rows.map((row) => [row.reference, row.id]))
}

/** Which of these people are registered already: organisation and staff reference → worker. */
export async function mapRegistered(tx: ReadTx, lines: readonly StaffLine[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ organisation_id: string; staff_ref: string; worker_id: string }>`
    select e.organisation_id, e.staff_ref, e.worker_id from partnership.employment e
    where (e.organisation_id, e.staff_ref) in (
      select * from unnest(${column(lines, (line) => line.organisation)}::text[], ${column(lines, (line) => line.staffRef)}::text[]))`.execute(
    tx,
  )
  return new Map(rows.map((row) => [`${row.organisation_id} ${row.staff_ref}`, row.worker_id]))
}

export type LineToInsert = StaffLine & {
  readonly workerId: string
  readonly from: PlainDate
  readonly teamIds: readonly string[]
}

export async function insertPeople(tx: ReadTx, lines: readonly LineToInsert[]): Promise<void> {
  if (lines.length === 0) return
  const [ids, organisations, froms] = [
    column(lines, (line) => line.workerId),
    column(lines, (line) => line.organisation),
    column(lines, (line) => line.from.toString()),
  ]
  await sql`
    insert into partnership.worker (id, name, email, phone)
    select * from unnest(${ids}::uuid[], ${column(lines, (line) => line.name)}::text[], ${column(lines, (line) => line.email)}::text[],
      ${column(lines, (line) => line.phone ?? null)}::text[])`.execute(tx)
  await sql`
    insert into partnership.employment (id, worker_id, organisation_id, staff_ref, active_from)
    select gen_random_uuid(), * from unnest(${ids}::uuid[], ${organisations}::text[], ${column(lines, (line) => line.staffRef)}::text[], ${froms}::date[])`.execute(
    tx,
  )
  const roles = lines.flatMap((line) => [...new Set(line.roles)].map((role) => ({ line, role })))
  await sql`
    insert into partnership.role_assignment (id, worker_id, organisation_id, role, active_from)
    select gen_random_uuid(), * from unnest(${column(roles, (one) => one.line.workerId)}::uuid[], ${column(roles, (one) => one.line.organisation)}::text[],
      ${column(roles, (one) => one.role)}::text[], ${column(roles, (one) => one.line.from.toString())}::date[])`.execute(tx)
  const members = lines.flatMap((line) => [...new Set(line.teamIds)].map((teamId) => ({ line, teamId })))
  await sql`
    insert into partnership.team_member (team_id, worker_id, active_from)
    select * from unnest(${column(members, (one) => one.teamId)}::uuid[], ${column(members, (one) => one.line.workerId)}::uuid[],
      ${column(members, (one) => one.line.from.toString())}::date[])`.execute(tx)
  const trainings = lines.flatMap((line) => line.training.map((one) => ({ ...one, workerId: line.workerId })))
  await sql`
    insert into partnership.training_record (worker_id, code, completed_on, expires_on)
    select * from unnest(${column(trainings, (one) => one.workerId)}::uuid[], ${column(trainings, (one) => one.code)}::text[],
      ${column(trainings, (one) => one.completedOn.toString())}::date[], ${column(trainings, (one) => one.expiresOn?.toString() ?? null)}::date[])
    on conflict do nothing`.execute(tx)
}

/** Lets each persona at work sign in as the person of her staff reference. Answers how many there are. */
export async function updateSignIns(tx: ReadTx, personas: PlaceFile['personas'], issuer: string): Promise<number> {
  const { rows } = await sql`
    update partnership.worker w set issuer = ${issuer}, subject = p.id
    from unnest(${column(personas, (one) => one.id)}::text[], ${column(personas, (one) => one.organisation ?? '')}::text[],
      ${column(personas, (one) => one.staffRef ?? '')}::text[]) as p(id, organisation_id, staff_ref)
    join partnership.employment e using (organisation_id, staff_ref)
    where e.worker_id = w.id returning w.id`.execute(tx)
  return rows.length
}
