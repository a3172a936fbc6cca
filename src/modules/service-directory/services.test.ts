// Services as people at work see them, and what their own people say of them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { instant, plainDate } from '#platform/dates'
import { inTransaction } from '#platform/transactions'
import { openWorld, type World } from '#testing/world'
import { theDirectory } from './read-from-address.ts'
import { findService, searchServices } from './search-services.ts'
import { aPage, aService, listServices, uuid } from './testing.ts'

let world: World
const [ours, theirs, nobodys] = [uuid('Job club'), uuid('Recovery group'), uuid('Choir')]
const worker = (name: string, organisationId: string, role: 'team-lead' | 'steward' | 'provider' | 'commissioner') =>
  world.hire(name, { organisationId, name, roles: [role] }).then((session) => session('tenancy-support'))
before(async () => {
  world = await openWorld()
  await listServices(world.services, [
    aService('Job club', { also: { assured_date: '2024-01-01' } }),
    aService('Recovery group', { runBy: ['Turning', 'GB-CHC', 'RECOVERY'] }),
    aService('Choir', { runBy: ['The choir', 'GB-CHC', '9'] }),
  ])
})
after(() => world.close())

const codeOf = (body: string) => body.replaceAll(/<[^>]+>/g, ' ')

test('somebody of whoever runs it says how many places are free, and everyone at work reads who said it and when', async () => {
  const amina = await world.session('amina')
  assert.equal((await world.post(`/services/${ours}/places`, amina, { places: '12' })).statusCode, 303)
  world.setNow(instant('2026-04-01T10:00:00Z'))
  assert.equal((await world.post(`/services/${ours}/places`, amina, { places: '0' })).statusCode, 303)
  const colin = await world.session('colin')
  const opened = codeOf((await world.get(`/services/${ours}`, colin)).body)
  assert.match(opened, /Full\s+1 April 2026 at 11:00\s+Source:\s+Amina Hussain, Aldermere Council/)
  assert.match(codeOf((await world.get('/services?words=job', colin)).body), /Full/)
})

test('nobody else says it, nor says anything that is no number', async () => {
  const [amina, colin] = [await world.session('amina'), await world.session('colin')]
  for (const [who, id] of [
    [colin, ours],
    [amina, theirs],
    [amina, nobodys],
  ] as const) {
    const reply = await world.post(`/services/${id}/places`, who, { places: '3' })
    assert.equal(reply.statusCode, 403)
    assert.match(reply.body, /not run by your organisation/)
    assert.doesNotMatch((await world.get(`/services/${id}`, who)).body, /Places now/, 'nor is it offered')
  }
  for (const places of ['', 'many', '-1', '1.5', '1000000']) {
    const reply = await world.post(`/services/${ours}/places`, amina, { places })
    assert.equal(reply.statusCode, 422, places)
    assert.match(reply.body, /Say how many places are free/)
  }
  assert.equal((await world.post(`/services/${uuid('none')}/places`, amina, { places: '3' })).statusCode, 404)
})

test('whoever runs it, or the steward, says that the entry is right; then it is fresh, for the public too', async () => {
  const stale = /Nobody has checked this since 1 January 2024/
  const open = async (id: string) => (await world.get(`/public/services/${id}`, null)).body
  assert.match(await open(ours), stale)
  const outsider = await worker('Otto', 'GB-POL-ALD', 'commissioner')
  assert.equal((await world.post(`/services/${ours}/checked`, outsider)).statusCode, 403)
  assert.equal((await world.post(`/services/${ours}/checked`, await world.session('amina'))).statusCode, 403, 'not her role')
  const lead = await worker('Lena', 'GB-LAE-ALD', 'team-lead')
  assert.equal((await world.post(`/services/${ours}/checked`, lead)).statusCode, 303)
  assert.doesNotMatch(await open(ours), stale)
  assert.match(codeOf(await open(ours)), /Last checked\s+1 April 2026/)
  const steward = await worker('Stella', 'GB-LAE-OFFICE', 'steward')
  assert.equal((await world.post(`/services/${nobodys}/checked`, steward)).statusCode, 303)
  assert.match(codeOf((await world.get(`/services/${nobodys}`, steward)).body), /Stella, The partnership office/)
})

test('who came after an organisation speaks for its services', async () => {
  await world.admin.query(
    `update partnership.organisation set active_to = '2026-02-01', successor_id = 'GB-NHS-ALD' where id = 'GB-CHC-RECOVERY'`,
  )
  const nora = await world.session('nora')
  assert.equal((await world.post(`/services/${theirs}/places`, nora, { places: '4' })).statusCode, 303)
  assert.match(codeOf((await world.get(`/services/${theirs}`, nora)).body), /Run by\s+Aldermere Community NHS Trust/)
  await world.admin.query(
    `update partnership.organisation set active_to = null, successor_id = null where id = 'GB-CHC-RECOVERY'`,
  )
})

test('of a service that is listed no longer nothing more is said; it tells since when', async () => {
  await world.admin.query(`update service_directory.service set ended_at = '2026-03-31T10:00Z' where id = $1`, [nobodys])
  const steward = await worker('Stefan', 'GB-LAE-OFFICE', 'steward')
  assert.match((await world.get(`/services/${nobodys}`, steward)).body, /no longer lists it, since 31 March 2026/)
  assert.equal((await world.post(`/services/${nobodys}/checked`, steward)).statusCode, 404)
  assert.match((await world.get(`/public/services/${nobodys}`, null)).body, /no longer listed/)
})

test('other rooms look for services and find one in the transaction that they are in', async () => {
  const today = plainDate('2026-04-01')
  const act = 'service-directory.public.read'
  const [found, one, none] = await inTransaction(
    world.services.house,
    theDirectory(act),
    act,
    async (tx) =>
      [
        await searchServices(tx, { words: 'job', today }),
        await findService(tx, ours, today),
        await findService(tx, uuid('none'), today),
      ] as const,
  )
  assert.deepEqual(
    [found.total, found.services[0]!.name, one?.capacity?.places, one?.runBy, none],
    [1, 'Job club', 0, 'GB-LAE-ALD', undefined],
  )
})

const upload = async (token: string, fileName: string, text: string, sure = '', csrf = world.app.kernel.csrfTokenFor(token)) => {
  const { rows } = await world.admin.query('select id from service_directory.source limit 1')
  const field = (name: string, value: string) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const file = `--x\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: application/json\r\n\r\n${text}\r\n--x--\r\n`
  return world.app.inject({
    method: 'POST',
    url: `/directory-sources/${rows[0].id}/upload`,
    headers: {
      host: '127.0.0.1:3998',
      accept: 'text/html',
      origin: 'http://127.0.0.1:3998',
      cookie: `session=${token}`,
      'content-type': 'multipart/form-data; boundary=x',
    },
    payload: field('csrf', csrf) + (sure ? field('sure-of-file', sure) : '') + file,
  })
}

test('an engineer uploads a file; what is refused is on the page by its name; what is no list is said to be none', async () => {
  const doug = await world.session('doug')
  const many = [
    aService('Job club'),
    ...Array.from({ length: 9 }, (_, at) => aService(`Group ${at}`)),
    { ...aService('Broken'), status: 'open' },
  ]
  const reply = await upload(doug, 'all.json', JSON.stringify(aPage(many)))
  assert.equal(reply.statusCode, 303, reply.body)
  const page = codeOf((await world.get(String(reply.headers.location), doug)).body)
  assert.match(page, /Uploaded by Doug Engineer: all\.json\s+9 new, 1 changed, 1 ended, 1 refused/)
  assert.match(page, /Broken\s+[0-9a-f-]{36}\s+status\s+is none of: active/)

  for (const [name, text, says] of [
    ['half.json', '{"contents": [', /it is not JSON/],
    ['other.json', '{"hello": 1}', /neither a page of services/],
    ['', '', /Choose the file/],
  ] as const) {
    const refused = await upload(doug, name, text)
    assert.equal(refused.statusCode, 422, name)
    assert.match(refused.body, says)
  }
  assert.equal((await upload(doug, 'all.json', JSON.stringify(aPage(many)), '', 'x')).statusCode, 403)
  assert.equal((await upload(await world.session('amina'), 'all.json', JSON.stringify(aPage(many)))).statusCode, 403)

  const one = JSON.stringify(aPage([aService('Job club')]))
  const kept = await upload(doug, 'one.json', one)
  assert.match((await world.get(String(kept.headers.location), doug)).body, /lacked 9 services/)
  const ended = await upload(doug, 'one.json', one, 'yes')
  assert.match(codeOf((await world.get(String(ended.headers.location), doug)).body), /1 unchanged, 9 ended/)
})
