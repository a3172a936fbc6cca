import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { relationshipWords } from './agreement.rules.ts'
import { type AgreementContent, noParticulars } from './content.ts'
import { fromOdrl, OdrlUnreadable, toOdrl } from './odrl.ts'

const about = { controllers: ['council'], laws: [], version: 'A version 1' }
const word = fc.stringMatching(/^[a-z][a-z-]{0,10}[a-z]$/)
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 })
const unasked = Object.keys(relationshipWords).filter((one) => one !== 'asked')
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const lines = fc.uniqueArray(
  fc.record({
    name: word,
    roles: words,
    // What is shown and what has to be asked for are two permissions, and come back as two lines.
    relationships: fc.oneof(fc.subarray(unasked, { minLength: 1 }), fc.constant<string[]>(['asked'])),
    trainings: fc.uniqueArray(word, { maxLength: 2 }),
    cells: fc.uniqueArray(fc.record({ dataset: word, classes: words }), {
      minLength: 1,
      maxLength: 3,
      selector: (one) => one.dataset,
    }),
  }),
  { minLength: 1, maxLength: 3, selector: (one) => one.name },
)
const contents: fc.Arbitrary<AgreementContent> = fc.record({
  kind: fc.constant('sharing' as const),
  title: word,
  protocol: fc.option(word),
  purposes: words,
  recipients: words.map((all) => all.toSorted()),
  particulars: fc.constant(noParticulars),
  inForceFrom: fc.option(day),
  reviewOn: fc.option(day),
  endsOn: fc.option(day),
  terms: lines,
})

test('what is written as ODRL is read as it was', () => {
  fc.assert(
    fc.property(contents, (content) => {
      const written = JSON.parse(JSON.stringify(toOdrl('urn:uuid:1', content, about)))
      assert.deepEqual(fromOdrl(written), JSON.parse(JSON.stringify(content)))
    }),
  )
})

const policy = {
  '@context': 'http://www.w3.org/ns/odrl.jsonld',
  '@type': 'Agreement',
  uid: 'urn:policy:1',
  assignee: 'police',
  permission: [
    {
      target: 'urn:commonweal:dataset:housing#identity',
      action: 'read',
      constraint: [
        { leftOperand: 'purpose', operator: 'eq', rightOperand: 'family-help' },
        { leftOperand: 'cw:role', operator: 'isAnyOf', rightOperand: ['practitioner'] },
        { leftOperand: 'cw:relationship', operator: 'isAnyOf', rightOperand: ['team'] },
      ],
    },
  ],
}
const [permission] = policy.permission
const with_ = (change: object) => ({ ...policy, permission: [{ ...permission, ...change }] })
const also = (constraint: object) => with_({ constraint: [...permission!.constraint, constraint] })

test('a policy in the profile is read, in the ways in which JSON-LD writes it', () => {
  assert.deepEqual(fromOdrl(policy).terms[0]!.cells, [{ dataset: 'housing', classes: ['identity'] }])
  assert.deepEqual(
    fromOdrl(
      also({ leftOperand: 'dateTime', operator: 'http://www.w3.org/ns/odrl/2/lt', rightOperand: { '@value': '2027-01-01' } }),
    ).endsOn,
    '2027-01-01',
  )
  assert.deepEqual(
    fromOdrl(with_({ constraint: { and: permission!.constraint }, action: { '@id': 'odrl:read' } } as object)).purposes,
    ['family-help'],
  )
})

test('what is forbidden is in no line, whatever a permission says', () => {
  const forbids = {
    ...with_({ target: ['urn:commonweal:dataset:housing#identity', 'urn:commonweal:dataset:housing#event'] }),
    prohibition: [{ target: 'urn:commonweal:dataset:housing#event', action: 'read' }],
  }
  assert.deepEqual(fromOdrl(forbids).terms[0]!.cells, [{ dataset: 'housing', classes: ['identity'] }])
})

test('what cannot be held to is refused, with its place, and nothing of it is dropped', () => {
  const cases: [what: string, policy: unknown, RegExp][] = [
    ['no object', [], /one JSON object/],
    ['nothing permitted', { ...policy, permission: [] }, /permission: there is none/],
    ['another action', with_({ action: 'distribute' }), /permission 1: the action “distribute”/],
    ['the action that is all actions', with_({ action: 'use' }), /the action “use”/],
    ['an action with a refinement', with_({ action: { '@id': 'read', refinement: [] } }), /action/],
    ['for everyone', { ...policy, assignee: undefined }, /nobody is assignee/],
    ['for any purpose', with_({ constraint: permission!.constraint.slice(1) }), /names no purpose/],
    ['for any role', with_({ constraint: permission!.constraint.slice(0, 1) }), /names no role/],
    ['another operand', also({ leftOperand: 'spatial', operator: 'eq', rightOperand: 'GB' }), /“spatial” cannot be held to/],
    ['a count', also({ leftOperand: 'count', operator: 'lteq', rightOperand: 5 }), /“count”/],
    ['another operator', also({ leftOperand: 'cw:training', operator: 'isNoneOf', rightOperand: ['x'] }), /isNoneOf/],
    [
      'all but a purpose',
      with_({ constraint: [{ leftOperand: 'purpose', operator: 'neq', rightOperand: 'x' }, ...permission!.constraint.slice(1)] }),
      /“neq” on “purpose”/,
    ],
    ['a choice of conditions', with_({ constraint: [{ or: permission!.constraint }] }), /without leftOperand/],
    ['a time within a day', also({ leftOperand: 'dateTime', operator: 'lt', rightOperand: '2027-01-01T12:00:00Z' }), /midnight/],
    [
      'a day after the last',
      also({ leftOperand: 'dateTime', operator: 'lteq', rightOperand: '2027-01-01' }),
      /“lteq” on dateTime/,
    ],
    [
      'two conditions on one thing',
      also({ leftOperand: 'purpose', operator: 'eq', rightOperand: 'y' }),
      /two conditions on “purpose”/,
    ],
    ['a duty', with_({ duty: [{ action: 'compensate' }] }), /a duty/],
    ['a duty with conditions', with_({ duty: [{ action: 'cw:obtainOwnersAnswer', constraint: [] }] }), /a duty/],
    [
      'asking without the duty',
      with_({
        constraint: permission!.constraint.with(2, {
          leftOperand: 'cw:relationship',
          operator: 'eq',
          rightOperand: 'asked',
        } as never),
      }),
      /needs the duty/,
    ],
    ['a remedy', { ...policy, obligation: [] }, /“obligation” cannot be kept/],
    ['another policy behind it', { ...policy, inheritFrom: 'urn:policy:0' }, /“inheritFrom” cannot be kept/],
    ['permission before prohibition', { ...policy, conflict: 'perm' }, /conflict/],
    [
      'a prohibition with a condition',
      { ...policy, prohibition: [{ target: 'urn:commonweal:dataset:housing#identity', action: 'read', constraint: [] }] },
      /prohibition 1: .*condition/,
    ],
    ['a target that is a whole file', with_({ target: 'http://example.org/file' }), /no kind of information/],
    [
      'a collection with a refinement',
      with_({ target: { '@id': 'urn:commonweal:dataset:housing#identity', refinement: [] } }),
      /no kind of information/,
    ],
    [
      'a relationship that nobody has',
      with_({
        constraint: permission!.constraint.with(2, {
          leftOperand: 'cw:relationship',
          operator: 'eq',
          rightOperand: 'neighbour',
        } as never),
      }),
      /“neighbour”/,
    ],
    [
      'two permissions for two purposes',
      {
        ...policy,
        permission: [
          permission,
          {
            ...permission,
            constraint: permission!.constraint.with(0, { leftOperand: 'purpose', operator: 'eq', rightOperand: 'y' } as never),
          },
        ],
      },
      /permission 2: its purposes/,
    ],
    ['another profile’s word', with_({ 'ex:extra': 1 }), /“ex:extra”/],
    ['an offer to buy', { ...policy, '@type': 'Ticket' }, /“Ticket”/],
  ]
  for (const [what, given, says] of cases)
    assert.throws(
      () => fromOdrl(given),
      (error: unknown) => error instanceof OdrlUnreadable && says.test(error.message),
      what,
    )
})
