// The nightly comparison through the front door: the whole matching against the links, what an analyst sees of it, and linking again.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { instant } from '#platform/dates'
import { aPerson, openWorld, type World } from '#testing/world'
import { wantNightly } from './want-comparison.ts'

let world: World
let doug: string
before(async () => {
  world = await openWorld()
  const people = Array.from({ length: 30 }, (_, at) => ({
    given: ['Maria', 'Tariq', 'Leo', 'Nora', 'Zara', 'Owen'][at % 6]!,
    family: ['Marsden', 'Okafor', 'Tully', 'Szymanski', 'Hussain'][at % 5]!,
    born: `19${60 + at}-0${1 + (at % 9)}-1${at % 10}`,
    home: { postcode: `AL1 ${at % 9}AA`, address: `${at + 1} Weavers Row, Aldermere` },
  }))
  for (const feed of ['council-housing', 'nhs-patients'] as const)
    await world.load(
      feed,
      people.flatMap(({ given, family, born, home }, at) => aPerson(`${feed[0]}-${at}`, given, family, born, home)),
    )
  doug = await world.session('doug')
})
after(() => world.close())

type Run = {
  id: string
  night: string | null
  finishedAt: string | null
  records: number
  onlyLinked: number
  onlyAtOnce: number
}
const runs = async (): Promise<Run[]> => (await world.get('/api/v1/matching/runs', doug)).json().runs
const compareNow = async () => {
  // No two are asked for at one moment: the newest is this one.
  world.setNow(world.services.house.now().add({ minutes: 5 }))
  assert.equal((await world.post('/matching/compare-now', doug)).statusCode, 303)
  await world.work()
  return (await runs())[0]!
}
/** Takes a record away from its person behind the product's back, as a lost job or a fault would. */
const tearAway = async (feed: 'council-housing' | 'nhs-patients', person: string) =>
  world.admin.query(
    'update person_index.link set person_id = gen_random_uuid() where source_person_id = $1 and ended_at is null',
    [await world.sourceOf(feed, person)],
  )

test('it is wanted once a night, however often and by how many it is asked', async () => {
  world.setNow(instant('2026-04-02T00:30:00Z')) // half past one in summer time: the night of the day before
  await Promise.all([wantNightly(world.services), wantNightly(world.services)])
  world.setNow(instant('2026-04-02T01:30:00Z'))
  await wantNightly(world.services)
  await wantNightly(world.services)
  assert.deepEqual(
    (await runs()).map((run) => run.night),
    ['2026-04-02', '2026-04-01'],
  )
  await world.work()
  assert.ok((await runs()).every((run) => run.finishedAt !== null))
})

test('links that came one by one are what the whole matching says', async () => {
  const { records, onlyLinked, onlyAtOnce } = await compareNow()
  assert.deepEqual({ records, onlyLinked, onlyAtOnce }, { records: 60, onlyLinked: 0, onlyAtOnce: 0 })
})

test('a link that went missing is found, listed without whose it is, and made again when an engineer says so', async () => {
  const person = await world.personOf('council-housing', 'c-3')
  await tearAway('nhs-patients', 'n-3')
  const run = await compareNow()
  assert.deepEqual([run.onlyLinked, run.onlyAtOnce], [0, 1])
  const page = await world.get(`/matching/runs/${run.id}`, doug)
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /the same forename/)
  for (const secret of [person, await world.sourceOf('nhs-patients', 'n-3'), 'Szymanski', 'Weavers Row'])
    assert.ok(!page.body.includes(secret), `the page says ${secret}`)
  assert.equal((await world.post(`/matching/runs/${run.id}/link-again`, doug)).statusCode, 303)
  await world.work()
  assert.equal(await world.personOf('nhs-patients', 'n-3'), await world.personOf('council-housing', 'c-3'))
  const after = await compareNow()
  assert.deepEqual([after.onlyLinked, after.onlyAtOnce], [0, 0])
})

test('asked for twice it is done once; one that failed keeps nobody from asking again', async () => {
  const before = (await runs()).length
  const ask = () => world.post('/matching/compare-now', doug)
  await ask()
  await ask()
  assert.equal((await runs()).length, before + 1)
  assert.match((await world.get('/matching', doug)).body, /A comparison is under way/)
  world.setNow(world.services.house.now().add({ minutes: 61 }))
  assert.doesNotMatch((await world.get('/matching', doug)).body, /A comparison is under way/)
  await ask()
  assert.equal((await runs()).length, before + 2)
  await world.work()
})

test('its entry in the log names the agreement of each dataset that it read', async () => {
  const { rows } = await world.admin.query(
    `select agreements from platform.access_entry where view = 'person-index.compare' order by occurred_at desc limit 1`,
  )
  assert.deepEqual(rows, [{ agreements: ['OWN-council-housing v1', 'OWN-nhs-patients v1'] }])
})

test('of a protected person nothing is listed and nothing counted, and her missing link is made again the same night', async () => {
  await world.load('council-housing', [
    {
      kind: 'identity',
      key: 'c-4',
      person: 'c-4',
      eventAt: '2026-04-01T10:00:00Z',
      givenName: 'Zara',
      familyName: 'Hussain',
      dateOfBirth: '1964-05-14',
      addressProtected: true,
    },
  ])
  await tearAway('nhs-patients', 'n-4')
  assert.notEqual(await world.personOf('nhs-patients', 'n-4'), await world.personOf('council-housing', 'c-4'))
  const run = await compareNow()
  assert.deepEqual([run.onlyLinked, run.onlyAtOnce], [0, 0])
  assert.equal(await world.personOf('nhs-patients', 'n-4'), await world.personOf('council-housing', 'c-4'))
  const audited = await world.admin.query(
    "select facts from platform.audit_event where subject = $1 and act = 'person-index.link'",
    [run.id],
  )
  assert.deepEqual(audited.rows, [{ facts: {} }], 'nor in the audit')
})

test('it is for analysts and engineers alone', async () => {
  for (const who of ['amina', 'petra', 'kezia'] as const) {
    const token = await world.session(who)
    for (const path of ['/matching', '/matching/model', '/matching/runs', '/api/v1/matching/runs'])
      assert.equal((await world.get(path, token)).statusCode, 403, `${who} at ${path}`)
    assert.equal((await world.post('/matching/compare-now', token)).statusCode, 403)
  }
})
