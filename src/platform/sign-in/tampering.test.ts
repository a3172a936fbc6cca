import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Attempt, attemptCookie, cookiesFor, openAttempt, sealAttempt } from './cookies.ts'
import { type Answer, type Browser, type Desk, openDesk, personaProvider, publicUrl } from './testing.ts'

let desk: Desk
before(async () => {
  desk = await openDesk()
})
after(() => desk.close())

const cookies = cookiesFor(publicUrl)
const key = () => desk.vault.derive('sign-in attempts')
const sessions = async () => (await desk.admin('select count(*)::int as count from ctx.session')).rows[0].count as number

/** Changes what the browser keeps of its attempt, as only someone with the product's key could. */
function alter(browser: Browser, callback: URL, change: (attempt: Attempt) => Partial<Attempt>): void {
  const name = attemptCookie(cookies, callback.searchParams.get('state')!)
  const attempt = openAttempt(key(), browser.jar.get(name)!.value, Date.now())!
  browser.jar.set(name, { value: sealAttempt(key(), { ...attempt, ...change(attempt) }), path: '/' })
}
const flip = (text: string) => text.slice(0, 20) + (text[20] === 'A' ? 'B' : 'A') + text.slice(21)
const keptOf = (browser: Browser) => [...browser.jar.entries()].find(([name]) => name.startsWith('sign-in-'))!

type Tamper = (browser: Browser, callback: URL) => void
const untouched = 'nothing'
const table: [what: string, tamper: Tamper, status: number, sentence: RegExp][] = [
  [untouched, () => {}, 303, /^/],
  [
    'the state that came back',
    (_, url) => url.searchParams.set('state', flip(url.searchParams.get('state')!)),
    400,
    /did not fit/,
  ],
  ['the state, for that of nobody', (_, url) => url.searchParams.set('state', 'x'.repeat(43)), 400, /another browser/],
  ['the state left out', (_, url) => url.searchParams.delete('state'), 400, /another browser/],
  ['the state said twice', (_, url) => url.searchParams.append('state', 'x'), 400, /state/],
  ['the state that was kept', (browser, url) => alter(browser, url, ({ state }) => ({ state: flip(state) })), 400, /did not fit/],
  ['the nonce', (browser, url) => alter(browser, url, ({ nonce }) => ({ nonce: flip(nonce) })), 400, /did not fit/],
  ['the verifier', (browser, url) => alter(browser, url, ({ verifier }) => ({ verifier: flip(verifier) })), 400, /did not fit/],
  ['the code', (_, url) => url.searchParams.set('code', flip(url.searchParams.get('code')!)), 400, /did not fit/],
  ['the code left out', (_, url) => url.searchParams.delete('code'), 400, /did not fit/],
  ['the code said twice', (_, url) => url.searchParams.append('code', 'x'), 400, /did not fit/],
  ['the issuer', (_, url) => url.searchParams.set('iss', 'https://login.example.org'), 400, /did not fit/],
  ['the issuer left out', (_, url) => url.searchParams.delete('iss'), 400, /did not fit/],
  ['the browser', (browser) => browser.jar.clear(), 400, /another browser/],
  [
    'one bit of what the browser keeps',
    (browser) => (keptOf(browser)[1].value = flip(keptOf(browser)[1].value)),
    400,
    /another browser/,
  ],
  ['what the browser keeps, for words of its own', (browser) => (keptOf(browser)[1].value = 'e30'), 400, /another browser/],
  [
    'the time: ten minutes and a second',
    (browser, url) => alter(browser, url, ({ startedAt }) => ({ startedAt: startedAt - 601_000 })),
    400,
    /ten minutes/,
  ],
  [
    'the answer, for a no',
    (_, { searchParams }) => {
      searchParams.delete('code')
      searchParams.set('error', 'access_denied')
    },
    400,
    /was cancelled/,
  ],
]

for (const [what, tamper, status, sentence] of table) {
  const outcome = what === untouched ? 'she is signed in' : 'nobody is signed in, and the page says why'
  test(`changed on the way back: ${what}: ${outcome}`, async () => {
    const browser = desk.browser()
    const callback = await browser.untilCallback('amina-hussain')
    const before = await sessions()
    tamper(browser, callback)
    const answer = await browser.get(callback.href)
    assert.equal(answer.status, status, answer.body)
    assert.match(answer.body, sentence)
    const signedIn = what === untouched
    assert.equal(browser.jar.has('session'), signedIn)
    assert.equal(await sessions(), before + (signedIn ? 1 : 0))
  })
}

const refusedTwice = (answer: Answer) => assert.match(answer.body, /was used already|did not fit/)

test('a code is good once: the same address again, with or without what the browser kept, opens nothing', async () => {
  const browser = desk.browser()
  const callback = await browser.untilCallback('amina-hussain')
  const thief = browser.copy()
  assert.equal((await browser.get(callback.href)).status, 303)
  const before = await sessions()
  for (const again of [browser, thief]) refusedTwice(await again.get(callback.href))
  assert.equal(thief.jar.has('session'), false)
  assert.equal(await sessions(), before)
})

test('an answer meant for another provider is not redeemed, though it carries the right state (mix-up)', async () => {
  const other = await personaProvider(desk.house)
  try {
    const browser = desk.browser()
    const asked = new URL((await browser.get('/sign-in?as=amina-hussain')).location!)
    const there = new URL(asked.pathname + asked.search, other.issuer)
    const back = await browser.follow(await browser.get(there.href), `${browser.home}/sign-in/callback`)
    assert.equal(new URL(back.location!).searchParams.get('iss'), other.issuer)
    assert.match((await browser.get(back.location!)).body, /did not fit/)
    assert.equal(browser.jar.has('session'), false)
  } finally {
    await other.close()
  }
})

test('a sign-in that the provider only remembers opens a session, but proves nothing anew', async () => {
  const browser = desk.browser()
  const callback = await browser.untilCallback('amina-hussain')
  alter(browser, callback, ({ startedAt }) => ({ startedAt: startedAt + 60_000 })) // as if she had proved it a minute before
  const page = await browser.follow(await browser.get(callback.href))
  assert.match(page.body, /Amina Hussain, tenancy-support, once/)
})

test('the provider goes away between the question and the answer: try again later', async () => {
  const own = await openDesk()
  try {
    const browser = own.browser()
    const callback = await browser.untilCallback('amina-hussain')
    await own.provider.close()
    const answer = await browser.get(callback.href)
    assert.equal(answer.status, 503)
    assert.equal(answer.headers.get('retry-after'), '60')
    assert.match(answer.body, /cannot be reached/)
  } finally {
    await own.close().catch(() => {})
  }
})
