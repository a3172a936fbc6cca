import { sipHash } from '#matching/siphash'
import type { ReadTx } from '#platform/database'
import { seal, type Vault } from '#platform/vault'
import { type MatchRecord, matchSecret, modelId } from './matching.ts'
import { Neighbours, recordKey, recordPlace } from './neighbours.ts'
import * as records from './records.repository.ts'
import { fitting } from './relink.ts'

/**
 * Writes the records and keys of these source persons as they are now; one that is not given stands no more.
 *
 * @returns whom the change touches: those whose record is another, who fitted them before, and who share a key of which
 * it is now another question whether it leads anywhere
 */
export async function keepRecords(
  tx: ReadTx,
  vault: Vault,
  origin: records.Origin,
  sources: readonly string[],
  now: ReadonlyMap<string, MatchRecord>,
): Promise<Set<string>> {
  const [secret, sealing] = [matchSecret(vault), recordKey(vault)]
  const texts = new Map([...now].map(([source, { comparable }]) => [source, JSON.stringify(comparable)]))
  const fingerprint = (source: string) => sipHash(secret, `${modelId}|${now.get(source)!.epoch}|${texts.get(source)}`)
  const before = await records.listFingerprints(tx, sources)
  const changed = sources.filter((source) => (now.has(source) ? fingerprint(source) : undefined) !== before.get(source))
  if (changed.length === 0) return new Set()

  const known = changed.filter((source) => before.has(source))
  const former = new Neighbours(tx, vault)
  if (known.length > 0) await former.look(known)
  const lost = await records.listKeysEach(tx, known)
  if (known.length > 0) await records.deleteRecords(tx, known)
  await records.insertRecords(
    tx,
    origin,
    changed
      .filter((source) => now.has(source))
      .map((source) => ({
        source,
        epoch: now.get(source)!.epoch,
        keys: now.get(source)!.keys,
        fingerprint: fingerprint(source),
        sealed: seal(sealing, texts.get(source)!, recordPlace(source)),
      })),
  )
  const gained = changed.flatMap((source) => now.get(source)?.keys ?? [])
  const turned = await records.listTurned(tx, changeOf(gained, lost))
  return new Set([...changed, ...known.flatMap((source) => fitting(former, source)), ...turned])
}

/** How many more records share each key now than before; keys of which as many share it are left out. */
function changeOf(gained: readonly bigint[], lost: readonly bigint[]): Map<bigint, number> {
  const change = new Map<bigint, number>()
  for (const key of gained) change.set(key, (change.get(key) ?? 0) + 1)
  for (const key of lost) change.set(key, (change.get(key) ?? 0) - 1)
  for (const [key, by] of change) if (by === 0) change.delete(key)
  return change
}
