import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { endSessionsOf } from '#platform/sign-in/sessions'
import { errors } from './errors.ts'
import * as organisations from './organisation.repository.ts'
import { type SuccessionFault, succession } from './organisation.rules.ts'
import * as handOver from './succession.repository.ts'

const because: Record<SuccessionFault, string> = {
  itself: 'an organisation cannot succeed itself',
  'in-the-future': 'a hand-over is recorded on its day or after it',
  'ended-before': 'it has ended already',
  'not-begun': 'it had not begun before that day',
  circle: 'it would lead back to itself',
  'successor-not-there': 'the successor does not act on that day',
}

/**
 * An organisation hands its people and teams to its successor from a day on. What was, stays as it was: employments,
 * roles and memberships of the old end on the day, and new ones begin. Whose its datasets are is answered by
 * `controllerOn`. What it delegated ends. Everyone handed over signs in again, for the successor.
 * Refuses with ORGANISATION_NOT_FOUND or SUCCESSION_NOT_POSSIBLE. Answers how many people were handed over.
 */
export async function succeedOrganisation(
  tx: Tx<'partnership.organisation.succeed'>,
  given: { organisationId: string; successorId: string; day: PlainDate },
  today: PlainDate,
): Promise<number> {
  const { organisationId, successorId, day } = given
  const locked = await organisations.lockOrganisations(tx, [organisationId, successorId])
  const [organisation, successor] = [organisationId, successorId].map((id) => {
    const found = locked.find((one) => one.id === id)
    if (!found) throw refusal(errors, 'ORGANISATION_NOT_FOUND', { organisationId: id })
    return found
  }) as [(typeof locked)[0], (typeof locked)[0]]

  const fault = succession(organisation, successor, day, today, await organisations.listSuccessors(tx, successorId))
  if (fault) {
    throw refusal(errors, 'SUCCESSION_NOT_POSSIBLE', {
      organisationId,
      successorId,
      day: day.toString(),
      because: because[fault],
    })
  }

  const step = { from: organisationId, to: successorId, day }
  await handOver.markSucceeded(tx, step)
  const people = await handOver.handOverPeople(tx, step)
  await handOver.handOverRoles(tx, step)
  await handOver.handOverTeams(tx, step)
  await handOver.endDelegations(tx, step)
  await endSessionsOf(tx, people)
  await recordAudit(tx, organisationId, { successorId, day: day.toString(), people: people.length })
  return people.length
}
