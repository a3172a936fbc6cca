// Anybody finds help, without signing in: by need, place, day, cost and age, in English and in Welsh.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { catalogues } from '#platform/words'
import { openWorld, type World } from '#testing/world'
import { aService, listServices, uuid } from './testing.ts'

let world: World
before(async () => {
  world = await openWorld()
  const also = (more: Record<string, unknown>) => ({ also: more })
  await listServices(world.services, [
    aService('Debt advice', {
      topic: 'Money',
      days: 'TU,TH',
      opens: '09:30:00',
      postcode: 'AX3 3LY',
      at: [53.5, -2.1],
      also: { eligibility_description: 'Tenants of the council' },
    }),
    aService('Food pantry', { topic: 'Food', days: 'SA', postcode: 'AX3 9ZZ', at: [53.6, -2.1], also: { fees: '£4 a visit' } }),
    aService('Youth boxing', { topic: 'Things to do', postcode: 'AX4 1LF', also: { minimum_age: 10, maximum_age: 21 } }),
    aService('Old choir', also({ assured_date: '2023-05-03', url: 'javascript:alert(1)' })),
    aService('Mystery club', also({ assured_date: undefined, status: 'temporarily closed' })),
    aService('Gone club', also({ status: 'defunct' })),
    aService('<b>Bold</b> & co', also({ description: '<script>alert(1)</script>' })),
  ])
})
after(() => world.close())

const open = (query: string) => world.get(`/public/services?${query}`, null)
const found = async (query: string) => {
  const { statusCode, body } = await open(query)
  assert.equal(statusCode, 200)
  return [...body.matchAll(/href="\/public\/services\/[^"]+">([^<]+)</g)].map(([, name]) => name!)
}
const part = (body: string, name: string) => body.split('<li class="cw-panel').find((one) => one.includes(`>${name}</a>`)) ?? ''

const table: [query: string, names: string[]][] = [
  ['words=debts', ['Debt advice']],
  ['words=money', ['Debt advice']],
  ['words=tenant', ['Debt advice']],
  ['words=boxing+pantry', ['Food pantry', 'Youth boxing']],
  ['words=submarine', []],
  ['day=SA', ['Food pantry']],
  ['day=TU&words=debt', ['Debt advice']],
  ['day=SU', []],
  ['cost=free&words=pantry', []],
  ['age=9&words=boxing', []],
  ['age=10&words=boxing', ['Youth boxing']],
  ['age=21&topic=Things+to+do', ['Youth boxing']],
  ['topic=Food', ['Food pantry']],
  ['place=AX3', ['Debt advice', 'Food pantry']],
  ['place=ax33ly', ['Debt advice', 'Food pantry']],
  ['place=AX3+9ZZ', ['Food pantry', 'Debt advice']],
  ['place=ZZ1', []],
  ['place=weavers&words=boxing', ['Youth boxing']],
]
for (const [query, names] of table)
  test(`who asks for ${query} finds ${names.join(' and ') || 'nothing'}`, async () => assert.deepEqual(await found(query), names))

test('who asks for nothing finds everything that is open, and words that mean nothing leave nothing out', async () => {
  const all = ['&lt;b&gt;Bold&lt;/b&gt; &amp; co', 'Debt advice', 'Food pantry', 'Mystery club', 'Old choir', 'Youth boxing']
  assert.deepEqual(await found(''), all)
  assert.deepEqual(await found('words=the+of+and'), all)
})

test('each says who runs it, for whom, when, where and how far, cost, how to get in touch, and when it was checked', async () => {
  const advice = part((await open('place=AX3+9ZZ')).body, 'Debt advice').replaceAll(/<[^>]+>/g, ' ')
  for (const says of [
    /Run by:\s+Aldermere Council/,
    /Who it is for:\s+Everyone\s+Tenants of the council/,
    /When:\s+Tuesday and Thursday, 9:30am to 5pm/,
    /Where:\s+Debt advice house, 1 Weavers Row, Aldermere, AX3 3LY\s+\(6\.9 miles away\)/,
    /Cost:\s+Free/,
    /Get in touch:\s+01632 960123/,
    /Last checked:\s+1 March 2026/,
  ])
    assert.match(advice, says)
})

test('one that was not checked for long, or nobody knows when, says so in words; one closed for now too', async () => {
  const { body } = await open('')
  assert.match(part(body, 'Old choir'), /Nobody has checked this since 3 May 2023\. Ring before you go/)
  assert.match(part(body, 'Mystery club'), /We do not know when this was last checked/)
  assert.match(part(body, 'Mystery club'), /Closed for now/)
})

test('what a source wrote stays text, and leads to nothing but the web', async () => {
  const { body } = await open('')
  assert.doesNotMatch(body, /<script>alert|<b>Bold|javascript:/)
})

test('who finds nothing reads what to try, and whom to ring', async () => {
  const { body } = await open('words=submarine')
  assert.match(body, /We found nothing for this/)
  assert.match(body, /Use fewer words/)
  assert.match(body, /ring 999/)
})

test('an age that is none is said to be wrong, beside its field; other nonsense is as if it were not there', async () => {
  const reply = await open('age=old')
  assert.equal(reply.statusCode, 422)
  assert.match(reply.body, /href="#age">Enter the age as a number/)
  assert.doesNotMatch(reply.body, /Debt advice/)
  assert.equal((await open('day=someday&cost=lots&page=-4')).statusCode, 200)
})

test('both pages may be kept for five minutes, hold no token, and are the same for whoever is signed in', async () => {
  const amina = await world.session('amina')
  for (const path of ['/public/services', `/public/services/${uuid('Debt advice')}`]) {
    const [mine, anybodys] = [await world.get(path, amina), await world.get(path, null)]
    assert.equal(anybodys.headers['cache-control'], 'public, max-age=300')
    assert.equal(mine.body, anybodys.body)
    assert.doesNotMatch(mine.body, /csrf|Amina/)
  }
})

test('one service has all that is listed; one that is gone says so, and one that never was is not there', async () => {
  const open = (id: string) => world.get(`/public/services/${id}`, null)
  assert.match((await open(uuid('Debt advice'))).body, /1 Weavers Row/)
  assert.match((await open(uuid('Gone club'))).body, /no longer listed/)
  assert.equal((await open(uuid('Never was'))).statusCode, 404)
  assert.equal((await open('x')).statusCode, 400)
})

test('in Welsh every word of ours is Welsh', async () => {
  const { body } = await open('lang=cy&words=debt')
  assert.match(body, /<html lang="cy"/)
  assert.match(body, /Dydd Mawrth a dydd Iau, 9:30am i 5pm/)
  assert.match(body, /1 Mawrth 2026/)
  assert.doesNotMatch(body, /Not yet in Welsh/)
  assert.deepEqual(catalogues().find(({ room }) => room === 'find help')?.lacksWelsh, [])
})

test('our sentences are short enough for a nine-year-old', () => {
  const { en } = catalogues().find(({ room }) => room === 'find help')!.words
  for (const phrase of Object.values(en)) {
    if (typeof phrase !== 'string') continue
    for (const sentence of phrase.split(/[.:?!]\s/)) assert.ok(sentence.split(/\s+/).length <= 15, sentence)
  }
})
