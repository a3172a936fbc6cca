/**
 * The engine that is a Spark (`engine.ts` says what an engine makes): for more records than one machine can compare. Values are
 * standardised here, once for each different value, and so is all that is learned from counts; what is done for each record and each
 * pair is done by scripts of Spark SQL, every step of which leaves Parquet (`parquet-steps.ts`) that DuckDB reads.
 */
import type { KeyReport } from '../block.ts'
import { sparkDialect, sparkPattern } from '../compile/spark.ts'
import type { Duck } from '../duck.ts'
import type { Engine } from '../engine.ts'
import type { Model } from '../model.ts'
import { keyInWords, planRecords } from '../records.ts'
import { makeWeights, scoringOf } from '../score.ts'
import { blockingSteps } from './blocking.ts'
import { ParquetSteps, type ParquetStepsOptions, type Step } from './parquet-steps.ts'

export function sparkEngine(duck: Duck, options: ParquetStepsOptions): Engine {
  const steps = new ParquetSteps(duck, options)
  /** Steps that wait for the next ones: to start Spark takes seconds, on a cluster more. */
  const waiting: Step[] = []
  const make = async (more: readonly Step[], views: readonly string[]) => {
    await steps.make([...waiting.splice(0), ...more])
    for (const name of views) await steps.view(name)
  }

  return {
    async makeRecords(model, hashKey, given) {
      refuseEarly(model)
      const { own, tables, select, frequencies } = await planRecords(duck, model, hashKey, given)
      await steps.give('own', own)
      for (const table of tables) {
        await steps.give(table, `select * from ${table}`)
        await duck.run(`drop table ${table}`)
      }
      waiting.push({
        name: 'records',
        about: 'the records with standardised values, and the hashes of their keys',
        reads: ['own', ...tables],
        select: select('own', sparkDialect),
      })
      return frequencies
    },

    async makePairs(model, blocking) {
      const [[records]] = (await duck.rows<[bigint]>('select count(*) from input')) as [[bigint]]
      const { values } = sparkPattern(model, tables)
      const gather = values && {
        name: 'value_pairs',
        about: 'the pairs of different values whose likeness is asked, each once: DuckDB scores them',
        reads: ['pairs', 'records'],
        select: values.gather,
      }
      await make(
        [...blockingSteps(model, blocking, Number(records)), ...(gather ? [gather] : [])],
        ['records', 'pairs', 'key_totals', 'key_pairs', ...(gather ? ['value_pairs'] : [])],
      )
      return keyReports(duck, model)
    },

    async makeVectors(model) {
      const { values, select } = sparkPattern(model, tables)
      if (values) await steps.makeHere({ name: 'scores', about: '', reads: ['value_pairs'], select: values.score('value_pairs') })
      await make(
        [
          {
            name: 'vectors',
            about: 'the pattern (g) of each pair',
            reads: ['pairs', 'records', ...(values ? ['scores'] : [])],
            select,
          },
          {
            name: 'patterns',
            about: 'how many pairs have each pattern',
            reads: ['vectors'],
            select: 'select g, count(*) as n from vectors group by g',
          },
        ],
        ['vectors', 'patterns'],
      )
      const rows = await duck.rows<[bigint, bigint]>('select g, n from patterns order by g')
      return rows.map(([pattern, pairs]) => ({ pattern, pairs: Number(pairs) }))
    },

    async makeEdges(model, weights, frequencies, scored) {
      const { patterns, select } = scoringOf(model, weights, frequencies, scored)
      await makeWeights(duck, patterns)
      await steps.give('weights', 'select * from weights')
      await make(
        [
          {
            name: 'edges',
            about: 'the pairs that may still matter, with their bits for one person',
            reads: ['vectors', 'weights', 'records'],
            select: select('vectors'),
          },
        ],
        ['edges'],
      )
    },
  }
}

const tables = { pairs: 'pairs', records: 'records', scores: 'scores' }

/** What Spark cannot do is said before anything is done. */
function refuseEarly(model: Model): void {
  sparkPattern(model, tables)
  blockingSteps(model, { cap: 2, link: false }, 0)
}

async function keyReports(duck: Duck, { keys }: Model): Promise<KeyReport[]> {
  const totals = await duck.rows<[number, number, number, boolean, number]>(
    `select t.key::integer, t.aside::double, t.pairs::double, t.left_out, coalesce(p.n, 0)::double
    from key_totals t left join key_pairs p on p.key = t.key`,
  )
  const of = new Map(totals.map(([key, ...rest]) => [key, rest]))
  return keys.map((key, at) => {
    const [aside, wanted, leftOut, pairs] = of.get(at) ?? [0, 0, false, 0]
    return { key: keyInWords(key), pairs: leftOut ? wanted : pairs, aside, leftOut }
  })
}
