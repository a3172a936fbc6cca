import assert from 'node:assert/strict'
import { test } from 'node:test'
import { date, dateWords, mojDate } from './date-filters.ts'

const cases: [iso: string, type: string, words: string][] = [
  ['2026-03-01', 'date', '1 March 2026'],
  ['2026-09-30', 'shortdate', '30 Sep 2026'],
  ['2026-05-03', 'shortdate', '3 May 2026'],
  ['2026-03-01', 'datetime', '1 March 2026'],
  ['2026-01-15T09:05', 'datetime', '15 January 2026 at 09:05'],
  ['2026-01-15T09:05:30Z', 'datetime', '15 January 2026 at 09:05'],
  ['2026-07-15T23:30:00Z', 'datetime', '16 July 2026 at 00:30'],
  ['2026-07-15T23:30:00Z', 'date', '16 July 2026'],
  ['2026-07-15T12:00:00+02:00', 'time', '11:00'],
  ['2026-07-15', 'time', ''],
  ['2026-07-15T23:30:00.000Z', 'shortdatetime', '16 Jul 2026 at 00:30'],
]

for (const [iso, type, words] of cases) test(`${iso} as ${type} is “${words}”`, () => assert.equal(mojDate(iso, type), words))

test('what is no date, and a kind that does not exist, are mistakes', () => {
  assert.throws(() => mojDate('soon', 'date'))
  assert.throws(() => mojDate('2026-03-01', 'weekday'), /not a kind of date/)
})

test('a date written out is printed as it is; a moment pattern is refused', () => {
  assert.equal(date('2026-05-03', '[3 Mai 2026]'), '3 Mai 2026')
  assert.throws(() => date('2026-05-03', 'DD/MM/YYYY'), /square brackets/)
})

test('a date is said in the language of the reader', () => {
  assert.equal(dateWords('2026-05-03', 'cy'), '3 Mai 2026')
  assert.equal(dateWords('2026-12-03T10:42', 'cy'), '3 Rhagfyr 2026 am 10:42')
  assert.equal(dateWords('2026-12-03T10:42', 'en'), '3 December 2026 at 10:42')
})
