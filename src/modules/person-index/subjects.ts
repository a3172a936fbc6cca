import { listNetworkSources, type NetworkSource } from '#modules/feeds'
import { decidingScope, type Subject } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import { dayOf } from '#platform/dates'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import { type Link, listLinksOfCircle, listLinksOfNamed, listLinksOfNamedWith, redirectOf } from './link.repository.ts'

// Each of these takes the narrow grant that it needs: the database follows links and pointers of whom that names, and of nobody else.

/** A person with the links that make her. */
export type LinkedSubject = Omit<Subject, 'sources'> & { readonly sources: readonly Link[] }

const subjectsOf = (links: readonly Link[]): LinkedSubject[] =>
  [...Map.groupBy(links, (link) => link.personId)].map(([personId, sources]) => ({
    personId,
    sources,
    protection: sources[0]!.protection,
  }))

/** Who stands for an id that is nobody's: decided about like anyone else. */
export const nobodyOf = (personId: string): LinkedSubject => ({ personId, sources: [], protection: 'none' })

/** Every source person of these people. */
export const sourcesOf = (subjects: readonly Subject[]): string[] =>
  subjects.flatMap((subject) => subject.sources.map((source) => source.sourcePersonId))

/** The person with this id, followed through a merge. Undefined if there is none. */
export const findSubject = (services: Services, tx: ReadTx, personId: string): Promise<LinkedSubject | undefined> =>
  following(tx, personId, async (id) => {
    return subjectsOf(await named(services, tx, { persons: [id] }, () => listLinksOfNamed(tx)))[0]
  })

/** A person with everyone who shares a household with her or is related to her. */
export type Circle = { readonly main: LinkedSubject; readonly network: readonly LinkedSubject[] }

/** The person with this id, followed through a merge, and her circle. Undefined if there is none. */
export const findCircle = (services: Services, tx: ReadTx, personId: string): Promise<Circle | undefined> =>
  following(tx, personId, async (id) => {
    const today = dayOf(services.house.now(), services.place.zone)
    const people = subjectsOf(await named(services, tx, { persons: [id] }, () => listLinksOfCircle(tx, today)))
    const main = people.find((one) => one.personId === id)
    return main && { main, network: people.filter((one) => one !== main) }
  })

/** What `find` finds for this id, or for the one that it leads on to. */
async function following<T>(tx: ReadTx, personId: string, find: (id: string) => Promise<T | undefined>): Promise<T | undefined> {
  const found = await find(personId)
  if (found !== undefined) return found
  const remaining = await redirectOf(tx, personId)
  return remaining === undefined ? undefined : find(remaining)
}

/** Reads under the narrow grant that names these. Grant and statement are sent at once: the connection keeps their order. */
async function named<T>(
  { house }: Services,
  tx: ReadTx,
  whom: { readonly persons?: readonly string[]; readonly sources?: readonly string[] },
  read: () => Promise<T>,
): Promise<T> {
  const [, found] = await Promise.all([grant(house, tx, decidingScope(tx.actor.teams, whom)), read()])
  return found
}

/** The persons of these source persons, each with all its source persons. */
export async function listSubjectsOf(services: Services, tx: ReadTx, sources: readonly string[]): Promise<LinkedSubject[]> {
  if (sources.length === 0) return []
  return subjectsOf(await named(services, tx, { sources }, () => listLinksOfNamed(tx)))
}

/** The persons of these source persons who have one of `among`, too, each with all its source persons. */
export async function listSubjectsWith(
  services: Services,
  tx: ReadTx,
  sources: readonly string[],
  among: readonly string[],
): Promise<LinkedSubject[]> {
  if (sources.length === 0) return []
  return subjectsOf(await named(services, tx, { sources }, () => listLinksOfNamedWith(tx, among)))
}

/** The source persons who share a household with these or are related to them, and whether they live there today. */
export async function listNetwork(services: Services, tx: ReadTx, sources: readonly string[]): Promise<NetworkSource[]> {
  if (sources.length === 0) return []
  const today = dayOf(services.house.now(), services.place.zone)
  return named(services, tx, { sources }, () => listNetworkSources(tx, today))
}
