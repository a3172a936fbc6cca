// A resident's account: tied to her by a code that a worker gave her, frozen when there are two, and what it shows.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { recordAccess, type Visibility } from '#platform/access-log'
import { newId } from '#platform/ids'
import { inTransaction } from '#platform/transactions'
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

// Each row is a purpose and the law it is used under; whether a visit under it stands on the resident's page from the first
// (practice K3). Whoever corrects a row here adds the migration that puts the purpose on the list of those that are shown.
const purposes: [id: string, gateway: string, shown: boolean][] = [
  ['analysis', 'local-government-act-1972-s111', false],
  ['anti-social-behaviour', 'crime-and-disorder-act-1998-s115', false],
  ['audit', 'local-government-act-1972-s111', false],
  ['board', 'local-government-act-1972-s111', false],
  ['breach-telling', 'uk-gdpr-article-33', false],
  ['childrens-family-help', 'children-act-2004-s10', true],
  ['commissioning', 'local-government-act-1972-s111', false],
  ['domestic-abuse', 'domestic-abuse-act-2021-s57', false],
  ['employment-support', 'local-government-act-1972-s111', false],
  ['feeds', 'local-government-act-1972-s111', false],
  ['finance', 'local-government-act-1972-s111', false],
  ['homelessness-prevention', 'housing-act-1996-s213', true],
  ['homes-safe-from-fire', 'fire-and-rescue-services-act-2004-s6', true],
  ['hospital-discharge', 'hsc-safety-and-quality-act-2015-s3', true],
  ['information-governance', 'local-government-act-1972-s111', false],
  ['own-record', 'uk-gdpr-article-15', true],
  ['partner-requests', 'data-protection-act-2018-s8', false],
  ['protected-matching', 'uk-gdpr-article-5-1-d', false],
  ['record-matching', 'uk-gdpr-article-5-1-d', false],
  ['safeguarding-adults', 'care-act-2014-s42', false],
  ['safeguarding-children', 'children-act-1989-s47', false],
  ['scrutiny', 'local-government-act-1972-s111', false],
  ['stewardship', 'local-government-act-1972-s111', false],
  ['subject-rights', 'uk-gdpr-article-15', true],
  ['tenancy-support', 'housing-act-1996-s213', true],
]
test('every purpose, the law it is under, and whether the resident’s page shows its visits from the first (K3, L7)', async () => {
  const { rows } = await world.admin.query(
    `select id, gateway_id, log_visibility = 'shown' as shown from information_governance.sharing_purpose order by id collate "C"`,
  )
  assert.deepEqual(
    rows.map((row) => [row.id, row.gateway_id, row.shown]),
    purposes,
  )
  const { rows: listed } = await world.admin.query(
    'select purpose, gateway from platform.shown_purpose order by purpose collate "C"',
  )
  assert.deepEqual(
    listed.map((row) => [row.purpose, row.gateway, true]),
    purposes.filter(([, , shown]) => shown),
  )
})

test('no purpose becomes one that is shown by a change of its row, not even by the database’s administrator (K3)', async () => {
  for (const [id, , shown] of purposes) {
    const change = `update information_governance.sharing_purpose set log_visibility = 'shown', withheld_ground = null, withheld_reviewer = null`
    const changed = world.admin.query(`${change} where id = $1`, [id])
    await (shown ? changed : assert.rejects(changed, /shown_only_when_on_the_reviewed_list/, id))
  }
  await assert.rejects(
    world.admin.query(
      `update information_governance.sharing_purpose set gateway_id = 'crime-and-disorder-act-1998-s115' where id = 'tenancy-support'`,
    ),
    /shown_only_when_on_the_reviewed_list/,
    'nor under another law',
  )
})

test('a visit is not written as shown under a purpose that is not on the list, whatever page says so (K3)', async () => {
  const { house } = world.services
  const act = 'shared-record.person.read'
  const write = async (purpose: string, visibility: Visibility) =>
    inTransaction(house, { requestId: newId(), sessionToken: await world.session('joanne', { purpose }) }, act, (tx) =>
      recordAccess(tx, [
        {
          decisionId: newId(),
          view: 'person',
          subjectId: person,
          sources: [],
          role: 'lead-practitioner',
          outcome: { shown: true },
          agreements: ['a test'],
          cells: {},
          reasons: [],
          visibility,
        },
      ]),
    )
  const withheld = { visible: 'withheld', ground: 'a test', reviewer: 'someone', reviewOn: '2026-10-01' } as const
  for (const [purpose, , shown] of purposes) {
    await write(purpose, withheld)
    const written = write(purpose, { visible: 'shown' })
    await (shown ? written : assert.rejects(written, /not among those whose visits a resident is shown/, purpose))
  }
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
