import { listFacts, listFreshness } from '#modules/feeds'
import { type Decision, openSaidWords, type Subject } from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { addressRules, decideAbout, findCircle, nameRules, nobodyOf, sourcesOf } from '#modules/person-index'
import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, readPersonal } from '#platform/transactions'
import { type PersonRecord, recordOf } from './person.rules.ts'

type Found = Decision & { readonly main: Subject; readonly network: readonly Subject[] }

/**
 * One person as this reader may lawfully see her now: who is involved, household and network, timeline, facts, and who
 * else is involved whose records stay with them. Leaves one entry for each person shown. Refuses as if there were nobody
 * when no relationship, purpose and agreement together allow anything.
 *
 * @param alone only what the reader's own service holds, to compare; decided and logged like the whole
 */
export async function openPerson(services: Services, caller: Caller, personId: string, alone = false): Promise<PersonRecord> {
  const { house, place, vault } = services
  return readPersonal(
    house,
    caller,
    'shared-record.person.read',
    (tx) => decideOnPerson(services, tx, personId),
    async (tx, found) => {
      const [facts, organisations, freshness] = await Promise.all([
        listFacts(tx, vault, sourcesOf([found.main, ...found.network])),
        namesOfOrganisations(tx),
        listFreshness(tx, [...new Set(found.people.flatMap((person) => person.datasets.map((one) => one.datasetId)))]),
      ])
      const disputes = facts.flatMap((fact) => fact.dispute?.disputeId ?? [])
      return recordOf({
        ...found,
        facts,
        disputeWords: await openSaidWords(tx, vault, disputes),
        names: nameRules,
        homes: addressRules,
        organisations,
        freshness,
        now: house.now(),
        zone: place.zone,
        alone,
      })
    },
  )
}

async function decideOnPerson(
  services: Services,
  tx: Tx<'shared-record.person.read'>,
  personId: string,
): Promise<Disclosed<Found>> {
  // Someone who is not there is decided about like someone who may not be seen: same answer, same log entry.
  const { main, network } = (await findCircle(services, tx, personId)) ?? { main: nobodyOf(personId), network: [] }
  const disclosed = await decideAbout(services, tx, [main, ...network], 'person', main.personId)
  return { ...disclosed, explained: { ...disclosed.explained, main, network } }
}
