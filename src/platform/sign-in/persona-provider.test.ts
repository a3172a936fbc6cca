import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, mock, test } from 'node:test'
import { placeIsFictional } from './persona-marker.ts'
import { choicePage } from './persona-pages.ts'
import { type PersonaOptions, startPersonaProvider } from './persona-provider.ts'
import { clientOf, type Desk, openDesk, personas, publicUrl } from './testing.ts'

let desk: Desk
before(async () => {
  desk = await openDesk()
})
after(() => desk.close())

const options = (change: Partial<PersonaOptions> = {}): PersonaOptions => ({
  personas: async () => personas,
  ...clientOf,
  redirectUris: [`${publicUrl}/sign-in/callback`],
  port: 0,
  marker: { placeIsFictional: () => placeIsFictional(desk.house), everyNhsNumberIsInvented: async () => true },
  ...change,
})
const isFictional = (fictional: boolean) => desk.admin('update platform.place set fictional = $1', [fictional])

test('it starts over a place that says it is invented', async () => {
  const provider = await startPersonaProvider(options())
  assert.match(provider.issuer, /^http:\/\/127\.0\.0\.1:\d+$/)
  await provider.close()
})

test('it does not start over a real place, and says what to set instead', async () => {
  await isFictional(false)
  try {
    await assert.rejects(startPersonaProvider(options()), {
      name: 'PersonasRefused',
      message: /does not say that its place is invented.*Set OIDC_ISSUER/,
    })
  } finally {
    await isFictional(true)
  }
})

test('it does not start over a database that says nothing of its place', async () => {
  const { rows } = await desk.admin('delete from platform.place returning *')
  try {
    await assert.rejects(startPersonaProvider(options()), { name: 'PersonasRefused', message: /platform\.place\.fictional/ })
  } finally {
    await desk.admin('insert into platform.place select * from jsonb_populate_record(null::platform.place, $1)', [
      JSON.stringify(rows[0]),
    ])
  }
})

test('it does not start where one NHS number could be real', async () => {
  const marker = { placeIsFictional: async () => true, everyNhsNumberIsInvented: async () => false }
  await assert.rejects(startPersonaProvider(options({ marker })), {
    name: 'PersonasRefused',
    message: /NHS number that may be somebody's/,
  })
})

for (const host of ['0.0.0.0', '::', '192.168.1.10']) {
  test(`it does not listen on ${host}`, async () => {
    await assert.rejects(startPersonaProvider(options({ host })), { name: 'PersonasRefused', message: /on this machine alone/ })
  })
}

test('it takes nobody to a product beyond this machine', async () => {
  const redirectUris = [`${publicUrl}/sign-in/callback`, 'https://commonweal.example.org/sign-in/callback']
  await assert.rejects(startPersonaProvider(options({ redirectUris })), {
    name: 'PersonasRefused',
    message: /not on commonweal\.example\.org/,
  })
})

test('a port that is taken is named', async () => {
  const port = Number(new URL(desk.provider.issuer).port)
  await assert.rejects(startPersonaProvider(options({ port })), {
    name: 'PersonasRefused',
    message: new RegExp(`Port ${port} is taken`),
  })
})

test('when the database becomes a real one under it, nobody is let in any more', async () => {
  const browser = desk.browser()
  await isFictional(false)
  try {
    const answer = await browser.follow(await browser.get('/sign-in?as=amina-hussain'))
    assert.equal(answer.status, 400)
    assert.match(answer.body, /does not say that its place is invented/)
    assert.equal(browser.jar.has('session'), false)
  } finally {
    await isFictional(true)
  }
})

test('it starts and signs in without a word on the terminal', async () => {
  const said = ['log', 'info', 'warn', 'error'] as const
  const heard = said.map((level) => mock.method(console, level, () => {}))
  try {
    const provider = await startPersonaProvider(options())
    await provider.close()
    await desk.browser().signInAs('amina-hussain')
    assert.deepEqual(
      heard.flatMap(({ mock }) => mock.calls.map((call) => call.arguments)),
      [],
    )
  } finally {
    for (const one of heard) one.mock.restore()
  }
})

test('it offers the code flow with PKCE S256 and signed ID tokens, and nothing else', async () => {
  const about = (await (await fetch(`${desk.provider.issuer}/.well-known/openid-configuration`)).json()) as Record<
    string,
    unknown
  >
  assert.deepEqual(
    [
      about.response_types_supported,
      about.code_challenge_methods_supported,
      about.id_token_signing_alg_values_supported,
      about.grant_types_supported,
    ],
    [['code'], ['S256'], ['ES256'], ['authorization_code']],
  )
  const keys = (await (await fetch(about.jwks_uri as string)).json()) as { keys: object[] }
  assert.deepEqual(
    keys.keys.map((key) => 'd' in key),
    [false],
    'the private key stays inside',
  )
})

test('without PKCE nobody gets a code', async () => {
  const asked = new URLSearchParams({
    client_id: clientOf.clientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${publicUrl}/sign-in/callback`,
  })
  const answer = await fetch(`${desk.provider.issuer}/auth?${asked}`, { redirect: 'manual' })
  assert.match(answer.headers.get('location') ?? '', /error=invalid_request.*PKCE/i)
})

test('a redirect address that is not the product’s is refused', async () => {
  const asked = new URLSearchParams({
    client_id: clientOf.clientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'http://127.0.0.1:3999/elsewhere',
  })
  const answer = await fetch(`${desk.provider.issuer}/auth?${asked}`, { redirect: 'manual' })
  assert.equal(answer.status, 400)
  assert.equal(answer.headers.get('location'), null)
})

test('a page elsewhere that makes its own name lead here is turned away', async () => {
  const { hostname, port } = new URL(desk.provider.issuer)
  const status = await new Promise((resolve, reject) => {
    request(
      { hostname, port, path: '/.well-known/openid-configuration', headers: { host: `elsewhere.example.org:${port}` } },
      (answer) => resolve(answer.resume().statusCode),
    )
      .on('error', reject)
      .end()
  })
  assert.equal(status, 421)
})

test('the page has one heading for each organisation, and each person with role and reason, in their order', () => {
  const page = choicePage({ place: 'Aldermere', address: publicUrl }, personas, '/who/x')
  assert.deepEqual(
    [...page.matchAll(/<h2 class="govuk-heading-m">([^<]+)</g)].map(([, heading]) => heading),
    ['Aldermere Council', 'Residents', 'Elsewhere'],
  )
  for (const { id, name, role, why } of personas) {
    assert.match(
      page,
      new RegExp(
        `<button[^>]*name="persona" value="${id}" aria-describedby="why-${id}"><strong>${name}</strong></button>, ${role}`,
      ),
    )
    assert.match(page, new RegExp(`id="why-${id}">${why}`))
  }
  assert.equal(page.match(/<h1/g)?.length, 1)
})

test('names and reasons are text, whatever they hold', () => {
  const [one] = personas
  const page = choicePage(
    { place: 'Aldermere', address: publicUrl },
    [{ ...one!, id: '"><script>', name: '<img src=x>', why: '</form>' }],
    '/who/x',
  )
  assert.equal(page.includes('<img src=x>') || page.includes('"><script>'), false)
})

test('its pages load nothing from elsewhere, run nothing inline, and stand in no frame', async () => {
  const browser = desk.browser()
  const page = await browser.follow(await browser.get('/sign-in'))
  assert.match(page.headers.get('content-security-policy')!, /default-src 'none'.*frame-ancestors 'none'/)
  const style = /<link rel="stylesheet" href="([^"]+)"/.exec(page.body)![1]!
  assert.match((await browser.get(new URL(style, page.url).href)).headers.get('content-type')!, /text\/css/)
  assert.equal(/<script(?![^>]*src=)| style="| on\w+="/.test(page.body), false)
})
