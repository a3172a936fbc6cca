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
  ['turned-date', '1990-05-03', '1990-03-05'],
  ['turned-date', '1990-05-05', null],
  ['turned-date', '1990-05-13', null],
  ['turned-date', 'about 1950', null],
  ['house', 'Flat 3, 8 Foundry Court,  ALDERMERE', '8 foundry'],
  ['house', 'Aldermere', null],
  ['postcode', 'ax1 2bd', 'AX12BD'],
  ['number', '999 000 0018', '9990000018'],
  ['number', '0000000000', null],
  ['address', 'Flat 3, 8 Foundry Court,  ALDERMERE', 'flat 3 8 foundry court aldermere'],
  ['word', 'Female', 'female'],
  ['word', 'not known', null],
  ['given', 'Unknown', 'Unknown'],
]
for (const [kind, raw, value, day] of values)
  test(`${kind} ${JSON.stringify(raw)} is compared as ${value}`, () => {
    const standard = standardise(kind, raw)
    assert.equal(standard.value, value)
    if (day !== undefined) assert.equal(standard.day, day)
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
  assert.equal(standardise('name', 'Kathryn').sound, standardise('name', 'Catherine').sound)
})
