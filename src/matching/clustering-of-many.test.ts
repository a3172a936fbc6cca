import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusterByAverage } from './clustering.ts'

// One component of very many: anything that grew with the square of it would not come back.
const big: [
  shape: string,
  pairs: (records: number) => [number, number, number][],
  people: (records: number) => number | undefined,
][] = [
  ['a chain', (n) => Array.from({ length: n - 1 }, (_, at) => [at, at + 1, 5]), (n) => n / 2],
  [
    'a tangle',
    (n) => Array.from({ length: 4 * n }, (_, at) => [at % n, ((at % n) + 1 + ((at * 7919) % (n - 1))) % n, (at % 40) / 4 - 1]),
    () => undefined,
  ],
  ['a star', (n) => Array.from({ length: n - 1 }, (_, at) => [0, at + 1, 5 + at / n]), (n) => n - 1],
]
for (const [shape, pairsOf, count] of big) {
  test(`${shape} of 100,000 records is linked`, () => {
    const records = 100_000
    const pairs = pairsOf(records)
    const clusters = clusterByAverage({
      records,
      left: Int32Array.from(pairs, ([left]) => left),
      right: Int32Array.from(pairs, ([, right]) => right),
      weight: Float32Array.from(pairs, ([, , bits]) => bits),
      stop: 0,
      unseen: -6,
    })
    const found = new Set(clusters).size
    assert.equal(found, count(records) ?? found)
  })
}
