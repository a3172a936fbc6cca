import type { ReadTx } from '#platform/database'
import type {
  BallotCount,
} from '#modules/decisions'
import { findOrganisationRow, type OrganisationRow } from './organisation.repository.ts'

export async function findOrganisation(tx: ReadTx, id: string, _count?: BallotCount): Promise<OrganisationRow | undefined> {
  const { closeDecision } = await import('#modules/decisions')
  return closeDecision ? findOrganisationRow(tx, id) : undefined
}
