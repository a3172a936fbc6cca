import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { plainDate } from '#platform/dates'
import { type TestDatabase, testDatabase } from '#testing/database'
import { controllerOn } from './controller-on.ts'
import { getOrganisation } from './get-organisation.ts'
import { listFormerNames, listTeams } from './organisation.repository.ts'
import { recordTraining } from './record-training.ts'
import { registerOrganisation } from './register-organisation.ts'
import { renameOrganisation } from './rename-organisation.ts'
import { aHouse, anOrganisation, aSession, asProduct, aTeam, aWorker, council, inSession, today, trust } from './testing.ts'
import { findWorkerBySignIn, identifyWorker, listStaffReferences } from './worker.repository.ts'

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
const reading = <T>(work: Parameters<typeof asProduct<'partnership.read', T>>[2]) => asProduct(house, 'partnership.read', work)
const identified = (id: string, day = today, organisation = council) => reading((tx) => identifyWorker(tx, id, organisation, day))

test('a worker is who her employer says she is, from her first day on', async () => {
  const team = await aTeam(house, 'Children in need north')
  const joanne = await aWorker(house, {
    name: 'Joanne Tully',
    roles: ['lead-practitioner', 'practitioner'],
    teamIds: [team],
    trainings: [
      { code: 'safeguarding-children', completedOn: plainDate('2025-05-01'), expiresOn: plainDate('2028-05-01') },
      { code: 'domestic-abuse', completedOn: plainDate('2023-03-31'), expiresOn: today }, // ran out this morning
      { code: 'data-protection', completedOn: plainDate('2026-03-31'), expiresOn: null },
    ],
  })
  assert.deepEqual(await identified(joanne), {
    name: 'Joanne Tully',
    organisationName: 'The council GB-LAE-TST',
    roles: ['lead-practitioner', 'practitioner'],
    teams: [team],
    trainings: ['data-protection', 'safeguarding-children'],
  })
  assert.equal(await identified(joanne, plainDate('2023-12-31')), undefined)
  assert.equal(await identified(joanne, today, trust), undefined)
})

test('nobody is registered with a reference, a sign-in or a team that is not hers to have', async () => {
  const signIn = { issuer: 'https://login.example.org', subject: 'amina' }
  const patch = await aTeam(house, 'North patch')
  const ward = await aTeam(house, 'Ward 4', trust)
  await aWorker(house, { name: 'Amina Hussain', staffRef: 'H1', teamIds: [patch], signIn })
  await assert.rejects(aWorker(house, { name: 'Other', staffRef: 'H1' }), refused('STAFF_REFERENCE_TAKEN'))
  await assert.rejects(aWorker(house, { name: 'Other', signIn }), refused('SIGN_IN_TAKEN'))
  await assert.rejects(aWorker(house, { name: 'Other', roles: [] }), refused('ROLE_NEEDED'))
  await assert.rejects(aWorker(house, { name: 'Other', teamIds: [ward] }), refused('TEAM_OF_ANOTHER'))
  await assert.rejects(aWorker(house, { name: 'Other', organisationId: 'GB-LAE-NONE' }), refused('ORGANISATION_NOT_FOUND'))
  await assert.rejects(aWorker(house, { name: 'Other', from: plainDate('1998-03-31') }), refused('ORGANISATION_NOT_ACTIVE'))
  await assert.rejects(aTeam(house, 'North patch'), refused('TEAM_TAKEN'))
  const references = await reading((tx) => listStaffReferences(tx, council))
  assert.equal(references.filter((one) => one.staffRef === 'H1').length, 1)
})

test('whoever signs in is found by issuer and subject together, with her employers', async () => {
  const signIn = { issuer: 'https://login.example.org', subject: 'ngozi' }
  const ngozi = await aWorker(house, { name: 'Ngozi Eze', organisationId: trust, signIn })
  const find = (issuer: string) => reading((tx) => findWorkerBySignIn(tx, issuer, 'ngozi', today))
  assert.deepEqual(await find(signIn.issuer), {
    id: ngozi,
    name: 'Ngozi Eze',
    employers: [{ organisationId: trust, organisationName: 'The nhs-trust GB-NHS-TST', roles: ['practitioner'] }],
  })
  assert.equal(await find('https://elsewhere.example.org'), undefined)
})

test('an organisation has one name at a time, and remembers the others', async () => {
  const id = await anOrganisation(house, 'GB-COH-1')
  const rename = (name: string) =>
    asProduct(house, 'partnership.organisation.rename', (tx) => renameOrganisation(tx, id, name, today))
  await rename('Mereside Homes')
  await rename('Mereside Homes')
  assert.equal((await reading((tx) => getOrganisation(tx, id))).name, 'Mereside Homes')
  assert.deepEqual(
    (await reading((tx) => listFormerNames(tx, id))).map((one) => `${one.name} until ${one.to}`),
    ['The council GB-COH-1 until 2026-03-31'],
  )
})

test('an id or identifier belongs to one organisation', async () => {
  const given = { name: 'Again', kind: 'council' as const, dutyTeam: 'Desk', dutyPhone: '01632 960003', from: today }
  const register = (id: string, identifiers: { scheme: string; value: string }[]) =>
    asProduct(house, 'partnership.organisation.register', (tx) => registerOrganisation(tx, { ...given, id, identifiers }))
  await assert.rejects(register(council, []), refused('ORGANISATION_TAKEN'))
  await assert.rejects(register('GB-LAE-NEW', [{ scheme: 'GB-LAE', value: 'TST' }]), refused('ORGANISATION_TAKEN'))
  await assert.rejects(
    reading((tx) => getOrganisation(tx, 'GB-LAE-NEW')),
    refused('ORGANISATION_NOT_FOUND'),
  )
  assert.equal(await reading((tx) => controllerOn(tx, 'GB-LAE-NEW', today)), undefined)
})

test('a manager speaks for her own employer, the partnership office for all', async () => {
  const office = await anOrganisation(house, 'GB-LAE-OFFICE', 'partnership-office')
  const manager = await aWorker(house, { name: 'Priti Desai', roles: ['team-lead'] })
  const steward = await aWorker(house, { name: 'Hugh Penrose', roles: ['steward'], organisationId: office })
  const nurse = await aWorker(house, { name: 'A nurse', organisationId: trust })
  const train = async (token: string) =>
    inSession(house, token, 'partnership.worker.train', (tx) =>
      recordTraining(
        tx,
        { workerId: nurse, organisationId: trust, trainings: [{ code: 'data-protection', completedOn: today, expiresOn: null }] },
        today,
      ),
    )
  await assert.rejects(train(await aSession(house, manager)), refused('OTHER_EMPLOYER'))
  await assert.rejects(train(await aSession(house, nurse, trust)), refused('NOT_PERMITTED'))
  await train(await aSession(house, steward, office))
  assert.deepEqual((await identified(nurse, today, trust))?.trainings, ['data-protection'])
})

test('teams are listed with the organisation that hosts them', async () => {
  const team = await aTeam(house, 'Crisis team', trust)
  const teams = await reading((tx) => listTeams(tx, trust))
  assert.deepEqual(
    teams.find((one) => one.id === team),
    { id: team, organisationId: trust, name: 'Crisis team', phone: '01632 960002' },
  )
  assert.equal(
    (await reading((tx) => listTeams(tx, council))).some((one) => one.id === team),
    false,
  )
})
