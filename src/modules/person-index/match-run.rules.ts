import { type Band, bandsOf } from '#matching/evaluation'

/** What reviewers said of pairs that the model left to them. */
export type Reviewed = {
  /** Whether the model's probabilities come true, where reviewers have settled pairs. */
  readonly bands: readonly Band[]
  /** Of pairs that two judged in their own minds. */
  readonly both: number
  readonly same: number
  /** Gwet's AC1; null where nobody judged a pair twice. */
  readonly ac1: number | null
}

/** Bounds between bands of what the model claims of the pairs that it leaves to people. */
const bounds = [0.5, 0.7, 0.9, 0.95]

/**
 * What reviewers' answers say of the model, and of one another.
 *
 * AC1 is their agreement beyond chance, where chance is taken from how often they say either, so that it holds where nearly all pairs
 * are of one kind: K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement", 2008.
 *
 * @param settled pairs that were settled, with what the model claims of them in bits
 * @param judgedTwice for each pair that two judged: how many of the two said that it is one person
 */
export function reviewedOf(
  settled: readonly { readonly bits: number; readonly isSame: boolean }[],
  judgedTwice: readonly number[],
): Reviewed {
  const bands = bandsOf(
    {
      score: Float64Array.from(settled, (pair) => pair.bits),
      match: Uint8Array.from(settled, (pair) => Number(pair.isSame)),
    },
    bounds,
  ).filter((band) => band.actual !== null)
  const both = judgedTwice.length
  const same = judgedTwice.filter((count) => count !== 1).length
  if (both === 0) return { bands, both, same, ac1: null }
  const saysSame = judgedTwice.reduce((sum, count) => sum + count, 0) / (2 * both)
  const byChance = 2 * saysSame * (1 - saysSame)
  return { bands, both, same, ac1: (same / both - byChance) / (1 - byChance) }
}

/** The pairs within groups: each as `one|other`, the lower id first. */
export function* pairsWithin(groups: Iterable<readonly string[]>): Generator<string> {
  for (const group of groups) {
    const inOrder = group.toSorted()
    for (const [at, one] of inOrder.entries()) for (const other of inOrder.slice(at + 1)) yield `${one}|${other}`
  }
}
