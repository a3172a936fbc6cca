import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '#testing/database'
import { listDropped, takeDropped, watchDropFolder } from './drop-folder.ts'
import { aCouncil, aFeed, identity, type TestHouse, testHouse } from './testing.ts'

let database: TestDatabase
let house: TestHouse
const folder = mkdtempSync(join(tmpdir(), 'commonweal-drop-'))
before(async () => {
  database = await testDatabase()
  house = await testHouse(database)
  await aCouncil(house)
})
after(async () => {
  await house.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

async function drop(id: string, text: string, altered = text): Promise<void> {
  const feed = await aFeed(house, { id })
  mkdirSync(join(folder, id))
  writeFileSync(join(folder, id, 'rows.ndjson'), altered)
  writeFileSync(join(folder, id, 'rows.ndjson.manifest.jws'), await feed.signManifest(text))
}
const text = `${JSON.stringify(identity('P1'))}\n`

test('a dropped file is received once its manifest lies beside it, and moved away', async () => {
  await drop('dropped', text)
  writeFileSync(join(folder, 'dropped', 'alone.ndjson'), text)
  assert.deepEqual(listDropped(folder), [{ feed: 'dropped', file: 'rows.ndjson' }])
  assert.equal(await takeDropped(house.services, folder, { feed: 'dropped', file: 'rows.ndjson' }), true)
  assert.deepEqual(readdirSync(join(folder, 'dropped', 'received')).sort(), ['rows.ndjson', 'rows.ndjson.manifest.jws'])
  assert.deepEqual(listDropped(folder), [])
  const { rows } = await house.admin.query("select way from feeds.batch where feed_id = 'dropped'")
  assert.deepEqual(rows, [{ way: 'drop' }])
})

test('a dropped file that is refused is moved away with the reason', async () => {
  await drop('dropped-wrong', text, `${text}${text}`)
  await takeDropped(house.services, folder, { feed: 'dropped-wrong', file: 'rows.ndjson' })
  assert.match(
    readFileSync(join(folder, 'dropped-wrong', 'refused', 'rows.ndjson.reason.txt'), 'utf8'),
    /^FILE_ALTERED\n.*Nothing was kept/,
  )
})

test('the folder is watched, and a file is taken when it has stopped growing', async () => {
  const watched = watchDropFolder(house.services, folder, 0.05)
  await drop('watched', text)
  for (
    const until = performance.now() + 10_000;
    performance.now() < until && !existsSync(join(folder, 'watched', 'received'));
  ) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await watched.stop()
  assert.equal(existsSync(join(folder, 'watched', 'received', 'rows.ndjson')), true)
})
