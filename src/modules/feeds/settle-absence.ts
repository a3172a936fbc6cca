import { newId } from '#platform/ids'
import * as absence from './absence.repository.ts'
import { followInvolvements } from './follow-involvements.ts'
import type { Intake } from './prepare-part.ts'
import type { Settled } from './settle-part.ts'
import * as sources from './sources.repository.ts'

/** What is known of a full extract that can be trusted to hold everything. */
export type FullExtract = {
  /** The senders' keys of those whom its rows in quarantine are about. */
  readonly kept: ReadonlySet<string>
  /** Nobody was known in the dataset before: there is nothing that it could lack. */
  readonly isFirst: boolean
}

/**
 * Ends what full extracts lack, once all parts of a batch are settled: what this one lacks, if it is one, and of what this
 * batch states what a later one lacked that came before it. Returns the counts with what has ended.
 */
export async function settleAbsence<Counts extends Settled>(
  intake: Intake,
  counts: Counts,
  full: FullExtract | null,
): Promise<Counts & { factsEnded: number }> {
  const { tx, batch, services } = intake
  const isLate = await absence.hasLaterExtract(tx, batch)
  if (!isLate && !intake.hasEnded && (!full || full.isFirst)) {
    if (full) await keepPersons(intake, full.kept)
    return { ...counts, factsEnded: 0 }
  }
  await absence.createTouched(tx)
  await absence.countBatches(tx, batch, { isComplete: full !== null })
  await absence.touchStated(tx, batch, isLate)
  if (full) {
    await keepPersons(intake, full.kept)
    await absence.touchMissing(tx, batch, isLate)
    await absence.bringBackTouched(tx)
  }
  const ended = await absence.endTouched(tx, batch)
  await followInvolvements(tx, services, batch, intake.staffLists, intake.now)
  // What nobody had stated, or what came back, was counted as new until it was found to have ended since.
  return {
    ...counts,
    factsNew: counts.factsNew - ended.stated,
    factsLate: counts.factsLate + ended.stated,
    factsEnded: ended.missing,
  }
}

const atATime = 5_000

/** Remembers whom rows in quarantine are about, also those who are not known yet: a later file may state what was there. */
async function keepPersons({ tx, batch }: Intake, kept: ReadonlySet<string>): Promise<void> {
  const all = [...kept]
  for (let at = 0; at < all.length; at += atATime) {
    const keys = all.slice(at, at + atATime)
    const known = new Map((await sources.listSources(tx, batch.datasetId, keys)).map((one) => [one.sourceKey, one.id]))
    const added = keys.filter((key) => !known.has(key)).map((key) => ({ id: newId<'source-person'>(), key }))
    await sources.insertSources(tx, batch, added)
    await absence.keepPersons(tx, batch, [...known.values(), ...added.map((one) => one.id)])
  }
}
