import { createHash } from 'node:crypto'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { dayOf, type Instant, instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { publish } from '#platform/events'
import { recordFile } from '#platform/files'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import * as absence from './absence.repository.ts'
import { factsOfBatch } from './apply-batch.ts'
import { boundsOf } from './apply-rows.ts'
import * as batches from './batches.repository.ts'
import { openErased } from './erased-records.ts'
import { errors } from './errors.ts'
import { batchApplied } from './events.ts'
import * as feeds from './feeds.repository.ts'
import { canonicalFrom, mapSource } from './map-source.ts'
import { mappings } from './mappings/index.ts'
import { type Intake, preparePart } from './prepare-part.ts'
import type { FailedRow } from './read-batch.ts'
import { type JsonObject, recordsFromJson, type SourceRecord, screened } from './readers/index.ts'
import type { Receipt } from './receive-batch.ts'
import { SignedEvent } from './schemas.ts'
import { createStaging } from './settle.repository.ts'
import { settleAbsence } from './settle-absence.ts'
import { settlePart } from './settle-part.ts'
import { openSources } from './sources.ts'
import { type BatchBounds, objectionTo, rowRules, type StatedRow } from './stated-row.rules.ts'
import { type Verified, verifySigned } from './verify-signature.ts'

/** How far a sender's clock may be from ours, in seconds. */
const clockSlack = 300

/**
 * Receives one signed event and applies it at once, in one transaction, as the role `feed_in`: when this returns, whoever may
 * see it sees it (practice K11). The same number with the same content is the same event again, and changes nothing.
 */
export async function receiveEvent(services: Services, caller: Caller, feedId: string, jws: string): Promise<Receipt> {
  return inTransaction(services.intake, caller, 'feeds.event.receive', (tx) => applyEvent(tx, services, feedId, jws))
}

async function applyEvent(tx: Tx<'feeds.event.receive'>, services: Services, feedId: string, jws: string): Promise<Receipt> {
  const now = services.intake.now()
  const feed = await feeds.lockFeed(tx, feedId)
  if (!feed) throw refusal(errors, 'FEED_NOT_FOUND', { feed: feedId })
  const event = await verifySigned(tx, feedId, jws, SignedEvent, now)
  const { sequence, madeAt } = event.signed
  const payload = Buffer.from(jws.split('.')[1]!, 'base64url')
  const sha256 = createHash('sha256').update(payload).digest('hex')
  const known = await batches.findBySequence(tx, event.connection.id, true, sequence)
  if (known && known.sha256 !== sha256) throw refusal(errors, 'SEQUENCE_USED', { sequence })
  if (known) return { batchId: known.id, sequence, again: true }
  requireNow(madeAt, now)

  const stated = statedBy(feed, event.signed, boundsOf(feed, instant(madeAt), services.place))
  const batchId = await keepEvent(tx, services, { feed, event, jws, payload, sha256, now })
  await grant(services.intake, tx, { bound: { batch: batchId, controller: feed.controllerId, dataset: feed.datasetId } })
  const settled = await settle(tx, services, feed, event, { batchId, stated, now })
  const applied = { rowsRead: 1, rowsQuarantined: 0, rowsWithoutPerson: 0, ...settled }
  await batches.markApplied(tx, { id: batchId, holds: 'changes' }, applied, now)
  await recordAudit(tx, batchId, { feed: feed.id, connection: event.connection.id, sequence, ...applied })
  await publish(tx, batchApplied, `feed ${feed.id}`, { batchId })
  return { batchId, sequence, again: false }
}

/** An event is of now: one kept back, or signed by a clock that is wrong, would pass for news. */
function requireNow(madeAt: string, now: Instant): void {
  const apart = Math.abs(instant(madeAt).epochMilliseconds - now.epochMilliseconds) / 1000
  if (apart > clockSlack) throw refusal(errors, 'SIGNED_AT_ANOTHER_TIME', { madeAt, now: now.toString() })
}

/** The rows that an event states, all of them usable; otherwise it is refused and its sender is told at once. */
function statedBy(feed: feeds.Feed, event: SignedEvent, bounds: BatchBounds): StatedRow {
  const reads = event.row
    ? [canonicalFrom(recordOf(event.row as JsonObject))]
    : ownRecords(feed, event).map((record) => mapSource(feed, record))
  const rows = reads.flatMap((read) => {
    if ('failure' in read) throw notUsable(read.failure)
    for (const row of read.rows) {
      const objection = objectionTo(row, bounds)
      if (objection) throw notUsable(objection)
    }
    return read.rows
  })
  return { rowNo: 1, rows }
}

/** The records of an event in the feed's own shape. */
function ownRecords(feed: feeds.Feed, event: SignedEvent): SourceRecord[] {
  const value = event.record as JsonObject
  const mapping = feed.shape === 'own' ? mappings.get(feed.id) : undefined
  return mapping ? recordsFromJson(mapping.format, value) : [recordOf(value)]
}

function recordOf(value: JsonObject): SourceRecord {
  const checked = screened(value, 1)
  return Array.isArray(checked) ? { row: 1, value, failures: checked } : { row: 1, value: checked }
}

const notUsable = ({ field, rule, whatToDo }: Pick<FailedRow['failure'], 'field' | 'rule' | 'whatToDo'>) =>
  refusal(errors, 'EVENT_NOT_USABLE', { field, rule, whatToDo })

type KeptEvent = {
  readonly feed: feeds.Feed
  readonly event: Verified<SignedEvent>
  readonly jws: string
  readonly payload: Buffer
  readonly sha256: string
  readonly now: Instant
}

/** Keeps what was signed, encrypted, and of the signature what says nothing about anyone. */
async function keepEvent(
  tx: Tx<'feeds.event.receive'>,
  services: Services,
  { feed, event, jws, payload, sha256, now }: KeptEvent,
): Promise<string> {
  const batchId = newId<'batch'>()
  const file = await services.files.write(`event ${event.signed.sequence}`, once(payload), payload.length)
  await recordFile(tx, file)
  const [header, , signature] = jws.split('.')
  const day = dayOf(instant(event.signed.madeAt), services.place.zone)
  await batches.insertBatch(tx, {
    id: batchId,
    feedId: feed.id,
    connectionId: event.connection.id,
    way: 'event',
    sequence: event.signed.sequence,
    sha256,
    fileId: file.id,
    fileName: file.name,
    signed: `${header}..${signature}`,
    statedRows: 1,
    periodFrom: day,
    periodTo: day,
    madeAt: instant(event.signed.madeAt),
    holds: 'changes',
    asOf: instant(event.signed.madeAt),
    receivedAt: now,
    receivedBy: tx.actor.id,
    replaysBatchId: null,
  })
  return batchId
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

type Settling = {
  readonly batchId: string
  readonly stated: StatedRow
  readonly now: Instant
}

async function settle(
  tx: Tx<'feeds.event.receive'>,
  services: Services,
  feed: feeds.Feed,
  { connection, signed }: Verified<SignedEvent>,
  { batchId, stated, now }: Settling,
) {
  const { sequence, madeAt } = signed
  const asOf = instant(madeAt)
  const batch = factsOfBatch(feed, { id: batchId, sequence, connectionId: connection.id, asOf }, now)
  const special = new Set(feed.specialClasses)
  await createStaging(tx)
  const sources = await openSources(tx, batch)
  const hasEnded = await absence.hasEnded(tx, batch)
  const erasedAt = await openErased(tx, services.vault, batch.datasetId)
  const intake: Intake = {
    services,
    tx,
    batch,
    special,
    periodEnd: madeAt,
    sources,
    now,
    staffLists: new Map(),
    hasEnded,
    erasedAt,
    undated: asOf,
  }
  const part = await preparePart(intake, [stated])
  const [unresolved] = part.unresolved
  if (unresolved) {
    const rule = unresolved.field === 'person' ? 'person-unknown' : 'other-unknown'
    throw notUsable({ field: unresolved.field, rule, whatToDo: rowRules[rule] })
  }
  return settleAbsence(intake, { ...(await settlePart(intake, part)), rowsErased: part.rowsErased }, null)
}
