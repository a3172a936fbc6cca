import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#modules/feeds'
import { instant } from '#platform/dates'
import type { PeopleQuery } from './keys.rules.ts'
import { rankCandidates } from './rank.rules.ts'

const common = {
  id: 1n,
  controllerId: 'council',
  datasetId: 'housing',
  otherSourcePersonId: null,
  householdKey: null,
  validFrom: null,
  validTo: null,
  eventAt: instant('2026-03-01T10:00:00Z'),
  recordedAt: instant('2026-03-01T10:00:00Z'),
  batchId: 'b',
}
type Held = {
  name: string
  born?: string
  address?: string
  postcode?: string
  former?: string
  protected?: boolean
  number?: string
  /** An NHS number. */
  nhs?: string
  /** She no longer lives at `address`. */
  left?: boolean
  /** Where she lived before. */
  before?: string
  /** Other names, in the order in which they came. */
  also?: [name: string, use: 'usual' | 'alias' | 'former' | 'baby'][]
}

/** The facts of one record: "Kayleigh Marsden" born then, living there. */
function factsOf(source: string, held: Held): Fact[] {
  const identity = (name: string, nameUse: string) => {
    const words = name.split(' ')
    return {
      ...common,
      fieldClass: 'identity',
      sourcePersonId: source,
      sourceKey: held.number ?? source,
      kind: 'identity' as const,
      content: {
        givenName: words.slice(0, -1).join(' ') || null,
        familyName: words.at(-1)!,
        nameUse,
        dateOfBirth: held.born ?? null,
        sex: 'unknown' as const,
      },
    }
  }
  const home = held.address && {
    ...common,
    fieldClass: 'address',
    sourcePersonId: source,
    sourceKey: source,
    kind: 'residence' as const,
    content: { address: held.address, postcode: held.postcode ?? null },
    ...(held.left ? { validTo: common.eventAt } : {}),
  }
  const earlier = held.before && {
    ...home,
    validTo: common.eventAt,
    content: { address: held.before, postcode: null },
  }
  const nhs = held.nhs && {
    ...common,
    fieldClass: 'identifier',
    sourcePersonId: source,
    sourceKey: source,
    kind: 'identifier' as const,
    content: { scheme: 'nhs-number', value: held.nhs },
  }
  return [
    ...(earlier ? [earlier] : []),
    ...(nhs ? [nhs] : []),
    ...(held.also ?? []).map(([name, use]) => identity(name, use)),
    identity(held.name, 'usual'),
    ...(held.former ? [identity(held.former, 'former')] : []),
    ...(home ? [home] : []),
  ] as Fact[]
}

const kayleigh: Held = { name: 'Kayleigh Marsden', born: '1993-07-04', address: '14 Bracken Row', postcode: 'AX1 2BD' }
const search = (query: PeopleQuery, ...people: Held[]) =>
  rankCandidates(
    query,
    people.map((_, at) => ({
      personId: `p${at}`,
      protection: people[at]!.protected ? 'address' : 'none',
      sources: [{ sourcePersonId: `s${at}` }],
    })),
    people.flatMap((held, at) => factsOf(`s${at}`, held)),
  )

// Each row: what was typed, who is held, and what the page says of the match ("Fits", or why it is only near; "-" not shown).
const rows: [query: PeopleQuery, held: Held, says: string][] = [
  [{ name: 'Kayleigh Marsden' }, kayleigh, 'Fits'],
  [{ name: 'Kayley Marsden' }, kayleigh, 'spelt differently'],
  [{ name: 'Marsden Kayleigh' }, kayleigh, 'names the other way round'],
  [{ name: 'K Marsden' }, kayleigh, 'spelt differently'],
  [{ name: 'Sian OBrien' }, { name: 'Siân O’Brien' }, 'Fits'],
  [{ name: 'Mohamed Khan' }, { name: 'Muhammad Khan' }, 'spelt differently'],
  [{ name: 'Ruby Marsden' }, kayleigh, 'another first name'],
  [{ name: 'Ruby Holt' }, kayleigh, '-'],
  [{ name: 'Kayleigh Holt' }, { ...kayleigh, former: 'Kayleigh Holt' }, 'under an earlier name'],
  [{ dateOfBirth: '1993-07-04' }, kayleigh, 'Fits'],
  [{ dateOfBirth: '1993-04-07' }, kayleigh, 'day and month swapped'],
  [{ name: 'Kayleigh Marsden', dateOfBirth: '1993-04-07' }, kayleigh, 'day and month swapped'],
  [{ name: 'Kayleigh Marsden', dateOfBirth: '1980-01-01' }, kayleigh, '-'],
  [{ name: 'Kayleigh Marsden', dateOfBirth: '1993-07-04' }, { ...kayleigh, born: undefined as never }, '-'],
  [{ address: '14 Bracken Row, AX1 2BD' }, kayleigh, 'Fits'],
  [{ address: '14 Bracken Row, AX1 2BX' }, kayleigh, 'same door and street, another postcode'],
  [{ address: 'AX1 2BD' }, kayleigh, 'Fits'],
  [{ name: 'Kayleigh Marsden', address: '99 Mill Bank' }, kayleigh, 'another address'],
  [{ address: '14 Bracken Row' }, { ...kayleigh, protected: true }, '-'],
  [{ name: 'Marsden' }, kayleigh, 'Fits'],
  [{ name: 'Kayleigh' }, kayleigh, 'Fits'],
  [{ name: 'Ruby' }, kayleigh, '-'],
  [{ name: 'Ruby', dateOfBirth: '1993-07-04' }, kayleigh, '-'],
  [{ name: 'Kayleigh', dateOfBirth: '1993-07-04' }, kayleigh, 'Fits'],
  [{ name: 'Ann Smith Jones' }, { name: 'Ann Smith-Jones' }, 'Fits'],
  [{ name: 'Smith Jones Ann' }, { name: 'Ann Smith-Jones' }, 'names the other way round'],
  [{ name: 'Ann SmithJones' }, { name: 'Ann Smith-Jones' }, 'Fits'],
  [{ name: 'Ann Jones' }, { name: 'Ann Smith-Jones' }, 'Fits'],
  [{ name: 'Ann Patel Okafor' }, { name: 'Ann Smith-Jones' }, '-'],
  [{ name: 'Kayleigh Marsdon' }, kayleigh, 'spelt differently'],
  [
    { name: 'Holt Kayley' },
    { ...kayleigh, former: 'Kayleigh Holt' },
    'spelt differently, under an earlier name, names the other way round',
  ],
  [{ dateOfBirth: '1993-07-05' }, kayleigh, 'one digit of the date of birth differs'],
  [{ dateOfBirth: '2000-12-31' }, { ...kayleigh, born: '1999-12-31' }, 'born a year earlier or later'],
  [{ name: 'Kayleigh Marsden', address: 'AX1 2BD', dateOfBirth: '1980-01-01' }, kayleigh, 'another date of birth'],
  [
    { name: 'Kayleigh Marsden', address: 'AX1 2BD', dateOfBirth: '1980-01-01' },
    { ...kayleigh, born: undefined as never },
    'date of birth not held',
  ],
  [
    { name: 'Kayleigh Marsden', dateOfBirth: '1993-07-04', address: '1 Ash Way' },
    { name: 'Kayleigh Marsden', born: '1993-07-04' },
    'another address',
  ],
  [
    { name: 'Ruby Holt', dateOfBirth: '1993-07-04', address: 'AX1 2BD', number: '9990000026' },
    { ...kayleigh, nhs: '999 000 0026' },
    'another name',
  ],
  [{ address: '99 Bracken Row, AX1 2BD' }, kayleigh, 'same postcode, another door'],
  [{ address: '99 Mill Bank, AX1 2BX' }, kayleigh, '-'],
  [{ address: '14 Bracken Row' }, { ...kayleigh, left: true }, 'an earlier address'],
  [{ address: '1 Ash Way' }, { ...kayleigh, before: '1 Ash Way' }, 'an earlier address'],
  [{ address: 'AX1 2BD' }, { name: 'Ann Fox', address: '14 Bracken Row AX1 2BD' }, 'Fits'],
  [{ number: '9990000026' }, kayleigh, '-'], // a number that the reader may not see
  [{ number: '9990000026' }, { ...kayleigh, nhs: '999 000 0026' }, 'Fits'],
  [{ name: 'Kayleigh Marsden', number: '9990000026' }, { ...kayleigh, nhs: '999 000 0026' }, 'Fits'],
  [{ name: 'Kayleigh Marsden', number: 'h 1' }, { ...kayleigh, number: 'H1', nhs: '9990000026' }, 'Fits'],
  [{ name: 'Kayleigh Marsden', number: '9990000107' }, kayleigh, 'Fits'],
  [{ name: 'Kayleigh Marsden', number: '9990000107' }, { ...kayleigh, nhs: '9990000026' }, '-'],
  [{ dateOfBirth: '1993-07-04', number: '9990000107' }, { ...kayleigh, nhs: '9990000026' }, '-'],
  [{ address: 'AX1 2BD', number: '9990000107' }, { ...kayleigh, nhs: '9990000026' }, '-'],
  [
    { name: 'Kayleigh Marsden', dateOfBirth: '1993-07-04', number: '9990000107' },
    { ...kayleigh, nhs: '9990000026' },
    'another number',
  ],
  [{}, kayleigh, '-'],
]
for (const [query, held, says] of rows) {
  test(`${Object.values(query).join(', ')} against ${held.name}: ${says}`, () => {
    const [found] = search(query, held)
    assert.equal(found ? (found.match === 'exact' ? 'Fits' : found.why.join(', ')) : '-', says)
  })
}

test('who fits best comes first', () => {
  const found = search(
    { name: 'Kayleigh Marsden', dateOfBirth: '1993-07-04' },
    { name: 'Kayley Marsden', born: '1993-07-04' },
    kayleigh,
  )
  assert.deepEqual(
    found.map(({ personId, match }) => [personId, match]),
    [
      ['p1', 'exact'],
      ['p0', 'near'],
    ],
  )
})

// Who comes first: what was typed, who is held (p0, p1, …), and the order of the answer.
const orders: [why: string, query: PeopleQuery, people: Held[], order: string[]][] = [
  [
    'the name in use, then an earlier one or turned round, then both',
    { name: 'Kayleigh Marsden' },
    [
      { name: 'Aaron Holt', former: 'Marsden Kayleigh' },
      { name: 'Marsden Kayleigh' },
      { name: 'Beth Holt', former: 'Kayleigh Marsden' },
      kayleigh,
    ],
    ['p3', 'p2', 'p1', 'p0'],
  ],
  ['one word is rather a family name', { name: 'Kelly' }, [{ name: 'Kelly Adams' }, { name: 'Zoe Kelly' }], ['p1', 'p0']],
  ['of equals by their names', { name: 'Marsden' }, [{ name: 'Zoe Marsden' }, { name: 'Amy Marsden' }], ['p1', 'p0']],
  [
    'another first name comes last',
    { name: 'Kayleigh Marsden' },
    [{ name: 'Amy Marsden' }, { name: 'Kayley Marsden' }],
    ['p1', 'p0'],
  ],
  [
    'a swapped birthday before a wrong digit',
    { dateOfBirth: '1993-07-04' },
    [
      { name: 'Amy Fox', born: '1993-07-05' },
      { name: 'Zoe Fox', born: '1993-04-07' },
    ],
    ['p1', 'p0'],
  ],
]
for (const [why, query, people, order] of orders)
  test(`in order: ${why}`, () =>
    assert.deepEqual(
      search(query, ...people).map(({ personId }) => personId),
      order,
    ))

test('of two who cannot be told apart the order is always the same', () => {
  const candidate = (personId: string, sourcePersonId: string) => ({
    personId,
    protection: 'none' as const,
    sources: [{ sourcePersonId }],
  })
  const facts = [...factsOf('s0', kayleigh), ...factsOf('s1', kayleigh)]
  const found = rankCandidates(
    { name: 'Marsden' },
    [candidate('b', 's0'), candidate('a', 's1'), candidate('c', 'unknown')],
    facts,
  )
  assert.deepEqual(
    found.map(({ personId }) => personId),
    ['a', 'b'],
  )
})

test('someone is called by the name in use that most say; her others are shown once, the nearest first', () => {
  const [found] = search(
    { name: 'Marsden' },
    {
      ...kayleigh,
      before: '1 Ash Way',
      also: [
        ['Baby Marsden', 'baby'],
        ['Kayleigh Holt', 'former'],
        ['Kay Marsden', 'usual'],
        ['Kaz Marsden', 'alias'],
        ['KAYLEIGH MARSDEN', 'usual'],
        ['', 'usual'],
      ],
    },
  )
  assert.deepEqual(
    [found!.name, found!.otherNames, String(found!.dateOfBirth), found!.address],
    [
      'Kayleigh Marsden',
      ['Kay Marsden', 'Kaz Marsden', 'Kayleigh Holt', 'Baby Marsden'],
      '1993-07-04',
      '14 Bracken Row, AX1 2BD',
    ],
  )
})

test('where nobody knows where she lives now, where she lived; and nothing where nothing is known', () => {
  assert.equal(search({ name: 'Marsden' }, { ...kayleigh, left: true })[0]!.address, '14 Bracken Row, AX1 2BD')
  const [found] = search({ name: 'Fox' }, { name: 'Ann Fox' })
  assert.deepEqual([found!.address, found!.dateOfBirth, found!.otherNames], [null, null, []])
})

test('a protected address is not shown, and a name in capitals is said as a name', () => {
  const [found] = search({ name: 'Kayleigh Marsden' }, { ...kayleigh, name: 'KAYLEIGH MARSDEN', protected: true })
  assert.deepEqual([found?.name, found?.address], ['Kayleigh Marsden', null])
})
