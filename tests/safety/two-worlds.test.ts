// Two worlds that differ in what must not be known: to whoever may not know it, every page is the same in both.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type Reply, type StaffName, type World } from '#testing/world'

const home = { postcode: 'AL1 1AA', address: '1 Weavers Row, Aldermere', household: 'h-1' }
const kayleigh = (person: string, more = {}) => aPerson(person, 'Kayleigh', 'Marsden', '1993-07-04', { ...home, ...more })
const at = '2026-03-28T10:00:00Z'

/** What everyone's world holds. */
async function common(world: World): Promise<void> {
  await world.load('council-housing', [
    ...kayleigh('H1'),
    ...aPerson('H2', 'Alfie', 'Marsden', '2016-11-12', home),
    anInvolvement('H1', 'amina', { openedOn: '2026-03-30' }),
    anInvolvement('H1', 'joanne', { key: 'H1-lead' }),
    {
      kind: 'event',
      class: 'event',
      key: 'E1',
      person: 'H1',
      eventAt: at,
      type: 'rent-arrears',
      occurredAt: at,
      summary: 'Rent arrears of £412',
    },
  ])
  await world.load('nhs-patients', [...kayleigh('N1', { household: 'n-1' }), anInvolvement('N1', 'nora')])
  await world.load('police-incidents', [
    ...kayleigh('P1'),
    anInvolvement('P1', 'colin'),
    {
      kind: 'event',
      class: 'policing',
      key: 'P-E1',
      person: 'P1',
      eventAt: at,
      type: 'theft',
      occurredAt: at,
      summary: 'Bicycle stolen',
      role: 'victim',
    },
  ])
}

type Secret = {
  readonly what: string
  readonly knows: StaffName
  /** Others who work in that very service, and may know. */
  readonly within?: readonly StaffName[]
  readonly add: (world: World) => Promise<unknown>
}
const secrets: readonly Secret[] = [
  {
    what: 'a record of a sealed service, with another address, name, telephone and people in the home',
    knows: 'dana',
    add: (world) => {
      const hers = { person: 'D1', eventAt: at }
      return world.load('domestic-abuse', [
        ...kayleigh('D1', { household: 'd-1' }),
        { kind: 'identity', key: 'D1-alias', ...hers, givenName: 'Katrin', familyName: 'Marlowe', nameUse: 'alias' },
        { kind: 'residence', key: 'D1-refuge', ...hers, address: 'Harbour House, 9 Hidden Lane', postcode: 'AL9 9ZZ' },
        { kind: 'contact-point', key: 'D1-phone', ...hers, system: 'phone', value: '01632 960777' },
        ...aPerson('D2', 'Alfie', 'Marsden', '2016-11-12', { ...home, household: 'd-1' }),
        ...aPerson('D3', 'Bertha', 'Unseen', '1961-01-01', { household: 'd-1' }),
        anInvolvement('D1', 'dana', { openedOn: '2026-03-30' }),
        { kind: 'event', class: 'event', key: 'D-E1', ...hers, type: 'missing', occurredAt: at, summary: 'Came to the refuge' },
      ])
    },
  },
  {
    what: 'a record of a brokered service',
    knows: 'ruth',
    add: (world) => world.load('drug-and-alcohol', [...kayleigh('R1'), anInvolvement('R1', 'ruth', { openedOn: '2026-03-30' })]),
  },
  {
    what: 'a brokered involvement within a service that is otherwise open',
    knows: 'stranger',
    within: ['amina', 'joanne'],
    add: (world) =>
      world.load('council-housing', [anInvolvement('H1', 'stranger', { existence: 'brokered', service: 'Sanctuary scheme' })]),
  },
]

let plain: World
const worlds: World[] = []
const withoutIt = new Map<StaffName, Map<string, string>>()
before(async () => {
  plain = await openWorld()
  await common(plain)
  for (const reader of readers) withoutIt.set(reader, await everythingSeen(plain, reader))
})
after(async () => {
  for (const world of [plain, ...worlds]) await world.close()
})

const readers: StaffName[] = ['amina', 'joanne', 'nora', 'colin', 'doug', 'ines']
const searches = [
  'name=Kayleigh+Marsden',
  'name=Katrin+Marlowe',
  'name=Bertha+Unseen',
  'address=Hidden+Lane',
  'address=AL9+9ZZ',
  'number=01632960777',
  'dateOfBirth=1993-07-04',
  'name=Marsden&address=Weavers+Row',
]

/** Everything that a reader can look at, in a world: with what came back as text. */
async function everythingSeen(world: World, reader: StaffName): Promise<Map<string, string>> {
  const token = await world.session(reader, { token: `the-token-of-${reader}` })
  const people = { kayleigh: await world.personOf('council-housing', 'H1'), alfie: await world.personOf('council-housing', 'H2') }
  const addresses = [
    '/my-day',
    '/api/v1/my-day',
    ...Object.entries(people).flatMap(([name, id]) => [
      `/people/${id}#${name}`,
      `/api/v1/people/${id}#${name}`,
      `/people/${id}/code#${name}`,
    ]),
    ...searches.flatMap((query) => [`/people?${query}`, `/api/v1/people?${query}`]),
    ...['/datasets/domestic-abuse', '/datasets/drug-and-alcohol', '/datasets/council-housing', '/sharing-agreements'],
  ]
  const seen = new Map<string, string>()
  for (const [place, address] of addresses.entries()) {
    const [url = '', name] = address.split('#')
    const reply = await world.get(url, token, { 'x-request-id': requestId(reader, place) })
    seen.set(name ? url.replace(/[0-9a-f-]{36}/, name) : url, told(reply))
  }
  return seen
}

const requestId = (reader: StaffName, place: number) =>
  `00000000-0000-4000-8000-${String(readers.indexOf(reader) * 100 + place + 1).padStart(12, '0')}`

/** Status, headers and body, with what is random by nature in the order in which it appears. */
function told(reply: Reply): string {
  const { date: _, ...headers } = reply.headers
  const ids = new Map<string, string>()
  const text = JSON.stringify([reply.statusCode, headers, reply.body])
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size}`)
    return ids.get(id)!
  })
}

/** What the resident reads on her own page, whatever the hour at which the test runs. */
async function whoLooked(world: World): Promise<string> {
  await world.admin.query(`
    update platform.access_entry e set occurred_at = timestamptz '2026-04-01T09:00:00Z' + nth * interval '1 minute'
    from (select id, dense_rank() over (order by occurred_at) as nth from platform.access_entry where visibility = 'shown') shown where shown.id = e.id`)
  const { rows } = await world.admin.query(`select id from resident_portal.resident_account where subject = 'kayleigh'`)
  const account = rows[0]?.id ?? (await world.account('kayleigh', { feed: 'council-housing', person: 'H1' }))
  const token = await world.session({ resident: account }, { token: `hers-${rows.length}` })
  const headers = { 'x-request-id': '00000000-0000-4000-8000-999999999999' }
  const [english, welsh] = [
    await world.get('/account/access-events', token, headers),
    await world.get('/account/access-events?lang=cy', token, headers),
  ]
  assert.equal(english.statusCode, 200)
  return told(english) + told(welsh)
}

for (const { what, knows, add, within = [] } of secrets) {
  test(`${what}: to everyone who may not know, all is as in a world without it, page by page (A8, P3)`, async () => {
    const other = await openWorld()
    worlds.push(other)
    await common(other)
    await add(other)

    const insider = await other.session(knows)
    const page = await other.get(`/people/${await other.personOf('council-housing', 'H1')}`, insider)
    assert.equal(page.statusCode, 200, 'who works there sees her: the record is there, and hidden from the others')

    for (const reader of readers.filter((one) => !within.includes(one))) {
      const withIt = await everythingSeen(other, reader)
      for (const [address, said] of withoutIt.get(reader)!) same(withIt.get(address)!, said, `${reader}: ${address}`)
    }
  })
}

/** Shows of a difference where it begins: a page is long. */
function same(one: string, other: string, where: string): void {
  let begins = 0
  while (begins < one.length && one[begins] === other[begins]) begins++
  const around = (text: string) => text.slice(Math.max(0, begins - 200), begins + 200)
  assert.equal(around(one), around(other), where)
}

test('the resident’s page is the same where a sealed or a brokered service looked too: as long, in the same order (A8, L7, P3)', async () => {
  const expected = await whoLooked(plain)
  assert.match(expected, /A worker who leads help.*Aldermere Council/)
  const looked: [World, StaffName][] = [
    [worlds[0]!, 'dana'],
    [worlds[1]!, 'ruth'],
  ]
  for (const [world, insider] of looked) {
    const person = await world.personOf('council-housing', 'H1')
    assert.equal((await world.get(`/people/${person}`, await world.session(insider))).statusCode, 200)
    const { rows } = await world.admin.query(
      `select visibility, withheld_ground is not null and reviewer is not null and review_on > date '2026-04-01' as reviewed
       from platform.access_entry where actor_id = $1 and subject_id = $2 and outcome = 'shown'`,
      [world.workers[insider], person],
    )
    assert.ok(rows.length > 0, `${insider} looked, and it is in the log`)
    for (const row of rows) assert.deepEqual(row, { visibility: 'withheld', reviewed: true })
    same(await whoLooked(world), expected, `who looked, beside ${insider}`)
  }
})
