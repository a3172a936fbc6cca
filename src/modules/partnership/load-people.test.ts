import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#platform/ids'
import { inTransaction } from '#platform/transactions'
import { type TestDatabase, testDatabase } from '#testing/database'
import { endEmployment } from './end-employment.ts'
import { loadPeople } from './load-people.ts'
import { listOrganisations, listTeams } from './organisation.repository.ts'
import { aHouse, aSession, asProduct, inSession, today } from './testing.ts'
import {
  findWorkerBySignIn,
  identifyWorker,
  linkResidentRecords,
  listStaffReferences,
  residentRecordsOf,
} from './worker.repository.ts'

let db: TestDatabase
let house: ReturnType<typeof aHouse>
before(async () => {
  db = await testDatabase()
  house = aHouse(db.app)
})
after(() => db.close())

const council = 'GB-LAE-ALD'
const organisation = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  kind: 'council',
  dutyTeam: 'Duty desk',
  dutyPhone: '01632 960100',
  from: '1998-04-01',
  to: null,
  successor: null,
  identifiers: [{ scheme: id.slice(0, 6), value: id.slice(7) }],
  ...more,
})
const place = {
  name: 'Aldermere',
  organisations: [
    organisation('GB-RSH-Z1', 'Foundry Housing', { to: '2025-10-01', successor: 'GB-RSH-Z2' }), // named before its successor is there
    organisation('GB-RSH-Z2', 'Foundry Mere Homes', { from: '2025-10-01' }),
    organisation(council, 'Aldermere Council'),
  ],
  teams: [{ id: 'housing-north', organisation: council, name: 'Council housing, north patch', phone: '01632 960101' }],
  personas: [
    {
      id: 'amina-hussain',
      name: 'Amina Hussain',
      kind: 'worker',
      staffRef: 'ALD10001',
      organisation: council,
      why: 'A notice was served.',
    },
    { id: 'kayleigh-marsden', name: 'Kayleigh Marsden', kind: 'resident', why: 'Who looked?' },
  ],
  stories: [],
}
const line = (number: number, more: object = {}) => ({
  staffRef: `ALD${10_000 + number}`,
  organisation: council,
  name: `Officer ${number}`,
  email: `officer.${number}@example.org`,
  phone: '01632 960101',
  jobTitle: 'Housing officer',
  roles: ['practitioner'],
  teams: ['housing-north'],
  training: [{ code: 'information-sharing', completedOn: '2025-06-01', expiresOn: '2027-06-01' }],
  ...more,
})
const people = [...Array(2500).keys()].map((i) =>
  line(i + 1, i === 0 ? { name: 'Amina Hussain', residentRecord: { feed: 'council-housing', person: 'H0000009' } } : {}),
)
async function* slowly(lines: readonly unknown[]) {
  yield* lines
}

const issuer = 'http://127.0.0.1:3000/personas'
const load = (given: unknown, lines: AsyncIterable<unknown>, from = issuer) =>
  asProduct(house, 'partnership.people.load', (tx) => loadPeople(tx, given, lines, from))
const reading = <T>(work: Parameters<typeof asProduct<'partnership.read', T>>[2]) => asProduct(house, 'partnership.read', work)
const refused = (code: string, detail: RegExp) => (error: { code?: string; message: string }) =>
  error.code === code && detail.test(error.message)

test('a place is registered whole; only personas can sign in', async () => {
  const loaded = await load(place, slowly(people))
  const amina = (await reading((tx) => findWorkerBySignIn(tx, issuer, 'amina-hussain', today)))!
  assert.deepEqual(loaded, {
    organisations: 3,
    teams: 1,
    workers: 2500,
    signIns: 1,
    residentRecords: [{ workerId: amina.id, feed: 'council-housing', person: 'H0000009' }],
  })
  assert.deepEqual(
    (await reading((tx) => listOrganisations(tx))).map(
      (one) => `${one.name}${one.to ? ` until ${one.to}, then ${one.successorId}` : ''}`,
    ),
    ['Aldermere Council', 'Foundry Housing until 2025-10-01, then GB-RSH-Z2', 'Foundry Mere Homes'],
  )
  const [team] = await reading((tx) => listTeams(tx, council))
  assert.deepEqual(await reading((tx) => identifyWorker(tx, amina.id, council, today)), {
    name: 'Amina Hussain',
    organisationName: 'Aldermere Council',
    roles: ['practitioner'],
    teams: [team!.id],
    trainings: ['information-sharing'],
  })
  assert.equal((await reading((tx) => listStaffReferences(tx, council))).length, 2500)
})

test('loaded again it adds the new, and brings nobody back who has left', async () => {
  const [first, second] = await reading((tx) => listStaffReferences(tx, council))
  await asProduct(house, 'partnership.employment.end', (tx) =>
    endEmployment(tx, { workerId: second!.workerId, organisationId: council, day: today }, today),
  )
  const loaded = await load(place, slowly([...people, line(9999)]), 'http://127.0.0.1:4000/personas')
  assert.deepEqual([loaded.workers, loaded.signIns, loaded.residentRecords.length], [1, 1, 1])
  assert.equal(await reading((tx) => identifyWorker(tx, second!.workerId, council, today)), undefined)
  assert.equal(
    (await reading((tx) => findWorkerBySignIn(tx, 'http://127.0.0.1:4000/personas', 'amina-hussain')))?.id,
    first!.workerId,
  )
  assert.equal(await reading((tx) => findWorkerBySignIn(tx, issuer, 'amina-hussain')), undefined)
})

test('a file with anything wrong in it is refused whole, with the place in it', async () => {
  const before = (await reading((tx) => listStaffReferences(tx, council))).length
  const wrong: [unknown, unknown[], RegExp][] = [
    [
      place,
      [line(7001), line(7002, { organisation: 'GB-LAE-NOBODY' })],
      /GB-LAE-NOBODY ALD17002: the organisation is not in place\.json/,
    ],
    [place, [line(7001), line(7002, { teams: ['no-team'] })], /ALD17002: no team no-team/],
    [place, [line(7001), line(7001)], /line 2: GB-LAE-ALD ALD17001 stands in it twice/],
    [place, [line(7001, { roles: ['emperor'] })], /line 1, roles\.0/],
    [place, [line(7001, { training: [{ code: 'x', completedOn: '2026-02-30' }] })], /line 1, training\.0\.completedOn/],
    [{ ...place, organisations: [organisation('council', 'No scheme')] }, [], /place\.json, organisations\.0\.id/],
  ]
  for (const [given, lines, detail] of wrong)
    await assert.rejects(load(given, slowly(lines)), refused('PEOPLE_FILE_WRONG', detail))
  assert.equal((await reading((tx) => listStaffReferences(tx, council))).length, before)
})

test('which residents are colleagues is seen by the colleague herself and by the matcher, by nobody else', async () => {
  const [amina, other] = (await reading((tx) => listStaffReferences(tx, council)))
    .filter((_, i) => i !== 1)
    .map((one) => one.workerId) as [string, string]
  const source = newId()
  const caller = { requestId: newId(), system: { actor: 'founder', act: 'partnership.people.load', purpose: 'tests' } }
  const link = () =>
    inTransaction(house, caller, 'partnership.people.load', (tx) =>
      linkResidentRecords(tx, [{ workerId: amina, sourceRecordId: source }]),
    )
  await link()
  await link()
  const asWorker = async (worker: string) =>
    inSession(house, await aSession(house, worker, council), 'partnership.read', (tx) => residentRecordsOf(tx, amina))
  assert.deepEqual(await asWorker(amina), [source])
  assert.deepEqual(await asWorker(other), [])
  const intake = { ...house, db: db.feedIn }
  assert.deepEqual(await inTransaction(intake, caller, 'partnership.people.load', (tx) => residentRecordsOf(tx, amina)), [source])
  const byWorker = async () =>
    inSession(house, await aSession(house, other, council), 'partnership.read', (tx) =>
      linkResidentRecords(tx, [{ workerId: other, sourceRecordId: source }]),
    )
  await assert.rejects(byWorker, /row-level security/)
})
