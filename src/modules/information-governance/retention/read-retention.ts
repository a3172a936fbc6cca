import type { ReadTx } from '#platform/database'
import { dayOf, type Instant, type PlainDate, Temporal } from '#platform/dates'
import { refusal } from '#platform/errors'
import { canonical } from '#platform/log/canonical'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import type { At } from '../at.ts'
import type { DeskItem } from '../desk/desk.rules.ts'
import { errors } from '../errors.ts'
import * as retention from './retention.repository.ts'
import { eraseBy, ruleOn } from './retention.rules.ts'
import { type RetentionRule, schedule } from './schedule.ts'

/** How many of the latest batches the page shows. */
const shown = 50

export type DatasetKept = {
  readonly id: string
  readonly name: string
  readonly rules: readonly { readonly retention: string; readonly rule: RetentionRule | undefined }[]
  readonly count: retention.DatasetCount | undefined
}
export type RetentionPage = {
  readonly datasets: readonly DatasetKept[]
  readonly batches: readonly retention.ErasureBatch[]
  readonly holds: readonly retention.Hold[]
  readonly readerId: string
}

/** What a governance officer or data owner sees of how long her organisation's records are kept. */
export const readRetention = ({ house, place }: Services, caller: Caller): Promise<RetentionPage> =>
  inTransaction(house, caller, 'governance.retention.read', async (tx) => {
    const today = dayOf(house.now(), place.zone)
    const counts = new Map((await retention.listCounts(tx)).map((one) => [one.datasetId, one]))
    const own = await retention.listDatasetsToKeep(tx, tx.actor.organisationId)
    return {
      datasets: own.map(({ id, name, retentions }) => ({
        id,
        name,
        rules: retentions.map((one) => ({ retention: one, rule: ruleOn(schedule, one, today) })),
        count: counts.get(id),
      })),
      batches: await retention.listBatches(tx, shown),
      holds: await retention.listHolds(tx, tx.actor.organisationId),
      readerId: tx.actor.id,
    }
  })

export const readErasure = ({ house }: Services, caller: Caller, id: string) =>
  inTransaction(house, caller, 'governance.retention.read', async (tx) => {
    const batch = await retention.findBatch(tx, id)
    if (!batch) throw refusal(errors, 'ERASURE_NOT_FOUND')
    return { batch, readerId: tx.actor.id }
  })

/** The certificate as it was hashed: its SHA-256 is the one that stands on the page and in the audit. */
export const readCertificate = ({ house }: Services, caller: Caller, id: string): Promise<string> =>
  inTransaction(house, caller, 'governance.retention.read', async (tx) => {
    const batch = await retention.findBatch(tx, id)
    if (!batch?.certificate) throw refusal(errors, 'ERASURE_NOT_FOUND')
    return canonical(batch.certificate as Parameters<typeof canonical>[0])
  })

/** What waits for an officer: records to approve, by the day on which they must be gone; holds to look at again, and to lift. */
export async function erasuresOnDesk(tx: ReadTx, { now, zone }: At): Promise<DeskItem[]> {
  const batches = await retention.listOpenBatches(tx, null)
  const holds = await retention.listHolds(tx, tx.actor.organisationId)
  const soon = dayOf(now, zone).add({ days: 14 })
  return [
    ...batches
      .filter(
        (one) => one.approvals.length < 2 && one.records > one.leftOut && !one.approvals.some((its) => its.byId === tx.actor.id),
      )
      .map((one) => ({
        kind: 'erasure' as const,
        title: 'Records that are due to be erased',
        href: `/retention/erasures/${one.id}`,
        since: one.listedAt,
        dueAt: endOf(eraseBy(one.dueOn), zone),
      })),
    ...holds
      .filter((one) =>
        one.liftAskedById ? one.liftAskedById !== tx.actor.id : Temporal.PlainDate.compare(one.reviewOn, soon) <= 0,
      )
      .map((one) => ({
        kind: 'erasure' as const,
        title: one.liftAskedById ? 'A hold that a colleague asks to lift' : 'A hold to look at again',
        href: '/retention#holds',
        since: one.liftAskedAt ?? one.placedAt,
        dueAt: one.liftAskedById ? null : endOf(one.reviewOn, zone),
      })),
  ]
}

const endOf = (day: PlainDate, zone: string): Instant => day.add({ days: 1 }).toZonedDateTime(zone).toInstant()
