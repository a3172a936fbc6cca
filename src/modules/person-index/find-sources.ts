import { decidingScope, listOwnSources, relatedSources, type Subject } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import * as repository from './keys.repository.ts'
import { listSubjectsOf, sourcesOf } from './subjects.ts'

/** The most source persons that one search looks at, and that one key of it leads to: its work is the same, whoever is looked for. */
const caps = { most: 1000, mostForKey: 200 }

/** Beyond so many source persons it is less work to look among the reader's own people. Whoever is found is the same. */
const mostToFollow = 100

/** Everyone whom these search keys lead to: those with most keys first, of a common name alone not all. */
export async function findSubjects(services: Services, tx: ReadTx, keys: readonly string[]): Promise<Subject[]> {
  return listSubjectsOf(services, tx, (await look(services, tx, keys)).sources)
}

/**
 * The people whom these search keys lead to and with whom the reader or her team works now: all of them. Where the keys lead to a
 * crowd, they are looked for among her own people, since no list of a crowd is sure to have them in it.
 */
export async function findOwnSubjects(services: Services, tx: ReadTx, keys: readonly string[]): Promise<Subject[]> {
  const { sources, crowded } = await look(services, tx, keys)
  if (crowded.length === 0 && sources.length <= mostToFollow) {
    const found = await listSubjectsOf(services, tx, sources)
    return withAny(found, await relatedSources(tx, sourcesOf(found)))
  }
  const { actor } = tx
  // A grant and what is read under it are sent at once: the connection keeps their order.
  const [, ownSources] = await Promise.all([
    grant(services.house, tx, decidingScope(actor.teams)),
    listOwnSources(tx, actor.id, actor.teams),
  ])
  const own = await listSubjectsOf(services, tx, ownSources)
  const [, found] = await Promise.all([
    grant(services.house, tx, decidingScope(actor.teams, { keys })),
    repository.listSourcesWithKeys(tx, keys, sourcesOf(own)),
  ])
  return withAny(own, found)
}

async function look(services: Services, tx: ReadTx, keys: readonly string[]): Promise<repository.Found> {
  const [, found] = await Promise.all([
    grant(services.house, tx, decidingScope(tx.actor.teams, { keys })),
    repository.listSourcesByKeys(tx, keys, caps),
  ])
  return found
}

function withAny(subjects: readonly Subject[], sources: readonly string[]): Subject[] {
  const wanted = new Set(sources)
  return subjects.filter((subject) => subject.sources.some((source) => wanted.has(source.sourcePersonId)))
}
