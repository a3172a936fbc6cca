import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openKey } from '#matching/siphash'
import { runs, seed } from '#testing/random'
import { comparableOf, numbersOf } from './comparable.rules.ts'
import type { SourceFacts } from './keys.rules.ts'
import { compare, matchRecordOf } from './matching.ts'

const kayleigh: SourceFacts = {
  epoch: 1,
  protected: false,
  names: [{ given: 'Kayleigh Jane', family: 'Marsden', other: null, use: 'usual' }],
  birthdays: ['1993-07-04'],
  homes: [{ address: '14 Bracken Row, Aldermere', postcode: 'AX1 2BD', left: false }],
  sexes: ['female'],
  contacts: [{ system: 'phone', value: '07700 900111' }],
  identifiers: [{ scheme: 'nhs-number', value: '999 000 0026', superseded: false }],
  references: ['H0000001'],
}
const home = (address: string, left = false) => ({ address, postcode: null, left })

// What is compared of her. Each row: what is different about her, and every value of one field in the order of the rows.
const rows: [what: string, change: Partial<SourceFacts>, field: string, values: (string | null | undefined)[]][] = [
  ['her given names, and the first of them alone', {}, 'forename', ['Kayleigh Jane', 'Kayleigh']],
  ['her address', {}, 'address', ['14 Bracken Row, Aldermere', '14 Bracken Row, Aldermere']],
  ['with a protected address, none', { protected: true }, 'address', [undefined, undefined]],
  ['with a protected address, no postcode either', { protected: true }, 'postcode', [undefined, undefined]],
  [
    'nor one that stands in the address',
    { protected: true, homes: [home('14 Bracken Row AX1 2BD')] },
    'postcode',
    [undefined, undefined],
  ],
  ['of a new identity no address', { epoch: 2 }, 'address', [undefined, undefined]],
  [
    'of a new identity no earlier name',
    { epoch: 2, names: [...kayleigh.names, { given: 'Lily', family: 'Fox', other: null, use: 'former' }] },
    'surname',
    ['Marsden', 'Marsden'],
  ],
  [
    'an earlier name beside the one in use',
    {
      names: [
        { given: 'Ann', family: 'Fox', other: null, use: 'former' },
        { given: 'Ann', family: 'Dale', other: null, use: 'usual' },
      ],
    },
    'surname',
    ['Dale', 'Fox'],
  ],
  ['an initial is no name', { names: [{ given: 'K', family: 'Marsden', other: null, use: 'usual' }] }, 'forename', [null]],
  [
    'where she lives before where she lived',
    { names: [{ given: 'Ann', family: 'Fox', other: null, use: 'usual' }], homes: [home('1 Ash Way', true), home('2 Elm Way')] },
    'address',
    ['2 Elm Way', '1 Ash Way'],
  ],
  [
    'the name in use, then others, then earlier ones, then that of a baby',
    {
      homes: [],
      names: (['baby', 'former', 'alias', 'usual'] as const).map((use) => ({ given: 'Ann', family: use, other: null, use })),
    },
    'surname',
    ['usual', 'alias', 'former', 'baby'],
  ],
  [
    'a placeholder after a name is none',
    { names: [{ given: 'Baby', family: 'Fox', other: null, use: 'usual' }] },
    'forename',
    [null],
  ],
  ['no given name at all', { names: [{ given: null, family: 'Fox', other: null, use: 'usual' }] }, 'forename', [null]],
  [
    'one given name, with blanks round it',
    { names: [{ given: ' Ann ', family: 'Fox', other: null, use: 'usual' }] },
    'forename',
    [' Ann '],
  ],
  [
    'two given names with blanks between',
    { names: [{ given: ' Ann  Mary', family: 'Fox', other: null, use: 'usual' }] },
    'forename',
    [' Ann  Mary', 'Ann'],
  ],
  [
    'an initial before a name stands for nobody alone',
    { names: [{ given: 'J Mary', family: 'Fox', other: null, use: 'usual' }] },
    'forename',
    ['J Mary'],
  ],
  ['an email', { contacts: [{ system: 'email', value: 'ann@example.org' }] }, 'email', ['ann@example.org', 'ann@example.org']],
  ['a telephone is no email', {}, 'email', [undefined, undefined]],
  [
    'a name without a surname before one with',
    { names: ['Fox', null].map((family) => ({ given: 'Ann', family, other: null, use: 'usual' as const })) },
    'surname',
    [null, 'Fox'],
  ],
  [
    'a surname that was given without a forename before the others',
    { names: ['Ann', null].map((given) => ({ given, family: 'Fox', other: null, use: 'usual' as const })) },
    'forename',
    [null, 'Ann'],
  ],
  ['recorded as both, neither sex', { sexes: ['female', 'male'] }, 'sex', [undefined, undefined]],
  [
    'a number that was replaced is not compared',
    { identifiers: [{ scheme: 'nhs-number', value: '9990000026', superseded: true }] },
    'nhs_number',
    [undefined, undefined],
  ],
  [
    'a pupil number is no NHS number',
    { identifiers: [{ scheme: 'upn', value: '9990000026', superseded: false }] },
    'nhs_number',
    [undefined, undefined],
  ],
]
for (const [what, change, field, values] of rows)
  test(`compared: ${what}`, () =>
    assert.deepEqual(
      comparableOf({ ...kayleigh, ...change }).map((row) => row[field]),
      values,
    ))

test('a number that is none tells nobody from another; one in use and replaced at once is replaced', () => {
  const number = (value: string, superseded = false) => ({ scheme: 'nhs-number', value, superseded })
  const pupil = { scheme: 'upn', value: '9990000107', superseded: false }
  const identifiers = [pupil, number('9990000027'), number('999 000 0026'), number('9990000107'), number('9990000107', true)]
  assert.deepEqual(numbersOf({ ...kayleigh, identifiers }), { numbers: ['9990000026'], replaced: ['9990000107'] })
})

test('no more ways of writing one record are compared than twelve', () => {
  const many = Array.from({ length: 9 }, (_, n) => `${n + 1} Ash Way`).map((address) => home(address))
  const names = ['Ann', 'Beth', 'Cath', 'Dot', 'Eve'].map((given) => ({
    given,
    family: 'Fox',
    other: null,
    use: 'usual' as const,
  }))
  const rows = comparableOf({ ...kayleigh, names, homes: many, birthdays: ['1993-04-07', '1993-07-04'] })
  assert.equal(rows.length, 12)
  assert.deepEqual([...new Set(rows.map((row) => row.forename))], ['Ann', 'Beth', 'Cath', 'Dot'])
  assert.deepEqual([...new Set(rows.map((row) => row.address))], ['1 Ash Way', '2 Ash Way', '3 Ash Way'])
})

test('two epochs share no key, nor does a protected address make one that the record would not have without it (I4, K1)', () => {
  const keys = (change: Partial<SourceFacts>) => new Set(matchRecordOf({ ...kayleigh, ...change }, openKey).keys)
  assert.deepEqual(
    [...keys({ epoch: 2 })].filter((key) => keys({}).has(key)),
    [],
  )
  assert.deepEqual(keys({ protected: true }), keys({ homes: [] }))
  assert.notDeepEqual(keys({}), keys({ homes: [] }))
})

test('what two records say is said in words, with what differs', () => {
  const [one, other] = [
    kayleigh,
    { ...kayleigh, contacts: [{ system: 'phone' as const, value: '07700 900222' }], identifiers: [] },
  ].map((facts) => matchRecordOf(facts, openKey).comparable)
  const { bits, probability, says } = compare(one!, other!)
  assert.ok(bits > 6 && probability > 0.98)
  assert.deepEqual(
    says.map((one) => `${one.says}${one.differs ? ' (differs)' : ''}`),
    [
      'the same forename',
      'the same surname',
      'the same date of birth',
      'the same sex',
      'the same house',
      'another phone (differs)',
    ],
  )
})

test('in whatever order the facts came, the record is the same; and hundreds of names make no thousands of keys', () => {
  const names = Array.from({ length: 300 }, (_, n) => ({
    given: `Given${'abcdefghij'[n % 10]}`,
    family: `Family${'abcdefghij'[Math.floor(n / 10) % 10]}`,
    other: null,
    use: n % 2 === 0 ? ('alias' as const) : ('former' as const),
  }))
  const homes = [home('1 Ash Way'), home('2 Elm Way', true), home('3 Oak Way'), home('4 Fir Way')]
  const facts = { ...kayleigh, names: [...kayleigh.names, ...names], homes, birthdays: ['1993-07-04', '1993-04-07'] }
  const made = matchRecordOf(facts, openKey)
  assert.ok(made.keys.length < 200, `${made.keys.length} keys`)
  const shuffled = fc.record({
    names: fc.shuffledSubarray(facts.names, { minLength: facts.names.length }),
    homes: fc.shuffledSubarray(facts.homes, { minLength: facts.homes.length }),
    birthdays: fc.shuffledSubarray(facts.birthdays, { minLength: 2 }),
  })
  fc.assert(
    fc.property(shuffled, (change) => assert.deepEqual(matchRecordOf({ ...facts, ...change }, openKey), made)),
    { seed, numRuns: runs(30) },
  )
})
