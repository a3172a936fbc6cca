// Whoever looks up a neighbour, an ex-partner, a colleague, somebody of her name, at three in the morning or forty people in an hour is noticed; whoever works is not.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Town } from './snoops.ts'

const ordinary = 300
let town: Town
before(async () => {
  town = await openTown(ordinary)
})
after(() => town.world.close())

test('of planted snoops of every kind at least 95 in 100 are noticed, with at most 5 alarms in 1,000 ordinary looks (threat 1)', async () => {
  const planted = new Map(town.looks.flatMap((one) => (one.kind ? [[one.matter, one.kind]] : [])))
  const { found, falseAlarms } = await town.notice()
  const missed = [...planted].filter(([matter]) => !found.has(matter))
  const looked = town.looks.filter((one) => one.kind === null).length
  assert.ok(planted.size >= 20 && looked >= ordinary)
  assert.ok(found.size / planted.size >= 0.95, `missed: ${JSON.stringify(missed)}`)
  assert.ok(falseAlarms.length / looked <= 0.005, `${falseAlarms.length} of ${looked}: ${falseAlarms.join('; ')}`)
})

test('weighed again, nothing is noticed twice', async () => {
  const count = async () => (await town.world.admin.query('select from information_governance.odd_look')).rowCount
  const before = await count()
  await town.world.admin.query("update information_governance.odd_look_run set until = now() - interval '20 days'")
  await town.notice()
  assert.equal(await count(), before)
})
