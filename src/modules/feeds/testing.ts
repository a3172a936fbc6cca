// Builders for tests of this room: a house over a test database, a feed with a sender, files that the sender signs.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import pg from 'pg'
import type { PgBoss } from 'pg-boss'
import { policy as governancePolicy } from '#modules/information-governance'
import {
  type OrganisationKind,
  policy as partnershipPolicy,
  registerOrganisation,
  registerTeam,
  registerWorker,
} from '#modules/partnership'
import type { Policy } from '#platform/acts'
import { readConfig } from '#platform/config'
import { type Instant, instant, plainDate } from '#platform/dates'
import { filesIn } from '#platform/files'
import { type App, buildServer, type Kernel, type RoomRoutes } from '#platform/http/kernel'
import { drainJobs, openJobs } from '#platform/jobs'
import { startLive } from '#platform/live'
import { noLog } from '#platform/log/testing'
import type { Services } from '#platform/services'
import { type Caller, type House, inTransaction } from '#platform/transactions'
import { openVault } from '#platform/vault'
import type { TestDatabase } from '#testing/database'
import { applyBatch } from './apply-batch.ts'
import type { CanonicalRow } from './canonical.ts'
import { jobHandlers } from './jobs.ts'
import { mapRecord } from './map-record.ts'
import { mappings } from './mappings/index.ts'
import { policy } from './policy.ts'
import { readRecords } from './readers/index.ts'
import { type Receipt, receiveBatch } from './receive-batch.ts'
import { receiveEvent } from './receive-event.ts'
import { addConnection, type NewFeed, registerFeed } from './register-feed.ts'

export const council = 'GB-LAE-ALD'
export const startOfTests: Instant = instant('2026-04-01T09:00:00Z')

/** The product itself, under one of its system actors, or a test's own actor by the name of a role. */
export const as = (actor: string, act: string): Caller => ({
  requestId: randomUUID(),
  system: { actor, act, purpose: 'test' },
})

export type TestHouse = {
  readonly services: Services
  readonly admin: pg.Client
  /** Sets the clock. */
  setNow(now: Instant): void
  /** A worker's session, so that two people can be told apart. */
  workerSession(roles: readonly string[], steppedUp?: boolean): Promise<Caller>
  /** Does the jobs that wait, as the product would. */
  work(): Promise<void>
  close(): Promise<void>
}

/** The rooms below feeds, and feeds itself, over a test database, with a clock of the test's own. */
export async function testHouse(
  database: TestDatabase,
  folder = mkdtempSync(join(tmpdir(), 'commonweal-feeds-')),
): Promise<TestHouse> {
  const vault = openVault(join(folder, 'keys'), true)
  const workers = new Map<string, readonly string[]>()
  const clock = { now: startOfTests }
  const house: House = {
    db: database.app,
    policy: {
      ...policy,
      ...governancePolicy,
      ...partnershipPolicy,
      'session.open': { roles: ['sign-in'], says: 'sign in' },
    } as Policy,
    now: () => clock.now,
    identify: async (_tx, identity) => ({
      kind: identity.kind,
      id: identity.actorId,
      name: 'Someone at work',
      organisationId: identity.organisationId,
      organisationName: 'Aldermere Council',
      roles: workers.get(identity.actorId) ?? [],
      purpose: identity.purpose,
      purposeName: identity.purpose,
      teams: [],
      trainings: [],
      sessionId: identity.sessionId,
      steppedUpAt: identity.steppedUpAt,
    }),
  }
  const services: Services = {
    house,
    intake: { ...house, db: database.feedIn },
    vault,
    files: filesIn(join(folder, 'files'), vault),
    log: noLog,
    live: startLive(database.appUrl),
    config: readConfig({ DATA_DIR: folder }),
    place: { name: 'Aldermere', nation: 'england', zone: 'Europe/London', fictional: true },
  }
  const admin = new pg.Client(database.adminUrl)
  await admin.connect()
  const boss: PgBoss = await openJobs(database.runnerUrl)
  return {
    services,
    admin,
    setNow: (now) => {
      clock.now = now
    },
    async workerSession(roles, steppedUp = false) {
      const [id, token] = [randomUUID(), randomBytes(32).toString('base64url')]
      workers.set(id, roles)
      await admin.query(
        `insert into ctx.session values (gen_random_uuid(), ctx.digest($1, 'sha256'), 'worker', $2, $3, 'test', now(), now(), $4, 3600, now() + interval '1 hour', null)`,
        [token, id, council, steppedUp ? new Date(clock.now.epochMilliseconds) : null],
      )
      return { requestId: randomUUID(), sessionToken: token }
    },
    work: () => drainJobs(boss, jobHandlers(services)),
    async close() {
      await boss.stop({ graceful: false })
      await admin.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Registers a council with one worker (staff reference ALD1) and one team (North team). */
export const aCouncil = (house: TestHouse) =>
  anEmployer(house, { id: council, name: 'Aldermere Council', kind: 'council', team: 'North team', worker: 'Amina Hussain' })

/** Registers an organisation with one team and one worker, whose staff reference is ALD1 wherever she works. */
export async function anEmployer(
  { services: { house } }: TestHouse,
  given: { id: string; name: string; kind: OrganisationKind; team: string; worker: string },
): Promise<{ workerId: string; teamId: string }> {
  const from = plainDate('2010-01-01')
  await inTransaction(house, as('steward', 'partnership.organisation.register'), 'partnership.organisation.register', (tx) =>
    registerOrganisation(tx, {
      id: given.id,
      name: given.name,
      kind: given.kind,
      dutyTeam: 'Duty team',
      dutyPhone: '01632 960100',
      from,
      identifiers: [],
    }),
  )
  const teamId = await inTransaction(house, as('team-lead', 'partnership.team.register'), 'partnership.team.register', (tx) =>
    registerTeam(tx, { organisationId: given.id, name: given.team, phone: '01632 960101', from }),
  )
  const workerId = await inTransaction(
    house,
    as('team-lead', 'partnership.worker.register'),
    'partnership.worker.register',
    (tx) =>
      registerWorker(tx, {
        organisationId: given.id,
        staffRef: 'ALD1',
        name: given.worker,
        email: `${given.worker.toLowerCase().replace(' ', '.')}@example.org`,
        phone: null,
        from,
        roles: ['practitioner'],
        teamIds: [],
        trainings: [],
        signIn: null,
      }),
  )
  return { workerId, teamId }
}

type Row = Record<string, unknown>

export type TestFeed = {
  readonly id: string
  /** Signs and sends rows, one a line, under the next number or a given one; does not apply them. */
  send(rows: readonly Row[], more?: Partial<Stated>): Promise<Receipt>
  /** Sends rows and applies them. */
  load(rows: readonly Row[], more?: Partial<Stated>): Promise<string>
  /** Signs text as a file of this feed. */
  sendText(text: string, more?: Partial<Stated>): Promise<Receipt>
  /** The manifest of a text, as the sender would lay it beside the file. */
  signManifest(text: string, more?: Partial<Stated>): Promise<string>
  event(event: Row, more?: { sequence?: number; madeAt?: string }): Promise<Receipt>
  signEvent(event: Row, more?: { sequence?: number; madeAt?: string }): Promise<string>
}
export type Stated = {
  readonly sequence: number
  readonly rowCount: number
  readonly sha256: string
  readonly periodFrom: string
  readonly periodTo: string
  readonly madeAt: string
  readonly holds: 'everything' | 'changes'
  readonly keyId: string
  readonly partRows: number
}

/** A feed of canonical rows with a sender's key. */
export async function aFeed(house: Pick<TestHouse, 'services'>, given: Partial<NewFeed> & { id: string }): Promise<TestFeed> {
  const { services } = house
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const classes = [
    'identity',
    'identifier',
    'contact',
    'address',
    'household',
    'relationship',
    'involvement',
    'brokered-involvement',
    'involvement-exists',
    'event',
    'education',
    'health',
    'policing',
    'need',
    'risk',
    'visit-safety',
    'concern',
    'plan',
    'referral',
  ]
  const keyId = `${given.id}-key`
  await inTransaction(services.house, as('founder', 'feeds.feed.register'), 'feeds.feed.register', async (tx) => {
    const feed: NewFeed = {
      controllerId: council,
      name: given.id,
      plainName: 'Council housing',
      standard: 'none',
      updateFrequency: 'daily',
      promisedHours: 48,
      existence: 'shown',
      dutyTeam: 'Duty team',
      dutyPhone: '01632 960100',
      regime: 'general',
      classes: classes.map((fieldClass) => ({
        fieldClass,
        specialCategory: ['health', 'policing', 'brokered-involvement'].includes(fieldClass),
        retention: 'none',
      })),
      changeCapPercent: 100,
      shape: 'canonical',
      ...given,
    }
    await registerFeed(tx, services.vault, feed, startOfTests.subtract({ hours: 24 }))
    const key = (await exportJWK(publicKey)) as Record<string, unknown>
    await addConnection(tx, {
      id: given.id,
      feedId: given.id,
      organisationId: feed.controllerId,
      keyId,
      publicKey: key,
      activeFrom: startOfTests.subtract({ hours: 24 * 365 }),
    })
  })
  const sign = (payload: object, kid = keyId) =>
    new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey)
  let [files, events] = [0, 0]

  const signManifest: TestFeed['signManifest'] = (text, { keyId: kid, partRows: _part, ...more } = {}) =>
    sign(
      {
        feed: given.id,
        sequence: more.sequence ?? ++files,
        sha256: createHash('sha256').update(text).digest('hex'),
        rowCount: text.split('\n').length - 1,
        periodFrom: '2026-03-01',
        periodTo: '2026-04-01',
        madeAt: '2026-04-01T05:00:00Z',
        ...more,
      },
      kid,
    )
  const act = 'feeds.batch.receive' as const
  const sendText: TestFeed['sendText'] = async (text, more) =>
    receiveBatch(services, as('feed-gateway', act), {
      act,
      way: 'api',
      feedId: given.id,
      manifest: await signManifest(text, more),
      fileName: 'rows.ndjson',
      content: piecesOf(text),
    })
  const send: TestFeed['send'] = (rows, more) => sendText(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), more)
  const signEvent: TestFeed['signEvent'] = (event, more = {}) =>
    sign({
      feed: given.id,
      sequence: more.sequence ?? ++events,
      madeAt: more.madeAt ?? services.house.now().toString(),
      ...event,
    })
  return {
    id: given.id,
    send,
    sendText,
    signManifest,
    async load(rows, more) {
      const { batchId } = await send(rows, more)
      await applyBatch(services, as('feeds', 'feeds.batch.apply'), batchId, more?.partRows)
      return batchId
    },
    signEvent,
    event: async (event, more) =>
      receiveEvent(services, as('feed-gateway', 'feeds.event.receive'), given.id, await signEvent(event, more)),
  }
}

async function* piecesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}

export const identity = (person: string, more: Row = {}): Row => ({
  kind: 'identity',
  person,
  key: person,
  eventAt: '2026-03-01T10:00:00Z',
  givenName: 'Kayleigh',
  familyName: 'Marsden',
  ...more,
})

export const phone = (person: string, value: string, eventAt: string): Row => ({
  kind: 'contact-point',
  person,
  key: `${person}-mobile`,
  eventAt,
  system: 'phone',
  value,
})

/** This room's routes and pages over a test house, as a server that can be called without a network. */
export async function anApp({ services }: TestHouse, rooms: readonly RoomRoutes[]): Promise<App> {
  const kernel = {
    services: { ...services, config: { ...services.config, LOG_LEVEL: 'silent' } },
    policy: services.house.policy,
    cookieName: 'session',
    csrfTokenFor: () => 'token',
    csrfMatches: (_session: string, given: string) => given === 'token',
    sameOrigin: () => true,
    formTargets: [],
    navigation: [],
    duty: () => null,
  } as unknown as Kernel
  const app = await buildServer(kernel)
  for (const routes of rooms) await app.register(async (scope) => routes(scope as App, kernel.services))
  return app
}

/** The feeds whose own shape the product maps. */
export const mappedFeeds: readonly string[] = [...mappings.keys()]

/** What a sender's file states, row by row, read and mapped as the product does. Rows that fail are left out. */
export async function* canonicalRowsOf(feed: string, path: string): AsyncGenerator<CanonicalRow> {
  const mapping = mappings.get(feed)
  if (!mapping) throw new Error(`no mapping for ${feed}`)
  // The manifest is a JWS: its payload is the middle part.
  const [, payload] = readFileSync(`${path}.manifest.jws`, 'utf8').split('.')
  const { rowCount } = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as { rowCount: number }
  for await (const record of readRecords(createReadStream(path), mapping.format, { statedRows: rowCount })) {
    if (record.failures?.length) continue
    const mapped = mapRecord(mapping, record)
    if ('rows' in mapped) yield* mapped.rows
  }
}
export type { CanonicalRow }
