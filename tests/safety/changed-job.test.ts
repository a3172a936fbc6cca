// A job does what it was enqueued to do, or nothing: also where somebody could change what stands in the queue.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { aPerson, openWorld, type World } from '#testing/world'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

const applied = async () =>
  Number((await world.admin.query('select count(*) from feeds.batch where applied_at is not null')).rows[0].count)

test('a job whose payload was changed does not begin, and its token stays for the right one', async () => {
  await world.feeds['council-housing'].send(aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'))
  const change = (data: string) =>
    world.admin.query(`update jobs.job set data = ${data}, state = 'created', start_after = now() where state < 'completed'`)
  const { rows } = await world.admin.query(`select data from jobs.job where state < 'completed'`)
  assert.equal(rows.length, 1)
  await change(`jsonb_set(data, '{data}', '{"batchId": "5eed5eed-5eed-4eed-8eed-5eed5eed5eed"}')`)
  await assert.rejects(world.work(), /was changed after it was enqueued/)
  assert.equal(await applied(), 0)
  await change(`'${JSON.stringify(rows[0].data)}'`)
  await world.work()
  assert.equal(await applied(), 1)
})

test('a job that somebody put into the queue, without a token of the product’s, does nothing', async () => {
  const before = await applied()
  await world.admin.query(
    `insert into jobs.job (name, data) select name, '{"token": "hers", "data": {"batchId": "5eed5eed-5eed-4eed-8eed-5eed5eed5eed"}}'
     from jobs.queue where name = (select name from jobs.job order by created_on limit 1)`,
  )
  await world.work()
  assert.equal(await applied(), before)
  const { rows } = await world.admin.query(`select count(*)::int as n from jobs.job where state < 'completed'`)
  assert.equal(rows[0].n, 0)
})
