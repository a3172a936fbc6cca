import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import type { Tx } from '#platform/database'
import { plainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import { type TestDatabase, testDatabase } from '#testing/database'
import { controllerOn } from './controller-on.ts'
import { listDelegations } from './delegation.repository.ts'
import { giveDelegation } from './give-delegation.ts'
import { listPredecessors, listTeams } from './organisation.repository.ts'
import { succeedOrganisation } from './succeed-organisation.ts'
import { aHouse, anOrganisation, aSession, asProduct, aTeam, aWorker, inSession, today } from './testing.ts'
import { findWorkerBySignIn, identifyWorker, listStaffReferences, listWorkersReferredTo } from './worker.repository.ts'

let db: TestDatabase
let house: ReturnType<typeof aHouse>
before(async () => {
  db = await testDatabase()
  house = aHouse(db.app)
})
after(() => db.close())

const mergerDay = plainDate('2026-03-30')
const dayBefore = plainDate('2026-03-29')
const reading = <T>(work: (tx: Tx<'partnership.read'>) => Promise<T>) => asProduct(house, 'partnership.read', work)
const succeed = (organisationId: string, successorId: string, day = mergerDay) =>
  asProduct(house, 'partnership.organisation.succeed', (tx) =>
    succeedOrganisation(tx, { organisationId, successorId, day }, today),
  )
const refused = (code: string) => (error: { code?: string }) => error.code === code

test('an organisation that merges hands over its people and teams, and its past stays as it was', async () => {
  const foundry = await anOrganisation(house, 'GB-RSH-FOUNDRY')
  const mere = await anOrganisation(house, 'GB-RSH-MERE')
  const patch = await aTeam(house, 'North patch', foundry)
  const signIn = { issuer: 'https://login.example.org', subject: 'ann' }
  const ann = await aWorker(house, {
    name: 'Ann',
    organisationId: foundry,
    staffRef: '7',
    teamIds: [patch],
    roles: ['team-lead'],
    signIn,
  })
  const bob = await aWorker(house, { name: 'Bob', organisationId: mere, staffRef: '7' })
  const token = await aSession(house, ann, foundry)

  assert.equal(await succeed(foundry, mere), 1)

  const as = (organisation: string, day: typeof today) => reading((tx) => identifyWorker(tx, ann, organisation, day))
  assert.deepEqual(await as(foundry, dayBefore), {
    name: 'Ann',
    organisationName: 'The council GB-RSH-FOUNDRY',
    roles: ['team-lead'],
    teams: [patch],
    trainings: [],
  })
  assert.equal(await as(foundry, mergerDay), undefined)
  assert.equal(await as(mere, dayBefore), undefined)
  assert.deepEqual(await as(mere, mergerDay), {
    name: 'Ann',
    organisationName: 'The council GB-RSH-MERE',
    roles: ['team-lead'],
    teams: [patch],
    trainings: [],
  })

  // She signs in again, for the successor.
  await assert.rejects(
    inSession(house, token, 'partnership.read', async () => 1),
    refused('NOT_SIGNED_IN'),
  )
  const found = await reading((tx) => findWorkerBySignIn(tx, signIn.issuer, signIn.subject, today))
  assert.deepEqual(
    found?.employers.map((one) => one.organisationId),
    [mere],
  )

  // The team is the same team, in another house.
  const hostOn = async (day: typeof today) =>
    (await reading((tx) => listTeams(tx, undefined, day))).find((team) => team.id === patch)?.organisationId
  assert.deepEqual([await hostOn(dayBefore), await hostOn(mergerDay)], [foundry, mere])

  // The files of either are read with the references that were used there; 7 stays Bob at the successor.
  const references = async (id: string) =>
    new Map((await reading((tx) => listStaffReferences(tx, id))).map((one) => [one.staffRef, one.workerId]))
  assert.deepEqual([...(await references(foundry))], [['7', ann]])
  assert.deepEqual([...(await references(mere))].sort(), [
    ['7', bob],
    ['GB-RSH-FOUNDRY/7', ann],
  ])
  const [atFoundry, atMere] = [foundry, mere].map((organisationId) => ({ organisationId, staffRef: '7' }))
  const asked = [atFoundry!, atMere!, atMere!, { organisationId: mere, staffRef: 'nobody' }]
  const found7 = await reading((tx) => listWorkersReferredTo(tx, asked))
  assert.deepEqual(
    new Set(found7.map((one) => `${one.organisationId} ${one.workerId}`)),
    new Set([`${foundry} ${ann}`, `${mere} ${bob}`]),
  )
  assert.equal(found7.length, 2)
})

test('whose the datasets are follows a chain of mergers, day by day', async () => {
  const [a, b, c] = [
    await anOrganisation(house, 'GB-COH-A'),
    await anOrganisation(house, 'GB-COH-B'),
    await anOrganisation(house, 'GB-COH-C'),
  ]
  await succeed(a, b, plainDate('2025-10-01'))
  await succeed(b, c, mergerDay)
  const on = (id: string, day: typeof today) => reading((tx) => controllerOn(tx, id, day))
  assert.deepEqual(
    [
      await on(a, plainDate('2025-09-30')),
      await on(a, plainDate('2025-10-01')),
      await on(a, dayBefore),
      await on(a, mergerDay),
      await on(b, mergerDay),
    ],
    [a, b, b, c, c],
  )
  assert.deepEqual(
    (await reading((tx) => listPredecessors(tx, c))).map((one) => one.id),
    [b],
  )
  await assert.rejects(succeed(a, c), refused('SUCCESSION_NOT_POSSIBLE'))
  await assert.rejects(succeed(c, a), refused('SUCCESSION_NOT_POSSIBLE'))
  await assert.rejects(succeed(c, 'GB-COH-NONE'), refused('ORGANISATION_NOT_FOUND'))
})

test('someone who works for both is employed once, with the roles of either', async () => {
  const [old, heir] = [await anOrganisation(house, 'GB-COH-OLD'), await anOrganisation(house, 'GB-COH-HEIR')]
  const cleo = await aWorker(house, { name: 'Cleo', organisationId: old, roles: ['practitioner', 'finance'] })
  const admin = await adminOf(db)
  await admin.query(`insert into partnership.employment values ($1, $2, $3, 'X', '2025-01-01')`, [newId(), cleo, heir])
  await admin.query(`insert into partnership.role_assignment values ($1, $2, $3, 'practitioner', '2025-01-01')`, [
    newId(),
    cleo,
    heir,
  ])
  await succeed(old, heir)
  assert.deepEqual((await reading((tx) => identifyWorker(tx, cleo, heir, today)))?.roles, ['finance', 'practitioner'])
  const { rows } = await admin.query(
    `select count(*)::int as n from partnership.employment where worker_id = $1 and organisation_id = $2`,
    [cleo, heir],
  )
  assert.equal(rows[0].n, 1)
  await admin.end()
})

test('someone who began after the merger day, before it was recorded, works for the successor from the start', async () => {
  const [late, heir] = [await anOrganisation(house, 'GB-COH-LATE'), await anOrganisation(house, 'GB-COH-HEIRS')]
  const dora = await aWorker(house, { name: 'Dora', organisationId: late, from: today })
  await succeed(late, heir)
  assert.equal(await reading((tx) => identifyWorker(tx, dora, late, today)), undefined)
  assert.equal((await reading((tx) => identifyWorker(tx, dora, heir, today)))?.name, 'Dora')
})

test('what the predecessor delegated ends, and is not the successor’s word', async () => {
  const [old, heir] = [await anOrganisation(house, 'GB-COH-DELEGATES'), await anOrganisation(house, 'GB-COH-HEIRLESS')]
  const chief = await aWorker(house, { name: 'Chief', organisationId: old, roles: ['executive'] })
  const head = await aWorker(house, { name: 'Head', organisationId: old })
  const from = plainDate('2026-01-01')
  await inSession(house, await aSession(house, chief, old), 'partnership.delegation.give', (tx) =>
    giveDelegation(tx, { workerId: head, function: 'spend', limitPence: 100n, from, to: null }),
  )
  await succeed(old, heir)
  assert.deepEqual(
    (await reading((tx) => listDelegations(tx, old))).map((one) => one.to?.toString()),
    ['2026-03-30'],
  )
  assert.deepEqual(await reading((tx) => listDelegations(tx, heir)), [])
})

async function adminOf(database: TestDatabase) {
  const client = new pg.Client(database.adminUrl)
  await client.connect()
  return client
}
