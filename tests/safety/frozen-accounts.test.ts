// Two accounts for one person are frozen; a lead who knows her gives one back, and nobody else can.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type StaffName, type World } from '#testing/world'

let world: World
let person: string
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'),
    ...aPerson('H2', 'Leo', 'Lodger', '1999-09-09'),
    anInvolvement('H1', 'amina'),
    anInvolvement('H1', 'joanne', { key: 'lead' }),
    anInvolvement('H2', 'nora'),
  ])
  person = await world.personOf('council-housing', 'H1')
})
after(() => world.close())

let accounts = 0
/** Two accounts to which codes for the same person were given: the first was tied, the second froze both. */
async function twoAccounts(codeFrom: StaffName = 'amina') {
  for (const table of ['account_freeze', 'account_binding', 'binding_code'])
    await world.admin.query(`delete from resident_portal.${table}`)
  const [first, second] = [`first-${++accounts}`, `second-${accounts}`]
  const ids = { first: await world.account(first), second: await world.account(second) }
  for (const id of [ids.first, ids.second]) {
    const page = await world.post(`/people/${person}/code`, await world.session(codeFrom))
    const code = /class="cw-code">([A-Z0-9-]+)</.exec(page.body)![1]!
    await world.post('/account/code', await world.session({ resident: id }), { code })
  }
  return { ...ids, names: { first, second } }
}
type Listed = {
  people: {
    name: string
    accounts: { id: string; accountName: string; wasTied: boolean; codeFrom: string | null }[]
    decided: { by: string; reason: string } | null
  }[]
}
const list = async (who: StaffName) =>
  JSON.parse((await world.get('/api/v1/frozen-accounts', await world.session(who))).body) as Listed
const freezeOf = async (accountName: string) =>
  (await list('joanne')).people.flatMap((one) => one.accounts).find((account) => account.accountName === accountName)!.id
const thaw = async (
  who: StaffName,
  freeze: string,
  reason = 'Met her at home on 1 April; she showed me this one.',
  steppedUp = true,
) => world.post(`/frozen-accounts/${freeze}/thaw`, await world.session(who, { steppedUp }), { reason })
const seesHerRecord = async (account: string) =>
  (await world.get('/account/access-events', await world.session({ resident: account }))).statusCode === 200

test('whoever works with the person is told on her day, and sees both accounts, whose codes they were and which came first (K4)', async () => {
  const { names } = await twoAccounts()
  for (const who of ['amina', 'joanne'] as const) {
    assert.match((await world.get('/my-day', await world.session(who))).body, /href="\/frozen-accounts"/)
    const { people } = await list(who)
    assert.deepEqual(
      people.map(({ name, decided }) => [name, decided]),
      [['Kayleigh Marsden', null]],
    )
    assert.deepEqual(
      people[0]!.accounts.map(({ accountName, wasTied, codeFrom }) => [accountName, wasTied, codeFrom]),
      [
        [names.first, true, 'Amina Hussain'],
        [names.second, false, 'Amina Hussain'],
      ],
    )
  }
})

test('whoever does not work with her is told nothing, and can give nothing back', async () => {
  const { names } = await twoAccounts()
  const freeze = await freezeOf(names.first)
  for (const who of ['stranger', 'nora'] as const) {
    assert.doesNotMatch((await world.get('/my-day', await world.session(who))).body, /frozen-accounts/)
    assert.deepEqual(await list(who), { people: [] })
    assert.equal((await thaw(who, freeze)).statusCode, 403)
  }
  await world.admin.query(`update partnership.role_assignment set role = 'lead-practitioner' where worker_id = $1`, [
    world.workers.nora,
  ])
  assert.equal((await thaw('nora', freeze)).statusCode, 404, 'a lead, of somebody else')
  await world.admin.query(`update partnership.role_assignment set role = 'practitioner' where worker_id = $1`, [
    world.workers.nora,
  ])
})

test('each look leaves an entry about the person, and only about her', async () => {
  await twoAccounts()
  await world.admin.query('delete from platform.access_entry_source')
  await world.admin.query('delete from platform.access_entry')
  await list('joanne')
  const { rows } = await world.admin.query(
    `select view, subject_id from platform.access_entry where act = 'resident-portal.frozen.read'`,
  )
  assert.deepEqual(rows, [{ view: 'frozen-accounts', subject_id: person }])
})

test('the account that was tied, given back, shows her record again; the other stays frozen and is nobody’s', async () => {
  const { first, second, names } = await twoAccounts()
  assert.equal(await seesHerRecord(first), false)
  const reply = await thaw('joanne', await freezeOf(names.first))
  assert.deepEqual([reply.statusCode, reply.headers.location], [303, '/frozen-accounts?lang=en'])
  assert.deepEqual([await seesHerRecord(first), await seesHerRecord(second)], [true, false])
  const { people } = await list('amina')
  assert.equal(people[0]!.decided!.by, 'Joanne Tully')
  assert.deepEqual(
    people[0]!.accounts.map((account) => account.accountName),
    [names.second],
  )
  assert.doesNotMatch((await world.get('/my-day', await world.session('amina'))).body, /frozen-accounts/, 'nothing waits')
  const { rows } = await world.admin.query(
    `select actor_id, facts ->> 'wasTied' as tied from platform.audit_event where act = 'resident-portal.account.thaw' and subject = $1`,
    [first],
  )
  assert.deepEqual(rows, [{ actor_id: world.workers.joanne, tied: 'true' }])
})

test('the second account, given back, is tied by a new code; the first is untied and stays frozen', async () => {
  const { first, second, names } = await twoAccounts()
  await thaw('joanne', await freezeOf(names.second))
  assert.deepEqual([await seesHerRecord(first), await seesHerRecord(second)], [false, false])
  const page = await world.post(`/people/${person}/code`, await world.session('amina'))
  const code = /class="cw-code">([A-Z0-9-]+)</.exec(page.body)![1]!
  assert.equal(
    (await world.post('/account/code', await world.session({ resident: second }), { code })).headers.location,
    '/account',
  )
  assert.deepEqual([await seesHerRecord(first), await seesHerRecord(second)], [false, true])
})

test('it needs a reason, a fresh sign-in, the role, and that neither code was hers', async () => {
  const { first, names } = await twoAccounts()
  const freeze = await freezeOf(names.first)
  const empty = await thaw('joanne', freeze, '  ')
  assert.equal(empty.statusCode, 422)
  assert.match(empty.body, /href="#reason"/)
  assert.equal((await thaw('joanne', freeze, 'Met her.', false)).statusCode, 401)
  assert.equal(
    (await world.get(`/frozen-accounts/${freeze}`, await world.session('joanne'))).statusCode,
    401,
    'asked before she types',
  )
  assert.equal((await thaw('amina', freeze)).statusCode, 403, 'a practitioner')
  assert.equal(await seesHerRecord(first), false)

  const hers = await twoAccounts('joanne')
  const reply = await thaw('joanne', await freezeOf(hers.names.first))
  assert.equal(reply.statusCode, 403)
  assert.match(reply.body, /someone else decides/)
  assert.equal(await seesHerRecord(hers.first), false)
})

test('done twice, the second finds nothing to do; a third account freezes all again', async () => {
  const { first, names } = await twoAccounts()
  const freeze = await freezeOf(names.first)
  assert.equal((await thaw('joanne', freeze)).statusCode, 303)
  assert.equal((await thaw('joanne', freeze)).statusCode, 404)
  world.setNow(world.services.house.now().add({ hours: 1 }))
  const third = await world.account(`third-${accounts}`)
  const page = await world.post(`/people/${person}/code`, await world.session('amina'))
  const code = /class="cw-code">([A-Z0-9-]+)</.exec(page.body)![1]!
  await world.post('/account/code', await world.session({ resident: third }), { code })
  assert.equal(await seesHerRecord(first), false)
  assert.equal((await list('joanne')).people[0]!.decided, null)
})
