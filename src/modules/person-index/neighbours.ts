import type { ReadTx } from '#platform/database'
import { open, type SealedPlace, type Vault } from '#platform/vault'
import type { Member } from './grouping.rules.ts'
import { type Comparable, type Compared, compare } from './matching.ts'
import * as records from './records.repository.ts'

export type KnownMember = Member & records.Origin & { readonly comparable: Comparable }

/** What a record says is sealed with one key of the vault, at the place where it stands. */
export const recordKey = (vault: Vault): Buffer => vault.derive('match records')
export const recordPlace = (source: string): SealedPlace => ({
  table: 'person_index.match_record',
  column: 'sealed',
  row: source,
  version: 1,
})

/** Who is compared with whom, and what they say: found by shared keys, each pair weighed once. */
export class Neighbours {
  readonly #tx: ReadTx
  readonly #key: Buffer
  readonly #members = new Map<string, KnownMember>()
  readonly #compared = new Map<string, Map<string, Compared>>()

  constructor(tx: ReadTx, vault: Vault) {
    this.#tx = tx
    this.#key = recordKey(vault)
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
    const around = await records.listHolders(this.#tx, sources)
    const shared = around.map((one) => one.sources).filter((holders) => holders.length <= records.mostHolders)
    await this.load([...sources, ...shared.flat()])
    const asked = new Set(sources)
    for (const holders of shared)
      for (const one of holders) if (asked.has(one)) for (const other of holders) if (other !== one) this.#weigh(one, other)
  }

  async load(sources: readonly string[]): Promise<void> {
    const unknown = [...new Set(sources)].filter((source) => !this.#members.has(source))
    if (unknown.length === 0) return
    for (const { sealed, ...known } of await records.listRecords(this.#tx, unknown)) {
      const text = open(this.#key, sealed, recordPlace(known.source))
      const comparable = JSON.parse(text) as Comparable
      const { numbers, replaced } = comparable
      this.#members.set(known.source, { ...known, numbers, replaced, comparable, content: `${known.datasetId}|${text}` })
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
