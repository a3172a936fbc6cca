/**
 * How good a matching is, against records whose person is known. Pairs are never listed, since a person with a thousand
 * records has half a million: how many there are follows from how many records each cluster has of each person.
 */

import { probabilityOf } from './probability.ts'
import { sortByCounting } from './sort-by-counting.ts'

/** A share, and the range that it may well have in truth (95%), after E. B. Wilson (1927). Null where there is nothing to count. */
export type Rate = {
  readonly count: number
  readonly of: number
  readonly rate: number
  readonly low: number
  readonly high: number
} | null

/** The share of `count` in `of`, with its interval. */
export function rateOf(count: number, of: number): Rate {
  if (of === 0) return null
  const z = 1.959964
  const rate = count / of
  const middle = (rate + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((rate * (1 - rate)) / of + (z * z) / (4 * of * of))
  return { count, of, rate, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** Pairs of records: those of one cluster, those of one person, and those of both. */
export type PairCounts = { readonly all: number; readonly claimed: number; readonly actual: number; readonly correct: number }

/** Precision, recall and F1. Null where there is nothing to count: nothing was claimed, or nobody has two records. */
export type Accuracy = { readonly precision: number | null; readonly recall: number | null; readonly f1: number | null }

/**
 * Counts the pairs of a clustering and of the truth.
 *
 * @param clusters of each record the number of its cluster, from 0
 * @param persons of each record the number of its person, from 0; -1 where it is not known: such a record is left out
 */
export function countPairs(clusters: Int32Array, persons: Int32Array): PairCounts {
  const { cluster, person, cell } = cellsOf(clusters, persons)
  const known = persons.reduce((sum, one) => sum + (one < 0 ? 0 : 1), 0)
  return { all: pairsAmong(known), claimed: pairsWithin(cluster), actual: pairsWithin(person), correct: pairsWithin(cell) }
}

/** How right the claimed pairs are, and how many of the actual ones are claimed. */
export function accuracyOf({ claimed, actual, correct }: Omit<PairCounts, 'all'>): Accuracy {
  const share = (of: number, part: number) => (of === 0 ? null : part / of)
  return { precision: share(claimed, correct), recall: share(actual, correct), f1: share(claimed + actual, 2 * correct) }
}

/** The adjusted Rand index (Hubert and Arabie 1985): 1 where both groupings are the same, about 0 where they agree by chance. */
export function adjustedRandIndex({ all, claimed, actual, correct }: PairCounts): number {
  const byChance = all === 0 ? 0 : (claimed * actual) / all
  const most = (claimed + actual) / 2
  return most === byChance ? 1 : (correct - byChance) / (most - byChance)
}

/** Pairs with what they claim and what is true: reviewed, or of known persons. */
export type JudgedPairs = {
  /** Bits. */
  readonly score: Float32Array | Float64Array
  /** 1: of one person; 0: of two. */
  readonly match: Uint8Array
}

/** The pairs that claim a probability from `from` up to, but without, `to`; the last band includes 1. */
export type Band = {
  readonly from: number
  readonly to: number
  /** How many of 1 they claim to be of one person, on average; null where there are none. */
  readonly claimed: number | null
  /** How many are. */
  readonly actual: Rate
  /** Claimed less actual: above 0, too sure. */
  readonly excess: number | null
}

/** Whether what is claimed comes true, band by band. `bounds`: rising, the inner bounds of the bands; 0 and 1 are the outer ones. */
export function bandsOf({ score, match }: JudgedPairs, bounds: readonly number[]): Band[] {
  const edges = [0, ...bounds, 1]
  const found = bounds.concat(1).map((to, at) => ({ from: edges[at]!, to, pairs: 0, matches: 0, claimed: 0 }))
  for (let pair = 0; pair < score.length; pair++) {
    const claimed = probabilityOf(score[pair]!)
    const band = found[bounds.filter((bound) => bound <= claimed).length]!
    band.pairs++
    band.matches += match[pair]!
    band.claimed += claimed
  }
  return found.map(({ from, to, pairs, matches, claimed }) => {
    const actual = rateOf(matches, pairs)
    return { from, to, actual, claimed: actual && claimed / pairs, excess: actual && claimed / pairs - actual.rate }
  })
}

/** The threshold at which scored pairs do best by F1, of equals the highest: pairs at or above it are links. */
export type Threshold = Accuracy & { readonly threshold: number }

/**
 * Tries every score as the threshold.
 *
 * @param missed how many pairs of one person were never scored: they count as missed
 * @returns null where no pair is of one person
 */
export function bestThreshold({ score, match }: JudgedPairs, missed = 0): Threshold | null {
  const order = Uint32Array.from(score.keys()).sort((a, b) => score[b]! - score[a]!)
  const actual = match.reduce((sum, one) => sum + one, missed)
  let [best, correct]: [Threshold | null, number] = [null, 0]
  for (const [at, pair] of order.entries()) {
    correct += match[pair]!
    const next = order[at + 1]
    if (correct === 0 || (next !== undefined && score[next] === score[pair])) continue
    const here = accuracyOf({ claimed: at + 1, actual, correct })
    if (here.f1! > (best?.f1 ?? 0)) best = { threshold: score[pair]!, ...here }
  }
  return best
}

/** How much two ways of missing and mixing up differ between groups of people, for the fairness report. */
export type GroupError = {
  readonly group: string
  /** Of the pairs of records that are of one person: those that were not linked. */
  readonly missed: Rate
  /** Of the pairs that were linked: those of two persons. */
  readonly wrong: Rate
}

/**
 * What is missed and what is linked wrongly, by group. A pair counts in the group of each of its records: once where both are of
 * one group, in both where they are of two. Pairs of one person stand and fall together, so the intervals are, if anything, too narrow.
 *
 * @param groups of each record its group
 * @returns a group each, in the order of their names
 */
export function errorsByGroup(clusters: Int32Array, persons: Int32Array, groups: readonly string[]): GroupError[] {
  const { cluster, person, cell } = cellsOf(clusters, persons)
  const [claimed, actual] = [pairsTouching(cluster, groups), pairsTouching(person, groups)]
  const correct = pairsTouching(cell, groups)
  return [...actual.keys()].sort().map((group) => {
    const [linked, own, right] = [claimed.get(group)!, actual.get(group)!, correct.get(group)!]
    return { group, missed: rateOf(own - right, own), wrong: rateOf(linked - right, linked) }
  })
}

/** Of each record whose person is known its cluster, its person, and the cell of both; -1 for the others. */
function cellsOf(clusters: Int32Array, persons: Int32Array): { cluster: Int32Array; person: Int32Array; cell: Int32Array } {
  if (clusters.length !== persons.length)
    throw new RangeError(`${clusters.length} clusters are given, and ${persons.length} persons`)
  const cell = new Int32Array(persons.length).fill(-1)
  const latest = new Int32Array(keysIn(clusters)).fill(-1)
  const { start, items } = sortByCounting(persons, keysIn(persons))
  let cells = 0
  for (let person = 0; person + 1 < start.length; person++) {
    const firstOfPerson = cells
    for (let at = start[person]!; at < start[person + 1]!; at++) {
      const cluster = clusters[items[at]!]!
      if (latest[cluster]! < firstOfPerson) latest[cluster] = cells++
      cell[items[at]!] = latest[cluster]!
    }
  }
  return { cluster: clusters.map((cluster, record) => (persons[record]! < 0 ? -1 : cluster)), person: persons, cell }
}

const keysIn = (keys: Int32Array): number => keys.reduce((most, key) => Math.max(most, key), -1) + 1

/** How many pairs of records share their key. */
function pairsWithin(keys: Int32Array): number {
  const sizes = new Float64Array(keysIn(keys))
  for (const key of keys) if (key >= 0) sizes[key]!++
  return sizes.reduce((sum, size) => sum + pairsAmong(size), 0)
}

/** How many pairs of records that share their key have a record of each group. */
function pairsTouching(keys: Int32Array, groups: readonly string[]): Map<string, number> {
  const pairs = new Map<string, number>()
  const { start, items } = sortByCounting(keys, keysIn(keys))
  for (let key = 0; key + 1 < start.length; key++) {
    const records = items.subarray(start[key]!, start[key + 1]!)
    for (const [group, its] of Map.groupBy(records, (record) => groups[record]!)) {
      // Every pair, but those of which neither is of this group.
      const touching = pairsAmong(records.length) - pairsAmong(records.length - its.length)
      pairs.set(group, (pairs.get(group) ?? 0) + touching)
    }
  }
  return pairs
}

const pairsAmong = (records: number): number => (records * records - records) / 2
