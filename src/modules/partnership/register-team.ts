import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { lockActiveEmployer } from './employer.ts'
import { errors } from './errors.ts'
import * as organisations from './organisation.repository.ts'
import type { TeamId } from './worker.rules.ts'

/** Registers a team of an organisation, with the number to ring. Refuses as `lockActiveEmployer`, or with TEAM_TAKEN. */
export async function registerTeam(
  tx: Tx<'partnership.team.register'>,
  given: { organisationId: string; name: string; phone: string; from: PlainDate; reference?: string },
): Promise<TeamId> {
  const { organisationId, name, phone, from } = given
  await lockActiveEmployer(tx, organisationId, from)
  if ((await organisations.listTeams(tx, organisationId, from)).some((team) => team.name === name)) {
    throw refusal(errors, 'TEAM_TAKEN', { organisationId, name })
  }

  const id = newId<'team'>()
  await organisations.insertTeam(tx, { id, organisationId, name, phone, from, reference: given.reference ?? null })
  await recordAudit(tx, id, { organisationId, name })
  return id
}
