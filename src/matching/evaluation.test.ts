import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import {
  accuracyOf,
  adjustedRandIndex,
  bandsOf,
  bestThreshold,
  countPairs,
  errorsByGroup,
  type JudgedPairs,
  rateOf,
} from './evaluation.ts'

/** "AAB?": of each record its person, or its cluster; "?" is not known. */
const grouping = (text: string) => Int32Array.from(text, (letter) => (letter === '?' ? -1 : letter.charCodeAt(0) - 65))
const round = (number: number | null | undefined) => (typeof number === 'number' ? Math.round(number * 10_000) / 10_000 : number)

// Each row: clusters, persons; pairs of one cluster, of one person, of both; precision, recall, F1; adjusted Rand index.
type Row = [clusters: string, persons: string, counts: [number, number, number], accuracy: (number | null)[], rand: number]
const cases: Row[] = [
  ['AABB', 'CCDD', [2, 2, 2], [1, 1, 1], 1],
  ['AABBB', 'AAABB', [4, 4, 2], [0.5, 0.5, 0.5], 0.1667],
  ['AAAA', 'AABB', [6, 2, 2], [0.3333, 1, 0.5], 0],
  ['ABCD', 'AABB', [0, 2, 0], [null, 0, 0], 0],
  ['AABB', 'ABCD', [2, 0, 0], [0, null, 0], 0],
  ['ABCD', 'ABCD', [0, 0, 0], [null, null, null], 1],
  ['AABB', 'ABAB', [2, 2, 0], [0, 0, 0], -0.5],
  ['AAAAB', 'AA?BB', [3, 2, 1], [0.3333, 0.5, 0.4], 0],
  ['', '', [0, 0, 0], [null, null, null], 1],
]
for (const [clusters, persons, [claimed, actual, correct], accuracy, rand] of cases) {
  test(`clusters ${clusters || 'none'} against persons ${persons || 'none'}`, () => {
    const counts = countPairs(grouping(clusters), grouping(persons))
    const known = [...persons].filter((letter) => letter !== '?').length
    assert.deepEqual(counts, { all: (known * known - known) / 2, claimed, actual, correct })
    const { precision, recall, f1 } = accuracyOf(counts)
    assert.deepEqual([precision, recall, f1].map(round), accuracy)
    assert.equal(round(adjustedRandIndex(counts)), rand)
  })
}

test('clusters of other records than the persons are refused', () => {
  assert.throws(() => countPairs(new Int32Array(2), new Int32Array(3)), /2 clusters are given, and 3 persons/)
})

const groupings = fc.integer({ min: 0, max: 25 }).chain((records) => {
  const numbers = (min: number) =>
    fc.array(fc.integer({ min, max: 5 }), { minLength: records, maxLength: records }).map((all) => Int32Array.from(all))
  return fc.record({ clusters: numbers(0), persons: numbers(-1), ages: numbers(0) })
})

test('counting gives what listing every pair gives, for all records and for each group', () => {
  fc.assert(
    fc.property(groupings, ({ clusters, persons, ages }) => {
      const groups = Array.from(ages, (age) => `group ${age % 3}`)
      const listed = new Map(['', ...groups].map((group) => [group, { all: 0, claimed: 0, actual: 0, correct: 0 }]))
      for (let a = 0; a < persons.length; a++)
        for (let b = 0; b < a; b++) {
          if (persons[a]! < 0 || persons[b]! < 0) continue
          for (const group of new Set(['', groups[a]!, groups[b]!])) {
            const counts = listed.get(group)!
            const [linked, one] = [clusters[a] === clusters[b], persons[a] === persons[b]]
            counts.all++
            if (linked) counts.claimed++
            if (one) counts.actual++
            if (linked && one) counts.correct++
          }
        }
      assert.deepEqual(countPairs(clusters, persons), listed.get(''))
      const known = groups.filter((_, record) => persons[record]! >= 0)
      assert.deepEqual(
        errorsByGroup(clusters, persons, groups),
        [...new Set(known)].sort().map((group) => {
          const { claimed, actual, correct } = listed.get(group)!
          return { group, missed: rateOf(actual - correct, actual), wrong: rateOf(claimed - correct, claimed) }
        }),
      )
    }),
    { seed, numRuns: runs(500) },
  )
})

test('a group without two records of one person has nothing to miss', () => {
  const [young, old] = errorsByGroup(grouping('AABB'), grouping('AABC'), ['young', 'young', 'old', 'young'])
  assert.equal(young?.group, 'old')
  assert.equal(young?.missed, null)
  assert.deepEqual([young?.wrong?.count, young?.wrong?.of], [1, 1])
  assert.equal(old?.group, 'young')
  assert.deepEqual([old?.missed?.count, old?.missed?.of, old?.wrong?.count, old?.wrong?.of], [0, 1, 1, 2])
})

test('a person with very many records is counted without listing her pairs', () => {
  const one = new Int32Array(300_000)
  assert.deepEqual(countPairs(one, one), {
    all: 44_999_850_000,
    claimed: 44_999_850_000,
    actual: 44_999_850_000,
    correct: 44_999_850_000,
  })
})

// From Newcombe (1998), Statistics in Medicine 17:857, table I, method 3.
const intervals: [count: number, of: number, low: number, high: number][] = [
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
  [20, 20, 0.8389, 1],
]
for (const [count, of, low, high] of intervals) {
  test(`${count} of ${of} may well be from ${low} to ${high}`, () => {
    const rate = rateOf(count, of)!
    assert.deepEqual([rate.count, rate.of, rate.rate, round(rate.low), round(rate.high)], [count, of, count / of, low, high])
    assert.ok(rate.low >= 0 && rate.high <= 1)
  })
}
test('of nothing there is no rate', () => assert.equal(rateOf(0, 0), null))

/** "5+ 3- 3+": bits, and whether it is a match. */
const judged = (text: string): JudgedPairs => {
  const words = text.split(' ').filter(Boolean)
  return {
    score: Float64Array.from(words, (word) => Number(word.slice(0, -1))),
    match: Uint8Array.from(words, (word) => (word.endsWith('+') ? 1 : 0)),
  }
}

test('bands compare what is claimed with what is true', () => {
  const claims = bandsOf(judged('0+ 0- -1- 1+ 1- 2+ 2000+ -2000-'), [0.5, 0.75])
  assert.deepEqual(
    claims.map(({ from, to, claimed, actual, excess }) => [from, to, round(claimed), actual?.count, actual?.of, round(excess)]),
    [
      [0, 0.5, 0.1667, 0, 2, 0.1667],
      [0.5, 0.75, 0.5833, 2, 4, 0.0833],
      [0.75, 1, 0.9, 2, 2, -0.1],
    ],
  )
})
test('a band that nothing claims says nothing', () => {
  const [below, above] = bandsOf(judged('3+'), [0.5])
  assert.deepEqual(below, { from: 0, to: 0.5, claimed: null, actual: null, excess: null })
  assert.equal(above?.actual?.count, 1)
})

// Each row: pairs by score; pairs never scored; the best threshold, its precision, recall and F1.
const thresholds: [why: string, pairs: string, missed: number, best: number[] | null][] = [
  ['above all that is wrong', '9+ 8+ 5-', 0, [8, 1, 1, 1]],
  ['equal scores stand or fall together', '9+ 8- 8+ 8-', 0, [9, 1, 0.5, 0.6667]],
  ['whichever of them comes first', '9+ 8+ 8- 8-', 0, [9, 1, 0.5, 0.6667]],
  ['below something wrong, when that is worth it', '9+ 8- 7+ 6+', 0, [6, 0.75, 1, 0.8571]],
  ['of equals the highest', '9+ 8- 8- 7- 7+', 0, [9, 1, 0.5, 0.6667]],
  ['the same threshold by another way to the same F1', '9+ 8- 7- 6+', 0, [9, 1, 0.5, 0.6667]],
  ['matches that were never scored are missed', '9+', 3, [9, 1, 0.25, 0.4]],
  ['wrong ones at the top count too', '9- 8+', 0, [8, 0.5, 1, 0.6667]],
  ['no match, no threshold', '9-', 0, null],
  ['nothing scored, no threshold', '', 2, null],
]
for (const [why, pairs, missed, best] of thresholds) {
  test(`the best threshold: ${why}: ${pairs}`, () => {
    const found = bestThreshold(judged(pairs), missed)
    assert.deepEqual(found && [found.threshold, found.precision, found.recall, found.f1].map(round), best)
    assert.deepEqual(bestThreshold(judged(pairs.split(' ').reverse().join(' ')), missed), found)
  })
}
test('two thresholds with the same F1: the highest', () => {
  // At 9: one of one, two missed: 2/4. At 7: two of five: 4/8.
  assert.equal(bestThreshold(judged('9+ 8- 8- 8- 7+'), 1)?.threshold, 9)
})
