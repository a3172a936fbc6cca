import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '#testing/database'
import { hasStartingState, keepStartingState, restoreStartingState } from './starting-state.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(() => db.close())

async function ask(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(db.adminUrl)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
const asItIs = async () => {}
const nameOf = (url: string) => new URL(url).pathname.slice(1)

test('a place that is not invented is neither copied nor put back, and a database without a place neither', async () => {
  await assert.rejects(keepStartingState(db.adminUrl), { name: 'NotInvented' })
  await ask(`insert into platform.place (name, nation, zone, fictional) values ('Westshire', 'england', 'Europe/London', false)`)
  await assert.rejects(keepStartingState(db.adminUrl), { name: 'NotInvented' })
  await assert.rejects(restoreStartingState(db.adminUrl, asItIs), { name: 'NotInvented' })
  assert.equal(await hasStartingState(db.adminUrl), false)
})

test('an invented place goes back to what it was when it was kept, as often as one likes', async () => {
  await ask('delete from platform.place')
  await ask(`insert into platform.place (name, nation, zone, fictional) values ('Aldermere', 'england', 'Europe/London', true)`)
  try {
    await keepStartingState(db.adminUrl)
    for (const _ of [1, 2]) {
      await ask(`update platform.place set nation = 'wales'`)
      await restoreStartingState(db.adminUrl, asItIs)
      assert.deepEqual(await ask('select nation from platform.place'), [{ nation: 'england' }])
    }
  } finally {
    await ask(`drop database if exists "${nameOf(db.adminUrl)}_as_first_loaded"`)
  }
})
