import type { ReadTx } from '#platform/database'
import type { MatchKeys } from './compartments.ts'
import type { Member } from './grouping.rules.ts'
import { type Comparable, type Compared, compare } from './matching.ts'
import * as records from './records.repository.ts'

export type KnownMember = Member & records.Origin & { readonly comparable: Comparable; readonly keys: readonly bigint[] }

/** Who is compared with whom, and what they say: found by shared keys, each pair weighed once. */
export class Neighbours {
  readonly #tx: ReadTx
  readonly #keys: MatchKeys
  readonly #members = new Map<string, KnownMember>()
  readonly #compared = new Map<string, Map<string, Compared>>()

  constructor(tx: ReadTx, keys: MatchKeys) {
    this.#tx = tx
    this.#keys = keys
  }

  /** The record of a source person whom `look` or `load` has found; undefined where nothing of her stands. */
  member(source: string): KnownMember | undefined {
    return this.#members.get(source)
  }

  /** With whom a source person whom `look` was asked about was compared. */
  of(source: string): ReadonlyMap<string, Compared> {
    return this.#compared.get(source) ?? new Map()
  }

  /** Finds and weighs everyone who shares a key with one of these. */
  async look(sources: readonly string[]): Promise<void> {
    await this.load(sources)
    const keys = new Set(sources.flatMap((source) => this.#members.get(source)?.keys ?? []))
    const around = await records.listHolders(
      this.#tx,
      [...keys].map((key) => this.#keys.pair(key)),
    )
    const shared = around.map((one) => one.sources).filter((holders) => holders.length <= records.mostHolders)
    await this.load(shared.flat())
    const asked = new Set(sources)
    for (const holders of shared)
      for (const one of holders) if (asked.has(one)) for (const other of holders) if (other !== one) this.#weigh(one, other)
  }

  async load(sources: readonly string[]): Promise<void> {
    const unknown = [...new Set(sources)].filter((source) => !this.#members.has(source))
    if (unknown.length === 0) return
    for (const stored of await records.listRecords(this.#tx, unknown)) {
      const { source, epoch, datasetId, controllerId, regime } = stored
      const { comparable, keys } = this.#keys.open(stored)
      const { numbers, replaced } = comparable
      const content = `${datasetId}|${JSON.stringify(comparable)}`
      this.#members.set(source, { source, epoch, datasetId, controllerId, regime, numbers, replaced, comparable, keys, content })
    }
  }

  #weigh(one: string, other: string): void {
    const [left, right] = [this.#members.get(one), this.#members.get(other)]
    if (!left || !right || left.epoch !== right.epoch || this.#compared.get(one)?.has(other)) return
    const compared = compare(left.comparable, right.comparable)
    this.#of(one).set(other, compared)
    this.#of(other).set(one, compared)
  }

  #of(source: string): Map<string, Compared> {
    const known = this.#compared.get(source) ?? new Map<string, Compared>()
    this.#compared.set(source, known)
    return known
  }
}
