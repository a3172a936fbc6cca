import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import { calibrate, calibrated } from './calibration.ts'
import type { JudgedPairs } from './evaluation.ts'
import { probabilityOf } from './probability.ts'

/** "5+ 3-": bits, and whether it is a match. */
const judged = (text: string): JudgedPairs => {
  const words = text.split(' ').filter(Boolean)
  return {
    score: Float64Array.from(words, (word) => Number(word.slice(0, -1))),
    match: Uint8Array.from(words, (word) => (word.endsWith('+') ? 1 : 0)),
  }
}

// Each row: reviewed pairs, the fewest of a step; the steps as "from..to matches/pairs", or why there are none.
const cases: [why: string, pairs: string, fewest: number, steps: string][] = [
  ['what rises already stays', '1- 2- 3+ 4+', 1, '1..2 0/2, 3..4 2/2'],
  ['what falls is pooled', '1- 2+ 3- 4+', 1, '1..1 0/1, 2..3 1/2, 4..4 1/1'],
  ['and pooled again, as far back as it falls', '1- 2+ 3+ 4- 5- 6- 7+', 1, '1..1 0/1, 2..6 2/5, 7..7 1/1'],
  ['equal scores are one', '1- 2+ 2- 2- 3+', 1, '1..1 0/1, 2..2 1/3, 3..3 1/1'],
  ['their order is nothing', '3+ 2- 2+ 1- 2-', 1, '1..1 0/1, 2..2 1/3, 3..3 1/1'],
  ['a step has at least so many', '1- 2- 3+ 4- 5+ 6+', 3, '1..3 1/3, 4..6 2/3'],
  ['equal scores are never divided, though there are enough', '1- 2- 3- 3+ 3+ 4+ 5+ 6+', 3, '1..3 2/5, 4..6 3/3'],
  ['what is left over belongs to the last', '1- 2- 3- 4+ 5+', 2, '1..2 0/2, 3..5 2/3'],
  ['too few', '1- 2- 3+', 2, '3 pairs were reviewed; two steps of 2 need 4.'],
  ['just enough', '1- 2- 3+ 4+', 2, '1..2 0/2, 3..4 2/2'],
  ['no difference', '1+ 2- 3+ 4-', 2, 'In the 4 pairs that were reviewed, a higher score is no likelier to be a match.'],
  ['all are matches', '1+ 2+', 1, 'In the 2 pairs that were reviewed, a higher score is no likelier to be a match.'],
  ['all score the same', '1+ 1- 1+ 1-', 1, 'In the 4 pairs that were reviewed, a higher score is no likelier to be a match.'],
]
for (const [why, pairs, fewest, expected] of cases) {
  test(`${why}: ${pairs}`, () => {
    const found = calibrate(judged(pairs), fewest)
    assert.equal(
      found.is === 'identity'
        ? found.why
        : found.steps.map((step) => `${step.from}..${step.to} ${step.matches}/${step.pairs}`).join(', '),
      expected,
    )
  })
}

const applied = calibrate(judged('0- 0- 0+ 2- 3+ 3+ 3+ 5+ 5+'), 1)
test('what is not above the step before it is one with it, also where none is wrong', () => {
  const { steps } = applied as Extract<typeof applied, { is: 'steps' }>
  assert.deepEqual(
    steps.map(({ from, to, matches, pairs }) => `${from}..${to} ${matches}/${pairs}`),
    ['0..2 1/4', '3..5 5/5'],
  )
})
const middle = calibrate(judged('0- 0- 2+ 2- 3+ 3- 3+ 3+ 5+ 5+'), 1)
const read: [why: string, bits: number, probability: number][] = [
  ['none of two is not never', 0, 0.5 / 3],
  ['between two steps, that of the lower', 1.9, 0.5 / 3],
  ['at the start of a step', 2, 0.5],
  ['the next', 3, 0.75],
  ['two of two is not always', 5, 2.5 / 3],
  ['above what was reviewed, not less than the last step', 5.001, probabilityOf(5.001)],
  ['above what was reviewed, as the model says if that is more', 20, probabilityOf(20)],
  ['below what was reviewed, not more than the first step', -0.1, 0.5 / 3],
  ['below what was reviewed, as the model says if that is less', -9, probabilityOf(-9)],
]
for (const [why, bits, probability] of read)
  test(`${why}: ${bits} bits`, () => assert.equal(calibrated(middle, bits), probability))

test('the model is believed only outside what was reviewed, and only where it goes further', () => {
  const low = calibrate(judged('-9- -9- -8+ -8+ -8+'), 1)
  assert.equal(calibrated(low, -7), 3.5 / 4)
  assert.equal(calibrated(low, -9), 0.5 / 3)
  assert.equal(calibrated(low, 5), probabilityOf(5))
})
test('none of few is not more than some of very many', () => {
  const steps = calibrate(judged(`0- ${'1- '.repeat(99)}1+ 2+`), 1)
  assert.equal(calibrated(steps, 0), 0.01)
})
test('all of few is not less than nearly all of very many', () => {
  const steps = calibrate(judged(`0- ${'1+ '.repeat(99)}1- 2+`), 1)
  assert.equal(calibrated(steps, 2), 0.99)
})
test('without labels the model speaks', () => assert.equal(calibrated(calibrate(judged(''), 50), 3), 8 / 9))

const reviewed = fc.array(fc.tuple(fc.integer({ min: -6, max: 12 }), fc.nat(1)), { maxLength: 60 })
test('it never falls, never says never or always, and no step is too small', () => {
  fc.assert(
    fc.property(reviewed, fc.integer({ min: 1, max: 8 }), (pairs, fewest) => {
      const found = calibrate(
        { score: Float64Array.from(pairs, ([bits]) => bits), match: Uint8Array.from(pairs, ([, match]) => match) },
        fewest,
      )
      if (found.is === 'steps') {
        assert.ok(found.steps.every((step) => step.pairs >= fewest))
        assert.equal(
          found.steps.reduce((sum, step) => sum + step.pairs, 0),
          pairs.length,
        )
      }
      for (let bits = -12, before = 0; bits <= 20; bits += 0.25) {
        const probability = calibrated(found, bits)
        assert.ok(probability > 0 && probability < 1 && probability >= before, `${probability} at ${bits} bits`)
        before = probability
      }
    }),
    { seed, numRuns: runs(500) },
  )
})

test('no other steps that never fall are nearer to what was reviewed (the formula of least and greatest means)', () => {
  fc.assert(
    fc.property(reviewed, (pairs) => {
      const found = calibrate(
        { score: Float64Array.from(pairs, ([bits]) => bits), match: Uint8Array.from(pairs, ([, match]) => match) },
        1,
      )
      if (found.is === 'identity') return
      const scores = [...new Set(pairs.map(([bits]) => bits))].sort((a, b) => a - b)
      const mean = (from: number, to: number) => {
        const its = pairs.filter(([bits]) => bits >= from && bits <= to)
        return its.reduce((sum, [, match]) => sum + match, 0) / its.length
      }
      for (const score of scores) {
        const best = Math.max(
          ...scores
            .filter((from) => from <= score)
            .map((from) => Math.min(...scores.filter((to) => to >= score).map((to) => mean(from, to)))),
        )
        const step = found.steps.find((one) => one.from <= score && one.to >= score)!
        assert.ok(Math.abs(step.matches / step.pairs - best) < 1e-12)
      }
    }),
    { seed, numRuns: runs(200) },
  )
})
