import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Browser, type Desk, openDesk, personaProvider, serve } from './testing.ts'

let desk: Desk
before(async () => {
  desk = await openDesk()
})
after(() => desk.close())

const choose = (browser: Browser, page: Answer, persona: string) => browser.send('POST', page.url.href, { persona })
const hasSession = (browser: Browser) => browser.jar.has('session')

test('a persona named in the link is signed in and lands on the page that she asked for', async () => {
  const browser = desk.browser()
  const page = await browser.signInAs('amina-hussain')
  assert.equal(page.status, 200, page.body)
  assert.match(page.body, /Amina Hussain, tenancy-support, stepped up/)
  assert.deepEqual(
    [...browser.jar.keys()].filter((name) => name.startsWith('sign-in')),
    [],
    'nothing of the attempt is left in the browser',
  )
})

test('without a name, the provider asks who she wants to be, and the one she chooses is signed in', async () => {
  const browser = desk.browser()
  const asked = await browser.follow(await browser.get('/sign-in?return=/who-am-i'))
  assert.equal(asked.url.origin, desk.provider.issuer)
  assert.match(asked.body, /<h1[^>]*>Who do you want to be\?<\/h1>/)
  const page = await browser.follow(await choose(browser, asked, 'joanne-tully'))
  assert.match(page.body, /Joanne Tully, childrens-family-help/)
})

test('a name that nobody has is asked again', async () => {
  const browser = desk.browser()
  const asked = await browser.follow(await browser.get('/sign-in?as=nobody-at-all'))
  assert.match(asked.body, /Who do you want to be/)
  assert.match((await choose(browser, asked, 'still-nobody')).body, /Who do you want to be/)
})

test('choosing someone is for one sign-in: the next one asks again, and may be someone else', async () => {
  const browser = desk.browser()
  await browser.signInAs('amina-hussain')
  assert.match((await browser.follow(await browser.get('/sign-in'))).body, /Who do you want to be/)
  assert.match((await browser.signInAs('kayleigh-marsden')).body, /Kayleigh Marsden, own-record/)
})

test('without a page to return to, a worker begins at the start and a resident at her account', async () => {
  for (const [persona, start] of [
    ['amina-hussain', '/start'],
    ['kayleigh-marsden', '/account'],
  ] as const) {
    const browser = desk.browser()
    const back = await browser.follow(await browser.get(`/sign-in?as=${persona}`), `${browser.home}/sign-in/callback`)
    assert.equal((await browser.get(back.location!)).location, start)
  }
})

test('an unknown sign-in opens nothing, says so, and says whom to ring', async () => {
  const browser = desk.browser()
  const page = await browser.signInAs('nobody-here')
  assert.equal(page.status, 403)
  assert.match(page.body, /nobody here is known by that sign-in/)
  assert.match(page.body, /Aldermere Front Door.*01632 960 100/)
  assert.equal(hasSession(browser), false)
  const { rows } = await desk.admin("select facts from platform.audit_event where subject = 'sign-in'")
  assert.deepEqual(
    rows.map((row) => row.facts.refused),
    ['SIGN_IN_UNKNOWN'],
  )
})

test('each sign-in has a new token, and ends the session that this browser had', async () => {
  const browser = desk.browser()
  await browser.signInAs('amina-hussain')
  const before = browser.copy()
  await browser.signInAs('amina-hussain')
  assert.notEqual(browser.jar.get('session')!.value, before.jar.get('session')!.value)
  assert.equal((await before.get('/who-am-i')).location, '/sign-in?return=%2Fwho-am-i')
  assert.equal((await browser.get('/who-am-i')).status, 200)
})

test('a token that came with the browser is never taken over', async () => {
  const browser = desk.browser()
  browser.jar.set('session', { value: 'chosen-by-someone-else', path: '/' })
  await browser.signInAs('amina-hussain')
  assert.notEqual(browser.jar.get('session')!.value, 'chosen-by-someone-else')
})

test('two tabs sign in at the same time: both arrive, and the last one is who she is', async () => {
  const browser = desk.browser()
  const first = await browser.untilCallback('amina-hussain')
  const second = await browser.untilCallback('joanne-tully')
  assert.match((await browser.follow(await browser.get(first.href))).body, /Amina Hussain/)
  assert.match((await browser.follow(await browser.get(second.href))).body, /Joanne Tully/)
  assert.match((await browser.get('/who-am-i')).body, /Joanne Tully/)
})

test('of many unfinished sign-ins a browser keeps four', async () => {
  const browser = desk.browser()
  for (let tab = 0; tab < 7; tab++) await browser.get('/sign-in')
  assert.equal([...browser.jar.keys()].filter((name) => name.startsWith('sign-in-')).length, 4)
})

test('the same subject at another issuer is somebody else, whom nobody here knows', async () => {
  const foreign = await personaProvider(desk.house)
  const { personas: _, ...settings } = desk.settings
  const app = await serve({ ...desk, settings: { ...settings, issuer: foreign.issuer } })
  try {
    const browser = Object.assign(desk.browser(), { app })
    const asked = await browser.follow(await browser.get('/sign-in?as=amina-hussain'))
    assert.match(asked.body, /Who do you want to be/, 'a hint is passed on to the persona provider alone')
    const page = await browser.follow(await choose(browser, asked, 'amina-hussain'))
    assert.equal(page.status, 403)
    assert.match(page.body, /nobody here is known by that sign-in/)
    assert.equal(hasSession(browser), false)
  } finally {
    await app.close()
    await foreign.close()
  }
})

test('a person at work without a second factor gets no session; a resident does, and is not stepped up', async () => {
  const app = await serve({ ...desk, settings: { ...desk.settings, acrValues: '' } })
  try {
    const worker = Object.assign(desk.browser(), { app })
    const refused = await worker.signInAs('amina-hussain')
    assert.equal(refused.status, 403)
    assert.match(refused.body, /People at work need a second one/)
    assert.equal(hasSession(worker), false)
    const resident = Object.assign(desk.browser(), { app })
    assert.match((await resident.signInAs('kayleigh-marsden')).body, /Kayleigh Marsden, own-record, once/)
  } finally {
    await app.close()
  }
})

test('signing in again keeps the purpose; someone else in her place starts under their own', async () => {
  const browser = desk.browser()
  await browser.signInAs('amina-hussain', '&purpose=homelessness-prevention')
  assert.match((await browser.get('/who-am-i')).body, /homelessness-prevention/)
  assert.match((await browser.signInAs('amina-hussain', '&again=yes')).body, /Amina Hussain, homelessness-prevention, stepped up/)
  assert.match((await browser.signInAs('joanne-tully')).body, /childrens-family-help/)
})

test('a purpose in the link that is not hers is not taken', async () => {
  assert.match((await desk.browser().signInAs('amina-hussain', '&purpose=tax-collection')).body, /Amina Hussain, tenancy-support/)
})

test('signing in again asks the provider to prove it anew, whatever it remembers', async () => {
  const { location } = await desk.browser().get('/sign-in?again=yes')
  const asked = new URL(location!).searchParams
  assert.deepEqual([asked.get('prompt'), asked.get('max_age')], ['login', '0'])
})

test('what is asked of the provider: a code, with PKCE S256, a state and a nonce of 256 bits', async () => {
  const asked = new URL((await desk.browser().get('/sign-in')).location!).searchParams
  assert.equal(asked.get('response_type'), 'code')
  assert.equal(asked.get('code_challenge_method'), 'S256')
  for (const name of ['state', 'nonce', 'code_challenge'])
    assert.equal(Buffer.from(asked.get(name)!, 'base64url').length, 32, name)
})

test('the address that someone typed is another name of this machine: sign-in begins at the public one', async () => {
  const reply = await desk.app.inject({ url: '/sign-in?as=amina-hussain', headers: { host: 'localhost:3999' } })
  assert.equal(reply.headers.location, 'http://127.0.0.1:3999/sign-in?as=amina-hussain')
})

test('signing out ends the session here and at the provider, and comes back to the first page', async () => {
  const browser = desk.browser()
  await browser.signInAs('amina-hussain')
  const otherTab = browser.copy()
  const left = await browser.send('POST', '/sign-out', { csrf: await browser.formToken() })
  assert.equal(left.status, 303)
  assert.equal(hasSession(browser), false)
  assert.equal((await otherTab.get('/who-am-i')).status, 303, 'the other tab is signed out too')
  const provider = await browser.follow(left)
  assert.equal(provider.url.origin, desk.provider.issuer)
  const [, action, xsrf] = /action="([^"]+)"[\s\S]*name="xsrf" value="([^"]+)"/.exec(provider.body)!
  const end = await browser.send('POST', action!, { xsrf: xsrf!, logout: 'yes' })
  assert.equal(end.location, `${browser.home}/`)
})

test('more sign-ins in a minute than a flood allows are refused', async () => {
  const app = await serve({ ...desk, perMinute: 3 })
  try {
    const browser = Object.assign(desk.browser(), { app })
    const statuses = []
    for (let time = 0; time < 4; time++) statuses.push((await browser.get('/sign-in')).status)
    assert.deepEqual(statuses, [303, 303, 303, 429])
  } finally {
    await app.close()
  }
})
