import { type Selectable, sql } from 'kysely'
import type { ReadTx } from '#platform/database'

export type OrganisationRow = Selectable<{ id: string }>

export async function findOrganisationRow(tx: ReadTx, id: string): Promise<OrganisationRow | undefined> {
  const { rows } = await sql<OrganisationRow>`select o.id from partnership.organisation o where o.id = ${id}`.execute(tx)
  return rows[0]
}
