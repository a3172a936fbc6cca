import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import { type DateDifference, dateDifference, jaroWinkler } from './closeness.rules.ts'

// Published by W. E. Winkler, to three places.
const published: [string, string, number][] = [
  ['martha', 'marhta', 0.961],
  ['dwayne', 'duane', 0.84],
  ['dixon', 'dicksonx', 0.813],
  ['jones', 'johnson', 0.832],
  ['abroms', 'abrams', 0.922],
  ['marsden', 'marsden', 1],
  ['ella', 'bob', 0],
  ['', 'anna', 0],
  ['', '', 0],
]
for (const [one, other, close] of published) {
  test(`${one || 'nothing'} and ${other || 'nothing'}: ${close}`, () =>
    assert.equal(Math.round(jaroWinkler(one, other) * 1000) / 1000, close))
}

test('closeness is between 0 and 1, the same both ways, and 1 only for the same name', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcde'), maxLength: 8 })
  fc.assert(
    fc.property(word, word, (one, other) => {
      const close = jaroWinkler(one, other)
      assert.ok(close >= 0 && close <= 1)
      assert.ok(Math.abs(close - jaroWinkler(other, one)) < 1e-9)
      if (one !== '' && one === other) assert.equal(close, 1)
      if (close > 1 - 1e-12) assert.equal(one, other)
    }),
    { seed, numRuns: runs(1000) },
  )
})

const dates: [string, string, DateDifference][] = [
  ['1993-07-04', '1993-07-04', 'same'],
  ['1993-07-04', '1993-04-07', 'day and month swapped'],
  ['1993-07-04', '1993-07-05', 'one digit different'],
  ['1993-07-04', '1983-07-04', 'one digit different'],
  ['1999-07-04', '2000-07-04', 'a year out'],
  ['1993-07-04', '1991-08-05', 'different'],
  ['1993-07-04', '1993-12-25', 'different'],
]
for (const [one, other, difference] of dates) {
  test(`${one} and ${other}: ${difference}`, () => {
    assert.equal(dateDifference(one, other), difference)
    assert.equal(dateDifference(other, one), difference)
  })
}
