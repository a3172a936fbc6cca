import { listIdentities } from '#modules/feeds'
import type { Subject } from '#modules/information-governance'
import {
  decideAbout,
  findOwnSubjects,
  findSubjects,
  type PeopleQuery,
  type RankedPerson,
  rankCandidates,
  searchKeysFor,
  sourcesOf,
} from '#modules/person-index'
import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, DisclosureRefused, readPersonal } from '#platform/transactions'

/** A page of results. What does not fit is found by a narrower search: nobody browses. */
export const resultsShown = 25
/** How many people a description may lead to. One that fits more of them is too thin to go by. */
const describedShown = 10

/**
 * People whom the reader or her team works with and who fit the description: spelt otherwise, day and month swapped, an
 * old address. Nobody else is found, and a search that finds nobody looks the same whoever was looked for (practice K5).
 * Leaves one entry for each person shown.
 */
export function findPeople(services: Services, caller: Caller, query: PeopleQuery): Promise<RankedPerson[]> {
  return search(services, caller, 'shared-record.person.search', resultsShown, async (tx) => {
    const subjects = await findOwnSubjects(services, tx, keysFor(services, query))
    return { query, subjects, disclosed: await decideAbout(services, tx, subjects, 'search') }
  })
}

/** Someone who fits a description: no address, since the one who looks knows the address that she was told, and needs no other. */
export type Described = Omit<RankedPerson, 'address'>

/**
 * Whom an open contact may be about, among everyone. Only for a front-door worker who holds one (practice K5).
 *
 * @param describe makes sure that she holds it, and gives the words to look by; what it refuses, this refuses
 */
export async function findDescribed<Act extends string>(
  services: Services,
  caller: Caller,
  act: Act,
  describe: (tx: Tx<Act>) => Promise<PeopleQuery>,
): Promise<Described[]> {
  const found = await search(services, caller, act, describedShown, async (tx) => {
    const query = await describe(tx)
    const subjects = await findSubjects(services, tx, keysFor(services, query))
    const disclosed = await decideAbout(services, tx, subjects, 'contact-match', undefined, 'open-contact')
    return { query, subjects, disclosed }
  })
  return found.map(({ address: _, ...described }) => ({
    ...described,
    disputed: described.disputed.filter((what) => what !== 'address'),
  }))
}

type Looked = {
  readonly query: PeopleQuery
  readonly subjects: readonly Subject[]
  readonly disclosed: Disclosed<unknown>
}

/** Decides about those who fit, ranks them by what was granted, and leaves entries for those that are shown. Nobody: an empty list. */
async function search<Act extends string>(
  { house, vault }: Services,
  caller: Caller,
  act: Act,
  shown: number,
  look: (tx: Tx<Act>) => Promise<Looked>,
): Promise<RankedPerson[]> {
  try {
    return await readPersonal(
      house,
      caller,
      act,
      async (tx) => {
        const { disclosed, ...explained } = await look(tx)
        return { ...disclosed, explained }
      },
      async (tx, { query, subjects }, showOnly) => {
        const facts = await listIdentities(tx, vault, sourcesOf(subjects))
        const ranked = rankCandidates(query, subjects, facts).slice(0, shown)
        showOnly(ranked.map((person) => person.personId))
        return ranked
      },
    )
  } catch (error) {
    if (error instanceof DisclosureRefused && error.code === 'NOTHING_TO_SHOW') return []
    throw error
  }
}

const keysFor = ({ vault }: Services, query: PeopleQuery): string[] => searchKeysFor(query, vault.derive('search keys'))
