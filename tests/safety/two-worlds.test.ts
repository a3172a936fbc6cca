// Two worlds that differ in what must not be known: to whoever may not know it, every page is the same in both.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { policy } from '#app/wiring'
import { registeredRoutes } from '#platform/http/kernel'
import { seed } from '#testing/random'
import {
  anInvolvement,
  aPerson,
  type FeedName,
  openWorld,
  type Reply,
  type Row,
  type StaffName,
  staff,
  type World,
} from '#testing/world'

const home = { postcode: 'AL1 1AA', address: '1 Weavers Row, Aldermere', household: 'h-1' }
const kayleigh = (person: string, more = {}) => aPerson(person, 'Kayleigh', 'Marsden', '1993-07-04', { ...home, ...more })
const at = '2026-03-28T10:00:00Z'
/** Whose address the police keep from others. */
const hannah = (person: string, more: Row = {}) =>
  aPerson(person, 'Hannah', 'Whitcombe', '1990-06-17', { address: '5 Oldhome Row, Aldermere', postcode: 'AL1 5AA' }).map((row) =>
    row.kind === 'identity' ? { ...row, ...more } : row,
  )
const anEvent = (person: string, fieldClass: string, summary: string): Row => ({
  kind: 'event',
  class: fieldClass,
  key: `${person}-${fieldClass}`,
  person,
  eventAt: at,
  type: 'note',
  occurredAt: at,
  summary,
  role: 'victim',
})

/** What everyone's world holds. */
async function common(world: World): Promise<void> {
  await world.load('council-housing', [
    ...kayleigh('H1'),
    ...aPerson('H2', 'Alfie', 'Marsden', '2016-11-12', home),
    anInvolvement('H1', 'amina', { openedOn: '2026-03-30' }),
    anInvolvement('H1', 'joanne', { key: 'H1-lead' }),
    ...hannah('H5'),
    anInvolvement('H5', 'amina'),
    anInvolvement('H5', 'joanne', { key: 'H5-lead' }),
    ...aPerson('H7', 'Robin', 'Newname', '2019-02-03', home).map((row) => (row.kind === 'identity' ? { ...row, epoch: 2 } : row)),
    anInvolvement('H7', 'amina'),
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
  await world.load('nhs-patients', [
    ...kayleigh('N1', { household: 'n-1' }),
    anInvolvement('N1', 'nora'),
    ...hannah('N5'),
    anInvolvement('N5', 'nora'),
  ])
  await world.load('police-incidents', [
    ...kayleigh('P1'),
    anInvolvement('P1', 'colin'),
    ...hannah('P5', { addressProtected: true }),
    anInvolvement('P5', 'colin'),
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

/** Keeps a record from being used: for every purpose, or for one. As it stands once its controller has decided. */
const limit = async (world: World, feed: FeedName, person: string, purpose: string | null): Promise<unknown> =>
  world.admin.query(
    `insert into information_governance.use_limit (id, part_id, kind, ground, purpose, controller_id, dataset_id, regime, source_person_id, since)
     select gen_random_uuid(), gen_random_uuid(), $1, $2, $3, s.controller_id, s.dataset_id, s.regime, s.source_person_id, '2026-03-30'
     from feeds.source_person s where s.source_person_id = $4`,
    [purpose ? 'stopped' : 'restricted', purpose ? 'upheld' : 'accuracy', purpose, await world.sourceOf(feed, person)],
  )

type Secret = {
  readonly what: string
  /** Who sees it, at the person's page of the record that is named: it is there. */
  readonly knows: StaffName
  readonly of?: readonly [FeedName, string]
  /** Others who may know. */
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
  {
    what: 'where a protected person moved to',
    knows: 'nora',
    of: ['nhs-patients', 'N5'],
    within: ['nora'],
    add: (world) =>
      world.load('nhs-patients', [
        {
          kind: 'residence',
          key: 'N5-new',
          person: 'N5',
          eventAt: at,
          address: '3 Shelter Lane, Aldermere',
          postcode: 'AL9 8ZZ',
        },
        { kind: 'contact-point', key: 'N5-phone', person: 'N5', eventAt: at, system: 'phone', value: '01632 960778' },
      ]),
  },
  {
    what: 'a record that may be a protected person’s',
    knows: 'nora',
    of: ['nhs-patients', 'N6'],
    within: ['nora'],
    add: (world) =>
      world.load('nhs-patients', [
        ...aPerson('N6', 'Hannah', 'Whitcombe', '1990-07-17', { address: '3 Shelter Lane, Aldermere', postcode: 'AL9 8ZZ' }),
        anInvolvement('N6', 'nora'),
      ]),
  },
  {
    what: 'who a child was before her adoption',
    knows: 'stranger',
    of: ['council-housing', 'H8'],
    add: (world) =>
      world.load('council-housing', [
        ...aPerson('H8', 'Robin', 'Oldname', '2019-02-03', { ...home, household: 'h-8' }),
        anInvolvement('H8', 'stranger'),
      ]),
  },
  {
    what: 'what happened to her, in the police’s records',
    knows: 'colin',
    within: ['colin'],
    add: (world) => world.load('police-incidents', [anEvent('P1', 'policing', 'Assault at home')]),
  },
  {
    what: 'what a clinic wrote of her health',
    knows: 'nora',
    within: ['nora'],
    add: (world) => world.load('nhs-patients', [anEvent('N1', 'health', 'Seen at the clinic')]),
  },
  {
    what: 'her NHS number',
    knows: 'nora',
    within: ['nora'],
    add: (world) =>
      world.load('nhs-patients', [
        { kind: 'identifier', key: 'N1-number', person: 'N1', eventAt: at, scheme: 'nhs-number', value: '9990001072' },
      ]),
  },
  {
    what: 'what she needs, as the council’s housing service wrote it',
    knows: 'amina',
    within: ['amina', 'joanne'],
    add: (world) =>
      world.load('council-housing', [
        {
          kind: 'need',
          key: 'H1-need',
          person: 'H1',
          eventAt: at,
          code: 'debt',
          statement: 'Owes two lenders',
          statedOn: '2026-03-20',
        },
      ]),
  },
  {
    what: 'what a colleague told the front door of her',
    knows: 'amina',
    add: async (world) => {
      const contactId = '00000000-0000-4000-8000-0000000000c1'
      const said = { contactId, name: 'Kayleigh Marsden', worry: 'Shouting at night', phone: '01632 960123' }
      const sent = await world.post('/contacts', await world.session('stranger'), said)
      assert.equal(sent.statusCode, 303, sent.body)
    },
  },
  {
    what: 'a record that is restricted',
    knows: 'nora',
    of: ['nhs-patients', 'N7'],
    within: ['nora'],
    add: async (world) => {
      await world.load('nhs-patients', [
        ...aPerson('N7', 'Rowan', 'Farley', '1991-09-09', { ...home, household: 'n-1' }),
        anInvolvement('N7', 'nora', { openedOn: '2026-03-30' }),
        { kind: 'contact-point', key: 'N7-phone', person: 'N7', eventAt: at, system: 'phone', value: '01632 960779' },
      ])
      await limit(world, 'nhs-patients', 'N7', null)
    },
  },
  {
    what: 'a record whose use for every purpose of theirs was stopped',
    knows: 'amina',
    of: ['council-housing', 'H9'],
    within: ['amina', 'joanne'],
    add: async (world) => {
      await world.load('council-housing', [
        ...aPerson('H9', 'Rowan', 'Farley', '1991-09-09', home),
        anInvolvement('H9', 'amina'),
        { kind: 'contact-point', key: 'H9-phone', person: 'H9', eventAt: at, system: 'phone', value: '01632 960780' },
      ])
      for (const { purpose } of Object.values(staff)) await limit(world, 'council-housing', 'H9', purpose)
    },
  },
  {
    what: 'that a colleague is who this record is about',
    knows: 'amina',
    add: (world) => world.isHerself('stranger', 'council-housing', 'H2'),
  },
]
// Two of them always, since what a resident reads is held against them too, and some of the rest: all in the long set.
const dice = fc.sample(fc.shuffledSubarray(secrets.slice(2), { minLength: 3, maxLength: 3 }), { seed, numRuns: 1 })[0]!
const chosen = process.env.TEST_LONG ? secrets : [...secrets.slice(0, 2), ...dice]

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
  'name=Hannah+Whitcombe',
  'dateOfBirth=1990-07-17',
  'address=Shelter+Lane',
  'number=01632960778',
  'name=Robin+Oldname',
  'number=9990001072',
  'name=Rowan+Farley',
  'dateOfBirth=1991-09-09',
  'number=01632960779',
]

/** What stands in an address before an id → the ids to try there, by name: of things that both worlds have. Elsewhere there is nothing to open. */
async function thingsIn(world: World): Promise<Record<string, Record<string, string>>> {
  const { rows } = await world.admin.query<{ code: string; id: string }>(
    `select code, id from information_governance.sharing_agreement where code in ('AFH', 'OWN-domestic-abuse') order by code`,
  )
  const named = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, id]))
  return {
    people: { kayleigh: await world.personOf('council-housing', 'H1'), alfie: await world.personOf('council-housing', 'H2') },
    datasets: named(['domestic-abuse', 'drug-and-alcohol', 'council-housing']),
    organisations: named(['GB-LAE-ALD', 'GB-CHC-REFUGE']),
    feeds: named(['council-housing', 'domestic-abuse']),
    'sharing-agreements': Object.fromEntries(rows.map(({ code, id }) => [code, id])),
  }
}
const nothing = { nothing: '00000000-0000-4000-8000-000000000001' }

/** Every address of a route, its ids filled in: what to call it → where it is. */
const fillIn = (url: string, things: Record<string, Record<string, string>>): [string, string][] =>
  url
    .split('/')
    .reduce<[string, string][]>(
      (addresses, part, at, parts) => {
        const ids = part.startsWith(':') ? Object.entries(things[parts[at - 1]!] ?? nothing) : [[part, part] as const]
        return addresses.flatMap(([name, address]) =>
          ids.map(([called, id]): [string, string] => [`${name}/${called}`, `${address}/${id}`]),
        )
      },
      [['', '']],
    )
    .map(([name, address]) => [name.slice(1), address.slice(1)])

/** Everything that a reader can look at, in a world, by every route that her role opens and by search: with what came back as text. */
async function everythingSeen(world: World, reader: StaffName): Promise<Map<string, string>> {
  const token = await world.session(reader, { token: `the-token-of-${reader}`, steppedUp: true })
  const things = await thingsIn(world)
  const roles: readonly string[] = staff[reader].roles
  // Whoever tends the feeds sees how many rows came, never whose: one file more came in one of the worlds.
  const opens = registeredRoutes
    .get(world.app)!
    .filter(
      ({ method, url, act }) =>
        method === 'GET' && act && !/^(\/api\/v1)?\/feeds/.test(url) && policy[act]!.roles.some((role) => roles.includes(role)),
    )
  const addresses = [
    ...opens.flatMap(({ url }) => fillIn(url, things)),
    ...searches.flatMap((query) => [`/people?${query}`, `/api/v1/people?${query}`].map((url): [string, string] => [url, url])),
  ]
  assert.ok(addresses.length > 20, `${reader} has ${addresses.length} addresses`)
  const seen = new Map<string, string>()
  for (const [place, [name, url]] of addresses.entries())
    seen.set(name, told(await world.get(url, token, { 'x-request-id': requestId(reader, place) })))
  return seen
}

const requestId = (reader: StaffName, place: number) =>
  `00000000-0000-4000-8000-${String(readers.indexOf(reader) * 1000 + place + 1).padStart(12, '0')}`

/** Status, headers and body, with what is random by nature in the order in which it appears. */
function told(reply: Reply): string {
  const { date: _, ...headers } = reply.headers
  const ids = new Map<string, string>()
  // Each world lies in a folder of its own.
  const text = JSON.stringify([reply.statusCode, headers, reply.body]).replaceAll(/commonweal-world-\w+/g, 'the-world')
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
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
  const notice = await world.get('/account/privacy-notice', token, { 'x-request-id': '00000000-0000-4000-8000-999999999998' })
  assert.equal(notice.statusCode, 200)
  return told(english) + told(welsh) + told(notice)
}

for (const { what, knows, add, of = ['council-housing', 'H1'] as const, within = [] } of chosen) {
  test(`${what}: to everyone who may not know, all is as in a world without it, page by page (A8, P3)`, async () => {
    const other = await openWorld()
    worlds.push(other)
    await common(other)
    await add(other)

    const insider = await other.session(knows)
    const page = await other.get(`/people/${await other.personOf(...of)}`, insider)
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
