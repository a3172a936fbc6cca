import { listNetworkSources } from '#modules/feeds'
import type { Subject } from '#modules/information-governance'
import { listLinks, redirectOf } from '#modules/person-index'
import type { ReadTx } from '#platform/database'

/** The persons that these links make, with all their source persons. */
export function subjectsOf(links: readonly { personId: string; sourcePersonId: string; datasetId: string }[]): Subject[] {
  return [...Map.groupBy(links, (link) => link.personId)].map(([personId, its]) => ({
    personId,
    sources: its.map(({ sourcePersonId, datasetId }) => ({ sourcePersonId, datasetId })),
  }))
}

/** The person with this id, followed through a merge. Undefined if there is none. Needs a grant of scope `network`. */
export async function findSubject(tx: ReadTx, personId: string): Promise<Subject | undefined> {
  const [subject] = subjectsOf(await listLinks(tx, { persons: [personId] }))
  if (subject) return subject
  const remaining = await redirectOf(tx, personId)
  return remaining ? subjectsOf(await listLinks(tx, { persons: [remaining] }))[0] : undefined
}

/** The persons of these source persons, each with all its source persons. Needs a grant of scope `network` or `search`. */
export async function listSubjectsOf(tx: ReadTx, sources: readonly string[]): Promise<Subject[]> {
  if (sources.length === 0) return []
  return subjectsOf(await listLinks(tx, { sources }))
}

/** The people who share a household with this person or are related to her. Needs a grant of scope `network`. */
export async function listNetworkSubjects(tx: ReadTx, subject: Subject): Promise<Subject[]> {
  const sources = await listNetworkSources(
    tx,
    subject.sources.map((source) => source.sourcePersonId),
  )
  return (await listSubjectsOf(tx, sources)).filter((other) => other.personId !== subject.personId)
}
