import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, plainDate } from '#platform/dates'
import { type AccessRequest, type Deadline, deadlines, dueAt, grounds, mayAnswer, stateOf } from './request.rules.ts'

test('an owner refuses on one of five grounds; an answer is asked for by one of four times', () => {
  assert.deepEqual(grounds, ['not-necessary', 'another-way', 'would-harm', 'not-held', 'law'])
  assert.deepEqual(deadlines, ['today', 'tomorrow', 'three-working-days', 'day'])
})

const zone = 'Europe/London'
// When she asks, by when she needs it, and when that is. Local time is an hour ahead of these in summer.
const whenDue: [asks: string, deadline: Deadline, day: string | undefined, due: string | undefined][] = [
  ['2026-11-27T10:00:00Z', 'today', undefined, '2026-11-27T17:00:00Z'],
  ['2026-11-27T13:00:00Z', 'today', undefined, '2026-11-27T17:00:00Z'],
  ['2026-11-27T13:00:01Z', 'today', undefined, '2026-11-27T17:00:01Z'], // four hours are left
  ['2026-11-27T22:00:00Z', 'today', undefined, '2026-11-28T02:00:00Z'],
  ['2026-11-27T22:00:00Z', 'tomorrow', undefined, '2026-11-28T17:00:00Z'],
  ['2026-11-27T10:00:00Z', 'three-working-days', undefined, '2026-12-02T17:00:00Z'], // a Friday: Monday, Tuesday, Wednesday
  ['2026-11-28T10:00:00Z', 'three-working-days', undefined, '2026-12-02T17:00:00Z'], // a Saturday
  ['2026-11-24T10:00:00Z', 'three-working-days', undefined, '2026-11-27T17:00:00Z'], // a Tuesday: a Friday is a working day
  ['2026-11-30T10:00:00Z', 'three-working-days', undefined, '2026-12-03T17:00:00Z'],
  ['2026-06-01T10:00:00Z', 'today', undefined, '2026-06-01T16:00:00Z'], // summer time
  ['2026-10-24T10:00:00Z', 'tomorrow', undefined, '2026-10-25T17:00:00Z'], // the night the clocks go back
  ['2026-11-27T10:00:00Z', 'day', '2026-11-27', '2026-11-27T17:00:00Z'],
  ['2026-11-27T10:00:00Z', 'day', '2026-12-25', '2026-12-25T17:00:00Z'], // four weeks on
  ['2026-11-27T10:00:00Z', 'day', '2026-12-26', undefined],
  ['2026-11-27T10:00:00Z', 'day', '2026-11-26', undefined],
  ['2026-11-27T10:00:00Z', 'day', undefined, undefined],
]
for (const [asks, deadline, day, due] of whenDue)
  test(`asked ${asks} for ${day ?? deadline}: due ${due ?? 'never'}`, () => {
    assert.equal(dueAt(deadline, day === undefined ? undefined : plainDate(day), instant(asks), zone)?.toString(), due)
  })

const answers: [roles: string[], climbedTo: 0 | 1 | 2, may: boolean][] = [
  [['data-owner'], 0, true],
  [['data-owner'], 2, true],
  [['information-governance'], 0, false],
  [['information-governance'], 1, true],
  [['agreement-approver'], 1, false],
  [['agreement-approver'], 2, true],
  [['practitioner', 'team-lead'], 2, false],
  [[], 2, false],
]
for (const [roles, climbedTo, may] of answers)
  test(`${roles.join(', ') || 'nobody in particular'} ${may ? 'answers' : 'does not answer'} what has climbed ${climbedTo} steps (K19)`, () => {
    assert.equal(mayAnswer(roles, climbedTo), may)
  })

const now = instant('2026-11-27T12:00:00Z')
const request = (more: Partial<AccessRequest>) =>
  ({ dueAt: now.add({ hours: 1 }), answered: null, release: null, ...more }) as AccessRequest
const answered = (answer: 'shared' | 'refused' | 'told') => ({ answered: { answer, ground: null, byName: 'Colin', at: now } })
const release = (hours: number, revoked = false) => ({
  release: { classes: ['policing'], until: now.add({ hours }), revokedAt: revoked ? now : null },
})
const states: [what: string, request: AccessRequest, state: string][] = [
  ['not answered, not due', request({}), 'waiting'],
  ['not answered, due now', request({ dueAt: now }), 'late'],
  ['shared, and its day not over', request({ ...answered('shared'), ...release(1) }), 'shared'],
  ['shared, to this moment', request({ ...answered('shared'), ...release(0) }), 'share-ended'],
  ['shared and taken back', request({ ...answered('shared'), ...release(1, true) }), 'share-ended'],
  ['shared, and nothing of it left', request(answered('shared')), 'share-ended'],
  ['refused after it was due', request({ ...answered('refused'), dueAt: now }), 'refused'],
  ['told', request(answered('told')), 'told'],
]
for (const [what, one, state] of states) test(`${what}: ${state}`, () => assert.equal(stateOf(one, now), state))
