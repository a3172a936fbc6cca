// A critical event comes by its sender's own system, signed, and is before the lead worker when that system has its answer.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type StaffName, type World } from '#testing/world'

/** How soon a critical event is with the lead worker (practice K11). */
const secondsLimit = 60
const summary = 'Eviction notice served at the door'

let world: World
let person: string
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('H1', 'amina')])
  person = await world.personOf('council-housing', 'H1')
})
after(() => world.close())

const saidTo = async (who: StaffName, url: string) => (await world.get(url, await world.session(who))).body

test('a critical event is on the lead worker’s day and on the person’s page within a minute, and on nobody else’s (K11)', async () => {
  assert.doesNotMatch(await saidTo('amina', '/my-day'), new RegExp(summary))
  const occurredAt = world.services.house.now().toString()
  const said = { kind: 'event', class: 'event', person: 'H1', key: 'E1', type: 'eviction-notice', occurredAt, summary }

  const began = performance.now()
  const sent = await world.app.inject({
    method: 'POST',
    url: '/api/v1/feeds/council-housing/events',
    headers: { 'content-type': 'application/jose' },
    payload: await world.feeds['council-housing'].signEvent({ row: said }),
  })
  assert.equal(sent.statusCode, 201)
  // No job has run since: what the event says waits for nothing.
  const day = await saidTo('amina', '/my-day')
  const page = await saidTo('amina', `/people/${person}`)
  const seconds = (performance.now() - began) / 1000

  assert.match(day, new RegExp(`Urgent.*${summary}`, 's'))
  assert.match(page, new RegExp(summary))
  assert.match(page, /href="tel:/, 'whom to ring')
  assert.ok(seconds < secondsLimit, `${seconds.toFixed(1)} s`)
  for (const other of ['stranger', 'colin'] as const) assert.doesNotMatch(await saidTo(other, '/my-day'), new RegExp(summary))
})
