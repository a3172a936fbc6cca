import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '#testing/database'
import { aCouncil, aFeed, identity, type TestHouse, testHouse } from './testing.ts'

let database: TestDatabase
let house: TestHouse
before(async () => {
  database = await testDatabase()
  house = await testHouse(database)
  await aCouncil(house)
})
after(async () => {
  await house.close()
  await database.close()
})

const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected
const missing = {
  kind: 'event',
  class: 'event',
  person: 'P1',
  key: 'E1',
  type: 'missing',
  occurredAt: '2026-04-01T08:40:00Z',
  summary: 'canary-7d3',
  role: 'missing',
}

test('one signed event is applied when the call returns, and told to the other rooms', async () => {
  const feed = await aFeed(house, { id: 'events' })
  await feed.load([identity('P1')])
  const { batchId, again } = await feed.event({ row: missing })
  assert.equal(again, false)
  const { rows } = await house.admin.query("select content ->> 'type' as type from feeds.fact where batch_id = $1", [batchId])
  assert.deepEqual(rows, [{ type: 'missing' }])
  const told = await house.admin.query("select 1 from platform.outbox where payload ->> 'batchId' = $1", [batchId])
  assert.equal(told.rowCount, 1)
  const batch = (await house.admin.query('select signed, way from feeds.batch where id = $1', [batchId])).rows[0]
  assert.equal(batch.way, 'event')
  assert.match(batch.signed, /^[\w-]+\.\.[\w-]+$/, 'the payload itself is kept encrypted only')
})

test('F1 the same event again changes nothing; another under its number is refused; files have numbers of their own', async () => {
  const feed = await aFeed(house, { id: 'events-again' })
  await feed.load([identity('P1')])
  const madeAt = house.services.house.now().toString()
  const first = await feed.event({ row: missing }, { sequence: 1, madeAt })
  assert.deepEqual(await feed.event({ row: missing }, { sequence: 1, madeAt }), { ...first, again: true })
  await assert.rejects(feed.event({ row: { ...missing, summary: 'another' } }, { sequence: 1, madeAt }), code('SEQUENCE_USED'))
})

// An event, when it says that it was made, and why it is refused.
const refused: [string, object, string | undefined, string][] = [
  ['of six minutes ago', { row: missing }, '2026-04-01T08:54:00Z', 'SIGNED_AT_ANOTHER_TIME'],
  ['of six minutes from now', { row: missing }, '2026-04-01T09:06:00Z', 'SIGNED_AT_ANOTHER_TIME'],
  ['about someone unknown', { row: { ...missing, person: 'P9' } }, undefined, 'EVENT_NOT_USABLE'],
  ['of no known kind', { row: { ...missing, kind: 'rumour' } }, undefined, 'EVENT_NOT_USABLE'],
  ['with a forbidden key', { row: JSON.parse('{"kind":"event","__proto__":{"admin":true}}') }, undefined, 'EVENT_NOT_USABLE'],
  [
    'of a class that its dataset was not registered for',
    { row: { ...missing, class: 'policing' } },
    undefined,
    'EVENT_NOT_USABLE',
  ],
  ['with neither row nor record', {}, undefined, 'MANIFEST_UNREADABLE'],
]
const withoutPolicing = ['identity', 'event'].map((fieldClass) => ({ fieldClass, specialCategory: false, retention: 'none' }))
for (const [index, [what, event, madeAt, why]] of refused.entries()) {
  test(`F2 F4 nothing stays of an event ${what}`, async () => {
    const feed = await aFeed(house, { id: `event-refused-${index}`, classes: withoutPolicing })
    await feed.load([identity('P1')])
    await assert.rejects(feed.event(event as never, madeAt ? { madeAt } : {}), code(why))
    const { rows } = await house.admin.query(
      "select count(*)::int as batches from feeds.batch where feed_id = $1 and way = 'event'",
      [feed.id],
    )
    assert.deepEqual(rows, [{ batches: 0 }])
  })
}

test('an event in the feed’s own shape goes through the feed’s own mapping', async () => {
  const feed = await aFeed(house, { id: 'police-incidents', shape: 'own', regime: 'general' })
  const record = {
    nominal: 'PN100001',
    name: { surname: 'MARSDEN', forenames: 'Kayley' },
    formerSurname: null,
    dob: '19930704',
    sex: 'F',
    died: null,
    restricted: false,
    address: null,
    phones: [],
    incident: {
      urn: 'ALD/26/1',
      type: 'MIS',
      occurred: '2026-04-01T08:10:00Z',
      role: 'MIS',
      summary: 'Not home.',
      result: 'OPN',
      leavesView: '20270401',
    },
    policing: null,
    warnings: [],
    recorded: '2026-04-01T08:30:00Z',
  }
  const { batchId } = await feed.event({ record })
  const { rows } = await house.admin.query(
    'select kind, field_class, sealed is not null as sealed from feeds.fact where batch_id = $1 order by 1',
    [batchId],
  )
  assert.deepEqual(rows, [
    { kind: 'event', field_class: 'policing', sealed: true },
    { kind: 'identity', field_class: 'identity', sealed: false },
  ])
})

test('a feed in its own shape takes a canonical row as an event too', async () => {
  const feed = await aFeed(house, { id: 'council-housing', shape: 'own' })
  const { batchId } = await feed.event({ row: identity('H1', { eventAt: '2026-04-01T08:30:00Z' }) })
  const { rows } = await house.admin.query('select kind, source_key from feeds.fact where batch_id = $1', [batchId])
  assert.deepEqual(rows, [{ kind: 'identity', source_key: 'H1' }])
})
