import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { Refusal, refusal } from '#platform/errors'
import { publish } from '#platform/events'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import { applyRows } from './apply-rows.ts'
import { factsNeededFor } from './batch.rules.ts'
import * as batches from './batches.repository.ts'
import { errors } from './errors.ts'
import { batchApplied } from './events.ts'
import * as feeds from './feeds.repository.ts'
import * as quarantine from './quarantine.repository.ts'
import { UnreadableFile } from './readers/index.ts'
import * as settle from './settle.repository.ts'
import { requireKeyInForce } from './verify-signature.ts'

/** A batch that is not applied, for a reason that is kept with it once everything it did is undone. */
class NotApplied extends Error {
  override name = 'NotApplied'
  readonly because: Refusal | string
  constructor(because: Refusal | string) {
    super(typeof because === 'string' ? because : because.code)
    this.because = because
  }
}

/** How many canonical rows are settled at a time. */
const usualPart = 20_000

/**
 * Checks and applies a received batch in one transaction: wholly, or not at all. One that cannot be used is refused, one
 * above its feed's change cap waits for a person; either way nothing of it stays. A batch that is settled already is left as
 * it is, so that a repeated job changes nothing.
 */
export async function applyBatch(services: Services, caller: Caller, batchId: string, partRows = usualPart): Promise<void> {
  const { intake } = services
  try {
    await inTransaction(intake, caller, 'feeds.batch.apply', (tx) => applyWholly(tx, services, batchId, partRows))
  } catch (error) {
    const { because } = asNotApplied(error)
    await inTransaction(intake, caller, 'feeds.batch.apply', (tx) => keepReason(tx, batchId, because, intake.now()))
  }
}

/** What says something about the batch itself; anything else is a fault of ours or of the machine, and the job is tried again. */
function asNotApplied(error: unknown): NotApplied {
  if (error instanceof NotApplied) return error
  if (error instanceof UnreadableFile) return new NotApplied(new Refusal(error.code, 422, `${error.message} ${error.whatToDo}`))
  // Class 22 is a value that the database cannot hold; the message of the database would quote it.
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string' && /^22...$/.test(code))
    return new NotApplied(refusal(errors, 'FILE_UNREADABLE', { detail: `a value in it cannot be stored (${code})` }))
  throw error
}

async function applyWholly(tx: Tx<'feeds.batch.apply'>, services: Services, batchId: string, partRows: number): Promise<void> {
  const now = services.intake.now()
  const received = await batches.findBatch(tx, batchId)
  if (!received) return
  const feed = (await feeds.lockFeed(tx, received.feedId))!
  const batch = (await batches.lockBatch(tx, batchId))!
  if (batch.appliedAt || batch.refusedAt || (batch.waitingSince && !batch.releasedAt)) return
  await requireKeyStillHolds(tx, batch, now)

  await grant(services.intake, tx, { bound: { batch: batch.id, controller: feed.controllerId, dataset: feed.datasetId } })
  const facts = factsOfBatch(feed, batch, now)
  const applied = await applyRows({
    tx,
    services,
    feed,
    batch,
    facts,
    partRows,
    now,
    refuse: (because) => new NotApplied(because),
  })
  await requireBelowCap(tx, feed, batch, facts, applied)

  // As it ends and not as it began: whoever was asked meanwhile did not know of it.
  await batches.markApplied(tx, batch, applied, services.intake.now())
  await recordAudit(tx, batch.id, { feed: feed.id, ...applied })
  await publish(tx, batchApplied, `feed ${feed.id}`, { batchId: batch.id })
}

export const factsOfBatch = (
  feed: feeds.Feed,
  batch: Pick<batches.Batch, 'id' | 'sequence' | 'connectionId' | 'asOf'>,
  now: Instant,
): settle.BatchFacts => ({
  batchId: batch.id,
  controllerId: feed.controllerId,
  datasetId: feed.datasetId,
  regime: feed.regime,
  sequence: batch.sequence,
  connectionId: batch.connectionId,
  asOf: batch.asOf,
  recordedAt: now,
})

/** A key that was revoked after its file came in may have been stolen before: nothing of it is applied any more. */
async function requireKeyStillHolds(tx: ReadTx, batch: batches.Batch, now: Instant): Promise<void> {
  const connection = (await feeds.lockConnection(tx, batch.connectionId))!
  if (connection.revokedAt) {
    try {
      requireKeyInForce(connection, now)
    } catch (error) {
      throw new NotApplied(error as Refusal)
    }
  }
}

async function requireBelowCap(
  tx: ReadTx,
  feed: feeds.Feed,
  batch: batches.Batch,
  facts: settle.BatchFacts,
  { factsChanged: changed, factsEnded: ended, rowsRead }: batches.Applied,
): Promise<void> {
  if (changed + ended === 0 || batch.releasedAt) return
  if (rowsRead === 0) throw new NotApplied(`It is a full extract without a row, and would end all ${ended} facts that stand.`)
  if (await settle.hadFacts(tx, facts, factsNeededFor(changed + ended, feed.changeCapPercent))) return
  throw new NotApplied(`${sayChange(changed, ended)}, more than ${feed.changeCapPercent} in 100 of this feed.`)
}

/** "It would change 3 facts that stand and end 5 that it no longer holds". */
function sayChange(changed: number, ended: number): string {
  if (ended === 0) return `It would change ${changed} facts that stand`
  const would = changed === 0 ? 'It would' : `It would change ${changed} facts that stand and`
  return `${would} end ${ended} that it no longer holds`
}

async function keepReason(tx: Tx<'feeds.batch.apply'>, batchId: string, because: Refusal | string, now: Instant): Promise<void> {
  if (because instanceof Refusal) {
    await batches.markRefused(tx, batchId, because.code, because.message, now)
    await quarantine.takeBackFromReplay(tx, batchId)
  } else await batches.markWaiting(tx, batchId, because, now)
  await recordAudit(tx, batchId, because instanceof Refusal ? { refused: because.code } : { waits: 'above its change cap' })
}
