import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#modules/feeds'
import { instant, plainDate } from '#platform/dates'
import { isDue, purposeFor, reasonsOf } from './list.rules.ts'

const now = instant('2026-11-28T02:00:00Z')
const fact = (kind: string, content: object) => ({ kind, content }) as Fact
const work = (service: string, closedOn: string | null = null) =>
  fact('involvement', { service, openedOn: '2026-10-01', closedOn })
const report = (more: object) =>
  fact('event', { type: 'missing', role: 'missing', occurredAt: '2026-11-27T22:00:00Z', result: 'being investigated', ...more })

const rows: [what: string, facts: Fact[], on: string][] = [
  ['a child protection plan', [work('Children’s services: child protection plan')], 'child-protection-plan'],
  ['a plan that ended', [work('Children’s services: child protection plan', '2026-11-27')], ''],
  [
    'a plan that ends in days to come',
    [work('Children’s services: child protection plan', '2026-12-01')],
    'child-protection-plan',
  ],
  ['a child in need', [work('Children’s services: child in need')], ''],
  ['a looked-after child', [work('Children’s services: looked-after child')], ''],
  ['reported missing, being investigated', [report({})], 'missing'],
  ['reported missing, and nobody said what came of it', [report({ result: null })], 'missing'],
  ['found safe', [report({ result: 'found safe' })], ''],
  ['who reported somebody missing', [report({ role: 'reporter' })], ''],
  ['a report that has left the view', [report({ leavesViewOn: '2026-11-28' })], ''],
  ['a report that leaves it tomorrow', [report({ leavesViewOn: '2026-11-29' })], 'missing'],
  ['missing from care, which children’s services never end', [report({ role: 'subject' })], ''],
  ['another event', [report({ type: 'violence' })], ''],
  ['missing, and on a plan', [work('child protection plan'), report({})], 'missing child-protection-plan'],
  ['missing twice: it is said once', [report({}), report({ occurredAt: '2026-11-20T08:00:00Z' })], 'missing'],
]
for (const [what, facts, on] of rows)
  test(`${what}: ${on || 'not on the list'}`, () => {
    assert.equal(
      reasonsOf(facts, now, 'Europe/London')
        .map(({ kind }) => kind)
        .join(' '),
      on,
    )
  })

test('of several reports the first is said: since when nobody has seen them', () => {
  const [reason] = reasonsOf([report({}), report({ occurredAt: '2026-11-20T08:00:00Z' })], now, 'Europe/London')
  assert.equal(reason?.since, '2026-11-20T08:00:00Z')
})

const today = plainDate('2026-11-28')
const [plan, gone] = [[{ kind: 'child-protection-plan', since: '' }], [{ kind: 'missing', since: '' }]] as Parameters<
  typeof purposeFor
>[1][]
const purposes: [born: string | null, why: Parameters<typeof purposeFor>[1], purpose: string][] = [
  ['2008-11-29', gone!, 'safeguarding-children'],
  ['2008-11-28', gone!, 'safeguarding-adults'], // eighteen today
  [null, gone!, 'safeguarding-adults'],
  [null, plan!, 'safeguarding-children'], // an unborn child's plan
]
for (const [born, why, purpose] of purposes)
  test(`born ${born ?? 'nobody says when'}, ${why[0]!.kind}: ${purpose}`, () => {
    assert.equal(purposeFor(born ? plainDate(born) : null, why, today), purpose)
  })

test('a list is due when there is none, or when the newest is two hours old', () => {
  assert.equal(isDue(undefined, now), true)
  assert.equal(isDue(now.subtract({ minutes: 119 }), now), false)
  assert.equal(isDue(now.subtract({ minutes: 120 }), now), true)
})
