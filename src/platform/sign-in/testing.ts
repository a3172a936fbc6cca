import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '#testing/database'
import type { Actor } from '../acts.ts'
import { readConfig } from '../config.ts'
import { systemClock } from '../dates.ts'
import { type App, buildServer, callerOf, type RoomRoutes } from '../http/kernel.ts'
import { csrfOf, HtmlPage, sendPage } from '../http/pages.ts'
import { type House, inTransaction } from '../transactions.ts'
import { type Vault, vaultFrom } from '../vault.ts'
import { assets } from '../views/assets.ts'
import { html } from '../views/html.ts'
import { cookiesFor } from './cookies.ts'
import { formTokens, sameOrigin } from './forms.ts'
import { openIdClient, type ProviderSettings } from './openid.ts'
import { placeIsFictional } from './persona-marker.ts'
import type { Persona } from './persona-pages.ts'
import { type PersonaProvider, startPersonaProvider } from './persona-provider.ts'
import { policy } from './policy.ts'
import { signInRoutes } from './routes.ts'
import { type Account, requireStepUp } from './sessions.ts'
import type { Purpose, SignInPorts } from './sign-in.ts'

export const council = 'GB-LAE-ALD'
const person = (id: string, name: string, role: string, organisation: string, why: string): Persona => ({
  id,
  name,
  role,
  organisation,
  why,
})
export const personas: readonly Persona[] = [
  person(
    'amina-hussain',
    'Amina Hussain',
    'Housing officer',
    'Aldermere Council',
    'A family on her patch had a notice yesterday.',
  ),
  person(
    'joanne-tully',
    'Joanne Tully',
    'Social worker',
    'Aldermere Council',
    'One of her fifteen children was missing last night.',
  ),
  person('kayleigh-marsden', 'Kayleigh Marsden', 'Resident', 'Residents', 'She can see who looked at her record.'),
  person(
    'nobody-here',
    'Ned Obody',
    'Someone from elsewhere',
    'Elsewhere',
    'He signs in and is told that nobody here knows him.',
  ),
]
export const accounts: Record<string, Account & { name: string }> = {
  'amina-hussain': {
    name: 'Amina Hussain',
    kind: 'worker',
    actorId: '7b0c2f4e-52a5-4f0e-9a53-0f6a3c1d0001',
    organisationId: council,
    purpose: 'tenancy-support',
  },
  'joanne-tully': {
    name: 'Joanne Tully',
    kind: 'worker',
    actorId: '7b0c2f4e-52a5-4f0e-9a53-0f6a3c1d0002',
    organisationId: council,
    purpose: 'childrens-family-help',
  },
  'kayleigh-marsden': {
    name: 'Kayleigh Marsden',
    kind: 'resident',
    actorId: '7b0c2f4e-52a5-4f0e-9a53-0f6a3c1d0003',
    organisationId: 'residents',
    purpose: 'own-record',
  },
}
export const purposes: readonly Purpose[] = [
  { id: 'tenancy-support', name: 'Support for a tenancy' },
  { id: 'homelessness-prevention', name: 'Preventing homelessness' },
]

/** A product with sign-in alone, over a real database and real providers. */
export type Desk = {
  readonly database: TestDatabase
  readonly house: House
  readonly app: App
  readonly provider: PersonaProvider
  readonly settings: ProviderSettings
  /** Seals what the product leaves in browsers. */
  readonly vault: Vault
  /** As the database's administrator: for what only time or a fault would do. */
  admin(text: string, values?: unknown[]): Promise<pg.QueryResult>
  browser(): Browser
  close(): Promise<void>
}
export type DeskOptions = {
  readonly publicUrl?: string
  readonly perMinute?: number
  readonly settings?: Partial<ProviderSettings>
}

export const publicUrl = 'http://127.0.0.1:3999'
export const clientOf = { clientId: 'commonweal', clientSecret: 'a-secret-of-the-tests' }

const asAdministrator =
  (url: string): Desk['admin'] =>
  async (text, values = []) => {
    const client = new pg.Client(url)
    await client.connect()
    return client.query(text, values).finally(() => client.end())
  }

export const houseOf = (database: TestDatabase): House => ({
  db: database.app,
  policy,
  now: systemClock,
  identify: async (_tx, { kind, actorId, organisationId, purpose, sessionId, steppedUpAt }): Promise<Actor> => ({
    kind,
    id: actorId,
    name: Object.values(accounts).find((account) => account.actorId === actorId)!.name,
    organisationId,
    organisationName: 'Aldermere Council',
    roles: [kind === 'resident' ? 'resident' : 'practitioner'],
    purpose,
    purposeName: purposes.find(({ id }) => id === purpose)?.name ?? purpose,
    teams: [],
    trainings: [],
    sessionId,
    steppedUpAt,
  }),
})

export function personaProvider(house: House, address: string = publicUrl, port = 0): Promise<PersonaProvider> {
  const marker = { placeIsFictional: () => placeIsFictional(house), everyNhsNumberIsInvented: async () => true }
  return startPersonaProvider({
    personas: async () => personas,
    ...clientOf,
    redirectUris: [`${address}/sign-in/callback`],
    port,
    marker,
    place: 'Aldermere',
  })
}

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const address = options.publicUrl ?? publicUrl
  const database = await testDatabase()
  const admin = asAdministrator(database.adminUrl)
  await admin("insert into platform.place (name, nation, zone, fictional) values ('Aldermere', 'england', 'Europe/London', true)")
  const house = houseOf(database)
  const provider = await personaProvider(house, address)
  const settings = {
    issuer: provider.issuer,
    ...clientOf,
    publicUrl: address,
    personas: { knownAs: 'personas' },
    ...options.settings,
  }
  const vault = vaultFrom(randomBytes(32))
  const app = await serve({ house, vault, settings, perMinute: options.perMinute })
  return {
    database,
    house,
    app,
    provider,
    settings,
    vault,
    admin,
    browser: () => new Browser(app, address),
    async close() {
      await app.close()
      await provider.close()
      await database.close()
    },
  }
}

export async function serve({
  house,
  vault,
  settings,
  perMinute,
}: Pick<Desk, 'house' | 'vault' | 'settings'> & { perMinute?: number | undefined }): Promise<App> {
  const ports: SignInPorts = {
    client: openIdClient(settings),
    findAccount: async (_tx, { issuer, subject }) => (issuer === 'personas' ? accounts[subject] : undefined),
    purposesFor: async () => purposes,
  }
  const app = await buildServer({
    services: {
      house,
      intake: house,
      vault,
      files: undefined as never,
      log: undefined as never,
      live: undefined as never,
      config: readConfig({ LOG_LEVEL: 'silent', PUBLIC_URL: settings.publicUrl }),
      place: { name: 'Aldermere', nation: 'england', zone: 'Europe/London', fictional: true },
    },
    policy,
    cookieName: cookiesFor(settings.publicUrl).session,
    ...formTokens(vault),
    sameOrigin: (request) => sameOrigin(request.headers, settings.publicUrl),
    formTargets: [new URL(settings.issuer).origin],
    navigation: [],
    duty: () => ({ team: 'Aldermere Front Door', phone: '01632 960 100' }),
  })
  for (const routes of [signInRoutes(ports, perMinute), whoAmI, needsProof, styles])
    await app.register(async (scope) => routes(scope as App, app.kernel.services))
  await app.ready()
  return app
}

/** What its pages load, as the whole product serves it. */
const styles: RoomRoutes = (app) => {
  for (const { path, body, type } of assets()) {
    app.get(
      path,
      { config: { open: 'styles are the same for everyone' }, schema: { response: { 200: z.any() } } },
      (_request, reply) =>
        reply
          .type(type)
          .serializer((bytes: Buffer) => bytes as never)
          .send(body),
    )
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A page that needs a session, and says whose it is. */
const whoAmI: RoomRoutes = (app, { house }) => {
  app.get(
    '/who-am-i',
    { config: { act: 'session.read', page: true }, schema: { response: { 200: HtmlPage } } },
    async (request, reply) => {
      const actor = await inTransaction(house, callerOf(request), 'session.read', async (tx) => tx.actor)
      return sendPage(request, reply, {
        title: 'Who am I?',
        body: html`<h1>${actor.name}, ${actor.purpose}, ${actor.steppedUpAt === null ? 'once' : 'stepped up'}</h1><p>token ${csrfOf(request)}.</p>`,
      })
    },
  )
}

/** A page, and a form, that ask for a proof of the last five minutes. */
const needsProof: RoomRoutes = (app, { house }) => {
  for (const method of ['GET', 'POST'] as const) {
    app.route({
      method,
      url: '/needs-proof',
      config: { act: 'session.read', page: true },
      schema: { response: { 200: HtmlPage } },
      handler: async (request, reply) => {
        await inTransaction(house, callerOf(request), 'session.read', async (tx) =>
          requireStepUp(tx.actor, house.now().epochMilliseconds),
        )
        return sendPage(request, reply, { title: 'Proved', body: html`<h1>Proved</h1>` })
      },
    })
  }
}

export type Answer = { status: number; url: URL; location: string | null; body: string; cookies: string[]; headers: Headers }
type Kept = { value: string; path: string }

/** A browser without JavaScript: it keeps cookies, follows no redirect unless told, and sends Origin with a form. */
export class Browser {
  readonly app: App
  readonly home: string
  readonly jar = new Map<string, Kept>()
  constructor(app: App, home: string) {
    this.app = app
    this.home = home
  }

  /** A second browser that knows what this one knows. */
  copy(): Browser {
    const other = new Browser(this.app, this.home)
    for (const [name, kept] of this.jar) other.jar.set(name, kept)
    return other
  }

  async send(
    method: 'GET' | 'POST',
    address: string,
    form?: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const url = new URL(address, this.home)
    const cookie = [...this.jar]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
    const body = form && new URLSearchParams(form).toString()
    const sent = {
      ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin }),
      accept: 'text/html',
      ...headers,
    }
    const answer =
      url.origin === this.home ? await this.inject(method, url, sent, body) : await this.fetch(method, url, sent, body)
    for (const text of answer.cookies) this.keep(text)
    return answer
  }

  get = (address: string) => this.send('GET', address)

  /** Goes where an answer leads, through redirects, to the first page; or to the first address that begins with `until`. */
  async follow(answer: Answer, until?: string): Promise<Answer> {
    let at = answer
    for (let step = 0; at.location !== null && step < 12; step++) {
      const next = new URL(at.location, at.url).href
      if (until !== undefined && next.startsWith(until)) return at
      at = await this.send('GET', next)
    }
    return at
  }

  /** Signs in as a persona, and returns the page that she lands on. */
  async signInAs(persona: string, more = ''): Promise<Answer> {
    return this.follow(await this.get(`/sign-in?as=${persona}&return=/who-am-i${more}`))
  }

  /** Walks to the point where the provider sends her back, and returns the address she is sent to. */
  async untilCallback(persona: string, more = ''): Promise<URL> {
    const back = await this.follow(
      await this.get(`/sign-in?as=${persona}&return=/who-am-i${more}`),
      `${this.home}/sign-in/callback`,
    )
    return new URL(back.location!)
  }

  /** The form token of the page that she is on. */
  async formToken(): Promise<string> {
    return /token ([\w-]+)\./.exec((await this.get('/who-am-i')).body)![1]!
  }

  private async inject(
    method: 'GET' | 'POST',
    url: URL,
    headers: Record<string, string>,
    body: string | undefined,
  ): Promise<Answer> {
    const reply = await this.app.inject({
      method,
      url: url.pathname + url.search,
      headers: { host: url.host, ...headers },
      ...(body !== undefined && { payload: body }),
    })
    const cookies = [reply.headers['set-cookie'] ?? []].flat()
    const kept = new Headers(
      Object.entries(reply.headers).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as [string, string]] : [],
      ),
    )
    return { status: reply.statusCode, url, location: kept.get('location'), body: reply.body, cookies, headers: kept }
  }

  private async fetch(method: string, url: URL, headers: Record<string, string>, body: string | undefined): Promise<Answer> {
    const reply = await fetch(url, { method, headers, redirect: 'manual', ...(body !== undefined && { body }) })
    return {
      status: reply.status,
      url,
      location: reply.headers.get('location'),
      body: await reply.text(),
      cookies: reply.headers.getSetCookie(),
      headers: reply.headers,
    }
  }

  private keep(text: string): void {
    const [pair = '', ...attributes] = text.split('; ')
    const [name = '', value = ''] = pair.split(/=(.*)/)
    const path = /^path=(.*)$/i.exec(attributes.find((one) => /^path=/i.test(one)) ?? '')?.[1] ?? '/'
    const gone = value === '' || attributes.some((one) => /^max-age=0$/i.test(one) || /^expires=Thu, 01 Jan 1970/i.test(one))
    if (gone) this.jar.delete(name)
    else this.jar.set(name, { value, path })
  }
}
