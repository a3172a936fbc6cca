import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '#testing/folder'
import { seed } from '#testing/random'
import { openDuck } from '../duck.ts'
import { type Comparator, type Model, testsOf } from '../model.ts'
import { findSpark, localOptions, runSparkSql } from '../spark/find.ts'
import { ParquetSteps } from '../spark/parquet-steps.ts'
import { whySkipped } from '../spark/testing.ts'
import { sparkPattern } from './spark.ts'
import { aModel, aPair, columnTypes, Dice, differences, recordLines } from './testing.ts'
import { compileComparer } from './typescript.ts'

const folder = temporaryFolder('spark-patterns')
after(() => rmSync(folder, { recursive: true, force: true }))
// So few pairs are done before Java's better compiler has paid for itself.
process.env.JAVA_TOOL_OPTIONS = '-XX:TieredStopAtLevel=1'
const possible = (test: Comparator): boolean => testsOf(test).every((one) => one.is !== 'damerau-levenshtein')

test('Spark and TypeScript give 100,000 random pairs the same pattern under each of 6 random models', {
  skip: whySkipped(),
}, async () => {
  const dice = new Dice(seed)
  const spark = findSpark()
  const duck = await openDuck({ folder, threads: 1, memoryLimit: '1GB' })
  try {
    const pairs = dice.times(100_000, () => aPair(dice))
    const models = dice.times(6, () => aModel(dice, possible))
    const steps = new ParquetSteps(duck, {
      folder: join(folder, 'steps'),
      run: (scripts) => runSparkSql(spark, scripts, { folder, options: localOptions(2, '3GB') }),
      progress: () => {},
    })
    const records = join(folder, 'records.json')
    writeFileSync(records, recordLines(pairs))
    const types = Object.entries({ id: 'bigint', ...columnTypes }).map(([name, type]) => `"${name}": '${type}'`)
    await steps.give(
      'records',
      `select * from read_json('${records}', format = 'newline_delimited', columns = {${types.join(', ')}})`,
    )
    await steps.give('pairs', `select 2 * range as a, 2 * range + 1 as b from range(${pairs.length})`)
    for (const [at, patterns] of (await sparkPatterns(steps, models, duck)).entries())
      assert.deepEqual(differences(models[at]!, pairs, patterns, compileComparer(models[at]!)), [])
  } finally {
    duck.close()
  }
})

/** The patterns of the pairs under each model, in two starts of Spark: the value pairs of all, then the patterns of all. */
async function sparkPatterns(steps: ParquetSteps, models: readonly Model[], duck: Awaited<ReturnType<typeof openDuck>>) {
  const plans = models.map((model, at) => ({
    ...sparkPattern(model, { pairs: 'pairs', records: 'records', scores: `scores_${at}` }),
    at,
  }))
  const reads = ['pairs', 'records']
  const scored = plans.flatMap(({ at, values }) => (values ? [{ at, values }] : []))
  await steps.make(scored.map(({ at, values }) => ({ name: `value_pairs_${at}`, about: '', reads, select: values.gather })))
  for (const { at, values } of scored) {
    await steps.view(`value_pairs_${at}`)
    await steps.makeHere({
      name: `scores_${at}`,
      about: '',
      reads: [`value_pairs_${at}`],
      select: values.score(`value_pairs_${at}`),
    })
  }
  await steps.make(
    plans.map(({ at, values, select }) => ({
      name: `vectors_${at}`,
      about: '',
      reads: [...reads, ...(values ? [`scores_${at}`] : [])],
      select,
    })),
  )
  const found: bigint[][] = []
  for (const { at } of plans) {
    await steps.view(`vectors_${at}`)
    found.push((await duck.rows<[bigint]>(`select g from vectors_${at} order by a`)).map(([g]) => g))
  }
  return found
}
