import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hadSecondFactor, openIdClient } from './openid.ts'
import { clientOf, type Desk, openDesk, personaProvider, publicUrl, serve } from './testing.ts'

let desk: Desk
before(async () => {
  desk = await openDesk()
})
after(() => desk.close())

const factors: [claims: Record<string, unknown>, two: boolean][] = [
  [{ acr: 'urn:mfa' }, true],
  [{ amr: ['pwd', 'mfa'] }, true], // Microsoft Entra
  [{ acr: 'phr' }, true], // phishing-resistant
  [{ acr: 'https://refeds.org/profile/mfa' }, true],
  [{ acr: 'urn:of-our-own-provider' }, true],
  [{ amr: ['pwd'] }, false],
  [{ amr: ['otp'] }, false], // one factor, if a good one
  [{ amr: 'mfa' }, false], // not a list, as the standard has it
  [{ acr: '0' }, false],
  [{ acr: 'mfa' }, false],
  [{ acr: null, amr: null }, false],
  [{}, false],
]
for (const [claims, two] of factors) {
  test(`${JSON.stringify(claims)} is ${two ? 'two factors' : 'not two factors'}`, () => {
    assert.equal(hadSecondFactor(claims, ['urn:of-our-own-provider']), two)
  })
}

const nobodyThere = { ...clientOf, publicUrl, issuer: 'http://127.0.0.1:9' }

test('an identity provider that does not answer is named at the start, with its setting', async () => {
  await assert.rejects(openIdClient(nobodyThere).check(), {
    name: 'ConfigError',
    message: /^OIDC_ISSUER: no identity provider answered at http:\/\/127\.0\.0\.1:9 /,
  })
})

test('a server that is no identity provider is named too', async () => {
  const notOne = openIdClient({ ...nobodyThere, issuer: `${desk.provider.issuer}/assets` })
  await assert.rejects(notOne.check(), { name: 'ConfigError', message: /OIDC_ISSUER/ })
})

test('one that answers for another issuer is not believed', async () => {
  const other = desk.provider.issuer.replace('127.0.0.1', 'localhost')
  await assert.rejects(openIdClient({ ...nobodyThere, issuer: other }).check(), { name: 'ConfigError', message: /OIDC_ISSUER/ })
})

test('one that would be asked in clear is refused before it is asked', () => {
  assert.throws(() => openIdClient({ ...nobodyThere, issuer: 'http://login.example.org' }), {
    name: 'ConfigError',
    message: /OIDC_ISSUER.*https/,
  })
})

test('while it is away, people are told whom to ring; when it is back, they sign in without a restart', async () => {
  const away = await personaProvider(desk.house)
  await away.close()
  const app = await serve({ ...desk, settings: { ...desk.settings, issuer: away.issuer } })
  const browser = Object.assign(desk.browser(), { app })
  const answer = await browser.get('/sign-in')
  assert.equal(answer.status, 503)
  assert.match(answer.body, /identity provider cannot be reached/)
  assert.match(answer.body, /01632 960 100/)
  const back = await personaProvider(desk.house, publicUrl, Number(new URL(away.issuer).port))
  try {
    assert.match((await browser.signInAs('amina-hussain')).body, /Amina Hussain/)
  } finally {
    await back.close()
    await app.close()
  }
})

test('signing out works while the provider is away', async () => {
  const away = await personaProvider(desk.house)
  const app = await serve({ ...desk, settings: { ...desk.settings, issuer: away.issuer } })
  await away.close()
  try {
    const here = desk.browser()
    await here.signInAs('amina-hussain') // by the desk's own provider: the database is the same, and so are sessions
    const browser = Object.assign(here.copy(), { app })
    const left = await browser.send('POST', '/sign-out', { csrf: await browser.formToken() })
    assert.deepEqual([left.status, left.location], [303, '/'])
    assert.equal(browser.jar.has('session'), false)
  } finally {
    await app.close()
  }
})
