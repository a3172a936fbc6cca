import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#platform/dates'
import {
  type Agrees,
  type ConcernTold,
  type Danger,
  decideBy,
  decideByDay,
  missingIn,
  planKindOf,
  thresholds,
} from './concern.rules.ts'

// seen / danger / does the family agree / why not: what is then missing.
const forms: [seen: string, danger: Danger | '-', agrees: Agrees | '-', whyNot: string, missing: string][] = [
  ['x', 'no', 'yes', '-', ''],
  ['-', 'no', 'yes', '-', 'seen'],
  ['x', '-', 'yes', '-', 'danger'],
  ['x', 'now', '-', '-', 'agrees'],
  ['x', 'soon', 'no', '-', 'whyNot'],
  ['x', 'soon', 'not-safe-to-ask', '-', 'whyNot'],
  ['x', 'soon', 'not-asked', '-', 'whyNot'],
  ['x', 'soon', 'no', 'x', ''],
  ['-', '-', '-', '-', 'seen danger agrees'],
]
for (const [seen, danger, agrees, whyNot, missing] of forms)
  test(`seen ${seen}, danger ${danger}, agrees ${agrees}, why not ${whyNot}: ${missing ? `${missing} is missing` : 'enough'}`, () => {
    const said = (sign: string) => (sign === 'x' ? 'said' : '')
    const told: ConcernTold = { seen: said(seen), whyNot: said(whyNot), opinion: '', ownWords: '', others: '', safeWay: '' }
    const given = <T>(value: T | '-') => (value === '-' ? undefined : value)
    assert.equal(missingIn({ told, danger: given(danger), agrees: given(agrees) }).join(' '), missing)
  })

// Recorded when, by the clock of the place: decided by the end of which day.
const clocks: [recorded: string, by: string][] = [
  ['2026-04-01T09:00:00Z', '2026-04-02'], // Wednesday morning: Thursday
  ['2026-04-01T22:59:00Z', '2026-04-02'], // 23:59 in summer time is Wednesday still
  ['2026-04-01T23:01:00Z', '2026-04-07'], // one minute after midnight is Thursday; Good Friday and Easter Monday are no working days
  ['2026-11-27T16:00:00Z', '2026-11-30'], // Friday: Monday
  ['2026-11-28T06:00:00Z', '2026-11-30'], // Saturday: Monday
]
for (const [recorded, by] of clocks)
  test(`recorded ${recorded}: to be decided by the end of ${by}`, () => {
    const until = decideBy({ danger: 'no', recordedAt: instant(recorded) }, 'Europe/London')
    assert.equal(decideByDay(until, 'Europe/London').toString(), by)
  })

test('where somebody is in danger now it is decided at once', () => {
  const recordedAt = instant('2026-11-28T06:00:00Z')
  assert.ok(decideBy({ danger: 'now', recordedAt }, 'Europe/London').equals(recordedAt))
})

test('which decisions begin a plan', () => {
  const begin = thresholds.map(({ decision }) => `${decision}: ${planKindOf(decision) ?? 'no plan'}`)
  assert.deepEqual(begin, [
    'advice: no plan',
    'already-helped: no plan',
    'early-help: family-help',
    'child-in-need: child-in-need',
    'child-protection: child-protection',
    'adult-safeguarding: adult-safeguarding',
  ])
})
