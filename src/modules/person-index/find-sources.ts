import { decidingScope, listOwnSources, relatedSources, type Subject } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import * as repository from './keys.repository.ts'
import { listSubjectsOf, sourcesOf } from './subjects.ts'

/** The most source persons that one search looks at, and that one key of it leads to: its work is the same, whoever is looked for. */
const caps = { most: 1000, mostForKey: 200 }

/** Everyone whom these search keys lead to: those with most keys first, of a common name alone not all. */
export async function findSubjects(services: Services, tx: ReadTx, keys: readonly string[]): Promise<Subject[]> {
  return listSubjectsOf(services, tx, (await look(services, tx, keys)).sources)
}

/**
 * The people whom these search keys lead to and with whom the reader or her team works now: all of them. Where a key leads to a
 * crowd, they are looked for among her own people, since no list of a crowd is sure to have them in it.
 */
export async function findOwnSubjects(services: Services, tx: ReadTx, keys: readonly string[]): Promise<Subject[]> {
  const { sources, crowded } = await look(services, tx, keys)
  if (crowded.length === 0) {
    const found = await listSubjectsOf(services, tx, sources)
    return withAny(found, await relatedSources(tx, sourcesOf(found)))
  }
  const { actor } = tx
  await grant(services.house, tx, decidingScope(actor.teams))
  const own = await listSubjectsOf(services, tx, await listOwnSources(tx, actor.id, actor.teams))
  await grant(services.house, tx, decidingScope(actor.teams, { keys }))
  return withAny(own, await repository.listSourcesWithKeys(tx, keys, sourcesOf(own)))
}

async function look(services: Services, tx: ReadTx, keys: readonly string[]): Promise<repository.Found> {
  await grant(services.house, tx, decidingScope(tx.actor.teams, { keys }))
  return repository.listSourcesByKeys(tx, keys, caps)
}

function withAny(subjects: readonly Subject[], sources: readonly string[]): Subject[] {
  const wanted = new Set(sources)
  return subjects.filter((subject) => subject.sources.some((source) => wanted.has(source.sourcePersonId)))
}
