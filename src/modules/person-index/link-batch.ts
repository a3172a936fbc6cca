import { findBatchOrigin, listMatchingFacts, listSourcesOfBatch } from '#modules/feeds'
import { machineEntry } from '#modules/information-governance'
import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import { sourceFactsOf } from './facts.rules.ts'
import { keepRecords } from './keep-records.ts'
import { keyHash, searchKeysOf } from './keyed-hash.ts'
import * as keys from './keys.repository.ts'
import { lockLinking } from './link.repository.ts'
import { matchRecordOf, matchSecret } from './matching.ts'
import type { Origin } from './records.repository.ts'
import { relink, sourcesAtATime } from './relink.ts'

/**
 * Links the source persons of a batch: writes anew what is compared of them and the keys they are found by, finds everyone whom
 * the change can touch, and has the links say what the model and people say. The answer depends on the records alone, not on the order in which batches come (I5).
 *
 * @param again what a batch that was linked before has done anew: only its records, or then its links, whether anything changed or not
 */
export async function linkBatch(
  services: Services,
  tx: Tx<'person-index.link'>,
  batchId: string,
  again?: 'records' | 'links',
): Promise<void> {
  const { intake } = services
  const origin = await findBatchOrigin(tx, batchId)
  if (!origin) return
  const now = intake.now()
  await grant(intake, tx, { bound: { batch: batchId, dataset: origin.datasetId, controller: origin.controllerId } })
  await lockLinking(tx)
  const sources = await listSourcesOfBatch(tx, batchId)
  const touched = await keepWhatIsCompared(services, tx, sources, origin)
  const toLink = { records: [], links: sources, changed: touched }[again ?? 'changed']
  const relinked = await relink(tx, services.vault, toLink, now)
  await recordAccess(tx, [
    machineEntry(
      'person-index.link',
      {
        agreement: `OWN-${origin.datasetId} v1`,
        classes: { [origin.datasetId]: ['identity', 'identifier', 'address', 'contact'] },
      },
      now,
    ),
  ])
  await recordAudit(tx, batchId, { sources: sources.length, ...relinked })
}

/** Writes the keys and records of these source persons anew, from what their current facts say. Returns whom that touches. */
async function keepWhatIsCompared(
  { vault }: Services,
  tx: ReadTx,
  sources: readonly string[],
  origin: Origin,
): Promise<string[]> {
  const [hash, secret] = [keyHash(vault.derive('search keys')), matchSecret(vault)]
  const touched = new Set<string>()
  for (let at = 0; at < sources.length; at += sourcesAtATime) {
    const part = sources.slice(at, at + sourcesAtATime)
    const facts = Map.groupBy(await listMatchingFacts(tx, vault, part), (fact) => fact.sourcePersonId)
    const known = [...facts].map(([source, its]) => ({ source, facts: sourceFactsOf(its) }))
    await keys.deleteSearchKeys(tx, part)
    await keys.insertSearchKeys(
      tx,
      origin,
      known.flatMap(({ source, facts: its }) => searchKeysOf(its, hash).map((key) => ({ source, key }))),
    )
    const records = new Map(known.map(({ source, facts: its }) => [source, matchRecordOf(its, secret)]))
    for (const source of await keepRecords(tx, vault, origin, part, records)) touched.add(source)
  }
  return [...touched]
}
