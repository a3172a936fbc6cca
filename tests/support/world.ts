// The whole product over a small place: everything is real but the people. Its pages are called as a browser would call them.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { buildApp } from '#app/build-app'
import { founder } from '#app/house'
import { identifyIn } from '#app/identify'
import { navigation } from '#app/navigation'
import { handlersOf, policy, roomRoutes } from '#app/wiring'
import { findSourcePersons } from '#modules/feeds'
import { barOwnRecord, seedAgreements } from '#modules/information-governance'
import { registerOrganisation, registerWorker, type WorkerId, type WorkerRole } from '#modules/partnership'
import { openPersonaAccounts } from '#modules/resident-portal'
import { readConfig } from '#platform/config'
import { connect } from '#platform/database'
import { type Instant, instant, plainDate } from '#platform/dates'
import { filesIn } from '#platform/files'
import type { App, Kernel } from '#platform/http/kernel'
import { drainJobs, openJobs } from '#platform/jobs'
import { startLive } from '#platform/live'
import { noLog } from '#platform/log/testing'
import type { Services } from '#platform/services'
import { formTokens, sameOrigin } from '#platform/sign-in/forms'
import { openIdClient } from '#platform/sign-in/openid'
import { signInRoutes } from '#platform/sign-in/routes'
import { type House, inTransaction } from '#platform/transactions'
import { vaultFrom } from '#platform/vault'
import { type TestDatabase, testDatabase } from '#testing/database'
import { aFeed, type TestFeed } from '../../src/modules/feeds/testing.ts'
import { breakConnections, meetBefore } from './broken-lines.ts'

export const publicUrl = 'http://127.0.0.1:3998'
const council = 'GB-LAE-ALD'
const steward = 'GB-LAE-OFFICE'
const organisations = [
  [council, 'Aldermere Council', 'council'],
  [steward, 'The partnership office', 'partnership-office'],
  ['GB-POL-ALD', 'Aldermere Police', 'police'],
  ['GB-NHS-ALD', 'Aldermere Community NHS Trust', 'nhs-trust'],
  ['GB-CHC-REFUGE', 'Harbour', 'voluntary'],
  ['GB-CHC-RECOVERY', 'Turning', 'voluntary'],
] as const

/** People at work: staff reference → where, and as what. */
export const staff = {
  amina: { organisationId: council, name: 'Amina Hussain', roles: ['practitioner'], purpose: 'tenancy-support' },
  joanne: { organisationId: council, name: 'Joanne Tully', roles: ['lead-practitioner'], purpose: 'childrens-family-help' },
  colin: { organisationId: 'GB-POL-ALD', name: 'Colin Reed', roles: ['practitioner'], purpose: 'anti-social-behaviour' },
  dana: { organisationId: 'GB-CHC-REFUGE', name: 'Dana Price', roles: ['practitioner'], purpose: 'domestic-abuse' },
  nora: { organisationId: 'GB-NHS-ALD', name: 'Nora Nurse', roles: ['practitioner'], purpose: 'childrens-family-help' },
  ruth: { organisationId: 'GB-CHC-RECOVERY', name: 'Ruth Osei', roles: ['practitioner'], purpose: 'childrens-family-help' },
  stranger: { organisationId: council, name: 'Sam Stranger', roles: ['practitioner'], purpose: 'tenancy-support' },
  petra: { organisationId: steward, name: 'Petra Reviewer', roles: ['matching-reviewer'], purpose: 'record-matching' },
  kezia: { organisationId: 'GB-POL-ALD', name: 'Kezia Keeper', roles: ['protection-key-holder'], purpose: 'protected-matching' },
  karim: { organisationId: 'GB-NHS-ALD', name: 'Karim Keeper', roles: ['protection-key-holder'], purpose: 'protected-matching' },
  doug: { organisationId: council, name: 'Doug Engineer', roles: ['data-engineer'], purpose: 'feeds' },
  ines: {
    organisationId: council,
    name: 'Ines Governance',
    roles: ['information-governance'],
    purpose: 'information-governance',
  },
  dilys: { organisationId: council, name: 'Dilys Signs', roles: ['agreement-approver'], purpose: 'information-governance' },
  rosa: { organisationId: council, name: 'Rosa Owner', roles: ['data-owner'], purpose: 'partner-requests' },
  pavel: {
    organisationId: 'GB-POL-ALD',
    name: 'Pavel Owner',
    roles: ['agreement-approver', 'data-owner'],
    purpose: 'partner-requests',
  },
  mira: {
    organisationId: 'GB-NHS-ALD',
    name: 'Mira Guardian',
    roles: ['information-governance', 'agreement-approver', 'data-owner'],
    purpose: 'information-governance',
  },
} as const
export type StaffName = keyof typeof staff
type Colleague = { readonly organisationId: string; readonly name: string; readonly roles: readonly WorkerRole[] }

const feedsOf = {
  'council-housing': { controllerId: council, plainName: 'Council housing', existence: 'shown' },
  'nhs-patients': { controllerId: 'GB-NHS-ALD', plainName: 'NHS community services', existence: 'shown' },
  'police-incidents': { controllerId: 'GB-POL-ALD', plainName: 'Police', existence: 'named' },
  'drug-and-alcohol': { controllerId: 'GB-CHC-RECOVERY', plainName: 'Drug and alcohol service', existence: 'brokered' },
  'domestic-abuse': { controllerId: 'GB-CHC-REFUGE', plainName: 'Domestic abuse service', existence: 'sealed' },
} as const
export type FeedName = keyof typeof feedsOf

export type Row = Record<string, unknown>

/** Who someone is and where she lives, as one system records it. The index links those that agree. */
export function aPerson(
  person: string,
  givenName: string,
  familyName: string,
  dateOfBirth: string,
  more: { postcode?: string; address?: string; household?: string } = {},
): Row[] {
  const { postcode = 'AL1 1AA', address = '1 Weavers Row, Aldermere', household } = more
  const at = { person, eventAt: '2026-03-01T10:00:00Z' }
  return [
    { kind: 'identity', key: person, ...at, givenName, familyName, dateOfBirth },
    { kind: 'residence', key: `${person}-home`, ...at, address, postcode },
    ...(household ? [{ kind: 'household', key: `${person}-in-${household}`, ...at, household }] : []),
  ]
}

/** That a service works with someone; `workerRef` is the name of one of the staff. */
export const anInvolvement = (person: string, workerRef: StaffName, more: Row = {}): Row => ({
  kind: 'involvement',
  key: `${person}-with-${workerRef}`,
  person,
  eventAt: '2026-03-01T10:00:00Z',
  service: 'A service',
  openedOn: '2026-01-05',
  workerRef,
  workerName: staff[workerRef].name,
  phone: '01632 960123',
  ...more,
})

export type World = {
  readonly services: Services
  readonly app: App
  readonly admin: pg.Client
  readonly database: TestDatabase
  readonly feeds: Readonly<Record<FeedName, TestFeed>>
  readonly workers: Readonly<Record<StaffName, string>>
  /** Sends rows through a feed and does all that follows, links included. */
  load(feed: FeedName, rows: readonly Row[]): Promise<string>
  /** Does the jobs that wait. */
  work(): Promise<void>
  setNow(now: Instant): void
  /** A session's token: of one of the staff, or of a resident's account. */
  session(
    who: StaffName | { readonly resident: string },
    more?: { purpose?: string; steppedUp?: boolean; token?: string },
  ): Promise<string>
  /** Registers one more person at work, and opens her sessions by what this returns. */
  hire(staffRef: string, worker: Colleague): Promise<(purpose: string) => Promise<string>>
  /** Says that a source person is one of the staff. */
  isHerself(worker: StaffName, feed: FeedName, person: string): Promise<void>
  /** Opens a resident's account, tied to a record where one is named. Returns its id. */
  account(subject: string, bound?: { feed: FeedName; person: string }): Promise<string>
  /** The person of a source person, as the index links it now. */
  personOf(feed: FeedName, person: string): Promise<string>
  sourceOf(feed: FeedName, person: string): Promise<string>
  get(url: string, token: string | null, headers?: Record<string, string>): Promise<Reply>
  /** Sends a form as a page of ours would. */
  post(url: string, token: string | null, form?: Record<string, string>, headers?: Record<string, string>): Promise<Reply>
  /** Opens a form of a page, fills it in and sends it, with the mark of what it was made from. */
  edit(url: string, token: string | null, form: Record<string, string>): Promise<Reply>
  /** From now on, when this says so of a statement, the product's connection breaks before it is sent. Ends by what it returns. */
  failOn(breaks: (statement: string) => boolean): () => void
  /** From now on the product's transactions wait before such a statement until so many have come to it. Ends by what it returns. */
  meetBefore(meets: (statement: string) => boolean, parties: number): () => void
  close(): Promise<void>
}
export type Reply = Awaited<ReturnType<App['inject']>>

const nameOf = (databaseUrl: string) => new URL(databaseUrl).pathname.slice(1)

/** Opens a world with no people in it but those at work. With `logTo`, its log is kept at its most talkative. */
export async function openWorld({ logTo }: { logTo?: (line: string) => void } = {}): Promise<World> {
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'commonweal-world-'))
  const admin = new pg.Client(database.adminUrl)
  await admin.connect()
  await admin.query(
    "insert into platform.place (name, nation, zone, fictional) values ('Aldermere', 'england', 'Europe/London', true)",
  )
  const vault = vaultFrom(Buffer.alloc(32, 7))
  const clock = { now: instant('2026-04-01T09:00:00Z') }
  const now = () => clock.now
  const place = { name: 'Aldermere', nation: 'england', zone: 'Europe/London', fictional: true } as const
  const db = connect(database.appUrl, database.process, { max: 6 })
  const house: House = { db, policy, now, identify: identifyIn(() => place, now) }
  const services: Services = {
    house,
    intake: { ...house, db: database.feedIn },
    vault,
    files: filesIn(join(folder, 'files'), vault),
    log: noLog,
    live: startLive(database.appUrl),
    config: readConfig({ DATA_DIR: folder, LOG_LEVEL: logTo ? 'debug' : 'silent' }),
    place,
  }
  const boss = await openJobs(database.runnerUrl)
  const work = () => drainJobs(boss, handlersOf(services))

  const workers = await registerStaff(services)
  const feeds = {} as Record<FeedName, TestFeed>
  for (const [id, feed] of Object.entries(feedsOf)) feeds[id as FeedName] = await aFeed({ services }, { id, ...feed })
  await inTransaction(house, founder('governance.seed'), 'governance.seed', (tx) =>
    seedAgreements(tx, {
      partners: organisations.map(([id]) => id),
      steward,
      datasets: Object.entries(feedsOf).map(([id, feed]) => ({ id, name: feed.plainName, controllerId: feed.controllerId })),
    }),
  )
  const app = await appOf(services, logTo && { write: logTo })
  const sourceOf: World['sourceOf'] = async (feed, person) => {
    const [source] = await findSourcePersons(services, founder('feeds.source.find'), [{ feed, person }])
    if (!source) throw new Error(`no source person ${person} in ${feed}`)
    return source.id
  }
  const send = (method: 'GET' | 'POST', url: string, token: string | null, headers: Record<string, string>, payload?: string) =>
    app.inject({
      method,
      url,
      headers: {
        host: '127.0.0.1:3998',
        accept: 'text/html',
        ...(token === null ? {} : { cookie: `session=${token}` }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    })
  const openSession = async (
    token: string,
    kind: string,
    id: string,
    organisation: string,
    purpose: string,
    steppedUp = false,
  ) => {
    await admin.query(
      `insert into ctx.session values (gen_random_uuid(), ctx.digest($1, 'sha256'), $2, $3, $4, $5, now(), now(), $6, 3600, now() + interval '1 hour', null)`,
      [token, kind, id, organisation, purpose, steppedUp ? new Date(clock.now.epochMilliseconds) : null],
    )
    return token
  }
  const world: World = {
    services,
    app,
    admin,
    database,
    feeds,
    workers,
    work,
    sourceOf,
    setNow: (at) => {
      clock.now = at
    },
    async load(feed, rows) {
      const batchId = await feeds[feed].load(rows)
      await work()
      return batchId
    },
    async session(who, { purpose, steppedUp = false, token = randomUUID() } = {}) {
      const [kind, id, organisation, usual] =
        typeof who === 'string'
          ? (['worker', workers[who], staff[who].organisationId, staff[who].purpose] as const)
          : (['resident', who.resident, steward, 'own-record'] as const)
      return openSession(token, kind, id, organisation, purpose ?? usual, steppedUp)
    },
    async hire(staffRef, worker) {
      const id = await register(services, staffRef, worker)
      return (purpose) => openSession(randomUUID(), 'worker', id, worker.organisationId, purpose)
    },
    async isHerself(worker, feed, person) {
      const [source] = await findSourcePersons(services, founder('feeds.source.find'), [{ feed, person }])
      await barOwnRecord(services, founder('governance.bar'), { workerId: workers[worker], source: source! })
    },
    async account(subject, bound) {
      const sourcePersonId = bound ? await sourceOf(bound.feed, bound.person) : null
      await inTransaction(house, founder('resident-portal.personas.open'), 'resident-portal.personas.open', (tx) =>
        openPersonaAccounts(services, tx, 'tests', [{ id: subject, name: subject, sourcePersonId }]),
      )
      const { rows } = await admin.query('select id from resident_portal.resident_account where subject = $1', [subject])
      return rows[0].id
    },
    async personOf(feed, person) {
      const { rows } = await admin.query(
        'select person_id as id from person_index.link where source_person_id = $1 and ended_at is null',
        [await sourceOf(feed, person)],
      )
      return rows[0].id
    },
    get: (url, token, headers = {}) => send('GET', url, token, headers),
    post: (url, token, form = {}, headers = {}) => {
      const csrf = token === null ? '' : app.kernel.csrfTokenFor(token)
      const sent = { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl, ...headers }
      return send('POST', url, token, sent, new URLSearchParams({ csrf, ...form }).toString())
    },
    edit: async (url, token, form) => {
      const { body } = await world.get(url, token)
      return world.post(url, token, { 'made-from': madeFrom(body), ...form })
    },
    failOn: (breaks) => breakConnections(nameOf(database.appUrl), breaks),
    meetBefore: (meets, parties) => meetBefore(nameOf(database.appUrl), meets, parties),
    async close() {
      await app.close()
      await services.live.stop()
      await boss.stop({ graceful: false })
      await admin.end()
      await db.destroy()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return world
}

/** The mark of what a page's form was made from. */
export const madeFrom = (page: string): string => /name="made-from" value="([^"]*)"/.exec(page)?.[1] ?? ''

async function registerStaff(services: Services): Promise<Record<StaffName, string>> {
  const { house } = services
  const from = plainDate('2020-01-01')
  for (const [id, name, kind] of organisations) {
    const act = 'partnership.organisation.register'
    await inTransaction(house, asSystem('steward', act), act, (tx) =>
      registerOrganisation(tx, {
        id,
        name,
        kind,
        dutyTeam: `${name} duty team`,
        dutyPhone: '01632 960100',
        from,
        identifiers: [],
      }),
    )
  }
  const workers = {} as Record<StaffName, string>
  for (const [staffRef, worker] of Object.entries(staff))
    workers[staffRef as StaffName] = await register(services, staffRef, worker)
  return workers
}

const asSystem = (actor: string, act: string) => ({ requestId: randomUUID(), system: { actor, act, purpose: 'test' } })

function register({ house }: Services, staffRef: string, { organisationId, name, roles }: Colleague): Promise<WorkerId> {
  const act = 'partnership.worker.register'
  const from = plainDate('2020-01-01')
  return inTransaction(house, asSystem('team-lead', act), act, (tx) =>
    registerWorker(tx, {
      organisationId,
      staffRef,
      name,
      email: `${staffRef}@example.org`,
      phone: null,
      from,
      roles,
      teamIds: [],
      trainings: [{ code: 'information-sharing', completedOn: from, expiresOn: null }],
      signIn: null,
    }),
  )
}

async function appOf(services: Services, logTo: Kernel['logTo']): Promise<App> {
  const client = openIdClient({
    issuer: 'https://login.example.org',
    clientId: 'commonweal',
    clientSecret: 'of-the-tests',
    publicUrl,
  })
  const ports = { client, findAccount: async () => undefined, purposesFor: async () => [] }
  const kernel: Kernel = {
    ...(logTo ? { logTo } : {}),
    services,
    policy,
    cookieName: 'session',
    ...formTokens(services.vault),
    sameOrigin: (request) => sameOrigin(request.headers, publicUrl),
    formTargets: [],
    // What stands on every page that says no; the rest of the navigation is tested in the browser.
    navigation: navigation.filter((one) => one.afterRefusal),
    duty: () => ({ team: 'Aldermere Front Door', phone: '01632 960100' }),
  }
  const app = await buildApp(kernel, [signInRoutes(ports), ...roomRoutes])
  await app.ready()
  return app
}
