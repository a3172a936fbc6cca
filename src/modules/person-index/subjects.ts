import { listNetworkSources, type NetworkSource } from '#modules/feeds'
import { decidingScope, type Subject } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import { dayOf } from '#platform/dates'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import { type Link, listLinksOf, listLinksOfNamed, redirectOf } from './link.repository.ts'

// Each of these takes the narrow grant that it needs: the database follows links and pointers of whom that names, and of nobody else.

/** A person with the links that make her. */
export type LinkedSubject = Omit<Subject, 'sources'> & { readonly sources: readonly Link[] }

const subjectsOf = (links: readonly Link[]): LinkedSubject[] =>
  [...Map.groupBy(links, (link) => link.personId)].map(([personId, sources]) => ({ personId, sources }))

/** Every source person of these people. */
export const sourcesOf = (subjects: readonly Subject[]): string[] =>
  subjects.flatMap((subject) => subject.sources.map((source) => source.sourcePersonId))

/** The person with this id, followed through a merge. Undefined if there is none. */
export async function findSubject(services: Services, tx: ReadTx, personId: string): Promise<LinkedSubject | undefined> {
  const subject = await subjectWith(services, tx, personId)
  if (subject) return subject
  const remaining = await redirectOf(tx, personId)
  return remaining === undefined ? undefined : subjectWith(services, tx, remaining)
}

async function subjectWith({ house }: Services, tx: ReadTx, personId: string): Promise<LinkedSubject | undefined> {
  await grant(house, tx, decidingScope(tx.actor.teams, { persons: [personId] }))
  return subjectsOf(await listLinksOf(tx, [personId]))[0]
}

/** The persons of these source persons, each with all its source persons. */
export async function listSubjectsOf({ house }: Services, tx: ReadTx, sources: readonly string[]): Promise<LinkedSubject[]> {
  if (sources.length === 0) return []
  await grant(house, tx, decidingScope(tx.actor.teams, { sources }))
  return subjectsOf(await listLinksOfNamed(tx))
}

/** The people who share a household with this person or are related to her. */
export async function listNetworkSubjects(services: Services, tx: ReadTx, subject: Subject): Promise<LinkedSubject[]> {
  const network = await listNetwork(services, tx, sourcesOf([subject]))
  const people = await listSubjectsOf(
    services,
    tx,
    network.map((source) => source.id),
  )
  return people.filter((other) => other.personId !== subject.personId)
}

/** The source persons who share a household with these or are related to them, and whether they live there today. */
export async function listNetwork({ house, place }: Services, tx: ReadTx, sources: readonly string[]): Promise<NetworkSource[]> {
  if (sources.length === 0) return []
  await grant(house, tx, decidingScope(tx.actor.teams, { sources }))
  return listNetworkSources(tx, dayOf(house.now(), place.zone))
}
