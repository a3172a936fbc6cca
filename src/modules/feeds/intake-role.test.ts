import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { type Grant, grant, inTransaction } from '#platform/transactions'
import { type TestDatabase, testDatabase } from '#testing/database'
import { aCouncil, aFeed, as, identity, type TestHouse, testHouse } from './testing.ts'

let database: TestDatabase
let house: TestHouse
before(async () => {
  database = await testDatabase()
  house = await testHouse(database)
  await aCouncil(house)
  const [own, other] = [await aFeed(house, { id: 'own' }), await aFeed(house, { id: 'other', controllerId: 'GB-LAE-POL' })]
  await own.load([identity('P1')])
  await other.load([identity('P2')])
})
after(async () => {
  await house.close()
  await database.close()
})

const own: Grant = { bound: { batch: '11111111-1111-4111-8111-111111111111', controller: 'GB-LAE-ALD', dataset: 'own' } }
/** Runs one statement as `feed_in`, bound to the batch of one feed. */
const asIntake = (granted: Grant | null, statement: string) =>
  inTransaction(house.services.intake, as('feeds', 'feeds.batch.apply'), 'feeds.batch.apply', async (tx) => {
    if (granted) await grant(house.services.intake, tx, granted)
    return sql.raw<Record<string, unknown>>(statement).execute(tx)
  })

const fact = (
  controller: string,
  dataset: string,
) => `insert into feeds.fact (controller_id, dataset_id, field_class, regime, source_person_id, kind, source_key,
  content, content_hash, event_at, recorded_at, batch_id, sequence, row_no) values ('${controller}', '${dataset}', 'identity', 'general', gen_random_uuid(), 'identity', 'X',
  '{}', 'x', now(), now(), gen_random_uuid(), 1, 1)`
const source = (controller: string, dataset: string) =>
  `insert into feeds.source_person (id, controller_id, dataset_id, regime, source_key, first_batch_id) values (gen_random_uuid(), '${controller}', '${dataset}', 'general', 'X', gen_random_uuid())`

// What the role tries, bound to the council's dataset "own".
const refusedWrites: [string, string][] = [
  ['a fact of another dataset', fact('GB-LAE-ALD', 'other')],
  ['a fact of another controller', fact('GB-LAE-POL', 'own')],
  ['a source person of another dataset', source('GB-LAE-ALD', 'other')],
  ['a source person of another controller', source('GB-LAE-POL', 'own')],
  ['a fact handed to another controller', "update feeds.fact set controller_id = 'GB-LAE-POL'"],
  ['a fact moved to another dataset', "update feeds.fact set dataset_id = 'other'"],
]
for (const [what, statement] of refusedWrites) {
  test(`F4 the intake's role cannot write ${what}`, () => assert.rejects(asIntake(own, statement), /row-level security/))
}

test('the intake’s role sees its own dataset, changes nothing in another, and deletes nowhere', async () => {
  const { rows } = await asIntake(own, 'select distinct dataset_id from feeds.fact')
  assert.deepEqual(rows, [{ dataset_id: 'own' }])
  const { numAffectedRows } = await asIntake(
    own,
    "update feeds.fact set superseded_by_batch_id = gen_random_uuid() where dataset_id = 'other'",
  )
  assert.equal(numAffectedRows, 0n)
  for (const table of ['fact', 'source_person', 'confirmation', 'batch']) {
    await assert.rejects(asIntake(own, `delete from feeds.${table}`), /permission denied/)
  }
})

test('the intake’s role sees and writes nothing without a grant', async () => {
  assert.deepEqual((await asIntake(null, 'select 1 from feeds.fact')).rows, [])
  await assert.rejects(asIntake(null, fact('GB-LAE-ALD', 'own')), /row-level security/)
})

test('the role of requests writes no fact at all', async () => {
  const write = inTransaction(house.services.house, as('feeds', 'feeds.batch.apply'), 'feeds.batch.apply', async (tx) => {
    await grant(house.services.house, tx, own)
    await sql.raw(fact('GB-LAE-ALD', 'own')).execute(tx)
  })
  await assert.rejects(write, /permission denied/)
})
