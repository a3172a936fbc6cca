// A house in which agencies' files are applied and linked as in the product: by the front doors of feeds and person-index.
import { randomBytes } from 'node:crypto'
import type { PgBoss } from 'pg-boss'
import { policy } from '#app/wiring'
import * as feedsRoom from '#modules/feeds'
import { seedAgreements } from '#modules/information-governance'
import * as personIndex from '#modules/person-index'
import { eventDelivery } from '#platform/events'
import { newId } from '#platform/ids'
import { drainJobs, openJobs } from '#platform/jobs'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { aCouncil, aFeed, as, council, type TestFeed, type TestHouse, testHouse } from '../../src/modules/feeds/testing.ts'
import type { TestDatabase } from './database.ts'

export { anApp, as, council, identity, startOfTests, type TestFeed } from '../../src/modules/feeds/testing.ts'

export type Row = Readonly<Record<string, unknown>>

export type LinkingHouse = TestHouse & {
  /** Does every job that waits, and what follows from it: files are applied, events delivered, batches linked. */
  work(): Promise<void>
  /** A feed of this system, made when it is first named. */
  feed(system: string): Promise<TestFeed>
  /** Has a file taken in and linked. Returns the batch. */
  load(system: string, rows: readonly Row[], more?: Parameters<TestFeed['send']>[1]): Promise<string>
  /** Has an applied batch taken back, and the links follow. */
  reverse(batchId: string): Promise<void>
  /** Who is one person: for each person, her records as "system:key", in order. */
  people(): Promise<string[][]>
  /** The person of each record, by "system:key". */
  personOf(): Promise<Map<string, string>>
  /** The agreements of the pathways between the council and itself, over every dataset that they name. */
  seedAgreements(): Promise<void>
  /** A session of the council's worker in this role, for family help, with the training that sharing takes. Returns the token. */
  signIn(workerId: string, role: string): Promise<string>
  /** The worker whose staff reference is ALD1. */
  readonly workerId: string
  /** The source person of each record that was ever heard of, by "system:key". */
  sourceOf(): Promise<Map<string, string>>
}

export async function linkingHouse(database: TestDatabase): Promise<LinkingHouse> {
  const house = await testHouse(database)
  const { workerId } = await aCouncil(house)
  const roles = new Map<string, string>()
  const services: Services = {
    ...house.services,
    house: {
      ...house.services.house,
      policy,
      identify: async (tx, identity) => ({
        ...(await house.services.house.identify(tx, identity)),
        roles: [roles.get(identity.sessionId ?? '') ?? 'none'],
        trainings: ['information-sharing'],
      }),
    },
    intake: { ...house.services.intake, policy },
  }
  const boss: PgBoss = await openJobs(database.runnerUrl)
  const handlers = [
    ...feedsRoom.jobHandlers(services),
    eventDelivery(services.house, personIndex.subscriptions),
    ...personIndex.jobHandlers(services),
  ]
  const feeds = new Map<string, TestFeed>()
  const linking: LinkingHouse = {
    ...house,
    services,
    workerId,
    async seedAgreements() {
      const datasets = feedsRoom.feedSeeds.map(({ id, name }) => ({ id, name, controllerId: council }))
      for (const { id } of datasets) await linking.feed(id)
      const place = { partners: [council], steward: council, datasets }
      await inTransaction(services.house, as('founder', 'governance.seed'), 'governance.seed', (tx) => seedAgreements(tx, place))
    },
    async signIn(worker, role) {
      const [id, token] = [newId<'session'>(), randomBytes(32).toString('base64url')]
      roles.set(id, role)
      await house.admin.query(
        `insert into ctx.session values ($1, ctx.digest($2, 'sha256'), 'worker', $3, $4, 'childrens-family-help', now(), now(), null, 3600, now() + interval '1 hour', null)`,
        [id, token, worker, council],
      )
      return token
    },
    work: () => drainJobs(boss, handlers),
    async feed(system) {
      const seed = feedsRoom.feedSeeds.find((one) => one.id === system)
      const known = feeds.get(system) ?? (await aFeed(house, seed ? { ...seed, shape: 'canonical' } : { id: system }))
      feeds.set(system, known)
      return known
    },
    async load(system, rows, more) {
      const { batchId } = await (await linking.feed(system)).send(rows, more)
      await linking.work()
      return batchId
    },
    async reverse(batchId) {
      const ask = { actor: 'data-engineer', act: 'feeds.batch.ask-reversal', purpose: 'test' }
      await inTransaction(services.house, { requestId: newId(), system: ask }, 'feeds.batch.ask-reversal', (tx) =>
        feedsRoom.askReversal(tx, batchId, 'Sent by mistake.', services.house.now()),
      )
      await linking.work()
    },
    async people() {
      const { rows } = await house.admin.query<{ records: string[] }>(
        `select array_agg(s.dataset_id || ':' || s.source_key order by s.dataset_id, s.source_key) as records
         from person_index.link l join feeds.source_person s on s.id = l.source_person_id where l.ended_at is null group by l.person_id order by 1`,
      )
      return rows.map((row) => row.records)
    },
    async personOf() {
      const { rows } = await house.admin.query<{ record: string; person: string }>(
        `select s.dataset_id || ':' || s.source_key as record, l.person_id as person
         from person_index.link l join feeds.source_person s on s.id = l.source_person_id where l.ended_at is null`,
      )
      return new Map(rows.map(({ record, person }) => [record, person]))
    },
    async sourceOf() {
      const { rows } = await house.admin.query<{ record: string; id: string }>(
        `select dataset_id || ':' || source_key as record, id from feeds.source_person`,
      )
      return new Map(rows.map(({ record, id }) => [record, id]))
    },
    async close() {
      await boss.stop({ graceful: false })
      await house.close()
    },
  }
  return linking
}
