import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#modules/feeds'
import { comparedFields, isSaying, sayStep } from './review.rules.ts'

const fact = (kind: Fact['kind'], content: object, left = false) =>
  ({ kind, content, validTo: left ? '2026-01-01' : null }) as unknown as Fact
const ann = { givenName: 'Ann', familyName: 'FOX', nameUse: 'usual', dateOfBirth: '1993-07-04', sex: 'female' }

// Each row: what one agency says of the first person, and what stands under which heading then.
const rows: [says: Fact[], fields: [what: string, text: string][]][] = [
  [[], []],
  [
    [fact('identity', ann)],
    [
      ['Name', 'Ann Fox'],
      ['Born', '4 July 1993'],
      ['Sex', 'female'],
    ],
  ],
  [[fact('identity', { ...ann, dateOfBirth: null, sex: 'unknown' })], [['Name', 'Ann Fox']]],
  [[fact('identity', { ...ann, givenName: null, familyName: null, dateOfBirth: null, sex: 'unknown' })], []],
  [[fact('residence', { address: '1 Ash Way', postcode: 'AX1 2BD' })], [['Lives at', '1 Ash Way, AX1 2BD']]],
  [[fact('residence', { address: '1 Ash Way', postcode: null }, true)], [['Lived at', '1 Ash Way']]],
  [[fact('contact-point', { system: 'phone', value: '07700 900111' })], [['Phone and email', '07700 900111']]],
  [[fact('identifier', { scheme: 'nhs-number', value: '9990000026' })], [['NHS number', '9990000026']]],
  [[fact('identifier', { scheme: 'nhs-number', value: '9990000026' }, true)], [['NHS number', '9990000026 (replaced)']]],
  [[fact('identifier', { scheme: 'upn', value: 'A1' })], []],
]
for (const [says, fields] of rows)
  test(`a reviewer sees ${fields.map(([what]) => what).join(', ') || 'nothing'} of ${says.map(({ kind }) => kind).join() || 'nothing'}`, () => {
    const side = [{ agency: 'Housing', facts: says }]
    const values = (text: string) => [{ text, agencies: ['Housing'], disputedOf: [] }]
    assert.deepEqual(
      comparedFields(side, []),
      fields.map(([what, text]) => ({ what, first: values(text), second: [] })),
    )
    assert.deepEqual(
      comparedFields([], side),
      fields.map(([what, text]) => ({ what, first: [], second: values(text) })),
    )
  })

test('each value stands once, with every agency that says it', () => {
  const home = (address: string) => fact('residence', { address })
  const side = [
    { agency: 'Housing', facts: [home('1 Ash Way'), home('1 Ash Way')] },
    { agency: 'Schools', facts: [home('1 Ash Way'), home('2 Elm Way')] },
  ]
  assert.deepEqual(comparedFields(side, []), [
    {
      what: 'Lives at',
      first: [
        { text: '1 Ash Way', agencies: ['Housing', 'Schools'], disputedOf: [] },
        { text: '2 Elm Way', agencies: ['Schools'], disputedOf: [] },
      ],
      second: [],
    },
  ])
})

const saying: [strangers: number, household: number, says: boolean][] = [
  [0, 0, false],
  [3, 0, true],
  [0, -2, true],
]
for (const [againstStrangers, againstHousehold, says] of saying)
  test(`${againstStrangers} bits against strangers and ${againstHousehold} against a household say ${says ? 'something' : 'nothing'}`, () =>
    assert.equal(isSaying({ name: '', says: '', againstStrangers, againstHousehold }), says))

test('a step is said without the model’s own names', () => {
  assert.equal(sayStep('another nhs_number'), 'another NHS number')
  assert.equal(sayStep('the same surname'), 'the same surname')
})

test('whose word for a value its person says is wrong, until its sender states something else', () => {
  const home = (stands: boolean) => ({ ...fact('residence', { address: '1 Ash Way' }), dispute: { stands } }) as unknown as Fact
  const disputedOf = (one: Fact) =>
    comparedFields(
      [
        { agency: 'Housing', facts: [one] },
        { agency: 'Schools', facts: [fact('residence', { address: '1 Ash Way' })] },
      ],
      [],
    )[0]!.first[0]!.disputedOf
  assert.deepEqual([disputedOf(home(true)), disputedOf(home(false))], [['Housing'], []])
})
