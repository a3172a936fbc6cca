import type { Step } from '#matching/explain'
import { missing, type StandardRecord, sayingLevels } from '#matching/model'
import { type HashKey, hashKey, sipHash } from '#matching/siphash'
import { readTrained, readyRecord, scorerOf } from '#matching/trained'
import type { Vault } from '#platform/vault'
import { comparableOf, numbersOf } from './comparable.rules.ts'
import type { SourceFacts } from './keys.rules.ts'
import trainedOnPlace from './model/place-1.json' with { type: 'json' }

/** The model that links, with its numbers and how common names are. */
export const modelInUse = readTrained(trainedOnPlace)
const score = scorerOf(modelInUse)
/** Which model links: kept with every link. */
export const modelId = modelInUse.id

/** The secret under which keys are made. */
export const matchSecret = (vault: Vault): HashKey => hashKey(vault.derive('match keys', 16))

/** What is compared of one record: what it holds in each way of writing it, and its NHS numbers. */
export type Comparable = {
  readonly rows: readonly StandardRecord[]
  /** Valid ones in use. */
  readonly numbers: readonly string[]
  /** Valid ones that the sender replaced. */
  readonly replaced: readonly string[]
  /** An agency keeps her address from others: no reviewer compares her records. */
  readonly protected?: boolean
}
export type MatchRecord = { readonly epoch: number; readonly comparable: Comparable; readonly keys: readonly bigint[] }

/** A record as the index keeps it. Its keys carry the identity epoch, so that two epochs of one human share none (I4). */
export function matchRecordOf(facts: SourceFacts, secret: HashKey): MatchRecord {
  const ready = comparableOf(facts).map((row) => readyRecord(modelInUse, secret, row))
  const ofEpoch = facts.epoch > 1 ? sipHash(secret, `epoch|${facts.epoch}`) : 0n
  return {
    epoch: facts.epoch,
    comparable: {
      rows: ready.map((one) => one.standard),
      ...numbersOf(facts),
      ...(facts.protected && { protected: true }),
    },
    keys: [...new Set(ready.flatMap((one) => one.keys.map((key) => key ^ ofEpoch)))],
  }
}

/** One thing that a comparison says, with the model's name for the comparison: "address", "the same address". */
export type Said = { readonly on: string; readonly says: string; readonly differs?: true }
/** What two records say for being one person, and against whom else that was weighed. */
export type Compared = {
  readonly bits: number
  readonly probability: number
  readonly against: 'same household' | 'strangers'
  readonly says: readonly Said[]
  /** One step for each comparison, in bits, against strangers and against the same household. */
  readonly steps: readonly Step[]
}

/** A number that the other record's sender has replaced is still held here: that is old news, and no other number. */
const withoutReplaced = (row: StandardRecord, { replaced }: Comparable): StandardRecord =>
  replaced.length > 0 && typeof row.nhs_number === 'string' && replaced.includes(row.nhs_number)
    ? { ...row, nhs_number: null }
    : row

/** Compares two records in all their ways of writing: what the two say that say most. */
export function compare(left: Comparable, right: Comparable): Compared {
  let most: ReturnType<typeof score> | undefined
  for (const one of left.rows)
    for (const other of right.rows) {
      const its = score(withoutReplaced(one, right), withoutReplaced(other, left))
      if (!most || its.bits > most.bits) most = its
    }
  const { bits, probability, outcomes, steps } = most!
  const sum = (of: 'againstStrangers' | 'againstHousehold') => steps.reduce((all, step) => all + step[of], 0)
  return {
    bits,
    probability,
    against: sum('againstHousehold') < sum('againstStrangers') ? 'same household' : 'strangers',
    steps,
    says: modelInUse.model.comparisons.flatMap((comparison, at) => {
      const outcome = outcomes[at]!
      if (outcome === missing) return []
      const levels = sayingLevels(comparison)
      const says = levels[outcome]!.label.replace('nhs_number', 'NHS number')
      return [{ on: comparison.name, says, ...(outcome === levels.length - 1 && { differs: true as const }) }]
    }),
  }
}
