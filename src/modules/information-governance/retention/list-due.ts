import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { dayOf, type PlainDate, Temporal } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { grant, inTransaction } from '#platform/transactions'
import { machineEntry } from '../decide.ts'
import { listRestricted } from '../rights/limit.repository.ts'
import type { HeldRecord, Kept } from './interface.ts'
import { recordHash } from './interface.ts'
import * as retention from './retention.repository.ts'
import { ruleOn, type Verdict, verdictOn } from './retention.rules.ts'
import { schedule } from './schedule.ts'

export const clock = (act: string) => ({ requestId: newId(), system: { actor: 'clock', act, purpose: 'running-the-product' } })

/** From this hour of the place's clock on, a night's listing is due. */
const dueFrom = 2

/** Lists what is due, in each dataset where this night has not done so yet. Called again and again. */
export async function listDueNightly(services: Services, kept: Kept): Promise<void> {
  const act = 'governance.retention.list' as const
  const local = services.house.now().toZonedDateTimeISO(services.place.zone)
  const night = (local.hour < dueFrom ? local.subtract({ days: 1 }) : local).startOfDay().add({ hours: dueFrom }).toInstant()
  const left = await inTransaction(services.intake, clock(act), act, (tx) => retention.listUncounted(tx, night))
  for (const dataset of left) await listDue(services, kept, dataset)
}

type Judged = HeldRecord & { readonly hash: Buffer; readonly verdict: Verdict; readonly holds: readonly string[] }
type Work = {
  readonly services: Services
  readonly tx: Tx<'governance.retention.list'>
  readonly dataset: retention.DatasetToKeep
  readonly today: PlainDate
}

/**
 * Finds what is due in each dataset, or in one: each night, and before anything is erased. What is due newly stands in a new batch, for people to approve;
 * what is not due any more, or held, leaves its batch. Reads the dates of every record, and leaves the machine's entry of it.
 */
export async function listDue(services: Services, kept: Kept, onlyDataset?: string): Promise<void> {
  const act = 'governance.retention.list' as const
  const datasets = await inTransaction(services.intake, clock(act), act, (tx) => retention.listDatasetsToKeep(tx, null))
  for (const dataset of datasets) {
    if (onlyDataset !== undefined && dataset.id !== onlyDataset) continue
    await inTransaction(services.intake, clock(act), act, async (tx) => {
      await grant(services.intake, tx, { bound: { dataset: dataset.id, controller: dataset.controllerId } })
      await listDataset({ services, tx, dataset, today: dayOf(services.house.now(), services.place.zone) }, kept)
    })
  }
}

async function listDataset(work: Work, kept: Kept): Promise<void> {
  const { services, tx, dataset } = work
  const now = services.house.now()
  await retention.lockListing(tx)
  const judged = await judge(work, kept)
  const listed = new Set((await retention.listMembers(tx, dataset.id)).map((one) => one.sourcePersonId))
  const due = judged.filter((one) => one.verdict.kind === 'due')
  const stillDue = new Set(due.map((one) => one.sourcePersonId))
  await retention.leaveOut(
    tx,
    [...listed].filter((source) => !stillDue.has(source)),
  )
  await listNew(
    work,
    due.filter((one) => !listed.has(one.sourcePersonId)),
  )
  await retention.upsertCount(tx, dataset.controllerId, {
    datasetId: dataset.id,
    countedAt: now,
    records: judged.length,
    due: due.length,
    held: count(judged, 'held'),
    undecided: count(judged, 'undecided'),
    nextDueOn: nextOf(judged),
  })
  const entry = {
    agreements: [`OWN-${dataset.id} v1`],
    classes: { [dataset.id]: ['identity', 'involvement', 'involvement-exists'] },
  }
  await recordAccess(tx, [machineEntry('governance.retention.list', entry, now)])
}

async function judge({ services, tx, dataset, today }: Work, kept: Kept): Promise<Judged[]> {
  const rules = dataset.retentions.map((one) => ruleOn(schedule, one, today))
  const holds = (await retention.listHolds(tx, dataset.controllerId)).filter(
    (one) => one.datasetId === null || one.datasetId === dataset.id,
  )
  const restricted = await listRestricted(tx, dataset.id)
  const judged = (await kept.records.facts(services, tx, dataset.id)).map(({ sourcePersonId, key, regime, ...facts }) => {
    const hash = recordHash(services.vault, dataset.id, key)
    const its = holds.filter((one) => one.recordHash === null || one.recordHash.equals(hash)).map((one) => one.id)
    return {
      sourcePersonId,
      key,
      regime,
      hash,
      holds: its,
      verdict: verdictOn(facts, rules, its.length > 0 || restricted.has(sourcePersonId), today),
    }
  })
  // A hold over everything of an organisation covers several datasets, and is counted with each: its page says so by dataset.
  const narrow = holds.filter((one) => one.datasetId !== null)
  await retention.markCovered(tx, new Map(narrow.map(({ id }) => [id, judged.filter((one) => one.holds.includes(id)).length])))
  return judged
}

async function listNew({ services, tx, dataset, today }: Work, due: readonly Judged[]): Promise<void> {
  if (due.length === 0) return
  const members = due.map(({ sourcePersonId, regime, hash, verdict }) => ({
    sourcePersonId,
    regime,
    recordHash: hash,
    dueOn: (verdict as Verdict & { kind: 'due' }).on,
  }))
  const rules = dataset.retentions.map((one) => ruleOn(schedule, one, today)!)
  const id = newId()
  await retention.insertBatch(
    tx,
    {
      id,
      datasetId: dataset.id,
      controllerId: dataset.controllerId,
      retention: dataset.retentions.join('; '),
      rule: rules.map((one) => one.says).join('; '),
      basis: rules.map((one) => one.basis).join('; '),
      listedAt: services.house.now(),
      dueOn: members.map((one) => one.dueOn).toSorted(Temporal.PlainDate.compare)[0]!,
      records: members.length,
    },
    members,
  )
  await recordAudit(tx, id, { dataset: dataset.id, records: members.length })
}

const count = (judged: readonly Judged[], kind: Verdict['kind']): number =>
  judged.filter((one) => one.verdict.kind === kind).length

function nextOf(judged: readonly Judged[]): PlainDate | null {
  const days = judged.flatMap(({ verdict }) => (verdict.kind === 'kept' && verdict.until ? [verdict.until] : []))
  return days.toSorted(Temporal.PlainDate.compare)[0] ?? null
}
