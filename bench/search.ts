// A search for people while the index holds a million: what the database takes to find whom the words may mean, and the whole request
// over HTTP with the decision, the log and the page. Searched for as people do: a name in full, misspelt, with the day and month of birth
// swapped, a surname alone, an address, a postcode. Half of it is for people the reader works with, half for people of the crowd.
import { rmSync } from 'node:fs'
import pg from 'pg'
import { buildApp } from '#app/build-app'
import { makeFictionalPlace } from '#app/first-start'
import { openHouse, type RunningHouse } from '#app/house'
import { handlersOf, roomRoutes } from '#app/wiring'
import { findOwnSubjects, type PeopleQuery, searchKeysFor } from '#modules/person-index'
import { parseBirthday } from '#modules/shared-record'
import { readConfig } from '#platform/config'
import { connect, type Database } from '#platform/database'
import { newId } from '#platform/ids'
import { type House, readPersonal } from '#platform/transactions'
import { temporaryFolder } from '#testing/folder'
import { appUrl, kernelOf, peopleOf, signIn } from './person-view.ts'
import type { Benchmark } from './support/benchmark.ts'
import { fillIndex, type Sought } from './support/crowd.ts'

const needed = { databaseP95Ms: 5, p95Ms: 50 }

export const run: Benchmark = async (progress, { people = '1000000', residents = '3000', searches = '400' }) => {
  const folder = temporaryFolder('bench')
  const config = readConfig({ DATA_DIR: folder, RESIDENTS: residents, LOG_LEVEL: 'silent', PORT: '0' })
  const running = await openHouse(config, progress)
  try {
    await makeFictionalPlace(running, handlersOf, progress)
    progress(`Filling the index with ${Number(people).toLocaleString('en-GB')} more people …`)
    const secret = running.services.vault.derive('search keys')
    const crowd = await fillIndex(running.adminUrl, secret, Number(people), Number(searches))
    return await measure(running, progress, crowd, { people, residents })
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Query = Readonly<Record<string, string>>

/** A search as the index takes it. */
const asked = ({ dateOfBirth, ...rest }: Query): PeopleQuery => ({
  ...rest,
  ...(dateOfBirth && { dateOfBirth: parseBirthday(dateOfBirth)!.toString() }),
})

/** What somebody types who looks for this person: each person in another way. */
function typed({ given, family, dateOfBirth, address, postcode }: Sought, nth: number): { way: string; query: Query } {
  const [year, month, day] = dateOfBirth.split('-') as [string, string, string]
  const born = `${day}/${month}/${year}`
  const misspelt = family.length > 4 ? family.slice(0, 2) + family[3]! + family[2]! + family.slice(4) : `${family}e`
  const ways: Record<string, Query> = {
    'name and date of birth': { name: `${given} ${family}`, dateOfBirth: born },
    'name misspelt': { name: `${given} ${misspelt}` },
    name: { name: `${given} ${family}` },
    'surname alone': { name: family },
    'surname and date of birth, day and month swapped': {
      name: family,
      dateOfBirth: Number(day) <= 12 ? `${month}/${day}/${year}` : born,
    },
    'date of birth': { dateOfBirth: born },
    'name and address': { name: `${given} ${family}`, address: `${address}, ${postcode}` },
    postcode: { address: postcode },
  }
  const way = Object.keys(ways)[nth % Object.keys(ways).length]!
  return { way, query: ways[way]! }
}

async function measure(
  running: RunningHouse,
  progress: (line: string) => void,
  crowd: readonly Sought[],
  { people, residents }: { people: string; residents: string },
) {
  const admin = new pg.Client(running.adminUrl)
  await admin.connect()
  const alone = connect(appUrl(running), running.services.house.db.process, { max: 1 })
  const { token, workerId } = await signIn(running, admin)
  const app = await buildApp(kernelOf(running), roomRoutes)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    const headers = { cookie: `session=${token}` }
    const known = await worksWith(url, headers, await peopleOf(admin, workerId))
    if (known.length === 0) throw new Error('the reader works with nobody whose page says enough to look for her')
    const looked = [...crowd, ...Array.from({ length: crowd.length }, (_, at) => known[at % known.length]!)].map(typed)
    const database = await inDatabase(
      alone,
      running,
      token,
      looked.map(({ query }) => query),
    )
    tell(progress, 'the database alone', looked, database)

    const whole: number[] = []
    let wrong = 0
    let found = 0
    for (const pass of ['once, to warm up', 'measured']) {
      for (const { query } of looked) {
        const began = performance.now()
        const response = await fetch(`${url}/people?${new URLSearchParams(query)}`, { headers })
        const page = await response.text()
        if (pass !== 'measured') continue
        whole.push(performance.now() - began)
        if (response.status !== 200) wrong++
        if (page.includes('/people/')) found++
      }
    }
    tell(progress, 'the whole request', looked, whole)
    const figures = {
      databaseP50Ms: at(database, 0.5),
      databaseP95Ms: at(database, 0.95),
      p50Ms: at(whole, 0.5),
      p95Ms: at(whole, 0.95),
    }
    return {
      name: 'search',
      ok: wrong === 0 && found > 0 && figures.databaseP95Ms <= needed.databaseP95Ms && figures.p95Ms <= needed.p95Ms,
      people: Number(people) + Number(residents),
      searches: looked.length,
      foundSomebody: found,
      ...figures,
      p99Ms: at(whole, 0.99),
      slowestMs: at(whole, 1),
      wrong,
      neededDatabaseP95Ms: needed.databaseP95Ms,
      neededP95Ms: needed.p95Ms,
      against: 'the bars of the issue: one client, one search after another',
    }
  } finally {
    await app.close()
    await alone.destroy()
    await admin.end()
  }
}

/** People whom the reader works with, as their pages say them: those with a date of birth and an address. */
async function worksWith(url: string, headers: Record<string, string>, ids: readonly string[]): Promise<Sought[]> {
  const people = await Promise.all(
    ids.map(
      async (id) => (await fetch(`${url}/api/v1/people/${id}`, { headers })).json() as Promise<Record<string, string | null>>,
    ),
  )
  return people.flatMap(({ name, dateOfBirth, address }) => {
    const [given, ...rest] = (name ?? '').split(' ')
    const [street, ...more] = (address ?? '').split(', ')
    const [family, postcode] = [rest.at(-1), more.at(-1)]
    return given && family && dateOfBirth && street && postcode ? [{ given, family, dateOfBirth, address: street, postcode }] : []
  })
}

/** How long it takes from keys to the people whom they find: the product's own statements, under row security, with their ways there and back. */
async function inDatabase(noting: Database, running: RunningHouse, token: string, queries: readonly Query[]): Promise<number[]> {
  const house: House = { ...running.services.house, db: noting }
  const secret = running.services.vault.derive('search keys')
  const took: number[] = []
  for (const query of [...queries, ...queries]) {
    const keys = searchKeysFor(asked(query), secret)
    await readPersonal(
      house,
      { requestId: newId(), sessionToken: token },
      'shared-record.person.search',
      async (tx) => {
        const began = performance.now()
        await findOwnSubjects({ ...running.services, house }, tx, keys)
        took.push(performance.now() - began)
        return { grant: {}, entries: [], explained: null }
      },
      async () => null,
    )
  }
  return took.slice(queries.length) // the first time round, to warm up
}

const at = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2))
}

function tell(progress: (line: string) => void, what: string, looked: readonly { way: string }[], took: readonly number[]): void {
  progress(`${what}:`)
  for (const [way, ofIt] of Map.groupBy(took, (_, nth) => looked[nth]!.way)) {
    progress(`  ${way}: p50 ${at(ofIt, 0.5)} ms, p95 ${at(ofIt, 0.95)} ms`)
  }
}
