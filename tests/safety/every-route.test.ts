// Every route there is, found from the app itself: with nobody's session, another's, the wrong kind of session, a tampered one,
// and a form that did not come from a page of ours.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { policy } from '#app/wiring'
import { type RegisteredRoute, registeredRoutes } from '#platform/http/kernel'
import { newId } from '#platform/ids'
import { seed } from '#testing/random'
import { anInvolvement, aPerson, openWorld, publicUrl, type Reply, type StaffName, staff, type World } from '#testing/world'

let world: World
let routes: RegisteredRoute[]
const ids = { kayleigh: '', batch: '' }

before(async () => {
  world = await openWorld()
  routes = registeredRoutes.get(world.app)!
  ids.batch = await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04', { household: 'h-1' }),
    anInvolvement('H1', 'amina', { openedOn: '2026-03-30' }),
  ])
  ids.kayleigh = await world.personOf('council-housing', 'H1')
})
after(() => world.close())

/** Those that a session opens. The ways in for feeds are opened by a signature, and say so. */
const guarded = () => routes.filter((route) => route.act !== null && route.open === null)
const changing = () => guarded().filter((route) => route.method !== 'GET')

/** The address with the ids of real things in it, so that a gap would show something. */
const addressOf = ({ url }: RegisteredRoute): string =>
  url
    .replace(/^\/people\/:id|(?<=\/api\/v1\/people\/):id/, (part) => part.replace(':id', ids.kayleigh))
    .replace('/batches/:id', `/batches/${ids.batch}`)
    .replace('/datasets/:id', '/datasets/council-housing')
    .replace('/organisations/:id', '/organisations/GB-LAE-ALD')
    .replaceAll(/:feed(Id)?\b/g, 'council-housing')
    .replace(':nth', '1')
    .replace('/entries/:kind', '/entries/note')
    .replaceAll(/:\w+/g, newId())
    .replace(/\/people$/, '/people?name=Kayleigh+Marsden')
    .replace(/\/(access-requests|emergency-access)\/new$/, `$&?person=${ids.kayleigh}&dataset=council-housing`)
const nameOf = ({ method, url }: RegisteredRoute) => `${method} ${url}`

/** Calls a route as a browser would, with a form of nothing where it changes something. */
const call = (route: RegisteredRoute, token: string | null, headers: Record<string, string> = {}): Promise<Reply> =>
  route.method === 'GET' ? world.get(addressOf(route), token, headers) : world.post(addressOf(route), token, {}, headers)
/** Whether it says something that was not asked with. */
const tells = (reply: Reply) => /Weavers Row|A service/.test(reply.body)

test('there are routes to try', () => {
  assert.ok(guarded().length >= 30, `${guarded().length}`)
  assert.ok(changing().length >= 8, `${changing().length}`)
})

test('without a session no guarded route answers, and nothing is told', async () => {
  for (const route of guarded()) {
    const reply = await call(route, null)
    const toSignIn = reply.statusCode === 303 && String(reply.headers.location).startsWith('/sign-in?return=')
    assert.ok(toSignIn || [401, 403].includes(reply.statusCode), `${nameOf(route)}: ${reply.statusCode}`)
    assert.ok(!tells(reply), nameOf(route))
  }
})

const tampered: [what: string, cookie: (token: string) => string][] = [
  ['a letter changed', (token) => token.replace(/^./, (letter) => (letter === 'a' ? 'b' : 'a'))],
  ['cut short', (token) => token.slice(0, -1)],
  ['made longer', (token) => `${token}a`],
  ['empty', () => ''],
  ['SQL in it', () => `' or true --`],
  ['another kind of id', () => newId()],
  ['sent twice, the wrong one first', (token) => `x; session=${token.slice(1)}`],
]
for (const [what, cookie] of tampered) {
  test(`a session cookie with ${what} is nobody’s`, async () => {
    const token = await world.session('amina')
    for (const url of [`/people/${ids.kayleigh}`, `/api/v1/people/${ids.kayleigh}`, '/my-day']) {
      const reply = await world.get(url, null, { cookie: `session=${encodeURI(cookie(token)).replaceAll('%3B%20', '; ')}` })
      assert.ok([303, 401].includes(reply.statusCode) && !tells(reply), `${url}: ${reply.statusCode}`)
    }
  })
}

test('headers that name another person, role or organisation change nothing', async () => {
  const stranger = await world.session('stranger')
  const named = {
    'x-forwarded-user': world.workers.amina,
    'x-user-id': world.workers.amina,
    'x-role': 'steward',
    'x-organisation': 'GB-POL-ALD',
    authorization: `Bearer ${await world.session('amina')}`,
    'x-original-url': '/public',
    'x-http-method-override': 'GET',
  }
  for (const url of [
    `/people/${ids.kayleigh}`,
    `/api/v1/people/${ids.kayleigh}`,
    '/my-day',
    '/api/v1/people?name=Kayleigh+Marsden',
  ]) {
    const reply = await world.get(url, stranger, named)
    assert.ok(!tells(reply), url)
  }
})

const audits = async () => Number((await world.admin.query('select count(*) from platform.audit_event')).rows[0].count)

test('each of the staff is refused each route whose act her role does not include; no colleague’s session shows whom she does not work with; and no GET changes anything (of those with the same roles one is drawn; all in the long set)', async () => {
  const before = await audits()
  const alike = [...Map.groupBy(Object.entries(staff), ([, { roles }]) => roles.join()).values()]
  const looking = process.env.TEST_LONG ? alike.flat() : alike.map((group) => group[seed % group.length]!)
  for (const [name, { roles }] of looking) {
    const token = await world.session(name as StaffName, { steppedUp: true })
    for (const route of guarded()) {
      const may = policy[route.act!]!.roles.some((role) => (roles as readonly string[]).includes(role))
      if (may && route.method !== 'GET') continue // it may do it: what it then does is its room's affair
      const reply = await call(route, token)
      if (!may) assert.ok([401, 403, 400].includes(reply.statusCode), `${name}, ${nameOf(route)}: ${reply.statusCode}`)
      if (!may || name !== 'amina') assert.ok(!tells(reply), `${name} read it at ${nameOf(route)}`)
    }
  }
  assert.equal(await audits(), before, 'nothing was done')
})

test('a resident’s session opens no route of the staff, and a worker’s none of the residents’', async () => {
  const account = await world.account('somebody', { feed: 'council-housing', person: 'H1' })
  const [resident, worker] = [await world.session({ resident: account }), await world.session('amina')]
  for (const route of guarded()) {
    const { roles } = policy[route.act!]!
    if (!roles.includes('resident')) {
      const reply = await call(route, resident)
      assert.ok(
        [400, 401, 403].includes(reply.statusCode) && !tells(reply),
        `the resident: ${nameOf(route)}: ${reply.statusCode}`,
      )
    }
    if (roles.length === 1 && roles[0] === 'resident') {
      const reply = await call(route, worker)
      assert.ok([400, 403].includes(reply.statusCode), `the worker: ${nameOf(route)}: ${reply.statusCode}`)
    }
  }
})

test('another resident’s session shows nothing of hers', async () => {
  const hers = await world.account('herself', undefined)
  const reply = await world.get('/account/access-events', await world.session({ resident: hers }))
  assert.deepEqual([reply.statusCode, reply.headers.location], [303, '/account/code'])
})

const foreign: [what: string, headers: Record<string, string>][] = [
  ['from another site', { origin: 'https://elsewhere.example.org' }],
  ['from a site with a name like ours', { origin: `${publicUrl}.example.org` }],
  ['with no origin at all', { origin: '' }],
  ['from an origin that hides itself', { origin: 'null' }],
  ['from our origin, as the browser says, but across sites', { origin: publicUrl, 'sec-fetch-site': 'cross-site' }],
]
test('a form from elsewhere, or with no token or another session’s, changes nothing: on every route that changes something, as one drawn of four (all in the long set)', async () => {
  const names: StaffName[] = ['amina', 'doug', 'ines', 'joanne']
  const tokens = await Promise.all(names.map((name) => world.session(name, { steppedUp: true })))
  const before = await audits()
  for (const [nth, route] of changing().entries()) {
    for (const token of process.env.TEST_LONG ? tokens : [tokens[(seed + nth) % tokens.length]!]) {
      for (const [what, headers] of foreign) {
        const reply = await call(route, token, headers)
        assert.ok([401, 403].includes(reply.statusCode), `${nameOf(route)}, ${what}: ${reply.statusCode}`)
      }
      for (const csrf of ['', 'x', world.app.kernel.csrfTokenFor('another session')]) {
        const reply = await world.post(addressOf(route), token, { csrf })
        assert.ok([400, 401, 403].includes(reply.statusCode), `${nameOf(route)} with token “${csrf}”: ${reply.statusCode}`)
      }
    }
  }
  assert.equal(await audits(), before, 'nothing was done')
})
