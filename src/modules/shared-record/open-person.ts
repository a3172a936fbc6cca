import { listFacts, listFreshness } from '#modules/feeds'
import { type Decision, openSaidWords, type Subject } from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { addressRules, decideAbout, findCircle, nameRules, nobodyOf, sourcesOf } from '#modules/person-index'
import type { ReadTx, Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, readPersonal } from '#platform/transactions'
import type { Part } from '#platform/views/html'
import { type PersonRecord, recordOf } from './person.rules.ts'

/**
 * What another room shows on a person's page: read in the same transaction under the same decision, so that it is one look with one entry. Of records that the
 * grant does not let through it gets nothing. Higher rooms implement it; `src/app` registers it.
 */
export type PersonPanel = (services: Services, tx: ReadTx, sources: readonly string[]) => Promise<Part>

type Found = Decision & { readonly main: Subject; readonly network: readonly Subject[] }

/**
 * One person as this reader may lawfully see her now: who is involved, household and network, timeline, facts, and who
 * else is involved whose records stay with them. Leaves one entry for each person shown. Refuses as if there were nobody
 * when no relationship, purpose and agreement together allow anything.
 *
 * @param alone only what the reader's own service holds, to compare; decided and logged like the whole
 * @param panels what other rooms show of her beside it
 */
export async function openPerson(
  services: Services,
  caller: Caller,
  personId: string,
  alone = false,
  panels: readonly PersonPanel[] = [],
): Promise<PersonRecord & { readonly panels: readonly Part[] }> {
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
      const shown: Part[] = []
      for (const panel of panels) shown.push(await panel(services, tx, sourcesOf([found.main])))
      const record = recordOf({
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
      return { ...record, panels: shown }
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
