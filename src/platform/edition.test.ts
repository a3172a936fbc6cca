import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '#testing/database'
import type { Actor } from './acts.ts'
import type { ReadTx } from './database.ts'
import { systemClock } from './dates.ts'
import { remembered } from './edition.ts'
import { newId } from './ids.ts'
import { type House, inTransaction, readPersonal } from './transactions.ts'

let database: TestDatabase
let house: House
let admin: pg.Client
let asked = 0
const token = randomBytes(32).toString('base64url')

before(async () => {
  database = await testDatabase()
  admin = new pg.Client(database.adminUrl)
  await admin.connect()
  house = {
    db: database.app,
    policy: { 'test.read': { roles: ['practitioner'], says: 'read' } },
    now: systemClock,
    identify: async (_tx, identity): Promise<Actor> => ({
      ...identity,
      id: identity.actorId,
      name: 'Amina Hussain',
      organisationName: 'Aldermere Council',
      roles: ['practitioner'],
      purposeName: 'Family help',
      teams: [],
      trainings: [],
    }),
  }
  await admin.query(
    `insert into ctx.session values ($1, ctx.digest($2, 'sha256'), 'worker', $3, 'GB-LAE-ALD', 'childrens-family-help', now(), now(), null, 900, now() + interval '1 hour', null)`,
    [randomUUID(), token, randomUUID()],
  )
  await admin.query(
    `insert into partnership.organisation (id, name, kind, duty_team, duty_phone, active_from)
     values ('GB-LAE-ALD', 'Aldermere Council', 'council', 'Duty team', '01632 960000', '2020-01-01')`,
  )
})
after(async () => {
  await admin.end()
  await database.close()
})
beforeEach(async () => {
  await rename('Aldermere Council')
  asked = 0
})

const rename = (name: string, client = admin) => client.query('update partnership.organisation set name = $1', [name])
const nameIn = (tx: ReadTx) =>
  remembered(tx, 'the name', async () => {
    asked++
    return (await sql<{ name: string }>`select name from partnership.organisation`.execute(tx)).rows[0]!.name
  })
const caller = () => ({ requestId: newId(), sessionToken: token })
/** What a page's transaction reads; `meanwhile` happens once its snapshot is taken. */
const onAPage = (read: (tx: ReadTx) => Promise<string>, meanwhile?: () => Promise<unknown>) =>
  readPersonal(
    house,
    caller(),
    'test.read',
    async () => ({ grant: {}, entries: [], explained: await meanwhile?.() }),
    (tx) => read(tx),
  )

test('what stands is read once, until it changes', async () => {
  assert.deepEqual([await onAPage(nameIn), await onAPage(nameIn), asked], ['Aldermere Council', 'Aldermere Council', 1])
  await rename('Aldermere City Council')
  assert.deepEqual([await onAPage(nameIn), await onAPage(nameIn), asked], ['Aldermere City Council', 'Aldermere City Council', 2])
})

test('whoever began before a change reads what stood when she began, and leaves nothing old behind', async () => {
  assert.equal(await onAPage(nameIn, () => rename('Changed meanwhile')), 'Aldermere Council')
  assert.equal(await onAPage(nameIn), 'Changed meanwhile')
})

test('a change that is undone, or not yet done, is read by nobody', async () => {
  const other = new pg.Client(database.adminUrl)
  await other.connect()
  await other.query('begin')
  await rename('Never', other)
  assert.equal(await onAPage(nameIn), 'Aldermere Council')
  await other.query('rollback')
  await other.end()
  assert.equal(await onAPage(nameIn), 'Aldermere Council')
  await rename('After all')
  assert.equal(await onAPage(nameIn), 'After all')
})

test('each kind of change is a new edition: changed, added, removed, emptied', async () => {
  const edition = async () => (await admin.query('select id from platform.edition')).rows[0].id as string
  const seen = new Set([await edition()])
  const changes = [
    `update partnership.organisation set duty_team = duty_team`,
    `insert into partnership.organisation (id, name, kind, duty_team, duty_phone, active_from) values ('GB-LAE-XYZ', 'X', 'council', 'X', '01632 960000', '2020-01-01')`,
    `delete from partnership.organisation where id = 'GB-LAE-XYZ'`,
    `truncate information_governance.term_cell`,
  ]
  for (const change of changes) {
    await admin.query(change)
    seen.add(await edition())
  }
  assert.equal(seen.size, 1 + changes.length)
})

test('a transaction without one snapshot always asks', async () => {
  const read = () => inTransaction(house, caller(), 'test.read', nameIn)
  assert.deepEqual([await read(), await read(), asked], ['Aldermere Council', 'Aldermere Council', 2])
})

test('who reads from one snapshot cannot change what is agreed beneath herself', async () => {
  await admin.query('begin isolation level repeatable read')
  await assert.rejects(rename('Beneath'), { code: '25001' })
  await admin.query('rollback')
})

test('who asked first and failed takes nobody with her', async () => {
  const failing = onAPage(
    (tx) => remembered(tx, 'the name', () => Promise.reject(new Error('another statement of hers failed'))),
    async () => {},
  )
  const [first, second] = await Promise.allSettled([failing, onAPage(nameIn)])
  assert.deepEqual([first.status, second.status], ['rejected', 'fulfilled'])
  assert.equal(await onAPage(nameIn), 'Aldermere Council')
})
