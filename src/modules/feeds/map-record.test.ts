import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapRecord } from './map-record.ts'
import { type FeedMapping, mappingRules, type Template, type Value } from './mapping.ts'
import type { JsonObject } from './readers/index.ts'

const column = (name: string): Value => ({ column: name })
const template = (kind: Template['kind'], fields: Template['fields'], more: Partial<Template> = {}): Template => ({
  kind,
  key: column('Ref'),
  fields,
  ...more,
})

/** A small feed that uses each way to find a value once. */
const mapping: FeedMapping = {
  feed: 'example',
  format: { kind: 'csv', headings: [] },
  dates: 'dd/mm/yyyy',
  zone: 'Europe/London',
  person: column('Ref'),
  recordedAt: { instant: 'Updated' },
  templates: [
    template('identity', {
      givenName: column('Forename'),
      familyName: column('Surname'),
      dateOfBirth: { date: 'Born' },
      sex: { code: 'Sex', words: { F: 'female', M: 'male', '': 'unknown' } },
      epoch: { whole: 'Epoch' },
      addressProtected: { yes: 'Private', words: ['Y'], no: ['N'] },
    }),
    template(
      'identity',
      {
        nameUse: { constant: 'alias' },
        givenName: { name: 'Known as', part: 'given', written: 'Forename Surname' },
        familyName: { name: 'Known as', part: 'family', written: 'Forename Surname' },
      },
      { when: ['Known as'], key: { text: '{Ref}-alias' } },
    ),
    template(
      'identifier',
      { scheme: { constant: 'nhs-number' }, value: column('NHS') },
      { when: ['NHS'], key: { text: '{Ref}-{NHS}' } },
    ),
    template('identifier', { scheme: { constant: 'upn' }, value: column('UPN') }, { when: ['UPN'], key: { text: '{Ref}-upn' } }),
    template(
      'residence',
      { address: column('Address'), postcode: column('Postcode'), uprn: column('UPRN') },
      { when: ['Address'] },
    ),
    template(
      'need',
      {
        code: { code: 'Need', words: { D: 'debt' }, otherwise: 'other' },
        statement: { first: [column('Note'), { text: 'Need {Need}' }] },
        statedOn: { date: 'Need on' },
      },
      { when: ['Need'], is: { column: 'Wanted', oneOf: ['yes'] } },
    ),
  ],
}
const good = {
  Ref: 'R1',
  Forename: ' Zoe\u0308  May ',
  Surname: 'MARSDEN',
  Born: '04/07/1993',
  Sex: 'F',
  Updated: '30/03/2026 15:20',
}
const mapped = (fields: Record<string, string>) => mapRecord(mapping, { row: 7, fields: { ...good, ...fields } })
const rowsOf = (fields: Record<string, string>, kind: string) => {
  const result = mapped(fields)
  assert.ok('rows' in result, JSON.stringify(result))
  return result.rows.filter((row) => row.kind === kind)
}

test('a record states a row for each template whose columns are filled', () => {
  const fact = { person: 'R1', eventAt: '2026-03-30T15:20:00+01:00' }
  assert.deepEqual(mapped({ Private: 'Y', Epoch: '2' }), {
    rows: [
      {
        ...fact,
        kind: 'identity',
        key: 'R1',
        class: 'identity',
        givenName: 'Zoë May',
        familyName: 'MARSDEN',
        nameUse: 'usual',
        dateOfBirth: '1993-07-04',
        sex: 'female',
        epoch: 2,
        addressProtected: true,
      },
    ],
  })
  assert.deepEqual(rowsOf({ 'Known as': 'Kay Marsden' }, 'identity')[1], {
    ...fact,
    kind: 'identity',
    key: 'R1-alias',
    class: 'identity',
    givenName: 'Kay',
    familyName: 'Marsden',
    nameUse: 'alias',
    sex: 'unknown',
  })
  assert.deepEqual(rowsOf({ Address: '14 Bracken Row', Postcode: 'ax12bd', UPRN: '000999000101' }, 'residence'), [
    {
      ...fact,
      kind: 'residence',
      key: 'R1',
      class: 'address',
      address: '14 Bracken Row',
      postcode: 'AX1 2BD',
      uprn: '999000101',
    },
  ])
  assert.deepEqual(rowsOf({ NHS: '999 000 0107' }, 'identifier'), [
    { ...fact, kind: 'identifier', key: 'R1-999 000 0107', class: 'identifier', scheme: 'nhs-number', value: '9990000107' },
  ])
  const need = { ...fact, kind: 'need', key: 'R1', class: 'need', statedOn: '2026-01-14' }
  assert.deepEqual(rowsOf({ Need: 'D', Wanted: 'yes', 'Need on': '14/01/2026', Note: 'Owes rent' }, 'need'), [
    { ...need, code: 'debt', statement: 'Owes rent' },
  ])
  assert.deepEqual(rowsOf({ Need: 'X', Wanted: 'yes', 'Need on': '14/01/2026' }, 'need'), [
    { ...need, code: 'other', statement: 'Need X' },
  ])
  assert.deepEqual(rowsOf({ Need: 'D', Wanted: 'no', 'Need on': '14/01/2026' }, 'need'), [])
})

test('who has no forename is a baby where the sender says so, or where she is small', () => {
  const cases: [fields: Record<string, string>, use: string, given: string | null, family: string | null][] = [
    [{ Forename: 'Baby', Surname: 'Jones' }, 'baby', null, 'Jones'],
    [{ Forename: '', Surname: 'BABY OF JONES' }, 'baby', null, 'JONES'],
    [{ Forename: '', Surname: 'Unborn', Born: '' }, 'baby', null, null],
    [{ Forename: '', Surname: 'Jones', Born: '16/02/2022' }, 'baby', null, 'Jones'],
    [{ Forename: '', Surname: 'Jones', Born: '16/02/1972' }, 'usual', null, 'Jones'],
    [{ Forename: '', Surname: 'Jones', Born: '' }, 'usual', null, 'Jones'],
  ]
  for (const [fields, nameUse, givenName, familyName] of cases) {
    const [row] = rowsOf(fields, 'identity')
    assert.deepEqual({ ...row }, { ...row, nameUse, givenName, familyName }, JSON.stringify(fields))
  }
})

test('a record that breaks a rule states nothing: the sender’s column, the sort of value, the rule, and what to do', () => {
  const cases: [fields: Record<string, string>, field: string, valueClass: string, rule: keyof typeof mappingRules][] = [
    [{ Ref: ' ' }, 'Ref', 'empty', 'value-missing'],
    [{ Updated: '' }, 'Updated', 'empty', 'value-missing'],
    [{ Need: 'D', Wanted: 'yes' }, 'Need on', 'empty', 'value-missing'],
    [{ Born: '1993-07-04' }, 'Born', 'a date', 'date-in-another-form'],
    [{ Born: '4/7/93' }, 'Born', 'a date', 'date-in-another-form'],
    [{ Born: 'about 1993' }, 'Born', 'text of 10 characters', 'date-in-another-form'],
    [{ Born: '30/02/1993' }, 'Born', 'a date', 'date-impossible'],
    [{ Updated: '30/03/2026 25:00' }, 'Updated', 'a date', 'date-impossible'],
    [{ Sex: 'female' }, 'Sex', 'text of 6 characters', 'code-unknown'],
    [{ Sex: 'toString' }, 'Sex', 'text of 8 characters', 'code-unknown'],
    [{ Sex: '__proto__' }, 'Sex', 'text of 9 characters', 'code-unknown'],
    [{ Epoch: 'two' }, 'Epoch', 'text of 3 characters', 'number-wrong'],
    [{ Epoch: '12' }, 'Epoch', '2 digits', 'text-too-long'],
    [{ NHS: '9990000108' }, 'NHS', '10 digits', 'nhs-number-wrong'],
    [{ UPN: 'A999000125001' }, 'UPN', 'text of 13 characters', 'upn-wrong'],
    [{ Address: '14 Bracken Row', UPRN: '12 345' }, 'UPRN', 'text of 6 characters', 'uprn-wrong'],
    [{ Address: 'x'.repeat(301) }, 'Address', 'text of 301 characters', 'text-too-long'],
    [{ Epoch: '0' }, 'Epoch', '1 digit', 'not-canonical'],
  ]
  for (const [fields, field, valueClass, rule] of cases) {
    assert.deepEqual(
      mapped(fields),
      { failure: { row: 7, field, valueClass, rule, whatToDo: mappingRules[rule] } },
      JSON.stringify(fields),
    )
  }
  assert.deepEqual(new Set(cases.map(([, , , rule]) => rule)), new Set(Object.keys(mappingRules)), 'each rule has a case')
})

test('a failure never repeats the value', () => {
  for (const column of Object.keys(good)) {
    const result = mapped({ [column]: 'Secretive', Epoch: 'Secretive' })
    assert.doesNotMatch(JSON.stringify('failure' in result ? result.failure : ''), /Secretive/)
  }
})

test('each item of a list in a JSON record is a line beside the record’s own values', () => {
  const json: FeedMapping = {
    ...mapping,
    format: { kind: 'ndjson' },
    dates: 'yyyy-mm-dd',
    lists: ['orders'],
    person: column('crn'),
    recordedAt: { instant: 'at' },
    templates: [
      template('identity', { givenName: column('name.first'), familyName: column('name.last') }, { key: column('crn') }),
      template(
        'need',
        { code: column('orders.type'), statement: text('{orders.type} of {name.last}'), statedOn: { date: 'orders.from' } },
        { when: ['orders.ref'], key: column('orders.ref') },
      ),
    ],
  }
  const value: JsonObject = {
    crn: 'X1',
    at: '2026-03-25T15:30:00+00:00',
    name: { first: 'Craig', last: 'Dawes' },
    told: null,
    orders: [
      { ref: 'O1', type: 'LICENCE', from: '2025-11-21' },
      { ref: 'O2', type: 'PSS', from: '2026-01-01' },
    ],
  }
  const result = mapRecord(json, { row: 1, value })
  assert.deepEqual(
    'rows' in result && result.rows.map((row) => `${row.kind} ${row.key}${row.kind === 'need' ? ` ${row.statement}` : ''}`),
    ['identity X1', 'need O1 LICENCE of Dawes', 'need O2 PSS of Dawes'],
  )
})

const text = (template: string): Value => ({ text: template })
