import type { ReadTx } from '#platform/database'
import { findOrganisationRow, type OrganisationRow } from './organisation.repository.ts'

/** A read for other rooms takes any act's transaction. */
export async function findOrganisation(tx: ReadTx, id: string): Promise<OrganisationRow | undefined> {
  return findOrganisationRow(tx, id)
}
