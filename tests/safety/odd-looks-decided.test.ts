// From the look to the decision: the worker is told on her day and answers in one field, her own organisation's officer decides, and nobody else sees any of it.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { freezePublicRegister, noticeOddLooks } from '#modules/information-governance'
import { tiesOf } from '#modules/person-index'
import { instant } from '#platform/dates'
import { inTransaction } from '#platform/transactions'
import { anInvolvement, aPerson, openWorld, type Reply, type World } from '#testing/world'

let world: World
let amina: string
let ines: string
let mira: string
let looked: { id: string; reference: string; hours: number; signs: string[]; told: string[]; person_id: string }
const notice = () => noticeOddLooks(world.services, tiesOf)
const listed = async () =>
  (
    await world.admin.query<typeof looked>(
      'select *, extract(epoch from noticed_at - looked_at)::float / 3600 as hours from information_governance.odd_look order by noticed_at, id',
    )
  ).rows
const open = async (token: string, person: string, status = 200) => {
  const reply = await world.get(`/people/${await world.personOf('council-housing', person)}`, token)
  assert.equal(reply.statusCode, status, person)
}

before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    // Amina as a resident; her neighbour; somebody with whom she works and has nothing in common; a neighbour whose address is kept from others; her former flatmate.
    ...aPerson('H-AMINA', 'Amina', 'Hussain', '1988-02-03', { address: '2 Mill Lane, Aldermere', postcode: 'AL2 2AA' }),
    ...aPerson('H-NEXT', 'Nora', 'Next', '1970-01-01', { address: '4 Mill Lane, Aldermere', postcode: 'AL2 2AA' }),
    ...aPerson('H-FAR', 'Fay', 'Faraway', '1971-01-01', { address: '4 Long Lane, Aldermere', postcode: 'AL3 2AA' }),
    ...aPerson('H-HIDES', 'Hanna', 'Hides', '1972-01-01', { address: '6 Mill Lane, Aldermere', postcode: 'AL2 2AA' }).map(
      (row) => (row.kind === 'identity' ? { ...row, addressProtected: true } : row),
    ),
    ...['H-NEXT', 'H-FAR', 'H-HIDES'].map((one) => anInvolvement(one, 'joanne')),
  ])
  await world.isHerself('amina', 'council-housing', 'H-AMINA')
  amina = await world.session('amina')
  ines = await world.session('ines')
  mira = await world.session('mira')
  // Her team's people: seen through it, since her own cases would weigh less.
  await world.admin.query(
    `
    insert into information_governance.relationship (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from, reason)
    select gen_random_uuid(), $1, controller_id, dataset_id, regime, id, 'contact-in-hand', 'casework', source_key, '2026-03-31', 'somebody rang'
    from feeds.source_person where source_key in ('H-NEXT', 'H-FAR', 'H-HIDES')`,
    [world.workers.amina],
  )
})
after(() => world.close())

test('a look at a neighbour is noticed within minutes, told to her on her day without saying why, and one at a stranger is not', async () => {
  assert.doesNotMatch((await world.get('/my-day', amina)).body, /The system noticed/)
  await open(amina, 'H-NEXT')
  await open(amina, 'H-FAR')
  assert.equal(await notice(), 1)
  ;[looked] = (await listed()) as [typeof looked]
  assert.deepEqual(looked.signs, ['neighbour'])
  assert.ok(looked.hours < 24)

  const day = await world.get('/my-day', amina)
  assert.match(day.body, /The system noticed/)
  const own = await world.get('/odd-looks', amina)
  assert.match(own.body, /may connect you with this person outside your work/)
  for (const page of [day, own, await world.get(`/odd-looks/${looked.id}`, amina)])
    assert.doesNotMatch(page.body, /neighbour|postcode|Nora|Mill Lane/i)
})

test('weighed again, nothing is noticed again; nor a second look at her on the next day while the first waits', async () => {
  assert.equal(await notice(), 0)
  await world.admin.query("update platform.access_entry set occurred_at = occurred_at - interval '30 hours'")
  await world.admin.query("update platform.access_entry_source set occurred_at = occurred_at - interval '30 hours'")
  await open(amina, 'H-NEXT')
  assert.equal(await notice(), 0)
  assert.equal((await listed()).length, 1)
})

test('how many bear a surname is looked up by an index, whatever row security asks', async () => {
  const { rows } = await world.admin.query<{ body: string }>(
    "select prosrc as body from pg_proc where oid = 'feeds.bearers_of(text)'::regprocedure",
  )
  const body = rows[0]!.body.replace('bearers_of.surname', "'hussain'")
  await world.admin.query('begin')
  try {
    await world.admin.query('set local role owner; set local enable_seqscan = off; set local enable_bitmapscan = off')
    const plan = await world.admin.query<{ 'QUERY PLAN': string }>(`explain ${body}`)
    assert.match(plan.rows.map((row) => row['QUERY PLAN']).join('\n'), /Index Cond: \(surname = 'hussain'::text\)/)
  } finally {
    await world.admin.query('rollback')
  }
})

test('of somebody whose address is kept from others nothing is said of where she lives', async () => {
  await open(amina, 'H-HIDES')
  assert.equal(await notice(), 0)
  await world.load('council-housing', [
    {
      kind: 'residence',
      key: 'AMINA-once',
      person: 'H-AMINA',
      eventAt: '2026-03-02T10:00:00Z',
      address: '9 Old Street, Aldermere',
      postcode: 'AL4 4AA',
      from: '2015-01-01',
      to: '2020-01-01',
    },
    {
      kind: 'residence',
      key: 'HIDES-once',
      person: 'H-HIDES',
      eventAt: '2026-03-02T10:00:00Z',
      address: '9 Old Street, Aldermere',
      postcode: 'AL4 4AA',
      from: '2015-01-01',
      to: '2020-01-01',
    },
  ])
  await open(amina, 'H-HIDES')
  assert.equal(await notice(), 1, 'a home that both have left leads nowhere')
  assert.deepEqual((await listed()).at(-1)?.signs, ['former-home'])
})

test('nor of somebody of whom nobody has said yet whether she is such a one', async () => {
  await world.load(
    'council-housing',
    aPerson('H-MAYBE', 'Maya', 'Maybe', '1973-01-01', { address: '8 Mill Lane, Aldermere', postcode: 'AL2 2AA' }),
  )
  const [maybe, hides] = [await world.sourceOf('council-housing', 'H-MAYBE'), await world.sourceOf('council-housing', 'H-HIDES')]
  await world.admin.query(
    `insert into person_index.review_pair (controller_id, dataset_id, regime, source_person_id, other_source_person_id, bits, model, made_at)
     values ('GB-LAE-ALD', 'council-housing', 'general', least($1::uuid, $2), greatest($1::uuid, $2), 1, 'm', now())`,
    [maybe, hides],
  )
  await open(amina, 'H-MAYBE', 404)
  assert.equal(await notice(), 0)
  await world.admin.query('delete from person_index.review_pair where $1 in (source_person_id, other_source_person_id)', [maybe])
  await open(amina, 'H-MAYBE', 404)
  assert.equal(await notice(), 1, 'when it is known that she is not')
})

test('she answers in one field, once; the words are hers to give, and sealed', async () => {
  const empty = await world.post(`/odd-looks/${looked.id}`, amina, { said: ' ' })
  assert.equal(empty.statusCode, 422)
  assert.match(empty.body, /Say in a sentence why you looked/)
  assert.equal(
    (await world.post(`/odd-looks/${looked.id}`, amina, { said: 'She rang about a leak at her flat' })).statusCode,
    303,
  )
  assert.equal((await world.post(`/odd-looks/${looked.id}`, amina, { said: 'And again' })).statusCode, 409)
  const { rows } = await world.admin.query('select said from information_governance.odd_look_step')
  assert.equal(rows.length, 1)
  assert.ok(!rows[0].said.includes('leak'))
})

test('another worker has neither her looks nor her pages, and whoever is no officer has no queue', async () => {
  const joanne = await world.session('joanne')
  assert.doesNotMatch((await world.get('/odd-looks', joanne)).body, new RegExp(looked.reference))
  assert.equal((await world.get(`/odd-looks/${looked.id}`, joanne)).statusCode, 404)
  assert.equal((await world.post(`/odd-looks/${looked.id}`, joanne, { said: 'I say so for her' })).statusCode, 404)
  assert.equal((await world.get(`/access-reviews/odd/${looked.id}`, amina)).statusCode, 403)
})

test('the officer of her own organisation has it on the desk and in the queue, names nobody, and another organisation’s does not', async () => {
  const pages = async (token: string): Promise<Reply[]> =>
    Promise.all(['/governance', '/access-reviews', `/access-reviews/odd/${looked.id}`].map((url) => world.get(url, token)))
  const [desk, queue, one] = (await pages(ines)) as [Reply, Reply, Reply]
  assert.match(desk.body, new RegExp(looked.reference))
  assert.match(queue.body, /Neighbours: the same postcode/)
  assert.match(one.body, /She rang about a leak at her flat/)
  assert.match(one.body, new RegExp(looked.person_id))
  for (const page of [desk, queue]) assert.doesNotMatch(page.body, /leak/)
  for (const page of [desk, queue, one]) assert.doesNotMatch(page.body, /Nora|Next|Mill Lane/)

  const [hers, others, none] = (await pages(mira)) as [Reply, Reply, Reply]
  for (const page of [hers, others]) assert.doesNotMatch(page.body, new RegExp(looked.reference))
  assert.equal(none.statusCode, 404)
})

test('a look at the queue’s entry is logged and withheld; the person sees nothing of it on her own page', async () => {
  const { rows } = await world.admin.query(
    `select visibility, withheld_ground, subject_id from platform.access_entry where view = 'odd-look-review'`,
  )
  assert.deepEqual(rows, [{ visibility: 'withheld', withheld_ground: 'A review of an odd look', subject_id: looked.person_id }])
  const account = await world.account('nora', { feed: 'council-housing', person: 'H-NEXT' })
  const page = await world.get('/account/access-events', await world.session({ resident: account }))
  assert.equal(page.statusCode, 200)
  assert.doesNotMatch(page.body, /odd|review|neighbour/i)
})

test('asked again she answers again; found not rightful it leads to the incident form with its reference, and is decided once', async () => {
  const decide = (finding: string, reasons: string, token = ines) =>
    world.post(`/access-reviews/odd/${looked.id}`, token, { finding, reasons })
  const lacks = await decide('', '')
  assert.equal(lacks.statusCode, 422)
  assert.match(lacks.body, /Choose what you decide/)
  assert.equal((await decide('rightful', 'Not mine to say', mira)).statusCode, 404)
  assert.equal((await decide('asked', 'Which job number?')).statusCode, 303)
  assert.match((await world.get('/my-day', amina)).body, /The system noticed/)
  assert.match((await world.get(`/odd-looks/${looked.id}`, amina)).body, /Which job number\?/)
  assert.equal((await world.post(`/odd-looks/${looked.id}`, amina, { said: 'There is none' })).statusCode, 303)

  const wrong = await decide('not-rightful', 'No job, no call in the log of calls')
  assert.equal(wrong.headers.location, `/incidents/new?about=${encodeURIComponent(`Odd look ${looked.reference}`)}`)
  assert.match((await world.get(String(wrong.headers.location), ines)).body, new RegExp(`Odd look ${looked.reference}`))
  assert.equal((await decide('rightful', 'On second thoughts')).statusCode, 409)
  assert.match((await world.get(`/odd-looks/${looked.id}`, amina)).body, /The officer has decided/)
  assert.doesNotMatch((await world.get('/governance', ines)).body, new RegExp(looked.reference))
  const { rows } = await world.admin.query(
    `select act, facts from platform.audit_event where subject = $1 and act = 'governance.odd-look.review' order by occurred_at`,
    [looked.id],
  )
  assert.deepEqual(
    rows.map((row) => row.facts),
    [{ finding: 'asked' }, { finding: 'not-rightful' }],
  )
})

test('of an officer’s own look, and where an organisation has no officer, another organisation’s officer decides, and is told no reference of the person', async () => {
  await world.load('police-incidents', [
    ...aPerson('P-REED', 'Rita', 'Reed', '1981-01-01', { address: '1 Nick Street, Aldermere', postcode: 'AL5 5AA' }),
  ])
  await world.admin.query(
    `insert into information_governance.relationship (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from, reason)
     select gen_random_uuid(), $1, controller_id, dataset_id, regime, id, 'contact-in-hand', 'casework', source_key, '2026-03-31', 'somebody rang'
     from feeds.source_person where source_key = 'P-REED'`,
    [world.workers.colin],
  )
  const reply = await world.get(`/people/${await world.personOf('police-incidents', 'P-REED')}`, await world.session('colin'))
  assert.equal(reply.statusCode, 200)
  assert.equal(await notice(), 1)
  const its = (await listed()).find((one) => one.signs.includes('surname'))!
  assert.deepEqual(its.told, ['surname'])
  for (const officer of [ines, mira]) {
    const page = await world.get(`/access-reviews/odd/${its.id}`, officer)
    assert.equal(page.statusCode, 200)
    assert.doesNotMatch(page.body, new RegExp(its.person_id))
  }
  // Amina becomes her organisation's officer as well: what she looks up from then on is another's to decide.
  await world.admin.query(
    `insert into partnership.role_assignment (id, worker_id, organisation_id, role, active_from)
     values (gen_random_uuid(), $1, 'GB-LAE-ALD', 'information-governance', '2026-01-01')`,
    [world.workers.amina],
  )
  const asOfficer = await world.session('amina')
  const earlier = (await listed()).find((one) => one.signs.includes('former-home'))!
  assert.equal((await world.get(`/access-reviews/odd/${earlier.id}`, asOfficer)).statusCode, 404, 'her own is not hers to decide')
  await open(asOfficer, 'H-AMINA', 403)
  assert.equal(await notice(), 1)
  const own = (await listed()).find((one) => one.signs.includes('household'))!
  const decides = async (officer: string) => (await world.get(`/access-reviews/odd/${own.id}`, officer)).statusCode
  assert.deepEqual(await Promise.all([asOfficer, ines, mira].map(decides)), [404, 404, 200])
})

test('an officer decides on no look at herself, nor at whom she lives with, and finds none on her desk; another organisation’s does', async () => {
  await world.load('council-housing', [
    ...aPerson('H-INES', 'Ines', 'Governance', '1979-01-01', {
      address: '1 Quay, Aldermere',
      postcode: 'AL7 7AA',
      household: 'quay',
    }),
    ...aPerson('H-WITH', 'Wim', 'With', '1978-01-01', { address: '1 Quay, Aldermere', postcode: 'AL7 7AA', household: 'quay' }),
    ...aPerson('H-SAM', 'Sam', 'Stranger', '1990-01-01', { address: '3 Quay, Aldermere', postcode: 'AL7 7AA' }),
  ])
  await world.isHerself('ines', 'council-housing', 'H-INES')
  await world.isHerself('stranger', 'council-housing', 'H-SAM')
  const stranger = await world.session('stranger')
  await open(stranger, 'H-INES', 404)
  await open(stranger, 'H-WITH', 404)
  await world.admin.query('delete from partnership.role_assignment where worker_id = $1 and role = $2', [
    world.workers.amina,
    'information-governance',
  ])
  assert.equal(await notice(), 2)
  const desk = async (officer: string) =>
    (await world.get('/governance', officer)).body + (await world.get('/access-reviews', officer)).body
  for (const { id, reference, signs } of (await listed()).slice(-2)) {
    assert.deepEqual(signs, ['neighbour', 'no-relationship'])
    assert.equal((await world.get(`/access-reviews/odd/${id}`, ines)).statusCode, 404)
    assert.doesNotMatch(await desk(ines), new RegExp(reference))
    assert.equal((await world.get(`/access-reviews/odd/${id}`, mira)).statusCode, 200)
    assert.match(await desk(mira), new RegExp(reference))
  }
})

test('a form that says whose it is is a look like any other', async () => {
  await world.load('council-housing', [
    ...aPerson('H-ASK', 'Asta', 'Ask', '1974-01-01', { address: '10 Mill Lane, Aldermere', postcode: 'AL2 2AA' }),
    anInvolvement('H-ASK', 'joanne'),
  ])
  await world.admin.query(
    `insert into information_governance.relationship (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from, reason)
     select gen_random_uuid(), $1, controller_id, dataset_id, regime, id, 'contact-in-hand', 'casework', source_key, '2026-03-31', 'somebody rang'
     from feeds.source_person where source_key = 'H-ASK'`,
    [world.workers.amina],
  )
  const form = await world.get(
    `/people/${await world.personOf('council-housing', 'H-ASK')}/own-data`,
    await world.session('amina'),
  )
  assert.match(form.body, /Asta Ask/)
  assert.equal(await notice(), 1)
  assert.deepEqual((await listed()).at(-1)?.signs, ['neighbour'])
})

test('five people tried in a day are five, although she calls every request the same', async () => {
  const strays = Array.from({ length: 5 }, (_, n) => `H-STRAY-${n}`)
  await world.load(
    'council-housing',
    strays.flatMap((key, n) =>
      aPerson(key, `Stray${'abcde'[n]}`, `Dog${'abcde'[n]}`, `195${n}-01-01`, { address: `${n} Far`, postcode: `AL9 ${n}ZZ` }),
    ),
  )
  const joanne = await world.session('joanne')
  const headers = { 'x-request-id': randomUUID() }
  for (const key of strays) await world.get(`/people/${await world.personOf('council-housing', key)}`, joanne, headers)
  assert.equal(await notice(), 1)
  assert.deepEqual((await listed()).at(-1)?.signs, ['no-relationship', 'refusals'])
})

test('everyone reads of the month before how many looks there were, seemed odd and were found wrong, each organisation apart and none exactly', async () => {
  await world.admin.query("update information_governance.odd_look set looked_at = '2026-03-10T10:00:00Z'")
  await world.admin.query("update platform.access_entry set occurred_at = '2026-03-10T10:00:00Z'")
  world.setNow(instant('2026-04-02T09:00:00Z'))
  await freezePublicRegister(world.services)
  const { oddLooks } = (await world.get('/public/data-use/register.json', null)).json()
  assert.deepEqual(oddLooks, [
    { organisation: 'Aldermere Council', looks: 'fewer than 8', odd: 'about 10', notRightful: 'fewer than 8' },
    { organisation: 'Aldermere Police', looks: 'fewer than 8', odd: 'fewer than 8', notRightful: 'none' },
  ])
  assert.match((await world.get('/public/data-use/register', null)).body, /Looks that seemed odd in March 2026/)
})

test('nobody but the product weighs looks: in an officer’s context neither function tells anything', async () => {
  const caller = () => ({ requestId: randomUUID(), sessionToken: ines })
  for (const call of [
    sql`select * from information_governance.looks_to_weigh(now() - interval '1 day', array['person'], 'UTC')`,
    sql`select * from person_index.ties_of('[]', '2026-04-01')`,
  ])
    await assert.rejects(
      inTransaction(world.services.house, caller(), 'governance.odd-look.review', (tx) => call.execute(tx)),
      /the product weighs looks/,
    )
})
