import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seed } from '#testing/random'
import { duckDbDistances, withDuckDb } from './compile/duckdb-testing.ts'
import { aPairOfWords, Dice } from './compile/testing.ts'
import { damerauLevenshtein, jaroWinkler, levenshtein } from './similarity.ts'

test('1,000,000 random pairs of words have the similarities of DuckDB, to the last bit', async () => {
  const dice = new Dice(seed)
  await withDuckDb(async (connection) => {
    for (let batch = 0; batch < 20; batch++) {
      for (const { a, b, jw, l, d } of await duckDbDistances(
        connection,
        dice.times(50_000, () => aPairOfWords(dice)),
      )) {
        assert.equal(jaroWinkler(a, b), jw, `${a} ${b}`)
        assert.equal(levenshtein(a, b, 1000), l, `${a} ${b}`)
        assert.equal(damerauLevenshtein(a, b, 1000), d, `${a} ${b}`)
        const most = dice.below(4)
        assert.equal(levenshtein(a, b, most) <= most, l <= most, `${a} ${b} at most ${most}`)
        assert.equal(damerauLevenshtein(a, b, most) <= most, d <= most, `${a} ${b} at most ${most}`)
      }
    }
  })
})
