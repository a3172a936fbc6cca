// The same as the short one, on 1,200 ordinary looks, with another throw of the dice.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Town } from './snoops.ts'

const ordinary = 1200
let town: Town
before(async () => {
  town = await openTown(ordinary, 4711)
})
after(() => town.world.close())

test('among 1,200 ordinary looks at least 95 of 100 planted snoops are noticed, with at most 5 alarms in 1,000 of the others (threat 1)', async () => {
  const planted = new Map(town.looks.flatMap((one) => (one.kind ? [[one.matter, one.kind]] : [])))
  const { found, falseAlarms } = await town.notice()
  const looked = town.looks.filter((one) => one.kind === null).length
  assert.ok(looked >= ordinary)
  assert.ok(found.size / planted.size >= 0.95, `missed: ${JSON.stringify([...planted].filter(([matter]) => !found.has(matter)))}`)
  assert.ok(falseAlarms.length / looked <= 0.005, `${falseAlarms.length} of ${looked}: ${falseAlarms.join('; ')}`)
})
