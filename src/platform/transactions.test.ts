import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '#testing/database'
import type { RecordedAccess } from './access-log.ts'
import type { Actor } from './acts.ts'
import type { ReadTx } from './database.ts'
import { systemClock } from './dates.ts'
import { errors, Refusal, refusal } from './errors.ts'
import { newId } from './ids.ts'
import { type Caller, DisclosureRefused, grant, type House, inTransaction, readPersonal } from './transactions.ts'

let database: TestDatabase
let house: House
let admin: pg.Client
let token: string
const worker = randomUUID()
const [amina, other] = [randomUUID(), randomUUID()]

const policy = { 'test.read': { roles: ['practitioner'], says: 'read' }, 'test.write': { roles: ['manager'], says: 'write' } }

before(async () => {
  database = await testDatabase()
  admin = new pg.Client(database.adminUrl)
  await admin.connect()
  house = {
    db: database.app,
    policy,
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
  token = await aSession()
  for (const source of [amina, other]) {
    await admin.query(
      `insert into feeds.fact (controller_id, dataset_id, field_class, regime, source_person_id, kind, source_key, content, content_hash, event_at, recorded_at, batch_id, sequence, row_no)
       values ('GB-LAE-ALD', 'housing', 'identity', 'general', $1::uuid, 'identity', $1::uuid::text, '{"familyName":"Marsden"}', 'h', now(), now(), gen_random_uuid(), 1, 1)`,
      [source],
    )
  }
})
after(async () => {
  await admin.end()
  await database.close()
})

async function aSession(idle = 900, expires = "now() + interval '1 hour'"): Promise<string> {
  const made = randomBytes(32).toString('base64url')
  await admin.query(
    `insert into ctx.session values ($1, ctx.digest($2, 'sha256'), 'worker', $3, 'GB-LAE-ALD', 'childrens-family-help', now(), now(), null, $4, ${expires}, null)`,
    [randomUUID(), made, worker, idle],
  )
  return made
}

const caller = (sessionToken = token): Caller => ({ requestId: newId(), sessionToken })
const anEntry = (more: Partial<RecordedAccess> = {}): RecordedAccess => ({
  decisionId: newId(),
  view: 'person',
  subjectId: randomUUID(),
  sources: [amina],
  role: 'practitioner',
  outcome: { shown: true },
  agreements: ['AFH v1'],
  cells: { housing: ['identity'] },
  reasons: [],
  visibility: { visible: 'shown' },
  ...more,
})
const cellsOf = (...sources: string[]) => ({ cells: [{ dataset: 'housing', classes: ['identity'], sources }] })
const names = async (tx: ReadTx) =>
  (await sql<{ id: string }>`select source_person_id as id from feeds.fact`.execute(tx)).rows.map((row) => row.id)
const entriesOf = async (request: string) =>
  (
    await admin.query(
      'select outcome, refusal_code, actor_id, purpose, session_id from platform.access_entry where request_id = $1',
      [request],
    )
  ).rows

test('a grant opens exactly its cells, and the entry is there when the answer is (L1, L2)', async () => {
  const who = caller()
  const seen = await readPersonal(
    house,
    who,
    'test.read',
    async () => ({ grant: cellsOf(amina), entries: [anEntry()], explained: null }),
    names,
  )
  assert.deepEqual(seen, [amina])
  const [entry, ...more] = await entriesOf(who.requestId)
  assert.deepEqual(more, [])
  assert.deepEqual([entry.outcome, entry.actor_id, entry.purpose], ['shown', worker, 'childrens-family-help'])
})

test('without a grant nothing is seen, within a valid session too (A3)', async () => {
  assert.deepEqual(await inTransaction(house, caller(), 'test.read', names), [])
})

test('an entry that cannot be written shows nothing (L1)', async () => {
  const withoutAgreement = anEntry({ agreements: [] })
  await assert.rejects(
    readPersonal(
      house,
      caller(),
      'test.read',
      async () => ({ grant: cellsOf(amina), entries: [withoutAgreement], explained: null }),
      names,
    ),
  )
})

test('a refusal is logged without the data, in a transaction of its own (L4)', async () => {
  const who = caller()
  const refuse = async () => {
    throw new DisclosureRefused(refusal(errors, 'NOT_FOUND'), [
      anEntry({ outcome: { shown: false, code: 'NOT_FOUND' }, agreements: [], cells: {} }),
    ])
  }
  await assert.rejects(readPersonal(house, who, 'test.read', refuse, names), { code: 'NOT_FOUND' })
  const [entry] = await entriesOf(who.requestId)
  assert.deepEqual([entry.outcome, entry.refusal_code], ['refused', 'NOT_FOUND'])
})

test('a refusal that cannot be logged becomes "not safe to show"', async () => {
  const broken = anEntry({ outcome: { shown: false, code: 'NOT_FOUND' }, role: '' })
  const refuse = async () => {
    throw new DisclosureRefused(refusal(errors, 'NOT_FOUND'), [broken])
  }
  await assert.rejects(readPersonal(house, caller(), 'test.read', refuse, names), { code: 'NOT_SAFE_TO_SHOW', status: 503 })
})

test('the same request, subject and view leave one entry (L3)', async () => {
  const who = caller()
  const subjectId = randomUUID()
  const read = (more: Partial<RecordedAccess> = {}) =>
    readPersonal(
      house,
      who,
      'test.read',
      async () => ({ grant: cellsOf(amina), entries: [anEntry({ subjectId, ...more })], explained: null }),
      names,
    )
  await read()
  await read()
  assert.equal((await entriesOf(who.requestId)).length, 1)
  await read({ cells: { housing: ['identity', 'address'] } })
  assert.equal((await entriesOf(who.requestId)).length, 2, 'more was shown')
})

test('work that fails after the rows were read leaves no entry and shows nothing', async () => {
  const who = caller()
  const fail = async () => {
    throw new Error('a bug in a page')
  }
  await assert.rejects(
    readPersonal(house, who, 'test.read', async () => ({ grant: cellsOf(amina), entries: [anEntry()], explained: null }), fail),
    /a bug/,
  )
  assert.deepEqual(await entriesOf(who.requestId), [])
})

test('an act that the roles do not include is refused before it begins', async () => {
  await assert.rejects(inTransaction(house, caller(), 'test.write', names), { code: 'NOT_PERMITTED', status: 403 })
})

const ends: [string, () => Promise<string>][] = [
  [
    'ended',
    async () => {
      const made = await aSession()
      await admin.query('update ctx.session set ended_at = now() where token_hash = ctx.digest($1, $2)', [made, 'sha256'])
      return made
    },
  ],
  [
    'idle too long',
    async () => {
      const made = await aSession(60)
      await admin.query(
        "update ctx.session set last_seen_at = now() - interval '61 seconds' where token_hash = ctx.digest($1, 'sha256')",
        [made],
      )
      return made
    },
  ],
  ['past its absolute end', () => aSession(900, "now() - interval '1 second'")],
  ['never opened', async () => 'x'.repeat(43)],
]
for (const [what, session] of ends) {
  test(`a session that is ${what} is nobody’s`, async () => {
    await assert.rejects(inTransaction(house, caller(await session()), 'test.read', names), {
      code: 'NOT_SIGNED_IN',
      status: 401,
    })
  })
}

test('a grant of one transaction is worth nothing in the next, on the same connection', async () => {
  const single = { ...house, db: database.app }
  for (let round = 0; round < 50; round++) {
    await readPersonal(
      single,
      caller(),
      'test.read',
      async () => ({ grant: cellsOf(amina, other), entries: [anEntry()], explained: null }),
      names,
    )
    assert.deepEqual(await inTransaction(single, caller(), 'test.read', names), [])
  }
})

test('a session without person, organisation or purpose cannot exist (A7)', async () => {
  for (const [organisation, purpose] of [
    ['', 'childrens-family-help'],
    ['GB-LAE-ALD', ''],
  ] as const) {
    await assert.rejects(
      admin.query(`insert into ctx.session values ($1, $2, 'worker', $3, $4, $5, now(), now(), null, 1, now(), null)`, [
        randomUUID(),
        randomBytes(32),
        worker,
        organisation,
        purpose,
      ]),
    )
  }
  await assert.rejects(
    admin.query(`insert into ctx.session values ($1, $2, 'worker', null, 'o', 'p', now(), now(), null, 1, now(), null)`, [
      randomUUID(),
      randomBytes(32),
    ]),
  )
})

test('the log is never changed or deleted by the product (L6)', async () => {
  for (const statement of [
    "update platform.access_entry set purpose = 'x'",
    'delete from platform.access_entry',
    'truncate platform.access_entry',
    'delete from platform.access_entry_source',
  ]) {
    await assert.rejects(
      inTransaction(house, caller(), 'test.read', (tx) => sql.raw(statement).execute(tx)),
      /permission denied/,
    )
  }
})

test('granting outside a transaction of the platform is a bug, not a way in', async () => {
  await assert.rejects(grant(house, database.app.kysely as never, cellsOf(amina)), /outside a transaction/)
  assert.ok(refusal(errors, 'NOT_FOUND') instanceof Refusal)
})
