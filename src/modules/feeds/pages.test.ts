import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { App } from '#platform/http/kernel'
import { type TestDatabase, testDatabase } from '#testing/database'
import { pages } from './pages.ts'
import { gatewayRoutes, routes } from './routes.ts'
import { aCouncil, aFeed, anApp, identity, phone, type TestFeed, type TestHouse, testHouse } from './testing.ts'

let database: TestDatabase
let house: TestHouse
let app: App
let engineer: string
let officer: string
let feed: TestFeed
let batchId: string
const many = Array.from({ length: 40 }, (_, n) => identity(`P${n}`))
const secret = 'canary-7d4'

before(async () => {
  database = await testDatabase()
  house = await testHouse(database)
  await aCouncil(house)
  app = await anApp(house, [routes, gatewayRoutes, pages])
  engineer = tokenOf(await house.workerSession(['data-engineer'], true))
  officer = tokenOf(await house.workerSession(['practitioner']))
  feed = await aFeed(house, { id: 'housing', name: 'Tenancies and rent' })
  batchId = await feed.load([...many, { ...phone('P1', secret, ''), eventAt: 'soon' }])
})
after(async () => {
  await app.close()
  await house.close()
  await database.close()
})

const tokenOf = (caller: object) => (caller as { sessionToken: string }).sessionToken
const get = (url: string, session = engineer) => app.inject({ url, cookies: session ? { session } : {} })
const post = (url: string, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url,
    cookies: { session: engineer },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ csrf: 'token', ...fields }).toString(),
  })
const batch = () => `/feeds/housing/batches/${batchId}`

test('the list, a feed and a batch are pages for the data engineer, and say the same as JSON', async () => {
  assert.match((await get('/feeds')).body, /Tenancies and rent/)
  const one = await get('/feeds/housing')
  assert.equal(one.statusCode, 200)
  assert.match(one.body, /eventAt/)
  assert.match((await get(batch())).body, /not-canonical/)
  const json = (await get('/api/v1/feeds/housing')).json()
  assert.deepEqual([json.feed.rowsWaiting, json.batches[0].state, json.batches[0].rowsQuarantined], [1, 'applied', 1])
  const rows = (await get(`/api/v1${batch()}/quarantine`)).json().rows
  assert.deepEqual([rows[0].rowNo, rows[0].field], [41, 'eventAt'])
  assert.deepEqual((await get(`/api/v1${batch()}`)).json().state, 'applied')
  assert.equal((await get('/api/v1/feeds')).json().feeds.length, 1)
})

test('a practitioner does not see them; without a session there is nothing', async () => {
  for (const url of ['/feeds', '/feeds/housing', batch(), '/feeds/housing/upload', '/api/v1/feeds']) {
    assert.equal((await get(url, officer)).statusCode, 403, url)
  }
  assert.equal((await get('/api/v1/feeds', '')).statusCode, 401)
  assert.equal((await get('/feeds/none')).statusCode, 404)
})

test('a row is corrected and replayed on its page, which never shows the record', async () => {
  const { id } = (await get(`/api/v1${batch()}/quarantine`)).json().rows[0]
  const row = `${batch()}/rows/${id}`
  const shown = await get(row)
  assert.equal(shown.statusCode, 200)
  const wrong = await post(`${row}/correct`, { value: 'still not a time' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /still cannot be used/)
  for (const page of [shown, wrong, await get(batch())]) assert.equal(page.body.includes(secret), false)
  assert.equal((await post(`${row}/correct`, { value: '2026-03-01T10:00:00Z' })).statusCode, 303)
  assert.match((await get(batch())).body, /Replay corrected rows/)
  assert.equal((await post(`${batch()}/replay`, {})).statusCode, 303)
  await house.work()
  assert.match((await get(batch())).body, /Replayed/)
})

test('a full extract is uploaded as one, and its page says how many facts ended or why none did', async () => {
  const sender = await aFeed(house, { id: 'extracts', name: 'Every record' })
  await sender.load([...many, identity('P90')], { periodTo: '2026-03-02' })
  const rows = (lines: object[]) => ({ name: 'all.ndjson', text: lines.map((row) => `${JSON.stringify(row)}\n`).join('') })
  const page = async (lines: object[]) => {
    const sent = await upload({ ...period, rows: String(lines.length), holds: 'everything' }, rows(lines), 'extracts')
    await house.work()
    return (await get(sent.headers.location as string)).body
  }
  assert.match(
    await page([...many, { ...identity('P1'), person: '' }]),
    /Ended: no longer in the extract.*None, since 1 row does not say/s,
  )
  const ended = await page(many)
  assert.match(ended, /Everything that stands/)
  assert.match(ended, /Ended: no longer in the extract\s*<\/dt>\s*<dd[^>]*>\s*1\s*</)
  assert.match((await get('/feeds/extracts')).body, /<th[^>]*>\s*Ended\s*<\/th>/)
  const json = (await get('/api/v1/feeds/extracts')).json().batches
  assert.deepEqual(json.map((one: { holds: string; factsEnded: number }) => [one.holds, one.factsEnded]).toSorted(), [
    ['changes', 0],
    ['everything', 0],
    ['everything', 1],
  ])
})

test('a reversal needs a reason, and then happens', async () => {
  const id = await feed.load([identity('P1', { givenName: 'Kayley', eventAt: '2026-03-05T10:00:00Z' })])
  const url = `/feeds/housing/batches/${id}`
  const without = await post(`${url}/reverse`, { reason: '' })
  assert.equal(without.statusCode, 422)
  assert.match(without.body, /href="#reason"/)
  assert.equal((await post(`${url}/reverse`, { reason: 'Sent by mistake.' })).statusCode, 303)
  await house.work()
  assert.match((await get(url)).body, /Reversed/)
})

test('a key is revoked on its page, after a question; nothing signed with it is taken any more', async () => {
  const sender = await aFeed(house, { id: 'fire', name: 'Home fire safety visits' })
  assert.match((await get('/feeds/fire')).body, /href="\/feeds\/fire\/keys\/fire-key\/revoke"/)
  const url = '/feeds/fire/keys/fire-key/revoke'
  assert.match((await get(url)).body, /It cannot be taken back/)
  await sender.send([identity('P1')])
  assert.equal((await post(url, {})).statusCode, 303)
  assert.match((await get('/feeds/fire')).body, /Revoked/)
  await assert.rejects(sender.send([identity('P2')]), { code: 'KEY_NOT_IN_FORCE' })
  assert.equal((await get(url, officer)).statusCode, 403)
  assert.equal((await get('/feeds/fire/keys/none/revoke')).statusCode, 404)
})

test('what waits for someone comes first: a file above its change cap, released on its page', async () => {
  const sender = await aFeed(house, { id: 'zebra', name: 'Zebra crossings', changeCapPercent: 10 })
  await sender.load(many)
  await (await aFeed(house, { id: 'aardvark', name: 'Aardvarks' })).load(many)
  const waiting = await sender.load(many.map((row) => ({ ...row, givenName: 'Kayley', eventAt: '2026-03-05T10:00:00Z' })))
  const { feeds } = (await get('/api/v1/feeds')).json()
  assert.deepEqual(
    feeds
      .map((one: { id: string; batchesWaiting: number }) => [one.id, one.batchesWaiting])
      .find(([id]: [string]) => id === 'zebra'),
    ['zebra', 1],
  )
  const page = (await get('/feeds')).body
  assert.match(page, /1 file/)
  assert.ok(page.indexOf('Zebra crossings') < page.indexOf('Aardvarks'))
  const url = `/feeds/zebra/batches/${waiting}`
  assert.match((await get(url)).body, /Release this batch/)
  assert.equal((await post(`${url}/release`, {})).statusCode, 303)
  await house.work()
  assert.match((await get(url)).body, /Changed facts/)
})

test('a form without its token changes nothing', async () => {
  const reply = await post(`${batch()}/reverse`, { reason: 'x', csrf: 'wrong' })
  assert.equal(reply.statusCode, 403)
})

function multipart(fields: Record<string, string>, file: { name: string; text: string } | null) {
  const line = '----cut'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${line}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  if (file)
    parts.push(
      `--${line}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n${file.text}\r\n`,
    )
  return { payload: `${parts.join('')}--${line}--\r\n`, headers: { 'content-type': `multipart/form-data; boundary=${line}` } }
}
const upload = (
  fields: Record<string, string>,
  file: { name: string; text: string } | null,
  to = 'housing',
  session = engineer,
) =>
  app.inject({
    method: 'POST',
    url: `/feeds/${to}/upload`,
    cookies: { session },
    ...multipart({ csrf: 'token', ...fields }, file),
  })
const period = { 'from-day': '1', 'from-month': '3', 'from-year': '2026', 'to-day': '1', 'to-month': '4', 'to-year': '2026' }
const file = { name: 'rows.ndjson', text: `${JSON.stringify(identity('P7'))}\n` }

test('whoever sent a file that waits is told that someone else must release it', async () => {
  const sender = await aFeed(house, { id: 'own', name: 'Own file', changeCapPercent: 10 })
  await sender.load(many)
  const changed = many.map((row) => `${JSON.stringify({ ...row, givenName: 'Kayley', eventAt: '2026-03-05T10:00:00Z' })}\n`)
  const sent = await upload({ ...period, rows: '40' }, { name: 'own.ndjson', text: changed.join('') }, 'own')
  await house.work()
  const page = (await get(sent.headers.location as string)).body
  assert.match(page, /someone else must release it/)
  assert.doesNotMatch(page, /Release this batch/)
  assert.equal((await post(`${sent.headers.location}/release`, {})).statusCode, 403)
})

test('a file is uploaded with its period and its rows; what is missing is said beside its field', async () => {
  assert.match((await get('/feeds/housing/upload')).body, /How many rows it has/)
  const incomplete = await upload({ ...period, rows: 'some' }, file)
  assert.equal(incomplete.statusCode, 422)
  assert.match(incomplete.body, /href="#rows"/)
  assert.match((await upload({ ...period, rows: '1' }, null)).body, /Choose the file/)
  assert.equal((await upload({ ...period, rows: '1', csrf: 'wrong' }, file)).statusCode, 403)
  const done = await upload({ ...period, rows: '1' }, file)
  assert.equal(done.statusCode, 303)
  await house.work()
  assert.match((await get(done.headers.location as string)).body, /Applied/)
})

test('whoever signed in too long ago is led to sign in again, and her answers stay', async () => {
  const earlier = tokenOf(await house.workerSession(['data-engineer']))
  const refused = await upload({ ...period, rows: '17' }, file, 'housing', earlier)
  assert.equal(refused.statusCode, 422)
  assert.match(refused.body, /There is a problem.*href="\/sign-in\?again=yes&amp;return=\/feeds\/housing\/upload"/s)
  assert.match(refused.body, /value="17"/)
})

test('a sender’s system sends a file and an event with no session, signed', async () => {
  const text = `${JSON.stringify(identity('P8'))}\n`
  const manifest = await feed.signManifest(text)
  const send = (header: string | undefined, body = text) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/feeds/housing/batches',
      headers: { 'content-type': 'application/x-ndjson', ...(header ? { 'commonweal-manifest': header } : {}) },
      payload: body,
    })
  const first = await send(manifest)
  assert.deepEqual([first.statusCode, first.json().again], [202, false])
  assert.deepEqual([(await send(manifest)).statusCode, (await send(manifest)).json().again], [200, true])
  assert.deepEqual([(await send(undefined)).statusCode, (await send(undefined)).json().code], [400, 'MANIFEST_MISSING'])
  assert.deepEqual([(await send('x.y.z')).statusCode, (await send('x.y.z')).json().code], [400, 'MANIFEST_UNREADABLE'])

  const jws = await feed.signEvent({ row: { ...phone('P1', '07700 900999', '2026-04-01T08:59:00Z') } })
  const event = (payload: string) =>
    app.inject({ method: 'POST', url: '/api/v1/feeds/housing/events', headers: { 'content-type': 'application/jose' }, payload })
  assert.deepEqual([(await event(jws)).statusCode, (await event(jws)).statusCode], [201, 200])
  assert.equal((await event('x'.repeat(300_000))).statusCode, 400)
})
