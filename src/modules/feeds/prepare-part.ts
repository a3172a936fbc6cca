import { ensureDataKeys } from '#platform/data-keys'
import type { ReadTx } from '#platform/database'
import { type Instant, instant } from '#platform/dates'
import type { Services } from '#platform/services'
import type { CanonicalRow } from './canonical.ts'
import { type ErasedAt, withoutErased } from './erased.rules.ts'
import type { StaffLists, StatedInvolvement } from './open-involvements.ts'
import type { BatchFacts } from './settle.repository.ts'
import type { Source, SourceRegister } from './sources.ts'
import { type StagedFact, stagedFacts, stagingLine } from './staged-fact.ts'
import type { StatedRow } from './stated-row.rules.ts'

/** A batch while it is being applied: who it is, and what was met so far. */
export type Intake = {
  readonly services: Pick<Services, 'intake' | 'vault' | 'place'>
  readonly tx: ReadTx
  readonly batch: BatchFacts
  readonly special: ReadonlySet<string>
  /** The instant that dates a fact which its sender did not date. */
  readonly periodEnd: string
  readonly sources: SourceRegister
  readonly now: Instant
  readonly staffLists: StaffLists
  /** Whether any fact of the dataset has ended by leaving a full extract, so that a key may come back. */
  readonly hasEnded: boolean
  /** When a record of the dataset was erased; undefined where none ever was. */
  readonly erasedAt: ErasedAt | undefined
  /** The instant that dates what its sender did not date, where he speaks of now: of an event. */
  readonly undated: Instant | null
}

/** Whom a row speaks of although nobody said who that is: the person herself, or the other of a relationship. */
export type Unresolved = { readonly rowNo: number; readonly row: CanonicalRow; readonly field: 'person' | 'other' }
export type RowInvolvement = StatedInvolvement & { readonly rowNo: number }

/** A part of a batch, ready for the database. */
export type PreparedPart = {
  readonly newSources: readonly Source[]
  readonly newKeys: readonly { readonly subject: string; readonly wrapped: Buffer }[]
  /** Lines of COPY, and how many facts they stage. */
  readonly lines: string
  readonly count: number
  readonly involvements: readonly RowInvolvement[]
  readonly unresolved: readonly Unresolved[]
  /** Statements about records that were erased, which are left out. */
  readonly rowsErased: number
}

/**
 * Turns a part of a batch into what the database will be given: finds or makes its source persons, seals what is of a special
 * category, keeps of several statements of one key the last. Asks the database only where the register must look up.
 */
export async function preparePart(intake: Intake, stated: readonly StatedRow[]): Promise<PreparedPart> {
  const { part, leftOut } = intake.erasedAt
    ? withoutErased(stated, intake.erasedAt, intake.undated, intake.services.place.zone)
    : { part: stated, leftOut: 0 }
  const newSources = await resolveSources(intake, part)
  const { facts, ...rest } = collect(intake, part)
  const { batch, special, services } = intake
  const newKeys = await giveDataKeys(
    intake,
    new Set(facts.filter((fact) => special.has(fact.fieldClass)).map((fact) => fact.source)),
  )
  const sealing = {
    datasetId: batch.datasetId,
    special,
    secret: services.vault.derive('feeds content hash').toString('hex'),
  }
  const lines = facts.map((fact) => stagingLine(fact, sealing)).join('')
  return { newSources, newKeys, lines, count: facts.length, rowsErased: leftOut, ...rest }
}

function resolveSources(intake: Intake, part: readonly StatedRow[]): Promise<Source[]> {
  const named = new Set<string>()
  const identified = new Set<string>()
  for (const { rows } of part) {
    for (const row of rows) {
      named.add(row.person)
      if (row.kind === 'identity') identified.add(row.person)
      if (row.kind === 'relationship') named.add(row.other)
    }
  }
  return intake.sources.resolve(named, identified)
}

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
  employer: row.employer ?? null,
  team: row.team ?? null,
  openedOn: row.openedOn,
  closedOn: row.closedOn ?? null,
})

/** Whoever has facts of a special category gets her data key, if she has none yet. Returns those to be kept. */
async function giveDataKeys({ tx, services }: Intake, wanted: ReadonlySet<Source>): Promise<PreparedPart['newKeys']> {
  const without = [...wanted].filter((source) => !source.dataKey)
  const known = without.filter((source) => !source.isNew)
  const keys = await ensureDataKeys(
    tx,
    services.vault,
    known.map((source) => source.id),
  )
  for (const source of known) source.dataKey = keys.get(source.id)!
  return without
    .filter((source) => source.isNew)
    .map((source) => {
      const { key, wrapped } = services.vault.newDataKey()
      source.dataKey = key
      return { subject: source.id, wrapped }
    })
}
