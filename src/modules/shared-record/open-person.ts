import { type Fact, listFacts, listFreshness } from '#modules/feeds'
import { type Decision, decide, decidingScope, type Subject } from '#modules/information-governance'
import { listOrganisations } from '#modules/partnership'
import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, grant, readPersonal } from '#platform/transactions'
import { type PersonRecord, recordOf } from './person.rules.ts'
import { findSubject, listNetworkSubjects } from './subjects.ts'

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
      const sources = [found.main, ...found.network].flatMap((subject) => subject.sources.map((source) => source.sourcePersonId))
      const facts: Fact[] = await listFacts(tx, vault, sources)
      const organisations = new Map((await listOrganisations(tx)).map((organisation) => [organisation.id, organisation.name]))
      return recordOf({
        ...found,
        facts,
        organisations,
        freshness: await listFreshness(tx),
        now: house.now(),
        zone: place.zone,
        alone,
      })
    },
  )
}

async function decideOnPerson(
  { house }: Services,
  tx: Tx<'shared-record.person.read'>,
  personId: string,
): Promise<Disclosed<Found>> {
  await grant(house, tx, decidingScope(tx.actor.teams, { scope: 'network', persons: [personId] }))
  // Someone who is not there is decided about like someone who may not be seen: same answer, same log entry.
  const main = (await findSubject(tx, personId)) ?? { personId, sources: [] }
  const network = await listNetworkSubjects(tx, main)
  const disclosed = await decide(tx, [main, ...network], 'person', house.now(), main.personId)
  return { ...disclosed, explained: { ...disclosed.explained, main, network } }
}
