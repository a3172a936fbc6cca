import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '#platform/dates'
import {
  type Approved,
  beyond,
  type Content,
  emptyContent,
  fieldsOf,
  isNothing,
  kinds,
  type Level,
  levelOf,
  missingAssessments,
  missingConditions,
  missingIn,
  type PurposeFacts,
  type Risk,
} from './assessment.rules.ts'

test('how great a risk is', () => {
  const table: [Risk['likelihood'], Risk['severity'], Level][] = [
    ['remote', 'minimal', 'low'],
    ['possible', 'minimal', 'low'],
    ['probable', 'minimal', 'medium'],
    ['remote', 'significant', 'low'],
    ['possible', 'significant', 'medium'],
    ['probable', 'significant', 'high'],
    ['remote', 'severe', 'medium'],
    ['possible', 'severe', 'high'],
    ['probable', 'severe', 'high'],
  ]
  for (const [likelihood, severity, level] of table)
    assert.equal(levelOf({ likelihood, severity }), level, `${likelihood} ${severity}`)
})

const risk: Risk = {
  risk: 'A look without need',
  likelihood: 'possible',
  severity: 'significant',
  measure: 'Each look is logged',
  effect: 'reduced',
  residual: 'low',
}
const whole = (kind: (typeof kinds)[number]): Content => ({
  said: Object.fromEntries(fieldsOf(kind).map(({ key }) => [key, 'Said.'])),
  risks: kind === 'dpia' ? [risk] : [],
  commissioner: '',
})

test('a text is approved when each step is written, and a high risk that stays has been to the Commissioner', () => {
  for (const kind of kinds) {
    assert.deepEqual(missingIn(kind, whole(kind), ['family-help']), [], kind)
    assert.equal(missingIn(kind, emptyContent, ['family-help']).length, fieldsOf(kind).length + (kind === 'dpia' ? 1 : 0), kind)
    for (const { key } of fieldsOf(kind)) {
      const without = { ...whole(kind), said: { ...whole(kind).said, [key]: ' ' } }
      assert.equal(missingIn(kind, without, ['family-help']).length, 1, key)
    }
    assert.match(missingIn(kind, whole(kind), [])[0]!, /purposes/)
  }
  const high = { ...whole('dpia'), risks: [{ ...risk, residual: 'high' as const }] }
  assert.match(missingIn('dpia', high, ['family-help'])[0]!, /Commissioner/)
  assert.deepEqual(missingIn('dpia', { ...high, commissioner: 'Asked on 1 March; content.' }, ['family-help']), [])
})

const purpose: PurposeFacts = {
  name: 'Family help',
  article9: 'Article 9(2)(g)',
  schedule1: 'Schedule 1, paragraph 18: safeguarding',
  special: true,
}
test('special category data needs its two conditions', () => {
  assert.deepEqual(missingConditions(purpose), [])
  assert.deepEqual(missingConditions({ ...purpose, article9: null }), ['an Article 9 condition'])
  assert.deepEqual(missingConditions({ ...purpose, article9: null, schedule1: null }), [
    'an Article 9 condition',
    'a condition of Schedule 1',
  ])
  assert.deepEqual(missingConditions({ ...purpose, article9: null, schedule1: null, special: false }), [])
})

test('each purpose has its assessments, of which none is overdue', () => {
  const day = plainDate('2026-04-01')
  const until = (review: string, ...of: Approved['kind'][]): Approved[] =>
    of.map((kind) => ({ kind, purposes: ['family-help'], reviewOn: plainDate(review) }))
  const table: [what: string, PurposeFacts, Approved[], string[]][] = [
    ['all there', purpose, until('2026-04-01', 'dpia', 'eia', 'apd'), []],
    ['none', purpose, [], ['dpia', 'eia', 'apd']],
    ['overdue by a day', purpose, until('2026-03-31', 'dpia', 'eia', 'apd'), ['dpia', 'eia', 'apd']],
    [
      'another purpose’s',
      purpose,
      [{ kind: 'dpia', purposes: ['fire'], reviewOn: plainDate('2030-01-01') }],
      ['dpia', 'eia', 'apd'],
    ],
    [
      'health and social care needs no policy document',
      { ...purpose, schedule1: 'Schedule 1, paragraph 2: health or social care' },
      until('2027-01-01', 'dpia', 'eia'),
      [],
    ],
    ['nothing special needs none either', { ...purpose, special: false }, until('2027-01-01', 'dpia', 'eia'), []],
  ]
  for (const [what, facts, approved, missing] of table)
    assert.deepEqual(missingAssessments('family-help', facts, approved, day), missing, what)
})

test('what is in force beyond what was assessed is named', () => {
  const assessed = { cells: { school: ['event'] }, roles: ['lead-practitioner'] }
  assert.ok(isNothing(beyond({ cells: { school: ['event'] }, roles: [] }, assessed)))
  assert.deepEqual(
    beyond({ cells: { school: ['event', 'need'], police: ['risk'] }, roles: ['front-door', 'lead-practitioner'] }, assessed),
    {
      cells: { school: ['need'], police: ['risk'] },
      roles: ['front-door'],
    },
  )
})
