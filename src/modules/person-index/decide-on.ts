import type { Decision } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import type { Disclosed } from '#platform/transactions'
import { decideAbout } from './decide-about.ts'
import { findSubject, type LinkedSubject, nobodyOf } from './subjects.ts'

/** A person about whom was decided: all her records, and those whose identity the reader may see. */
export type DecidedSubject = LinkedSubject & {
  readonly visible: readonly string[]
  readonly agencies: ReadonlyMap<string, string>
  /** Which classes of each dataset's information the reader may see. */
  readonly classes: ReadonlyMap<string, readonly string[]>
}

/**
 * Decides about one person, whom the request is about. What the decision leaves out is as if it were not there: a record
 * whose identity may not be seen is in no list and counts for nothing that is shown.
 */
export async function decideOn(
  services: Services,
  tx: ReadTx,
  personId: string,
  view: string,
): Promise<Disclosed<Decision> & { readonly subject: DecidedSubject }> {
  // Someone who is not there is decided about like someone who may not be seen: same answer, same log entry.
  const subject = (await findSubject(services, tx, personId)) ?? nobodyOf(personId)
  const disclosed = await decideAbout(services, tx, [subject], view, subject.personId)
  const datasets = disclosed.explained.people.flatMap((person) => person.datasets)
  const agencies = new Map(
    datasets.filter((one) => one.classes.includes('identity')).map((one) => [one.datasetId, one.plainName]),
  )
  const visible = subject.sources.filter((source) => agencies.has(source.datasetId)).map((source) => source.sourcePersonId)
  const classes = new Map(datasets.map((one) => [one.datasetId, one.classes]))
  return { ...disclosed, subject: { ...subject, visible, agencies, classes } }
}
