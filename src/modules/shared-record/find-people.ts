import { listIdentities } from '#modules/feeds'
import { decidingScope, relatedSources, type Subject } from '#modules/information-governance'
import {
  decideAbout,
  findSources,
  listSubjectsOf,
  type PeopleQuery,
  type RankedPerson,
  rankCandidates,
  searchKeysFor,
  sourcesOf,
} from '#modules/person-index'
import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, DisclosureRefused, grant, readPersonal } from '#platform/transactions'

const act = 'shared-record.person.search'
/** A page of results. What does not fit is found by a narrower search: nobody browses. */
export const resultsShown = 25

/**
 * People whom the reader or her team works with and who fit the description: spelt otherwise, day and month swapped, an
 * old address. Nobody else is found, and a search that finds nobody looks the same whoever was looked for (practice K5).
 * Leaves one entry for each person shown.
 */
export async function findPeople(services: Services, caller: Caller, query: PeopleQuery): Promise<RankedPerson[]> {
  try {
    return await readPersonal(
      services.house,
      caller,
      act,
      (tx) => decideOnCandidates(services, tx, query),
      async (tx, { subjects }, showOnly) => {
        const facts = await listIdentities(tx, services.vault, sourcesOf(subjects))
        const ranked = rankCandidates(query, subjects, facts).slice(0, resultsShown)
        showOnly(ranked.map((person) => person.personId))
        return ranked
      },
    )
  } catch (error) {
    if (error instanceof DisclosureRefused && error.code === 'NOTHING_TO_SHOW') return []
    throw error
  }
}

async function decideOnCandidates(
  services: Services,
  tx: Tx<typeof act>,
  query: PeopleQuery,
): Promise<Disclosed<{ subjects: readonly Subject[] }>> {
  const { house, vault } = services
  const keys = searchKeysFor(query, vault.derive('search keys'))
  await grant(house, tx, decidingScope(tx.actor.teams, { keys }))
  const matching = await listSubjectsOf(services, tx, await findSources(tx, keys))
  const known = new Set(await relatedSources(tx, sourcesOf(matching)))
  const subjects = matching.filter((subject) => subject.sources.some((source) => known.has(source.sourcePersonId)))
  return { ...(await decideAbout(services, tx, subjects, 'search')), explained: { subjects } }
}
