import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FieldKind, Take } from './model.ts'
import { standardise, taken } from './standardise.ts'

// What is written, and how it is compared. A practitioner may correct these.
const values: readonly [FieldKind, string, string | null, (number | null)?][] = [
  ['name', 'Siân O’Connor-McBride', 'sianoconnormcbride'],
  ['name', 'SMITH  JONES', 'smithjones'],
  ['name', 'Łukasz', 'lukasz'],
  ['name', 'Unknown', null],
  ['name', ' . ', null],
  ['name', 'Ωμέγα', 'ωμεγα'],
  ['forename', 'James Edward', 'james'],
  ['forename', 'J. Edward', 'edward'],
  ['forename', 'J', 'j'],
  ['forename', 'Baby', null],
  ['date', '2016-02-29', '2016-02-29', 16860],
  ['date', '20160229', '2016-02-29', 16860],
  ['date', '29/2/2016', '2016-02-29', 16860],
  ['date', '2015-02-29', '2015-02-29', null],
  ['date', '1970-01-01', '1970-01-01', 0],
  ['date', '1969-12-31', '1969-12-31', -1],
  ['date', '1900-02-29', '1900-02-29', null],
  ['date', '1900-01-01', null],
  ['date', 'about 1950', 'about 1950', null],
  ['date', '2000-02-29', '2000-02-29', 11016],
  ['date', '2000-03-01', '2000-03-01', 11017],
  ['date', '2100-02-29', '2100-02-29', null],
  ['date', '2100-03-01', '2100-03-01', 47541],
  ['date', '1600-02-29', '1600-02-29', -135081],
  ['date', '2023-12-31', '2023-12-31', 19722],
  ['date', '2024-01-01', '2024-01-01', 19723],
  ['date', '2024-12-31', '2024-12-31', 20088],
  ['date', '1999-01-31', '1999-01-31', 10622],
  ['date', '1999-02-28', '1999-02-28', 10650],
  ['date', '1999-04-30', '1999-04-30', 10711],
  ['date', '1999-04-31', '1999-04-31', null],
  ['date', '1999-01-32', '1999-01-32', null],
  ['date', '1999-01-00', '1999-01-00', null],
  ['date', '1999-00-10', '1999-00-10', null],
  ['date', '1999-13-10', '1999-13-10', null],
  ['date', '1999-04-30T10:00:00', '1999-04-30', 10711],
  ['date', '1999-04-30 and more', '1999-04-30 and more', null],
  ['date', 'on 1999-04-30', 'on 1999-04-30', null],
  ['date', '30.4.1999', '1999-04-30', 10711],
  ['date', '30-04-1999', '1999-04-30', 10711],
  ['date', '30/04/1999x', '30/04/1999x', null],
  ['date', 'x30/04/1999', 'x30/04/1999', null],
  ['date', '9999-12-31', null],
  ['date', '0001-01-01', null],
  ['date', '01/01/1900', null],
  ['turned-date', '1990-05-12', '1990-12-05'],
  ['turned-date', '1990-02-31', null],
  ['turned-date', '1990-05-03', '1990-03-05'],
  ['turned-date', '1990-05-05', null],
  ['turned-date', '1990-05-13', null],
  ['turned-date', 'about 1950', null],
  ['house', 'Flat 3, 8 Foundry Court,  ALDERMERE', '8 foundry'],
  ['house', 'Aldermere', null],
  ['house', '8, Foundry-Court', '8 foundry'],
  ['house', '14a Bracken Row', '14a bracken'],
  ['house', '14 2 Bracken Row', '2 bracken'],
  ['house', '3 B, Rose Cottage Lane', 'b rose'],
  ['house', 'Rose 3rd Cottage', 'rose cottage'],
  ['house', 'Flat 3, Rose Cottage', '3 rose'],
  ['house', '14', null],
  ['postcode', 'ax1 2bd', 'AX12BD'],
  ['number', '999 000 0018', '9990000018'],
  ['number', '0000000000', null],
  ['address', 'Flat 3, 8 Foundry Court,  ALDERMERE', 'flat 3 8 foundry court aldermere'],
  ['postcode', '--', null],
  ['address', '??', null],
  ['address', '?', null],
  ['number', '7', null],
  ['number', 'Ab-12', 'AB12'],
  ['word', 'Female', 'female'],
  ['list', 'Élan', 'elan'],
  ['word', 'not known', null],
  ['given', 'Unknown', 'Unknown'],
]
for (const [kind, raw, value, day] of values)
  test(`${kind} ${JSON.stringify(raw)} is compared as ${value}`, () => {
    const standard = standardise(kind, raw)
    assert.equal(standard.value, value)
    if (day !== undefined) assert.equal(standard.day, day)
  })

const unknown = 'n/a na nil none null unknown nk tbc - . ?'.split(' ').concat('not known', 'not stated', 'NOT KNOWN')
for (const text of unknown) test(`"${text}" stands for nothing`, () => assert.equal(standardise('word', text).value, null))
const unnamed =
  'baby infant unborn unknown unnamed notknown babyboy babygirl male female boy girl twin twinone twintwo test'.split(' ')
test('what stands for a name that is not known is none', () => {
  for (const text of unnamed) assert.equal(standardise('name', text).value, null, text)
})
test('letters that are no letter with a mark have their plain ones', () =>
  assert.equal(standardise('name', 'łøđðþßæœı').value, 'loddthssaeoei'))
test('number, flat and floor of a house are no street', () => {
  const words =
    'flat apartment apt unit room maisonette floor block the first second third ground upper lower left right care of co'.split(
      ' ',
    )
  for (const word of words) assert.equal(standardise('house', `3 ${word} 8 Foundry Court`).value, '8 foundry', word)
})

test('a missing value says nothing', () => {
  for (const raw of [null, undefined, '', '   '])
    assert.deepEqual(standardise('name', raw), { value: null, sound: null, day: null })
})

const parts: readonly [FieldKind, string, Take, string | null][] = [
  ['name', 'Marsden', 'whole', 'marsden'],
  ['name', 'Marsden', 'start3', 'mar'],
  ['name', 'Ng', 'start3', null],
  ['name', 'Marsden', 'initial', 'm'],
  ['date', '1990-05-03', 'year', '1990'],
  ['date', '1990-05-03', 'month-day', '05-03'],
  ['date', 'about 1950', 'year', null],
  ['date', '19500-1', 'year', null],
  ['date', 'about 1950', 'month-day', null],
  ['date', '1950-1-1x', 'month-day', null],
  ['name', 'Ann', 'start3', 'ann'],
  ['name', 'Unknown', 'whole', null],
  ['postcode', 'SW1A 1AA', 'district', 'SW1A'],
  ['postcode', 'SW1A 1AA', 'sector', 'SW1A1'],
  ['postcode', 'XLE1 1AA', 'sector', null],
  ['postcode', 'LE1 1AAX', 'district', null],
  ['postcode', 'LE1 1AA', 'sector', 'LE11'],
  ['postcode', 'LE1 1AA', 'district', 'LE1'],
  ['postcode', '4223', 'sector', null],
  ['address', 'Flat 3, 8 Foundry Court, Aldermere', 'house', '8 foundry'],
  ['address', 'Rose Cottage, Mill Lane', 'house', 'rose cottage'],
  ['address', 'Aldermere', 'house', null],
]
for (const [kind, raw, take, part] of parts)
  test(`the ${take} of ${kind} ${raw} is ${part}`, () => assert.equal(taken(standardise(kind, raw), take), part))

test('names that sound alike have one sound', () => {
  assert.equal(taken(standardise('name', 'Kathryn'), 'sound'), standardise('name', 'Kathryn').sound)
  assert.equal(standardise('name', 'Ωμέγα').sound, 'ωμεγα')
  assert.equal(standardise('name', 'Kathryn').sound, standardise('name', 'Catherine').sound)
})
