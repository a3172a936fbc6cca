import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '#testing/database'
import { identity, type LinkingHouse, linkingHouse } from '#testing/linking'
import { followModel } from './follow-model.ts'

let database: TestDatabase
let house: LinkingHouse
before(async () => {
  database = await testDatabase()
  house = await linkingHouse(database)
})
after(async () => {
  await house.close()
  await database.close()
})

const ann = { givenName: 'Annabel', familyName: 'Quickthorn', dateOfBirth: '1961-02-03', sex: 'female' }
const bo = { givenName: 'Bo', familyName: 'Zellweger', dateOfBirth: '1979-11-28', sex: 'female' }
const home = (person: string, address: string) => ({
  kind: 'residence',
  person,
  key: `${person}-home`,
  address,
  postcode: 'AX1 2BD',
})
const links = async () =>
  (await house.admin.query('select id, person_id, source_person_id from person_index.link where ended_at is null order by id'))
    .rows
const records = async () =>
  (await house.admin.query('select source_person_id, keys from person_index.match_record order by 1')).rows

test('a new place has nothing to link once more; nor has one whose model is the same', async () => {
  assert.equal(await followModel(house.services), 0)
  await house.load('housing', [
    identity('h1', ann),
    home('h1', '3 Foundry Road'),
    identity('h2', bo),
    home('h2', '9 Castle Lane'),
  ])
  await house.load('health', [identity('n1', ann), home('n1', '3 Foundry Road'), identity('n2', bo), home('n2', '9 Castle Lane')])
  assert.deepEqual(await house.people(), [
    ['health:n1', 'housing:h1'],
    ['health:n2', 'housing:h2'],
  ])
  assert.equal(await followModel(house.services), 0)
})

test('a database of before this matching, which has links and no records, keeps every link and gains its records', async () => {
  const [linkedBefore, recordsBefore] = [await links(), await records()]
  assert.equal(recordsBefore.length, 4)
  for (const table of ['match_key', 'match_record', 'protected_key', 'protected_record', 'model_in_use'])
    await house.admin.query(`delete from person_index.${table}`)

  assert.equal(await followModel(house.services), 2)
  await house.work()
  assert.deepEqual(await links(), linkedBefore)
  assert.deepEqual(await records(), recordsBefore)
  assert.equal(await followModel(house.services), 0)
})

test('another model has everyone linked by it, and is noted', async () => {
  // As though an earlier training had linked wrongly: everyone apart.
  await house.admin.query("update person_index.model_in_use set model = 'an earlier training'")
  await house.admin.query(
    `update person_index.link set person_id = gen_random_uuid() where source_person_id in
     (select id from feeds.source_person where dataset_id in (select dataset_id from feeds.feed where id like '%health%'))`,
  )
  assert.equal((await house.people()).length, 4)
  assert.equal(await followModel(house.services), 2)
  await house.work()
  assert.equal((await house.people()).length, 2)
})

test('a feed of many batches is two jobs, its records and its links, however many batches there were', async () => {
  for (const nth of [3, 4, 5, 6]) await house.load('housing', [identity(`h${nth}`, { ...bo, givenName: `Bo${'o'.repeat(nth)}` })])
  const before = await house.people()
  await house.admin.query('delete from person_index.model_in_use')
  assert.equal(await followModel(house.services), 2)
  const { rows } = await house.admin.query(
    `select data->'data'->>'feedId' as feed, data->'data'->>'again' as again from jobs.job
     where name = 'person-index.link-batch' and state = 'created' order by created_on`,
  )
  assert.equal(rows.length, 4, JSON.stringify(rows))
  await house.work()
  assert.deepEqual(await house.people(), before)
})
