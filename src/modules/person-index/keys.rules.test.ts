import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyHash, searchKeysFor, searchKeysOf } from './keyed-hash.ts'
import { type queryTexts, type SourceFacts, searchTexts, swappedBirthday } from './keys.rules.ts'

const kayleigh: SourceFacts = {
  epoch: 1,
  protected: false,
  names: [{ given: 'Kayleigh', family: 'Marsden', other: 'Jane', use: 'usual' }],
  birthdays: ['1993-07-04'],
  homes: [{ address: '14 Bracken Row, Aldermere', postcode: 'AX1 2BD', left: false }],
  sexes: ['female'],
  contacts: [],
  identifiers: [{ scheme: 'nhs-number', value: '999 000 0026', superseded: false }],
  references: ['H0000001'],
}
const hash = keyHash(Buffer.alloc(32, 1))
const secret = Buffer.alloc(32, 1)

// Who is found by what somebody typed. A practitioner may correct these.
type Query = Parameters<typeof queryTexts>[0]
const searches: [what: string, record: Partial<SourceFacts>, query: Query, found: boolean][] = [
  ['her name', {}, { name: 'Kayleigh Marsden' }, true],
  ['the other way round', {}, { name: 'Marsden Kayleigh' }, true],
  ['spelt by ear', {}, { name: 'Kayley Marsdin' }, true],
  ['two letters swapped', {}, { name: 'Kayleigh Mardsen' }, true],
  ['her surname alone', {}, { name: 'Marsden' }, true],
  ['her second name for the first', {}, { name: 'Jane Marsden' }, true],
  ['with a title', {}, { name: 'Ms Kayleigh Marsden' }, true],
  ['another surname', {}, { name: 'Kayleigh Holt' }, false],
  ['her birthday', {}, { dateOfBirth: '1993-07-04' }, true],
  ['day and month swapped', {}, { dateOfBirth: '1993-04-07' }, true],
  ['another birthday', {}, { dateOfBirth: '1993-07-05' }, false],
  ['her first name and birthday, with another surname', {}, { name: 'Kayleigh Holt', dateOfBirth: '1993-07-04' }, true],
  ['her postcode', {}, { address: 'ax12bd' }, true],
  ['her street', {}, { address: '14 Bracken Rd' }, true],
  ['her street with a typing error in the postcode', {}, { address: '14 Bracken Row, AX1 2BX' }, true],
  ['another house', {}, { address: '16 Bracken Row' }, false],
  ['the agency’s own reference', {}, { number: 'h 0000001' }, true],
  ['her NHS number', {}, { number: '9990000026' }, true],
  ['a protected address', { protected: true }, { address: 'AX1 2BD' }, false],
  ['her name, her address being protected', { protected: true }, { name: 'Kayleigh Marsden' }, true],
  [
    'the earlier name of a new identity',
    { epoch: 2, names: [...kayleigh.names, { given: 'Lily', family: 'Fox', other: null, use: 'former' }] },
    { name: 'Lily Fox' },
    false,
  ],
  [
    'an earlier name',
    { names: [...kayleigh.names, { given: 'Kayleigh', family: 'Holt', other: null, use: 'former' }] },
    { name: 'Kayleigh Holt' },
    true,
  ],
  ['Md for Mohammed', { names: [{ given: 'Mohammed', family: 'Khan', other: null, use: 'usual' }] }, { name: 'Md Khan' }, true],
  [
    'half of a double name',
    { names: [{ given: 'Ann', family: 'Smith-Jones', other: null, use: 'usual' }] },
    { name: 'Ann Jones' },
    true,
  ],
  [
    'a double name in one word',
    { names: [{ given: 'Ann', family: 'Smith-Jones', other: null, use: 'usual' }] },
    { name: 'Ann SmithJones' },
    true,
  ],
]
for (const [what, record, query, found] of searches) {
  test(`${found ? 'found' : 'not found'} by ${what}`, () => {
    const held = new Set(searchKeysOf({ ...kayleigh, ...record }, hash).map(String))
    assert.equal(
      searchKeysFor(query, secret).some((key) => held.has(key)),
      found,
    )
  })
}

test('a search and a record have one key function, and another secret makes other keys', () => {
  assert.notDeepEqual(
    searchKeysFor({ name: 'Kayleigh Marsden' }, Buffer.alloc(32, 2)),
    searchKeysFor({ name: 'Kayleigh Marsden' }, secret),
  )
})

test('a record with hundreds of names makes no thousands of keys', () => {
  const names = Array.from({ length: 500 }, (_, n) => ({
    given: `Given${'abcdefghij'[n % 10]}`,
    family: `Family ${n}`,
    other: null,
    use: 'alias' as const,
  }))
  assert.ok(searchTexts({ ...kayleigh, names }).length < 300)
})

const swaps: [string, string | null][] = [
  ['1993-07-04', '1993-04-07'],
  ['1993-07-13', null],
  ['1993-07-07', null],
]
for (const [day, swapped] of swaps) test(`${day} swapped is ${swapped}`, () => assert.equal(swappedBirthday(day), swapped))
