import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'

/** From which organisation, to which, from which day on. */
export type Succession = { readonly from: string; readonly to: string; readonly day: PlainDate }

/** The organisation ends on the day, and names who stands in its place. */
export async function markSucceeded(tx: ReadTx, { from, to, day }: Succession): Promise<void> {
  await sql`update partnership.organisation set active_to = ${day}, successor_id = ${to} where id = ${from}`.execute(tx)
}

/**
 * Employments end at the predecessor and begin at the successor, unless the person already works there. A staff
 * reference that someone else has at the successor is kept with its origin before it. Answers who was handed over.
 */
export async function handOverPeople(tx: ReadTx, { from, to, day }: Succession): Promise<string[]> {
  const { rows } = await sql<{ worker_id: string }>`
    select distinct worker_id from partnership.employment where organisation_id = ${from} and (active_to is null or active_to > ${day})`.execute(
    tx,
  )
  await sql`
    insert into partnership.employment (id, worker_id, organisation_id, staff_ref, active_from, active_to)
    select gen_random_uuid(), e.worker_id, ${to},
      case when exists (select from partnership.employment s where s.organisation_id = ${to} and s.staff_ref = e.staff_ref and (s.active_to is null or s.active_to > ${day}))
        then e.organisation_id || '/' || e.staff_ref else e.staff_ref end,
      greatest(e.active_from, ${day}), e.active_to
    from partnership.employment e
    where e.organisation_id = ${from} and (e.active_to is null or e.active_to > ${day})
      and not exists (select from partnership.employment s where s.organisation_id = ${to} and s.worker_id = e.worker_id and (s.active_to is null or s.active_to > ${day}))`.execute(
    tx,
  )
  await sql`
    update partnership.employment set active_to = greatest(active_from, ${day})
    where organisation_id = ${from} and (active_to is null or active_to > ${day})`.execute(tx)
  return rows.map((row) => row.worker_id)
}

/** Roles end at the predecessor and begin at the successor, unless the person already has them there. */
export async function handOverRoles(tx: ReadTx, { from, to, day }: Succession): Promise<void> {
  await sql`
    insert into partnership.role_assignment (id, worker_id, organisation_id, role, active_from, active_to)
    select gen_random_uuid(), r.worker_id, ${to}, r.role, greatest(r.active_from, ${day}), r.active_to
    from partnership.role_assignment r
    where r.organisation_id = ${from} and (r.active_to is null or r.active_to > ${day})
      and not exists (select from partnership.role_assignment s where s.organisation_id = ${to} and s.worker_id = r.worker_id and s.role = r.role
        and (s.active_to is null or s.active_to > ${day}))
    on conflict (worker_id, organisation_id, role, active_from) do update set active_to = excluded.active_to`.execute(tx)
  await sql`
    update partnership.role_assignment set active_to = greatest(active_from, ${day})
    where organisation_id = ${from} and (active_to is null or active_to > ${day})`.execute(tx)
}

/** Teams are hosted by the successor from the day on; who is in them ends as a member of the old and begins in the new. */
export async function handOverTeams(tx: ReadTx, { from, to, day }: Succession): Promise<void> {
  const hosted = sql`select h.team_id from partnership.team_host h where h.organisation_id = ${from} and (h.active_to is null or h.active_to > ${day})`
  // A membership that begins later needs no change: by then the successor hosts the team.
  const standing = sql`m.team_id in (${hosted}) and m.active_from < ${day} and (m.active_to is null or m.active_to > ${day})`
  await sql`
    insert into partnership.team_member (team_id, worker_id, active_from, active_to)
    select m.team_id, m.worker_id, ${day}, m.active_to from partnership.team_member m where ${standing}
    on conflict do nothing`.execute(tx)
  await sql`update partnership.team_member m set active_to = ${day} where ${standing}`.execute(tx)
  // The old hosting ends before the new begins: a team has one host at a time.
  await sql`
    with ended as (
      update partnership.team_host h set active_to = greatest(h.active_from, ${day})
      where h.organisation_id = ${from} and (h.active_to is null or h.active_to > ${day}) returning h.team_id, h.active_to
    ) insert into partnership.team_host (team_id, organisation_id, active_from) select team_id, ${to}, active_to from ended`.execute(
    tx,
  )
}

/** What the predecessor delegated ends: a function that was not delegated by the successor is nobody's to exercise. */
export async function endDelegations(tx: ReadTx, { from, day }: Succession): Promise<void> {
  await sql`
    update partnership.delegation set active_to = greatest(active_from, ${day})
    where organisation_id = ${from} and (active_to is null or active_to > ${day})`.execute(tx)
}
