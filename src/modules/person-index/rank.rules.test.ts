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
}

/** The facts of one record: "Kayleigh Marsden" born then, living there. */
function factsOf(source: string, held: Held): Fact[] {
  const identity = (name: string, nameUse: 'usual' | 'former') => {
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
  }
  return [
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

test('a protected address is not shown, and a name in capitals is said as a name', () => {
  const [found] = search({ name: 'Kayleigh Marsden' }, { ...kayleigh, name: 'KAYLEIGH MARSDEN', protected: true })
  assert.deepEqual([found?.name, found?.address], ['Kayleigh Marsden', null])
})
