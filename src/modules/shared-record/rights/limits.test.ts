// What follows from a restriction and from an objection that was upheld: who sees what is held, who does not, and who is told (UK GDPR, articles 18, 19 and 21).
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { instant } from '#platform/dates'
import { type Grant, grant, inTransaction } from '#platform/transactions'
import { anInvolvement, aPerson, openWorld, type StaffName, type World } from '#testing/world'

const began = '2026-04-01T09:00:00Z'
const [council, nhs] = ['GB-LAE-ALD', 'GB-NHS-ALD']
const at = '2026-03-20T10:00:00Z'

let world: World
let account: string
let person: string
let front: string
const sessions = new Map<string, string>()
const as = async (who: StaffName | 'kayleigh', purpose?: string): Promise<string> => {
  const key = `${who} ${purpose}`
  const open = () =>
    who === 'kayleigh' ? world.session({ resident: account }) : world.session(who, purpose ? { purpose, steppedUp: true } : {})
  if (!sessions.has(key)) sessions.set(key, await open())
  return sessions.get(key)!
}
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04', { household: 'h-1' }),
    anInvolvement('H1', 'amina'),
    anInvolvement('H1', 'joanne', { key: 'H1-lead' }),
    { kind: 'contact-point', key: 'H1-phone', person: 'H1', eventAt: at, system: 'phone', value: '01632 960555' },
    {
      kind: 'event',
      class: 'event',
      key: 'E1',
      person: 'H1',
      eventAt: at,
      type: 'note',
      occurredAt: at,
      summary: 'Rent arrears',
    },
  ])
  await world.load('nhs-patients', [
    ...aPerson('N1', 'Kayleigh', 'Marsden', '1993-07-04'),
    anInvolvement('N1', 'nora', { service: 'Community nursing' }),
    { kind: 'contact-point', key: 'N1-phone', person: 'N1', eventAt: at, system: 'phone', value: '01632 960777' },
  ])
  account = await world.account('kayleigh', { feed: 'council-housing', person: 'H1' })
  person = await world.personOf('council-housing', 'H1')
  front = await (await world.hire('freya', { organisationId: council, name: 'Freya Front', roles: ['front-door'] }))(
    'childrens-family-help',
  )
})
after(() => world.close())
beforeEach(async () => {
  world.setNow(instant(began))
  for (const table of [
    'use_limit',
    'use_limit_recipient',
    'subject_request_step',
    'subject_request_part',
    'subject_request_source',
    'subject_request',
  ])
    await world.admin.query(`delete from information_governance.${table}`)
})

const page = async (who: StaffName, purpose?: string) => (await world.get(`/people/${person}`, await as(who, purpose))).body
const officer = (who: StaffName) => as(who, 'subject-rights')
type Asked = { kind?: string; to?: string; ground?: string }
/** Kayleigh asks as her page does; gives the part that the organisation has to answer. */
const ask = async ({ kind = 'restriction', to = council, ground = 'accuracy' }: Asked = {}): Promise<string> => {
  const id = randomUUID()
  const form = { id, to, said: 'My old number is wrong.', ground: kind === 'restriction' ? ground : '' }
  assert.equal((await world.post(`/account/subject-requests?kind=${kind}`, await as('kayleigh'), form)).statusCode, 303)
  return partOf(id)
}
const partOf = async (request: string): Promise<string> =>
  (await world.admin.query('select id from information_governance.subject_request_part where request_id = $1', [request])).rows[0]
    .id
const requestOf = async (part: string): Promise<string> =>
  (await world.admin.query('select request_id as id from information_governance.subject_request_part where id = $1', [part]))
    .rows[0].id
const post = async (who: StaffName, url: string, form = {}) => world.post(url, await officer(who), form)
const decide = (part: string, form: Record<string, string>, who: StaffName = 'rosa') =>
  post(who, `/subject-requests/${part}/decide`, form)
const restrict = async (asked: Asked = {}, who: StaffName = 'rosa') => {
  const part = await ask(asked)
  assert.equal((await decide(part, { decision: 'restrict', said: 'We check it.' }, who)).statusCode, 303)
  return part
}
const stop = async (purposes: string, to = council) => {
  const part = await ask({ kind: 'objection', to })
  assert.equal((await decide(part, { decision: 'stop', purposes, said: 'You are right.' })).statusCode, 303)
  return part
}

test('a restricted record is shown to nobody who works with her for another purpose, and its own people are told that it is, and why', async () => {
  assert.match(await page('nora'), /01632 960555/)
  await restrict()
  const own = await page('amina')
  assert.match(own, /Council housing: restricted since 1 April 2026/)
  assert.match(own, /the person says that it is wrong, and it is being checked/)
  for (const never of [/01632 960555/, /Rent arrears/, /Amina Hussain<\/td>/]) assert.doesNotMatch(own, never)
  // Another organisation: as if there were no such record.
  const theirs = await page('nora')
  assert.match(theirs, /01632 960777/, 'its own')
  assert.doesNotMatch(theirs, /01632 960555|Rent arrears|Council housing|restricted/)
  const json = (await world.get(`/api/v1/people/${person}`, await as('amina'))).json()
  assert.deepEqual(
    json.limited.map(({ kind, ground, shown }: Record<string, unknown>) => [kind, ground, shown]),
    [['restricted', 'accuracy', false]],
  )
})

test('nothing stops the protection of a child: it is shown for that, with a mark for what alone it may be used (K7)', async () => {
  await restrict()
  const seen = await page('joanne', 'safeguarding-children')
  assert.match(seen, /01632 960555/)
  assert.match(seen, /restricted since 1 April 2026[\s\S]*Use it only to protect a child/)
  assert.doesNotMatch(await page('joanne'), /01632 960555/, 'the same worker under another purpose')
})

test('whoever has her in hand at the front door sees it, and so does whoever opens it in an emergency (K5, K7)', async () => {
  await restrict()
  const contact = randomUUID()
  const said = {
    contactId: contact,
    name: 'Kayleigh Marsden',
    dateOfBirth: '1993-07-04',
    worry: 'A child cries',
    phone: '01632 960123',
  }
  const sent = await world.post('/contacts', await as('amina'), said)
  assert.equal(sent.statusCode, 303, sent.body)
  const candidates = await world.get(`/contacts/${contact}`, front)
  assert.match(candidates.body, /Kayleigh Marsden/)
  const source = await world.sourceOf('council-housing', 'H1')
  await world.admin.query(
    `insert into information_governance.relationship (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from, reason)
     values (gen_random_uuid(), $1, $2, 'council-housing', 'general', $3, 'emergency-access', 'test', 'emergency', '2026-01-01', 'danger')`,
    [world.workers.nora, council, source],
  )
  assert.match(await page('nora'), /01632 960555[\s\S]*/, 'in an emergency')
  assert.match(await page('nora'), /Use it only to protect somebody who is in danger now/)
  await world.admin.query(`delete from information_governance.relationship where source_key = 'emergency'`)
  assert.doesNotMatch(await page('nora'), /01632 960555/, 'an hour later')
})

test('what is derived from it shows no more: search, day, timeline, JSON', async () => {
  const lists = ['/people?name=Kayleigh+Marsden', '/api/v1/people?name=Kayleigh+Marsden', `/people/${person}/timeline`, '/my-day']
  const all = async () => (await Promise.all(lists.map(async (url) => (await world.get(url, await as('amina'))).body))).join()
  assert.match(await all(), /Rent arrears/)
  await restrict()
  assert.doesNotMatch(await all(), /01632 960555|Rent arrears/)
  assert.match(
    (await world.get('/api/v1/people?name=Kayleigh+Marsden', await as('amina'))).body,
    /1993-07-04/,
    'by the NHS’s record',
  )
  await restrict({ to: nhs }, 'mira')
  assert.doesNotMatch(await all(), /01632 960555|Rent arrears|4 July 1993|1993-07-04/)
})

test('she still reads what is held, and that it is not used; her copy has it', async () => {
  const part = await restrict()
  const facts = (await world.get('/account/facts', await as('kayleigh'))).body
  assert.match(facts, /01632 960555/)
  const mine = (await world.get('/account/subject-requests', await as('kayleigh'))).body
  assert.match(mine, /Aldermere Council: kept, and not used, since 1 April 2026/)
  assert.doesNotMatch(
    mine,
    /Council housing/,
    'which of its services has something, may be what nobody should read with her (K2)',
  )
  const one = (await world.get(`/account/subject-requests/${await requestOf(part)}`, await as('kayleigh'))).body
  assert.match(one, /They keep it, and do not use it\.[\s\S]*We check it\./)
  const copy = randomUUID()
  await world.post('/account/subject-requests?kind=copy', await as('kayleigh'), { id: copy, to: council, said: '', ground: '' })
  assert.match((await world.get(`/subject-requests/${await partOf(copy)}`, await officer('rosa'))).body, /01632 960555/)
})

test('only a ground that the law knows, put to an organisation that can be named, by whom an account is tied to', async () => {
  const form = (more: Record<string, string>) => ({ id: randomUUID(), to: council, said: 'x', ground: 'accuracy', ...more })
  const send = async (more: Record<string, string>, token: string) =>
    (await world.post('/account/subject-requests?kind=restriction', token, form(more))).statusCode
  const own = await as('kayleigh')
  assert.equal(await send({ ground: '' }, own), 422)
  assert.equal(await send({ ground: 'whim' }, own), 422)
  assert.equal(await send({ said: '' }, own), 422)
  assert.equal(await send({ to: 'everyone' }, own), 422)
  assert.equal(await send({ to: 'GB-CHC-REFUGE' }, own), 422, 'nobody is offered a service that may not be known of')
  assert.equal(await send({}, await world.session({ resident: await world.account('untied') })), 403)
  assert.equal(await send({}, own), 303)
})

test('its officer decides, once, with a reason; nobody else of her organisation or of another', async () => {
  const part = await ask()
  for (const [form, says] of [
    [{ decision: '', said: 'x' }, /Choose what you decide/],
    [{ decision: 'stop', said: 'x' }, /Choose what you decide/],
    [{ decision: 'restrict', said: '' }, /Write the reason/],
  ] as const)
    assert.match((await decide(part, form)).body, says)
  assert.equal((await decide(part, { decision: 'restrict', said: 'x' }, 'mira')).statusCode, 404, 'another organisation')
  assert.equal(
    (await world.post(`/subject-requests/${part}/decide`, await as('amina'), { decision: 'restrict', said: 'x' })).statusCode,
    403,
  )
  assert.match(await page('amina'), /01632 960555/, 'nothing is restricted by asking')
  assert.equal((await decide(part, { decision: 'not-restrict', said: 'It is right.' })).statusCode, 303)
  assert.match(await page('amina'), /01632 960555/)
  assert.equal((await decide(part, { decision: 'restrict', said: 'x' })).statusCode, 409)
  const desk = (await world.get('/governance', await as('ines'))).body
  assert.doesNotMatch(desk, /A restriction that somebody asks for/, 'it is answered')
  await ask()
  assert.match((await world.get('/governance', await as('ines'))).body, /A restriction that somebody asks for/)
})

test('an organisation that holds nothing of her restricts nothing', async () => {
  const part = await ask({ to: 'GB-POL-ALD' })
  assert.match((await decide(part, { decision: 'restrict', said: 'x' }, 'pavel')).body, /holds nothing of this person/)
  assert.equal((await decide(part, { decision: 'not-restrict', said: 'We hold nothing.' }, 'pavel')).statusCode, 303)
})

test('she is told before it is lifted, and it is lifted seven days later, not sooner (article 18(3))', async () => {
  const part = await restrict()
  const lift = () => post('rosa', `/subject-requests/${part}/lift`)
  assert.match((await world.get('/governance', await as('ines'))).body, /A restriction to look at again/)
  assert.match((await world.get(`/subject-requests/${part}`, await officer('rosa'))).body, /Look at it again by 1 May 2026/)
  assert.equal((await lift()).statusCode, 409, 'she has not been told')
  assert.match((await post('rosa', `/subject-requests/${part}/tell`, { why: '' })).body, /Write the reason/)
  assert.equal((await post('rosa', `/subject-requests/${part}/tell`, { why: 'The number is right.' })).statusCode, 303)
  const mine = `/account/subject-requests/${await requestOf(part)}`
  const told = (await world.get(mine, await as('kayleigh'))).body
  assert.match(told, /They will not use it before 8 April 2026/)
  assert.match(told, /The number is right\./)
  assert.equal((await lift()).statusCode, 409, 'on the same day')
  assert.match((await world.get('/governance', await as('ines'))).body, /A limit that she was told is lifted/)
  world.setNow(instant('2026-04-07T09:00:00Z'))
  assert.equal((await lift()).statusCode, 409, 'a day too soon')
  assert.doesNotMatch(await page('amina'), /01632 960555/)
  world.setNow(instant('2026-04-08T09:00:00Z'))
  assert.equal((await lift()).statusCode, 303)
  assert.match(await page('amina'), /01632 960555/)
  assert.doesNotMatch(await page('amina'), /restricted since/)
  assert.equal((await lift()).statusCode, 409, 'it is lifted once')
  assert.doesNotMatch((await world.get('/governance', await as('ines'))).body, /A limit that she was told/)
  assert.match((await world.get(mine, await as('kayleigh'))).body, /They have used it again since 8 April 2026/)
})

test('of several who do the same at once one does it, and the others read that somebody was first', async () => {
  const part = await restrict()
  const sessions = await Promise.all([1, 2, 3, 4].map(() => officer('rosa')))
  const all = await Promise.all(
    sessions.map((session) => world.post(`/subject-requests/${part}/tell`, session, { why: 'The number is right.' })),
  )
  assert.deepEqual(all.map(({ statusCode }) => statusCode).sort(), [303, 409, 409, 409])
  const { rows } = await world.admin.query(
    `select count(*)::int as n from information_governance.subject_request_step where part_id = $1 and kind = 'told-before-lifting'`,
    [part],
  )
  assert.equal(rows[0].n, 1)
})

test('no officer draws out, decides on, tells of or lifts a limit on the records of somebody she lives with', async () => {
  await world.load('council-housing', [
    ...aPerson('H-DILYS', 'Dilys', 'Signs', '1980-01-01', {
      address: '2 Own Street, Aldermere',
      postcode: 'AL6 6AA',
      household: 'own',
    }),
    ...aPerson('H-HUSBAND', 'Hugh', 'Signs', '1979-01-01', {
      address: '2 Own Street, Aldermere',
      postcode: 'AL6 6AA',
      household: 'own',
    }),
  ])
  await world.isHerself('dilys', 'council-housing', 'H-DILYS')
  const id = randomUUID()
  const form = {
    id,
    kind: 'restriction',
    dataset: 'council-housing',
    reference: 'H-HUSBAND',
    ground: 'unlawful',
    said: 'Keep it from her.',
  }
  const received = { 'received-day': '25', 'received-month': '3', 'received-year': '2026' }
  assert.equal((await post('rosa', '/subject-requests/new', { ...form, ...received })).statusCode, 303)
  const part = await partOf(id)
  const restrictIt = (who: StaffName) => decide(part, { decision: 'restrict', said: 'Yes.' }, who)
  assert.equal((await post('dilys', `/subject-requests/${part}/extend`, { why: 'x' })).statusCode, 403)
  assert.equal((await restrictIt('dilys')).statusCode, 403)
  assert.equal((await restrictIt('rosa')).statusCode, 303)
  const tell = (who: StaffName) => post(who, `/subject-requests/${part}/tell`, { why: 'x' })
  assert.equal((await tell('dilys')).statusCode, 403)
  assert.equal((await tell('rosa')).statusCode, 303)
  world.setNow(instant('2026-04-08T09:00:00Z'))
  const lift = (who: StaffName) => post(who, `/subject-requests/${part}/lift`)
  assert.equal((await lift('dilys')).statusCode, 403)
  assert.equal((await lift('rosa')).statusCode, 303)
})

/** Any statement, as somebody in an act could run it. */
const run = async <T>(who: StaffName, act: string, granted: Grant, statement: string): Promise<T[]> =>
  inTransaction(world.services.house, { requestId: randomUUID(), sessionToken: await officer(who) }, act, async (tx) => {
    await grant(world.services.house, tx, granted)
    return (await sql.raw<T>(statement).execute(tx)).rows
  })

test('the database lifts nothing of which she was not told, whatever the product says; nor stops what protects somebody', async () => {
  const part = await restrict()
  const lift = () =>
    run('rosa', 'governance.rights.answer', {}, 'update information_governance.use_limit set lifted_at = now() returning id')
  assert.deepEqual(await lift(), [])
  const stopped = (purpose: string) => `insert into information_governance.use_limit
    (id, part_id, kind, ground, purpose, controller_id, dataset_id, regime, source_person_id, since)
    values (gen_random_uuid(), '${part}', 'stopped', 'upheld', '${purpose}', '${council}', 'council-housing', 'general', gen_random_uuid(), now())`
  await run('rosa', 'governance.rights.answer', {}, stopped('tenancy-support'))
  for (const purpose of ['safeguarding-children', 'subject-rights'])
    await assert.rejects(run('rosa', 'governance.rights.answer', {}, stopped(purpose)), /row-level security/, purpose)
  await assert.rejects(run('mira', 'governance.rights.answer', {}, stopped('tenancy-support')), /row-level security/)
  await post('rosa', `/subject-requests/${part}/tell`, { why: 'x' })
  assert.notDeepEqual(await lift(), [])
})

test('row security shows nothing of a limited record by a grant that did not know of it', async () => {
  const source = await world.sourceOf('council-housing', 'H1')
  const cells = [{ dataset: 'council-housing', classes: ['identity', 'contact'], sources: [source] }]
  const seen = async (granted: Grant) =>
    (await run('amina', 'shared-record.person.read', granted, 'select id from feeds.fact')).length > 0
  assert.equal(await seen({ cells }), true)
  await restrict()
  assert.equal(await seen({ cells }), false)
  assert.equal(await seen({ cells, inSpiteOfLimit: [randomUUID()] }), false)
  assert.equal(await seen({ cells, inSpiteOfLimit: [source] }), true)
})

test('who had been shown it is told, but for looks that she may not know of; the lift is told, too (article 19)', async () => {
  await page('nora')
  await page('joanne', 'safeguarding-children')
  const part = await restrict()
  const notices = async (who: StaffName) => (await world.get('/subject-requests', await officer(who))).body
  assert.match(await notices('mira'), /A record of Council housing[\s\S]*Aldermere Council[\s\S]*Do not use it/)
  assert.doesNotMatch(await notices('mira'), /Kayleigh/, 'a list names nobody')
  const link = /href="(\/subject-requests\/notices\/[^"]+)"/.exec(await notices('mira'))![1]!
  const requestId = randomUUID()
  const opened = await world.get(link, await officer('mira'), { 'x-request-id': requestId })
  assert.match(opened.body, /Kayleigh Marsden[\s\S]*Do not go by what you were shown of it/)
  assert.doesNotMatch(opened.body, /01632 960555/)
  const { rows } = await world.admin.query('select view, cells from platform.access_entry where request_id = $1', [requestId])
  assert.deepEqual(rows, [{ view: 'limit-notice', cells: { 'nhs-patients': ['identity'] } }])
  assert.equal((await world.get(link, await officer('pavel'))).statusCode, 404, 'who was shown nothing')
  assert.doesNotMatch(await notices('pavel'), /Council housing/)
  const mine = (await world.get(`/account/subject-requests/${await requestOf(part)}`, await as('kayleigh'))).body
  assert.match(mine, /Aldermere Community NHS Trust/)
  await post('rosa', `/subject-requests/${part}/tell`, { why: 'x' })
  world.setNow(instant('2026-04-08T09:00:00Z'))
  await post('rosa', `/subject-requests/${part}/lift`)
  assert.match(await notices('mira'), /Lifted/)
})

test('an objection that was upheld stops the named use, and no other; safeguarding goes on (article 21)', async () => {
  await stop('tenancy-support')
  const own = await page('amina')
  assert.match(own, /Council housing: a use was stopped since 1 April 2026[\s\S]*the person objected to this use/)
  assert.doesNotMatch(own, /01632 960555/)
  assert.match(await page('joanne'), /01632 960555/, 'under another purpose')
  assert.doesNotMatch(await page('joanne'), /a use was stopped/)
  assert.match(await page('joanne', 'safeguarding-children'), /01632 960555/)
  const mine = (await world.get('/account/subject-requests', await as('kayleigh'))).body
  assert.match(mine, /Aldermere Council: not used to help you keep your home, since 1 April 2026/)
})

test('what a law requires and what protects somebody cannot be stopped, whoever writes it in', async () => {
  const part = await ask({ kind: 'objection' })
  for (const purposes of ['subject-rights', 'own-record', 'safeguarding-children', 'domestic-abuse', 'no-such-purpose'])
    assert.match((await decide(part, { decision: 'stop', purposes, said: 'x' })).body, /Choose which use stops/, purposes)
  assert.equal((await world.admin.query('select from information_governance.use_limit')).rowCount, 0)
})

test('a limit stays with its record: what is put with it is restricted like it, and what is parted from it is not', async () => {
  await world.load('council-housing', [
    ...aPerson('H2', 'Kay', 'Marsden-Low', '1993-04-07', { address: '9 Elsewhere Road, Aldermere', postcode: 'AL7 7AA' }),
    anInvolvement('H2', 'stranger'),
    { kind: 'contact-point', key: 'H2-phone', person: 'H2', eventAt: at, system: 'phone', value: '01632 960888' },
  ])
  const [source, other] = [await world.sourceOf('council-housing', 'H2'), await world.personOf('council-housing', 'H2')]
  assert.notEqual(other, person)
  const put = (with_: string) =>
    world.admin.query('update person_index.link set person_id = $1 where source_person_id = $2 and ended_at is null', [
      with_,
      source,
    ])
  const seen = async (id: string) => (await world.get(`/people/${id}`, await as('stranger'))).body
  await restrict()
  assert.match(await seen(other), /01632 960888/)
  await put(person)
  assert.doesNotMatch(await seen(person), /01632 960888/)
  assert.match(await seen(person), /Council housing: restricted since/)
  await put(other)
  assert.match(await seen(other), /01632 960888/)
})

test('what came by letter is written in by the organisation that it came to, by the reference in its own system, with the day on which it came', async () => {
  const form = {
    id: randomUUID(),
    kind: 'restriction',
    dataset: 'council-housing',
    reference: 'H1',
    ground: 'legal-claim',
    said: 'I need it for the court.',
    'received-day': '25',
    'received-month': '3',
    'received-year': '2026',
  }
  const enter = async (who: StaffName, more: Record<string, string> = {}) =>
    world.post('/subject-requests/new', await officer(who), { ...form, id: randomUUID(), ...more })
  assert.match((await world.get('/subject-requests/new', await officer('rosa'))).body, /Council housing/)
  assert.match((await enter('rosa', { reference: 'H99' })).body, /no record with this reference/)
  assert.match((await enter('mira')).body, /no record with this reference/, 'of another organisation')
  assert.match((await enter('rosa', { kind: '' })).body, /Choose what they ask/)
  assert.match((await enter('rosa', { ground: '' })).body, /Choose why it should not be used/)
  assert.match((await enter('rosa', { 'received-year': '2027' })).body, /cannot be in the future/)
  assert.equal((await world.post('/subject-requests/new', await as('amina'), form)).statusCode, 403)
  assert.equal((await enter('rosa')).statusCode, 303)
  const { rows } = await world.admin.query('select id from information_governance.subject_request_part')
  assert.equal(rows.length, 1)
  const opened = (await world.get(`/subject-requests/${rows[0].id}`, await officer('rosa'))).body
  assert.match(opened, /Kayleigh Marsden[\s\S]*I need it for the court[\s\S]*written in by Rosa Owner/)
  assert.match(opened, /Answer by 27 April 2026/, 'a month from the day on which it came, which is a Saturday')
  assert.equal((await decide(rows[0].id, { decision: 'restrict', said: 'For the court.' })).statusCode, 303)
  assert.doesNotMatch(await page('amina'), /01632 960555/)
})

test('a worker asks for somebody with whom she works, and for nobody else', async () => {
  const form = { id: randomUUID(), kind: 'restriction', to: nhs, ground: 'accuracy', said: 'She says that the number is wrong.' }
  const url = `/people/${person}/own-data`
  assert.match((await world.get(url, await as('amina'))).body, /Aldermere Community NHS Trust/)
  assert.equal((await world.get(url, await as('colin'))).statusCode, 404, 'who does not work with her')
  assert.equal((await world.post(url, await as('colin'), form)).statusCode, 404)
  assert.match((await world.post(url, await as('amina'), { ...form, to: '' })).body, /Choose whom they ask/)
  assert.equal((await world.post(url, await as('amina'), form)).statusCode, 303)
  const part = await partOf(form.id)
  const opened = (await world.get(`/subject-requests/${part}`, await officer('mira'))).body
  assert.match(opened, /Kayleigh Marsden[\s\S]*the number is wrong[\s\S]*written in by Amina Hussain/)
  assert.equal((await decide(part, { decision: 'restrict', said: 'x' }, 'mira')).statusCode, 303)
  assert.match(await page('nora'), /NHS community services: restricted/)
  assert.doesNotMatch(await page('amina'), /01632 960777/)
})
