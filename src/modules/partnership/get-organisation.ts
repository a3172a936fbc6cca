import type { ReadTx } from '#platform/database'
import { refusal } from '#platform/errors'
import { errors } from './errors.ts'
import { findOrganisation } from './organisation.repository.ts'
import type { Organisation } from './organisation.rules.ts'

/** The organisation of that id. Refuses with ORGANISATION_NOT_FOUND. */
export async function getOrganisation(tx: ReadTx, organisationId: string): Promise<Organisation> {
  const organisation = await findOrganisation(tx, organisationId)
  if (!organisation) throw refusal(errors, 'ORGANISATION_NOT_FOUND', { organisationId })
  return organisation
}
