// Acting for somebody: a helper whom she chose, a parent, an attorney, a deputy, somebody named by a court; what each sees, until when, and what stops it.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Instant, instant } from '#platform/dates'
import { anInvolvement, aPerson, type FeedName, openWorld, type Reply, type Row, type World } from '#testing/world'

let world: World
const ids = { mia: '', olga: '' }
const accounts = { kayleigh: '', helper: '', mother: '', father: '', hannah: '' }
const today = instant('2026-04-01T09:00:00Z')

before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('KAY', 'Kayleigh', 'Marsden', '1993-07-04'),
    anInvolvement('KAY', 'amina'),
    anInvolvement('KAY', 'joanne'),
    ...aPerson('MIA', 'Mia', 'Marsden', '2015-06-10'),
    anInvolvement('MIA', 'amina'),
    anInvolvement('MIA', 'joanne'),
    ...aPerson('OLGA', 'Olga', 'Brandt', '1941-02-01', { address: '9 Long Lane, Aldermere' }),
    anInvolvement('OLGA', 'joanne'),
    ...aPerson('HELP', 'Helen', 'Pryce', '1980-03-03', { address: '3 Mill Lane, Aldermere' }),
    ...aPerson('DAD', 'Darren', 'Marsden', '1990-05-05', { address: '4 Mill Lane, Aldermere' }),
    ...aPerson('TEEN', 'Tom', 'Young', '2010-05-05', { address: '5 Mill Lane, Aldermere' }),
  ])
  ids.mia = await world.personOf('council-housing', 'MIA')
  ids.olga = await world.personOf('council-housing', 'OLGA')
  accounts.kayleigh = await world.account('kayleigh', { feed: 'council-housing', person: 'KAY' })
  accounts.helper = await world.account('helper', { feed: 'council-housing', person: 'HELP' })
  accounts.father = await world.account('father', { feed: 'council-housing', person: 'DAD' })
  accounts.mother = accounts.kayleigh
})
after(() => world.close())
beforeEach(async () => {
  world.setNow(today)
  await world.admin.query('delete from information_governance.proxy_right')
  await world.admin.query('delete from information_governance.proxy_limit')
})

const as = (resident: string) => world.session({ resident })
const codeIn = (reply: Reply) => /class="cw-code">([A-Z0-9-]+)</.exec(reply.body)?.[1]
const lead = () => world.session('joanne', { steppedUp: true })
const choice = { called: 'Helen, my neighbour', scopes: 'who-looked', months: '3' }
const choose = async (account: string, form: Record<string, string> = choice) =>
  world.post('/account/helpers', await as(account), form)
const enter = async (person: string, kind: string, more: Record<string, string> = {}) =>
  world.post(`/people/${person}/proxies/new`, await lead(), {
    kind,
    called: 'Kayleigh, mother',
    scopes: 'who-looked',
    evidence: 'Birth certificate of 2015, seen today',
    ...more,
  })
const takeUp = async (account: string, code: string | undefined) => world.post('/account/for', await as(account), { code: code! })
const idOf = async (account: string) =>
  (
    await world.admin.query('select id from information_governance.proxy_right where account_id = $1 order by granted_at desc', [
      account,
    ])
  ).rows[0]?.id as string
const look = async (account: string, right: string) => world.get(`/account/for/${right}/access-events`, await as(account))
/** A right that an account has taken up. */
async function held(account: string, given: Reply): Promise<string> {
  assert.equal(given.statusCode, 200, given.body.slice(0, 300))
  assert.equal((await takeUp(account, codeIn(given))).statusCode, 303)
  return idOf(account)
}
const limit = async (person: string, kind: string, against = 'everyone') =>
  assert.equal(
    (await world.post(`/people/${person}/proxies/limits`, await lead(), { kind, against, reason: 'The order of 1 April' }))
      .statusCode,
    303,
  )
/** What the page of a right says to somebody who never had it. */
const bare = (reply: Reply) => reply.body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replaceAll(/name="csrf"[^>]*/g, '')
async function isGone(account: string, right: string): Promise<void> {
  const [gone, never] = [await look(account, right), await look(account, crypto.randomUUID())]
  assert.equal(gone.statusCode, 404)
  assert.equal(bare(gone), bare(never))
  assert.doesNotMatch((await world.get('/account/for', await as(account))).body, new RegExp(right))
}

test('a helper whom she chose sees who looked, less than she sees; his look is in the log and on her page (P5, K3)', async () => {
  for (const purpose of ['tenancy-support', 'hospital-discharge'])
    await world.get(`/people/${await world.personOf('council-housing', 'KAY')}`, await world.session('amina', { purpose }))
  const right = await held(accounts.helper, await choose(accounts.kayleigh))
  const list = await world.get('/account/for', await as(accounts.helper))
  assert.match(list.body, /See this for Kayleigh/)
  const [his, hers] = [await look(accounts.helper, right), await world.get('/account/access-events', await as(accounts.kayleigh))]
  assert.equal(his.statusCode, 200)
  assert.match(his.body, /A worker<\/strong><br>Aldermere/)
  for (const what of [/safely home from hospital/]) {
    assert.match(hers.body, what)
    assert.doesNotMatch(his.body, what, 'health is not in a proxy’s view')
  }
  assert.doesNotMatch(his.body, /Save the proof|what things|your name and date of birth/)
  assert.match(hers.body, /A helper you chose/)
  assert.doesNotMatch(hers.body, /Helen/)
  const { rows } = await world.admin.query(
    `select actor_id, actor_role, visibility, act, (decision -> 0 ->> 'relationship') as relationship from platform.access_entry where view = 'who-looked' and actor_role = 'helper'`,
  )
  assert.deepEqual(rows, [
    { actor_id: accounts.helper, actor_role: 'helper', visibility: 'shown', act: 'governance.proxy.use', relationship: 'proxy' },
  ])
  const audit = await world.admin.query(`select act from platform.audit_event where subject = $1`, [right])
  assert.deepEqual(audit.rows.map((row) => row.act).sort(), ['governance.proxy.accept', 'governance.proxy.choose'])
})

test('she ends her helper at once, in a session that is open; then it is as if it had never been', async () => {
  const right = await held(accounts.helper, await choose(accounts.kayleigh))
  assert.equal((await look(accounts.helper, right)).statusCode, 200)
  assert.equal((await world.post(`/account/helpers/${right}/end`, await as(accounts.helper))).statusCode, 404, 'not he')
  assert.equal((await world.post(`/account/helpers/${right}/end`, await as(accounts.kayleigh))).statusCode, 303)
  await isGone(accounts.helper, right)
})

test('a helper’s right ends at local midnight of its last day, and the page is that of a right that never was (P4, P5)', async () => {
  const right = await held(accounts.helper, await choose(accounts.kayleigh))
  world.setNow(instant('2026-06-30T22:59:59Z'))
  assert.equal((await look(accounts.helper, right)).statusCode, 200)
  world.setNow(instant('2026-06-30T23:00:00Z'))
  await isGone(accounts.helper, right)
})

test('nobody else’s right opens anything: not another account’s, not one that is tied to nobody, not by a wrong or used code (P2)', async () => {
  const given = await choose(accounts.kayleigh)
  const code = codeIn(given)
  assert.equal((await takeUp(accounts.kayleigh, code)).statusCode, 422, 'her own')
  const stranger = await world.account('stranger')
  assert.equal((await takeUp(stranger, code)).headers.location, '/account/code')
  const wrong = await takeUp(accounts.helper, 'BCDF-2345-GHJK')
  assert.equal(wrong.statusCode, 422)
  const right = await held(accounts.helper, given)
  const used = await takeUp(accounts.father, code)
  assert.equal(used.statusCode, 422)
  await isGone(accounts.father, right)
})

test('choosing asks for a name, a part and a time; nobody under 18 chooses here', async () => {
  const empty = await choose(accounts.kayleigh, {})
  assert.equal(empty.statusCode, 422)
  for (const what of [/Write who it is/, /Choose what they can see/, /Choose for how long/]) assert.match(empty.body, what)
  const teen = await world.account('teen', { feed: 'council-housing', person: 'TEEN' })
  assert.match((await choose(teen)).body, /when you are 18/)
  assert.equal((await world.admin.query('select 1 from information_governance.proxy_right')).rows.length, 0)
})

test('a parent’s right stops at local midnight of the eleventh birthday, goes on by review, and ends at 16 (P4)', async () => {
  const right = await held(accounts.mother, await enter(ids.mia, 'parent'))
  world.setNow(instant('2026-06-09T22:59:59Z'))
  assert.equal((await look(accounts.mother, right)).statusCode, 200)
  const change = { change: 'review', reason: 'Mia wants her mother to see it.' }
  world.setNow(instant('2026-06-09T23:00:00Z'))
  await isGone(accounts.mother, right)
  assert.equal((await world.post(`/people/${ids.mia}/proxies/${right}`, await lead(), { reason: 'x' })).statusCode, 422)
  assert.equal((await world.post(`/people/${ids.mia}/proxies/${right}`, await lead(), change)).statusCode, 303)
  assert.equal((await look(accounts.mother, right)).statusCode, 200)
  world.setNow(instant('2031-06-09T22:59:59Z'))
  assert.equal((await look(accounts.mother, right)).statusCode, 200)
  world.setNow(instant('2031-06-09T23:00:00Z'))
  await isGone(accounts.mother, right)
})

test('an attorney, a deputy and somebody named by a court act until their day, three years at most', async () => {
  for (const kind of ['attorney', 'deputy', 'court-order']) {
    const person = kind === 'court-order' ? ids.mia : ids.olga
    const tooLong = await enter(person, kind, { 'until-day': '2', 'until-month': '4', 'until-year': '2029' })
    assert.equal(tooLong.statusCode, 422)
    assert.match(tooLong.body, /at the latest/)
    assert.match((await enter(person, kind, { evidence: '' })).body, /Write what you saw/)
    const right = await held(
      accounts.helper,
      await enter(person, kind, { 'until-day': '2', 'until-month': '5', 'until-year': '2026' }),
    )
    assert.equal((await look(accounts.helper, right)).statusCode, 200, kind)
    world.setNow(instant('2026-05-01T23:00:00Z'))
    await isGone(accounts.helper, right)
    world.setNow(today)
  }
})

test('two parents in dispute see nothing until a worker has decided (threat 36)', async () => {
  const [hers, his] = [
    await held(accounts.mother, await enter(ids.mia, 'parent')),
    await held(accounts.father, await enter(ids.mia, 'parent', { called: 'Darren, father' })),
  ]
  await limit(ids.mia, 'dispute')
  await isGone(accounts.mother, hers)
  await isGone(accounts.father, his)
  const { rows } = await world.admin.query('select id from information_governance.proxy_limit')
  const lift = `/people/${ids.mia}/proxies/limits/${rows[0].id}`
  assert.equal((await world.post(lift, await lead(), {})).statusCode, 422)
  assert.equal((await world.post(lift, await lead(), { reason: 'The court decided.' })).statusCode, 303)
  assert.equal((await look(accounts.mother, hers)).statusCode, 200)
  await limit(ids.mia, 'no-contact', his)
  await isGone(accounts.father, his)
  assert.equal((await look(accounts.mother, hers)).statusCode, 200, 'the order is against the other')
})

for (const kind of ['competence', 'care-order', 'death']) {
  test(`${kind} closes a parent’s view at once (threats 36, 37)`, async () => {
    const right = await held(accounts.mother, await enter(ids.mia, 'parent'))
    await limit(ids.mia, kind)
    await isGone(accounts.mother, right)
  })
}

test('a worker enters, and ends with the reason, only after a fresh sign-in and for somebody she works with; what ends is gone at once', async () => {
  const right = await held(accounts.mother, await enter(ids.mia, 'parent'))
  const at = `/people/${ids.mia}/proxies`
  assert.equal((await world.get(`${at}/new`, await world.session('joanne'))).statusCode, 401, 'no fresh sign-in')
  assert.equal((await world.get(at, await world.session('amina'))).statusCode, 403, 'not her role')
  const [elsewhere] = [await world.personOf('council-housing', 'DAD')]
  assert.equal((await world.get(`/people/${elsewhere}/proxies`, await world.session('joanne'))).statusCode, 404)
  const page = await world.get(at, await world.session('joanne'))
  for (const what of [/Parental responsibility/, /Birth certificate of 2015/, /10 June 2026/, /Open/])
    assert.match(page.body, what)
  assert.equal((await world.post(`${at}/${right}`, await lead(), { change: 'end', reason: '' })).statusCode, 422)
  assert.equal((await world.post(`${at}/${right}`, await lead(), { change: 'end', reason: 'Adopted.' })).statusCode, 303)
  await isGone(accounts.mother, right)
})

test('protection or abuse on either side stops a helper and a parent at once, tells no worker, and leaves a deputy (K1, K6)', async () => {
  const helper = await held(accounts.helper, await choose(accounts.kayleigh))
  const parent = await held(accounts.mother, await enter(ids.mia, 'parent'))
  const deputy = await held(accounts.father, await enter(ids.mia, 'court-order'))
  const before = await world.get(`/people/${ids.mia}/proxies`, await world.session('joanne'))
  // Kayleigh comes to the domestic abuse service: she is the helped one there, and here the parent.
  await world.load('domestic-abuse', [...aPerson('D1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('D1', 'dana')])
  assert.equal(await world.personOf('domestic-abuse', 'D1'), await world.personOf('council-housing', 'KAY'))
  await isGone(accounts.helper, helper)
  await isGone(accounts.mother, parent)
  assert.equal((await look(accounts.father, deputy)).statusCode, 200)
  const now = await world.get(`/people/${ids.mia}/proxies`, await world.session('joanne'))
  assert.equal(bare(now), bare(before), 'no page of the staff tells of it')
})

test('a protected child is seen by no parent, from the commit that says so (K1)', async () => {
  const right = await held(accounts.father, await enter(ids.mia, 'parent', { called: 'Darren, father' }))
  await world.load('council-housing', [
    ...aPerson('MIA', 'Mia', 'Marsden', '2015-06-10').map((row) =>
      row.kind === 'identity' ? { ...row, addressProtected: true, eventAt: '2026-03-20T10:00:00Z' } : row,
    ),
  ])
  await isGone(accounts.father, right)
})

// From here on each test has people of its own: what is recorded of somebody stays recorded.
let families = 0
/** So unlike that nobody takes one for another. */
const names =
  'Zero Null, Iris Lowther, Poppy Quarmby, Wren Hathersage, Dot Birkbeck, Faye Ormerod, Gwen Tunnicliffe, Mabel Coyne, Tess Yaxley, Una Prideaux, Vera Skelhorn, Edie Jagger, Blythe Nankivell, Clover Dugdale, Orla Fitzroy, Sibyl Marchbanks, Ruby Kettlewell, Lottie Usher'
type Family = {
  readonly child: string
  readonly mother: string
  readonly personId: string
  readonly account: string
  readonly right: string
}
/** A mother with a home of her own, her child, and the right over the child that she has taken up. */
async function aFamily(kind = 'parent'): Promise<Family> {
  const n = ++families
  const [given, family] = names.split(', ')[n]!.split(' ') as [string, string]
  const [child, mother, day] = [`CHILD${n}`, `MOTHER${n}`, String(n).padStart(2, '0')]
  const home = { address: `${n} Abbey Walk, Aldermere`, postcode: `AL2 ${n % 10}AA` }
  await world.load('council-housing', [
    ...aPerson(child, given, `${family}son`, `2017-02-${day}`, home),
    anInvolvement(child, 'joanne'),
    ...aPerson(mother, `${given}ella`, family, `1988-03-${day}`, home),
  ])
  const personId = await world.personOf('council-housing', child)
  const account = await world.account(mother.toLowerCase(), { feed: 'council-housing', person: mother })
  return { child, mother, personId, account, right: await held(account, await enter(personId, kind)) }
}
const later = (minutes: number): Instant => today.add({ minutes })
const need = (person: string, more: Row = {}): Row => ({
  kind: 'need',
  key: `${person}-need`,
  person,
  code: 'domestic-abuse',
  statement: 'Said at a visit',
  statedOn: '2026-03-20',
  eventAt: '2026-03-20T10:00:00Z',
  ...more,
})
const incident = (person: string): Row => ({
  kind: 'event',
  key: `${person}-incident`,
  person,
  class: 'policing',
  type: 'domestic-incident',
  role: 'witness',
  occurredAt: '2026-03-20T10:00:00Z',
  summary: 'Shouting heard',
})
const changeOf = async ({ personId, right }: Family, change: string, reason = 'Seen alone; she wants her mother to look.') =>
  world.post(`/people/${personId}/proxies/${right}`, await lead(), { change, reason })
const sayItIsSafe = async (family: Family) => assert.equal((await changeOf(family, 'safe')).statusCode, 303)
const isOpen = async ({ account, right }: Family) => assert.equal((await look(account, right)).statusCode, 200)
const isClosed = ({ account, right }: Family) => isGone(account, right)
/** The same human in another agency's records. */
const alsoIn = async (feed: FeedName, person: string): Promise<Row[]> => {
  const { rows } = await world.admin.query(
    `select f.kind, f.content from feeds.fact f where f.source_person_id = $1 and f.kind in ('identity', 'residence') and f.superseded_by_batch_id is null order by f.kind`,
    [await world.sourceOf('council-housing', person)],
  )
  return rows.map(({ kind, content }) => ({
    kind,
    key: `${feed}-${person}-${kind}`,
    person,
    eventAt: '2026-03-01T10:00:00Z',
    ...content,
  }))
}

const agencies: [feed: FeedName, says: (person: string) => Row][] = [
  ['council-housing', need],
  ['nhs-patients', need],
  ['police-incidents', incident],
  ['drug-and-alcohol', need],
]
for (const [feed, says] of agencies) {
  for (const who of ['child', 'mother'] as const) {
    test(`domestic abuse that ${feed} records of the ${who} closes a parent’s view with that commit (K6)`, async () => {
      const family = await aFamily()
      await isOpen(family)
      const person = family[who]
      await world.load(feed, [...(feed === 'council-housing' ? [] : await alsoIn(feed, person)), says(person)])
      assert.equal(await world.personOf(feed, person), await world.personOf('council-housing', person), 'the two are linked')
      await isClosed(family)
    })
  }
}

test('any other need leaves it open; an attorney’s stays open; a code that was not used yet is no code then, and stays good (K6)', async () => {
  const family = await aFamily()
  await world.load('council-housing', [need(family.child, { code: 'housing' })])
  await isOpen(family)
  const deputy = await held(accounts.helper, await enter(family.personId, 'court-order'))
  const given = await enter(family.personId, 'parent', { called: 'Darren, father' })
  await world.load('council-housing', [need(family.child, { key: 'another' })])
  await isClosed(family)
  assert.equal((await look(accounts.helper, deputy)).statusCode, 200)
  assert.equal((await takeUp(accounts.father, codeIn(given))).statusCode, 422)
  world.setNow(later(10))
  const waiting = (
    await world.admin.query(
      'select id from information_governance.proxy_right where account_id is null and source_person_id = $1',
      [await world.sourceOf('council-housing', family.child)],
    )
  ).rows[0].id
  await sayItIsSafe({ ...family, right: waiting })
  assert.equal((await takeUp(accounts.father, codeIn(given))).statusCode, 303)
})

test('it stays closed when the fact is ended or says something else, until a worker says that it is safe; what is recorded then closes it again (K6)', async () => {
  const family = await aFamily()
  await world.load('council-housing', [need(family.child)])
  await isClosed(family)
  world.setNow(later(10))
  const corrected = need(family.child, { code: 'housing', eventAt: '2026-03-21T10:00:00Z' })
  await world.load('council-housing', [corrected])
  await isClosed(family)
  world.setNow(later(20))
  await sayItIsSafe(family)
  await isOpen(family)
  const { rows } = await world.admin.query(
    'select safe_said_by, safe_said, safe_said_at, reviewed_at from information_governance.proxy_right where id = $1',
    [family.right],
  )
  const { safe_said_at: when, ...said } = rows[0]
  assert.deepEqual(said, {
    safe_said_by: world.workers.joanne,
    safe_said: 'Seen alone; she wants her mother to look.',
    reviewed_at: null,
  })
  assert.equal(String(when), String(later(20)))
  const audit = await world.admin.query(
    `select facts from platform.audit_event where subject = $1 and act = 'governance.proxy.enter' order by occurred_at desc limit 1`,
    [family.right],
  )
  assert.deepEqual(audit.rows[0].facts, { change: 'safe' })
  world.setNow(later(30))
  // The same again is nothing new; and what was known before may be said again by another.
  await world.load('council-housing', [corrected])
  await isOpen(family)
  await world.load('council-housing', [need(family.mother)])
  await isClosed(family)
  await sayItIsSafe(family)
  await isClosed(family)
  world.setNow(later(40))
  await sayItIsSafe(family)
  await isOpen(family)
})

test('what had been recorded before, of a record that is found to be hers only afterwards, closes it again (K6)', async () => {
  const family = await aFamily()
  const [identity, residence] = await alsoIn('nhs-patients', family.child)
  const elsewhere = { ...identity, givenName: 'Quentin', familyName: 'Vardy', dateOfBirth: '1950-01-01' }
  await world.load('nhs-patients', [elsewhere, need(family.child)])
  await isOpen(family)
  world.setNow(later(10))
  await sayItIsSafe(family)
  world.setNow(later(20))
  await world.load('nhs-patients', [{ ...identity!, eventAt: '2026-03-30T10:00:00Z' }, residence!])
  assert.equal(await world.personOf('nhs-patients', family.child), await world.personOf('council-housing', family.child))
  await isClosed(family)
})

test('what its own agency took back never closed anything (K6)', async () => {
  const family = await aFamily()
  const batch = await world.load('council-housing', [need(family.child)])
  await isClosed(family)
  const engineer = await world.session('doug', { steppedUp: true, purpose: 'feeds' })
  const taken = await world.post(`/feeds/council-housing/batches/${batch}/reverse`, engineer, { reason: 'Sent by mistake.' })
  assert.equal(taken.statusCode, 303, taken.body.slice(0, 300))
  await world.work()
  await isOpen(family)
})

test('a protection that was lifted keeps it closed until a worker says so afterwards (K1, K6)', async () => {
  const family = await aFamily()
  const mark = async (addressProtected: boolean, eventAt: string) => {
    const [identity] = await alsoIn('council-housing', family.child)
    await world.load('council-housing', [{ ...identity!, key: family.child, addressProtected, eventAt }])
  }
  await mark(true, '2026-03-20T10:00:00Z')
  await isClosed(family)
  world.setNow(later(10))
  await sayItIsSafe(family)
  await isClosed(family)
  world.setNow(later(20))
  await mark(false, '2026-03-21T10:00:00Z')
  await isClosed(family)
  world.setNow(later(30))
  await sayItIsSafe(family)
  await isOpen(family)
})

test('no worker overrides what a sealed service knows (K2, K6)', async () => {
  const family = await aFamily()
  await world.load('domestic-abuse', [...(await alsoIn('domestic-abuse', family.mother)), anInvolvement(family.mother, 'dana')])
  assert.equal(await world.personOf('domestic-abuse', family.mother), await world.personOf('council-housing', family.mother))
  await isClosed(family)
  world.setNow(later(10))
  await sayItIsSafe(family)
  await isClosed(family)
})

test('a closed right is to its holder as none at all, on each of her pages; and on no page of the person or the staff has anything changed (K6)', async () => {
  const family = await aFamily()
  const child = await world.account(`${family.child.toLowerCase()}`, { feed: 'council-housing', person: family.child })
  const hers = ['/account', '/account/for', '/account/helpers', `/account/for/${family.right}/access-events`]
  const token = await as(family.account)
  const seen = async (by: string, paths: readonly string[]) => {
    const pages: [number, string][] = []
    for (const path of paths) {
      const reply = await world.get(path, by)
      pages.push([reply.statusCode, reply.body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')])
    }
    return pages
  }
  const [open, persons] = [await seen(token, hers), ['/account', '/account/helpers', '/account/for', '/account/facts']]
  const childs = await as(child)
  const staffs = [`/people/${family.personId}/proxies`, `/people/${family.personId}/proxies/${family.right}`]
  const leads = await lead()
  // Of the police, whom neither page shows: what else a page shows of a new fact is not asked here.
  const rows = [...(await alsoIn('police-incidents', family.mother)), incident(family.mother)]
  const [ofPerson, ofStaff] = [await seen(childs, persons), await seen(leads, staffs)]
  await world.load('police-incidents', rows)
  assert.equal(await world.personOf('police-incidents', family.mother), await world.personOf('council-housing', family.mother))
  assert.deepEqual(await seen(childs, persons), ofPerson)
  assert.deepEqual(await seen(leads, staffs), ofStaff)
  const closed = await seen(token, hers)
  assert.notDeepEqual(closed, open, 'what was there is not')
  await world.admin.query('delete from information_governance.proxy_right')
  assert.deepEqual(closed, await seen(token, hers))
})

test('“Say that it is safe” is offered for every helper’s and parent’s right and no other, and asks why (K6)', async () => {
  const family = await aFamily()
  const form = async (right: string) => (await world.get(`/people/${family.personId}/proxies/${right}`, await lead())).body
  assert.match(await form(family.right), /Say that it is safe/)
  assert.match(await form(family.right), /It ends now/)
  assert.match((await changeOf(family, 'safe', '')).body, /Write why/)
  assert.equal((await changeOf(family, '')).statusCode, 422)
  const unsure = await world.post(`/people/${family.personId}/proxies/${family.right}`, await world.session('joanne'), {
    change: 'safe',
    reason: 'x',
  })
  assert.equal(unsure.statusCode, 401, 'no fresh sign-in')
  const order = await held(accounts.helper, await enter(family.personId, 'court-order'))
  assert.doesNotMatch(await form(order), /Say that it is safe/)
  assert.equal((await changeOf({ ...family, right: order }, 'safe')).statusCode, 404)
  await sayItIsSafe(family)
  const list = await world.get(`/people/${family.personId}/proxies`, await world.session('joanne'))
  assert.match(list.body, /Said to be safe[^<]*: Seen alone/)
})
