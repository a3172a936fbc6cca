// A resident's account: tied to her by a code that a worker gave her, frozen when there are two, and what it shows.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type Reply, type World } from '#testing/world'

let world: World
let person: string
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'),
    ...aPerson('H2', 'Leo', 'Lodger', '1999-09-09'),
    anInvolvement('H1', 'amina'),
    anInvolvement('H1', 'joanne', { key: 'lead' }),
    anInvolvement('H2', 'amina'),
  ])
  person = await world.personOf('council-housing', 'H1')
})
after(() => world.close())

const aCode = async (about = person): Promise<string> => {
  const page = await world.post(`/people/${about}/code`, await world.session('amina'))
  return /class="cw-code">([A-Z0-9-]+)</.exec(page.body)![1]!
}
let accounts = 0
const aResident = async () => world.session({ resident: await world.account(`resident-${++accounts}`) })
const giveCode = (token: string, code: string, lang = 'en') => world.post(`/account/code?lang=${lang}`, token, { code })
const frozen = async () =>
  (await world.admin.query('select count(*)::int as count from resident_portal.resident_account where frozen_at is not null'))
    .rows[0].count

/** A page but for what belongs to the session: its form token and the number of the request. */
const plain = (reply: Reply, token: string): string =>
  JSON.stringify([
    reply.statusCode,
    { ...reply.headers, date: '', 'x-request-id': '' },
    reply.body.replaceAll(world.app.kernel.csrfTokenFor(token), 'csrf').replaceAll(/resident-\d+/g, 'resident'),
  ])

test('a code works once, for the one who was given it, however it is typed (K4)', async () => {
  const [token, code] = [await aResident(), await aCode()]
  assert.equal((await world.get('/account/access-events', token)).headers.location, '/account/code')
  const used = await giveCode(token, code.toLowerCase().replaceAll('-', ' '))
  assert.deepEqual([used.statusCode, used.headers.location], [303, '/account'])
  assert.equal((await world.get('/account/access-events', token)).statusCode, 200)
  const again = await giveCode(await aResident(), code)
  assert.equal(again.statusCode, 422)
  await world.admin.query('delete from resident_portal.account_binding')
})

test('an old code, and one for a person who is gone, are wrong codes', async () => {
  const [token, code] = [await aResident(), await aCode()]
  await world.admin.query(`update resident_portal.binding_code set expires_at = '2026-04-01T08:00:00Z' where used_at is null`)
  assert.equal((await giveCode(token, code)).statusCode, 422)
})

test('only someone who works with her can give her a code', async () => {
  const reply = await world.post(`/people/${person}/code`, await world.session('stranger'))
  assert.equal(reply.statusCode, 404)
  assert.doesNotMatch(reply.body, /cw-code/)
})

test('two accounts for one person freeze both, and each page of a frozen account is that of a wrong code (K4, P2)', async () => {
  const [first, second, third] = [await aResident(), await aResident(), await aResident()]
  await giveCode(first, await aCode())
  assert.equal((await world.get('/account/access-events', first)).statusCode, 200)
  const unbound = await world.get('/account', third)
  const wrong = await giveCode(third, 'BBBB-2222-CCCC')
  assert.equal(wrong.statusCode, 422)

  const freezing = await giveCode(second, await aCode())
  assert.equal(await frozen(), 2)
  assert.equal(plain(freezing, second), plain(wrong, third), 'the very answer that froze it')
  for (const token of [first, second]) {
    const spare = await aCode()
    assert.equal(plain(await giveCode(token, spare), token), plain(wrong, third), 'a code that is right')
    assert.equal(plain(await giveCode(token, 'BBBB-2222-CCCC'), token), plain(wrong, third), 'a code that is not')
    assert.equal(plain(await world.get('/account', token), token), plain(unbound, third), 'the home page')
    const log = await world.get('/account/access-events', token)
    assert.deepEqual([log.statusCode, log.headers.location], [303, '/account/code'])
  }
  assert.equal(plain(await giveCode(first, 'x', 'cy'), first), plain(await giveCode(third, 'x', 'cy'), third), 'in Welsh')
  const { rows } = await world.admin.query(
    `select facts from platform.audit_event where act = 'resident-portal.code.use' and (facts ->> 'others')::int > 0`,
  )
  assert.deepEqual(
    rows,
    [{ facts: { others: 1, codeFrom: world.workers.amina } }],
    'whoever looks into it finds whose code it was',
  )
})

test('an account that is tied to one person is not tied to another (K4)', async () => {
  await world.admin.query('delete from resident_portal.account_binding')
  const token = await aResident()
  await giveCode(token, await aCode())
  const other = await giveCode(token, await aCode(await world.personOf('council-housing', 'H2')))
  assert.equal(other.statusCode, 422)
  assert.equal((await world.admin.query('select 1 from resident_portal.account_binding')).rows.length, 1)
})

// Each row is a purpose; whether a visit under it stands on the resident's page from the first (practice K3).
const purposes: [id: string, shown: boolean][] = [
  ['anti-social-behaviour', false],
  ['childrens-family-help', true],
  ['domestic-abuse', false],
  ['homelessness-prevention', true],
  ['homes-safe-from-fire', true],
  ['hospital-discharge', true],
  ['own-record', true],
  ['safeguarding-adults', false],
  ['safeguarding-children', false],
  ['tenancy-support', true],
]
test('the purposes under which a record is shared, and which of them the resident’s page shows (K3, L7)', async () => {
  const { rows } = await world.admin.query(`
    select p.id, p.log_visibility = 'shown' as shown from information_governance.sharing_purpose p
    where exists (select from information_governance.agreement_purpose a where a.purpose_id = p.id) order by p.id`)
  assert.deepEqual(
    rows.map((row) => [row.id, row.shown]),
    purposes,
  )
})

test('her page is every visit to her but those withheld, each of which has ground, reviewer and review date; refusals are not visits (L7, P3)', async () => {
  await world.admin.query('delete from platform.access_entry_source')
  await world.admin.query('delete from platform.access_entry')
  const looks: [string, string][] = [
    ['tenancy-support', 'amina'],
    ['homelessness-prevention', 'amina'],
    ['anti-social-behaviour', 'amina'],
    ['safeguarding-children', 'joanne'],
  ]
  for (const [purpose, who] of looks) {
    const reply = await world.get(`/people/${person}`, await world.session(who as 'amina', { purpose }))
    assert.equal(reply.statusCode, 200, purpose)
  }
  await world.get(`/people/${person}`, await world.session('stranger'))
  const { rows } = await world.admin.query(
    `select purpose, visibility, (withheld_ground is not null and reviewer is not null and review_on is not null) as answered
     from platform.access_entry where outcome = 'shown' order by purpose`,
  )
  assert.deepEqual(rows, [
    { purpose: 'anti-social-behaviour', visibility: 'withheld', answered: true },
    { purpose: 'homelessness-prevention', visibility: 'shown', answered: false },
    { purpose: 'safeguarding-children', visibility: 'withheld', answered: true },
    { purpose: 'tenancy-support', visibility: 'shown', answered: false },
  ])
  const [binding] = (await world.admin.query('select account_id as id from resident_portal.account_binding')).rows
  const page = await world.get('/account/access-events', await world.session({ resident: binding.id }))
  const why = [...page.body.matchAll(/data-label="Why">([^<]*)</g)].map(([, words]) => words)
  assert.deepEqual(why.sort(), ['to help you keep or find a home', 'to help you keep your home'])
  assert.doesNotMatch(page.body, /Amina|Joanne/)
})
