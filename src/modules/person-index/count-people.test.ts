// Of how many people a change of an agreement speaks: counts, in which nobody is who must not be known.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { inTransaction } from '#platform/transactions'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'
import { countPeople } from './link.repository.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

test('whom a change would reach is counted without whoever is held, and a protected person’s whereabouts reach nobody (K1)', async () => {
  const reached = async (whereaboutsOnly: boolean) => {
    const caller = { requestId: randomUUID(), sessionToken: await world.session('dilys', { purpose: 'information-governance' }) }
    const question = {
      organisation: 'GB-NHS-ALD',
      roles: ['practitioner'],
      kinds: ['allocated-worker'],
      datasets: ['nhs-patients'],
      whereaboutsOnly,
    }
    return inTransaction(world.services.house, caller, 'governance.agreement.simulate', (tx) =>
      countPeople(tx, [question], world.services.house.now()),
    )
  }
  const first = await reached(false)
  const hannah = (record: string, born = '1990-06-17', home = {}) => aPerson(record, 'Hannah', 'Whitcombe', born, home)
  await world.load('council-housing', hannah('H-9'))
  await world.load(
    'police-incidents',
    hannah('P-9').map((row) => (row.kind === 'identity' ? { ...row, addressProtected: true } : row)),
  )
  await world.load('nhs-patients', [
    ...hannah('N-8', '1990-07-17', { postcode: 'AL9 9ZZ', address: '3 Shelter Lane' }),
    anInvolvement('N-8', 'nora'),
  ])
  assert.deepEqual(await reached(false), first, 'she may be the protected one, and is in no count')
  await world.load('nhs-patients', [...hannah('N-9'), anInvolvement('N-9', 'nora')])
  assert.deepEqual(await reached(false), [first[0]! + 1], 'the protected person herself is known to work with her')
  assert.deepEqual(await reached(true), first, 'where she is, is not')
})
