import { findBatchOrigin, listMatchingFacts, listSourcesOfBatch } from '#modules/feeds'
import { machineEntry } from '#modules/information-governance'
import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import { sourceFactsOf } from './facts.rules.ts'
import { keyHash, matchKeysOf, searchKeysOf } from './keyed-hash.ts'
import * as keys from './keys.repository.ts'
import { lockLinking } from './link.repository.ts'
import { relink, sourcesAtATime } from './relink.ts'

/**
 * Links the source persons of a batch by the exact rules: makes their keys anew, finds everyone whom the keys can touch, and
 * has the links say what the rules say. The answer depends on the records alone, not on the order in which batches come (I5).
 */
export async function linkBatch(services: Services, tx: Tx<'person-index.link'>, batchId: string): Promise<void> {
  const { intake } = services
  const origin = await findBatchOrigin(tx, batchId)
  if (!origin) return
  const now = intake.now()
  await grant(intake, tx, { bound: { batch: batchId, dataset: origin.datasetId, controller: origin.controllerId } })
  await lockLinking(tx)
  const sources = await listSourcesOfBatch(tx, batchId)
  const standing = await makeKeys(services, tx, sources, origin)
  const relinked = await relink(tx, sources, { origin, sources: new Set(sources), standing }, now)
  await recordAccess(tx, [
    machineEntry(
      'person-index.link',
      { agreement: `OWN-${origin.datasetId} v1`, classes: { [origin.datasetId]: ['identity', 'identifier', 'address'] } },
      now,
    ),
  ])
  await recordAudit(tx, batchId, { sources: sources.length, ...relinked })
}

/** Makes the keys of these source persons anew, from what their current facts say. Returns those of whom something stands. */
async function makeKeys({ vault }: Services, tx: ReadTx, sources: readonly string[], origin: keys.Origin): Promise<Set<string>> {
  const hash = keyHash(vault.derive('search keys'))
  const standing = new Set<string>()
  for (let at = 0; at < sources.length; at += sourcesAtATime) {
    const part = sources.slice(at, at + sourcesAtATime)
    const facts = Map.groupBy(await listMatchingFacts(tx, vault, part), (fact) => fact.sourcePersonId)
    const known = [...facts].map(([source, its]) => ({ source, facts: sourceFactsOf(its) }))
    for (const { source } of known) standing.add(source)
    await keys.deleteKeys(tx, part)
    await keys.insertSearchKeys(
      tx,
      origin,
      known.flatMap(({ source, facts: its }) => searchKeysOf(its, hash).map((key) => ({ source, key }))),
    )
    await keys.insertMatchKeys(
      tx,
      origin,
      known.flatMap(({ source, facts: its }) => matchKeysOf(its, hash).map((key) => ({ source, ...key }))),
    )
  }
  return standing
}
