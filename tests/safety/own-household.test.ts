// A worker who is also a resident: nobody opens her own record at work, nor that of someone who lives with her.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askReversal } from '#modules/feeds'
import { inTransaction } from '#platform/transactions'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'

let world: World
const people = { herself: '', husband: '', daughter: '', lodger: '', neighbour: '' }
let amina: string
let joanne: string

before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H-AMINA', 'Amina', 'Hussain', '1988-02-03', { household: 'flat-2' }),
    ...aPerson('H-TARIQ', 'Tariq', 'Hussain', '1986-05-06', { household: 'flat-2' }),
    ...aPerson('H-LODGER', 'Leo', 'Lodger', '1999-09-09', { household: 'flat-2' }),
    ...aPerson('H-NEIGHBOUR', 'Nora', 'Next', '1970-01-01', { household: 'flat-3' }),
    ...['H-AMINA', 'H-TARIQ', 'H-LODGER', 'H-NEIGHBOUR'].flatMap((one) => [
      anInvolvement(one, 'amina', { openedOn: '2026-03-30' }),
      anInvolvement(one, 'joanne'),
    ]),
  ])
  // The surgery knows of the daughter, who is in no tenancy, and knows her mother under another number.
  await world.load('nhs-patients', [
    ...aPerson('N-AMINA', 'Amina', 'Hussain', '1988-02-03', { household: 'family-9' }),
    ...aPerson('N-ZARA', 'Zara', 'Hussain', '2015-07-08', { household: 'family-9' }),
    ...aPerson('N-TARIQ', 'Tariq', 'Hussain', '1986-05-06'),
  ])
  await world.load('council-housing', [
    ...aPerson('H-ZARA', 'Zara', 'Hussain', '2015-07-08'),
    anInvolvement('H-ZARA', 'amina'),
    anInvolvement('H-ZARA', 'joanne'),
  ])
  people.herself = await world.personOf('council-housing', 'H-AMINA')
  people.husband = await world.personOf('council-housing', 'H-TARIQ')
  people.daughter = await world.personOf('nhs-patients', 'N-ZARA')
  people.lodger = await world.personOf('council-housing', 'H-LODGER')
  people.neighbour = await world.personOf('council-housing', 'H-NEIGHBOUR')
  amina = await world.session('amina')
  joanne = await world.session('joanne')
})
after(() => world.close())

const sees = async (person: keyof typeof people, token = amina) =>
  (await world.get(`/people/${people[person]}`, token)).statusCode
const found = async (name: string) => (await world.get(`/api/v1/people?name=${name}`, amina)).json().people.length

test('before anybody says so, she is a worker like another', async () => {
  assert.deepEqual(await Promise.all([sees('herself'), sees('husband'), sees('daughter')]), [200, 200, 200])
  assert.equal(await found('Tariq+Hussain'), 1)
})

test('her own record, and those of everyone who lives with her by any dataset, are closed to her and not to a colleague (A10)', async () => {
  await world.isHerself('amina', 'council-housing', 'H-AMINA')
  const closed = ['herself', 'husband', 'daughter', 'lodger'] as const
  for (const person of closed) {
    const page = await world.get(`/people/${people[person]}`, amina)
    assert.deepEqual([person, page.statusCode], [person, 403])
    assert.match(page.body, /This record is closed to you/)
    assert.doesNotMatch(page.body, /Tariq|Zara|Leo/)
    assert.equal((await world.get(`/api/v1/people/${people[person]}`, amina)).statusCode, 403)
    assert.equal(await sees(person, joanne), 200)
  }
  assert.equal(await sees('neighbour'), 200)
})

test('nor does a search, My day, a code or another person’s page show them to her (A10)', async () => {
  for (const name of ['Tariq+Hussain', 'Zara+Hussain', 'Amina+Hussain', 'Leo+Lodger']) assert.equal(await found(name), 0, name)
  assert.equal(await found('Nora+Next'), 1)
  const day = (await world.get('/api/v1/my-day', amina)).body + (await world.get('/my-day', amina)).body
  assert.match(day, /Nora/)
  assert.doesNotMatch(day, /Tariq|Zara|Leo/)
  assert.equal((await world.post(`/people/${people.husband}/code`, amina)).statusCode, 403)
  assert.equal((await world.post(`/people/${people.neighbour}/code`, amina)).statusCode, 200)
})

test('each refusal is logged, without the data (A10, L4)', async () => {
  const requestId = '5a5b8a36-1111-4111-8111-0000000000a1'
  await world.get(`/people/${people.husband}`, amina, { 'x-request-id': requestId })
  const { rows } = await world.admin.query(
    'select outcome, refusal_code, cells, subject_id from platform.access_entry where request_id = $1',
    [requestId],
  )
  assert.deepEqual(rows, [{ outcome: 'refused', refusal_code: 'OWN_HOUSEHOLD', cells: {}, subject_id: people.husband }])
})

test('who moves in is closed to her from the moment that a file says so, before anything else is done; reversed, open again (A10)', async () => {
  const moved = [
    { kind: 'household', key: 'H-NEIGHBOUR-moved', person: 'H-NEIGHBOUR', eventAt: '2026-03-20T10:00:00Z', household: 'flat-2' },
  ]
  const batch = await world.feeds['council-housing'].load(moved)
  assert.equal(await sees('neighbour'), 403, 'no job has run since')
  await world.work()
  assert.equal(await sees('neighbour'), 403)

  const engineer = { requestId: crypto.randomUUID(), sessionToken: await world.session('doug', { steppedUp: true }) }
  await inTransaction(world.services.house, engineer, 'feeds.batch.ask-reversal', (tx) =>
    askReversal(tx, batch, 'it was the wrong flat', world.services.house.now()),
  )
  await world.work()
  assert.equal(await sees('neighbour'), 200)
})

test('who has moved out, or moves in next month, does not live with her today (A10)', async () => {
  const stay = (period: object, key: string) => ({
    kind: 'household',
    key,
    person: 'H-NEIGHBOUR',
    eventAt: '2026-03-21T10:00:00Z',
    household: 'flat-2',
    ...period,
  })
  await world.load('council-housing', [
    stay({ from: '2020-01-01', to: '2026-04-01' }, 'once'),
    stay({ from: '2026-05-01' }, 'soon'),
  ])
  assert.equal(await sees('neighbour'), 200)
})

test('as a resident she sees who looked at her own record (A10)', async () => {
  const account = await world.account('amina-at-home', { feed: 'council-housing', person: 'H-AMINA' })
  const page = await world.get('/account/access-events', await world.session({ resident: account }))
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /A worker who leads help/)
})
