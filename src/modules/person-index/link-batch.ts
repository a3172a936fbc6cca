import { findBatchOrigin, findFeedOrigin, listMatchingFacts, listSourcesOfBatch, listSourcesOfDataset } from '#modules/feeds'
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
import { type Relinked, relink, sourcesAtATime } from './relink.ts'

/**
 * Links the source persons of a batch: writes anew what is compared of them and the keys they are found by, finds everyone whom
 * the change can touch, and has the links say what the model and people say. The answer depends on the records alone, not on the order in which batches come (I5).
 */
export async function linkBatch(services: Services, tx: Tx<'person-index.link'>, batchId: string): Promise<void> {
  const origin = await findBatchOrigin(tx, batchId)
  if (!origin) return
  await begin(services, tx, origin, { batch: batchId })
  const sources = await listSourcesOfBatch(tx, batchId)
  const touched = await keepWhatIsCompared(services, tx, sources, origin)
  await finish(services, tx, origin, batchId, sources.length, await relink(tx, services.vault, touched, services.intake.now()))
}

/** Does one half of the work anew for everyone of a feed, whether anything changed or not: only the records, or then the links. */
export async function linkFeedAgain(
  services: Services,
  tx: Tx<'person-index.link'>,
  feedId: string,
  half: 'records' | 'links',
): Promise<void> {
  const origin = await findFeedOrigin(tx, feedId)
  if (!origin) return
  await begin(services, tx, origin, {})
  const sources = await listSourcesOfDataset(tx, origin.datasetId)
  if (half === 'records') await keepWhatIsCompared(services, tx, sources, origin)
  const toLink = half === 'links' ? sources : []
  await finish(services, tx, origin, feedId, sources.length, await relink(tx, services.vault, toLink, services.intake.now()))
}

/** Binds the transaction to the dataset whose records it writes, and waits until no other matcher works. */
async function begin({ intake }: Services, tx: Tx<'person-index.link'>, origin: Origin, to: Record<string, string>) {
  await grant(intake, tx, { bound: { ...to, dataset: origin.datasetId, controller: origin.controllerId } })
  await lockLinking(tx)
}

/** Leaves the machine's one entry in the access log, and tells in the audit what was done. */
async function finish(
  { intake }: Services,
  tx: Tx<'person-index.link'>,
  { datasetId }: Origin,
  subject: string,
  sources: number,
  relinked: Relinked,
) {
  await recordAccess(tx, [
    machineEntry(
      'person-index.link',
      {
        agreements: [`OWN-${datasetId} v1`],
        classes: { [datasetId]: ['identity', 'identifier', 'address', 'contact'] },
      },
      intake.now(),
    ),
  ])
  await recordAudit(tx, subject, { sources, ...relinked })
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
