import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyHash, searchKeysFor, searchKeysOf } from './keyed-hash.ts'
import { queryTexts, type SourceFacts, searchTexts, swappedBirthday } from './keys.rules.ts'

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

const inWords = (texts: readonly { kind: string; text: string }[]) => texts.map(({ kind, text }) => `${kind} ${text}`)

// What a record is found by: family name first, then given name; consonants in order, sounds after Philips.
const nobody: SourceFacts = { ...kayleigh, names: [], birthdays: [], homes: [], identifiers: [], references: [] }
const named = (given: string | null, family: string | null, use: 'usual' | 'former' = 'usual') => ({
  given,
  family,
  other: null,
  use,
})
const texts: [what: string, record: Partial<SourceFacts>, texts: string[]][] = [
  ['nothing', {}, []],
  ['a name of which nothing is known', { names: [named(null, null)] }, []],
  ['a reference without a letter or digit', { references: ['-'] }, []],
  ['an address that names no house', { homes: [{ address: '', postcode: null, left: false }] }, []],
  ['a birthday', { birthdays: ['1993-07-04'] }, ['birthday 1993-07-04']],
  ['an address', { homes: [{ address: '14 Bracken Row', postcode: null, left: false }] }, ['address 14 bracken']],
  ['a postcode', { homes: [{ address: '', postcode: 'AX1 2BD', left: false }] }, ['postcode AX12BD']],
  ['a surname', { names: [named(null, 'Marsden')] }, ['family-sounds MRST']],
  ['a placeholder and a surname', { names: [named('Baby', 'Marsden')] }, ['family-sounds MRST']],
  ['a name', { names: [named('Ann', 'Marsden')] }, ['letters dmnrs|AN', 'family-sounds MRST', 'sounds MRST|AN']],
  ['a surname with few consonants', { names: [named('Ann', 'Lee')] }, ['family-sounds L', 'sounds L|AN']],
  ['an initial after a name', { names: [named('Ann J', 'Lee')] }, ['family-sounds L', 'sounds L|AN']],
  [
    'a name and a birthday',
    { names: [named('Ann', 'Lee')], birthdays: ['1993-07-04'] },
    ['family-sounds L', 'sounds L|AN', 'family-birth-year L|1993', 'given-birthday ann|1993-07-04', 'birthday 1993-07-04'],
  ],
  [
    'of two given names the first, with a birthday',
    { names: [named('Ann May', 'Lee')], birthdays: ['1993-07-04'] },
    [
      'family-sounds L',
      'sounds L|AN',
      'sounds L|M',
      'family-birth-year L|1993',
      'given-birthday ann|1993-07-04',
      'birthday 1993-07-04',
    ],
  ],
  [
    'of a new identity the name in use',
    { epoch: 2, names: [named('Ann', 'Lee'), named('May', 'Lee', 'former')] },
    ['family-sounds L', 'sounds L|AN'],
  ],
  [
    'at most four given names',
    { names: [named('Ann May Tom Roy Pat', 'Lee')] },
    ['family-sounds L', 'sounds L|AN', 'sounds L|M', 'sounds L|TM', 'sounds L|R'],
  ],
  [
    'at most four words of a surname, beside all of them in one',
    { names: [named(null, 'Ann May Tom Roy Pat')] },
    ['family-sounds ANMT', 'family-sounds AN', 'family-sounds M', 'family-sounds TM', 'family-sounds R'],
  ],
]
for (const [what, record, expected] of texts)
  test(`what finds ${what}`, () => assert.deepEqual(inWords(searchTexts({ ...nobody, ...record })), expected))

test('of hundreds of names eight are gone by', () => {
  const names = [...'ABCDEFGHIJ'].map((letter) => named(null, `${letter}ott`))
  assert.equal(new Set(searchTexts({ ...nobody, names: [...names, ...names] }).map(({ text }) => text)).size <= 8, true)
})

// What somebody typed, and what is looked for.
const queries: [query: Query, texts: string[]][] = [
  [{}, []],
  [{ name: 'Marsden' }, ['family-sounds MRST']],
  [{ name: 'Ann Lee' }, ['sounds AN|L', 'sounds L|AN']],
  [{ name: 'K Marsden' }, ['sounds K|MRST']],
  [
    { name: 'Ann May Lee' },
    [
      'sounds AN|M',
      'sounds AN|L',
      'sounds M|AN',
      'sounds M|L',
      'sounds L|AN',
      'sounds L|M',
      'sounds ML|AN',
      'sounds ANL|M',
      'sounds ANM|L',
    ],
  ],
  [
    { name: 'Marsden', dateOfBirth: '1993-07-04' },
    [
      'family-sounds MRST',
      'family-birth-year MRST|1993',
      'given-birthday marsden|1993-07-04',
      'given-birthday marsden|1993-04-07',
      'birthday 1993-07-04',
      'birthday 1993-04-07',
    ],
  ],
  [{ dateOfBirth: '1993-07-13' }, ['birthday 1993-07-13']],
  [{ address: '14 Bracken Row AX1 2BD' }, ['postcode AX12BD', 'address 14 bracken']],
  [{ address: 'AX1 2BD' }, ['postcode AX12BD']],
  [{ address: '14 Bracken Row' }, ['address 14 bracken']],
  [{ number: 'h 1' }, ['number H1']],
]
for (const [query, expected] of queries)
  test(`looked for by ${Object.values(query).join(', ') || 'nothing'}`, () =>
    assert.deepEqual(inWords(queryTexts(query)), expected))

test('of five words four are looked for', () =>
  assert.deepEqual(queryTexts({ name: 'Ann May Tom Roy Pat' }), queryTexts({ name: 'Ann May Tom Roy' })))

const swaps: [string, string | null][] = [
  ['1993-07-04', '1993-04-07'],
  ['1993-07-13', null],
  ['1993-07-12', '1993-12-07'],
  ['1993-07-07', null],
]
for (const [day, swapped] of swaps) test(`${day} swapped is ${swapped}`, () => assert.equal(swappedBirthday(day), swapped))
