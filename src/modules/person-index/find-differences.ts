import type { StaffDecision } from './grouping.rules.ts'
import { type HeldRecord, type MatchReport, matchAll } from './match-all.ts'
import type { Difference } from './match-run.repository.ts'
import { pairsWithin } from './match-run.rules.ts'
import { compare } from './matching.ts'
import type { Origin } from './records.repository.ts'

/** A record with the person whom the links make it part of. */
export type LinkedHeld = HeldRecord & Origin & { readonly person: string }

/** Two records that are one person by the links alone, or by the whole matching alone; whose, and whether one of them is marked as protected. */
export type FoundDifference = Difference & { readonly persons: readonly [string, string]; readonly isMarked: boolean }
export type Found = {
  readonly records: number
  readonly people: number
  readonly differences: readonly FoundDifference[]
  readonly report: MatchReport
}

/** Matches these records all at once, and finds in which pairs the people of that and those of the links differ. */
export async function findDifferences(
  records: readonly LinkedHeld[],
  decided: readonly StaffDecision[],
  folder: string,
): Promise<Found> {
  const { people, report } = await matchAll(records, decided, folder)
  const held = new Map(records.map((record) => [record.source, record]))
  const linked = [...Map.groupBy(records, ({ person }) => person).values()]
  const byLinks = new Set(pairsWithin(linked.map((its) => its.map(({ source }) => source))))
  const atOnce = new Set(pairsWithin(people))
  const inOneAlone = [...[...byLinks].filter((pair) => !atOnce.has(pair)), ...[...atOnce].filter((pair) => !byLinks.has(pair))]
  const differences = inOneAlone.map((pair) => {
    const [one, other] = pair.split('|').map((source) => held.get(source)!) as [LinkedHeld, LinkedHeld]
    return differenceOf(one, other, byLinks.has(pair))
  })
  return { records: records.length, people: linked.length, differences, report }
}

function differenceOf(one: LinkedHeld, other: LinkedHeld, linked: boolean): FoundDifference {
  const { bits, says } = compare(one.comparable, other.comparable)
  const originOf = ({ source, datasetId, controllerId, regime }: LinkedHeld) => ({ source, datasetId, controllerId, regime })
  return {
    one: originOf(one),
    other: originOf(other),
    linked,
    bits: one.epoch === other.epoch ? bits : null,
    says,
    persons: [one.person, other.person],
    isMarked: [one, other].some(({ comparable }) => comparable.protected === true),
  }
}
