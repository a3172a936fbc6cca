import { sayingLevels } from '#matching/model'
import { listDatasets } from '#modules/information-governance'
import type { Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { errors } from './errors.ts'
import * as runs from './match-run.repository.ts'
import { modelId, modelInUse } from './matching.ts'
import { sayStep } from './review.rules.ts'

const read = 'person-index.quality.read'
const mostRuns = 60

/** One level of one comparison, as the model in use weighs it: chances from 0 to 1, weights in bits. */
export type ModelLevel = {
  readonly comparison: string
  readonly says: string
  /** How often it is so of two records of one person, of two people of one household, of two strangers. */
  readonly m: number
  readonly h: number
  readonly u: number
  /** How far it moves "one person", before rarity. */
  readonly againstStrangers: number
  readonly againstHousehold: number
  /** What this place's records would teach now; undefined before the first comparison. */
  readonly learned?: { readonly m: number; readonly u: number } | undefined
}

const nameOf: Readonly<Record<string, string>> = { dob: 'date of birth', nhs_number: 'NHS number' }

/** The model in use, level by level, beside what a run's records would teach. */
export function levelsOfModel(learned?: runs.RunReport['learned']): ModelLevel[] {
  const { model, weights } = modelInUse
  return model.comparisons.flatMap((comparison, k) =>
    sayingLevels(comparison).map(({ label }, at): ModelLevel => {
      const [m, h, u] = [weights.m[k]![at]!, weights.h[k]![at]!, weights.u[k]![at]!]
      const [newM, newU] = [learned?.m[k]?.[at], learned?.u[k]?.[at]]
      return {
        comparison: nameOf[comparison.name] ?? comparison.name,
        says: sayStep(label),
        m,
        h,
        u,
        againstStrangers: Math.log2(m / u),
        againstHousehold: Math.log2(m / h),
        learned: newM === undefined || newU === undefined ? undefined : { m: newM, u: newU },
      }
    }),
  )
}

export type Quality = {
  readonly modelId: string
  readonly latest: runs.MatchRun | undefined
  readonly runs: readonly runs.MatchRun[]
  /** One is under way. */
  readonly isComparing: boolean
}

/** How well records are matched, as the last comparisons saw it. Nothing of any person. */
export const readQuality = ({ house }: Services, caller: Caller): Promise<Quality> =>
  inTransaction(house, caller, read, async (tx) => {
    const all = await runs.listRuns(tx, mostRuns)
    return {
      modelId,
      latest: all.find((run) => run.finishedAt !== null),
      runs: all,
      isComparing: await runs.isRunWaiting(tx, house.now()),
    }
  })

/** A difference, in the services' own names. A service whose involvement is not told to others has none here. */
export type NamedDifference = Omit<runs.SeenDifference, 'dataset' | 'otherDataset'> & { readonly between: readonly string[] }
export type RunPage = {
  readonly run: runs.MatchRun
  readonly differences: readonly NamedDifference[]
  /** The finished one before it. */
  readonly before: runs.RunId | undefined
}

/** One comparison with all that it found. Refuses one that is not there. */
export const readRun = ({ house }: Services, caller: Caller, id: string): Promise<RunPage> =>
  inTransaction(house, caller, read, async (tx) => {
    const run = await findRun(tx, id)
    const datasets = await listDatasets(tx)
    const named = (dataset: string) => {
      const its = datasets.get(dataset)
      return its && (its.existence === 'shown' || its.existence === 'named') ? its.plainName : 'a service that is not named'
    }
    const differences = await runs.listSeenDifferences(tx, id)
    return {
      run,
      before: await runs.findRunBefore(tx, run),
      differences: differences.map(({ dataset, otherDataset, ...rest }) => ({
        ...rest,
        between: [...new Set([named(dataset), named(otherDataset)])].toSorted(),
      })),
    }
  })

/** Two comparisons that have finished, the earlier one first. Refuses where one of them is not there. */
export const readTwoRuns = (
  { house }: Services,
  caller: Caller,
  ...ids: readonly [string | undefined, string | undefined]
): Promise<runs.MatchRun[]> =>
  inTransaction(house, caller, read, async (tx) => {
    const both = [await findRun(tx, ids[0]), await findRun(tx, ids[1])]
    if (both.some((run) => run.finishedAt === null)) throw refusal(errors, 'MATCH_RUN_NOT_FOUND')
    return both.toSorted((a, b) => a.askedAt.epochMilliseconds - b.askedAt.epochMilliseconds)
  })

async function findRun(tx: Tx<typeof read>, id: string | undefined): Promise<runs.MatchRun> {
  const run = id === undefined ? undefined : await runs.findRun(tx, id)
  if (!run) throw refusal(errors, 'MATCH_RUN_NOT_FOUND')
  return run
}
