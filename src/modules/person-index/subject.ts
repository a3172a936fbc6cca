import { type Decision, decide, decidingScope, type Subject } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import { type Disclosed, grant } from '#platform/transactions'
import * as links from './link.repository.ts'

/** A person about whom was decided: all her records, and those whose identity the reader may see. */
export type DecidedSubject = Subject & {
  readonly links: readonly links.Link[]
  readonly visible: readonly string[]
  readonly agencies: ReadonlyMap<string, string>
}

/** The person with this id, followed through a merge; someone who is not there has no records. Takes the grant it needs. */
export async function findSubject({ house }: Services, tx: ReadTx, personId: string): Promise<Subject & { links: links.Link[] }> {
  const named = (id: string) => grant(house, tx, decidingScope(tx.actor.teams, { scope: 'network', persons: [id] }))
  await named(personId)
  let its = await links.listLinks(tx, { persons: [personId] })
  const remaining = its.length > 0 ? undefined : await links.redirectOf(tx, personId)
  if (remaining) {
    await named(remaining)
    its = await links.listLinks(tx, { persons: [remaining] })
  }
  return { personId: remaining ?? personId, sources: its, links: its }
}

/**
 * Decides about one person, whom the request is about. What the decision leaves out is as if it were not there: a record
 * whose identity may not be seen is in no list and counts for nothing that is shown.
 */
export async function decideOn(
  { house }: Services,
  tx: ReadTx,
  subject: Awaited<ReturnType<typeof findSubject>>,
  view: string,
): Promise<Disclosed<Decision> & { readonly subject: DecidedSubject }> {
  const disclosed = await decide(tx, [subject], view, house.now(), subject.personId)
  const datasets = disclosed.explained.people.flatMap((person) => person.datasets)
  const agencies = new Map(
    datasets.filter((one) => one.classes.includes('identity')).map((one) => [one.datasetId, one.plainName]),
  )
  const visible = subject.sources.filter((source) => agencies.has(source.datasetId)).map((source) => source.sourcePersonId)
  return { ...disclosed, subject: { ...subject, visible, agencies } }
}
