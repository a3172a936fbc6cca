import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { plainDate } from '#platform/dates'
import { type TestDatabase, testDatabase } from '#testing/database'
import { changeRoles } from './change-roles.ts'
import { endEmployment } from './end-employment.ts'
import { aHouse, anOrganisation, aSession, asProduct, aTeam, aWorker, council, inSession, today, trust } from './testing.ts'
import { identifyWorker } from './worker.repository.ts'
import type { WorkerRole } from './worker.rules.ts'

let db: TestDatabase
let house: ReturnType<typeof aHouse>
before(async () => {
  db = await testDatabase()
  house = aHouse(db.app)
  await anOrganisation(house)
  await anOrganisation(house, trust, 'nhs-trust')
})
after(() => db.close())

const refused = (code: string) => (error: { code?: string }) => error.code === code
const roles = (token: string) => inSession(house, token, 'partnership.read', async (tx) => tx.actor.roles)
const leave = (workerId: string, day = today, organisationId = council) =>
  asProduct(house, 'partnership.employment.end', (tx) => endEmployment(tx, { workerId, organisationId, day }, today))
const change = (workerId: string, wanted: WorkerRole[]) =>
  asProduct(house, 'partnership.roles.change', (tx) =>
    changeRoles(tx, { workerId, organisationId: council, roles: wanted }, today),
  )

test('the next request of someone who has left fails', async () => {
  const marcus = await aWorker(house, { name: 'Marcus Bell', teamIds: [await aTeam(house, 'Family help east')] })
  const token = await aSession(house, marcus)
  assert.deepEqual(await roles(token), ['practitioner'])
  await leave(marcus)
  await assert.rejects(roles(token), refused('NOT_SIGNED_IN'))
  await assert.rejects(roles(await aSession(house, marcus)), refused('NOT_SIGNED_IN')) // nor does a new session help
  await assert.rejects(leave(marcus), refused('NOT_EMPLOYED'))
})

test('someone who leaves next month works until then', async () => {
  const yvonne = await aWorker(house, { name: 'Yvonne Pryce', teamIds: [await aTeam(house, 'Housing options')] })
  const token = await aSession(house, yvonne)
  await leave(yvonne, plainDate('2026-04-30'))
  assert.deepEqual(await roles(token), ['practitioner'])
  const on = (day: string) => asProduct(house, 'partnership.read', (tx) => identifyWorker(tx, yvonne, council, plainDate(day)))
  assert.equal((await on('2026-04-29'))?.teams.length, 1)
  assert.equal(await on('2026-04-30'), undefined)
})

test('leaving is done whole or not at all', async () => {
  const sam = await aWorker(house, { name: 'Sam Turnbull' })
  const token = await aSession(house, sam)
  const broken = asProduct(house, 'partnership.employment.end', async (tx) => {
    await endEmployment(tx, { workerId: sam, organisationId: council, day: today }, today)
    throw new Error('the line went dead')
  })
  await assert.rejects(broken, /went dead/)
  assert.deepEqual(await roles(token), ['practitioner'])
})

test('leaving one employer leaves the other employment alone', async () => {
  const nurse = await aWorker(house, { name: 'A nurse', organisationId: trust })
  await assert.rejects(leave(nurse), refused('NOT_EMPLOYED'))
  assert.deepEqual(await roles(await aSession(house, nurse, trust)), ['practitioner'])
})

test('changed roles end the sessions that began with the old', async () => {
  const steph = await aWorker(house, { name: 'Steph Ibbotson' })
  const token = await aSession(house, steph)
  await change(steph, ['practitioner']) // no change, no end
  assert.deepEqual(await roles(token), ['practitioner'])
  await change(steph, ['team-lead'])
  await assert.rejects(roles(token), refused('NOT_SIGNED_IN'))
  assert.deepEqual(await roles(await aSession(house, steph)), ['team-lead'])
  await change(steph, ['practitioner', 'team-lead']) // taken away and given back on one day
  assert.deepEqual(await roles(await aSession(house, steph)), ['practitioner', 'team-lead'])
  await assert.rejects(change(steph, []), refused('ROLE_NEEDED'))
})
