// What is agreed is remembered by edition (ADR 0024): a suspension that has been committed is seen by whoever asks next, however many
// are reading meanwhile.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { instant } from '#platform/dates'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'

let world: World
let amina: string
let person: string

before(async () => {
  world = await openWorld()
  await world.load('council-housing', [...aPerson('H-1', 'Maria', 'Marsden', '1990-01-01'), anInvolvement('H-1', 'amina')])
  person = await world.personOf('council-housing', 'H-1')
  amina = await world.session('amina')
})
after(() => world.close())

const suspend = (at: string | null) =>
  world.admin.query(`update information_governance.sharing_agreement set suspended_at = $1`, [at])
const read = async () => (await world.get(`/people/${person}`, amina)).statusCode

/** Each round suspends and restores: 100 changes in a run, 10,000 in the long set. */
const rounds = process.env.TEST_LONG ? 5000 : 50

test('an agreement suspended and restored again and again answers as it stands, while eight others read (safety, threat 6)', async () => {
  assert.equal(await read(), 200)
  let reading = true
  let pages = 0
  const readers = Array.from({ length: 8 }, async () => {
    while (reading) {
      await read()
      pages++
    }
  })
  const wrong: string[] = []
  for (let round = 1; round <= rounds; round++) {
    await suspend('2026-03-31T12:00:00Z')
    if ((await read()) === 200) wrong.push(`round ${round}: shown after the suspension`)
    await suspend(null)
    if ((await read()) !== 200) wrong.push(`round ${round}: not shown after it was restored`)
  }
  reading = false
  await Promise.all(readers)
  assert.deepEqual(wrong, [])
  assert.ok(pages >= rounds, `only ${pages} pages were read meanwhile`)
})

test('an agreement that ends at midnight has ended a second later', async () => {
  await world.admin.query(`update information_governance.sharing_agreement set in_force_to = '2026-04-02'`)
  const clock = world.services.house.now()
  world.setNow(instant('2026-04-01T23:59:59.900Z'))
  const late = await world.session('amina')
  const at = async () => (await world.get(`/people/${person}`, late)).statusCode
  assert.equal(await at(), 200)
  world.setNow(instant('2026-04-02T00:00:00Z'))
  assert.notEqual(await at(), 200)
  world.setNow(clock)
})
