import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { remembered } from '#platform/edition'
import type { Organisation, OrganisationKind } from './organisation.rules.ts'
import type { Tables } from './tables.generated.ts'
import type { Team, TeamId } from './worker.rules.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

export type Identifier = { readonly scheme: string; readonly value: string }

const organisationOf = (row: Tables['partnership.organisation']): Organisation => ({
  id: row.id,
  name: row.name,
  kind: row.kind as OrganisationKind,
  dutyTeam: row.duty_team,
  dutyPhone: row.duty_phone,
  from: row.active_from,
  to: row.active_to,
  successorId: row.successor_id,
})

export async function findOrganisation(tx: ReadTx, id: string): Promise<Organisation | undefined> {
  const row = await tables(tx).selectFrom('partnership.organisation').selectAll().where('id', '=', id).executeTakeFirst()
  return row && organisationOf(row)
}

/** All organisations that ever were partners, by name. */
export async function listOrganisations(tx: ReadTx): Promise<Organisation[]> {
  const rows = await tables(tx).selectFrom('partnership.organisation').selectAll().orderBy('name').orderBy('id').execute()
  return rows.map(organisationOf)
}

/** Organisation id → name, of all that ever were partners: how a page says whose something is. */
export const namesOfOrganisations = (tx: ReadTx): Promise<ReadonlyMap<string, string>> =>
  remembered(tx, 'names of organisations', async () => {
    const rows = await tables(tx).selectFrom('partnership.organisation').select(['id', 'name']).execute()
    return new Map(rows.map(({ id, name }) => [id, name]))
  })

/** Locks organisations until the transaction ends, in the order of their ids, so that two successions cannot cross. */
export async function lockOrganisations(tx: ReadTx, ids: readonly string[]): Promise<Organisation[]> {
  const rows = await tables(tx)
    .selectFrom('partnership.organisation')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(organisationOf)
}

/** The organisation and everything that it has been handed on to, in no order: what a chain of successors is followed in. */
export async function listSuccessors(tx: ReadTx, id: string): Promise<Organisation[]> {
  const { rows } = await sql<Tables['partnership.organisation']>`
    with recursive chain as (
      select o.* from partnership.organisation o where o.id = ${id}
      union
      select o.* from partnership.organisation o join chain c on c.successor_id = o.id
    ) select * from chain`.execute(tx)
  return rows.map(organisationOf)
}

/** Those that handed over to this organisation, in the order in which they did. */
export async function listPredecessors(tx: ReadTx, id: string): Promise<Organisation[]> {
  const rows = await tables(tx)
    .selectFrom('partnership.organisation')
    .selectAll()
    .where('successor_id', '=', id)
    .orderBy('active_to')
    .orderBy('id')
    .execute()
  return rows.map(organisationOf)
}

export async function insertOrganisation(tx: ReadTx, organisation: Organisation): Promise<void> {
  await tables(tx)
    .insertInto('partnership.organisation')
    .values({
      id: organisation.id,
      name: organisation.name,
      kind: organisation.kind,
      duty_team: organisation.dutyTeam,
      duty_phone: organisation.dutyPhone,
      active_from: organisation.from,
      active_to: organisation.to,
      successor_id: organisation.successorId,
    })
    .execute()
}

/** The organisation that one of these identifiers belongs to, if any. */
export async function findIdentifierHolder(tx: ReadTx, identifiers: readonly Identifier[]): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select i.organisation_id as id from partnership.organisation_identifier i
    where (i.scheme, i.value) in (select * from unnest(${identifiers.map((one) => one.scheme)}::text[], ${identifiers.map((one) => one.value)}::text[]))
    limit 1`.execute(tx)
  return rows[0]?.id
}

export async function insertIdentifiers(tx: ReadTx, organisationId: string, identifiers: readonly Identifier[]): Promise<void> {
  if (identifiers.length === 0) return
  await tables(tx)
    .insertInto('partnership.organisation_identifier')
    .values(identifiers.map((one) => ({ organisation_id: organisationId, ...one })))
    .execute()
}

export async function listIdentifiers(tx: ReadTx, organisationId: string): Promise<Identifier[]> {
  return tables(tx)
    .selectFrom('partnership.organisation_identifier')
    .select(['scheme', 'value'])
    .where('organisation_id', '=', organisationId)
    .orderBy('scheme')
    .orderBy('value')
    .execute()
}

/** Gives the new name, and keeps the former with the day from which it no longer held. Twice on one day keeps the first. */
export async function renameOrganisation(tx: ReadTx, organisation: Organisation, name: string, day: PlainDate): Promise<void> {
  await tables(tx)
    .insertInto('partnership.organisation_former_name')
    .values({ organisation_id: organisation.id, name: organisation.name, active_to: day })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tables(tx).updateTable('partnership.organisation').set({ name }).where('id', '=', organisation.id).execute()
}

/** Names that it no longer has, latest first. */
export async function listFormerNames(tx: ReadTx, organisationId: string): Promise<{ name: string; to: PlainDate }[]> {
  return tables(tx)
    .selectFrom('partnership.organisation_former_name')
    .select(['name', 'active_to as to'])
    .where('organisation_id', '=', organisationId)
    .orderBy('active_to', 'desc')
    .execute()
}

type TeamRow = { id: string; organisation_id: string; name: string; phone: string }
const teamOf = (row: TeamRow): Team => ({
  id: row.id as TeamId,
  organisationId: row.organisation_id,
  name: row.name,
  phone: row.phone,
})

/** Teams with the organisation that hosts them on a day (today by the database's clock, if none is given), by name. */
export async function listTeams(tx: ReadTx, organisationId?: string, day?: PlainDate): Promise<Team[]> {
  const { rows } = await sql<TeamRow>`
    select t.id, h.organisation_id, t.name, t.phone
    from partnership.team t join partnership.team_host h on h.team_id = t.id
    where (${organisationId ?? null}::text is null or h.organisation_id = ${organisationId ?? null})
      and h.active_from <= coalesce(${day ?? null}::date, current_date) and (h.active_to is null or h.active_to > coalesce(${day ?? null}::date, current_date))
    order by t.name, t.id`.execute(tx)
  return rows.map(teamOf)
}

export async function insertTeam(
  tx: ReadTx,
  team: Team & { readonly reference: string | null; readonly from: PlainDate },
): Promise<void> {
  await tables(tx)
    .insertInto('partnership.team')
    .values({ id: team.id, reference: team.reference, name: team.name, phone: team.phone })
    .execute()
  await tables(tx)
    .insertInto('partnership.team_host')
    .values({ team_id: team.id, organisation_id: team.organisationId, active_from: team.from, active_to: null })
    .execute()
}

/** How many people work for an organisation on a day. */
export async function countPeopleAtWork(tx: ReadTx, organisationId: string, day: PlainDate): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(distinct worker_id)::int as people from partnership.employment
    where organisation_id = ${organisationId} and active_from <= ${day} and (active_to is null or active_to > ${day})`.execute(tx)
  return rows[0]!.people
}
