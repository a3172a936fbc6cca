import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DateDifference, dateDifference } from './closeness.rules.ts'

const dates: [string, string, DateDifference][] = [
  ['1993-07-04', '1993-07-04', 'same'],
  ['1993-07-04', '1993-04-07', 'day and month swapped'],
  ['1993-07-04', '1993-07-05', 'one digit different'],
  ['1993-07-04', '1983-07-04', 'one digit different'],
  ['1999-07-04', '2000-07-04', 'a year out'],
  ['1993-07-04', '1991-08-05', 'different'],
  ['1993-07-04', '1993-12-25', 'different'],
  ['1999-07-04', '2001-07-04', 'different'],
  ['1999-07-04', '2000-08-04', 'different'],
  ['1993-07', '1993-07-04', 'different'],
  ['1993-07-04', '1993-07-0', 'different'],
]
for (const [one, other, difference] of dates) {
  test(`${one} and ${other}: ${difference}`, () => {
    assert.equal(dateDifference(one, other), difference)
    assert.equal(dateDifference(other, one), difference)
  })
}
