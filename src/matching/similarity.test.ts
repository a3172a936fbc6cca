import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import { damerauLevenshtein, jaroWinkler, levenshtein } from './similarity.ts'

// Jaro-Winkler to three places: W. E. Winkler's published ones, then what is peculiar to DuckDB.
const alike: [string, string, number][] = [
  ['martha', 'marhta', 0.961],
  ['dwayne', 'duane', 0.84],
  ['dixon', 'dicksonx', 0.813],
  ['jones', 'johnson', 0.832],
  ['abroms', 'abrams', 0.922],
  ['marsden', 'marsden', 1],
  ['ella', 'bob', 0],
  ['a', 'a', 1],
  ['a', 'b', 0],
  // A shared beginning counts only above 0.7.
  ['abcdefgh', 'abzzzzzz', 0.5],
  // Three letters out of order are one exchange, not one and a half.
  ['dfqgtaprn', 'dfqagtprn', 0.974],
  // A letter with an accent is two bytes.
  ['zoë', 'zoe', 0.778],
]
for (const [one, other, close] of alike) {
  test(`${one} and ${other}: ${close}`, () => assert.equal(Math.round(jaroWinkler(one, other) * 1000) / 1000, close))
}

test('closeness is between 0 and 1, the same both ways, and 1 only for the same name', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(word, word, (one, other) => {
      const close = jaroWinkler(one, other)
      assert.ok(close >= 0 && close <= 1)
      assert.ok(Math.abs(close - jaroWinkler(other, one)) < 1e-9)
      if (one === other) assert.equal(close, 1)
      if (close > 1 - 1e-12) assert.equal(one, other)
    }),
    { seed, numRuns: runs(1000) },
  )
})

// Levenshtein, and Damerau's, for which two neighbours that changed places are one step.
const apart: [string, string, plain: number, damerau: number][] = [
  ['smith', 'smyth', 1, 1],
  ['smith', 'smithe', 1, 1],
  ['brian', 'brain', 2, 1],
  ['1993-07-04', '1993-04-07', 2, 2],
  ['1980-12-31', '1981-12-31', 1, 1],
  ['1980-01-12', '1980-01-21', 2, 1],
  // The letters between those that changed places may change too: "optimal string alignment" would say 3.
  ['ca', 'abc', 3, 2],
  ['kitten', 'sitting', 3, 3],
  ['zoë', 'zoe', 2, 2],
  ['same', 'same', 0, 0],
]
for (const [one, other, plain, damerau] of apart) {
  test(`${one} and ${other} are ${plain} steps apart, ${damerau} with neighbours changed round`, () => {
    assert.deepEqual([levenshtein(one, other, 9), damerauLevenshtein(one, other, 9)], [plain, damerau])
    assert.deepEqual([levenshtein(other, one, 9), damerauLevenshtein(other, one, 9)], [plain, damerau])
    for (const most of [0, 1, 2]) {
      assert.equal(levenshtein(one, other, most) <= most, plain <= most)
      assert.equal(damerauLevenshtein(one, other, most) <= most, damerau <= most)
    }
  })
}
