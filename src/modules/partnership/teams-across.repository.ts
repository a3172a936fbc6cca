import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'

/** Someone who can be asked into a team, by her work address: for whom she works on a day. */
export type Colleague = {
  readonly workerId: string
  readonly name: string
  readonly phone: string | null
  readonly organisationId: string
  readonly organisationName: string
}
/** Whoever has this e-mail address at work, once for each employer. */
export async function findColleagues(tx: ReadTx, email: string, day: PlainDate): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select w.id as "workerId", w.name, w.phone, o.id as "organisationId", o.name as "organisationName"
    from partnership.worker w join partnership.employment e on e.worker_id = w.id join partnership.organisation o on o.id = e.organisation_id
    where lower(w.email) = lower(${email}) and e.active_from <= ${day} and (e.active_to is null or e.active_to > ${day}) order by o.name`.execute(
    tx,
  )
  return rows
}

/** Which trainings each of these has on a day, and until when the longest of them counts; null: for good. */
export async function trainingsOn(
  tx: ReadTx,
  workers: readonly string[],
  day: PlainDate,
): Promise<{ workerId: string; code: string; until: PlainDate | null }[]> {
  const { rows } = await sql<{ workerId: string; code: string; until: PlainDate | null }>`
    select worker_id as "workerId", code, case when bool_or(expires_on is null) then null else max(expires_on) end as until
    from partnership.training_record where worker_id = any(${[...workers]}::uuid[]) and completed_on <= ${day} group by 1, 2`.execute(
    tx,
  )
  return rows
}

/** Makes a team whose members have several employers, hosted by one of them. Written by its own room's act. */
export async function insertTeamAcross(
  tx: ReadTx,
  team: { readonly id: string; readonly name: string; readonly phone: string; readonly organisationId: string },
  from: PlainDate,
): Promise<void> {
  await sql`insert into partnership.team (id, name, phone, across_employers) values (${team.id}, ${team.name}, ${team.phone}, true)`.execute(
    tx,
  )
  await sql`insert into partnership.team_host (team_id, organisation_id, active_from) values (${team.id}, ${team.organisationId}, ${from})`.execute(
    tx,
  )
}

/** Lets somebody into such a team, for one employer, from a day on. */
export async function letIntoTeam(
  tx: ReadTx,
  member: { readonly teamId: string; readonly workerId: string; readonly organisationId: string },
  from: PlainDate,
): Promise<void> {
  await sql`
    insert into partnership.team_member (team_id, worker_id, active_from, organisation_id) values (${member.teamId}, ${member.workerId}, ${from}, ${member.organisationId})
    on conflict (team_id, worker_id, active_from) do update set active_to = null, organisation_id = excluded.organisation_id`.execute(
    tx,
  )
}

/** From this day on these are not in the team any more: their next request is answered without it. */
export async function takeOutOfTeam(tx: ReadTx, teamId: string, workers: readonly string[], day: PlainDate): Promise<void> {
  await sql`
    update partnership.team_member set active_to = greatest(active_from, ${day})
    where team_id = ${teamId} and worker_id = any(${[...workers]}::uuid[]) and (active_to is null or active_to > ${day})`.execute(
    tx,
  )
}

/** The team ends on this day: nobody is in it any more, and none is hosted. */
export async function endTeamAcross(tx: ReadTx, teamId: string, day: PlainDate): Promise<void> {
  await sql`
    update partnership.team_member set active_to = greatest(active_from, ${day}) where team_id = ${teamId} and (active_to is null or active_to > ${day})`.execute(
    tx,
  )
  await sql`
    update partnership.team_host set active_to = greatest(active_from, ${day}) where team_id = ${teamId} and (active_to is null or active_to > ${day})`.execute(
    tx,
  )
}
