import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '#platform/dates'
import { hasEndedBy, holdsOn, liesWithin } from './period.rules.ts'

const period = (text: string) => {
  const [from, to] = text.split(' to ')
  return { from: plainDate(from!), to: to ? plainDate(to) : null }
}

// period, day, holds on it, is over by it
const days: [string, string, boolean, boolean][] = [
  ['2026-04-01 to 2026-10-01', '2026-03-31', false, false],
  ['2026-04-01 to 2026-10-01', '2026-04-01', true, false], // the first day is in it
  ['2026-04-01 to 2026-10-01', '2026-09-30', true, false],
  ['2026-04-01 to 2026-10-01', '2026-10-01', false, true], // the last day named is the first on which it no longer holds
  ['2026-04-01', '2040-01-01', true, false],
  ['2026-04-01 to 2026-04-01', '2026-04-01', false, true], // ended on the day it began: it never held
]
for (const [of, day, holds, over] of days) {
  test(`${of} on ${day}: ${holds ? 'holds' : 'does not hold'}`, () => {
    assert.equal(holdsOn(period(of), plainDate(day)), holds)
    assert.equal(hasEndedBy(period(of), plainDate(day)), over)
  })
}

const within: [string, string, boolean][] = [
  ['2026-04-01 to 2026-05-01', '2026-04-01 to 2026-05-01', true],
  ['2026-04-01 to 2026-05-02', '2026-04-01 to 2026-05-01', false],
  ['2026-03-31 to 2026-05-01', '2026-04-01 to 2026-05-01', false],
  ['2026-04-02', '2026-04-01 to 2026-05-01', false], // no end lies outside an end
  ['2026-04-02', '2026-04-01', true],
]
for (const [inner, outer, expected] of within) {
  test(`${inner} lies ${expected ? '' : 'not '}within ${outer}`, () =>
    assert.equal(liesWithin(period(inner), period(outer)), expected))
}
