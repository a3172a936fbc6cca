import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '#platform/dates'
import { purposes } from '../library.ts'
import type { ClockStep } from './clock.rules.ts'
import { limitStateOf, lookAgainOn, mayBeStopped, mayLift, type RestrictionGround } from './limit.rules.ts'

const step = (kind: ClockStep['kind'], day: string, reason: string | null = null) => ({ kind, onDay: plainDate(day), reason })

// What was done; on which day we look: how it stands, and whether it may be lifted.
const cases: [did: ReturnType<typeof step>[], on: string, state: string, may: boolean][] = [
  [[], '2026-04-01', 'none', false],
  [[step('answered', '2026-04-01', 'not-restrict')], '2026-04-01', 'none', false],
  [[step('answered', '2026-04-01', 'continue')], '2026-04-01', 'none', false],
  [[step('answered', '2026-04-01', 'restrict')], '2027-04-01', 'standing', false],
  [[step('answered', '2026-04-01', 'stop')], '2027-04-01', 'standing', false],
  [[step('answered', '2026-04-01', 'restrict'), step('told-before-lifting', '2026-05-01')], '2026-05-07', 'to-be-lifted', false],
  [[step('answered', '2026-04-01', 'restrict'), step('told-before-lifting', '2026-05-01')], '2026-05-08', 'to-be-lifted', true],
  [
    [step('answered', '2026-04-01', 'restrict'), step('told-before-lifting', '2026-05-01'), step('lifted', '2026-05-08')],
    '2026-05-09',
    'lifted',
    true,
  ],
]
for (const [did, on, state, may] of cases) {
  test(`${did.map((one) => `${one.kind} ${one.reason ?? ''} ${one.onDay}`).join(', ') || 'nothing'}, on ${on}: ${state}, ${may ? 'may be lifted' : 'not yet'}`, () => {
    assert.equal(limitStateOf(did), state)
    assert.equal(mayLift(did, plainDate(on)), may)
  })
}

// On which ground it was restricted, what was done, and by when it is looked at again.
const again: [ground: RestrictionGround, did: ReturnType<typeof step>[], by: string | undefined][] = [
  ['accuracy', [], undefined],
  ['accuracy', [step('answered', '2026-04-01', 'not-restrict')], undefined],
  ['accuracy', [step('answered', '2026-04-01', 'restrict')], '2026-05-01'],
  ['objection', [step('answered', '2026-01-31', 'restrict')], '2026-03-02'],
  ['unlawful', [step('answered', '2026-04-01', 'restrict')], undefined],
  ['legal-claim', [step('answered', '2026-04-01', 'restrict')], undefined],
  ['accuracy', [step('answered', '2026-04-01', 'restrict'), step('told-before-lifting', '2026-04-09')], undefined],
]
for (const [ground, did, by] of again) {
  test(`restricted for ${ground}, ${did.map((one) => `${one.kind} ${one.onDay}`).join(', ') || 'nothing done'}: looked at again by ${by ?? 'no day'}`, () => {
    assert.equal(lookAgainOn(ground, did)?.toString(), by)
  })
}

// Which purposes of the library an objection can stop. A practitioner would look at each line.
const stoppable = `
  childrens-family-help    yes
  homelessness-prevention  yes
  tenancy-support          yes
  homes-safe-from-fire     yes
  domestic-abuse           no   # it protects somebody
  hospital-discharge       yes
  anti-social-behaviour    yes
  safeguarding-children    no   # it protects somebody
  safeguarding-adults      no   # it protects somebody
  record-matching          yes
  protected-matching       no   # it protects somebody
  own-record               no   # a legal obligation
  subject-rights           no   # a legal obligation
`
for (const line of stoppable.trim().split('\n')) {
  const [id, may] = line.trim().split(/\s+/)
  test(`an objection ${may === 'yes' ? 'can' : 'cannot'} stop ${id} (UK GDPR, article 21)`, () => {
    assert.equal(mayBeStopped(purposes.find((one) => one.id === id)!), may === 'yes')
  })
}
test('an objection lies against legitimate interests, too, and against consent not: that is withdrawn', () => {
  const on = (article6: string) => mayBeStopped({ article6, usesRestrictedFor: null })
  assert.equal(on('Article 6(1)(f): legitimate interests'), true)
  for (const letter of ['a', 'b', 'c', 'd']) assert.equal(on(`Article 6(1)(${letter}): something else`), false)
})

test('what goes on where a record is restricted is what protects somebody, what she asks herself, what she is told, and nothing else (article 18(2))', () => {
  assert.deepEqual(purposes.flatMap(({ id, usesRestrictedFor }) => (usesRestrictedFor === null ? [] : [id])).sort(), [
    'breach-telling',
    'domestic-abuse',
    'own-record',
    'partner-requests',
    'protected-matching',
    'safeguarding-adults',
    'safeguarding-children',
    'subject-rights',
  ])
})
