// Services come in: by signed files, by an address, by upload. What cannot be taken is named; what is no longer listed ends.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { instant } from '#platform/dates'
import { inTransaction } from '#platform/transactions'
import { openWorld, type World } from '#testing/world'
import { faultOfAddress } from './address.rules.ts'
import { theDirectory } from './read-from-address.ts'
import { receiveDirectoryFile } from './receive-file.ts'
import { seedSource } from './seed-source.ts'
import { wantAddressesRead } from './sources.ts'
import { aPage, aSender, aService, aSource, type Listed, uuid } from './testing.ts'

const asFounder = {
  requestId: randomUUID(),
  system: { actor: 'founder', act: 'service-directory.source.seed', purpose: 'tests' },
}
let world: World
let sender: Awaited<ReturnType<typeof aSender>>
let source: Awaited<ReturnType<typeof aSource>>
let listed: Listed[] = []
let engineer: string
before(async () => {
  world = await openWorld()
  sender = await aSender('service-directory')
  source = await aSource(() => listed)
  engineer = await world.session('doug')
  const { house } = world.services
  await inTransaction(house, asFounder, 'service-directory.source.seed', (tx) =>
    seedSource(
      tx,
      { ...sender, name: 'The council’s directory', organisationId: 'GB-LAE-ALD' },
      instant('2020-01-01T00:00:00Z'),
      house.now(),
    ),
  )
})
after(async () => {
  await source.close()
  await world.close()
})

type Row = { name: string; ended: boolean; run_by: string | null }
const standing = async () => {
  const { rows } = await world.admin.query<Row>(
    'select name, ended_at is not null as ended, run_by from service_directory.service order by name',
  )
  return rows.map(({ name, ended }) => (ended ? `${name} (ended)` : name))
}
const lastImport = async () =>
  (await world.admin.query('select * from service_directory.import order by nth desc limit 1')).rows[0] as Record<string, unknown>
const counts = async () => {
  const { added, changed, unchanged, ended, kept, refused } = await lastImport()
  return [added, changed, unchanged, ended, kept, refused]
}
const emptied = () =>
  world.admin.query(
    'truncate service_directory.service, service_directory.import, service_directory.capacity, service_directory.assurance',
  )
let sequence = 0
const send = async (contents: readonly unknown[], stated = {}, page = {}) =>
  receiveDirectoryFile(
    world.services,
    theDirectory(),
    await sender.sign(++sequence, JSON.stringify(aPage(contents, page)), stated),
  )
const refused = (code: string) => (error: { code?: string }) => error.code === code
beforeEach(emptied)

test('a signed file brings services; the next ends what it no longer lists, and lets it begin again', async () => {
  const [club, pantry] = [aService('Job club'), aService('Food pantry')]
  await send([club, pantry])
  assert.deepEqual(await standing(), ['Food pantry', 'Job club'])
  assert.deepEqual(await counts(), [2, 0, 0, 0, 0, 0])
  await send([{ ...pantry, fees: '£4' }])
  assert.deepEqual(await standing(), ['Food pantry', 'Job club (ended)'])
  assert.deepEqual(await counts(), [0, 1, 0, 1, 0, 0])
  await send([{ ...pantry, fees: '£4' }, club])
  assert.deepEqual(await standing(), ['Food pantry', 'Job club'])
  assert.deepEqual(await counts(), [0, 1, 1, 0, 0, 0])
})

test('one broken service is refused and named, the others come in, and what stood of it stands', async () => {
  const [club, pantry] = [aService('Job club'), aService('Food pantry')]
  await send([club, pantry])
  await send([{ ...club, status: 'open' }, pantry, aService('Night shelter')])
  assert.deepEqual(await standing(), ['Food pantry', 'Job club', 'Night shelter'])
  assert.deepEqual(await counts(), [1, 0, 1, 0, 0, 1])
  assert.deepEqual((await lastImport()).refusals, [
    {
      id: club.id,
      name: 'Job club',
      problems: [{ field: 'status', reason: 'is none of: active, inactive, defunct, temporarily closed' }],
    },
  ])
})

test('a file that is not all, or says that it holds only changes, ends nothing', async () => {
  await send([aService('Job club'), aService('Food pantry')])
  await send([aService('Night shelter')], { holds: 'changes' })
  await send([aService('Befriending')], {}, { total_pages: 2, last_page: false })
  assert.deepEqual(await standing(), ['Befriending', 'Food pantry', 'Job club', 'Night shelter'])
})

test('a list that suddenly lacks most ends none of it', async () => {
  await send(Array.from({ length: 8 }, (_, at) => aService(`Service ${at}`)))
  await send([aService('Service 0')])
  assert.deepEqual(await counts(), [0, 0, 1, 0, 7, 0])
  assert.equal((await standing()).filter((name) => name.endsWith('(ended)')).length, 0)
})

test('the same number with the same bytes changes nothing; another file, another key, an altered file and another feed are refused', async () => {
  const text = JSON.stringify(aPage([aService('Job club')]))
  const file = await sender.sign(++sequence, text)
  const receive = (given: typeof file) => receiveDirectoryFile(world.services, theDirectory(), given)
  const first = await receive(file)
  const again = await receive(await sender.sign(sequence, text))
  assert.equal(again.id, first.id)
  await assert.rejects(receive(await sender.sign(sequence, JSON.stringify(aPage([])))), refused('SEQUENCE_USED'))
  const other = await aSender('service-directory')
  await assert.rejects(receive(await other.sign(++sequence, text)), refused('SIGNATURE_NOT_VERIFIED'))
  await assert.rejects(receive(await sender.sign(++sequence, text, { sha256: '0'.repeat(64) })), refused('FILE_ALTERED'))
  await assert.rejects(
    receive({ ...(await sender.sign(++sequence, text)), feed: 'school-census' }),
    refused('DIRECTORY_SOURCE_NOT_FOUND'),
  )
  await assert.rejects(receive(await sender.sign(++sequence, text, { feed: 'school-census' })), refused('MANIFEST_OTHER_FEED'))
  assert.deepEqual(await standing(), ['Job club'])
})

test('who runs a service is known where its organisation is a partner', async () => {
  await send([aService('Job club'), aService('Choir', { runBy: ['The choir', 'GB-CHC', '9'] })])
  const { rows } = await world.admin.query<Row>('select name, run_by from service_directory.service order by name')
  assert.deepEqual(
    rows.map((row) => row.run_by),
    [null, 'GB-LAE-ALD'],
  )
})

const addSource = async () => {
  const reply = await world.post('/directory-sources', engineer, { name: 'A live directory', address: source.address })
  assert.equal(reply.statusCode, 303, reply.body)
  await world.work()
  const { rows } = await world.admin.query('select id from service_directory.source where address = $1', [source.address])
  return rows[0].id as string
}
let live: string

test('an address is read page by page, each service whole, and again when somebody asks; two sources do not take each other’s', async () => {
  listed = [aService('Job club'), aService('Food pantry'), aService('Night shelter')]
  live = await addSource()
  assert.deepEqual(await standing(), ['Food pantry', 'Job club', 'Night shelter'])
  assert.deepEqual(
    source.asked.filter((path) => path.includes('?')),
    ['/api/services?page=1&per_page=100', '/api/services?page=2&per_page=100'],
  )
  const { rows } = await world.admin.query('select hours from service_directory.service where id = $1', [uuid('Job club')])
  assert.equal(rows[0].hours.length, 5, 'its schedule stands in the whole record only')
  listed = listed.slice(1)
  assert.equal((await world.post(`/directory-sources/${live}/read`, engineer)).statusCode, 303)
  await world.work()
  assert.deepEqual(await standing(), ['Food pantry', 'Job club (ended)', 'Night shelter'])
  await send([aService('Food pantry', { also: { fees: '£9' } })])
  assert.match(JSON.stringify((await lastImport()).refusals), /another source lists/)
})

const broken: [string, Parameters<typeof source.answerWith>[0], RegExp][] = [
  ['that is not there', () => ({ status: 404, body: '{}' }), /it answered 404/],
  [
    'that leads on elsewhere',
    () => ({ status: 302, headers: { location: 'http://10.0.0.1/' }, body: '' }),
    /it leads on to another address/,
  ],
  ['that answers something else', () => ({ body: '<html>' }), /its answer is not JSON/],
  ['that is no directory', () => ({ body: '{"hello":1}' }), /page 1 of its services is no page/],
  [
    'of which one service fails',
    (path) => (path.endsWith(uuid('Food pantry')) ? { status: 500, body: '' } : undefined),
    /it answered 500/,
  ],
  ['that says it has some and lists none', () => ({ body: JSON.stringify(aPage([], { total_items: 3 })) }), /lists none/],
]
test('an address that cannot be read changes nothing, and it is said why', async () => {
  listed = [aService('Job club'), aService('Food pantry')]
  await world.post(`/directory-sources/${live}/read`, engineer)
  await world.work()
  for (const [what, answer, why] of broken) {
    source.answerWith(answer)
    await world.post(`/directory-sources/${live}/read`, engineer)
    await world.work()
    assert.match(String((await lastImport()).problem), why, what)
    assert.deepEqual(await standing(), ['Food pantry', 'Job club'], what)
  }
  source.answerWith(undefined)
})

test('each address is wanted once a night', async () => {
  const wanted = async (at: string) => {
    world.setNow(instant(at))
    await wantAddressesRead(world.services)
    await wantAddressesRead(world.services)
    const before = source.asked.length
    await world.work()
    return source.asked.slice(before).filter((path) => path.includes('page=1')).length
  }
  listed = [aService('Job club')]
  assert.equal(await wanted('2026-04-02T12:00:00Z'), 0, 'not by day')
  assert.equal(await wanted('2026-04-03T01:10:00Z'), 1)
  assert.equal(await wanted('2026-04-03T04:00:00Z'), 0)
  assert.equal(await wanted('2026-04-04T01:10:00Z'), 1)
  world.setNow(instant('2026-04-01T09:00:00Z'))
})

test('what is no good address is not added, nor is one that is there', async () => {
  for (const address of ['http://directory.example.org', 'https://10.0.0.1', 'directory']) {
    const reply = await world.post('/directory-sources', engineer, { name: 'X', address })
    assert.equal(reply.statusCode, 422)
    assert.match(reply.body, new RegExp(faultOfAddress(address, true)!.slice(0, 20)))
  }
  const again = await world.post('/directory-sources', engineer, { name: 'X', address: source.address })
  assert.match(again.body, /read from this address already/)
  assert.equal((await world.post('/directory-sources', engineer, { name: '', address: '' })).statusCode, 422)
})

const mocks = join(process.env.COMMONWEAL_DATA ?? '../shared/data', 'standards/oruk-3.0/validator-mocks')
test('the mock services of the standard’s own validator come in, whole, and go out as they came', {
  skip: !existsSync(mocks) && 'skipped: needs the acceptance data',
}, async () => {
  const mock = (path: string) => JSON.parse(readFileSync(join(mocks, path), 'utf8'))
  for (const set of ['V3.0-UK-Default', 'V3.0-UK-Test']) {
    await emptied()
    await send(mock(`${set}/service_list.json`).contents)
    assert.deepEqual(await counts(), [1, 0, 0, 0, 0, 0], `${set}: one service, however often it is listed`)
    const full = mock(`${set}/service_full.json`)
    await send([full])
    assert.deepEqual(await counts(), [0, 1, 0, 0, 0, 0], set)
    const out = await world.get(`/public/oruk/services/${full.id}`, null)
    assert.deepEqual(out.json(), full)
    assert.match((await world.get('/public/services?words=counselling', null)).body, /Community Counselling/)
  }
})

test('from a source that ended nothing is taken, and what it listed has ended; another may list it, and its address be added again', async () => {
  listed = [aService('Job club'), aService('Food pantry')]
  await world.post(`/directory-sources/${live}/read`, engineer)
  await world.work()
  assert.deepEqual(await standing(), ['Food pantry', 'Job club'])
  await world.post(`/directory-sources/${live}/read`, engineer)
  assert.match((await world.post(`/directory-sources/${live}/end`, engineer)).body, /Say that you are sure/)
  assert.equal((await world.post(`/directory-sources/${live}/end`, engineer, { certain: 'yes' })).statusCode, 303)
  await world.work()
  assert.deepEqual(await standing(), ['Food pantry (ended)', 'Job club (ended)'])
  assert.match((await world.get(`/directory-sources/${live}`, engineer)).body, /Nothing is taken from it since/)
  for (const what of ['read', 'end'])
    assert.equal((await world.post(`/directory-sources/${live}/${what}`, engineer, { certain: 'yes' })).statusCode, 404)
  await send([aService('Job club')])
  assert.deepEqual(await standing(), ['Food pantry (ended)', 'Job club'])
  await addSource()
  assert.deepEqual(await standing(), ['Food pantry', 'Job club'])
})

test('a source without an address is one whose files are uploaded', async () => {
  const reply = await world.post('/directory-sources', engineer, { name: 'The parish’s list', address: '' })
  assert.equal(reply.statusCode, 303)
  const { body } = await world.get(String(reply.headers.location), engineer)
  assert.match(body, /Uploaded files/)
  assert.doesNotMatch(body, /Read it now/)
})
