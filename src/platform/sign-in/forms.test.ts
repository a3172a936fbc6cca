import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { vaultFrom } from '../vault.ts'
import { formTokens, sameOrigin } from './forms.ts'
import { type Answer, type Browser, type Desk, openDesk } from './testing.ts'

const address = 'https://commonweal.example.org'
const table: [origin: string | undefined, site: string | undefined, ours: boolean][] = [
  [address, 'same-origin', true],
  [address, undefined, true], // an older browser
  [undefined, 'same-origin', true],
  [undefined, undefined, false], // no browser at all
  [undefined, 'none', false], // typed, or from a bookmark: nobody types a form
  [undefined, 'same-site', false],
  [undefined, 'cross-site', false],
  [address, 'cross-site', false],
  ['null', undefined, false],
  ['null', 'same-origin', false],
  ['', 'same-origin', false],
  ['http://commonweal.example.org', undefined, false],
  ['https://commonweal.example.org:8443', undefined, false],
  ['https://commonweal.example.org.elsewhere.example', undefined, false],
  ['https://elsewhere.example.org', 'same-origin', false],
  [`${address}/`, undefined, false],
]
for (const [origin, site, ours] of table) {
  test(`Origin ${origin ?? 'left out'}, Sec-Fetch-Site ${site ?? 'left out'}: ${ours ? 'from a page of ours' : 'not from us'}`, () => {
    assert.equal(sameOrigin({ origin, 'sec-fetch-site': site }, `${address}/sign-in`), ours)
  })
}

test("a form's token belongs to one session and to one product", () => {
  const [ours, others] = [formTokens(vaultFrom(Buffer.alloc(32, 1))), formTokens(vaultFrom(Buffer.alloc(32, 2)))]
  const token = ours.csrfTokenFor('session one')
  assert.equal(ours.csrfMatches('session one', token), true)
  assert.equal(ours.csrfMatches('session two', token), false)
  assert.equal(others.csrfMatches('session one', token), false)
  for (const wrong of ['', token.slice(1), `${token}A`, 'é'.repeat(21)])
    assert.equal(ours.csrfMatches('session one', wrong), false)
  assert.equal(token.includes('session'), false)
})

let desk: Desk
before(async () => {
  desk = await openDesk()
})
after(() => desk.close())

type Sent = { form: Record<string, string>; headers?: Record<string, string> }
const refused: [what: string, sent: (token: string, others: string) => Sent][] = [
  ['no token', () => ({ form: {} })],
  ['an empty token', () => ({ form: { csrf: '' } })],
  ["another person's token", (_, others) => ({ form: { csrf: others } })],
  [
    'a token with one letter changed',
    (token) => ({ form: { csrf: token.slice(0, -2) + (token.at(-2) === 'A' ? 'B' : 'A') + token.at(-1) } }),
  ],
  [
    'the right token, from a page elsewhere',
    (csrf) => ({ form: { csrf }, headers: { origin: 'https://elsewhere.example.org' } }),
  ],
  ['the right token, from a page that hides where it is', (csrf) => ({ form: { csrf }, headers: { origin: 'null' } })],
  [
    'the right token, but the browser says that another site sent it',
    (csrf) => ({ form: { csrf }, headers: { 'sec-fetch-site': 'cross-site' } }),
  ],
]

const forms: [path: string, fields: Record<string, string>][] = [
  ['/sign-out', {}],
  ['/session/purpose', { purpose: 'homelessness-prevention' }],
]
const unchanged = async (browser: Browser) =>
  assert.match((await browser.get('/who-am-i')).body, /Amina Hussain, tenancy-support/)

for (const [path, fields] of forms) {
  for (const [what, sent] of refused) {
    test(`${path} with ${what} is refused, and changes nothing`, async () => {
      const [browser, other] = [desk.browser(), desk.browser()]
      await Promise.all([browser.signInAs('amina-hussain'), other.signInAs('amina-hussain')])
      const { form, headers } = sent(await browser.formToken(), await other.formToken())
      const answer: Answer = await browser.send('POST', path, { ...fields, ...form }, headers)
      assert.equal(answer.status, 403, answer.body)
      await unchanged(browser)
    })
  }
}

test('a purpose that is offered is worked under from the next page on, and the change is noted', async () => {
  const browser = desk.browser()
  await browser.signInAs('amina-hussain')
  const page = await browser.get('/session/purpose?return=/who-am-i')
  assert.match(page.body, /value="tenancy-support" checked/)
  assert.match(page.body, /Preventing homelessness/)
  const csrf = await browser.formToken()
  const answer = await browser.send('POST', '/session/purpose', { csrf, purpose: 'homelessness-prevention', return: '/who-am-i' })
  assert.deepEqual([answer.status, answer.location], [303, '/who-am-i'])
  assert.match((await browser.get('/who-am-i')).body, /homelessness-prevention/)
  const { rows } = await desk.admin("select facts from platform.audit_event where act = 'session.change-purpose'")
  assert.deepEqual(
    rows.map((row) => row.facts),
    [{ from: 'tenancy-support', to: 'homelessness-prevention' }],
  )
})

test('a purpose that is not offered is refused', async () => {
  const browser = desk.browser()
  await browser.signInAs('amina-hussain')
  const answer = await browser.send('POST', '/session/purpose', { csrf: await browser.formToken(), purpose: 'tax-collection' })
  assert.equal(answer.status, 403)
  assert.match(answer.body, /cannot work under that purpose/)
  await unchanged(browser)
})

test('a resident has no purposes to choose from', async () => {
  const browser = desk.browser()
  await browser.signInAs('kayleigh-marsden')
  assert.equal((await browser.get('/session/purpose')).status, 403)
  const answer = await browser.send('POST', '/session/purpose', { csrf: await browser.formToken(), purpose: 'tenancy-support' })
  assert.equal(answer.status, 403)
})

test('after a change of purpose, nobody is led away from here', async () => {
  const browser = desk.browser()
  await browser.signInAs('amina-hussain')
  const form = { csrf: await browser.formToken(), purpose: 'tenancy-support', return: '//elsewhere.example.org' }
  assert.equal((await browser.send('POST', '/session/purpose', form)).location, '/start')
})

test('nor after signing in', async () => {
  const browser = desk.browser()
  const back = await browser.follow(
    await browser.get('/sign-in?as=amina-hussain&return=//elsewhere.example.org'),
    `${browser.home}/sign-in/callback`,
  )
  assert.equal((await browser.get(back.location!)).location, '/start')
})
