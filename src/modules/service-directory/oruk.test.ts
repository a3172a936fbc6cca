// The directory goes out as Open Referral UK 3.0.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { openWorld, type World } from '#testing/world'
import { fetchServices, sourceLimits } from './fetch-source.ts'
import { ServiceRecord } from './record.ts'
import { aService, listServices, uuid } from './testing.ts'

let world: World
const advice = aService('Debt advice', {
  topic: 'Money',
  days: 'TU',
  opens: '09:30:00',
  postcode: 'AX3 3LY',
  at: [53.5, -2.1],
  also: { minimum_age: 18, ours: { kept: ['as it is'] } },
})
before(async () => {
  world = await openWorld()
  await listServices(world.services, [
    advice,
    aService('Food pantry', { topic: 'Food', days: 'SA', closes: '12:00:00', postcode: 'AX3 9ZZ', at: [53.6, -2.1] }),
    aService('Youth boxing', { topic: 'Food', postcode: 'AX4 1LF', also: { minimum_age: 10, maximum_age: 21 } }),
  ])
})
after(() => world.close())

type Page = { total_items: number; contents: { id: string; name?: string }[] } & Record<string, unknown>
const ask = (path: string) => world.get(`/public/oruk${path}`, null, { accept: 'application/json' })
const json = async <T = Page>(path: string): Promise<T> => {
  const reply = await ask(path)
  assert.equal(reply.statusCode, 200, reply.body)
  return reply.json() as T
}
const names = async (query: string) => (await json(`/services?${query}`)).contents.map(({ name }) => name)

test('it says which standard it speaks, to every program on every page', async () => {
  const reply = await ask('')
  assert.deepEqual(reply.json(), {
    version: 'HSDS-UK-3.0',
    profile: 'https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md',
    openapi_url: 'https://docs.openreferraluk.org/en/latest/openapi30.json',
  })
  for (const one of [reply, await ask('/services?page=x')]) assert.equal(one.headers['access-control-allow-origin'], '*')
  assert.equal(reply.headers['cache-control'], 'public, max-age=300')
})

test('pages: how many there are, which this is, whether it is the first, the last, or empty', async () => {
  const { contents: _, ...first } = await json('/services?per_page=2')
  assert.deepEqual(first, {
    total_items: 3,
    total_pages: 2,
    page_number: 1,
    size: 2,
    first_page: true,
    last_page: false,
    empty: false,
  })
  const { contents: __, ...second } = await json('/services?per_page=2&page=2')
  assert.deepEqual(second, {
    total_items: 3,
    total_pages: 2,
    page_number: 2,
    size: 1,
    first_page: false,
    last_page: true,
    empty: false,
  })
  const { contents, ...beyond } = await json('/services?page=9')
  assert.deepEqual([contents, beyond.empty, beyond.total_items], [[], true, 3])
})

const filters: [query: string, names: string[]][] = [
  ['search=debts', ['Debt advice']],
  ['search=', ['Debt advice', 'Food pantry', 'Youth boxing']],
  ['minimum_age=10', ['Debt advice', 'Youth boxing']],
  ['minimum_age=11', ['Debt advice']],
  ['maximum_age=21', ['Youth boxing']],
  ['day=SA', ['Food pantry']],
  ['day=saturday', ['Food pantry']],
  ['day=TU', ['Debt advice', 'Youth boxing']],
  ['day=TU&start_time=09:30', ['Debt advice']],
  ['start_time=09:31:00', []],
  ['end_time=12:00', ['Food pantry']],
  [`taxonomy_term_id=${uuid('topic Food')}`, ['Food pantry', 'Youth boxing']],
  ['postcode=AX3+3LY', ['Debt advice', 'Food pantry']],
  ['postcode=AX33LY&proximity=1000', ['Debt advice']],
  ['postcode=AX3+3LY&proximity=12000', ['Debt advice', 'Food pantry']],
]
for (const [query, expected] of filters)
  test(`services?${query} gives ${expected.join(', ') || 'none'}`, async () => assert.deepEqual(await names(query), expected))

const wrong: [query: string, says: RegExp][] = [
  ['page=0', /page: is at least 1/],
  ['page=two', /page: is a number/],
  ['page=1.5', /page: is a whole number/],
  ['per_page=101', /per_page: is at most 100/],
  ['minimum_age=-1', /minimum_age: is a number/],
  ['maximum_age=old', /maximum_age: is a number/],
  ['start_time=9', /start_time: is a time such as 09:30/],
  ['end_time=25:00', /end_time: is a time/],
  ['day=someday', /day: is one of MO/],
  ['taxonomy_term_id=food', /taxonomy_term_id: is a UUID/],
  ['postcode=here', /postcode: is a postcode such as/],
  ['proximity=500', /proximity: needs a postcode/],
  ['postcode=ZZ1+1ZZ&proximity=500', /We do not know where ZZ1 1ZZ is/],
  ['page=1&page=2', /page/],
]
for (const [query, says] of wrong)
  test(`services?${query} is refused, and what is wrong is said`, async () => {
    const reply = await ask(`/services?${query}`)
    assert.equal(reply.statusCode, 400)
    assert.match(reply.body, says)
    assert.match(String(reply.headers['content-type']), /problem\+json/)
    assert.equal(reply.headers['cache-control'], 'no-store')
  })

test('a service goes out as it came, with what the standard does not know', async () => {
  assert.deepEqual(await json(`/services/${advice.id}`), advice)
})

test('once somebody here has checked it, it goes out with that day', async () => {
  const id = uuid('Food pantry')
  const lead = await (await world.hire('lead', { organisationId: 'GB-LAE-ALD', name: 'Lena Lead', roles: ['team-lead'] }))(
    'tenancy-support',
  )
  assert.equal((await world.post(`/services/${id}/checked`, lead)).statusCode, 303)
  const { assured_date, last_modified } = await json<Record<string, string>>(`/services/${id}`)
  assert.deepEqual([assured_date, last_modified], ['2026-04-01', '2026-04-01T09:00:00Z'])
})

test('places, terms and taxonomies are listed, and found by their ids', async () => {
  const places = await json<{ contents: { id: string; location: object; service: { name: string } }[] }>(
    '/service_at_locations?postcode=AX3+3LY&proximity=1000',
  )
  assert.deepEqual(
    places.contents.map(({ service }) => service.name),
    ['Debt advice'],
  )
  assert.ok(!('addresses' in places.contents[0]!.location), 'a list has what is said once')
  const place = await json<{ location: { addresses: unknown[] }; service: { schedules: unknown[] } }>(
    `/service_at_locations/${places.contents[0]!.id}`,
  )
  assert.equal(place.location.addresses.length + place.service.schedules.length, 2)

  const terms = await json<{ contents: { id: string; name: string; taxonomy_id: string }[] }>('/taxonomy_terms')
  assert.deepEqual(
    terms.contents.map(({ name }) => name),
    ['Food', 'Money'],
  )
  assert.deepEqual(await json(`/taxonomy_terms/${terms.contents[0]!.id}`), terms.contents[0])
  const taxonomies = await json('/taxonomies')
  assert.deepEqual(taxonomies.contents, [
    { id: terms.contents[0]!.taxonomy_id, name: 'Aldermere topics', description: 'Aldermere topics' },
  ])
  const taxonomy = await json<{ taxonomy_terms: unknown[] }>(`/taxonomies/${taxonomies.contents[0]!.id}`)
  assert.equal(taxonomy.taxonomy_terms.length, 2)
  assert.equal((await names(`taxonomy_id=${taxonomies.contents[0]!.id}`)).length, 3)

  for (const list of ['services', 'service_at_locations', 'taxonomies', 'taxonomy_terms']) {
    assert.equal((await ask(`/${list}/${uuid('nothing')}`)).statusCode, 404, list)
    assert.equal((await ask(`/${list}/x`)).statusCode, 400, list)
  }
})

test('what goes out can come in', async () => {
  const { contents } = await json('/services')
  for (const { id } of contents) assert.ok(ServiceRecord.safeParse(await json(`/services/${id}`)).success)
})

test('another place can read it as it reads any source: page by page, each service whole', async () => {
  const origin = await world.app.listen({ port: 0, host: '127.0.0.1' })
  const limits = { ...sourceLimits, mayBeThisMachine: true }
  const read = (await fetchServices(`${origin}/public/oruk`, limits, () => 0)) as { id: string }[]
  const { contents } = await json('/services')
  assert.deepEqual(read, await Promise.all(contents.map(({ id }) => json(`/services/${id}`))))
})

const schemas = join(process.env.COMMONWEAL_DATA ?? '../shared/data', 'standards/oruk-3.0/uk-profile/schema')
/** A schema with those that it refers to in their place. What one of those refers to in turn may be anything: a taxonomy's terms name their taxonomy. */
function inlined(file: string, deep = 0): unknown {
  const within = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(within)
    if (typeof value !== 'object' || value === null) return value
    const { $ref } = value as { $ref?: string }
    if (typeof $ref === 'string') return deep > 0 ? {} : inlined(join(dirname(file), basename($ref)), deep + 1)
    return Object.fromEntries(Object.entries(value).map(([key, its]) => [key, within(its)]))
  }
  return within(JSON.parse(readFileSync(join(schemas, file), 'utf8')))
}

test('every answer is valid by the compiled schemas of Open Referral UK 3.0', {
  skip: !existsSync(schemas) && 'skipped: needs the acceptance data',
}, async () => {
  const schema = (name: string) => z.fromJSONSchema(inlined(`${name}.json`) as Parameters<typeof z.fromJSONSchema>[0])
  const valid = (name: string, one: unknown) => assert.deepEqual(schema(name).safeParse(one).error?.issues ?? [], [], name)
  for (const [list, itsItems, itself] of [
    ['services', 'compiled/service_list', 'compiled/service'],
    ['service_at_locations', 'compiled/service_at_location_list', 'compiled/service_at_location'],
    ['taxonomies', 'taxonomy', 'taxonomy'],
    ['taxonomy_terms', 'taxonomy_term', 'taxonomy_term'],
  ] as const) {
    const { contents } = await json(`/${list}`)
    assert.ok(contents.length > 0)
    for (const item of contents) {
      valid(itsItems, item)
      valid(itself, await json(`/${list}/${item.id}`))
    }
  }
  assert.equal(schema('compiled/service').safeParse({ ...advice, status: 'open' }).success, false, 'the schemas do say no')
})
