import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cookiesFor } from './cookies.ts'
import { isLoopback } from './loopback.ts'
import { type Desk, openDesk } from './testing.ts'

let desk: Desk
let secure: Desk
before(async () => {
  desk = await openDesk()
  secure = await openDesk({ publicUrl: 'https://127.0.0.1:3998' })
})
after(() => Promise.all([desk.close(), secure.close()]))

/** The cookies that a whole sign-in sets, by name, with their attributes in order. */
async function cookiesSet(at: Desk): Promise<Map<string, string>> {
  const browser = at.browser()
  const left = await browser.get('/sign-in?as=amina-hussain')
  const back = await browser.follow(left, `${browser.home}/sign-in/callback`)
  const landed = await browser.get(back.location!)
  const set = [...left.cookies, ...landed.cookies].filter((text) => !/=;/.test(text))
  return new Map(
    set.map((text) => [text.split('=')[0]!.replace(/sign-in-.*/, 'sign-in-…'), text.split('; ').slice(1).sort().join('; ')]),
  )
}

test('over https every cookie is for this host alone, unreadable by scripts, and never sent in clear', async () => {
  assert.deepEqual(
    [...(await cookiesSet(secure))],
    [
      ['__Host-sign-in-…', 'HttpOnly; Max-Age=600; Path=/; SameSite=Lax; Secure'],
      ['__Host-session', 'HttpOnly; Path=/; SameSite=Lax; Secure'],
    ],
  )
})

test('over http, on this machine alone, they have plain names: browsers take no __Host- cookie there', async () => {
  assert.deepEqual(
    [...(await cookiesSet(desk))],
    [
      ['sign-in-…', 'HttpOnly; Max-Age=600; Path=/; SameSite=Lax'],
      ['session', 'HttpOnly; Path=/; SameSite=Lax'],
    ],
  )
})

test('signing out takes the cookie away, with the attributes that it was set with', async () => {
  const browser = secure.browser()
  await browser.signInAs('amina-hussain')
  const { cookies } = await browser.send('POST', '/sign-out', { csrf: await browser.formToken() })
  assert.equal(cookies.length, 1)
  assert.match(cookies[0]!, /^__Host-session=; /)
  for (const attribute of [/Path=\//, /Secure/, /HttpOnly/, /Expires=Thu, 01 Jan 1970/]) assert.match(cookies[0]!, attribute)
})

test('what a browser keeps of an attempt tells it nothing', async () => {
  const browser = desk.browser()
  const { location } = await browser.get('/sign-in?return=/people/known-person')
  const kept = [...browser.jar.values()].map(({ value }) => Buffer.from(value, 'base64url').toString('latin1')).join()
  for (const secret of ['known-person', 'verifier', new URL(location!).searchParams.get('nonce')!])
    assert.equal(kept.includes(secret), false)
})

for (const address of [
  'http://commonweal.example.org',
  'http://192.168.1.10:3000',
  'http://localhost.example.org',
  'ftp://127.0.0.1',
]) {
  test(`PUBLIC_URL ${address} would send sessions in clear: the start says so`, () => {
    assert.throws(() => cookiesFor(address), { name: 'ConfigError', message: /PUBLIC_URL/ })
  })
}

const hosts: [host: string, here: boolean][] = [
  ['127.0.0.1', true],
  ['127.8.0.3', true],
  ['localhost', true],
  ['::1', true],
  ['[::1]', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['localhost.example.org', false],
  ['127.0.0.1.example.org', false],
  ['x127.0.0.1', false],
]
for (const [host, here] of hosts)
  test(`${host} is ${here ? 'this machine' : 'not only this machine'}`, () => assert.equal(isLoopback(host), here))
