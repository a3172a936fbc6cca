import { sipHash } from '#matching/siphash'
import type { ReadTx } from '#platform/database'
import type { Vault } from '#platform/vault'
import { type Compartment, compartmentOf, MatchKeys } from './compartments.ts'
import { type MatchRecord, modelId } from './matching.ts'
import { Neighbours } from './neighbours.ts'
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
  const matchKeys = new MatchKeys(vault)
  const fingerprint = (source: string) => {
    const { epoch, comparable } = now.get(source)!
    return sipHash(matchKeys.secret, `${modelId}|${epoch}|${JSON.stringify(comparable)}`)
  }
  const before = await records.listFingerprints(tx, sources)
  const changed = sources.filter((source) => (now.has(source) ? fingerprint(source) : undefined) !== before.get(source))
  if (changed.length === 0) return new Set()

  const known = changed.filter((source) => before.has(source))
  const former = new Neighbours(tx, matchKeys)
  if (known.length > 0) await former.look(known)
  const lost = known.flatMap((source) => former.member(source)!.keys)
  if (known.length > 0) await records.deleteRecords(tx, known)
  const standing = (compartment: Compartment): records.NewRecord[] =>
    changed.flatMap((source) => {
      const its = now.get(source)
      if (!its || compartmentOf(its.comparable) !== compartment) return []
      const keys = its.keys.map((key) => matchKeys.pair(key)[compartment])
      return [{ source, epoch: its.epoch, keys, fingerprint: fingerprint(source), sealed: matchKeys.seal(source, its) }]
    })
  await records.insertRecords(tx, origin, standing('open'))
  await records.insertProtectedRecords(tx, origin, standing('protected'))
  const gained = changed.flatMap((source) => now.get(source)?.keys ?? [])
  const turned = await records.listTurned(
    tx,
    [...changeOf(gained, lost)].map(([key, by]) => ({ key: matchKeys.pair(key), by })),
  )
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
