/** Who hangs together: a forest over records, each tree named by its lowest record. */
export class Components {
  readonly #parent: Int32Array

  constructor(records: number) {
    this.#parent = new Int32Array(records)
    for (let record = 0; record < records; record++) this.#parent[record] = record
  }

  /** The lowest record that hangs together with this one. */
  rootOf(record: number): number {
    const parent = this.#parent
    let at = record
    for (let up = parent[at]!; up !== at; up = parent[at]!) {
      parent[at] = parent[up]!
      at = up
    }
    return at
  }

  join(one: number, other: number): void {
    const a = this.rootOf(one)
    const b = this.rootOf(other)
    if (a < b) this.#parent[b] = a
    else this.#parent[a] = b
  }

  /** The lowest record of each record's tree. The array is this forest's own: nothing may be joined afterwards. */
  roots(): Int32Array {
    for (let record = 0; record < this.#parent.length; record++) this.#parent[record] = this.#parent[this.#parent[record]!]!
    return this.#parent
  }
}
