/** Proves on random pairs that DuckDB and TypeScript give the same pattern. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, listValue, structValue } from '@duckdb/node-api'
import type { Model, StandardRecord } from '../model.ts'
import { patternSelect } from './duckdb.ts'
import { aModel, aPair, columnTypes, Dice, differences, recordLines } from './testing.ts'
import { compileComparer } from './typescript.ts'

type Pairs = readonly (readonly [StandardRecord, StandardRecord])[]

/** A DuckDB in memory, for as long as the work takes. */
export async function withDuckDb<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** Makes the tables `records` and `pairs`. */
export async function load(connection: DuckDBConnection, pairs: Pairs): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'compilers-'))
  try {
    const path = join(folder, 'records.json')
    await writeFile(path, recordLines(pairs))
    const columns = ['id: bigint', ...Object.entries(columnTypes).map(([name, type]) => `${name}: ${type}`)]
    const types = columns.map((one) => one.replace(/: (.*)/, ": '$1'")).join(', ')
    await connection.run(
      `create or replace table records as select * from read_json('${path}', format = 'newline_delimited', columns = {${types}})`,
    )
    await connection.run('create or replace table pairs as select id as a, id + 1 as b from records where id % 2 = 0')
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The pattern of each pair, in their order. */
export async function duckDbPatterns(connection: DuckDBConnection, model: Model): Promise<bigint[]> {
  const reader = await connection.runAndReadAll(
    `select g from (${patternSelect(model, { pairs: 'pairs', records: 'records' })}) order by a`,
  )
  return reader.getColumns()[0] as bigint[]
}

/** So many random pairs, under so many random models. */
export async function agree(seed: number, pairs: number, models: number): Promise<void> {
  const dice = new Dice(seed)
  await withDuckDb(async (connection) => {
    const some = dice.times(pairs, () => aPair(dice))
    await load(connection, some)
    for (const model of dice.times(models, () => aModel(dice))) {
      assert.deepEqual(differences(model, some, await duckDbPatterns(connection, model), compileComparer(model)), [])
    }
  })
}

/** What DuckDB's own functions say of pairs of words. */
export async function duckDbDistances(
  connection: DuckDBConnection,
  words: readonly (readonly [string, string])[],
): Promise<{ a: string; b: string; jw: number; l: number; d: number }[]> {
  const reader = await connection.runAndReadAll(
    `select a, b, jaro_winkler_similarity(a, b) as jw, levenshtein(a, b)::integer as l, damerau_levenshtein(a, b)::integer as d
     from (select unnest($words, recursive := true))`,
    { words: listValue(words.map(([a, b]) => structValue({ a, b }))) },
  )
  return reader.getRowObjects() as { a: string; b: string; jw: number; l: number; d: number }[]
}
