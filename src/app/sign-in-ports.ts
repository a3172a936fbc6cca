import { listPurposes } from '#modules/information-governance'
import { findWorkerBySignIn } from '#modules/partnership'
import { findAccount } from '#modules/resident-portal'
import { dayOf } from '#platform/dates'
import type { Services } from '#platform/services'
import type { OpenIdClient } from '#platform/sign-in/openid'
import type { SignInPorts } from '#platform/sign-in/sign-in'

/** What someone starts to work under, by subject: said by the place's cast; else the first purpose that her roles have. */
export type UsualPurposes = ReadonlyMap<string, string>

/** How sign-in learns who someone is here: a worker of an organisation, or a resident with an account. */
export function signInPorts(
  { house, place }: Services,
  client: OpenIdClient,
  steward: string,
  usual: UsualPurposes,
): SignInPorts {
  const today = () => dayOf(house.now(), place.zone)
  return {
    client,
    async findAccount(tx, { issuer, subject }) {
      const worker = await findWorkerBySignIn(tx, issuer, subject, today())
      const [employer] = worker?.employers ?? []
      if (worker && employer) {
        const offered = await listPurposes(tx, employer.roles, today())
        const purpose = offered.find((one) => one.id === usual.get(subject)) ?? offered[0]
        return (
          purpose && {
            kind: 'worker',
            actorId: worker.id,
            organisationId: employer.organisationId,
            purpose: purpose.id,
          }
        )
      }
      const account = await findAccount(tx, issuer, subject)
      return account && { kind: 'resident', actorId: account.id, organisationId: steward, purpose: 'own-record' }
    },
    purposesFor: (tx, actor) => listPurposes(tx, actor.roles, today()),
  }
}
