import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { type Refusal, refusal } from '#platform/errors'
import { getStoredFile, type StoredFile } from '#platform/files'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import * as absence from './absence.repository.ts'
import { commonestReasons, tooManyFail } from './batch.rules.ts'
import { type Applied, type Batch, isComplete } from './batches.repository.ts'
import { openErased } from './erased-records.ts'
import { errors } from './errors.ts'
import type { Feed } from './feeds.repository.ts'
import { personOfFailed } from './person-of-record.ts'
import { type Intake, type PreparedPart, preparePart, type Unresolved } from './prepare-part.ts'
import * as quarantine from './quarantine.repository.ts'
import { sealRecord } from './quarantined-record.ts'
import { type FailedRow, type ReadRow, readBatch } from './read-batch.ts'
import { type BatchFacts, createStaging } from './settle.repository.ts'
import { settleAbsence } from './settle-absence.ts'
import { type Settled, settlePart } from './settle-part.ts'
import { openSources } from './sources.ts'
import { type BatchBounds, objectionTo, rowRules, type StatedRow } from './stated-row.rules.ts'

export type Applying = {
  readonly tx: ReadTx
  readonly services: Services
  readonly feed: Feed
  readonly batch: Batch
  readonly facts: BatchFacts
  readonly partRows: number
  readonly now: Instant
  /** Makes the error that ends the transaction and is kept with the batch. */
  refuse(because: Refusal): Error
}

/** What came of the rows so far. */
type Tally = Record<Exclude<keyof Applied, 'factsEnded'>, number> & {
  readonly reasons: Map<string, number>
  readonly held: Map<number, Set<string>>
  /** Whom the rows in quarantine are about, of a full extract. */
  readonly kept: Set<string>
}

/**
 * Reads the rows of a batch and settles them part by part; while the database settles one, the next is read. Rows that speak
 * of someone unknown are held until all is read, and then looked at a second time: whoever they meant may have come later.
 */
export async function applyRows(applying: Applying): Promise<Applied> {
  const { tx, services, batch, feed, facts } = applying
  await createStaging(tx)
  const intake: Intake = {
    services,
    tx,
    batch: facts,
    special: new Set(feed.specialClasses),
    periodEnd: batch.periodTo.toZonedDateTime(services.place.zone).toInstant().toString(),
    staffLists: new Map(),
    sources: await openSources(tx, facts),
    now: applying.now,
    hasEnded: await absence.hasEnded(tx, facts),
    erasedAt: await openErased(tx, services.vault, facts.datasetId),
    undated: null,
  }
  const isFirst = !intake.sources.looksUp
  const file = await getStoredFile(tx, batch.fileId!)
  const tally = emptyTally()
  await firstLook(applying, intake, file, tally)
  if (tally.held.size > 0) await secondLook(applying, intake, file, tally)
  const { reasons: _reasons, held: _held, kept, ...settled } = tally
  return settleAbsence(intake, settled, isComplete(batch, settled) ? { kept, isFirst } : null)
}

const emptyTally = (): Tally => ({
  rowsRead: 0,
  factsNew: 0,
  factsChanged: 0,
  factsUnchanged: 0,
  factsLate: 0,
  rowsQuarantined: 0,
  workersUnknown: 0,
  reasons: new Map(),
  rowsWithoutPerson: 0,
  held: new Map(),
  kept: new Set(),
  rowsErased: 0,
})

async function firstLook(applying: Applying, intake: Intake, file: StoredFile, tally: Tally): Promise<void> {
  const settler = settlerOf(applying, intake, file, tally)
  try {
    await readInto(settler, applying, intake.tx, tally)
  } finally {
    // Whatever went wrong while reading, the database must be left at rest: the transaction ends on the same connection.
    await settler.atRest()
  }
  await settler.finished()
}

async function readInto(settler: Settler, applying: Applying, tx: ReadTx, tally: Tally): Promise<void> {
  const bounds = boundsOf(applying.feed, applying.batch.madeAt, applying.services.place)
  let part: StatedRow[] = []
  let failed: FailedRow[] = []
  let stated = 0
  for await (const some of readBatch(applying.services, tx, applying.feed, applying.batch)) {
    for (const read of some) {
      const row = checked(read, bounds)
      tally.rowsRead++
      if ('failure' in row) failed.push(row)
      else {
        part.push(row)
        stated += row.rows.length
      }
    }
    if (stated + failed.length < applying.partRows) continue
    await settler.take(part, failed)
    part = []
    failed = []
    stated = 0
  }
  await settler.take(part, failed)
}

type Settler = ReturnType<typeof settlerOf>

/**
 * Takes parts in turn. A part is settled by the database while the next is read and, where the database need not be asked
 * for it, prepared: one connection does one thing at a time.
 */
function settlerOf(applying: Applying, intake: Intake, file: StoredFile, tally: Tally) {
  let settling: Promise<void> = Promise.resolve()
  const settle = async (part: PreparedPart, failed: readonly FailedRow[]): Promise<void> => {
    await keepFailed(applying, file, tally, failed)
    tally.rowsErased += part.rowsErased
    count(tally, await settlePart(intake, part))
    for (const { rowNo, row } of part.unresolved) hold(tally, rowNo, row)
  }
  return {
    async take(part: readonly StatedRow[], failed: readonly FailedRow[]): Promise<void> {
      const ahead = intake.sources.looksUp ? undefined : await preparePart(intake, part)
      await settling
      settling = settle(ahead ?? (await preparePart(intake, part)), failed)
      settling.catch(() => {}) // whoever takes the next part, or finishes, is told
      // The rows of a replay are read from the database itself.
      if (applying.batch.way === 'replay') await settling
    },
    finished: () => settling,
    atRest: () => settling.catch(() => {}),
  }
}

function hold(tally: Tally, rowNo: number, row: Unresolved['row']): void {
  const held = tally.held.get(rowNo) ?? new Set()
  held.add(nameOf(row))
  tally.held.set(rowNo, held)
}

/** A file's facts were recorded before it was made, give or take a day of wrong clocks. */
export const boundsOf = (feed: Feed, madeAt: Instant, place: Services['place']): BatchBounds => ({
  latestDay: madeAt.add({ hours: 24 }).toString().slice(0, 10),
  classes: new Set(feed.classes),
  inventedOnly: place.fictional,
})

function checked(read: ReadRow, bounds: BatchBounds): ReadRow {
  if ('failure' in read) return read
  for (const row of read.rows) {
    const objection = objectionTo(row, bounds)
    if (objection) return { rowNo: read.rowNo, record: read.record, failure: { row: read.rowNo, ...objection } }
  }
  return read
}

const nameOf = (row: Unresolved['row']): string => `${row.kind}\n${row.key}`

function count(tally: Tally, settled: Settled): void {
  tally.factsNew += settled.factsNew
  tally.factsChanged += settled.factsChanged
  tally.factsUnchanged += settled.factsUnchanged
  tally.factsLate += settled.factsLate
  tally.workersUnknown += settled.workersUnknown
}

/** Reads again what was held: settles those whose person is known by now, and quarantines the others. */
async function secondLook(applying: Applying, intake: Intake, file: StoredFile, tally: Tally): Promise<void> {
  let again: (StatedRow & { readonly record: FailedRow['record'] })[] = []
  const settleAgain = async (): Promise<void> => {
    const part = await preparePart(intake, again)
    count(tally, await settlePart(intake, part))
    const records = new Map(again.map((read) => [read.rowNo, read.record]))
    const oneForEachRow = new Map(part.unresolved.map((one) => [one.rowNo, one]))
    const failed = [...oneForEachRow.values()].map((one) => failedReference(one, records.get(one.rowNo)!))
    await keepFailed(applying, file, tally, failed)
    again = []
  }
  for await (const some of readBatch(applying.services, intake.tx, applying.feed, applying.batch)) {
    for (const read of some) {
      const held = tally.held.get(read.rowNo)
      if (held && !('failure' in read)) again.push({ ...read, rows: read.rows.filter((row) => held.has(nameOf(row))) })
    }
    if (again.length >= applying.partRows) await settleAgain()
  }
  await settleAgain()
}

function failedReference({ rowNo, field }: Unresolved, record: FailedRow['record']): FailedRow {
  const rule = field === 'person' ? 'person-unknown' : 'other-unknown'
  return { rowNo, record, failure: { row: rowNo, field, valueClass: 'a key', rule, whatToDo: rowRules[rule] } }
}

/** Puts rows that cannot be used in quarantine. Too many of them, and the sender must look at the whole file. */
async function keepFailed(
  { tx, services, feed, batch, now, refuse }: Applying,
  file: StoredFile,
  tally: Tally,
  failed: readonly FailedRow[],
): Promise<void> {
  if (failed.length === 0) return
  tally.rowsQuarantined += failed.length
  for (const row of failed) {
    const reason = `${row.failure.field}: ${row.failure.rule}`
    tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1)
    const person = personOfFailed(feed, row)
    if (person === undefined) tally.rowsWithoutPerson++
    else if (batch.holds === 'everything') tally.kept.add(person)
  }
  if (batch.way !== 'replay' && tooManyFail(tally.rowsQuarantined, batch.statedRows)) {
    throw refuse(
      refusal(errors, 'TOO_MANY_ROWS_FAIL', {
        failed: tally.rowsQuarantined,
        read: tally.rowsRead,
        commonest: commonestReasons(tally.reasons),
      }),
    )
  }
  const rows = failed.map(({ rowNo, failure, record }) => {
    const id = newId<'quarantined-row'>()
    const { field, valueClass, rule, whatToDo } = failure
    return { id, rowNo, field, valueClass, rule, whatToDo, recordSealed: sealRecord(services.vault, file, id, record) }
  })
  await quarantine.insertQuarantined(tx, batch.id, rows, now)
}
