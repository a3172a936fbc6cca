/**
 * From scored pairs to people: which records are one person.
 */
import { AverageLinkage } from './average-linkage.ts'
import { Components } from './components.ts'
import { sortByCounting } from './sort-by-counting.ts'

export type RecordPair = readonly [number, number]

/** Pairs of records, numbered from 0, and what each pair says for being one person, in bits. In any order. */
export type ScoredPairs = {
  readonly records: number
  readonly left: Int32Array | Uint32Array
  readonly right: Int32Array | Uint32Array
  readonly weight: Float32Array | Float64Array
}

export type AverageLinkageOf = ScoredPairs & {
  /** Bits at which two groups are still joined. */
  readonly stop: number
  /** Bits that a pair counts which was never compared; less than `stop`. */
  readonly unseen: number
  /** Of each record its source, numbered from 0, if that source has each person once; else -1. */
  readonly source?: Int32Array | undefined
  /** What people decided: these two are one person. It stands above `source` too. */
  readonly mustLink?: readonly RecordPair[] | undefined
  /** What people decided: these two are not one person. */
  readonly cannotLink?: readonly RecordPair[] | undefined
}

/** People decided that records are one person and that they are not. */
export class DecisionsContradict extends Error {
  override name = 'DecisionsContradict'
  /** The records by which the two that must not be together are led together, those two first and last. */
  readonly chain: readonly number[]

  constructor(chain: readonly number[]) {
    super(
      `Records ${chain[0]} and ${chain.at(-1)} were said not to be one person, and yet to be one: ${chain.join(' = ')}. Take one of these decisions back.`,
    )
    this.chain = chain
  }
}

/**
 * Joins the two groups whose pairs say most on average, again and again, down to `stop`. All pairs between two groups count,
 * also those that were never compared. Of equal averages that of the lowest record comes first. The answer depends on the
 * pairs alone, never on their order: weights are counted in millionths of a bit (2^-20), so that sums are exact. A pair given
 * twice counts once, with its higher weight.
 *
 * @returns of each record the lowest record of its person
 * @throws RangeError naming the pair or the setting that makes no sense
 * @throws DecisionsContradict
 */
export function clusterByAverage(of: AverageLinkageOf): Int32Array {
  checkPairs(of)
  const { records, left, right, weight, stop, unseen, source, mustLink = [], cannotLink = [] } = of
  if (!(unseen < stop))
    throw new RangeError(`A pair that was never compared counts ${unseen} bits: that must be less than the stop, ${stop}`)
  if (source && source.length !== records) throw new RangeError(`${source.length} sources are given for ${records} records`)
  for (const pair of [...mustLink, ...cannotLink]) checkPair(pair[0], pair[1], records)
  refuseContradiction(records, mustLink, cannotLink)

  const least = finely(stop - unseen)
  // Only a pair at or above the stop can bring an average there, so groups of two components are never joined.
  const together = new Components(records)
  for (let at = 0; at < weight.length; at++) {
    if (finely(weight[at]! - unseen) >= least) together.join(left[at]!, right[at]!)
  }
  for (const [one, other] of mustLink) together.join(one, other)

  const clusters = together.roots()
  linkComponents(of, clusters, least)
  return clusters
}

/** Links each component by itself, and writes the lowest record of each person into `clusters`, which held that of each component. */
function linkComponents(of: AverageLinkageOf, clusters: Int32Array, least: number): void {
  const { records, source, mustLink = [], cannotLink = [] } = of
  const members = sortByCounting(clusters, records)
  const place = new Int32Array(records)
  for (let at = 0; at < records; at++) place[members.items[at]!] = at - members.start[clusters[members.items[at]!]!]!
  const pairs = pairsByComponent(of, clusters, place)
  const [required, forbidden] = [byComponent(mustLink, clusters), byComponent(cannotLink, clusters)]
  const linkage = new AverageLinkage(least, {
    records: members.most,
    pairs: pairs.most + forbidden.values().reduce((most, apart) => Math.max(most, apart.length), 0),
    sources: source ? source.reduce((most, one) => Math.max(most, one), -1) + 1 : 0,
  })

  for (let component = 0; component < records; component++) {
    const first = members.start[component]!
    const count = members.start[component + 1]! - first
    if (count < 2) continue
    const [from, to] = [pairs.start[component]!, pairs.start[component + 1]!]
    const apart = forbidden.get(component) ?? []
    linkage.begin(count, to - from + apart.length)
    if (source) for (let at = 0; at < count; at++) linkage.setSource(at, source[members.items[first + at]!]!)
    for (let at = from; at < to; at++) linkage.compare(pairs.left[at]!, pairs.right[at]!, pairs.excess[at]!)
    for (const [one, other] of apart) linkage.forbid(place[one]!, place[other]!)
    for (const [one, other] of required.get(component) ?? []) linkage.require(place[one]!, place[other]!)
    linkage.run()
    for (let at = 0; at < count; at++) clusters[members.items[first + at]!] = members.items[first + linkage.lowestWith(at)]!
  }
}

/** The pairs of each component one after the other, their records by their places in it. Pairs of two components are left out. */
function pairsByComponent(
  { records, left, right, weight, unseen }: AverageLinkageOf,
  componentOf: Int32Array,
  place: Int32Array,
) {
  const component = new Int32Array(weight.length)
  for (let pair = 0; pair < component.length; pair++) {
    const its = componentOf[left[pair]!]!
    component[pair] = its === componentOf[right[pair]!] ? its : -1
  }
  const { start, items, most } = sortByCounting(component, records)
  const sorted = {
    left: new Int32Array(items.length),
    right: new Int32Array(items.length),
    excess: new Float64Array(items.length),
  }
  for (let at = 0; at < items.length; at++) {
    const pair = items[at]!
    sorted.left[at] = place[left[pair]!]!
    sorted.right[at] = place[right[pair]!]!
    sorted.excess[at] = finely(weight[pair]! - unseen)
  }
  return { start, most, ...sorted }
}

/**
 * Whoever hangs together by pairs at or above the stop is one person: what Splink does. One wrong pair joins two people.
 *
 * @returns of each record the lowest record of its person
 * @throws RangeError naming the pair that makes no sense
 */
export function clusterByComponents(of: ScoredPairs & { readonly stop: number }): Int32Array {
  checkPairs(of)
  const together = new Components(of.records)
  for (let at = 0; at < of.weight.length; at++) if (of.weight[at]! >= of.stop) together.join(of.left[at]!, of.right[at]!)
  return together.roots()
}

const finely = (bits: number): number => Math.round(bits * 2 ** 20)

function checkPairs({ records, left, right, weight }: ScoredPairs): void {
  if (left.length !== right.length || left.length !== weight.length)
    throw new RangeError(`${left.length} left records, ${right.length} right records and ${weight.length} weights are given`)
  for (let at = 0; at < left.length; at++) {
    checkPair(left[at]!, right[at]!, records)
    if (!Number.isFinite(weight[at]))
      throw new RangeError(`The pair of records ${left[at]} and ${right[at]} weighs ${weight[at]}`)
  }
}

function checkPair(one: number, other: number, records: number): void {
  if (one < 0 || other < 0 || one >= records || other >= records || one === other)
    throw new RangeError(`There is no pair of records ${one} and ${other} among ${records}`)
}

function byComponent(pairs: readonly RecordPair[], componentOf: Int32Array): Map<number, RecordPair[]> {
  return Map.groupBy(
    pairs.filter(([one, other]) => componentOf[one] === componentOf[other]),
    ([one]) => componentOf[one]!,
  )
}

/** Whoever was said to be one person with somebody, by however many steps, cannot have been said not to be. */
function refuseContradiction(records: number, mustLink: readonly RecordPair[], cannotLink: readonly RecordPair[]): void {
  if (mustLink.length === 0) return
  const together = new Components(records)
  for (const [one, other] of mustLink) together.join(one, other)
  for (const [one, other] of cannotLink) {
    if (together.rootOf(one) === together.rootOf(other)) throw new DecisionsContradict(chainOf(one, other, mustLink))
  }
}

/** The shortest way from one record to another by pairs; there is one. */
function chainOf(from: number, to: number, pairs: readonly RecordPair[]): number[] {
  const neighbours = Map.groupBy(
    pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]),
    ([a]) => a,
  )
  const cameBy = new Map([[to, to]])
  for (const at of cameBy.keys()) for (const [, next] of neighbours.get(at) ?? []) if (!cameBy.has(next)) cameBy.set(next, at)
  const chain = [from]
  while (chain.at(-1) !== to) chain.push(cameBy.get(chain.at(-1)!)!)
  return chain
}
