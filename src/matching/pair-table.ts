/**
 * Finds the pair of two groups: open addressing over typed arrays. A pair is a number; its groups stand in `ends`, at twice
 * the number and one further, and may only change while the pair is not in the table.
 */
export class PairTable {
  readonly #ends: Int32Array
  readonly #cells: Int32Array
  #mask = 0

  /** @param most how many pairs it holds at most, at any time */
  constructor(ends: Int32Array, most: number) {
    this.#ends = ends
    this.#cells = new Int32Array(cellsFor(most))
  }

  /** Empties it. Only so many cells are used, and emptied, as these pairs need: a small component costs little. */
  clear(pairs: number): void {
    this.#mask = cellsFor(pairs) - 1
    this.#cells.fill(0, 0, this.#mask + 1)
  }

  /** The cell in which the pair of these groups is, or would be. */
  cellOf(one: number, other: number): number {
    const ends = this.#ends
    for (let cell = this.#home(one, other); ; cell = (cell + 1) & this.#mask) {
      const pair = this.#cells[cell]! - 1
      if (pair < 0) return cell
      const [a, b] = [ends[2 * pair]!, ends[2 * pair + 1]!]
      if ((a === one && b === other) || (a === other && b === one)) return cell
    }
  }

  /** The pair in a cell, or -1. */
  at(cell: number): number {
    return this.#cells[cell]! - 1
  }

  put(cell: number, pair: number): void {
    this.#cells[cell] = pair + 1
  }

  /** Takes a pair out, and moves up those behind it that would otherwise no longer be found. */
  remove(pair: number): void {
    const cells = this.#cells
    let gap = this.cellOf(this.#ends[2 * pair]!, this.#ends[2 * pair + 1]!)
    for (let cell = (gap + 1) & this.#mask; cells[cell] !== 0; cell = (cell + 1) & this.#mask) {
      const next = cells[cell]! - 1
      const home = this.#home(this.#ends[2 * next]!, this.#ends[2 * next + 1]!)
      // It may move into the gap unless its home lies behind the gap.
      if (((cell - home) & this.#mask) < ((cell - gap) & this.#mask)) continue
      cells[gap] = next + 1
      gap = cell
    }
    cells[gap] = 0
  }

  #home(one: number, other: number): number {
    const low = one < other ? one : other
    const high = one < other ? other : one
    // The finish of MurmurHash3: records that are compared have numbers near one another, and must not crowd together here.
    let mixed = Math.imul(low, 0x9e3779b1) + high
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) & this.#mask
  }
}

/** A power of two, at least half of which stays empty. */
const cellsFor = (pairs: number): number => 2 ** Math.ceil(Math.log2(2 * pairs + 2))
