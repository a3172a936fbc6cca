import { type Fact, listIdentities } from '#modules/feeds'
import { decidingScope, type Subject } from '#modules/information-governance'
import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, grant, readPersonal } from '#platform/transactions'
import { decideAbout } from './decide-about.ts'
import { decideOn } from './decide-on.ts'
import { findOwnSubjects } from './find-sources.ts'
import { searchKeysFor } from './keyed-hash.ts'
import { listOfEpochOf } from './keys.repository.ts'
import type { PeopleQuery } from './keys.rules.ts'
import { preferredName } from './preferred-name.rules.ts'
import { type RankedPerson, rankCandidates } from './rank.rules.ts'
import { sourcesOf } from './subjects.ts'

const act = 'person-index.link.decide'
const mostShown = 10

/** Who might be the same person: whom the reader works with too, nearest first. */
export type SamePerson = { readonly personId: string; readonly name: string; readonly candidates: readonly RankedPerson[] }

/**
 * People whom the reader or her team works with and who might be this person: by name and date of birth as the records shown
 * say them, or by another name that she gives. Leaves an entry for the person and for each who is shown.
 */
export async function findSamePerson(
  services: Services,
  caller: Caller,
  personId: string,
  otherName: string | undefined,
): Promise<SamePerson> {
  const { house, vault } = services
  return readPersonal(
    house,
    caller,
    act,
    (tx) => decideOnCandidates(services, tx, personId, otherName),
    async (tx, { person, name, query, candidates }, showOnly) => {
      const facts = await listIdentities(tx, vault, sourcesOf(candidates))
      const ranked = rankCandidates(query, candidates, facts).slice(0, mostShown)
      showOnly([person, ...ranked.map((candidate) => candidate.personId)])
      return { personId: person, name, candidates: ranked }
    },
  )
}

type Looked = {
  readonly person: string
  readonly name: string
  readonly query: PeopleQuery
  readonly candidates: readonly Subject[]
}

async function decideOnCandidates(
  services: Services,
  tx: Tx<typeof act>,
  personId: string,
  otherName: string | undefined,
): Promise<Disclosed<Looked>> {
  const { house, vault } = services
  const { subject, ...own } = await decideOn(services, tx, personId, 'link-candidates')
  await grant(house, tx, own.grant)
  const known = describe(await listIdentities(tx, vault, subject.visible))
  const query = otherName ? { ...known, name: otherName } : known

  const keys = searchKeysFor(query, vault.derive('search keys'))
  const found = (await findOwnSubjects(services, tx, keys)).filter((other) => other.personId !== subject.personId)
  const candidates = await ofOneEpoch(services, tx, subject, found)
  const disclosed = await decideAbout(services, tx, [subject, ...candidates], 'link-candidates', subject.personId)
  return { ...disclosed, explained: { person: subject.personId, name: known.name ?? 'Name not recorded', query, candidates } }
}

/** Those who could be her: nobody is led from one identity of a human to another (I4). */
async function ofOneEpoch(
  { house }: Services,
  tx: Tx<typeof act>,
  subject: Subject,
  others: readonly Subject[],
): Promise<Subject[]> {
  const [first] = subject.sources
  if (!first || others.length === 0) return []
  await grant(house, tx, decidingScope(tx.actor.teams, { sources: sourcesOf([subject, ...others]) }))
  const same = new Set(await listOfEpochOf(tx, first.sourcePersonId))
  return others.filter((other) => other.sources.every((source) => same.has(source.sourcePersonId)))
}

/** What to look by: the name in use and the date of birth. */
function describe(facts: readonly Fact[]): PeopleQuery {
  const identities = facts.flatMap((fact) => (fact.kind === 'identity' ? [fact.content] : []))
  const name = preferredName(facts)
  const born = identities.find((identity) => identity.dateOfBirth)?.dateOfBirth
  return { ...(name ? { name } : {}), ...(born ? { dateOfBirth: born } : {}) }
}
