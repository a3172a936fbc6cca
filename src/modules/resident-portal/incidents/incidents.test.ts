// Whom a breach reached and how each is told: the list, what is withheld, her own page, and what nobody else sees of it.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { instant } from '#platform/dates'
import { inTransaction } from '#platform/transactions'
import { anInvolvement, aPerson, type FeedName, openWorld, type StaffName, type World } from '#testing/world'

let world: World
/** Leads for Harbour, which nobody may know to be involved. */
let harbour: (purpose: string) => Promise<string>
const start = '2026-04-01T09:00:00Z'
before(async () => {
  world = await openWorld()
  world.setNow(instant(start))
  harbour = await world.hire('harbour-officer', {
    organisationId: 'GB-CHC-REFUGE',
    name: 'Hetty Officer',
    roles: ['information-governance'],
  })
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'),
    ...aPerson('H2', 'Leo', 'Lodger', '1999-09-09'),
    ...aPerson('H3', 'Wanda', 'Withheld', '1980-02-02'),
    ...aPerson('H4', 'Pia', 'Protected', '1985-05-05', { address: '5 Oldhome Row, Aldermere', postcode: 'AL1 5AA' }),
    ...aPerson('H5', 'Sam', 'Stranger', '1970-01-01'),
    ...aPerson('H6', 'Nobody', 'Looked', '1971-01-01'),
    anInvolvement('H1', 'amina'),
    anInvolvement('H2', 'amina'),
    aPhone('01632 960703', { safety: 'safe', safeWhen: 'Mornings', through: 'Their school' }),
    aPhone('01632 960702', { safety: 'not-safe' }),
  ])
  await world.load('nhs-patients', [...aPerson('N1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('N1', 'nora')])
  await world.load('police-incidents', [
    ...aPerson('P4', 'Pia', 'Protected', '1985-05-05', { address: '5 Oldhome Row, Aldermere', postcode: 'AL1 5AA' }).map((row) =>
      row.kind === 'identity' ? { ...row, addressProtected: true } : row,
    ),
  ])
  await world.load('domestic-abuse', [...aPerson('D1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('D1', 'dana')])
  await looked('H1', { 'council-housing': ['identity', 'address'], 'nhs-patients': ['need'] }, [
    'council-housing H1',
    'nhs-patients N1',
  ])
  await looked('H1', { 'domestic-abuse': ['identity'] }, ['domestic-abuse D1'], 'withheld')
  await looked('H2', { 'council-housing': ['identity'] }, ['council-housing H2'])
  await looked('H3', { 'council-housing': ['identity'] }, ['council-housing H3'], 'withheld')
  await looked('H4', { 'council-housing': ['identity'] }, ['council-housing H4'])
})
after(() => world.close())

const aPhone = (value: string, more: object) => ({
  kind: 'contact-point',
  key: `H2-${value}`,
  person: 'H2',
  eventAt: '2026-03-01T10:00:00Z',
  system: 'phone',
  value,
  ...more,
})

/** That one account, `the-account`, looked at somebody on 2 February. */
async function looked(person: string, cells: object, sources: string[], visibility = 'shown', by = 'GB-LAE-ALD') {
  const entry = randomUUID()
  await world.admin.query(
    `insert into platform.access_entry (id, request_id, occurred_at, actor_kind, actor_id, actor_role, organisation_id, purpose, act, view, subject_id,
       outcome, decision_id, decision, agreements, cells, visibility, withheld_ground, reviewer, review_on)
     values ($1, gen_random_uuid(), '2026-02-02T10:00:00Z', 'worker', 'the-account', 'practitioner', $5, 'tenancy-support', 'x', 'person', $2,
       'shown', gen_random_uuid(), '{}', '{AFH v1}', $3, $4, case when $4 = 'withheld' then 'g' end, case when $4 = 'withheld' then 'r' end,
       case when $4 = 'withheld' then date '2027-01-01' end)`,
    [entry, await world.personOf('council-housing', person), JSON.stringify(cells), visibility, by],
  )
  for (const source of sources) {
    const [feed, key] = source.split(' ') as [FeedName, string]
    await world.admin.query('insert into platform.access_entry_source (entry_id, source_person_id) values ($1, $2)', [
      entry,
      await world.sourceOf(feed, key),
    ])
  }
}
const moment = (name: string, day: number, month: number, time: string) => ({
  [`${name}-day`]: String(day),
  [`${name}-month`]: String(month),
  [`${name}-year`]: '2026',
  [`${name}-time`]: time,
})
const office = (who: StaffName = 'ines') => world.session(who, { purpose: 'information-governance' })
const telling = (who: StaffName = 'ines') => world.session(who, { purpose: 'breach-telling' })
const notice = {
  happened: 'On 2 February somebody looked who should not have.',
  mean: 'They know where you live.',
  did: 'We stopped it.',
  can: 'Tell us if somebody comes.',
  ring: 'The council, 01632 960100.',
}
const counted = { ...moment('from', 2, 2, '9:00'), ...moment('to', 2, 2, '12:00'), by: 'account', which: 'the-account' }

/** Counts other looks of an incident than those of the account. */
const count = async (id: string, by: string, which: string) =>
  assert.equal((await world.post(`/incidents/${id}/count`, await office(), { ...counted, by, which })).statusCode, 303)

/** An incident that is counted and, unless it is said otherwise, frozen, with what people are told. */
async function anIncident({ frozen = true } = {}): Promise<string> {
  const report = { said: 'Somebody looked at her neighbours', goingOn: 'no', ...moment('noticed', 1, 4, '9:30') }
  const sent = await world.post('/incidents/new', await world.session('amina'), report)
  const reference = /reference=(.*)$/.exec(String(sent.headers.location))![1]
  const { rows } = await world.admin.query('select id from information_governance.incident where reference = $1', [reference])
  const { id } = rows[0]
  assert.equal((await world.post(`/incidents/${id}/count`, await office(), counted)).statusCode, 303)
  assert.equal((await world.post(`/incidents/${id}/notice`, await office(), notice)).statusCode, 303)
  if (frozen) assert.equal((await world.post(`/incidents/${id}/people/freeze`, await telling())).statusCode, 303)
  return id
}
const list = async (id: string) => (await world.get(`/incidents/${id}/people`, await telling())).body
const person = (key: string) => world.personOf('council-housing', key)
const tell = async (id: string, key: string, form: Record<string, string>) =>
  world.post(`/incidents/${id}/people/${await person(key)}`, await telling(), { said: 'By her worker today', ...form })
const review = async (id: string, key: string, kind: string, who: StaffName = 'rosa') =>
  world.post(`/incident-reviews/${id}/people/${await person(key)}`, await telling(who), { kind, said: 'Reasons' })

test('the list has whom the looks reached that were counted, of her organisation’s own data, and each whom she sees leaves an entry', async () => {
  const id = await anIncident({ frozen: false })
  assert.ok(!(await list(id)).includes('Kayleigh Marsden'), 'before it is frozen there is nobody')
  await world.post(`/incidents/${id}/people/freeze`, await telling())
  const body = await list(id)
  for (const name of ['Kayleigh Marsden', 'Leo Lodger', 'Wanda Withheld', 'Pia Protected']) assert.ok(body.includes(name), name)
  for (const other of ['Sam Stranger', 'Nobody Looked', 'nhs patients', 'domestic abuse', 'Harbour'])
    assert.ok(!body.includes(other), other)
  assert.ok(body.includes('As it was frozen') && body.includes('Amina Hussain'), 'with who works with her')
  const { rows } = await world.admin.query(
    `select count(distinct subject_id)::int as people, bool_and(visibility = 'withheld') as withheld from platform.access_entry
     where actor_id = $1 and view = 'incident-people'`,
    [world.workers.ines],
  )
  assert.deepEqual(rows[0], { people: 4, withheld: true })
})

test('nobody else sees the list: not another purpose, not another organisation’s officer, not who reviews, not a worker', async () => {
  const id = await anIncident()
  assert.equal((await world.get(`/incidents/${id}/people`, await office())).statusCode, 409)
  const hers = `/incidents/${id}/people/${await person('H2')}`
  for (const who of ['mira', 'rosa', 'amina'] as const)
    for (const path of [`/incidents/${id}/people`, hers])
      assert.ok([403, 404].includes((await world.get(path, await telling(who))).statusCode), `${who} ${path}`)
  assert.equal((await world.post(`/incidents/${id}/people/freeze`, await telling('mira'))).statusCode, 404)
  assert.equal((await world.get(`/incidents/${id}/people`, await harbour('breach-telling'))).statusCode, 404)
  assert.equal((await world.get(`/incidents/${id}/people/${await person('H6')}`, await telling())).statusCode, 404)
  // Who is not on it cannot be told either, and a reviewer opens nobody whose review is not wanted.
  assert.equal((await tell(id, 'H6', { kind: 'worker' })).statusCode, 404)
  assert.equal((await world.get(`/incident-reviews/${id}/people/${await person('H2')}`, await telling('rosa'))).statusCode, 404)
})

test('no list says whom a service looked at that may not be known of: it is counted by account or session, and never by its name (K2)', async () => {
  const id = await anIncident({ frozen: false })
  await looked('H6', { 'council-housing': ['identity'] }, ['council-housing H6'], 'shown', 'GB-CHC-REFUGE')
  const frozen = async (by: string, which: string) => {
    await count(id, by, which)
    await world.post(`/incidents/${id}/people/freeze`, await telling())
    return list(id)
  }
  assert.doesNotMatch(await frozen('organisation', 'GB-CHC-REFUGE'), /Nobody Looked/)
  assert.match(await frozen('organisation', 'GB-LAE-ALD'), /Kayleigh Marsden/)
  assert.match(await frozen('account', 'the-account'), /Nobody Looked/)
  await world.admin.query('delete from platform.access_entry_source where source_person_id = $1', [
    await world.sourceOf('council-housing', 'H6'),
  ])
})

test('what is frozen stays as it was; a line that is changed or added shows', async () => {
  const id = await anIncident()
  await looked('H5', { 'council-housing': ['identity'] }, ['council-housing H5'])
  assert.ok(!(await list(id)).includes('Sam Stranger'), 'who looked later is not on it')
  assert.ok((await list(id)).includes('As it was frozen'))
  await world.admin.query('update information_governance.incident_member set withheld = not withheld where part_id = $1', [id])
  assert.ok((await list(id)).includes('Not as it was frozen'))
  await world.admin.query('delete from information_governance.incident_member where part_id = $1', [id])
  assert.match(await list(id), /Records erased since[\s\S]*?4/)
  await world.admin.query(`delete from platform.access_entry_source where source_person_id = $1`, [
    await world.sourceOf('council-housing', 'H5'),
  ])
})

test('who has an account reads it there, in plain words, once the officer has told her; nobody else reads it', async () => {
  const id = await anIncident()
  const kayleigh = await world.account('kayleigh', { feed: 'council-housing', person: 'H1' })
  const leo = await world.account('someone-else', { feed: 'council-housing', person: 'H6' })
  const page = async (resident: string, path = '/account/incidents') =>
    (await world.get(path, await world.session({ resident }))).body
  const told = /somebody looked who should not have/
  assert.doesNotMatch(await page(kayleigh), told)
  assert.doesNotMatch(await page(kayleigh, '/account'), /something to tell you/)

  await world.post(`/incidents/${id}/people/tell`, await telling())
  const body = await page(kayleigh)
  for (const part of Object.values(notice)) assert.ok(body.includes(part), part)
  assert.ok(body.includes('Aldermere Council') && !body.includes('Harbour'))
  assert.match(await page(kayleigh, '/account'), /something to tell you/)
  assert.doesNotMatch(await page(leo), told)
  assert.doesNotMatch(await page(await world.account('tied-to-nobody')), told)

  const incident = (await world.get(`/incidents/${id}`, await office())).body
  assert.match(incident, /Told on their own page[\s\S]*?1[\s\S]*?Waiting to be told[\s\S]*?3/)
  assert.ok(!incident.includes('Kayleigh'), 'the incident itself names nobody')
  // Told once; and the same again adds nothing.
  assert.equal((await tell(id, 'H1', { kind: 'worker' })).statusCode, 422)
  await world.post(`/incidents/${id}/people/tell`, await telling())
  const { rows } = await world.admin.query(
    `select count(*)::int as n from information_governance.incident_telling where part_id = $1`,
    [id],
  )
  assert.equal(rows[0].n, 1)

  await world.admin.query('update resident_portal.resident_account set frozen_at = now() where id = $1', [kayleigh])
  assert.doesNotMatch(await page(kayleigh), told, 'a frozen account looks as if nothing had been told (P2)')
  await world.admin.query('update resident_portal.resident_account set frozen_at = null where id = $1', [kayleigh])
})

test('who has no account is told by a worker or a safe contact, and it is written how; or why she cannot be', async () => {
  const id = await anIncident()
  assert.equal((await tell(id, 'H2', { kind: 'account' })).statusCode, 422)
  assert.equal((await tell(id, 'H2', { kind: 'post' })).statusCode, 422)
  assert.equal((await tell(id, 'H2', { kind: 'worker', said: '' })).statusCode, 422)
  assert.equal((await tell(id, 'H2', { kind: 'cannot', said: 'Moved away, nobody knows where' })).statusCode, 303)
  assert.match(await list(id), /Leo Lodger[\s\S]*?Cannot be told/)
  assert.equal((await tell(id, 'H2', { kind: 'worker' })).statusCode, 303)
  const one = await world.get(`/incidents/${id}/people/${await person('H2')}`, await telling())
  assert.match(one.body, /Safe contact[\s\S]*?Their school, 01632 960703, Mornings[\s\S]*?Not safe:<\/strong> 01632 960702/)
  assert.ok(one.body.includes('Moved away') && one.body.includes('By her worker today'))
  const { rows } = await world.admin.query(`select said from information_governance.incident_telling where part_id = $1`, [id])
  assert.ok(
    rows.every(({ said }) => !said.toString('latin1').includes('worker')),
    'sealed',
  )
})

test('of a withheld look, and of a protected person, nobody is told before somebody else has said that it is safe (K1, K3)', async () => {
  const id = await anIncident()
  await world.account('wanda', { feed: 'council-housing', person: 'H3' })
  for (const key of ['H3', 'H4']) {
    assert.equal((await tell(id, key, { kind: 'worker' })).statusCode, 422, key)
    assert.equal((await review(id, key, 'safe', 'ines')).statusCode, 403, 'who froze the list does not say so')
    assert.equal((await review(id, key, 'safe', 'mira')).statusCode, 404)
  }
  const session = { sessionToken: await telling(), requestId: randomUUID() }
  const past = inTransaction(world.services.house, session, 'governance.incident.tell', async (tx) =>
    sql`insert into information_governance.incident_telling (id, part_id, controller_id, dataset_id, regime, source_person_id, kind, said, by_id, by_name, at)
      values (gen_random_uuid(), ${id}, 'GB-LAE-ALD', 'council-housing', 'general', ${await world.sourceOf('council-housing', 'H3')}, 'account', '\\x00',
        ${world.workers.ines}, 'x', now())`.execute(tx),
  )
  await assert.rejects(past, /row-level security/, 'and the database holds to it')

  const waiting = (await world.get('/incident-reviews', await telling('rosa'))).body
  assert.ok(!waiting.includes('Wanda') && waiting.includes(`/incident-reviews/${id}/people/${await person('H3')}`))
  const opened = (await world.get(`/incident-reviews/${id}/people/${await person('H3')}`, await telling('rosa'))).body
  assert.ok(opened.includes('Wanda Withheld') && opened.includes(notice.happened))
  assert.equal((await review(id, 'H3', 'not-safe')).statusCode, 303)
  assert.match(await list(id), /Wanda Withheld[\s\S]*?Not safe to tell/)
  await world.post(`/incidents/${id}/people/tell`, await telling())
  assert.match(await list(id), /Wanda Withheld[\s\S]*?Not safe to tell/)
  assert.equal((await review(id, 'H3', 'safe')).statusCode, 303)
  await world.post(`/incidents/${id}/people/tell`, await telling())
  assert.match(await list(id), /Wanda Withheld[\s\S]*?Told/)
  assert.equal((await review(id, 'H4', 'safe')).statusCode, 303)
  // What was said of one record of a protected person says nothing of another that is hers since.
  const other = await world.sourceOf('council-housing', 'H6')
  const [hers, its] = [await person('H4'), await person('H6')]
  const link = (to: string) =>
    world.admin.query('update person_index.link set person_id = $1 where source_person_id = $2 and ended_at is null', [to, other])
  await link(hers)
  await world.admin.query(
    `insert into information_governance.incident_member select (jsonb_populate_record(m, jsonb_build_object('source_person_id', $2::text))).*
     from information_governance.incident_member m where part_id = $1 and person_id = $3 limit 1`,
    [id, other, hers],
  )
  assert.equal((await tell(id, 'H4', { kind: 'safe-contact' })).statusCode, 422)
  await link(its)
  await world.admin.query('delete from information_governance.incident_member where source_person_id = $1', [other])
  assert.equal((await tell(id, 'H4', { kind: 'safe-contact' })).statusCode, 303)
})

test('two who tell one person at one moment: she is told once', async () => {
  const id = await anIncident()
  const colleague = await world.hire('at-one-moment', {
    organisationId: 'GB-LAE-ALD',
    name: 'Olly Other',
    roles: ['information-governance'],
  })
  const path = `/incidents/${id}/people/${await person('H2')}`
  const sessions = await Promise.all([telling(), colleague('breach-telling'), telling(), colleague('breach-telling')])
  const replies = await Promise.all(sessions.map((one) => world.post(path, one, { kind: 'worker', said: 'By her worker today' })))
  assert.deepEqual(replies.map((one) => one.statusCode).toSorted(), [303, 422, 422, 422])
  const told = await world.admin.query('select from information_governance.incident_telling where part_id = $1', [id])
  assert.equal(told.rowCount, 1)
})

test('where two have frozen the list one after the other, the first may review the second’s', async () => {
  const both = await world.hire('both-officer', {
    organisationId: 'GB-LAE-ALD',
    name: 'Bea Both',
    roles: ['information-governance', 'data-owner'],
  })
  const id = await anIncident({ frozen: false })
  const freeze = async (session: string) => (await world.post(`/incidents/${id}/people/freeze`, session)).statusCode
  const say = async () =>
    (
      await world.post(`/incident-reviews/${id}/people/${await person('H3')}`, await both('breach-telling'), {
        kind: 'safe',
        said: 'Reasons',
      })
    ).statusCode
  assert.equal(await freeze(await both('breach-telling')), 303)
  assert.equal(await say(), 403, 'her own list')
  assert.equal(await freeze(await telling()), 303)
  assert.equal(await say(), 303)
})

test('a hidden service tells its people itself, never on a page; and no page of anybody else is other for it (K2)', async () => {
  const id = await anIncident()
  const before = await list(id)
  await world.post(`/incidents/${id}/involve`, await office())
  const { rows } = await world.admin.query(
    `select id, hidden from information_governance.incident_part where incident_id = $1 and controller_id = 'GB-CHC-REFUGE'`,
    [id],
  )
  assert.equal(rows[0].hidden, true)
  const part = rows[0].id
  const act = async (path: string, form: Record<string, string>, purpose = 'information-governance') =>
    (await world.post(`/incidents/${part}${path}`, await harbour(purpose), form)).statusCode
  assert.equal(await act('/count', counted), 303)
  assert.equal(await act('/notice', notice), 303)
  assert.equal(await act('/people/freeze', {}, 'breach-telling'), 303)
  const hers = await world.get(`/incidents/${part}/people`, await harbour('breach-telling'))
  assert.match(hers.body, /Kayleigh Marsden[\s\S]*?Never[\s\S]*?Waits for a review/)
  assert.equal(await act('/people/tell', {}, 'breach-telling'), 303)
  const told = await world.admin.query('select 1 from information_governance.incident_telling where part_id = $1', [part])
  assert.equal(told.rowCount, 0)
  const csrf = (text: string) => text.replaceAll(/name="csrf" value="[^"]*"/g, '').replaceAll(/[0-9a-f-]{36}/g, '')
  assert.equal(csrf(await list(id)), csrf(before))
})

test('whoever lives with the officer is on the list, and a colleague tells her (A10)', async () => {
  const id = await anIncident()
  await world.isHerself('ines', 'council-housing', 'H2')
  assert.ok(!(await list(id)).includes('Leo Lodger'))
  assert.equal((await tell(id, 'H2', { kind: 'worker' })).statusCode, 403)
  const colleague = await world.hire('second-officer', {
    organisationId: 'GB-LAE-ALD',
    name: 'Cora Colleague',
    roles: ['information-governance'],
  })
  const seen = await world.get(`/incidents/${id}/people`, await colleague('breach-telling'))
  assert.ok(seen.body.includes('Leo Lodger'))
})
