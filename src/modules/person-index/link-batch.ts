import { findBatchOrigin, listMatchingFacts, listSourcesOfBatch } from '#modules/feeds'
import { machineEntry } from '#modules/information-governance'
import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import { sourceFactsOf } from './facts.rules.ts'
import { groupsOf, type Member } from './grouping.rules.ts'
import { keyHash, matchKeysOf, searchKeysOf } from './keyed-hash.ts'
import * as keys from './keys.repository.ts'
import * as links from './link.repository.ts'
import { changesOf } from './person-ids.rules.ts'

/** Which rules linked: kept with every link. */
export const rulesVersion = 'exact-1'
const sourcesAtATime = 5000

/**
 * Links the source persons of a batch by the exact rules: makes their keys anew, finds everyone whom the keys can touch, and
 * has the links say what the rules say. The answer depends on the records alone, not on the order in which batches come (I5).
 */
export async function linkBatch({ intake, vault }: Services, tx: Tx<'person-index.link'>, batchId: string): Promise<void> {
  const origin = await findBatchOrigin(tx, batchId)
  if (!origin) return
  const now = intake.now()
  await grant(intake, tx, { bound: { batch: batchId, dataset: origin.datasetId, controller: origin.controllerId } })
  await links.lockLinking(tx)
  const sources = await listSourcesOfBatch(tx, batchId)
  const hash = keyHash(vault.derive('search keys'))
  for (let at = 0; at < sources.length; at += sourcesAtATime) {
    const part = sources.slice(at, at + sourcesAtATime)
    const facts = Map.groupBy(await listMatchingFacts(tx, vault, part), (fact) => fact.sourcePersonId)
    const known = [...facts].map(([source, its]) => ({ source, facts: sourceFactsOf(its) }))
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
  const changed = await relink(tx, sources, origin)
  await recordAccess(tx, [
    machineEntry(
      'person-index.link',
      { agreement: `OWN-${origin.datasetId} v1`, classes: { [origin.datasetId]: ['identity', 'identifier', 'address'] } },
      now,
    ),
  ])
  await recordAudit(tx, batchId, { sources: sources.length, ...changed })

  async function relink(tx: ReadTx, from: readonly string[], itsOrigin: keys.Origin) {
    const touched = await reachedFrom(tx, from)
    const members = membersOf(touched, await keys.listMatchKeys(tx, touched), itsOrigin)
    const changes = changesOf(
      groupsOf(members, []),
      await links.listCurrentLinks(tx, touched),
      await links.listFormerLinks(tx, touched),
      () => newId(),
    )
    const origins = new Map<string, Omit<links.SourceOrigin, 'source'>>(from.map((source) => [source, itsOrigin]))
    for (const { source, ...its } of await links.listOrigins(tx, touched)) origins.set(source, its)
    await links.applyChanges(tx, changes, origins, rulesVersion, now)
    return { linked: changes.started.length, ended: changes.ended.length, merged: changes.redirected.length }
  }
}

/** Everyone whom a change of these can touch: who shares a key, who is linked with them, and so on, until nobody is new. */
async function reachedFrom(tx: ReadTx, sources: readonly string[]): Promise<string[]> {
  const reached = new Set(sources)
  for (let edge: readonly string[] = sources; edge.length > 0; ) {
    const found = [...(await keys.listSharing(tx, edge)), ...(await links.listLinkedWith(tx, edge))]
    edge = [...new Set(found.filter((source) => !reached.has(source)))]
    for (const source of edge) reached.add(source)
  }
  return [...reached]
}

function membersOf(
  sources: readonly string[],
  stored: readonly (keys.StoredKey & { readonly dataset: string })[],
  origin: keys.Origin,
): Member[] {
  const its = Map.groupBy(stored, (key) => key.source)
  return sources.map((source) => {
    const own = its.get(source) ?? []
    const of = (kind: string) => own.filter((key) => key.kind === kind).map((key) => key.key.toString())
    return {
      source,
      dataset: own[0]?.dataset ?? origin.datasetId,
      numbers: of('nhs-number'),
      supersededNumbers: of('superseded-nhs-number'),
      descriptions: of('name-birth-postcode'),
      epoch: of('identity-epoch')[0] ?? '',
    }
  })
}
