import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressParts, communalKindOf, recogniseAddresses } from './address.rules.ts'

const said = (line: string) => {
  const parts = addressParts({ address: line })
  return parts && [parts.flat, parts.number, parts.street, parts.town, parts.postcode].map((part) => part ?? '-').join(' | ')
}

// An address as written → flat, house, street, town, postcode; null: it does not say which home.
const read: [written: string, parts: string | null][] = [
  ['14 Bracken Row, Aldermere, AX1 2BD', '- | 14 | bracken row | aldermere | AX12BD'],
  ['14 BRACKEN ROW ALDERMERE ax12bd', '- | 14 | bracken row | aldermere | AX12BD'],
  ['14, Bracken Row', '- | 14 | bracken row | - | -'],
  ['14 Mill Ln.', '- | 14 | mill lane | - | -'],
  ['2 St. John’s St, Aldermere', '- | 2 | st johns street | aldermere | -'],
  ['14b Mill Lane', '- | 14b | mill lane | - | -'],
  ['14 B Mill Lane', '- | 14b | mill lane | - | -'],
  ['14-16 Mill Lane', '- | 14-16 | mill lane | - | -'],
  ['Flat 2, 14 Mill Lane', '2 | 14 | mill lane | - | -'],
  ['Flat 2 14 Mill Lane', '2 | 14 | mill lane | - | -'],
  ['14 Mill Lane, Flat 2', '2 | 14 | mill lane | - | -'],
  ['Apt B, 14 Mill Lane', 'b | 14 | mill lane | - | -'],
  ['Flat 5, Tannery Court, Aldermere', '5 | tannery court | - | aldermere | -'],
  ['Rose Cottage, Mill Lane, Aldermere', '- | rose cottage | mill lane | aldermere | -'],
  ['8 Broadway, Aldermere', '- | 8 | broadway | aldermere | -'],
  ['9 Station Road East, Aldermere', '- | 9 | station road east | aldermere | -'],
  ['8 Broadway Aldermere', null], // where does the street end?
  ['Mill Lane, Aldermere', null], // which house?
  ['Aldermere', null],
  ['No fixed abode', null],
  ['c/o 14 Mill Lane', null],
  ['', null],
]
for (const [written, parts] of read)
  test(`"${written}" ${parts === null ? 'does not say which home it is' : `is ${parts}`}`, () =>
    assert.equal(said(written), parts))

const code = 'AX1 2BD'
type Address = [address: string, postcode?: string | null, uprn?: string]
const recognised = (addresses: readonly Address[]) =>
  recogniseAddresses(addresses.map(([address, postcode = code, uprn]) => ({ address, postcode, uprn })))

// Two addresses → whether they are one home, and how the second was found.
const pairs: [what: string, one: Address, other: Address, same: boolean, found: string][] = [
  [
    'the same UPRN, however written',
    ['Flat B, 14 Mill Lane', code, '999000107'],
    ['14B Mill Ln', code, '000999000107'],
    true,
    'given',
  ],
  ['two UPRNs under one text', ['14 Mill Lane', code, '999000107'], ['14 Mill Lane', code, '999000108'], false, 'given'],
  ['no UPRN beside one of the same text', ['14 Mill Lane, Aldermere', code, '999000107'], ['14 MILL LANE', code], true, 'text'],
  ['the same text, and no UPRN at all', ['14 Mill Lane', code], ['14 Mill Ln.', code], true, 'none'],
  ['another postcode', ['14 Mill Lane', code, '999000107'], ['14 Mill Lane', 'AX9 9ZZ'], false, 'none'],
  ['a flat in the house', ['14 Mill Lane', code, '999000107'], ['Flat 2, 14 Mill Lane', code], false, 'none'],
  ['a flat is no letter', ['Flat 2, 14 Mill Lane', code, '999000107'], ['14B Mill Lane', code], false, 'none'],
  ['no postcode, the same town', ['14 Mill Lane, Aldermere', code, '999000107'], ['14 Mill Lane, Aldermere', null], true, 'text'],
  ['no postcode and no town', ['14 Mill Lane, Aldermere', code, '999000107'], ['14 Mill Lane', null], false, 'none'],
  ['one street and no house', ['Mill Lane, Aldermere', code], ['Mill Lane, Aldermere', code], false, 'none'],
  ['noughts are no UPRN', ['14 Mill Lane', code, '000'], ['2 Oak Road', 'AX9 9ZZ', '000'], false, 'none'],
  ['one number for homes apart fills a column', ['14 Mill Lane', code, '1'], ['2 Oak Road', 'AX9 9ZZ', '1'], false, 'none'],
]
for (const [what, one, other, same, found] of pairs)
  test(`${what}: ${same ? 'one home' : 'not said to be one home'}, ${found}`, () => {
    const [first, second] = recognised([one, other])
    assert.deepEqual([first!.key !== null && first!.key === second!.key, second!.found], [same, found])
  })

test('a text that could be either of two homes is neither', () => {
  const [, , third] = recognised([
    ['14 Mill Lane', code, '999000107'],
    ['14 Mill Lane', code, '999000108'],
    ['14 Mill Lane', code],
  ])
  assert.deepEqual(third, { key: null, uprn: null, found: 'none' })
  const [, , noCode] = recognised([
    ['14 Mill Lane, Aldermere', code],
    ['14 Mill Lane, Aldermere', 'AX9 9ZZ'],
    ['14 Mill Lane, Aldermere', null],
  ])
  assert.equal(noCode!.key, null)
})

test('a text that came with its town and without is one text, whichever came last', () => {
  const given: Address[] = [
    ['14 MILL LN', 'AX9 9ZZ', '999000107'],
    ['14 Mill Lane, Aldermere', 'AX9 9ZZ', '0'],
    ['14 Mill Lane, Aldermere', null],
  ]
  for (const order of [given, given.toReversed()])
    assert.deepEqual(new Set(recognised(order).map(({ key }) => key)), new Set(['uprn 999000107']))
})

test('the order of the addresses changes nothing, and none is taken for another home by one more of the same', () => {
  const one = fc.tuple(
    fc.constantFrom(
      '14 Mill Lane, Aldermere',
      '14 MILL LN',
      'Flat 2, 14 Mill Lane',
      '14b Mill Lane',
      'Mill Lane',
      '2 Oak Road, Aldermere',
    ),
    fc.constantFrom(code, 'AX9 9ZZ', null),
    fc.constantFrom('999000107', '999000108', '0', undefined),
  )
  fc.assert(
    fc.property(fc.array(one, { maxLength: 7 }), (addresses) => {
      const given = addresses as Address[]
      assert.deepEqual(recognised(given.toReversed()).toReversed(), recognised(given))
      assert.deepEqual(recognised([...given, ...given]).slice(0, given.length), recognised(given))
    }),
    { numRuns: 1000 },
  )
})

// Where many live who are no household.
const places: [address: string, kind: string | null][] = [
  ['Willow Nursing Home, 3 Oak Road', 'care home'],
  ['St Anne’s Hostel, Mill Lane', 'hostel'],
  ['Women’s Refuge, 9 Hidden Lane', 'refuge'],
  ['HMP Aldermere', 'prison'],
  ['Room 4, Student Village, Castle Road', 'hall of residence'],
  ['14 Hospital Road', null],
  ['2 Prison Lane', null],
  ['14 Mill Lane', null],
]
for (const [address, kind] of places)
  test(`"${address}" is ${kind ?? 'a home like others'}`, () => assert.equal(communalKindOf(address), kind))
