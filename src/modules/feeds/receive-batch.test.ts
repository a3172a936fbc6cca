import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inTransaction } from '#platform/transactions'
import { type TestDatabase, testDatabase } from '#testing/database'
import { revokeKey } from './revoke-key.ts'
import { aCouncil, aFeed, as, identity, startOfTests, type TestFeed, type TestHouse, testHouse } from './testing.ts'
import { uploadBatch } from './upload-batch.ts'

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
const countOf = async (table: string, feed: string) =>
  Number((await house.admin.query(`select count(*) from feeds.${table} where feed_id = $1`, [feed])).rows[0].count)
const filesKept = async () => Number((await house.admin.query('select count(*) from platform.stored_file')).rows[0].count)

test('F1 the same file under the same number is the same batch again', async () => {
  const feed = await aFeed(house, { id: 'same-again' })
  const first = await feed.send([identity('P1')], { sequence: 1 })
  const second = await feed.send([identity('P1')], { sequence: 1 })
  assert.deepEqual(second, { ...first, again: true })
  assert.equal(await countOf('batch', feed.id), 1)
})

test('another file under a number that was used is refused', async () => {
  const feed = await aFeed(house, { id: 'number-used' })
  await feed.send([identity('P1')], { sequence: 1 })
  await assert.rejects(feed.send([identity('P2')], { sequence: 1 }), code('SEQUENCE_USED'))
  assert.equal(await countOf('batch', feed.id), 1)
})

// What is done to a delivery, and why it is refused.
const refused: [string, string, (feed: TestFeed) => Promise<unknown>][] = [
  [
    'a manifest signed with a key that is not held',
    'SIGNATURE_NOT_VERIFIED',
    (feed) => feed.send([identity('P1')], { keyId: 'someone-else' }),
  ],
  ['a manifest of another file', 'FILE_ALTERED', (feed) => feed.send([identity('P1')], { sha256: '0'.repeat(64) })],
  [
    'a manifest made two days from now',
    'SIGNED_AT_ANOTHER_TIME',
    (feed) => feed.send([identity('P1')], { madeAt: '2026-04-03T10:00:00Z' }),
  ],
  [
    'a period that ends before it begins',
    'MANIFEST_UNREADABLE',
    (feed) => feed.send([identity('P1')], { periodTo: '2026-02-01' }),
  ],
  ['a number that is none', 'MANIFEST_UNREADABLE', (feed) => feed.send([identity('P1')], { sequence: 0 })],
]
for (const [index, [what, why, deliver]] of refused.entries()) {
  test(`F4 nothing is staged of ${what}`, async () => {
    const feed = await aFeed(house, { id: `refused-${index}` })
    const kept = await filesKept()
    await assert.rejects(deliver(feed), code(why))
    assert.equal(await countOf('batch', feed.id), 0)
    assert.equal(await filesKept(), kept)
  })
}

test('F4 a manifest altered after it was signed is refused, byte by byte', async () => {
  const feed = await aFeed(house, { id: 'altered' })
  const jws = await feed.signEvent({ row: identity('P1') })
  const { verifySigned } = await import('./verify-signature.ts')
  const { SignedEvent } = await import('./schemas.ts')
  const verify = (text: string) =>
    inTransaction(house.services.house, as('feed-gateway', 'feeds.batch.receive'), 'feeds.batch.receive', (tx) =>
      verifySigned(tx, feed.id, text, SignedEvent, startOfTests),
    )
  await verify(jws)
  for (let at = 0; at < jws.length; at += 7) {
    // The last character of a part carries bits that say nothing; change one that does.
    if (jws[at + 1] === '.' || jws[at] === '.' || at >= jws.length - 2) continue
    const altered = jws.slice(0, at) + (jws[at] === 'A' ? 'B' : 'A') + jws.slice(at + 1)
    await assert.rejects(verify(altered), `character ${at}`)
  }
})

test('F4 a revoked key opens nothing, and what it sent before is not applied any more', async () => {
  const feed = await aFeed(house, { id: 'revoked' })
  const { batchId } = await feed.send([identity('P1')])
  await inTransaction(house.services.house, as('data-engineer', 'feeds.key.revoke'), 'feeds.key.revoke', (tx) =>
    revokeKey(tx, feed.id, startOfTests),
  )
  await assert.rejects(feed.send([identity('P2')]), code('KEY_NOT_IN_FORCE'))
  await house.work()
  const { rows } = await house.admin.query('select refusal_code, applied_at from feeds.batch where id = $1', [batchId])
  assert.deepEqual(rows, [{ refusal_code: 'KEY_NOT_IN_FORCE', applied_at: null }])
  assert.equal((await house.admin.query("select 1 from feeds.fact where dataset_id = 'revoked'")).rowCount, 0)
})

test('a delivery that was refused leaves a line in the audit', async () => {
  const feed = await aFeed(house, { id: 'audited' })
  await feed.send([identity('P1')], { sequence: 1 })
  await assert.rejects(feed.send([identity('P2')], { sequence: 1 }))
  const { rows } = await house.admin.query(
    "select facts ->> 'refused' as refused from platform.audit_event where subject = 'audited' and facts ? 'refused'",
  )
  assert.deepEqual(rows, [{ refused: 'SEQUENCE_USED' }])
})

async function* once(text: string) {
  yield Buffer.from(text)
}
const upload = (feedId: string) => ({
  feedId,
  fileName: 'rows.ndjson',
  content: once(`${JSON.stringify(identity('P1'))}\n`),
  stated: { rowCount: 1, periodFrom: '2026-03-01', periodTo: '2026-04-01' },
})

test('an upload needs a fresh sign-in; then the product signs in the name of who uploads', async () => {
  const feed = await aFeed(house, { id: 'uploaded' })
  await assert.rejects(
    uploadBatch(house.services, await house.workerSession(['data-engineer']), upload(feed.id)),
    code('STEP_UP_NEEDED'),
  )
  const caller = await house.workerSession(['data-engineer'], true)
  const first = await uploadBatch(house.services, caller, upload(feed.id))
  const again = await uploadBatch(house.services, caller, upload(feed.id))
  assert.deepEqual(again, { ...first, again: true })
  await house.work()
  const { rows } = await house.admin.query(
    'select way, applied_at is not null as applied, received_by, signed from feeds.batch where id = $1',
    [first.batchId],
  )
  const manifest = JSON.parse(Buffer.from(rows[0].signed.split('.')[1], 'base64url').toString())
  assert.equal(rows[0].way, 'upload')
  assert.equal(rows[0].applied, true)
  assert.equal(manifest.uploadedBy, rows[0].received_by)
})
