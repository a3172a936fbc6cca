import { PairTable } from './pair-table.ts'

/**
 * Average linkage of one component at a time. What two groups say of each other is the sum of what their compared pairs say
 * above a pair that was never compared (the excess); their average is that sum over all their pairs, compared or not, so a
 * pair without a comparison need not be stored.
 *
 * The average of a joined group with a third is never above both of those from before. So a pair keeps its place in the heap
 * when its groups grow, as a bound from above, and is weighed again only when it comes to the top; and of two pairs that
 * become one, that which stands higher stays. A pair is weighed at most once for each time that the product of its groups'
 * sizes grows, and leaves when the excess is spent over too many pairs. Groups take over the shorter list of neighbours.
 * Together: time grows as the number of compared pairs, times the logarithm, times (highest - unseen) / (stop - unseen);
 * memory as the compared pairs of the largest component.
 */
export class AverageLinkage {
  readonly #stop: number
  // Of each compared pair: its two groups (-1: no pair any more), the next of the same group, the excess, the place.
  readonly #ends: Int32Array
  readonly #nextEnd: Int32Array
  readonly #excess: Float64Array
  readonly #average: Float64Array
  readonly #tie: Float64Array
  readonly #heap: Int32Array
  readonly #table: PairTable
  #pairs = 0
  #heaped = 0
  // Of each group, named by one of its records: size, lowest record, the first of its pairs (-1: none) and how many.
  readonly #size: Int32Array
  readonly #lowest: Int32Array
  readonly #firstEnd: Int32Array
  readonly #degree: Int32Array
  /** The next record of the same group, in a ring. */
  readonly #nextMember: Int32Array
  readonly #group: Int32Array
  #records = 0
  readonly #source: Int32Array
  readonly #seen: Int32Array
  #look = 0

  /**
   * @param stop excess at which two groups are still joined; more than 0
   * @param sources how many sources have each person once
   */
  constructor(stop: number, most: { readonly records: number; readonly pairs: number; readonly sources: number }) {
    this.#stop = stop
    this.#ends = new Int32Array(2 * most.pairs)
    this.#nextEnd = new Int32Array(2 * most.pairs)
    this.#excess = new Float64Array(most.pairs)
    this.#average = new Float64Array(most.pairs)
    this.#tie = new Float64Array(most.pairs)
    this.#heap = new Int32Array(most.pairs)
    this.#table = new PairTable(this.#ends, most.pairs)
    this.#size = new Int32Array(most.records)
    this.#lowest = new Int32Array(most.records)
    this.#firstEnd = new Int32Array(most.records)
    this.#degree = new Int32Array(most.records)
    this.#nextMember = new Int32Array(most.records)
    this.#group = new Int32Array(most.records)
    this.#source = new Int32Array(most.records)
    this.#seen = new Int32Array(most.sources)
  }

  /** Begins a component: its records are numbered from 0, each a group of its own, and at most so many pairs follow. */
  begin(records: number, pairs: number): void {
    this.#records = records
    this.#pairs = 0
    this.#table.clear(pairs)
    for (let record = 0; record < records; record++) {
      this.#lowest[record] = this.#nextMember[record] = this.#group[record] = record
      this.#firstEnd[record] = this.#source[record] = -1
      this.#degree[record] = 0
      this.#size[record] = 1
    }
  }

  /** This record is of a source that has each person once. */
  setSource(record: number, source: number): void {
    this.#source[record] = source
  }

  /** What a compared pair says. Where it is given twice, the higher counts. */
  compare(one: number, other: number, excess: number): void {
    const pair = this.#pairOf(one, other)
    if (excess > this.#excess[pair]!) this.#excess[pair] = excess
  }

  /** These two are never together, nor are any groups with them. To be said after all that `compare` says. */
  forbid(one: number, other: number): void {
    this.#excess[this.#pairOf(one, other)] = -Infinity
  }

  /** These two are together, whatever is said of them. To be said before `run`. */
  require(one: number, other: number): void {
    const [a, b] = [this.#groupOf(one), this.#groupOf(other)]
    if (a !== b) this.#join(a, b)
  }

  /** Joins what is above the stop, the highest average first, of equals the lowest record's. */
  run(): void {
    this.#heaped = 0
    for (let pair = 0; pair < this.#pairs; pair++) {
      if (this.#ends[2 * pair]! >= 0 && this.#weigh(pair)) this.#heap[this.#heaped++] = pair
    }
    for (let at = (this.#heaped >> 1) - 1; at >= 0; at--) this.#sink(at)
    while (this.#heaped > 0) this.#settle(this.#heap[0]!)
  }

  /** The lowest record of the group that this one is in. */
  lowestWith(record: number): number {
    return this.#lowest[this.#groupOf(record)]!
  }

  #groupOf(record: number): number {
    let at = record
    while (this.#group[at] !== at) at = this.#group[at] = this.#group[this.#group[at]!]!
    return at
  }

  /** Finds the pair of two records, or begins it. */
  #pairOf(one: number, other: number): number {
    const cell = this.#table.cellOf(one, other)
    if (this.#table.at(cell) >= 0) return this.#table.at(cell)
    const pair = this.#pairs++
    this.#table.put(cell, pair)
    this.#excess[pair] = this.#average[pair] = -Infinity
    this.#addEnd(2 * pair, one)
    this.#addEnd(2 * pair + 1, other)
    return pair
  }

  #addEnd(end: number, group: number): void {
    this.#ends[end] = group
    const first = this.#firstEnd[group]!
    this.#nextEnd[end] = first < 0 ? end : this.#nextEnd[first]!
    if (first < 0) this.#firstEnd[group] = end
    else this.#nextEnd[first] = end
    this.#degree[group]! += 1
  }

  /** What the highest pair comes to: its groups are joined, or it sinks to where it stands by now, or it leaves. */
  #settle(pair: number): void {
    const [average, tie] = [this.#average[pair]!, this.#tie[pair]!]
    const [a, b] = [this.#ends[2 * pair]!, this.#ends[2 * pair + 1]!]
    const stays = a >= 0 && this.#weigh(pair)
    if (stays && (this.#average[pair] !== average || this.#tie[pair] !== tie)) {
      this.#sink(0)
      return
    }
    this.#drop()
    if (!stays) return
    if (this.#shareSource(a, b)) this.#excess[pair] = this.#average[pair] = -Infinity
    else this.#join(a, b)
  }

  /** Works out where a pair stands now. False, and nowhere, if its groups may not be joined. */
  #weigh(pair: number): boolean {
    const [a, b] = [this.#ends[2 * pair]!, this.#ends[2 * pair + 1]!]
    const average = this.#excess[pair]! / (this.#size[a]! * this.#size[b]!)
    const stays = average >= this.#stop
    this.#average[pair] = stays ? average : -Infinity
    const [one, other] = [this.#lowest[a]!, this.#lowest[b]!]
    this.#tie[pair] = one < other ? one * this.#records + other : other * this.#records + one
    return stays
  }

  #shareSource(a: number, b: number): boolean {
    if (this.#seen.length === 0) return false
    this.#look++
    for (let at = a; ; ) {
      if (this.#source[at]! >= 0) this.#seen[this.#source[at]!] = this.#look
      if ((at = this.#nextMember[at]!) === a) break
    }
    for (let at = b; ; ) {
      if (this.#source[at]! >= 0 && this.#seen[this.#source[at]!] === this.#look) return true
      if ((at = this.#nextMember[at]!) === b) return false
    }
  }

  /** The group with fewer pairs joins the other. */
  #join(a: number, b: number): void {
    const [into, from] = this.#degree[a]! >= this.#degree[b]! ? [a, b] : [b, a]
    const [first, own] = [this.#firstEnd[from]!, this.#firstEnd[into]!]
    for (let end = first; end >= 0; ) {
      this.#handOver(end, into)
      if ((end = this.#nextEnd[end]!) === first) break
    }
    if (own < 0) this.#firstEnd[into] = first
    else if (first >= 0) swap(this.#nextEnd, own, first)
    swap(this.#nextMember, into, from)
    this.#group[from] = into
    this.#degree[into]! += this.#degree[from]!
    this.#size[into]! += this.#size[from]!
    if (this.#lowest[from]! < this.#lowest[into]!) this.#lowest[into] = this.#lowest[from]!
  }

  /** A pair of the group that joins becomes one of the joined group, together with the one that this may have already. */
  #handOver(end: number, into: number): void {
    if (this.#ends[end]! < 0) return
    const pair = end >> 1
    const other = this.#ends[end ^ 1]!
    this.#table.remove(pair)
    if (other === into) {
      this.#end(pair)
      return
    }
    this.#ends[end] = into
    const cell = this.#table.cellOf(into, other)
    const twin = this.#table.at(cell)
    const stays = twin < 0 || this.#isBefore(pair, twin) ? pair : twin
    this.#table.put(cell, stays)
    if (twin < 0) return
    const goes = stays === pair ? twin : pair
    this.#excess[stays]! += this.#excess[goes]!
    this.#end(goes)
  }

  #end(pair: number): void {
    this.#ends[2 * pair] = this.#ends[2 * pair + 1] = -1
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#average[one]!, this.#average[other]!]
    return a > b || (a === b && this.#tie[one]! < this.#tie[other]!)
  }

  #drop(): void {
    this.#heap[0] = this.#heap[--this.#heaped]!
    this.#sink(0)
  }

  #sink(from: number): void {
    const heap = this.#heap
    const pair = heap[from]!
    let at = from
    for (let child = 2 * at + 1; child < this.#heaped; child = 2 * at + 1) {
      if (child + 1 < this.#heaped && this.#isBefore(heap[child + 1]!, heap[child]!)) child++
      if (!this.#isBefore(heap[child]!, pair)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = pair
  }
}

function swap(numbers: Int32Array, one: number, other: number): void {
  const kept = numbers[one]!
  numbers[one] = numbers[other]!
  numbers[other] = kept
}
