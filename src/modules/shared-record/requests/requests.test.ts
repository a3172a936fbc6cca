// Asking the owner of a record: what may be asked, who answers, what a yes opens and for whom, and what silence does.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { climbRequests } from '#modules/information-governance'
import { instant } from '#platform/dates'
import { anInvolvement, aPerson, openWorld, type StaffName, type World } from '#testing/world'

const began = '2026-04-01T09:00:00Z'
const at = '2026-03-20T10:00:00Z'
let world: World
let kayleigh: string
const sessions = new Map<string, string>()
const crime = (person: string, summary: string) => ({
  kind: 'event',
  class: 'policing',
  key: `${person}-crime`,
  person,
  eventAt: at,
  type: 'assault',
  occurredAt: at,
  summary,
  role: 'victim',
})

before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'),
    ...aPerson('H2', 'Ruby', 'Holt', '1980-01-01'),
    ...(['amina', 'joanne'] as const).flatMap((one) => [anInvolvement('H1', one), anInvolvement('H2', one)]),
  ])
  await world.load('police-incidents', [
    ...aPerson('P1', 'Kayleigh', 'Marsden', '1993-07-04'),
    ...aPerson('P2', 'Ruby', 'Holt', '1980-01-01'),
    crime('P1', 'Assaulted at home'),
    crime('P2', 'Bicycle stolen'),
    anInvolvement('P1', 'colin'),
    anInvolvement('P2', 'colin'),
  ])
  await world.load('drug-and-alcohol', [...aPerson('R1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('R1', 'ruth')])
  kayleigh = await world.personOf('council-housing', 'H1')
})
after(() => world.close())

async function as(who: StaffName, purpose?: string): Promise<string> {
  const name = `${who} ${purpose}`
  if (!sessions.has(name))
    sessions.set(name, await world.session(who, purpose ? { purpose, steppedUp: true } : { steppedUp: true }))
  return sessions.get(name)!
}
const json = async (who: StaffName, url: string, purpose?: string) => {
  const reply = await world.get(url, await as(who, purpose), { accept: 'application/json' })
  return { status: reply.statusCode, body: reply.body }
}
/** Asks as a page does; gives the id. */
async function ask(who: StaffName, person: string, more: Record<string, string> = {}) {
  const id = randomUUID()
  const fields = {
    id,
    person,
    dataset: 'police-incidents',
    question: 'Is he on bail?',
    why: 'A visit is due.',
    deadline: 'tomorrow',
    ...more,
  }
  return { id, reply: await world.post('/access-requests', await as(who), fields) }
}
const answer = async (who: StaffName, id: string, verb: string, fields: Record<string, string>, purpose?: string) =>
  world.post(`/access-requests/to-answer/${id}/${verb}`, await as(who, purpose), fields)
const sees = async (who: StaffName, what: RegExp, person = kayleigh, purpose?: string) =>
  what.test((await json(who, `/api/v1/people/${person}`, purpose)).body)

test('the person’s page says what can be asked of whom, and nothing of a service that she may not know of', async () => {
  const page = await world.get(`/people/${kayleigh}`, await as('amina'))
  assert.match(page.body, /href="\/access-requests\/new\?person=[0-9a-f-]{36}&amp;dataset=police-incidents"/)
  assert.doesNotMatch(page.body, /dataset=drug-and-alcohol/)
})

test('a service that she may not know of, one that is not there, a person who is not hers: there is nothing to ask, in the same words', async () => {
  const id = '00000000-0000-4000-8000-000000000001'
  const told = async (who: StaffName, query: string) => {
    const reply = await world.get(`/access-requests/new?${query}`, await as(who), { 'x-request-id': id })
    return JSON.stringify([reply.statusCode, reply.body.replaceAll(/name="csrf"[^>]*|dataset=[a-z-]*/g, '')])
  }
  const brokered = await told('amina', `person=${kayleigh}&dataset=drug-and-alcohol`)
  assert.match(brokered, /404/)
  assert.equal(await told('amina', `person=${kayleigh}&dataset=nothing-of-that-name`), brokered)
  const stranger = await world.get(`/access-requests/new?person=${kayleigh}&dataset=police-incidents`, await as('stranger'))
  assert.equal(stranger.statusCode, 404)
})

test('a form that lacks something is shown again, with what is missing', async () => {
  const { reply } = await ask('amina', kayleigh, { question: '', why: ' ', deadline: '' })
  assert.equal(reply.statusCode, 422)
  for (const says of [/Write what you need to know/, /Choose by when/, /Write why you need it/]) assert.match(reply.body, says)
})

test('the owner’s yes opens what was asked to her alone, for her purpose, of that person, until its day (A1)', async () => {
  assert.equal(await sees('amina', /Assaulted at home/), false)
  const { id, reply } = await ask('amina', kayleigh)
  assert.equal(reply.statusCode, 303)
  const queue = await world.get('/access-requests/to-answer', await as('pavel'))
  assert.match(queue.body, new RegExp(`/access-requests/to-answer/${id}`))
  assert.doesNotMatch(queue.body, /Kayleigh/, 'a list names nobody whom a request is about')
  const opened = await world.get(`/access-requests/to-answer/${id}`, await as('pavel'))
  assert.equal(opened.statusCode, 200)
  for (const says of [/Kayleigh Marsden/, /Is he on bail\?/, /Amina Hussain/, /Tenancy support/]) assert.match(opened.body, says)
  assert.doesNotMatch(opened.body, /Weavers Row/, 'nothing of what others hold of her')

  assert.equal((await answer('pavel', id, 'share', { classes: 'policing', said: 'Until the trial.' })).statusCode, 303)
  assert.equal(await sees('amina', /Assaulted at home/), true)
  assert.equal(await sees('joanne', /Assaulted at home/), false, 'nobody else')
  assert.equal(await sees('amina', /Assaulted at home/, kayleigh, 'homelessness-prevention'), false, 'for no other purpose')
  assert.equal(await sees('amina', /Bicycle stolen/, await world.personOf('council-housing', 'H2')), false, 'of no other person')
  const mine = await world.get(`/access-requests/${id}`, await as('amina'))
  for (const says of [/Shared until/, /Until the trial\./, /Pavel Owner/]) assert.match(mine.body, says)
  world.setNow(instant('2026-04-29T10:00:00Z'))
  sessions.clear()
  assert.equal(await sees('amina', /Assaulted at home/), false, 'after its day')
  world.setNow(instant(began))
  sessions.clear()
  await answer('pavel', id, 'take-back', {})
})

test('the look under a release is in the log with the agreement that lets the owner share', async () => {
  const { id } = await ask('amina', kayleigh)
  await answer('pavel', id, 'share', { classes: 'policing' })
  const requestId = randomUUID()
  await world.get(`/people/${kayleigh}`, await as('amina'), { 'x-request-id': requestId })
  const { rows } = await world.admin.query(
    'select cells, agreements from platform.access_entry where request_id = $1 and subject_id = $2',
    [requestId, kayleigh],
  )
  assert.ok(rows[0].cells['police-incidents'].includes('policing'))
  assert.ok(rows[0].agreements.some((one: string) => one.startsWith('AHP')))
  await answer('pavel', id, 'take-back', {})
})

test('what was shared is taken back at once', async () => {
  const { id } = await ask('amina', kayleigh)
  await answer('pavel', id, 'share', { classes: 'policing' })
  assert.equal(await sees('amina', /Assaulted at home/), true)
  assert.equal((await answer('pavel', id, 'take-back', {})).statusCode, 303)
  assert.equal(await sees('amina', /Assaulted at home/), false)
  assert.match((await world.get(`/access-requests/${id}`, await as('amina'))).body, /Taken back/)
})

test('when the agreement is suspended, what was released under it is seen no longer', async () => {
  const { id } = await ask('amina', kayleigh)
  await answer('pavel', id, 'share', { classes: 'policing' })
  await world.admin.query(`update information_governance.sharing_agreement set suspended_at = now() where code = 'AHP'`)
  assert.equal(await sees('amina', /Assaulted at home/), false)
  await world.admin.query(`update information_governance.sharing_agreement set suspended_at = null where code = 'AHP'`)
  assert.equal(await sees('amina', /Assaulted at home/), true)
  await answer('pavel', id, 'take-back', {})
})

test('a yes to more than was asked for, to nothing, and a no without its reason: refused', async () => {
  const { id } = await ask('amina', kayleigh)
  assert.equal((await answer('pavel', id, 'share', { classes: 'address' })).statusCode, 422)
  assert.equal((await answer('pavel', id, 'share', {})).statusCode, 422)
  assert.match((await answer('pavel', id, 'refuse', { ground: 'would-harm', reason: '' })).body, /Give your reason/)
  assert.match((await answer('pavel', id, 'refuse', { ground: '', reason: 'No.' })).body, /Choose why not/)
  assert.equal(
    (await answer('pavel', id, 'refuse', { ground: 'would-harm', reason: 'A trial is on. Ring the officer in the case.' }))
      .statusCode,
    303,
  )
  const mine = await world.get(`/access-requests/${id}`, await as('amina'))
  for (const says of [/It would put somebody at risk/, /Ring the officer in the case/, /What to do next/])
    assert.match(mine.body, says)
  assert.equal(await sees('amina', /Assaulted at home/), false)
  assert.equal((await answer('pavel', id, 'share', { classes: 'policing' })).statusCode, 409, 'a request is answered once')
})

test('only the owner’s own people answer, under the purpose of answering; anyone else finds no such request', async () => {
  const { id } = await ask('amina', kayleigh)
  for (const other of ['rosa', 'mira'] as StaffName[]) {
    assert.equal(
      (await world.get(`/access-requests/to-answer/${id}`, await as(other, 'partner-requests'))).statusCode,
      404,
      other,
    )
    assert.equal((await answer(other, id, 'share', { classes: 'policing' }, 'partner-requests')).statusCode, 404, other)
  }
  const other = await world.get(`/access-requests/to-answer/${id}`, await as('pavel', 'information-governance'))
  assert.equal(other.statusCode, 409)
  assert.match(other.body, new RegExp(`href="/session/purpose\\?return=%2Faccess-requests%2Fto-answer%2F${id}"`))
  assert.equal(
    (await world.get(`/access-requests/${id}`, await as('joanne'))).statusCode,
    404,
    'nor a colleague of the one who asked',
  )
  assert.equal((await answer('amina', id, 'share', { classes: 'policing' })).statusCode, 403)
})

test('silence shares nothing: it climbs, at the deadline and a day later, and both sides see it (K19)', async () => {
  await world.hire('officer-police', { organisationId: 'GB-POL-ALD', name: 'Olive Officer', roles: ['information-governance'] })
  const { id } = await ask('amina', kayleigh, { deadline: 'today' })
  const climbs = async () =>
    (
      await world.admin.query('select step from information_governance.access_request_climb where request_id = $1 order by 1', [
        id,
      ])
    ).rows.map(({ step }) => step)
  await climbRequests(world.services)
  assert.deepEqual(await climbs(), [])
  world.setNow(instant('2026-04-01T16:01:00Z')) // five o'clock in summer
  await climbRequests(world.services)
  await climbRequests(world.services)
  assert.deepEqual(await climbs(), [1])
  world.setNow(instant('2026-04-02T16:01:00Z'))
  await climbRequests(world.services)
  assert.deepEqual(await climbs(), [1, 2])
  sessions.clear()
  assert.match(
    (await world.get(`/access-requests/${id}`, await as('amina'))).body,
    /Gone up to whoever signs for the organisation/,
  )
  assert.equal(await sees('amina', /Assaulted at home/), false)
  assert.equal((await answer('pavel', id, 'tell', { told: 'Told her by telephone.' })).statusCode, 303)
  world.setNow(instant(began))
  sessions.clear()
})

test('her own household cannot be asked about, nor seen by a release made before it was known', async () => {
  const { id } = await ask('amina', kayleigh)
  await answer('pavel', id, 'share', { classes: 'policing' })
  await world.isHerself('amina', 'council-housing', 'H1')
  const page = await world.get(`/people/${kayleigh}`, await as('amina'))
  assert.equal(page.statusCode, 403)
  assert.doesNotMatch(page.body, /Assaulted/)
  assert.equal((await ask('amina', kayleigh)).reply.statusCode, 403)
})

test('the owner of a restricted record reads that it is, before he shares or tells; what he shares of it, its asker does not see', async () => {
  const { id } = await ask('amina', await world.personOf('council-housing', 'H2'))
  const opened = async () => (await world.get(`/access-requests/to-answer/${id}`, await as('pavel'))).body
  assert.doesNotMatch(await opened(), /This record is restricted/)
  await world.admin.query(
    `insert into information_governance.use_limit (id, part_id, kind, ground, controller_id, dataset_id, regime, source_person_id, since)
     values (gen_random_uuid(), gen_random_uuid(), 'restricted', 'accuracy', 'GB-POL-ALD', 'police-incidents', 'general', $1, '2026-03-31')`,
    [await world.sourceOf('police-incidents', 'P2')],
  )
  assert.match(await opened(), /This record is restricted[\s\S]*only where somebody has to be protected/)
  assert.doesNotMatch((await world.get(`/access-requests/${id}`, await as('amina'))).body, /restricted/)
  assert.equal((await answer('pavel', id, 'share', { classes: 'policing', said: '' })).statusCode, 303)
  assert.equal(await sees('amina', /Bicycle stolen/, await world.personOf('council-housing', 'H2')), false)
})
