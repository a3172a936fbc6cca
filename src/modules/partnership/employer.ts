import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { errors } from './errors.ts'
import { findOrganisation, lockOrganisations } from './organisation.repository.ts'
import { mayManagePeopleOf, type Organisation } from './organisation.rules.ts'
import { holdsOn } from './period.rules.ts'

/**
 * Locks an organisation whose people are about to change, so that it cannot hand over meanwhile. Refuses if it is unknown
 * (ORGANISATION_NOT_FOUND), or if the actor neither belongs to it nor to the partnership office (OTHER_EMPLOYER).
 */
export async function lockEmployer(tx: ReadTx, organisationId: string): Promise<Organisation> {
  const [organisation] = await lockOrganisations(tx, [organisationId])
  if (!organisation) throw refusal(errors, 'ORGANISATION_NOT_FOUND', { organisationId })
  if (tx.actor.kind === 'system') return organisation
  const own = await findOrganisation(tx, tx.actor.organisationId)
  if (!own || !mayManagePeopleOf(organisationId, own)) throw refusal(errors, 'OTHER_EMPLOYER', { organisationId })
  return organisation
}

/** As `lockEmployer`, and refuses if the organisation does not act on the day (ORGANISATION_NOT_ACTIVE). */
export async function lockActiveEmployer(tx: ReadTx, organisationId: string, day: PlainDate): Promise<Organisation> {
  const organisation = await lockEmployer(tx, organisationId)
  if (!holdsOn(organisation, day)) throw refusal(errors, 'ORGANISATION_NOT_ACTIVE', { organisationId, day: day.toString() })
  return organisation
}
