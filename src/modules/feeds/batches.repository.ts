import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'
import type { Instant, PlainDate } from '#platform/dates'
import type { Tables } from './tables.generated.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

/** What a file holds, as its sender says: everything that stands in its dataset, or only what is new or changed. */
export type Holds = 'everything' | 'changes'
export type Way = 'upload' | 'drop' | 'api' | 'event' | 'replay'

/** One file, replay or event: what was stated about it, and what happened to it. */
export type Batch = {
  readonly id: string
  readonly feedId: string
  readonly connectionId: string
  readonly way: Way
  readonly sequence: number
  readonly sha256: string
  readonly fileId: string | null
  readonly fileName: string
  readonly signed: string
  readonly statedRows: number
  readonly periodFrom: PlainDate
  readonly periodTo: PlainDate
  readonly madeAt: Instant
  readonly holds: Holds
  /** The instant that it speaks of, which puts the batches of a dataset in order. */
  readonly asOf: Instant
  readonly receivedAt: Instant
  readonly receivedBy: string
  readonly replaysBatchId: string | null
  readonly waitingSince: Instant | null
  readonly waitingReason: string | null
  readonly releasedAt: Instant | null
  readonly releasedBy: string | null
  readonly appliedAt: Instant | null
  readonly refusedAt: Instant | null
  readonly refusalCode: string | null
  readonly refusalSentence: string | null
  readonly reversalAskedAt: Instant | null
  readonly reversalAskedBy: string | null
  readonly reversalReason: string | null
  readonly reversedAt: Instant | null
  readonly rowsRead: number | null
  readonly factsNew: number | null
  readonly factsChanged: number | null
  readonly factsUnchanged: number | null
  readonly factsLate: number | null
  readonly rowsQuarantined: number | null
  readonly workersUnknown: number | null
  readonly factsEnded: number | null
  readonly rowsWithoutPerson: number | null
  readonly rowsErased: number | null
}
export type NewBatch = Pick<
  Batch,
  | 'id'
  | 'feedId'
  | 'connectionId'
  | 'way'
  | 'sequence'
  | 'sha256'
  | 'fileId'
  | 'fileName'
  | 'signed'
  | 'statedRows'
  | 'periodFrom'
  | 'periodTo'
  | 'madeAt'
  | 'holds'
  | 'asOf'
  | 'receivedAt'
  | 'receivedBy'
  | 'replaysBatchId'
>

/** What applying came to. */
export type Applied = {
  readonly rowsRead: number
  readonly factsNew: number
  readonly factsChanged: number
  readonly factsUnchanged: number
  readonly factsLate: number
  readonly rowsQuarantined: number
  readonly workersUnknown: number
  /** Facts that ended because this full extract no longer holds their keys. */
  readonly factsEnded: number
  /** Rows of which nobody can tell whom they are about: a full extract with one ends nothing. */
  readonly rowsWithoutPerson: number
  /** Statements about records that were erased, which were left out. */
  readonly rowsErased: number
}

/** Whether what a batch lacks is known to be absent. */
export const isComplete = (batch: Pick<Batch, 'holds'>, applied: Pick<Applied, 'rowsWithoutPerson'>): boolean =>
  batch.holds === 'everything' && applied.rowsWithoutPerson === 0

const columns = [
  'id',
  'feed_id as feedId',
  'connection_id as connectionId',
  'way',
  'sequence',
  'sha256',
  'file_id as fileId',
  'file_name as fileName',
  'signed',
  'stated_rows as statedRows',
  'period_from as periodFrom',
  'period_to as periodTo',
  'made_at as madeAt',
  'holds',
  'as_of as asOf',
  'received_at as receivedAt',
  'received_by as receivedBy',
  'replays_batch_id as replaysBatchId',
  'waiting_since as waitingSince',
  'waiting_reason as waitingReason',
  'released_at as releasedAt',
  'released_by as releasedBy',
  'applied_at as appliedAt',
  'refused_at as refusedAt',
  'refusal_code as refusalCode',
  'refusal_sentence as refusalSentence',
  'reversal_asked_at as reversalAskedAt',
  'reversal_asked_by as reversalAskedBy',
  'reversal_reason as reversalReason',
  'reversed_at as reversedAt',
  'rows_read as rowsRead',
  'facts_new as factsNew',
  'facts_changed as factsChanged',
  'facts_unchanged as factsUnchanged',
  'facts_late as factsLate',
  'rows_quarantined as rowsQuarantined',
  'workers_unknown as workersUnknown',
  'facts_ended as factsEnded',
  'rows_without_person as rowsWithoutPerson',
  'rows_erased as rowsErased',
] as const

export async function insertBatch(tx: ReadTx, batch: NewBatch): Promise<void> {
  await tables(tx)
    .insertInto('feeds.batch')
    .values({
      id: batch.id,
      feed_id: batch.feedId,
      connection_id: batch.connectionId,
      way: batch.way,
      sequence: batch.sequence,
      sha256: batch.sha256,
      file_id: batch.fileId,
      file_name: batch.fileName,
      signed: batch.signed,
      stated_rows: batch.statedRows,
      period_from: batch.periodFrom,
      period_to: batch.periodTo,
      made_at: batch.madeAt,
      holds: batch.holds,
      as_of: batch.asOf,
      received_at: batch.receivedAt,
      received_by: batch.receivedBy,
      replays_batch_id: batch.replaysBatchId,
    })
    .execute()
}

/** A batch, if there is one of this id. */
export async function findBatch(tx: ReadTx, id: string): Promise<Batch | undefined> {
  return (await tables(tx).selectFrom('feeds.batch').select(columns).where('id', '=', id).executeTakeFirst()) as Batch | undefined
}

/** Locks the batch until the transaction ends, so that two people, or two jobs, cannot both settle it. */
export async function lockBatch(tx: ReadTx, id: string): Promise<Batch | undefined> {
  return (await tables(tx).selectFrom('feeds.batch').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()) as
    | Batch
    | undefined
}

/** The batch that holds this number of a connection. Events are numbered apart from files; a refused batch frees its number. */
export async function findBySequence(
  tx: ReadTx,
  connectionId: string,
  isEvent: boolean,
  sequence: number,
): Promise<Batch | undefined> {
  return (await tables(tx)
    .selectFrom('feeds.batch')
    .select(columns)
    .where('connection_id', '=', connectionId)
    .where('sequence', '=', sequence)
    .where('way', isEvent ? '=' : '<>', 'event')
    .where('way', '<>', 'replay')
    .where('refused_at', 'is', null)
    .executeTakeFirst()) as Batch | undefined
}

/** The batch of a connection that holds these very bytes, if one does. */
export async function findByHash(tx: ReadTx, connectionId: string, sha256: string): Promise<Batch | undefined> {
  return (await tables(tx)
    .selectFrom('feeds.batch')
    .select(columns)
    .where('connection_id', '=', connectionId)
    .where('sha256', '=', sha256)
    .where('way', '=', 'upload')
    .where('refused_at', 'is', null)
    .where('reversed_at', 'is', null)
    .executeTakeFirst()) as Batch | undefined
}

/** A feed's batches, the last received first. */
export async function listBatches(tx: ReadTx, feedId: string, limit: number, offset = 0): Promise<Batch[]> {
  return (await tables(tx)
    .selectFrom('feeds.batch')
    .select(columns)
    .where('feed_id', '=', feedId)
    .orderBy('received_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()) as Batch[]
}

/** How many batches of each feed wait for a person; a feed of which none waits is not among them. */
export async function countWaitingByFeed(tx: ReadTx): Promise<Map<string, number>> {
  const { rows } = await sql<{ feedId: string; waiting: number }>`
    select feed_id as "feedId", count(*)::int as waiting from feeds.batch
    where waiting_since is not null and released_at is null and applied_at is null and refused_at is null group by feed_id`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.feedId, row.waiting]))
}

/** The next number that this connection has not used for a file. */
export async function nextSequence(tx: ReadTx, connectionId: string): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(sequence), 0)::int + 1 as next from feeds.batch where connection_id = ${connectionId} and way not in ('event', 'replay')`.execute(
    tx,
  )
  return rows[0]!.next
}

/** The replays of a batch, in order. */
export async function listReplays(tx: ReadTx, batchId: string): Promise<Batch[]> {
  return (await tables(tx)
    .selectFrom('feeds.batch')
    .select(columns)
    .where('replays_batch_id', '=', batchId)
    .orderBy('received_at')
    .execute()) as Batch[]
}

export async function markWaiting(tx: ReadTx, id: string, reason: string, now: Instant): Promise<void> {
  await tables(tx).updateTable('feeds.batch').set({ waiting_since: now, waiting_reason: reason }).where('id', '=', id).execute()
}

export async function markReleased(tx: ReadTx, id: string, now: Instant): Promise<void> {
  await tables(tx).updateTable('feeds.batch').set({ released_at: now, released_by: tx.actor.id }).where('id', '=', id).execute()
}

export async function markRefused(tx: ReadTx, id: string, code: string, sentence: string, now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('feeds.batch')
    .set({ refused_at: now, refusal_code: code, refusal_sentence: sentence })
    .where('id', '=', id)
    .execute()
}

export async function markApplied(tx: ReadTx, batch: Pick<Batch, 'id' | 'holds'>, applied: Applied, now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('feeds.batch')
    .set({
      applied_at: now,
      is_complete: isComplete(batch, applied),
      rows_read: applied.rowsRead,
      facts_new: applied.factsNew,
      facts_changed: applied.factsChanged,
      facts_unchanged: applied.factsUnchanged,
      facts_late: applied.factsLate,
      rows_quarantined: applied.rowsQuarantined,
      workers_unknown: applied.workersUnknown,
      facts_ended: applied.factsEnded,
      rows_without_person: applied.rowsWithoutPerson,
      rows_erased: applied.rowsErased,
    })
    .where('id', '=', batch.id)
    .execute()
}

export async function markReversalAsked(tx: ReadTx, id: string, reason: string, now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('feeds.batch')
    .set({ reversal_asked_at: now, reversal_asked_by: tx.actor.id, reversal_reason: reason })
    .where('id', '=', id)
    .execute()
}

export async function markReversed(tx: ReadTx, id: string, now: Instant): Promise<void> {
  await tables(tx).updateTable('feeds.batch').set({ reversed_at: now }).where('id', '=', id).execute()
}
