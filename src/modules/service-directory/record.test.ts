import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readList, readService } from './record.ts'
import { aPage, aService } from './testing.ts'

const wrong = (change: Record<string, unknown>) => {
  const read = readService({ ...aService('Job club'), ...change })
  assert.ok('refused' in read)
  return read.refused
}
const faults = (change: Record<string, unknown>) => wrong(change).problems.map(({ field, reason }) => `${field} ${reason}`)

test('a service that is not what the standard says is refused by its name, with each field and what is wrong with it', () => {
  assert.deepEqual(wrong({ status: 'open' }), {
    id: aService('Job club').id,
    name: 'Job club',
    problems: [{ field: 'status', reason: 'is none of: active, inactive, defunct, temporarily closed' }],
  })
  assert.deepEqual(faults({ name: undefined, id: 'S1' }), ['id is no valid UUID', 'name is missing'])
  assert.deepEqual(faults({ minimum_age: '12' }), ['minimum_age is not of the kind number'])
  assert.deepEqual(faults({ email: 'ring us' }), ['email is no valid e-mail address'])
  assert.deepEqual(faults({ assured_date: '31/03/2026' }), ['assured_date is no valid date (2026-05-03)'])
  assert.deepEqual(faults({ last_modified: '2026-03-01T10:00:00' }), [
    'last_modified is no valid time with its offset (2026-05-03T10:42:00Z)',
  ])
  assert.deepEqual(faults({ service_at_locations: [{ id: aService('x').id, location: { id: aService('x').id } }] }), [
    'service_at_locations.0.location.location_type is none of: physical, postal, virtual',
  ])
  assert.deepEqual(faults({ description: 'a\0b' }), ['description holds a character that is none'])
  assert.deepEqual(faults({ description: 'x'.repeat(200_000) }), ['service is longer than 200000 characters'])
  for (const nothing of [null, 7, 'a service', []]) assert.ok('refused' in readService(nothing))
})

test('what the standard does not know is kept; what is null or empty is left out', () => {
  const read = readService({ ...aService('Job club'), email: '', url: null, wheelchairs: { ours: ['yes'] } })
  assert.ok('service' in read)
  assert.deepEqual(read.service, { ...aService('Job club'), wheelchairs: { ours: ['yes'] } })
})

const all = { isAll: true, last: true }
const table: [string, unknown, { isAll: boolean; last: boolean; items: number } | undefined][] = [
  ['the only page', aPage([1, 2]), { ...all, items: 2 }],
  ['a page that says there are more than it holds', aPage([1, 2], { total_items: 5 }), { isAll: false, last: true, items: 2 }],
  ['the first of two', aPage([1], { total_pages: 2, last_page: false }), { isAll: false, last: false, items: 1 }],
  ['the last of two', aPage([1], { total_pages: 2, page_number: 2, first_page: false }), { isAll: false, last: true, items: 1 }],
  ['a page without its flags', { contents: [1], page_number: 1, total_pages: 1 }, { ...all, items: 1 }],
  ['a bare list may lack some', [1, 2, 3], { isAll: false, last: true, items: 3 }],
  ['one service', aService('Job club'), { isAll: false, last: true, items: 1 }],
  ['something else', { hello: 'world' }, undefined],
  ['nothing', null, undefined],
]
for (const [what, json, expected] of table)
  test(`a list: ${what}`, () => {
    const read = readList(json)
    assert.deepEqual(read && { isAll: read.isAll, last: read.last, items: read.contents.length }, expected)
  })

const mocks = join(process.env.COMMONWEAL_DATA ?? '../shared/data', 'standards/oruk-3.0/validator-mocks')
test('the mock services of the standard’s own validator are read', {
  skip: !existsSync(mocks) && 'skipped: needs the acceptance data',
}, () => {
  const json = (set: string, name: string): unknown => JSON.parse(readFileSync(join(mocks, set, `${name}.json`), 'utf8'))
  for (const [set, name, items] of [
    ['V3.0-UK-Default', 'service_full', 1],
    ['V3.0-UK-Default', 'service_list', 1],
    ['V3.0-UK-Test', 'service_full', 1],
    ['V3.0-UK-Test', 'service_list', 128],
    ['V3.0-UK-Test', 'service_list_data', 128],
  ] as const) {
    const contents = readList(json(set, name))!.contents
    assert.equal(contents.length, items, `${set} ${name}`)
    for (const one of contents) assert.ok('service' in readService(one), JSON.stringify(readService(one)))
  }
})
