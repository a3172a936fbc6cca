import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roundedCount } from './words.rules.ts'

test('a count tells small numbers not apart (S1)', () => {
  const table: [number, string][] = [
    [0, 'none'],
    [1, 'fewer than 8'],
    [7, 'fewer than 8'],
    [8, 'about 10'],
    [12, 'about 10'],
    [13, 'about 15'],
    [1203, 'about 1,205'],
  ]
  for (const [count, says] of table) assert.equal(roundedCount(count), says)
})
