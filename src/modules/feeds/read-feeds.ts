import { namesOfOrganisations } from '#modules/partnership'
import type { Tx } from '#platform/database'
import { ageInWords, type Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { type BatchState, stateOf } from './batch.rules.ts'
import * as batches from './batches.repository.ts'
import { errors } from './errors.ts'
import * as feeds from './feeds.repository.ts'
import * as quarantine from './quarantine.repository.ts'
import { waitingRules } from './stated-row.rules.ts'

/** One feed as its list shows it: nothing about any person. */
export type FeedSummary = {
  readonly id: string
  readonly name: string
  readonly controllerId: string
  readonly controllerName: string
  readonly lastAppliedAt: Instant | null
  readonly lastPeriodTo: string | null
  /** "2 hours"; null where nothing was ever applied. */
  readonly age: string | null
  readonly promisedHours: number
  readonly isOverdue: boolean
  /** Rows in quarantine, and files above their change cap: someone must look at them. */
  readonly rowsWaiting: number
  readonly batchesWaiting: number
}

/** All feeds with their freshness and with what waits for someone: those that need someone first, then by name. */
export async function listFeedSummaries(tx: Tx<'feeds.read'>, now: Instant): Promise<FeedSummary[]> {
  const fresh = new Map((await feeds.listFreshness(tx)).map((one) => [one.feedId, one]))
  const rows = await quarantine.countOpenByFeed(tx)
  const files = await batches.countWaitingByFeed(tx)
  const names = await namesOfOrganisations(tx)
  return (await feeds.listFeeds(tx))
    .map((feed) =>
      summary(feed, fresh.get(feed.id)!, names, { rows: rows.get(feed.id) ?? 0, files: files.get(feed.id) ?? 0 }, now),
    )
    .sort((a, b) => Number(needsSomeone(b)) - Number(needsSomeone(a)) || a.name.localeCompare(b.name))
}

const needsSomeone = (feed: FeedSummary) => feed.isOverdue || feed.rowsWaiting > 0 || feed.batchesWaiting > 0

function summary(
  feed: feeds.Feed,
  { lastAppliedAt, lastPeriodTo }: feeds.Freshness,
  names: ReadonlyMap<string, string>,
  waiting: { rows: number; files: number },
  now: Instant,
): FeedSummary {
  const hours = lastAppliedAt === null ? null : (now.epochMilliseconds - lastAppliedAt.epochMilliseconds) / 3_600_000
  return {
    id: feed.id,
    name: feed.name,
    controllerId: feed.controllerId,
    controllerName: names.get(feed.controllerId) ?? feed.controllerId,
    lastAppliedAt,
    lastPeriodTo: lastPeriodTo?.toString() ?? null,
    age: lastAppliedAt === null ? null : ageInWords(lastAppliedAt, now),
    promisedHours: feed.promisedHours,
    isOverdue: hours === null || hours > feed.promisedHours,
    rowsWaiting: waiting.rows,
    batchesWaiting: waiting.files,
  }
}

export type BatchSummary = batches.Batch & { readonly state: BatchState }
export type FeedPage = {
  readonly feed: FeedSummary
  readonly shape: 'own' | 'canonical'
  readonly changeCapPercent: number
  readonly connections: readonly feeds.Connection[]
  readonly batches: readonly BatchSummary[]
  readonly reasons: readonly { readonly field: string; readonly rule: string; readonly rows: number }[]
}

const historyShown = 50

/** One feed: freshness, keys, history, and the commonest reasons for which its rows wait. */
export async function readFeed(tx: Tx<'feeds.read'>, feedId: string, now: Instant): Promise<FeedPage> {
  const feed = await feeds.findFeed(tx, feedId)
  if (!feed) throw refusal(errors, 'FEED_NOT_FOUND', { feed: feedId })
  const summaries = await listFeedSummaries(tx, now)
  return {
    feed: summaries.find((one) => one.id === feedId)!,
    shape: feed.shape,
    changeCapPercent: feed.changeCapPercent,
    connections: await feeds.listConnections(tx, feedId),
    batches: (await batches.listBatches(tx, feedId, historyShown)).map(withState),
    reasons: await quarantine.listReasons(tx, feedId, 10),
  }
}

const withState = (batch: batches.Batch): BatchSummary => ({ ...batch, state: stateOf(batch) })

export type BatchPage = {
  readonly feed: feeds.Feed
  readonly batch: BatchSummary
  readonly quarantine: quarantine.QuarantineCount
  readonly rows: readonly quarantine.QuarantinedRow[]
  /** Whether any row can be tried again: corrected, or waiting for someone to be named. */
  readonly canReplay: boolean
  readonly replays: readonly BatchSummary[]
}

const rowsShown = 200

/** One batch: what was stated about it, what happened to it, and its rows in quarantine. */
export async function readBatchPage(tx: Tx<'feeds.read'>, feedId: string, batchId: string): Promise<BatchPage> {
  const batch = await batches.findBatch(tx, batchId)
  const feed = await feeds.findFeed(tx, feedId)
  if (!feed || batch?.feedId !== feedId) throw refusal(errors, 'BATCH_NOT_FOUND')
  const rows = await quarantine.listQuarantined(tx, batchId, rowsShown)
  const isOpen = (row: quarantine.QuarantinedRow) => !row.replayBatchId && !row.dismissedAt
  return {
    feed,
    batch: withState(batch),
    quarantine: await quarantine.countQuarantined(tx, batchId),
    rows,
    canReplay: rows.some((row) => isOpen(row) && (row.correctedAt || (waitingRules as readonly string[]).includes(row.rule))),
    replays: (await batches.listReplays(tx, batchId)).map(withState),
  }
}

/** One row in quarantine, as its page shows it. */
export async function readQuarantinedRow(
  tx: Tx<'feeds.read'>,
  feedId: string,
  batchId: string,
  rowId: string,
): Promise<{ feed: feeds.Feed; batch: BatchSummary; row: quarantine.QuarantinedRow }> {
  const row = await quarantine.findQuarantined(tx, rowId)
  if (row?.batchId !== batchId) throw refusal(errors, 'ROW_NOT_FOUND')
  const { feed, batch } = await readBatchPage(tx, feedId, batchId)
  return { feed, batch, row }
}

/** A feed's connection by its key, for the page that revokes it. */
export async function findKey(
  tx: Tx<'feeds.key.revoke'>,
  feedId: string,
  keyId: string,
): Promise<{ feed: feeds.Feed; connection: feeds.Connection }> {
  const feed = await feeds.findFeed(tx, feedId)
  if (!feed) throw refusal(errors, 'FEED_NOT_FOUND', { feed: feedId })
  const connection = await feeds.findConnectionByKey(tx, feedId, keyId)
  if (!connection) throw refusal(errors, 'KEY_NOT_FOUND', { key: keyId })
  return { feed, connection }
}
