import { decidingScope, listOwnSources, type Subject } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import * as repository from './keys.repository.ts'
import * as links from './link.repository.ts'
import { listSubjectsOf, listSubjectsWith } from './subjects.ts'

/** The most source persons that one search looks at, and that one key of it leads to: its work is the same, whoever is looked for. */
const amongEveryone = { most: 2000, mostForKey: 1000 }
/** Of a reader's own people nobody is missed by it: beyond so many it is less work to look among those. */
const amongOwn = { most: 100, mostForKey: 100 }

/** Everyone whom these search keys lead to: those with most keys first, of a common name alone not all. */
export async function findSubjects(services: Services, tx: ReadTx, keys: readonly string[]): Promise<Subject[]> {
  return listSubjectsOf(services, tx, (await look(services, tx, keys, amongEveryone)).sources)
}

/**
 * The people whom these search keys lead to and with whom the reader or her team works now: all of them. Where the keys lead to a
 * crowd, they are looked for among her own people, since no list of a crowd is sure to have them in it.
 */
export async function findOwnSubjects(services: Services, tx: ReadTx, keys: readonly string[]): Promise<Subject[]> {
  const { teams, id } = tx.actor
  // A grant and what is read under it are sent at once: the connection keeps their order.
  const [{ sources, crowded }, own] = await Promise.all([look(services, tx, keys, amongOwn), listOwnSources(tx, id, teams)])
  if (own.length === 0) return []
  if (crowded.length === 0 && sources.length < amongOwn.most) return listSubjectsWith(services, tx, sources, own)
  const records = await under({ sources: own }, () => links.listRecordsOfPeopleOfNamed(tx))
  return listSubjectsOf(services, tx, await under({ keys }, () => repository.listSourcesWithKeys(tx, keys, records)))

  async function under<T>(named: Parameters<typeof decidingScope>[1], read: () => Promise<T>): Promise<T> {
    const [, found] = await Promise.all([grant(services.house, tx, decidingScope(teams, named)), read()])
    return found
  }
}

/** Whom the keys lead to; the grant that it takes names her teams, too. */
async function look(services: Services, tx: ReadTx, keys: readonly string[], caps: typeof amongOwn): Promise<repository.Found> {
  const [, found] = await Promise.all([
    grant(services.house, tx, decidingScope(tx.actor.teams, { keys })),
    repository.listSourcesByKeys(tx, keys, caps),
  ])
  return found
}
