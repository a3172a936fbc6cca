import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { seed } from '#testing/random'
import { type Comparator, type Model, testsOf } from '../model.ts'
import { scoreValuePairs, sparkPattern } from './spark.ts'
import { Spark, sparkPython } from './spark-testing.ts'
import { aModel, aPair, columnTypes, Dice, differences, recordLines } from './testing.ts'
import { compileComparer } from './typescript.ts'

const python = sparkPython()
const possible = (test: Comparator): boolean => testsOf(test).every((one) => one.is !== 'damerau-levenshtein')

test('Spark and TypeScript give 100,000 random pairs the same pattern under each of 6 random models', {
  skip: python === undefined && 'needs Spark: a python with pyspark 4, named by SPARK_PYTHON',
}, async () => {
  const dice = new Dice(seed)
  const folder = await mkdtemp(join(tmpdir(), 'spark-'))
  const spark = new Spark(python!)
  try {
    const pairs = dice.times(100_000, () => aPair(dice))
    await load(spark, folder, recordLines(pairs))
    for (const [at, model] of dice.times(6, () => aModel(dice, possible)).entries()) {
      const patterns = await sparkPatterns(spark, model, join(folder, String(at)))
      assert.deepEqual(differences(model, pairs, patterns, compileComparer(model)), [])
    }
  } finally {
    await spark.close()
    await rm(folder, { recursive: true })
  }
})

async function load(spark: Spark, folder: string, lines: string): Promise<void> {
  const path = join(folder, 'records.json')
  await writeFile(path, lines)
  const types: Record<string, string> = { varchar: 'string', integer: 'int', 'varchar[]': 'array<string>' }
  const columns = Object.entries(columnTypes).map(([name, type]) => `${name} ${types[type]}`)
  await spark.run(
    `create or replace temporary view records (id bigint, ${columns.join(', ')}) using json options (path '${path}')`,
  )
  await spark.run('cache table records')
  await spark.run('create or replace temporary view pairs as select id as a, id + 1 as b from records where id % 2 = 0')
}

async function sparkPatterns(spark: Spark, model: Model, folder: string): Promise<bigint[]> {
  const where = { valuePairs: join(folder, 'value-pairs'), scores: join(folder, 'scores') }
  const { steps, select } = sparkPattern(model, { pairs: 'pairs', records: 'records', ...where })
  for (const step of steps) {
    if (step.name === 'score value pairs') await scoreValuePairs(step)
    else await spark.run(step.sql)
  }
  const rows = await spark.run(`select cast(g as string) from (${select}) order by a`)
  return rows.map(([pattern]) => BigInt(pattern as string))
}
