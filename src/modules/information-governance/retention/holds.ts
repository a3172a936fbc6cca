import { recordAudit } from '#platform/audit'
import type { PlainDate } from '#platform/dates'
import { dayOf, Temporal } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { errors } from '../errors.ts'
import { recordHash } from './interface.ts'
import * as retention from './retention.repository.ts'
import type { HoldGround } from './retention.rules.ts'

export type HoldAsked = {
  /** Null: everything of the organisation. */
  readonly datasetId: string | null
  /** The record's reference in her organisation's own system; null: the whole dataset. */
  readonly recordKey: string | null
  readonly ground: HoldGround
  readonly reason: string
  readonly reviewOn: PlainDate
}

/**
 * Holds records: from its commit on nothing erases them (E5). One record is kept as its keyed hash, so that the hold names nobody, and holds a record that
 * has not come in yet, too.
 */
export function placeHold({ house, vault, place }: Services, caller: Caller, asked: HoldAsked): Promise<string> {
  return inTransaction(house, caller, 'governance.retention.hold', async (tx) => {
    const now = house.now()
    const own = await retention.listDatasetsToKeep(tx, tx.actor.organisationId)
    if (asked.datasetId !== null && !own.some((one) => one.id === asked.datasetId)) throw refusal(errors, 'NOT_YOUR_DATASET')
    if (asked.recordKey !== null && asked.datasetId === null) throw refusal(errors, 'NOT_YOUR_DATASET')
    if (asked.reason === '' || Temporal.PlainDate.compare(asked.reviewOn, dayOf(now, place.zone)) <= 0)
      throw refusal(errors, 'HOLD_INCOMPLETE')
    const id = newId()
    await retention.insertHold(
      tx,
      {
        id,
        datasetId: asked.datasetId,
        recordHash: asked.recordKey === null ? null : recordHash(vault, asked.datasetId!, asked.recordKey),
        ground: asked.ground,
        reason: asked.reason,
        reviewOn: asked.reviewOn,
      },
      now,
    )
    await recordAudit(tx, id, { ground: asked.ground, dataset: asked.datasetId, oneRecord: asked.recordKey !== null })
    return id
  })
}

/** Asks that a hold be lifted, with the reason; a colleague lifts it. Until then it holds. */
export function askToLift({ house }: Services, caller: Caller, id: string, reason: string): Promise<void> {
  return inTransaction(house, caller, 'governance.retention.hold', async (tx) => {
    const hold = await retention.lockHold(tx, id)
    if (!hold || hold.liftAskedById) throw refusal(errors, 'HOLD_NOT_FOUND')
    if (reason === '') throw refusal(errors, 'LIFT_REASON_MISSING')
    await retention.markLiftAsked(tx, id, reason, house.now())
    await recordAudit(tx, id, { lift: 'asked' })
  })
}

/** Lifts a hold that a colleague asked to have lifted: two people do. */
export function liftHold({ house }: Services, caller: Caller, id: string): Promise<void> {
  return inTransaction(house, caller, 'governance.retention.hold', async (tx) => {
    const hold = (await retention.listHolds(tx, tx.actor.organisationId)).find((one) => one.id === id)
    if (hold?.liftAskedById === tx.actor.id) throw refusal(errors, 'LIFT_BY_ANOTHER')
    if (!(await retention.lockHold(tx, id))?.liftAskedById) throw refusal(errors, 'HOLD_NOT_FOUND')
    await retention.markLifted(tx, id, house.now())
    await recordAudit(tx, id, { lift: 'lifted' })
  })
}
