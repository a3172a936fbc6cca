import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { plainDate } from '#platform/dates'
import { type TestDatabase, testDatabase } from '#testing/database'
import { listDelegations } from './delegation.repository.ts'
import { mayExercise } from './delegation.rules.ts'
import { endEmployment } from './end-employment.ts'
import { giveDelegation } from './give-delegation.ts'
import { passOnDelegation } from './pass-on-delegation.ts'
import { aHouse, anOrganisation, aSession, asProduct, aWorker, council, inSession, today, trust } from './testing.ts'
import { withdrawAnyDelegation, withdrawDelegation } from './withdraw-delegation.ts'
import type { WorkerId } from './worker.rules.ts'

let db: TestDatabase
let house: ReturnType<typeof aHouse>
let chief: { id: WorkerId; token: string }
let head: typeof chief
let lead: typeof chief
before(async () => {
  db = await testDatabase()
  house = aHouse(db.app)
  await anOrganisation(house)
  await anOrganisation(house, trust, 'nhs-trust')
  chief = await someone('Chief', 'executive')
  head = await someone('Head', 'commissioner')
  lead = await someone('Lead', 'team-lead')
})
after(() => db.close())

async function someone(name: string, role: 'executive' | 'commissioner' | 'team-lead') {
  const id = await aWorker(house, { name, roles: [role] })
  return { id, token: await aSession(house, id) }
}
const refused = (code: string) => (error: { code?: string }) => error.code === code
const year = { from: plainDate('2026-03-01'), to: plainDate('2027-03-01') }
const give = (to: WorkerId, limitPence: bigint | null, days = year) =>
  inSession(house, chief.token, 'partnership.delegation.give', (tx) =>
    giveDelegation(tx, { workerId: to, function: 'spend', limitPence, ...days }),
  )
const passOn = (by: typeof chief, own: string, to: WorkerId, limitPence: bigint, from = today) =>
  inSession(house, by.token, 'partnership.delegation.pass-on', (tx) =>
    passOnDelegation(tx, own, { workerId: to, limitPence, from, to: year.to }, today),
  )
const withdraw = (by: typeof chief, id: string) =>
  inSession(house, by.token, 'partnership.delegation.withdraw', (tx) => withdrawDelegation(tx, id, today))
const may = (who: WorkerId, sumPence: bigint, fn = 'spend') =>
  asProduct(
    house,
    'partnership.read',
    async (tx) =>
      mayExercise(who, { organisationId: council, function: fn, day: today, sumPence }, await listDelegations(tx, council)).may,
  )

test('given, passed on within its limit, and fallen when it is withdrawn', async () => {
  assert.equal(await may(head.id, 1n), false)
  const toHead = await give(head.id, 50_000_00n)
  assert.deepEqual([await may(head.id, 50_000_00n), await may(head.id, 50_000_01n)], [true, false])

  await assert.rejects(passOn(head, toHead, lead.id, 50_000_01n), refused('DELEGATION_NOT_PASSED_ON'))
  await assert.rejects(passOn(lead, toHead, lead.id, 1n), refused('DELEGATION_NOT_YOURS'))
  await passOn(head, toHead, lead.id, 5_000_00n)
  assert.equal(await may(lead.id, 5_000_00n), true)

  await assert.rejects(withdraw(lead, toHead), refused('DELEGATION_NOT_YOURS'))
  await withdraw(chief, toHead)
  assert.deepEqual([await may(head.id, 1n), await may(lead.id, 1n)], [false, false])
  await assert.rejects(withdraw(chief, toHead), refused('DELEGATION_ENDED'))
})

test('nobody delegates to herself, to an outsider, or without the office', async () => {
  const outsider = await aWorker(house, { name: 'Outsider', organisationId: trust })
  await assert.rejects(give(chief.id, 1n), refused('DELEGATION_TO_ONESELF'))
  await assert.rejects(give(outsider, 1n), refused('NOT_EMPLOYED'))
  const byHead = inSession(house, head.token, 'partnership.delegation.give', (tx) =>
    giveDelegation(tx, { workerId: lead.id, function: 'spend', limitPence: 1n, ...year }),
  )
  await assert.rejects(byHead, refused('NOT_PERMITTED'))
})

test('a delegation ends with the employment, and the office may withdraw any', async () => {
  const clerk = await someone('Clerk', 'commissioner')
  const toClerk = await give(clerk.id, null)
  const onward = await passOn(clerk, toClerk, lead.id, 100n)
  assert.equal(await may(lead.id, 100n), true)
  await inSession(house, chief.token, 'partnership.delegation.withdraw-any', (tx) => withdrawAnyDelegation(tx, onward, today))
  assert.equal(await may(lead.id, 100n), false)
  assert.equal(await may(clerk.id, 100n), true)
  await asProduct(house, 'partnership.employment.end', (tx) =>
    endEmployment(tx, { workerId: clerk.id, organisationId: council, day: today }, today),
  )
  assert.equal(await may(clerk.id, 1n), false)
})
