import { keepDataKeys } from '#platform/data-keys'
import * as absence from './absence.repository.ts'
import { openInvolvements } from './open-involvements.ts'
import type { Intake, PreparedPart, RowInvolvement } from './prepare-part.ts'
import * as settle from './settle.repository.ts'
import * as sources from './sources.repository.ts'

export type Settled = {
  readonly factsNew: number
  readonly factsChanged: number
  readonly factsUnchanged: number
  readonly factsLate: number
  readonly workersUnknown: number
}

/**
 * Settles a prepared part: adds its facts to those that stand. For each key the one stated at the highest (event time,
 * sequence, row) is current, whatever the order of arrival.
 */
export async function settlePart(intake: Intake, part: PreparedPart): Promise<Settled> {
  const { tx, batch } = intake
  await sources.insertSources(tx, batch, part.newSources)
  await keepDataKeys(tx, part.newKeys)
  const counts = await settleFacts(intake, part)
  const workersUnknown = part.involvements.length > 0 ? await settleInvolvements(intake, part.involvements) : 0
  return { ...counts, workersUnknown }
}

async function settleFacts({ services, tx, batch, hasEnded }: Intake, { lines, count }: PreparedPart) {
  if (count === 0) return { factsNew: 0, factsChanged: 0, factsUnchanged: 0, factsLate: 0 }
  await settle.stage(services.intake, tx, lines)
  if (hasEnded) await absence.bringBack(tx, batch)
  const factsNew = await settle.insertUncontested(tx, batch)
  if (factsNew === count) return { factsNew, factsChanged: 0, factsUnchanged: 0, factsLate: 0 }
  const contest = await settle.contest(tx, batch)
  await settle.settleContested(tx, batch)
  return {
    factsNew: factsNew + contest.back,
    factsChanged: contest.changed,
    factsUnchanged: contest.same,
    factsLate: contest.late,
  }
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
  const standing = involvements.filter((one) => current.has(one.key))
  return openInvolvements(tx, { ...batch, zone: services.place.zone }, intake.staffLists, standing, now)
}
