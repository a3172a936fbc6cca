import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inTransaction } from '#platform/transactions'
import { type TestDatabase, testDatabase } from '#testing/database'
import { askReversal } from './ask-reversal.ts'
import { correctRow } from './correct-row.ts'
import { dismissRow } from './dismiss-row.ts'
import { replayRows } from './replay-rows.ts'
import { aCouncil, aFeed, as, identity, phone, startOfTests, type TestHouse, testHouse } from './testing.ts'

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
const many = Array.from({ length: 40 }, (_, n) => identity(`P${n}`))
const rowsOf = async (batchId: string) =>
  (await house.admin.query('select * from feeds.quarantined_row where batch_id = $1 order by row_no', [batchId])).rows
const correct = (id: string, value: string) =>
  inTransaction(house.services.house, as('data-engineer', 'feeds.row.correct'), 'feeds.row.correct', (tx) =>
    correctRow(tx, house.services.vault, id, value, startOfTests),
  )
const replay = (batchId: string) =>
  inTransaction(house.services.house, as('data-engineer', 'feeds.row.replay'), 'feeds.row.replay', (tx) =>
    replayRows(tx, batchId, startOfTests),
  )
const phoneNow = async (feed: string) =>
  (
    await house.admin.query(
      "select content ->> 'value' as said from feeds.fact where dataset_id = $1 and kind = 'contact-point' and superseded_by_batch_id is null",
      [feed],
    )
  ).rows.map((row) => row.said)

test('a row that fails is corrected, replayed under its own number and row, and reversed by itself', async () => {
  const feed = await aFeed(house, { id: 'mended' })
  const wrong = { ...phone('P1', '07700 900111', '2026-03-01T10:00:00Z'), eventAt: '2026-02-30T10:00:00Z', value: 'canary-7d2' }
  const batchId = await feed.load([...many, wrong])
  const [row] = await rowsOf(batchId)
  assert.deepEqual([row.row_no, row.field, row.rule], [41, 'eventAt', 'not-canonical'])
  assert.equal(row.record_sealed.toString('latin1').includes('canary'), false)

  await assert.rejects(correct(row.id, '2026-02-31T10:00:00Z'), code('ROW_STILL_WRONG'))
  assert.deepEqual(await correct(row.id, '2026-02-28T10:00:00Z'), { next: null })
  const { batchId: replayId } = await replay(batchId)
  await house.work()
  assert.deepEqual(await phoneNow(feed.id), ['canary-7d2'])
  const { rows } = await house.admin.query('select sequence, row_no from feeds.fact where batch_id = $1', [replayId])
  assert.deepEqual(rows, [{ sequence: 1, row_no: 41 }])
  await assert.rejects(correct(row.id, '2026-02-27T10:00:00Z'), code('ROW_SETTLED'))
  await assert.rejects(replay(batchId), code('NOTHING_TO_REPLAY'))

  await inTransaction(house.services.house, as('data-engineer', 'feeds.batch.ask-reversal'), 'feeds.batch.ask-reversal', (tx) =>
    askReversal(tx, replayId, 'The sender says it was not hers.', startOfTests),
  )
  await house.work()
  assert.deepEqual(await phoneNow(feed.id), [])
})

test('a replayed row does not win over what was stated after it', async () => {
  const feed = await aFeed(house, { id: 'ranked' })
  const batchId = await feed.load([...many, { ...phone('P1', '07700 900111', ''), eventAt: 'the first of March' }])
  await feed.load([phone('P1', '07700 900222', '2026-03-02T10:00:00Z')])
  const [row] = await rowsOf(batchId)
  await correct(row.id, '2026-03-01T10:00:00Z')
  await replay(batchId)
  await house.work()
  assert.deepEqual(await phoneNow(feed.id), ['07700 900222'])
})

test('a row with two wrong fields shows one after the other', async () => {
  const feed = await aFeed(house, { id: 'two-wrong' })
  const batchId = await feed.load([...many, { ...phone('P1', '07700 900111', ''), eventAt: 'soon', system: 'pigeon' }])
  const [row] = await rowsOf(batchId)
  const { next } = await correct(row.id, row.field === 'eventAt' ? '2026-03-01T10:00:00Z' : 'phone')
  assert.ok(next)
  assert.notEqual(next.field, row.field)
  assert.deepEqual(await correct(row.id, next.field === 'eventAt' ? '2026-03-01T10:00:00Z' : 'phone'), { next: null })
})

test('a row about someone unknown waits until she has been named, and is then replayed as it is', async () => {
  const feed = await aFeed(house, { id: 'unknown' })
  const batchId = await feed.load([...many, phone('P99', '07700 900111', '2026-03-01T10:00:00Z')])
  const [row] = await rowsOf(batchId)
  assert.deepEqual([row.field, row.rule], ['person', 'person-unknown'])
  assert.deepEqual(await phoneNow(feed.id), [])
  await feed.load([identity('P99')])
  await replay(batchId)
  await house.work()
  assert.deepEqual(await phoneNow(feed.id), ['07700 900111'])
})

test('a replayed row that still cannot be settled is in quarantine again', async () => {
  const feed = await aFeed(house, { id: 'still-unknown' })
  const batchId = await feed.load([
    ...many,
    { kind: 'relationship', person: 'P1', key: 'P1-P99', other: 'P99', type: 'parent-of' },
  ])
  const { batchId: replayId } = await replay(batchId)
  await house.work()
  const [again] = await rowsOf(replayId)
  assert.deepEqual([again.row_no, again.rule], [41, 'other-unknown'])
})

// What a person types, and whether the row can then be used.
const typed: [string, string][] = [
  ['=HYPERLINK("http://198.51.100.1")', 'ROW_STILL_WRONG'],
  ['a\u0000b', 'ROW_STILL_WRONG'],
]
for (const [index, [value, expected]] of typed.entries()) {
  test(`a correction is held to what a file is held to: ${JSON.stringify(value)}`, async () => {
    const feed = await aFeed(house, { id: `typed-${index}` })
    const batchId = await feed.load([...many, { ...phone('P1', '07700 900111', ''), eventAt: 'soon' }])
    const [row] = await rowsOf(batchId)
    await assert.rejects(correct(row.id, value), code(expected))
  })
}

test('a row is put aside with a reason, and then not replayed', async () => {
  const feed = await aFeed(house, { id: 'aside' })
  const batchId = await feed.load([...many, phone('P99', '07700 900111', '2026-03-01T10:00:00Z')])
  const [row] = await rowsOf(batchId)
  const dismiss = (reason: string) =>
    inTransaction(house.services.house, as('data-engineer', 'feeds.row.dismiss'), 'feeds.row.dismiss', (tx) =>
      dismissRow(tx, row.id, reason, startOfTests),
    )
  await assert.rejects(dismiss(''), code('REASON_MISSING'))
  await dismiss('A test record of the sender.')
  await assert.rejects(replay(batchId), code('NOTHING_TO_REPLAY'))
})

test('a row dated after its own file is held back: it would outrank all that comes later', async () => {
  const feed = await aFeed(house, { id: 'future' })
  const [row] = await rowsOf(await feed.load([...many, phone('P1', '07700 900111', '2031-03-01T10:00:00Z')]))
  assert.deepEqual([row.field, row.rule], ['eventAt', 'after-the-file'])
})
