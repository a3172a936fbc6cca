import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import type { Tables } from './tables.generated.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

/** One way of one dataset into the product. */
export type Feed = {
  readonly id: string
  readonly datasetId: string
  readonly controllerId: string
  readonly regime: string
  readonly name: string
  /** What kinds of information it may state: a row of another class is not taken. */
  readonly classes: readonly string[]
  /** Those of them whose content is sealed before it is stored. */
  readonly specialClasses: readonly string[]
  /** A batch that would change more than this share of the dataset's current facts waits for a person. */
  readonly changeCapPercent: number
  readonly promisedHours: number
  readonly shape: 'own' | 'canonical'
}

/** A sender's key for one feed, with the time in which it holds. */
export type Connection = {
  readonly id: string
  readonly feedId: string
  readonly organisationId: string
  readonly keyId: string
  readonly publicKey: JsonWebKey
  readonly activeFrom: Instant
  readonly activeTo: Instant | null
  readonly revokedAt: Instant | null
}
/** A public key as JSON (RFC 7517). */
export type JsonWebKey = Readonly<Record<string, unknown>>

const feedColumns = [
  'id',
  'dataset_id as datasetId',
  'controller_id as controllerId',
  'regime',
  'name',
  'classes',
  'special_classes as specialClasses',
  'change_cap_percent as changeCapPercent',
  'promised_hours as promisedHours',
  'shape',
] as const
const connectionColumns = [
  'id',
  'feed_id as feedId',
  'organisation_id as organisationId',
  'key_id as keyId',
  'public_key as publicKey',
  'active_from as activeFrom',
  'active_to as activeTo',
  'revoked_at as revokedAt',
] as const

/** A feed, if there is one of this name. */
export async function findFeed(tx: ReadTx, id: string): Promise<Feed | undefined> {
  return (await tables(tx).selectFrom('feeds.feed').select(feedColumns).where('id', '=', id).executeTakeFirst()) as
    | Feed
    | undefined
}

/** Locks a feed until the transaction ends: the batches of one dataset are settled one after the other. */
export async function lockFeed(tx: ReadTx, id: string): Promise<Feed | undefined> {
  return (await tables(tx).selectFrom('feeds.feed').select(feedColumns).where('id', '=', id).forUpdate().executeTakeFirst()) as
    | Feed
    | undefined
}

/** All feeds by name. */
export async function listFeeds(tx: ReadTx): Promise<Feed[]> {
  return (await tables(tx).selectFrom('feeds.feed').select(feedColumns).orderBy('id').execute()) as Feed[]
}

export async function upsertFeed(tx: ReadTx, feed: Feed): Promise<void> {
  const row = {
    id: feed.id,
    dataset_id: feed.datasetId,
    controller_id: feed.controllerId,
    regime: feed.regime,
    name: feed.name,
    classes: [...feed.classes],
    special_classes: [...feed.specialClasses],
    change_cap_percent: feed.changeCapPercent,
    promised_hours: feed.promisedHours,
    shape: feed.shape,
  }
  await tables(tx)
    .insertInto('feeds.feed')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

/** Adds a connection; one that is there already keeps its key, since a key is replaced by a new connection. */
export async function insertConnection(tx: ReadTx, connection: Connection): Promise<void> {
  await tables(tx)
    .insertInto('feeds.connection')
    .values({
      id: connection.id,
      feed_id: connection.feedId,
      organisation_id: connection.organisationId,
      key_id: connection.keyId,
      public_key: JSON.stringify(connection.publicKey),
      active_from: connection.activeFrom,
      active_to: connection.activeTo,
      revoked_at: connection.revokedAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** The connection of a feed that holds this key, if there is one. */
export async function findConnectionByKey(tx: ReadTx, feedId: string, keyId: string): Promise<Connection | undefined> {
  return (await tables(tx)
    .selectFrom('feeds.connection')
    .select(connectionColumns)
    .where('feed_id', '=', feedId)
    .where('key_id', '=', keyId)
    .executeTakeFirst()) as Connection | undefined
}

/** Locks a connection until the transaction ends, so that one number of it is given once. */
export async function lockConnection(tx: ReadTx, id: string): Promise<Connection | undefined> {
  return (await tables(tx)
    .selectFrom('feeds.connection')
    .select(connectionColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) as Connection | undefined
}

/** A feed's connections, the newest key first. */
export async function listConnections(tx: ReadTx, feedId: string): Promise<Connection[]> {
  return (await tables(tx)
    .selectFrom('feeds.connection')
    .select(connectionColumns)
    .where('feed_id', '=', feedId)
    .orderBy('active_from', 'desc')
    .orderBy('id')
    .execute()) as Connection[]
}

export async function markRevoked(tx: ReadTx, connectionId: string, now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('feeds.connection')
    .set({ revoked_at: now })
    .where('id', '=', connectionId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** How fresh one dataset is: when its last batch was applied, and up to which day that went. */
export type Freshness = {
  readonly feedId: string
  readonly datasetId: string
  readonly lastAppliedAt: Instant | null
  /** The first day that the latest applied period no longer covers. */
  readonly lastPeriodTo: PlainDate | null
  readonly promisedHours: number
}

/** The freshness of the feeds of these datasets, or of every feed, by name. Reversed batches do not count. */
export async function listFreshness(tx: ReadTx, datasets: readonly string[] | null = null): Promise<Freshness[]> {
  // The last of each, by index: a feed has more batches every day, and every page of a person asks.
  const { rows } = await sql<Freshness>`
    select f.id as "feedId", f.dataset_id as "datasetId", applied.applied_at as "lastAppliedAt", period.period_to as "lastPeriodTo", f.promised_hours as "promisedHours"
    from (select * from feeds.feed where ${datasets === null}::boolean or dataset_id = any(${datasets ? [...datasets] : []}::text[])) f
    left join lateral (select b.applied_at from feeds.batch b where b.feed_id = f.id and b.applied_at is not null and b.reversed_at is null and b.way <> 'replay'
      order by b.applied_at desc limit 1) applied on true
    left join lateral (select b.period_to from feeds.batch b where b.feed_id = f.id and b.applied_at is not null and b.reversed_at is null and b.way <> 'replay'
      order by b.period_to desc limit 1) period on true
    order by f.id`.execute(tx)
  return rows
}
