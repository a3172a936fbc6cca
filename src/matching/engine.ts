/**
 * Who makes the large tables of a run. The plan is one (`batch.ts`): records, pairs, vectors, edges, in this order and with these
 * columns. Whoever makes a table, DuckDB can read it under its name afterwards.
 */
import { type BlockOptions, type KeyReport, makePairs } from './block.ts'
import { patternSelect } from './compile/duckdb.ts'
import type { Duck } from './duck.ts'
import type { PatternCount, Weights } from './hypotheses.ts'
import type { Model } from './model.ts'
import { type Frequencies, makeRecords } from './records.ts'
import { countPatterns, type ScoreOptions, scorePairs } from './score.ts'
import type { HashKey } from './siphash.ts'
import type { TrainedModel } from './trained.ts'

export type Engine = {
  /** Makes `records` from `input` (`records.ts`); tells how common the values of each field are. */
  makeRecords(model: Model, hashKey: HashKey, given?: TrainedModel['frequencies']): Promise<Map<string, Frequencies>>
  /** Makes `pairs` (a < b): every two records that agree in a key, each pair once (`block.ts`). */
  makePairs(model: Model, options: BlockOptions): Promise<KeyReport[]>
  /** Makes `vectors` (a, b, g): the pattern of each pair; tells how many pairs have each, in the order of patterns. */
  makeVectors(model: Model): Promise<PatternCount[]>
  /** Makes `edges` (a, b, g, bits, household): the pairs that may still matter (`score.ts`). */
  makeEdges(
    model: Model,
    weights: Weights,
    frequencies: ReadonlyMap<string, Frequencies>,
    options: Pick<ScoreOptions, 'counts' | 'least'>,
  ): Promise<void>
}

/** DuckDB, in this process. */
export const duckEngine = (duck: Duck): Engine => ({
  makeRecords: (model, hashKey, given) => makeRecords(duck, model, hashKey, given),
  makePairs: (model, options) => makePairs(duck, model, options),
  makeVectors: async (model) => {
    await duck.run(`create table vectors as ${patternSelect(model, { pairs: 'pairs', records: 'records' })}`)
    return countPatterns(duck)
  },
  makeEdges: (model, weights, frequencies, options) =>
    scorePairs(duck, model, weights, frequencies, { from: 'vectors', into: 'edges', ...options }),
})
