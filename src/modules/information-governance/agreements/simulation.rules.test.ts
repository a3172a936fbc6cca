import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changesOf, questionOf, type SharingLines } from './simulation.rules.ts'

const line = (roles: string[], relationships: string[], dataset: string, ...classes: string[]) => ({
  roles,
  relationships,
  cells: [{ dataset, classes }],
})
const agreement = (
  code: string,
  terms: SharingLines['terms'],
  recipients = ['police', 'council'],
  purposes = ['family-help'],
): SharingLines => ({
  code,
  protocol: null,
  recipients,
  purposes,
  terms,
})
const brief = (before: SharingLines[], after: SharingLines[]) =>
  changesOf(before, after).map(
    (one) =>
      `${one.change}: ${one.organisation} ${one.roles.join('+')} ${one.datasets.join('+')} ${one.classes.join('+')} when ${one.relationships.join('+')}`,
  )

const base = agreement('A', [line(['lead'], ['team'], 'school', 'event')])

test('each way from one of the three states to another is a change, and staying is none', () => {
  const asked = agreement('A', [line(['lead'], ['asked'], 'school', 'event')])
  const both = agreement('A', [line(['lead'], ['team', 'asked'], 'school', 'event')])
  const cases: [what: string, SharingLines[], SharingLines[], string[]][] = [
    ['nothing → nothing', [], [], []],
    ['seen → seen', [base], [base], []],
    ['nothing → seen', [], [base], ['sees: council lead school event when team', 'sees: police lead school event when team']],
    ['nothing → asked', [], [asked], ['asks: council lead school event when asked', 'asks: police lead school event when asked']],
    [
      'seen → nothing',
      [base],
      [],
      ['loses-sight: council lead school event when team', 'loses-sight: police lead school event when team'],
    ],
    [
      'seen → asked',
      [base],
      [asked],
      ['loses-sight: council lead school event when team', 'loses-sight: police lead school event when team'],
    ],
    ['asked → seen', [asked], [base], ['sees: council lead school event when team', 'sees: police lead school event when team']],
    [
      'asked → nothing',
      [asked],
      [],
      ['may-no-longer-ask: council lead school event when asked', 'may-no-longer-ask: police lead school event when asked'],
    ],
    ['seen, and could ask as well → seen', [both], [base], []],
    [
      'one role more',
      [base],
      [agreement('A', [line(['lead', 'visitor'], ['team'], 'school', 'event')])],
      ['sees: council visitor school event when team', 'sees: police visitor school event when team'],
    ],
    [
      'one relationship more',
      [base],
      [agreement('A', [line(['lead'], ['team', 'contact-in-hand'], 'school', 'event')])],
      ['sees: council lead school event when contact-in-hand', 'sees: police lead school event when contact-in-hand'],
    ],
    ['one party less', [base], [agreement('A', base.terms, ['council'])], ['loses-sight: police lead school event when team']],
    ['what another agreement gives as well', [base, agreement('B', base.terms)], [base], []],
    [
      'what another gives for another purpose',
      [base, agreement('B', base.terms, ['council'], ['fire'])],
      [base],
      ['loses-sight: council lead school event when team'],
    ],
  ]
  for (const [what, before, after, expected] of cases) assert.deepEqual(brief(before, after), expected, what)
})

test('rows that differ in roles, kinds or purposes alone are one', () => {
  const wide = agreement(
    'A',
    [line(['lead', 'visitor'], ['team'], 'school', 'event', 'need')],
    ['council'],
    ['family-help', 'fire'],
  )
  assert.deepEqual(changesOf([], [wide]), [
    {
      change: 'sees',
      organisation: 'council',
      roles: ['lead', 'visitor'],
      purposes: ['family-help', 'fire'],
      datasets: ['school'],
      classes: ['event', 'need'],
      relationships: ['team'],
    },
  ])
})

const some = (...of: string[]) => fc.subarray(of, { minLength: 1 })
const anyAgreement = fc.record({
  code: fc.constantFrom('A', 'B'),
  protocol: fc.constant(null),
  recipients: some('police', 'council', 'nhs'),
  purposes: some('help', 'fire'),
  terms: fc.array(
    fc.record({
      roles: some('lead', 'visitor'),
      relationships: some('team', 'asked', 'contact-in-hand'),
      cells: fc.array(fc.record({ dataset: fc.constantFrom('school', 'housing'), classes: some('event', 'need') }), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
})
/** Each row once for each role, purpose, dataset, kind and relationship in it. */
const flat = (changes: ReturnType<typeof changesOf>, turn: Record<string, string> = {}) =>
  changes
    .flatMap(({ change, organisation, ...lists }) =>
      Object.values(lists).reduce<string[]>(
        (rows, values) => rows.flatMap((row) => values.map((value) => `${row} ${value}`)),
        [`${turn[change] ?? change} ${organisation}`],
      ),
    )
    .sort()

test('what a change gives, its opposite takes, and no change is nothing', () => {
  const opposite = { sees: 'loses-sight', 'loses-sight': 'sees', asks: 'may-no-longer-ask', 'may-no-longer-ask': 'asks' }
  fc.assert(
    fc.property(fc.array(anyAgreement, { maxLength: 3 }), fc.array(anyAgreement, { maxLength: 3 }), (before, after) => {
      assert.deepEqual(flat(changesOf(before, after), opposite), flat(changesOf(after, before)))
      assert.deepEqual(changesOf(after, after), [])
    }),
  )
})

test('people are asked for where the relationship is one that is kept', () => {
  const question = (...relationships: string[]) =>
    questionOf({
      change: 'sees',
      organisation: 'council',
      roles: ['lead'],
      purposes: [],
      datasets: ['school'],
      classes: ['address'],
      relationships,
    })
  assert.deepEqual(question('team')?.kinds, ['team'])
  assert.deepEqual(question('asked')?.kinds, ['allocated-worker', 'contact-in-hand', 'team', 'team-around'])
  assert.deepEqual(question('emergency-access', 'team')?.kinds, ['allocated-worker', 'contact-in-hand', 'team', 'team-around'])
  assert.equal(question('open-contact'), undefined)
  assert.equal(question('team')?.whereaboutsOnly, true)
})
