import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant } from '#platform/dates'
import { runs, seed } from '#testing/random'
import type { RelationshipKind } from '../disclosure.rules.ts'
import {
  isOdd,
  isPattern,
  isSettled,
  type LookFacts,
  type Noticed,
  type Sign,
  signs,
  signsOf,
  stateOf,
  strongest,
  toldOf,
  weightOf,
} from './odd-look.rules.ts'

const plain: LookFacts = {
  relationship: 'team',
  refusal: null,
  surname: false,
  bearers: 0,
  ofRecords: 100_000,
  family: false,
  home: false,
  formerHome: false,
  neighbour: false,
  inTeam: false,
  atEmployer: false,
  people: 900,
  atNight: false,
  daysBefore: 20,
  nightsBefore: 0,
  openedInHour: 4,
  refusedInDay: 0,
}
const rare = { surname: true, bearers: 12 }
const common = { surname: true, bearers: 600 }
const night = { atNight: true }
const refused = { relationship: 'none', refusal: 'NOTHING_TO_SHOW', refusedInDay: 1 } as const
const as = (relationship: RelationshipKind) => ({ relationship })

// What is known of the look; which signs hold; whether it is odd. A line may be corrected by whoever decides what is noticed here.
const rows: [string, Partial<LookFacts>, readonly Sign[], boolean][] = [
  ['her team works with the person, and nothing else', {}, [], false],
  ['she tried to open her own record, or her household’s', { ...as('none'), refusal: 'OWN_HOUSEHOLD' }, ['household'], true],
  ['a brother, whose case her team has', { family: true }, ['family'], true],
  ['a brother, whose own worker she is', { ...as('allocated-worker'), family: true }, ['family'], true],
  ['somebody at her own address', { home: true, neighbour: true }, ['home'], true],
  ['somebody at an address where she once lived', { formerHome: true }, ['former-home'], true],
  ['the same, and she is the person’s own worker', { ...as('allocated-worker'), formerHome: true }, ['former-home'], true],
  ['a neighbour, by her team', { neighbour: true }, ['neighbour'], true],
  ['a neighbour, whose own worker she is', { ...as('allocated-worker'), neighbour: true }, ['neighbour'], false],
  ['a neighbour, about whom somebody rang', { ...as('contact-in-hand'), neighbour: true }, ['neighbour'], true],
  ['a colleague of her team', { inTeam: true, atEmployer: true }, ['colleague'], true],
  ['one of nine hundred of her employer', { atEmployer: true }, ['employer'], false],
  ['one of nine hundred, and she was refused', { ...refused, atEmployer: true }, ['employer', 'no-relationship'], true],
  ['one of thirty of her employer', { atEmployer: true, people: 30 }, ['colleague'], true],
  ['a rare surname, by her team', rare, ['surname'], true],
  ['a rare surname, whose own worker she is', { ...rare, ...as('allocated-worker') }, ['surname'], false],
  ['a surname that one in 167 bears', common, ['common-surname'], false],
  ['one family in a small place', { surname: true, bearers: 12, ofRecords: 900 }, ['surname'], true],
  ['a common surname, and refused', { ...common, ...refused }, ['common-surname', 'no-relationship'], true],
  [
    'a common surname and a neighbour, whose own worker she is',
    { ...common, ...as('allocated-worker'), neighbour: true },
    ['neighbour', 'common-surname'],
    true,
  ],
  ['refused, once', refused, ['no-relationship'], false],
  ['refused for a fifth person today', { ...refused, refusedInDay: 5 }, ['no-relationship', 'refusals'], true],
  ['at 3 in the morning, who works by day', night, ['hour'], true],
  ['the same, whose own worker she is', { ...night, ...as('allocated-worker') }, ['hour'], false],
  ['the same, who works nights', { ...night, nightsBefore: 3 }, [], false],
  ['the same, in her first week', { ...night, daysBefore: 4 }, [], false],
  ['the same, with a call in hand', { ...night, ...as('contact-in-hand') }, [], false],
  ['the same, in an emergency', { ...night, ...as('emergency-access') }, [], false],
  ['the 29th person within an hour', { openedInHour: 29 }, [], false],
  ['the 30th person within an hour', { openedInHour: 30 }, ['volume'], true],
  ['the 30th of her own cases within an hour', { openedInHour: 30, ...as('allocated-worker') }, ['volume'], true],
  [
    'a rare surname at 3 in the morning, whose own worker she is',
    { ...rare, ...night, ...as('allocated-worker') },
    ['surname', 'hour'],
    true,
  ],
]
for (const [says, facts, holds, odd] of rows)
  test(`${says}: ${holds.join(', ') || 'no sign'}, ${odd ? 'odd' : 'not odd'}`, () => {
    const look = { ...plain, ...facts }
    assert.deepEqual(signsOf(look), holds)
    assert.equal(isOdd(holds, look.relationship), odd)
  })

test('one more sign never makes a look less odd, nor a weaker relationship', () => {
  const kinds: RelationshipKind[] = ['none', 'contact-in-hand', 'team', 'allocated-worker']
  fc.assert(
    fc.property(fc.subarray([...signs], { minLength: 1 }), fc.constantFrom(...signs), fc.nat(2), (some, more, at) => {
      const all = [...new Set([...some, more])]
      assert.ok(weightOf(all, kinds[at]!) >= weightOf(some, kinds[at]!))
      assert.ok(weightOf(some, kinds[at]!) >= weightOf(some, kinds[at + 1]!))
    }),
    { seed, numRuns: runs(100) },
  )
})

test('the worker is told nothing of where somebody lives, whose family she is or for whom she works, nor the name of whom she did not see', () => {
  for (const sign of ['household', 'family', 'home', 'former-home', 'neighbour', 'colleague', 'employer'] as const)
    assert.deepEqual(toldOf([sign], false), ['tie'])
  assert.deepEqual(toldOf(['surname', 'hour'], false), ['surname', 'hour'])
  assert.deepEqual(toldOf(['surname', 'no-relationship'], true), ['tie', 'no-relationship'])
})

test('what she did is one matter for the day; who the two are is one for each person', () => {
  assert.equal(isPattern(['hour', 'volume']), true)
  assert.equal(isPattern(['no-relationship', 'refusals']), true)
  assert.equal(isPattern(['hour', 'surname']), false)
})

test('the strongest relationship counts', () => {
  assert.equal(strongest(['team', 'allocated-worker']), 'allocated-worker')
  assert.equal(strongest(['contact-in-hand', 'team']), 'team')
  assert.equal(strongest(['none']), 'none')
  assert.equal(strongest([]), 'none')
})

// Noticed so many days ago with which signs, found what; and whether the same surname now is asked about again.
const before: [number, readonly Sign[], string | null, boolean][] = [
  [1, ['surname'], null, true],
  [89, ['surname'], 'rightful', true],
  [90, ['surname'], 'rightful', false],
  [1, ['surname'], 'not-rightful', false],
  [1, ['neighbour'], 'rightful', false],
  [1, ['surname', 'neighbour'], 'rightful', true],
]
for (const [days, its, found, settled] of before)
  test(`a surname, ${days} days after ${its.join(' and ')} was ${found ?? 'put to her'}: ${settled ? 'settled' : 'asked about'}`, () => {
    const now = instant('2026-11-27T12:00:00Z')
    const noticed: Noticed = { signs: its, noticedAt: now.subtract({ hours: 24 * days }), found }
    assert.equal(isSettled(['surname'], [noticed], now), settled)
  })

test('a decision is the last word; before it, what was said last', () => {
  const steps = (...kinds: ('answered' | 'asked' | 'rightful' | 'not-rightful')[]) => kinds.map((kind) => ({ kind }))
  assert.equal(stateOf([]), 'noticed')
  assert.equal(stateOf(steps('answered')), 'answered')
  assert.equal(stateOf(steps('answered', 'asked')), 'asked')
  assert.equal(stateOf(steps('answered', 'asked', 'answered')), 'answered')
  assert.equal(stateOf(steps('rightful')), 'rightful')
})
