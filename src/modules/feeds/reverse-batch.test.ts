import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { inTransaction } from '#platform/transactions'
import { type TestDatabase, testDatabase } from '#testing/database'
import { runs, seed } from '#testing/random'
import { askReversal } from './ask-reversal.ts'
import { reverseBatch } from './reverse-batch.ts'
import { aCouncil, aFeed, as, identity, phone, startOfTests, type TestFeed, type TestHouse, testHouse } from './testing.ts'

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

/** A case loads whole worlds, which takes most of a second. */
const worldsOf = (usual: number) => Math.min(runs(usual), 120)
const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected

async function reverse(batchId: string): Promise<void> {
  await inTransaction(house.services.house, as('data-engineer', 'feeds.batch.ask-reversal'), 'feeds.batch.ask-reversal', (tx) =>
    askReversal(tx, batchId, 'Sent by mistake.', startOfTests),
  )
  await reverseBatch(house.services, as('feeds', 'feeds.batch.reverse'), batchId)
}

/** What stands in a dataset, as its readers would know it, and who may work with whom because of it. */
async function standing(feed: string): Promise<unknown[]> {
  const { rows } = await house.admin.query(
    `select f.kind, f.source_key, s.source_key as person, f.field_class, f.content, f.valid_from::text, f.valid_to::text
     from feeds.fact f join feeds.source_person s on s.id = f.source_person_id
     where f.dataset_id = $1 and f.superseded_by_batch_id is null order by 1, 2`,
    [feed],
  )
  const open = await house.admin.query(
    `select kind, split_part(source_key, '|', 2) as key, worker_id, team_id, active_from::text from information_governance.relationship
     where dataset_id = $1 and active_to is null order by 1, 2`,
    [feed],
  )
  return [...rows, ...open.rows]
}

const at = (day: number) => `2026-03-0${day}T10:00:00Z`
type Statement = { key: number; day: number; value: number }
const rowOf = ({ key, day, value }: Statement) =>
  key === 2
    ? {
        kind: 'involvement',
        person: 'P1',
        key: 'I1',
        eventAt: at(day),
        service: 'Council housing',
        openedOn: '2026-01-05',
        workerRef: value === 0 ? null : 'ALD1',
        closedOn: value === 2 ? '2026-03-01' : null,
      }
    : phone(`P${key + 1}`, `07700 90011${value}`, at(day))
const rowsOf = (statements: readonly Statement[]) => [identity('P1'), identity('P2'), ...statements.map(rowOf)]

const statement = fc.record({ key: fc.nat(2), day: fc.integer({ min: 1, max: 4 }), value: fc.nat(2) })
const batches = fc.array(fc.array(statement, { maxLength: 4 }), { minLength: 1, maxLength: 5 })

let worlds = 0
async function world(
  given: readonly (readonly Statement[])[],
  order: readonly number[],
): Promise<{ feed: TestFeed; ids: Map<number, string> }> {
  const feed = await aFeed(house, { id: `world-${++worlds}` })
  const ids = new Map<number, string>()
  for (const index of order) ids.set(index, await feed.load(rowsOf(given[index]!), { sequence: index + 1, partRows: 3 }))
  return { feed, ids }
}

test('F1 I5 batches in any order, some of them twice, come to the same facts and relationships', async () => {
  const scenario = batches.chain((given) => {
    const all = given.map((_, index) => index)
    return fc.record({
      given: fc.constant(given),
      order: fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      again: fc.subarray(all),
    })
  })
  await fc.assert(
    fc.asyncProperty(scenario, async ({ given, order, again }) => {
      const inOrder = await world(given, [...given.keys()])
      const other = await world(given, [...order, ...again])
      assert.deepEqual(await standing(other.feed.id), await standing(inOrder.feed.id))
    }),
    { seed, numRuns: worldsOf(8) },
  )
})

test('F3 a reversed batch leaves what would stand had it never been applied', async () => {
  const scenario = batches.chain((given) =>
    fc.record({ given: fc.constant(given), gone: fc.shuffledSubarray([...given.keys()]) }),
  )
  await fc.assert(
    fc.asyncProperty(scenario, async ({ given, gone }) => {
      const all = [...given.keys()]
      const reversed = await world(given, all)
      const before = (
        await house.admin.query('select count(*)::int as n from feeds.fact where dataset_id = $1', [reversed.feed.id])
      ).rows[0].n
      for (const index of gone) await reverse(reversed.ids.get(index)!)
      const never = await world(
        given,
        all.filter((index) => !gone.includes(index)),
      )
      assert.deepEqual(await standing(reversed.feed.id), await standing(never.feed.id))
      const left = (
        await house.admin.query('select count(*)::int as n from feeds.fact where dataset_id = $1', [reversed.feed.id])
      ).rows[0].n
      assert.equal(left, before, 'nothing is deleted')
    }),
    { seed, numRuns: worldsOf(10) },
  )
})

test('F3 applying again after a reversal ends where it had been', async () => {
  const feed = await aFeed(house, { id: 'again-after' })
  await feed.load(rowsOf([{ key: 0, day: 1, value: 0 }]))
  const rows = rowsOf([
    { key: 0, day: 2, value: 1 },
    { key: 2, day: 2, value: 1 },
  ])
  const id = await feed.load(rows)
  const with2 = await standing(feed.id)
  await reverse(id)
  await feed.load(rows)
  assert.deepEqual(await standing(feed.id), with2)
})

test('a fact that a later batch only confirmed outlives the batch that stated it first', async () => {
  const feed = await aFeed(house, { id: 'confirmed' })
  const first = await feed.load([identity('P1')])
  const second = await feed.load([identity('P1')])
  await reverse(first)
  const { rows } = await house.admin.query(
    "select batch_id from feeds.fact where dataset_id = 'confirmed' and superseded_by_batch_id is null",
  )
  assert.deepEqual(rows, [{ batch_id: second }])
  await reverse(second)
  assert.deepEqual(await standing(feed.id), [])
})

test('sealed involvements take their relationships back too', async () => {
  const feed = await aFeed(house, { id: 'sealed-involvement' })
  const involvement = {
    kind: 'involvement',
    person: 'P1',
    key: 'I1',
    service: 'Recovery',
    openedOn: '2026-01-05',
    existence: 'brokered',
  }
  await feed.load([identity('P1'), { ...involvement, eventAt: at(1), workerRef: 'ALD1' }])
  const id = await feed.load([{ ...involvement, eventAt: at(2), workerRef: null }])
  const open = async () => (await standing(feed.id)).filter((row) => (row as { kind: string }).kind === 'allocated-worker').length
  assert.equal(await open(), 0)
  await reverse(id)
  assert.equal(await open(), 1)
})

test('only an applied batch is reversed, once, with a reason', async () => {
  const feed = await aFeed(house, { id: 'once' })
  const { batchId } = await feed.send([identity('P1')])
  await assert.rejects(reverse(batchId), code('BATCH_NOT_APPLIED'))
  await house.work()
  const ask = (reason: string) =>
    inTransaction(house.services.house, as('data-engineer', 'feeds.batch.ask-reversal'), 'feeds.batch.ask-reversal', (tx) =>
      askReversal(tx, batchId, reason, startOfTests),
    )
  await assert.rejects(ask(' '), code('REASON_MISSING'))
  await ask('Sent by mistake.')
  await assert.rejects(ask('Again.'), code('BATCH_REVERSED_BEFORE'))
  await house.work()
  const { rows } = await house.admin.query(
    'select reversed_at is not null as reversed, reversal_reason from feeds.batch where id = $1',
    [batchId],
  )
  assert.deepEqual(rows, [{ reversed: true, reversal_reason: 'Sent by mistake.' }])
})
