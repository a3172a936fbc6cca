import { findPurpose } from '#modules/information-governance'
import { identifyWorker } from '#modules/partnership'
import { getAccount } from '#modules/resident-portal'
import type { Actor } from '#platform/acts'
import { dayOf } from '#platform/dates'
import { errors, refusal } from '#platform/errors'
import type { Place } from '#platform/services'
import type { House } from '#platform/transactions'

/** Adds to what a session says who that is now: name, organisation, current roles, teams and training. */
export function identifyIn(place: () => Place, now: House['now']): House['identify'] {
  return async (tx, identity): Promise<Actor> => {
    const day = dayOf(now(), place().zone)
    const { kind, actorId: id, organisationId, purpose, sessionId, steppedUpAt } = identity
    const known = { kind, id, organisationId, purpose, sessionId, steppedUpAt }
    if (kind === 'resident') {
      const account = await getAccount(tx, id)
      return {
        ...known,
        name: account.displayName,
        organisationName: place().name,
        roles: ['resident'],
        purposeName: '',
        teams: [],
        trainings: [],
      }
    }
    const [worker, named] = await Promise.all([identifyWorker(tx, id, organisationId, day), findPurpose(tx, purpose, day)])
    // Her employer says that she has left: the session is nobody's from this moment.
    if (!worker) throw refusal(errors, 'NOT_SIGNED_IN')
    return { ...known, ...worker, purposeName: named?.name ?? purpose }
  }
}
