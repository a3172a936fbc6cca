import {
  type Decision,
  decidingScope,
  errors as governanceErrors,
  openEmergency,
  type Reason,
  requireMayOpen,
} from '#modules/information-governance'
import { decideAbout, findSubject, type LinkedSubject, nobodyOf, preferredNames } from '#modules/person-index'
import type { Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, grant, readPersonal } from '#platform/transactions'

type Found = Decision & { readonly subject: LinkedSubject }

/** What she is told before she opens: who it is about, and of which services more would be shown. */
export type BeforeOpening = { readonly personId: string; readonly name: string; readonly services: readonly string[] }

async function decideOn(services: Services, tx: Tx<'governance.emergency.open'>, personId: string): Promise<Disclosed<Found>> {
  await requireMayOpen(services, tx)
  const subject = (await findSubject(services, tx, personId)) ?? nobodyOf(personId)
  // Whom she may not see at all she cannot open either: the front door looks for her (practice K5).
  const disclosed = await decideAbout(services, tx, [subject], 'emergency', subject.personId)
  return { ...disclosed, explained: { ...disclosed.explained, subject } }
}

/** What an emergency would open. Only of services that she knows to be involved: of others it says nothing. */
export function readBeforeOpening(services: Services, caller: Caller, personId: string): Promise<BeforeOpening> {
  return readPersonal(
    services.house,
    caller,
    'governance.emergency.open',
    (tx) => decideOn(services, tx, personId),
    async (tx, { subject, people }) => ({
      personId: subject.personId,
      name: (await preferredNames(services, tx, [subject])).get(subject.personId) ?? 'Name not shared',
      services: [...new Set(people[0]!.datasets.map((one) => one.plainName))].sort(),
    }),
  )
}

/** Opens her records for an hour. What then may be seen is decided again at each look; this look is logged, too. */
export function openInEmergency(
  services: Services,
  caller: Caller,
  personId: string,
  why: { reason: Reason | undefined; said: string },
): Promise<string> {
  const { house } = services
  return readPersonal(
    house,
    caller,
    'governance.emergency.open',
    (tx) => decideOn(services, tx, personId),
    async (tx, { subject, people }) => {
      const { reason, said } = why
      if (!reason || said === '') throw refusal(governanceErrors, 'EMERGENCY_INCOMPLETE')
      const known = new Set(people[0]!.datasets.map((one) => one.datasetId))
      const records = subject.sources.filter((source) => known.has(source.datasetId))
      await grant(house, tx, decidingScope(tx.actor.teams, { sources: records.map((one) => one.sourcePersonId) }))
      const opened = Object.fromEntries([...known].sort().map((one) => [one, []]))
      await openEmergency(services, tx, { personId: subject.personId, records, opened }, { reason, said })
      return subject.personId
    },
  )
}
