import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { temporaryFolder } from './folder.ts'
import { startProduct } from './product.ts'

/** The product on a small fictional place of its own, loaded through the real feeds and listening. Takes some seconds to make. */
export type TestPlace = {
  readonly url: string
  /** What its generator wrote: place.json, extracts, truth. */
  readonly folder: string
  /** Signs in as a persona, as a browser without JavaScript would. */
  as(persona: string): Promise<Visitor>
  /** What is so in truth, of which the product knows only what agencies wrote: the lines of `truth/<name>.ndjson`. */
  truth<Line>(name: string): Line[]
  /** What its database is called. */
  readonly database: string
  /** Asks the database as its administrator. */
  admin<Row extends pg.QueryResultRow>(query: string, values?: readonly unknown[]): Promise<Row[]>
  close(): Promise<void>
}
export type Answer = { readonly status: number; readonly url: string; readonly text: string }
/** Someone with a session. */
export type Visitor = {
  readonly cookies: ReadonlyMap<string, string>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** Fills in and sends a form, with the token of the session, and follows where it leads. */
  post(path: string, fields?: Readonly<Record<string, string>>): Promise<Answer>
  json<T>(path: string): Promise<T>
}

/**
 * A place of 300 residents, or another, on a database server of its own: roles and their passwords belong to a server, not to a
 * database. The usual one is made once in a run and copied for whoever asks for it.
 */
export async function openPlace(wanted?: { readonly residents?: number; readonly seed?: number }): Promise<TestPlace> {
  const product = await startProduct({ ...usual, ...wanted, durable: false, ...(wanted ? {} : { folder: await copyOfUsual() }) })
  const folder = join(product.folder, 'place')
  return {
    url: product.url,
    folder,
    as: (persona) => visitorOf(product.url, persona),
    truth: <Line>(name: string) =>
      readFileSync(join(folder, 'truth', `${name}.ndjson`), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line),
    database: new URL(product.adminUrl).pathname.slice(1),
    admin: (text, values) => query(product.adminUrl, text, values),
    close: () => product.stop(),
  }
}

const usual = { residents: 300, seed: 1 }

/** A folder with the usual place in it, as it was when it had just been made. The first who asks makes it; who asks meanwhile waits for her. */
async function copyOfUsual(): Promise<string> {
  const { TEST_PLACES: kept, TEST_SERVER_URL: server } = process.env
  if (!kept || !server) throw new Error('run tests by "npm test -- FILE": they share a place')
  const model = join(kept, 'usual')
  const turns = new pg.Client(server)
  await turns.connect()
  try {
    await turns.query("select pg_advisory_lock(hashtext('the usual place'))")
    if (!existsSync(model)) {
      const product = await startProduct({ ...usual, durable: false })
      await product.close()
      renameSync(product.folder, model)
    }
  } finally {
    await turns.end()
  }
  const folder = temporaryFolder('product')
  execFileSync('cp', ['-a', `${model}/.`, folder]) // with its owners: the server refuses files of another user
  return folder
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Row>(text, [...values])).rows
  } finally {
    await client.end()
  }
}

export async function visitorOf(base: string, persona: string): Promise<Visitor> {
  const cookies = new Map<string, string>()
  const send = async (address: string, init: RequestInit = {}): Promise<Answer> => {
    const url = new URL(address, base)
    const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie, origin: url.origin } })
    for (const line of answer.headers.getSetCookie()) {
      const [pair, ...more] = line.split(';')
      const [key, value] = [pair!.slice(0, pair!.indexOf('=')), pair!.slice(pair!.indexOf('=') + 1)]
      if (value === '' || more.some((part) => /max-age=0|expires=thu, 01 jan 1970/i.test(part))) cookies.delete(key)
      else cookies.set(key, value)
    }
    const next = answer.headers.get('location')
    if (next && answer.status >= 300 && answer.status < 400) return send(new URL(next, url).href)
    return { status: answer.status, url: url.pathname + url.search, text: await answer.text() }
  }
  const home = await send(`/sign-in?as=${persona}`)
  if (!cookies.has('session')) throw new Error(`${persona} is not signed in: ${home.status} at ${home.url}`)
  const csrf = /name="csrf" value="([^"]+)"/.exec(home.text)![1]!
  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields = {}) =>
      send(path, {
        method: 'POST',
        body: new URLSearchParams({ csrf, ...fields }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    async json<T>(path: string) {
      return JSON.parse((await send(path)).text) as T
    },
  }
}
