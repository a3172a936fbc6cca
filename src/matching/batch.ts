/**
 * The whole matching of a set of records: standardise, block, compare once, learn from counted patterns, score, cluster. Every
 * step is a table or numbers in memory; only patterns, edges and clusters come out of the database. Who makes the large tables is
 * the engine's affair (`engine.ts`): DuckDB reads them all.
 */
import type { KeyReport } from './block.ts'
import { clusterByAverage, clusterByComponents } from './clustering.ts'
import { patternSelect } from './compile/duckdb.ts'
import { Components } from './components.ts'
import type { Duck } from './duck.ts'
import { duckEngine, type Engine } from './engine.ts'
import { firstGuess, givenWeights, type PatternCount, type Table, type Training, train, type Weights } from './hypotheses.ts'
import { equalField, type Model, missing, outcomesOf, sayingLevels } from './model.ts'
import type { Frequencies } from './records.ts'
import { countPatterns } from './score.ts'
import type { HashKey } from './siphash.ts'
import type { TrainedModel } from './trained.ts'

export type BatchOptions = {
  readonly link: boolean
  readonly seed: number
  readonly hashKey: HashKey
  /** Most records that may agree in one key. */
  readonly cap: number
  /** What the cap counts (`block.ts`). */
  readonly capCounts?: 'records' | 'sources' | undefined
  /** Most pairs that one key may give for each record. Not given: no limit. */
  readonly mostPerRecord?: number | undefined
  /** How common values are, where a trained model says so. Not given: as common as they are in these records. */
  readonly frequencies?: TrainedModel['frequencies'] | undefined
  /** Bits under which a compared pair is not kept; −∞ keeps every one. Not given: as `score.ts` says. */
  readonly least?: number | undefined
  /** How many pairs are taken at random to learn how strangers agree. */
  readonly sample: number
  /** Who does the heavy work. Not given: DuckDB. */
  readonly engine?: Engine | undefined
  readonly progress: (line: string) => void
}

export type Run = {
  readonly records: number
  readonly keys: readonly KeyReport[]
  readonly pairs: number
  readonly patterns: number
  /** What was learned, with how the learning went; or what the model brought. */
  readonly weights: Weights | Training
  readonly frequencies: ReadonlyMap<string, Frequencies>
  /** Cluster of each record: the smallest record in it. */
  readonly clusters: Int32Array
  readonly steps: readonly { readonly step: string; readonly ms: number }[]
}

export const usualClustering = { method: 'average', stop: 1, unseen: -6, onePerSource: false } as const

/**
 * Runs the model over the table `input` (id from 0 without a gap, source, and the model's columns). Leaves `records`, `pairs` and
 * `edges` (a, b, g, bits, and whether a household is likelier than strangers) behind.
 */
export async function runBatch(duck: Duck, model: Model, options: BatchOptions): Promise<Run> {
  const steps: { step: string; ms: number }[] = []
  let since = performance.now()
  const lap = (step: string) => {
    const now = performance.now()
    steps.push({ step, ms: Math.round(now - since) })
    options.progress(`${step}: ${((now - since) / 1000).toFixed(2)} s`)
    since = now
  }
  const engine = options.engine ?? duckEngine(duck)
  const frequencies = await engine.makeRecords(model, options.hashKey, options.frequencies)
  const [[records]] = (await duck.rows<[bigint]>('select count(*) from input')) as [[bigint]]
  const count = Number(records)
  lap('standardise')
  const keys = await engine.makePairs(model, options)
  lap('block')
  const counts = await engine.makeVectors(model)
  lap('compare')
  const weights = givenWeights(model) ?? (await learn(duck, model, { count, counts, keys }, options, frequencies))
  lap('learn')
  await engine.makeEdges(model, weights, frequencies, { counts, least: options.least })
  lap('score')
  const clusters = await cluster(duck, model, count)
  lap('cluster')
  return {
    records: count,
    keys,
    pairs: keys.reduce((sum, key) => sum + (key.leftOut ? 0 : key.pairs), 0),
    patterns: counts.length,
    weights,
    frequencies,
    clusters,
    steps,
  }
}

/** What these records would teach a model, after a run over them that left `vectors` and `records` behind. */
export async function learnAnew(duck: Duck, model: Model, run: Run, options: BatchOptions): Promise<Training> {
  const counts = await countPatterns(duck)
  return learn(duck, model, { count: run.records, counts, keys: run.keys }, options, run.frequencies)
}

async function learn(
  duck: Duck,
  model: Model,
  { count, counts, keys }: { count: number; counts: readonly PatternCount[]; keys: readonly KeyReport[] },
  options: BatchOptions,
  frequencies: ReadonlyMap<string, Frequencies>,
): Promise<Training> {
  const possible = await possiblePairs(duck, count, options.link)
  const u = await chances(duck, model, count, options, frequencies)
  return train(model, counts, u, possible, firstGuess(model, count), countedLevels(model, keys))
}

async function possiblePairs(duck: Duck, count: number, link: boolean): Promise<number> {
  const all = (count * (count - 1)) / 2
  if (!link) return all
  const [[within]] = (await duck.rows<[number]>(
    'select coalesce(sum(n * (n - 1) / 2), 0)::double from (select count(*) n from input group by source)',
  )) as [[number]]
  return all - within
}

/** How strangers agree, from pairs taken at random; on numbers, which hardly any strangers share, from their frequencies. */
async function chances(
  duck: Duck,
  model: Model,
  count: number,
  { sample, seed, link }: BatchOptions,
  frequencies: ReadonlyMap<string, Frequencies>,
): Promise<Table> {
  const wanted = Math.min(sample, (count * (count - 1)) / 2)
  const random = (salt: number) => `(hash(range + ${seed * 7_368_787 + salt * 1_000_003}) % ${count})::integer`
  await duck.run(`create or replace temp table sampled as select a, b from (select ${random(1)} as a, ${random(2)} as b from range(${Math.round(wanted)}))
    where a <> b ${link ? 'and (select source from input where id = a) is distinct from (select source from input where id = b)' : ''}`)
  const counts = await countPatterns(duck, `(${patternSelect(model, { pairs: 'sampled', records: 'records' })})`)
  await duck.run('drop table sampled')
  const tallies = model.comparisons.map((one) => new Array<number>(sayingLevels(one).length).fill(0))
  for (const { pattern, pairs } of counts)
    outcomesOf(pattern, model.comparisons.length).forEach((level, at) => {
      if (level !== missing) tallies[at]![level]! += pairs
    })
  return tallies.map((tally, at) => {
    const levels = sayingLevels(model.comparisons[at]!)
    const total = tally.reduce((sum, one) => sum + one, 0) + 1
    const found = tally.map((one, level) => {
      const exact = equalField(levels[level]!.when)
      const known = exact ? frequencies.get(exact) : undefined
      // One in so many pairs at random would not meet a rare agreement; all the values together tell it exactly.
      return known ? Math.max(known.agreement, 1e-9) : Math.max(one, 0.5 / tally.length) / total
    })
    const sum = found.reduce((all, one) => all + one, 0)
    return levels.map((level, index) => (level.keep?.includes('u') && level.u !== undefined ? level.u : found[index]! / sum))
  })
}

/**
 * Levels of which every agreeing pair is compared, since a key asks for nothing else: how strangers agree there is counted among
 * all pairs, not guessed from a sample in which nearly every agreement is one person's.
 */
export function countedLevels(model: Model, reports: readonly KeyReport[]): boolean[][] {
  const whole = new Set(
    model.keys.flatMap((key, at) =>
      'parts' in key &&
      !reports[at]!.leftOut &&
      reports[at]!.aside === 0 &&
      key.parts.length === 1 &&
      key.parts[0]!.take === 'whole'
        ? [key.parts[0]!.field]
        : [],
    ),
  )
  return model.comparisons.map((one) => sayingLevels(one).map((level) => whole.has(equalField(level.when) ?? '')))
}

/**
 * Two records can only come together where a chain of pairs at or above the stop leads from one to the other. No other pair is
 * taken into memory, and most edges are such: of the arrays, made as long as there are edges, what is never written takes no room.
 */
async function cluster(duck: Duck, model: Model, records: number): Promise<Int32Array> {
  const { method, stop, unseen } = model.clustering ?? usualClustering
  const chained = new Components(records)
  // A little below the stop, which clustering rounds.
  for await (const [as, bs] of duck.chunks(`select a, b from edges where bits >= ${stop} - 0.001`))
    for (let at = 0; at < as!.length; at++) chained.join(as![at] as number, bs![at] as number)
  const chain = chained.roots()
  const [[count]] = (await duck.rows<[bigint]>('select count(*) from edges')) as [[bigint]]
  const left = new Int32Array(Number(count))
  const right = new Int32Array(Number(count))
  const weight = new Float32Array(Number(count))
  let kept = 0
  for await (const [as, bs, bits] of duck.chunks('select a, b, bits::float from edges'))
    for (let at = 0; at < as!.length; at++) {
      const [a, b] = [as![at] as number, bs![at] as number]
      if (chain[a] !== chain[b]) continue
      left[kept] = a
      right[kept] = b
      weight[kept++] = bits![at] as number
    }
  const pairs = { records, left: left.subarray(0, kept), right: right.subarray(0, kept), weight: weight.subarray(0, kept) }
  return method === 'average' ? clusterByAverage({ ...pairs, stop, unseen }) : clusterByComponents({ ...pairs, stop })
}
