import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { App } from '#platform/http/kernel'
import { newId } from '#platform/ids'
import { type TestDatabase, testDatabase } from '#testing/database'
import { anApp, identity, type LinkingHouse, linkingHouse, type Row } from '#testing/linking'
import { pages } from './pages.ts'
import { routes } from './routes.ts'
import { nhsNumber } from './testing.ts'

let database: TestDatabase
let house: LinkingHouse
let app: App
let lead: string
let practitioner: string

before(async () => {
  database = await testDatabase()
  house = await linkingHouse(database)
  await house.seedAgreements()
  app = await anApp(house, [routes, pages])
  lead = await house.signIn(house.workerId, 'lead-practitioner')
  practitioner = await house.signIn(house.workerId, 'practitioner')
})
after(async () => {
  await app.close()
  await house.close()
  await database.close()
})

const at = { eventAt: '2026-03-01T10:00:00Z' }
const number = (person: string, value: string): Row => ({
  ...at,
  kind: 'identifier',
  person,
  key: `${person}-nhs`,
  scheme: 'nhs-number',
  value,
})
/** An involvement of Amina's, so that she works with this person. */
const involvement = (person: string): Row => ({
  ...at,
  kind: 'involvement',
  person,
  key: `${person}-case`,
  service: 'Family help',
  openedOn: '2026-01-05',
  workerRef: 'ALD1',
})

const get = (url: string, session = lead) => app.inject({ url, cookies: { session } })
const send = (url: string, body: object, session = lead) =>
  app.inject({ method: 'POST', url, cookies: { session }, headers: { 'x-csrf-token': 'token' }, payload: body })
const postForm = (url: string, fields: Record<string, string>, session = lead) =>
  app.inject({
    method: 'POST',
    url,
    cookies: { session },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ csrf: 'token', ...fields }).toString(),
  })
const linked = async (person: string, session = lead) => {
  const reply = await get(`/api/v1/people/${person}/linked-records`, session)
  assert.equal(reply.statusCode, 200, reply.body)
  return reply.json() as {
    records: {
      sourcePersonId: string
      agency: string
      reference: string
      agrees: { with: string[]; decided: boolean; same: string[]; differs: string[] }[]
    }[]
    decisions: { id: string; kind: string; state: string; reason: string; by: string; undone: { reason: string } | null }[]
  }
}
let nth = 0
/** One person in three systems by one NHS number; Amina works with her in family help. Returns her person id. */
async function aPerson(): Promise<{ id: string; own: string; key: string }> {
  const key = `P${++nth}`
  const nhs = nhsNumber(5000 + nth)
  const name = { familyName: `Marsden${'abcdefghijklmnop'[nth]}`, dateOfBirth: '1993-07-04' }
  await house.load('council-early-help', [identity(key, name), number(key, nhs), involvement(key)])
  await house.load('council-housing', [identity(key, { ...name, givenName: 'Kayley' }), number(key, nhs)])
  await house.load('domestic-abuse', [identity(key, name), number(key, nhs)])
  const own = `council-early-help:${key}`
  return { id: (await house.personOf()).get(own)!, own, key }
}
const together = async (...records: string[]) =>
  new Set((await Promise.all(records.map(async (one) => (await house.personOf()).get(one)))).values()).size === 1

test('the page shows each record that may be seen, on what it agrees with the others, and leaves one entry', async () => {
  const { id, key } = await aPerson()
  const { records } = await linked(id)
  // That they hold one NHS number is not told: numbers are not among what she may see.
  const same = ['forenames that sound alike', 'the same surname', 'the same date of birth']
  assert.deepEqual(
    records.map(({ agency, reference, agrees }) => [agency, reference, agrees]),
    [
      ['Council housing', key, [{ with: ['Family help'], decided: false, same, differs: [] }]],
      ['Family help', key, [{ with: ['Council housing'], decided: false, same, differs: [] }]],
    ].toSorted(),
    'the third, which stays with its service, is in no row and counts for nothing',
  )
  const entries = await house.admin.query(
    `select e.view, array(select s.source_person_id from platform.access_entry_source s where s.entry_id = e.id)::text[] as sources
     from platform.access_entry e where e.subject_id = $1 and e.view = 'linked-records'`,
    [id],
  )
  assert.equal(entries.rowCount, 1)
  assert.deepEqual(entries.rows[0].sources.sort(), records.map((one) => one.sourcePersonId).sort())
  assert.match(
    (await get(`/people/${id}/linked-records`)).body,
    /<strong>Family help<\/strong>: .*the same surname; the same date of birth/,
  )
})

test('someone who does not work with her sees nothing, as if she were not there', async () => {
  const { id } = await aPerson()
  const stranger = await house.signIn(newId(), 'lead-practitioner')
  const [hers, nobodys] = [
    await get(`/api/v1/people/${id}/linked-records`, stranger),
    await get(`/api/v1/people/${newId()}/linked-records`, stranger),
  ]
  assert.equal(hers.statusCode, nobodys.statusCode)
  assert.deepEqual({ ...(hers.json() as object), instance: '' }, { ...(nobodys.json() as object), instance: '' })
})

test('a record split off is another person, the rest stays one, and taken back it is as before (I2)', async () => {
  const { id, own, key } = await aPerson()
  const before = await house.personOf()
  const housing = (await linked(id)).records.find((one) => one.agency === 'Council housing')!
  const reply = await send(`/api/v1/people/${id}/link-decisions`, {
    kind: 'apart',
    sourcePersonId: housing.sourcePersonId,
    reason: 'The tenant is her sister.',
  })
  assert.equal(reply.statusCode, 202, reply.body)
  assert.equal((await linked(id)).decisions[0]!.state, 'waiting')

  await house.work()
  assert.equal(await together(own, `council-housing:${key}`), false)
  assert.equal(await together(own, `domestic-abuse:${key}`), true)
  assert.equal((await house.personOf()).get(own), id, 'those who stay keep the id')
  const [decision] = (await linked(id)).decisions
  assert.deepEqual([decision!.kind, decision!.state, decision!.reason], ['apart', 'in force', 'The tenant is her sister.'])

  await house.load('council-housing', [identity(key, { ...at, eventAt: '2026-03-02T10:00:00Z', familyName: 'Restated' })])
  assert.equal(await together(own, `council-housing:${key}`), false, 'a file sent again does not undo what a person said')

  const back = await send(`/api/v1/people/${id}/link-decisions/${decision!.id}/take-back`, { reason: 'It was the same woman.' })
  assert.equal(back.statusCode, 204, back.body)
  await house.work()
  for (const record of [own, `council-housing:${key}`, `domestic-abuse:${key}`])
    assert.equal((await house.personOf()).get(record), before.get(record), record)
  assert.deepEqual((await linked(id)).decisions[0]!.undone?.reason, 'It was the same woman.')
})

test('two people whom a worker joins are one, until she takes it back; an audit event says who did what', async () => {
  const [one, other] = [await aPerson(), await aPerson()]
  const before = await house.personOf()
  const form = await get(`/people/${one.id}/linked-records/join`)
  assert.match(form.body, new RegExp(other.id), 'near by name and birthday, and hers')
  const sent = await postForm(`/people/${one.id}/linked-records/join`, { other: other.id, reason: 'She told me herself.' })
  assert.equal(sent.statusCode, 303, sent.body)
  await house.work()
  const all = [one, other].flatMap(({ key }) => [`council-early-help:${key}`, `council-housing:${key}`, `domestic-abuse:${key}`])
  assert.equal(await together(...all), true)

  const { records, decisions } = await linked(one.id)
  const [decision] = decisions
  for (const { agrees } of records)
    assert.deepEqual([agrees[0]!.decided, agrees[0]!.with], [true, ['Council housing', 'Family help']])
  const undo = await postForm(`/people/${one.id}/linked-records/decisions/${decision!.id}`, { reason: 'Two cousins.' })
  assert.equal(undo.statusCode, 303)
  await house.work()
  for (const record of all) assert.equal((await house.personOf()).get(record), before.get(record), record)
  const { rows } = await house.admin.query(
    `select act, actor_id, facts from platform.audit_event where subject = $1 and act = 'person-index.link.decide'`,
    [decision!.id],
  )
  assert.deepEqual(
    rows.map((row) => [row.actor_id, row.facts]),
    [
      [house.workerId, { kind: 'together', records: 6 }],
      [house.workerId, { takenBack: true, records: 6 }],
    ],
  )
})

test('the last word counts: whoever joins what was split takes the split back', async () => {
  const { id, own, key } = await aPerson()
  const housing = (await linked(id)).records.find((one) => one.agency === 'Council housing')!
  await send(`/api/v1/people/${id}/link-decisions`, {
    kind: 'apart',
    sourcePersonId: housing.sourcePersonId,
    reason: 'Her sister.',
  })
  await house.work()
  await house.load('council-housing', [involvement(key)])
  const split = (await house.personOf()).get(`council-housing:${key}`)!
  const reply = await send(`/api/v1/people/${id}/link-decisions`, { kind: 'together', personId: split, reason: 'No: herself.' })
  assert.equal(reply.statusCode, 202, reply.body)
  await house.work()
  assert.equal(await together(own, `council-housing:${key}`), true)
  assert.deepEqual((await linked(id)).decisions.map(({ kind, state }) => `${kind} ${state}`).sort(), [
    'apart taken back',
    'together in force',
  ])
})

test('two identities of one human are not joined, and the refusal does not say why (I4)', async () => {
  const child = { givenName: 'Lily', familyName: 'Fox', dateOfBirth: '2014-08-08' }
  await house.load('council-early-help', [
    identity('OLD', child),
    involvement('OLD'),
    identity('NEW', { ...child, epoch: 2 }),
    involvement('NEW'),
    identity('TWIN', { ...child, epoch: 2, dateOfBirth: '2014-08-09' }),
    involvement('TWIN'),
  ])
  const persons = await house.personOf()
  const [old, renewed] = [persons.get('council-early-help:OLD')!, persons.get('council-early-help:NEW')!]
  const reply = await send(`/api/v1/people/${old}/link-decisions`, {
    kind: 'together',
    personId: renewed,
    reason: 'Same birthday.',
  })
  assert.deepEqual([reply.statusCode, reply.json().code], [409, 'PEOPLE_NOT_JOINED'])
})

test('who might be the same person is of the same identity: the search from the one leads to the other of neither (I4)', async () => {
  const persons = await house.personOf()
  const [old, renewed, twin] = ['OLD', 'NEW', 'TWIN'].map((key) => persons.get(`council-early-help:${key}`)!)
  const offered = async (from: string) => {
    const page = await get(`/people/${from}/linked-records/join`)
    assert.equal(page.statusCode, 200)
    return [old, renewed, twin].filter((other) => other !== from && page.body.includes(other!))
  }
  assert.deepEqual(await offered(old!), [])
  assert.deepEqual(await offered(renewed!), [twin], 'of her own identity she is offered whoever is like her')
})

test('a practitioner sees the records and may not decide; a form without its answers says what is missing', async () => {
  const { id } = await aPerson()
  const page = await get(`/people/${id}/linked-records`, practitioner)
  assert.equal(page.statusCode, 200)
  assert.doesNotMatch(page.body, /Split it off/)
  const body = { kind: 'apart', sourcePersonId: newId(), reason: 'x' }
  assert.equal((await send(`/api/v1/people/${id}/link-decisions`, body, practitioner)).statusCode, 403)

  const { records } = await linked(id)
  const wrong: [fields: Record<string, string>, said: RegExp][] = [
    [{ record: records[0]!.sourcePersonId, reason: ' ' }, /A decision about records needs its reason/],
    [{ record: '', reason: 'Because.' }, /No record of this person was chosen/],
    [{ record: newId(), reason: 'Because.' }, /No record of this person was chosen/],
  ]
  for (const [fields, said] of wrong) {
    const reply = await postForm(`/people/${id}/linked-records/split`, fields)
    assert.equal(reply.statusCode, 422)
    assert.match(reply.body, said)
  }
  assert.equal((await postForm(`/people/${id}/linked-records/join`, { other: 'someone', reason: 'Because.' })).statusCode, 422)
  assert.equal((await get(`/people/${id}/linked-records/decisions/${newId()}`)).statusCode, 404)
})
