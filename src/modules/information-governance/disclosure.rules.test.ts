import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { preparePolicies } from '#platform/cedar'
import { askCedar } from './ask-cedar.ts'
import { disclosurePolicies } from './disclosure.policies.ts'
import {
  type Ask,
  type DatasetFacts,
  decideSubject,
  type Flag,
  type Reader,
  type RelationshipKind,
  type SubjectFacts,
  type Term,
} from './disclosure.rules.ts'
import { referenceAnswer } from './reference-model.ts'

before(() => preparePolicies(disclosurePolicies))

const now = 1_000_000
const aTerm = (more: Partial<Term> = {}): Term => ({
  id: 'term-1',
  name: 'Who is involved',
  agreement: 'AFH v1',
  agreementTitle: 'Family help sharing agreement',
  kind: 'sharing',
  recipients: ['council'],
  purposes: ['family-help'],
  roles: ['practitioner'],
  relationships: ['allocated-worker'],
  trainings: ['information-sharing'],
  from: 0,
  to: 2_000_000,
  suspended: false,
  cells: [
    { dataset: 'housing', class: 'involvement' },
    { dataset: 'police', class: 'involvement-exists' },
    { dataset: 'refuge', class: 'involvement-exists' },
    { dataset: 'refuge', class: 'involvement' },
  ],
  ...more,
})
const officer: Reader = { id: 'amina', organisationId: 'council', roles: ['practitioner'], trainings: ['information-sharing'] }

// Each row changes one thing about a request that would be allowed: what it is, and what the answer must then be.
const cases: [
  string,
  Partial<Term>,
  Partial<Reader>,
  { purpose?: string; relationship?: RelationshipKind; flags?: Flag[]; now?: number },
  boolean,
][] = [
  ['everything agrees', {}, {}, {}, true],
  ['another purpose', {}, {}, { purpose: 'enforcement' }, false],
  ['another organisation', {}, { organisationId: 'police' }, {}, false],
  ['another role', {}, { roles: ['analyst'] }, {}, false],
  ['one role of several', {}, { roles: ['analyst', 'practitioner'] }, {}, true],
  ['no relationship', {}, {}, { relationship: 'none' }, false],
  ['the wrong kind of relationship', {}, {}, { relationship: 'contact-in-hand' }, false],
  ['training out of date', {}, { trainings: [] }, {}, false],
  ['the day before it is in force', { from: now + 1 }, {}, {}, false],
  ['the first moment it is in force', { from: now }, {}, {}, true],
  ['the moment it ends', { to: now }, {}, {}, false],
  ['suspended by a party', { suspended: true }, {}, {}, false],
  ['her own record', {}, {}, { flags: ['self'] }, false],
  ['her household', {}, {}, { flags: ['household'] }, false],
  ['her own record, as a resident', { kind: 'subject-rights' }, {}, { flags: ['self'] }, true],
]
for (const [name, term, reader, ask, expected] of cases) {
  test(`disclosure (A1, A3, A10): ${name} → ${expected ? 'allowed' : 'no'}`, () => {
    const answer = askCedar(
      { ...officer, ...reader },
      ask.purpose ?? 'family-help',
      ask.now ?? now,
      aTerm(term),
      ask.relationship ?? 'allocated-worker',
      ask.flags ?? [],
    )
    assert.equal(answer.allowed, expected)
    assert.ok(!answer.because.includes('error'))
  })
}

// What the permit and the forbids read of a term, and what they do when it is not there. The kind alone gives no permission:
// it makes an exception from the rule on one's own household, so what is no kind makes none.
const conditions = ['kind', 'recipients', 'purposes', 'roles', 'relationships', 'trainings', 'from', 'to', 'suspended'] as const
for (const condition of conditions) {
  test(`A3 a term whose ${condition} is missing or of another type allows nothing that hangs on it`, () => {
    for (const broken of [undefined, null, {}, 'x', [1]]) {
      const term = { ...aTerm(), [condition]: broken } as Term
      const flags: Flag[] = condition === 'kind' ? ['self'] : []
      const ask = () => askCedar(officer, 'family-help', now, term, 'allocated-worker', flags).allowed
      assert.equal(orRefused(ask), false, `${condition}: ${JSON.stringify(broken)}`)
    }
  })
}

/** What cannot even be asked is not allowed either. */
function orRefused(ask: () => boolean): boolean {
  try {
    return ask()
  } catch {
    return false
  }
}

// Mostly everything that is needed, so that about half of the cases hang on one thing alone.
const some = <T>(...values: T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(values) }, { weight: 1, arbitrary: fc.subarray(values) })
const few = <T>(...values: T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: fc.subarray(values) })
const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })
const terms = fc.record({
  kind: fc.constantFrom('sharing', 'own-service', 'subject-rights' as const),
  recipients: some('council', 'police'),
  purposes: some('family-help', 'enforcement'),
  roles: some('practitioner', 'front-door'),
  relationships: some('allocated-worker', 'team', 'none'),
  trainings: some('information-sharing', 'caldicott'),
  from: mostly(0, now - 1, now, now + 1),
  to: mostly(2_000_000, now - 1, now, now + 1),
  suspended: mostly(false, true),
})
const readers = fc.record({
  organisationId: mostly('council', 'police', 'nobody'),
  roles: some('practitioner', 'front-door', 'analyst'),
  trainings: some('information-sharing', 'caldicott'),
})
const questions = fc.record({
  purpose: mostly('family-help', 'enforcement', ''),
  relationship: mostly<RelationshipKind>('allocated-worker', 'team', 'none'),
  flags: few<Flag>('self', 'household'),
})

test('Cedar and the reference model agree on generated cases (A6, first half; A3)', () => {
  let allowed = 0
  fc.assert(
    fc.property(terms, readers, questions, (term, reader, { purpose, relationship, flags }) => {
      const all = { ...aTerm(term as Partial<Term>) }
      const who = { id: 'amina', ...reader }
      const expected = referenceAnswer(who, purpose, now, all, relationship, flags)
      if (expected) allowed++
      assert.equal(askCedar(who, purpose, now, all, relationship, flags).allowed, expected)
    }),
    { numRuns: 1500 },
  )
  assert.ok(
    allowed > 150 && allowed < 1350,
    `${allowed} of 1500 generated cases were allowed: the generator no longer tests both answers`,
  )
})

const dataset = (id: string, existence: DatasetFacts['existence']): [string, DatasetFacts] => [
  id,
  { id, controllerId: `${id}-controller`, plainName: id, existence, dutyTeam: 'Duty team', dutyPhone: '01632 960001' },
]
const datasets = new Map([
  dataset('housing', 'shown'),
  dataset('police', 'named'),
  dataset('refuge', 'sealed'),
  dataset('recovery', 'brokered'),
])
const mother: SubjectFacts = {
  personId: 'mother',
  sources: ['housing', 'police', 'refuge', 'recovery'].map((datasetId) => ({ sourcePersonId: `in-${datasetId}`, datasetId })),
  relationships: [{ kind: 'allocated-worker', datasetId: 'refuge' }],
  flags: [],
}
const always: Ask = () => ({ allowed: true, because: ['agreement-in-force'] })
const outcomes = (terms: readonly Term[], ask: Ask = always) =>
  Object.fromEntries(decideSubject(mother, terms, datasets, ask).datasets.map((answer) => [answer.dataset.id, answer.outcome]))

test('content is shown, a bare existence is named, a brokered or sealed service is absent whatever a line says (K2)', () => {
  assert.deepEqual(outcomes([aTerm()]), { housing: 'shown', police: 'named', refuge: 'absent', recovery: 'absent' })
})

test('a sealed service’s own workers see their own records', () => {
  assert.equal(outcomes([aTerm({ kind: 'own-service' })]).refuge, 'shown')
})

test('a service’s own use is for its own workers, not for others of the same controller', () => {
  const housing = { ...mother, relationships: [{ kind: 'allocated-worker' as const, datasetId: 'housing' }] }
  const refuges = aTerm({ kind: 'own-service', cells: [{ dataset: 'refuge', class: 'involvement' }] })
  const onlyWithRelationship: Ask = (_term, relationship) => ({ allowed: relationship !== 'none', because: [] })
  const answers = decideSubject(housing, [refuges], datasets, onlyWithRelationship).datasets
  assert.equal(answers.find((answer) => answer.dataset.id === 'refuge')?.outcome, 'absent')
})

test('a forbid never widens, and a refused term gives nothing (A2)', () => {
  assert.deepEqual(
    outcomes([aTerm()], () => ({ allowed: false, because: [] })),
    { housing: 'absent', police: 'absent', refuge: 'absent', recovery: 'absent' },
  )
})

test('order, duplicates and irrelevant terms change nothing (A4)', () => {
  const other = aTerm({ id: 'term-2', cells: [{ dataset: 'police', class: 'visit-safety' }] })
  const irrelevant = aTerm({ id: 'term-3', relationships: ['contact-in-hand'] })
  const plain = outcomes([aTerm(), other])
  fc.assert(
    fc.property(fc.shuffledSubarray([aTerm(), other, aTerm(), other, irrelevant], { minLength: 5 }), (shuffled) => {
      assert.deepEqual(outcomes(shuffled), plain)
    }),
  )
})
