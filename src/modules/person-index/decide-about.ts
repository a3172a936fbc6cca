import {
  type Bars,
  type Decision,
  decide,
  type Holding,
  listOwnRecords,
  type Reader,
  type Subject,
} from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import type { Disclosed } from '#platform/transactions'
import { listNetwork, listSubjectsOf, sourcesOf } from './subjects.ts'

/**
 * The disclosure decision about these people, with what the decision itself cannot look up: who lives with the reader.
 *
 * @param view what the caller will show, as the log names it: "person", "search", "my-day"
 * @param about the person the request is about, where it is about one
 * @param holding what the caller has just made sure that the reader holds
 * @param reader for whom the product itself makes something that she will read later
 */
export async function decideAbout(
  services: Services,
  tx: ReadTx,
  subjects: readonly Subject[],
  view: string,
  about?: string,
  holding?: Holding,
  reader?: Reader,
): Promise<Disclosed<Decision>> {
  return decide(tx, subjects, barsOf(services, tx), view, services.house.now(), about, holding, reader)
}

/** A worker's own records, and those of everyone who by any dataset's current facts lives with her (A10). */
async function barsOf(services: Services, tx: ReadTx): Promise<Bars> {
  if (tx.actor.kind !== 'worker') return new Map()
  const own = await listOwnRecords(tx)
  if (own.length === 0) return new Map()
  const herself = [...new Set([...own, ...sourcesOf(await listSubjectsOf(services, tx, own))])]
  const household = (await listNetwork(services, tx, herself)).filter((source) => source.livesThere)
  return new Map([
    ...household.map((source) => [source.id, 'household'] as const),
    ...herself.map((source) => [source, 'self'] as const),
  ])
}
