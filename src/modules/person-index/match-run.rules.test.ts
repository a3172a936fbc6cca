import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pairsWithin, reviewedOf } from './match-run.rules.ts'

// How many of two reviewers said "one person", pair by pair, and how far they agree beyond chance. Worked by hand from Gwet's formula.
const agreements: readonly [what: string, judgedTwice: readonly number[], same: number, ac1: number | null][] = [
  ['nobody judged a pair twice', [], 0, null],
  ['they agree on everything, and everything is one person', [2, 2, 2, 2], 4, 1],
  ['they agree on everything, half and half', [2, 0, 2, 0], 4, 1],
  ['they agree on nothing', [1, 1, 1, 1], 0, -1],
  // Nine agreements in ten; "one person" is said 17 times in 20: chance 2 × 0.85 × 0.15 = 0.255.
  ['nearly all are one person, one is disputed', [2, 2, 2, 2, 2, 2, 2, 2, 1, 0], 9, (0.9 - 0.255) / (1 - 0.255)],
]
for (const [what, judgedTwice, same, ac1] of agreements)
  test(`agreement of reviewers: ${what}`, () => {
    const found = reviewedOf([], judgedTwice)
    assert.deepEqual([found.both, found.same], [judgedTwice.length, same])
    if (ac1 === null) assert.equal(found.ac1, null)
    else assert.ok(Math.abs(found.ac1! - ac1) < 1e-12, `${found.ac1}`)
  })

test('what was claimed is held against what reviewers said, in bands that hold any', () => {
  const settled = [
    { bits: 1, isSame: true },
    { bits: 1, isSame: false },
    { bits: 5, isSame: true },
  ]
  const { bands } = reviewedOf(settled, [])
  assert.deepEqual(
    bands.map(({ from, to, actual }) => [from, to, actual?.of, actual?.count]),
    [
      [0.5, 0.7, 2, 1],
      [0.95, 1, 1, 1],
    ],
  )
})

test('every pair within a group once, the lower id first', () => {
  assert.deepEqual([...pairsWithin([['c', 'a', 'b'], ['d'], ['f', 'e']])], ['a|b', 'a|c', 'b|c', 'e|f'])
})
