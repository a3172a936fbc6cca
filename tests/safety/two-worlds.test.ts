// Two worlds that differ in what must not be known: to whoever may not know it, every page is the same in both.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { policy } from '#app/wiring'
import { type RegisteredRoute, registeredRoutes } from '#platform/http/kernel'
import { seed } from '#testing/random'
import { openWorld, type Reply, type World } from '#testing/world'
import { secrets } from './secrets.ts'
import { common, goesOn, type ReaderName, readers, thingsIn } from './two-worlds.ts'

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
  'address=Bygone+Street',
  'number=01632960781',
]
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

/** The routes by which a reader can look at something. */
const openTo = (world: World, roles: readonly string[]): RegisteredRoute[] =>
  registeredRoutes
    .get(world.app)!
    // Whoever tends the feeds sees how many rows came, never whose: one file more came in one of the worlds.
    .filter(({ method, url }) => method === 'GET' && !/^(\/api\/v1)?\/feeds/.test(url))
    .filter(({ url, act }) => (act ? policy[act]!.roles.some((role) => roles.includes(role)) : url.startsWith('/public')))

/** Everything that a reader can look at, in a world, by every route that her role opens and by search: with what came back as text. */
async function everythingSeen(world: World, name: ReaderName): Promise<Map<string, string>> {
  const look = await eyesOf(world, name)
  const things = await thingsIn(world)
  const routes = openTo(world, readers[name].roles)
  const searching = routes.some(({ url }) => url === '/people')
  const addresses = [
    ...routes.flatMap(({ url }) => fillIn(url, things)),
    ...(searching ? searches : []).flatMap((query) =>
      [`/people?${query}`, `/api/v1/people?${query}`].map((url): [string, string] => [url, url]),
    ),
    ...(name === 'kayleigh' ? ['/account/access-events?lang=cy'] : []).map((url): [string, string] => [url, url]),
  ]
  const seen = new Map<string, string>()
  for (const [called, url] of addresses) seen.set(called, await look(url))
  return seen
}

/** Looks at an address as a reader, and gives what came back as text. */
async function eyesOf(world: World, name: ReaderName): Promise<(url: string) => Promise<string>> {
  const token = await readers[name].open(world)
  const place = Object.keys(readers).indexOf(name) * 10_000
  let nth = 0
  return async (url) => {
    const requestId = `00000000-0000-4000-8000-${String(place + ++nth).padStart(12, '0')}`
    return told(await world.get(url, token, { 'x-request-id': requestId }), token && world.app.kernel.csrfTokenFor(token))
  }
}

/** Status, headers and body, with what is random by nature in the order in which it appears. */
function told(reply: Reply, csrf: string | null): string {
  const { date: _, 'content-length': __, ...headers } = reply.headers
  const ids = new Map<string, string>()
  const called = (id: string): string => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size}`)
    return ids.get(id)!
  }
  const text = JSON.stringify([reply.statusCode, headers, reply.body])
  return (
    (csrf ? text.replaceAll(csrf, 'csrf') : text)
      // Each world lies in a folder of its own.
      .replaceAll(/commonweal-world-\w+/g, 'the-world')
      .replaceAll(
        /[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|\b[A-Z]-[0-9A-F]{4}-[0-9A-F]{4}\b|(?<=\/account\/facts\/)[\w-]{43}/g,
        called,
      )
  )
}

const all = Object.keys(readers) as ReaderName[]
/** Opens a world in which something is hidden, or nothing, for as long as somebody reads there. */
async function inAWorld<Read>(add: (world: World) => Promise<unknown>, read: (world: World) => Promise<Read>): Promise<Read> {
  const world = await openWorld()
  try {
    await common(world)
    await add(world)
    await goesOn(world)
    return await read(world)
  } finally {
    await world.close()
  }
}

/** What each reads where nothing is hidden. */
const plain = new Map<ReaderName, Map<string, string>>()
before(() =>
  inAWorld(
    async () => {},
    async (world) => {
      for (const name of all) plain.set(name, await everythingSeen(world, name))
    },
  ),
)

// The first always, and one of the rest: all in the long set, since each takes some seconds.
const dice = fc.sample(fc.shuffledSubarray(secrets.slice(1), { minLength: 1, maxLength: 1 }), { seed, numRuns: 1 })[0]!
const chosen = process.env.TEST_LONG ? secrets : [secrets[0]!, ...dice]

test('what a resident reads of who looked is there to compare', () => {
  assert.match(plain.get('kayleigh')!.get('/account/access-events')!, /A worker who leads help.*Aldermere Council/)
})
for (const { what, add, within = [], isThere, countedAt, ids } of chosen)
  test(`${what}: to everyone who may not know, all is as in a world without it, page by page (A8, L7, P3)`, () =>
    inAWorld(add, async (world) => {
      const hidden = (await ids?.(world)) ?? {}
      const differ: Difference[] = []
      for (const name of all.filter((one) => !within.includes(one))) {
        const withIt = await everythingSeen(world, name)
        for (const [called, said] of plain.get(name)!)
          if (!countedAt?.test(called)) differ.push(...difference(`${name}: ${called}`, withIt.get(called)!, said))
        differ.push(...(await notAsNothing(world, name, hidden)))
      }
      await isThere(world)
      assert.deepEqual(differ.slice(0, 5), [], `${differ.length} differ`)
    }))

/** To whoever may not know of it, what has an id answers as what never was. Gives where it does not. */
async function notAsNothing(world: World, name: ReaderName, hidden: Readonly<Record<string, string>>): Promise<Difference[]> {
  const [look, things] = [await eyesOf(world, name), await thingsIn(world)]
  const differ: Difference[] = []
  for (const { url } of openTo(world, readers[name].roles))
    for (const [thing, id] of Object.entries(hidden).filter(([one]) => url.includes(`/${one}/:`))) {
      const nobodys = fillIn(url, { ...things, [thing]: { nothing: '00000000-0000-4000-8000-000000000002' } })
      for (const [nth, [called, its]] of fillIn(url, { ...things, [thing]: { it: id } }).entries())
        differ.push(...difference(`${name}: ${called}`, await look(its), await look(nobodys[nth]![1])))
    }
  return differ
}

type Difference = { readonly where: string; readonly withIt: string; readonly without: string }
/** Where two texts begin to differ: a page is long. */
function difference(where: string, withIt: string, without: string): Difference[] {
  if (withIt === without) return []
  let begins = 0
  while (begins < withIt.length && withIt[begins] === without[begins]) begins++
  const around = (text: string) => text.slice(Math.max(0, begins - 200), begins + 200)
  return [{ where, withIt: around(withIt), without: around(without) }]
}
