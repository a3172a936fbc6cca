import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../ids.ts'
import { inTransaction } from '../transactions.ts'
import { endSessionsOf, hasSteppedUp, openSession, requireStepUp, signInCaller } from './sessions.ts'
import { accounts, type Browser, type Desk, openDesk } from './testing.ts'

let desk: Desk
before(async () => {
  desk = await openDesk()
})
after(() => desk.close())

const tokenOf = (browser: Browser) => browser.jar.get('session')!.value
const isSignedIn = async (browser: Browser) => (await browser.get('/who-am-i')).status === 200
async function signedIn(persona: string): Promise<Browser> {
  const browser = desk.browser()
  await browser.signInAs(persona)
  assert.equal(await isSignedIn(browser), true)
  return browser
}
/** Lets the time of one session pass, as if it had begun and been used so much earlier. */
const letPass = (browser: Browser, column: 'last_seen_at' | 'expires_at', seconds: number) =>
  desk.admin(`update ctx.session set ${column} = ${column} - make_interval(secs => $1) where token_hash = sha256($2::bytea)`, [
    seconds,
    Buffer.from(tokenOf(browser)),
  ])

const minutes = (count: number) => count * 60
const table: [who: string, passes: 'last_seen_at' | 'expires_at', seconds: number, signedIn: boolean][] = [
  ['amina-hussain', 'last_seen_at', minutes(14), true],
  ['amina-hussain', 'last_seen_at', minutes(15), false],
  ['kayleigh-marsden', 'last_seen_at', minutes(19), true],
  ['kayleigh-marsden', 'last_seen_at', minutes(20), false],
  ['amina-hussain', 'expires_at', minutes(599), true],
  ['amina-hussain', 'expires_at', minutes(600), false],
  ['kayleigh-marsden', 'expires_at', minutes(599), true],
  ['kayleigh-marsden', 'expires_at', minutes(600), false],
]
for (const [who, passes, seconds, stays] of table) {
  const how = passes === 'last_seen_at' ? 'without a page' : 'since signing in'
  test(`${who}, ${seconds / 60} minutes ${how}: ${stays ? 'still signed in' : 'must sign in again'}`, async () => {
    const browser = await signedIn(who)
    await letPass(browser, passes, seconds)
    assert.equal(await isSignedIn(browser), stays)
  })
}

test('being used keeps a session from going idle, but not beyond its ten hours', async () => {
  const browser = await signedIn('amina-hussain')
  for (let time = 0; time < 3; time++) {
    await letPass(browser, 'last_seen_at', minutes(10))
    assert.equal(await isSignedIn(browser), true)
  }
  await letPass(browser, 'expires_at', minutes(600))
  assert.equal(await isSignedIn(browser), false)
})

test('an ended session is nobody at once, and cannot be used, changed or woken', async () => {
  const browser = await signedIn('amina-hussain')
  const csrf = await browser.formToken()
  const later = browser.copy()
  await browser.send('POST', '/sign-out', { csrf })
  assert.equal(await isSignedIn(later), false)
  const change = await later.send('POST', '/session/purpose', { csrf, purpose: 'homelessness-prevention' })
  assert.equal(change.status, 401)
  assert.equal((await later.send('POST', '/sign-out', { csrf })).status, 303, 'signing out twice does no harm')
  assert.equal(await isSignedIn(later), false)
})

test('two tabs share one session: signing out in one ends it in the other', async () => {
  const first = await signedIn('amina-hussain')
  const second = first.copy()
  await first.send('POST', '/sign-out', { csrf: await first.formToken() })
  assert.equal(await isSignedIn(second), false)
})

test("when someone leaves, all of that person's sessions end, and nobody else's", async () => {
  const [desktop, phone, colleague] = [
    await signedIn('amina-hussain'),
    await signedIn('amina-hussain'),
    await signedIn('joanne-tully'),
  ]
  const caller = { requestId: newId(), sessionToken: tokenOf(colleague) }
  await inTransaction(desk.house, caller, 'session.end', (tx) => endSessionsOf(tx, [accounts['amina-hussain']!.actorId]))
  assert.deepEqual([await isSignedIn(desktop), await isSignedIn(phone), await isSignedIn(colleague)], [false, false, true])
})

test('the token is 256 random bits, and is nowhere in the database', async () => {
  const tokens = new Set<string>()
  for (let time = 0; time < 5; time++) tokens.add(tokenOf(await signedIn('amina-hussain')))
  assert.equal(tokens.size, 5)
  for (const token of tokens) assert.equal(Buffer.from(token, 'base64url').length, 32)
  const { rows } = await desk.admin(
    'select s::text as row from ctx.session s union all select e::text from platform.audit_event e',
  )
  assert.ok(rows.length > 5)
  for (const { row } of rows) for (const token of tokens) assert.equal(row.includes(token), false)
})

test('only sign-in opens a session', async () => {
  const browser = await signedIn('amina-hussain')
  const asHerself = { requestId: newId(), sessionToken: tokenOf(browser) }
  const account = accounts['joanne-tully']!
  await assert.rejects(
    inTransaction(desk.house, asHerself, 'session.read', (tx) => openSession(tx as never, account, true)),
    /only sign-in opens a session/,
  )
  await assert.rejects(
    inTransaction(desk.house, asHerself, 'session.open', (tx) => openSession(tx, account, true)),
    { code: 'NOT_PERMITTED' },
  )
})

const incomplete: [what: string, change: object][] = [
  ['no person', { actorId: null }],
  ['no organisation', { organisationId: null }],
  ['an empty organisation', { organisationId: '' }],
  ['no purpose', { purpose: null }],
  ['an empty purpose', { purpose: '' }],
  ['no kind', { kind: null }],
]
for (const [what, change] of incomplete) {
  test(`A7: a session with ${what} cannot exist: the table refuses it`, async () => {
    const { kind, actorId, organisationId, purpose } = { ...accounts['amina-hussain']!, ...change } as Record<
      string,
      string | null
    >
    const insert = `insert into ctx.session (id, token_hash, kind, actor_id, organisation_id, purpose, signed_in_at, last_seen_at, idle_seconds, expires_at)
      values ($1, $2, $3, $4, $5, $6, now(), now(), 900, now() + interval '10 hours')`
    await assert.rejects(desk.admin(insert, [newId(), Buffer.from(newId()), kind, actorId, organisationId, purpose]), {
      code: /^235(02|14)$/,
    })
    const whole = { ...accounts['amina-hussain']!, ...change }
    const opening = inTransaction(desk.house, signInCaller(newId(), 'session.open'), 'session.open', (tx) =>
      openSession(tx, whole, true),
    )
    await assert.rejects(opening, what === 'no kind' ? TypeError : { code: /^235(02|14)$/ })
  })
}

test('A7: and a session cannot lose its purpose later', async () => {
  const browser = await signedIn('amina-hussain')
  const change = "update ctx.session set purpose = $2 where token_hash = ctx.digest($1, 'sha256')"
  await assert.rejects(desk.admin(change, [tokenOf(browser), '']), { code: '23514' })
  await assert.rejects(desk.admin(change, [tokenOf(browser), null]), { code: '23502' })
})

test('every session that opens and ends is noted, with whose it was', async () => {
  const browser = await signedIn('joanne-tully')
  const { rows: before } = await desk.admin('select id, purpose from ctx.session where token_hash = sha256($1::bytea)', [
    Buffer.from(tokenOf(browser)),
  ])
  await browser.send('POST', '/sign-out', { csrf: await browser.formToken() })
  const { rows } = await desk.admin(
    'select actor_id, act, facts from platform.audit_event where subject = $1 order by occurred_at',
    [before[0].id],
  )
  const { actorId, organisationId } = accounts['joanne-tully']!
  assert.deepEqual(rows, [
    {
      actor_id: 'sign-in',
      act: 'session.open',
      facts: { opened: 'worker', actor: actorId, organisation: organisationId, stepUp: true },
    },
    { actor_id: actorId, act: 'session.end', facts: { ended: 'signed out' } },
  ])
})

const now = 1_800_000_000_000
const steps: [steppedUpAt: number | null, recent: boolean][] = [
  [now, true],
  [now - 300_000, true],
  [now - 300_001, false],
  [null, false],
]
for (const [steppedUpAt, recent] of steps) {
  const ago = steppedUpAt === null ? 'never' : `${(now - steppedUpAt) / 1000} seconds ago`
  test(`proved who she is ${ago}: ${recent ? 'may approve' : 'is asked to sign in again'}`, () => {
    const actor = { steppedUpAt } as Parameters<typeof hasSteppedUp>[0]
    assert.equal(hasSteppedUp(actor, now), recent)
    if (recent) requireStepUp(actor, now)
    else assert.throws(() => requireStepUp(actor, now), { code: 'STEP_UP_NEEDED' })
  })
}
