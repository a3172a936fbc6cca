import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import type { TeamEntry, TeamEvent } from './team.rules.ts'

type Row = TeamEntry & { readonly teamId: string }
const columns = sql`team_id as "teamId", seq, event, by_id as "byId", by_name as "byName", by_organisation as "byOrganisation", at`

/** Every team with its entries, in the order in which they began. */
export async function listTeams(tx: ReadTx): Promise<{ id: string; entries: TeamEntry[] }[]> {
  const { rows } = await sql<Row>`select ${columns} from multi_agency_teams.entry order by team_id, seq`.execute(tx)
  return [...Map.groupBy(rows, ({ teamId }) => teamId)].map(([id, entries]) => ({ id, entries }))
}
export async function listEntries(tx: ReadTx, teamId: string): Promise<TeamEntry[]> {
  const { rows } = await sql<Row>`select ${columns} from multi_agency_teams.entry where team_id = ${teamId} order by seq`.execute(
    tx,
  )
  return rows
}
/** Writes the next entry. Fails on its key where somebody else wrote in its place. */
export async function insertEntry(tx: ReadTx, teamId: string, seq: number, event: TeamEvent, at: Instant): Promise<void> {
  await sql`
    insert into multi_agency_teams.entry (team_id, seq, event, by_id, by_name, by_organisation, at)
    values (${teamId}, ${seq}, ${JSON.stringify(event)}::jsonb, ${tx.actor.id}::uuid, ${tx.actor.name}, ${tx.actor.organisationName}, ${at})`.execute(
    tx,
  )
}
