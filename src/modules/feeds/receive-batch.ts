import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { type Instant, instant, plainDate } from '#platform/dates'
import { Refusal, refusal } from '#platform/errors'
import { FileTooLarge, recordFile, type StoredFile } from '#platform/files'
import { newId } from '#platform/ids'
import { enqueue } from '#platform/jobs'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import * as batches from './batches.repository.ts'
import { errors } from './errors.ts'
import * as feeds from './feeds.repository.ts'
import { applyBatchJob } from './jobs.ts'
import { Manifest } from './schemas.ts'
import { type Verified, verifySigned } from './verify-signature.ts'

export type ReceivingAct = 'feeds.batch.receive' | 'feeds.batch.upload'
export type Delivery = {
  readonly act: ReceivingAct
  readonly way: 'upload' | 'drop' | 'api'
  readonly feedId: string
  readonly manifest: string | undefined
  readonly fileName: string
  readonly content: AsyncIterable<Uint8Array>
}
/** `again`: the same number with the same bytes had come before, and nothing was changed. */
export type Receipt = { readonly batchId: string; readonly sequence: number; readonly again: boolean }

/** The largest file that is taken. */
export const largestFileBytes = 8 * 1024 ** 3
const slack = { hours: 24 }

/**
 * Receives a file, whatever way it came: its manifest is verified before a byte is kept, the bytes against the manifest
 * before anything refers to them. Then the batch and the job that applies it are written together. The same number with
 * the same bytes is the same batch again.
 */
export async function receiveBatch(services: Services, caller: Caller, delivery: Delivery): Promise<Receipt> {
  const { house, files } = services
  const verify = (tx: ReadTx) => verifyDelivery(tx, delivery, house.now())
  try {
    const { known } = await inTransaction(house, caller, delivery.act, verify)
    if (known) return again(known)
    const file = await files.write(delivery.fileName, delivery.content, largestFileBytes)
    return await inTransaction(house, caller, delivery.act, async (tx) =>
      keepBatch(tx, services, delivery, await verify(tx), file),
    )
  } catch (error) {
    const because =
      error instanceof FileTooLarge ? refusal(errors, 'FILE_TOO_LARGE', { limit: largestFileBytes / 1024 ** 2 }) : error
    if (because instanceof Refusal) await noteRefused(services, caller, delivery, because)
    throw because
  }
}

export type VerifiedDelivery = Verified<Manifest> & { readonly known: batches.Batch | undefined }

/** Verifies a delivery's manifest, and finds whether its number was used before. */
export async function verifyDelivery(tx: ReadTx, { feedId, manifest }: Delivery, now: Instant): Promise<VerifiedDelivery> {
  if (!(await feeds.findFeed(tx, feedId))) throw refusal(errors, 'FEED_NOT_FOUND', { feed: feedId })
  if (!manifest) throw refusal(errors, 'MANIFEST_MISSING')
  const verified = await verifySigned(tx, feedId, manifest, Manifest, now)
  const { sequence, sha256, madeAt, periodFrom, periodTo } = verified.signed
  // A file may be late by years, but one from the future would outrank all that is stated until then.
  if (instant(madeAt).epochMilliseconds > now.add(slack).epochMilliseconds)
    throw refusal(errors, 'SIGNED_AT_ANOTHER_TIME', { madeAt, now: now.toString() })
  if (periodTo < periodFrom) throw refusal(errors, 'MANIFEST_UNREADABLE', { detail: 'its period ends before it begins' })
  const known = await batches.findBySequence(tx, verified.connection.id, false, sequence)
  if (known && known.sha256 !== sha256) throw refusal(errors, 'SEQUENCE_USED', { sequence })
  return { ...verified, known }
}

/** Writes the batch and the job that applies it, in the transaction in which its manifest was verified. */
export async function keepBatch(
  tx: Tx<'feeds.batch.receive' | 'feeds.batch.upload'>,
  { house, place }: Pick<Services, 'house' | 'place'>,
  delivery: Delivery,
  first: VerifiedDelivery,
  file: StoredFile,
): Promise<Receipt> {
  const now = house.now()
  const { connection, signed } = first
  if (file.sha256 !== signed.sha256) throw refusal(errors, 'FILE_ALTERED')
  await feeds.lockConnection(tx, connection.id)
  const known = await batches.findBySequence(tx, connection.id, false, signed.sequence)
  if (known && known.sha256 !== signed.sha256) throw refusal(errors, 'SEQUENCE_USED', { sequence: signed.sequence })
  if (known) return again(known)
  const id = newId<'batch'>()
  await recordFile(tx, file)
  await batches.insertBatch(tx, {
    id,
    feedId: delivery.feedId,
    connectionId: connection.id,
    way: delivery.way,
    sequence: signed.sequence,
    sha256: signed.sha256,
    fileId: file.id,
    fileName: file.name,
    signed: delivery.manifest!,
    statedRows: signed.rowCount,
    periodFrom: plainDate(signed.periodFrom),
    periodTo: plainDate(signed.periodTo),
    madeAt: instant(signed.madeAt),
    holds: signed.holds ?? 'changes',
    asOf: asOf(signed, place.zone),
    receivedAt: now,
    receivedBy: tx.actor.id,
    replaysBatchId: null,
  })
  await recordAudit(tx, id, {
    feed: delivery.feedId,
    way: delivery.way,
    connection: connection.id,
    sequence: signed.sequence,
    sha256: signed.sha256,
  })
  await enqueue(tx, applyBatchJob, { batchId: id })
  return { batchId: id, sequence: signed.sequence, again: false }
}

/**
 * The instant that a file speaks of: the end of its period. One made within its period cannot speak of what came after; one
 * made long after it, of a day gone by, does not speak of today.
 */
function asOf({ madeAt, periodTo }: Manifest, zone: string): Instant {
  const [made, end] = [instant(madeAt), plainDate(periodTo).toZonedDateTime(zone).toInstant()]
  return made.epochMilliseconds < end.epochMilliseconds ? made : end
}

const again = (known: batches.Batch): Receipt => ({ batchId: known.id, sequence: known.sequence, again: true })

/** A delivery that was refused leaves a line in the audit: what did this key try, and when. */
async function noteRefused({ house }: Services, caller: Caller, { act, feedId, way }: Delivery, because: Refusal): Promise<void> {
  await inTransaction(house, caller, act, (tx) => recordAudit(tx, feedId, { way, refused: because.code })).catch(() => {})
}
