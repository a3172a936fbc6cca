import { ensureDataKeys, makeDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import { type Instant, instant } from '#platform/dates'
import type { Services } from '#platform/services'
import type { Vault } from '#platform/vault'
import type { CanonicalRow } from './canonical.ts'
import { listStaff, openInvolvements, type Staff, type StatedInvolvement } from './open-involvements.ts'
import * as settle from './settle.repository.ts'
import type { Source, SourceRegister } from './sources.ts'
import { type StagedFact, stagedFacts, stagingLine } from './staged-fact.ts'
import type { StatedRow } from './stated-row.rules.ts'

/** A batch while it is being applied: who it is, and what was met so far. */
export type Intake = {
  readonly services: Pick<Services, 'intake' | 'vault' | 'place'>
  readonly tx: ReadTx
  readonly batch: settle.BatchFacts
  readonly special: ReadonlySet<string>
  /** The instant that dates a fact which its sender did not date. */
  readonly periodEnd: string
  readonly sources: SourceRegister
  readonly now: Instant
  staff?: Staff
}

/** Whom a row speaks of although nobody said who that is: the person herself, or the other of a relationship. */
export type Unresolved = { readonly rowNo: number; readonly row: CanonicalRow; readonly field: 'person' | 'other' }

export type Settled = {
  readonly factsNew: number
  readonly factsChanged: number
  readonly factsUnchanged: number
  readonly factsLate: number
  readonly workersUnknown: number
  readonly unresolved: readonly Unresolved[]
}

/**
 * Settles one part of a batch: finds or makes its source persons, stages its facts and adds them to those that stand. For
 * each key the highest (event time, sequence, row) is current, whatever the order of arrival. Rows that speak of someone
 * unknown are not settled but returned.
 */
export async function settlePart(intake: Intake, part: readonly StatedRow[]): Promise<Settled> {
  await resolveSources(intake, part)
  const { facts, involvements, unresolved } = collect(intake, part)
  const counts =
    facts.length > 0 ? await settleFacts(intake, facts) : { factsNew: 0, factsChanged: 0, factsUnchanged: 0, factsLate: 0 }
  const workersUnknown = involvements.length > 0 ? await settleInvolvements(intake, involvements) : 0
  return { ...counts, workersUnknown, unresolved }
}

async function resolveSources(intake: Intake, part: readonly StatedRow[]): Promise<void> {
  const named = new Set<string>()
  const identified = new Set<string>()
  for (const { rows } of part) {
    for (const row of rows) {
      named.add(row.person)
      if (row.kind === 'identity') identified.add(row.person)
      if (row.kind === 'relationship') named.add(row.other)
    }
  }
  await intake.sources.resolve(named, identified)
}

type RowInvolvement = StatedInvolvement & { readonly rowNo: number }

function collect({ sources, periodEnd }: Intake, part: readonly StatedRow[]) {
  const facts = new Map<string, StagedFact>()
  const involvements = new Map<string, RowInvolvement>()
  const unresolved: Unresolved[] = []
  for (const { rowNo, rows } of part) {
    for (const row of rows) {
      const source = sources.find(row.person)
      const other = row.kind === 'relationship' ? sources.find(row.other) : null
      if (!source || other === undefined) {
        unresolved.push({ rowNo, row, field: source ? 'other' : 'person' })
        continue
      }
      for (const fact of stagedFacts(row, rowNo, source, other?.id ?? null, periodEnd)) keepLast(facts, fact)
      if (row.kind === 'involvement' && facts.get(`involvement\n${row.key}`)?.rowNo === rowNo)
        involvements.set(row.key, involvementOf(row, rowNo, source.id))
    }
  }
  return { facts: [...facts.values()], involvements: [...involvements.values()], unresolved }
}

/** Of two statements of one key the later event wins, then the later row. */
function keepLast(facts: Map<string, StagedFact>, fact: StagedFact): void {
  const name = `${fact.kind}\n${fact.key}`
  const before = facts.get(name)
  if (
    before &&
    before.eventAt !== fact.eventAt &&
    instant(before.eventAt).epochNanoseconds > instant(fact.eventAt).epochNanoseconds
  )
    return
  facts.set(name, fact)
}

const involvementOf = (row: CanonicalRow & { kind: 'involvement' }, rowNo: number, sourcePersonId: string): RowInvolvement => ({
  rowNo,
  key: row.key,
  sourcePersonId,
  workerRef: row.workerRef ?? null,
  team: row.team ?? null,
  openedOn: row.openedOn,
  closedOn: row.closedOn ?? null,
})

async function settleFacts({ services, tx, batch, special }: Intake, facts: readonly StagedFact[]) {
  await giveDataKeys(tx, services.vault, new Set(facts.filter((fact) => special.has(fact.fieldClass)).map((fact) => fact.source)))
  const sealing = { datasetId: batch.datasetId, special, secret: services.vault.derive('feeds content hash').toString('hex') }
  await settle.stage(services.intake, tx, facts.map((fact) => stagingLine(fact, sealing)).join(''))
  const factsNew = await settle.insertUncontested(tx, batch)
  if (factsNew === facts.length) return { factsNew, factsChanged: 0, factsUnchanged: 0, factsLate: 0 }
  const contest = await settle.contest(tx, batch)
  await settle.settleContested(tx, batch)
  return { factsNew, factsChanged: contest.changed, factsUnchanged: contest.same, factsLate: contest.late }
}

/** Whoever has facts of a special category gets her data key, if she has none yet. */
async function giveDataKeys(tx: ReadTx, vault: Vault, wanted: ReadonlySet<Source>): Promise<void> {
  const without = [...wanted].filter((source) => !source.dataKey)
  const idsOf = (isNew: boolean) => without.filter((source) => source.isNew === isNew).map((source) => source.id)
  const keys = [await makeDataKeys(tx, vault, idsOf(true)), await ensureDataKeys(tx, vault, idsOf(false))]
  for (const source of without) source.dataKey = keys[source.isNew ? 0 : 1]!.get(source.id)!
}

async function settleInvolvements(intake: Intake, involvements: readonly RowInvolvement[]): Promise<number> {
  const { tx, batch, services, now } = intake
  const current = await settle.listCurrentOf(
    tx,
    batch,
    'involvement',
    involvements.map((one) => one.key),
    involvements.map((one) => one.rowNo),
  )
  intake.staff ??= await listStaff(tx, batch.controllerId)
  const standing = involvements.filter((one) => current.has(one.key))
  return openInvolvements(tx, { ...batch, zone: services.place.zone }, intake.staff, standing, now)
}
