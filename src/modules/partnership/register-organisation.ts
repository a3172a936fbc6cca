import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { errors } from './errors.ts'
import * as organisations from './organisation.repository.ts'
import type { OrganisationKind } from './organisation.rules.ts'

export type NewOrganisation = {
  readonly id: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly dutyTeam: string
  readonly dutyPhone: string
  readonly from: PlainDate
  readonly identifiers: readonly organisations.Identifier[]
}

/** Registers a partner from its first day on. Refuses an id or identifier that another has: ORGANISATION_TAKEN. */
export async function registerOrganisation(tx: Tx<'partnership.organisation.register'>, given: NewOrganisation): Promise<void> {
  const holder =
    (await organisations.findOrganisation(tx, given.id))?.id ?? (await organisations.findIdentifierHolder(tx, given.identifiers))
  if (holder !== undefined) throw refusal(errors, 'ORGANISATION_TAKEN', { taken: holder })

  await organisations.insertOrganisation(tx, { ...given, to: null, successorId: null })
  await organisations.insertIdentifiers(tx, given.id, given.identifiers)
  await recordAudit(tx, given.id, { kind: given.kind, from: given.from.toString() })
}
