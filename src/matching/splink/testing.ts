/** For tests: what Splink said of pairs beside what our reading of the same model says. */
import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { type Comparison, type Model, missing, sayingLevels } from '../model.ts'
import { type FrequencyOf, gammaOf, weigherOf } from './weight.ts'
import { conditionSql } from './write.ts'

type Value = string | number | readonly (string | object)[] | null
type InputRecord = Readonly<Record<string, Value>>

/** What `fixtures/make.py` writes. */
export interface SplinkRun {
  readonly splink: string
  readonly model: { readonly unique_id_column_name: string } & Readonly<Record<string, unknown>>
  /** DuckDB's type of each column. */
  readonly columns: Readonly<Record<string, string>>
  readonly records: readonly InputRecord[]
  /** Ids, Splink's gammas in the order of the comparisons, and its weight in bits. */
  readonly pairs: readonly {
    readonly left: Value
    readonly right: Value
    readonly weight: number
    readonly gammas: readonly number[]
  }[]
}

export function splinkRun(path: string | URL): SplinkRun {
  const [head, ...lines] = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  const records = lines.flatMap((line) => ('record' in line ? [line.record] : []))
  const pairs = lines.flatMap((line) => ('pair' in line ? [line.pair] : []))
  return {
    ...(head as Omit<SplinkRun, 'records' | 'pairs'>),
    records: records as SplinkRun['records'],
    pairs: pairs as SplinkRun['pairs'],
  }
}

/** The pairs that we see otherwise than Splink: outcomes that differ, or weights by more than 1e-9. */
export async function differences(run: SplinkRun, model: Model): Promise<string[]> {
  const outcomes = await outcomesOfPairs(run, model)
  const weigh = weigherOf(model)
  const frequencies = frequenciesOf(run, model)
  const byId = new Map(run.records.map((record) => [record[run.model.unique_id_column_name]!, record]))
  return run.pairs.flatMap(({ left, right, weight, gammas }, at) => {
    const records = { left: byId.get(left!)!, right: byId.get(right!)! }
    const ours = outcomes[at]!.map((outcome, index) => gammaOf(outcome, model.comparisons[index]!))
    const bits = weigh(outcomes[at]!, (field, side) => frequencies(field, records[side]))
    const place = `${String(left)} and ${String(right)}`
    if (ours.join() !== gammas.join()) return [`${place}: gammas ${gammas.join()}, ours ${ours.join()}`]
    return Math.abs(bits - weight) <= 1e-9 ? [] : [`${place}: ${weight} bits, ours ${bits}`]
  })
}

/** Each pair's outcomes, by DuckDB from the conditions as we write them. */
export async function outcomesOfPairs(run: SplinkRun, model: Model): Promise<number[][]> {
  const fields = new Map(model.fields.map((field) => [field.name, field]))
  const cases = model.comparisons.map((comparison) =>
    caseSql(comparison, (level) => conditionSql(level.when, fields, model.aliases ?? [])),
  )
  const sides = ['l', 'r'].map((side) => Object.keys(run.columns).map((column) => `${side}."${column}" AS "${column}_${side}"`))
  const id = run.model.unique_id_column_name
  const pairs = `SELECT p."at", ${sides.flat().join(', ')} FROM pairs p JOIN records l ON l."${id}" = p."left" JOIN records r ON r."${id}" = p."right"`
  const rows = await asked(run, `SELECT ${cases.join(', ')} FROM (${pairs}) ORDER BY "at"`)
  return rows.map((row) => row.map(Number))
}

function caseSql(comparison: Comparison, condition: (level: Comparison['levels'][number]) => string): string {
  const saying = sayingLevels(comparison)
  const whens = comparison.levels.map((level) => {
    const outcome = level.missing ? missing : saying.indexOf(level)
    return `WHEN ${level.when.is === 'otherwise' ? 'TRUE' : condition(level)} THEN ${outcome}`
  })
  return `CASE ${whens.join(' ')} END`
}

/** The rows of a question to DuckDB over `records` and `pairs`. */
export async function asked(run: SplinkRun, sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const id = run.columns[run.model.unique_id_column_name]!
    await connection.run(tableSql('records', run.records, run.columns))
    const pairs = run.pairs.map(({ left, right }, at) => ({ at, left, right }))
    await connection.run(tableSql('pairs', pairs, { at: 'BIGINT', left: id, right: id }))
    return (await connection.runAndReadAll(sql)).getRowsJS()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** A table of rows, with DuckDB's type of each column. */
function tableSql(name: string, rows: readonly object[], types: Readonly<Record<string, string>>): string {
  const columns = Object.entries(types).map(
    ([column, type]) => `CAST(row->${type.endsWith(']') ? '' : '>'}${quoted(`$."${column}"`)} AS ${type}) AS "${column}"`,
  )
  return `CREATE TABLE ${name} AS SELECT ${columns.join(', ')} FROM (SELECT unnest(CAST(${quoted(JSON.stringify(rows))} AS JSON[])) AS row)`
}

/** How often a record's value of a field occurs among those that are not null, as Splink counts. */
function frequenciesOf(
  { records }: SplinkRun,
  { fields }: Model,
): (field: string, record: InputRecord) => ReturnType<FrequencyOf> {
  const counted = new Map<string, Map<Value, number>>()
  const columns = new Map(fields.map(({ name, column }) => [name, column]))
  const count = (column: string) => {
    const values = records.map((record) => record[column] ?? null).filter((value) => value !== null)
    const shares = new Map<Value, number>()
    for (const value of values) shares.set(value, (shares.get(value) ?? 0) + 1)
    return new Map([...shares].map(([value, times]) => [value, times / values.length]))
  }
  return (field, record) => {
    const column = columns.get(field)!
    const shares = counted.get(column) ?? counted.set(column, count(column)).get(column)!
    return shares.get(record[column] ?? null) ?? null
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
