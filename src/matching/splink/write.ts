/** Writes a model for Splink. */
import {
  type BlockingKey,
  type Comparator,
  type Comparison,
  type Field,
  type Level,
  type Model,
  ModelRefused,
  sayingLevels,
  standardColumns,
  type Take,
} from '../model.ts'
import { stepsSql } from '../steps.ts'
import { defaultM, defaultU } from './defaults.ts'
import { leastProbability, type linkTypes } from './settings.ts'

export interface ExportOptions {
  /** 5 unless said otherwise. */
  readonly version?: 4 | 5
  readonly linkType: (typeof linkTypes)[number]
  readonly uniqueIdColumn?: string
  readonly sourceColumn?: string
}

export interface SplinkExport {
  /** What `Linker(…, settings)` takes, and what a saved model holds. */
  readonly settings: Readonly<Record<string, unknown>>
  /** What Splink has no place for, and what does not weigh there what it weighs here. */
  readonly warnings: readonly string[]
}

/**
 * A model as Splink's JSON, for DuckDB. Splink reads a `given` field from the input's column, and every other from the standard
 * columns of the same name, which its table must have. Every level has its numbers: untrained ones Splink's defaults, since one
 * without would weigh something else after loading than before saving.
 *
 * @throws ModelRefused where a rarity is of a field that Splink cannot count
 */
export function writeSplinkModel(model: Model, options: ExportOptions): SplinkExport {
  return new Writer(model).write(options)
}

class Writer {
  readonly #model: Model
  readonly #fields: ReadonlyMap<string, Field>
  readonly #warnings: string[] = []
  constructor(model: Model) {
    this.#model = model
    this.#fields = new Map(model.fields.map((field) => [field.name, field]))
  }

  write({ version = 5, linkType, uniqueIdColumn = 'unique_id', sourceColumn = 'source_dataset' }: ExportOptions): SplinkExport {
    const comparisons = this.#model.comparisons.map((one) => this.#comparison(one))
    const rules = this.#model.keys.flatMap((key) => this.#rule(key))
    this.#noteLost()
    const settings = {
      link_type: linkType,
      probability_two_random_records_match: this.#model.prior ?? 0.0001,
      retain_matching_columns: true,
      retain_intermediate_calculation_columns: false,
      additional_columns_to_retain: [],
      sql_dialect: 'duckdb',
      em_convergence: 0.0001,
      max_iterations: 25,
      [version === 5 ? 'match_weight_column_prefix' : 'bayes_factor_column_prefix']: version === 5 ? 'mw_' : 'bf_',
      term_frequency_adjustment_column_prefix: 'tf_',
      comparison_vector_value_column_prefix: 'gamma_',
      unique_id_column_name: uniqueIdColumn,
      source_dataset_column_name: sourceColumn,
      blocking_rules_to_generate_predictions: rules.map((blocking_rule) => ({ blocking_rule, sql_dialect: 'duckdb' })),
      comparisons,
    }
    return { settings, warnings: this.#warnings }
  }

  #noteLost(): void {
    if (this.#model.household)
      this.#warnings.push('Splink has no third hypothesis: people of one household weigh more there than here.')
    if (this.#model.clustering?.method === 'average') this.#warnings.push('Splink clusters by connected components only.')
    if (this.#model.prior === undefined) this.#warnings.push("The model has no prior: Splink's default of 0.0001 is written.")
  }

  #comparison(comparison: Comparison): Record<string, unknown> {
    const saying = sayingLevels(comparison)
    const [m, u] = [defaultM(saying.length), defaultU(saying.length)]
    const levels = comparison.levels.map((level) => {
      const at = saying.indexOf(level)
      return this.#level(level, at < 0 ? undefined : { m: level.m ?? m[at]!, u: level.u ?? u[at]! })
    })
    return { output_column_name: comparison.name, comparison_description: comparison.name, comparison_levels: levels }
  }

  #level(level: Level, numbers: { m: number; u: number } | undefined): Record<string, unknown> {
    const sql = level.when.is === 'otherwise' ? 'ELSE' : conditionSql(level.when, this.#fields, this.#model.aliases ?? [])
    const said = { sql_condition: sql, label_for_charts: level.label }
    if (!numbers) return { ...said, is_null_level: true }
    return {
      ...said,
      m_probability: Math.max(numbers.m, leastProbability),
      u_probability: Math.max(numbers.u, leastProbability),
      fix_m_probability: level.keep?.includes('m') ?? false,
      fix_u_probability: level.keep?.includes('u') ?? false,
      ...this.#rarity(level),
    }
  }

  /** Splink forgets a weight of nought when it saves, and takes 1 when it loads: no rarity is written instead. */
  #rarity({ rarity, label }: Level): Record<string, unknown> {
    if (!rarity || rarity.weight === 0) return {}
    const field = this.#fields.get(rarity.field)!
    if (field.steps)
      throw new ModelRefused(
        `"${label}": Splink counts how often a column has a value, and ${field.name} is made of one. Let its rarity be of the column itself.`,
      )
    return {
      tf_adjustment_column: columnOf(field),
      tf_adjustment_weight: rarity.weight,
      ...(rarity.floor && { tf_minimum_u_value: rarity.floor }),
      ...(rarity.own && { disable_tf_exact_match_detection: true }),
    }
  }

  #rule(key: BlockingKey): string[] {
    if ('sql' in key) return [outOfFields(key.sql, this.#fields, (column, side) => `${side}.${quoted(column)}`)]
    const parts = key.parts.map(({ field, take }) => [this.#part(field, take, 'l'), this.#part(field, take, 'r')])
    if (parts.every(([left]) => left !== undefined)) return [parts.map(([left, right]) => `${left} = ${right}`).join(' AND ')]
    this.#warnings.push(
      `A key takes what Splink has no column for, and is left out: ${key.parts.map(({ field, take }) => `${take} of ${field}`).join(', ')}.`,
    )
    return []
  }

  #part(name: string, take: Take, side: 'l' | 'r'): string | undefined {
    const field = this.#fields.get(name)!
    const column = (of: string) => `${side}.${quoted(of)}`
    const value = stepsSql(column(columnOf(field)), field.steps ?? [])
    switch (take) {
      case 'whole':
        return value
      case 'sound':
        return column(standardColumns(field).sound!)
      case 'start3':
        return `substr(${value}, 1, 3)`
      case 'initial':
        return `substr(${value}, 1, 1)`
      case 'year':
        return `substr(${value}, 1, 4)`
      case 'month-day':
        return `substr(${value}, 6, 5)`
      case 'sector':
        return `substr(${value}, 1, length(${value}) - 2)`
      case 'district':
        return `substr(${value}, 1, length(${value}) - 3)`
      default:
        return undefined
    }
  }
}

/**
 * A test as a condition of Splink's over columns `x_l` and `x_r`, in DuckDB's SQL.
 *
 * @param fields by name
 * @param aliases of the model
 */
export function conditionSql(
  test: Comparator,
  fields: ReadonlyMap<string, Field>,
  aliases: readonly (readonly [string, string])[],
): string {
  const sql = (one: Comparator): string => conditionSql(one, fields, aliases)
  const value = (name: string, side: 'l' | 'r') => {
    const field = fields.get(name)!
    return stepsSql(quoted(`${columnOf(field)}_${side}`), field.steps ?? [])
  }
  const standard = (name: string, part: 'sound' | 'day') =>
    ['l', 'r'].map((side) => quoted(`${standardColumns(fields.get(name)!)[part]!}_${side}`))
  switch (test.is) {
    case 'dice':
      throw new ModelRefused(`${test.field}: Splink cannot compare codes.`)
    case 'null': {
      const [left, right] = [`${value(test.field, 'l')} IS NULL`, `${value(test.field, 'r')} IS NULL`]
      return test.side === 'left'
        ? left
        : test.side === 'right'
          ? right
          : `(${left} ${test.side === 'both' ? 'AND' : 'OR'} ${right})`
    }
    case 'sql':
      return `(${outOfFields(test.text, fields, (column, side) => quoted(`${column}_${side}`))})`
    case 'all':
    case 'any':
      return `(${test.of.map(sql).join(test.is === 'all' ? ' AND ' : ' OR ')})`
    case 'not':
      return `NOT (${sql(test.of)})`
    case 'otherwise':
      return 'TRUE'
    case 'date-difference':
      return `abs(${standard(test.field, 'day').join(' - ')}) <= ${numberSql(test.atMostDays)}`
    case 'phonetic':
      return standard(test.field, 'sound').join(' = ')
    default: {
      const other = 'with' in test && test.with ? test.with : test.field
      return pairSql(test, value(test.field, 'l'), value(other, 'r'), aliases)
    }
  }
}

type PairTest = Exclude<
  Comparator,
  { is: 'null' | 'dice' | 'sql' | 'all' | 'any' | 'not' | 'otherwise' | 'date-difference' | 'phonetic' }
>

function pairSql(test: PairTest, left: string, right: string, aliases: readonly (readonly [string, string])[]): string {
  switch (test.is) {
    case 'exact':
      return `${left} = ${right}`
    case 'jaro-winkler':
      return `jaro_winkler_similarity(${left}, ${right}) >= ${numberSql(test.atLeast)}`
    case 'levenshtein':
      return `levenshtein(${left}, ${right}) <= ${test.atMost}`
    case 'damerau-levenshtein':
      return `damerau_levenshtein(${left}, ${right}) <= ${test.atMost}`
    case 'difference':
      return `abs(${left} - ${right}) <= ${numberSql(test.atMost)}`
    case 'prefix':
      return `substr(${left}, 1, ${test.letters}) = substr(${right}, 1, ${test.letters})`
    case 'pattern':
      return [left, right].map((one) => `regexp_extract(${one}, ${textSql(test.pattern)})`).join(' = ')
    case 'overlap':
      return `array_length(list_intersect(${left}, ${right})) >= ${test.atLeast}`
    case 'alias': {
      const pairs = aliases.flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`])
      return pairs.length === 0 ? 'FALSE' : `${left} || ' ' || ${right} IN (${pairs.map(textSql).join(', ')})`
    }
  }
}

/** The column that Splink reads: the input's, or the standard one. */
const columnOf = (field: Field): string =>
  field.kind === 'given' || field.kind === 'list' ? field.column : standardColumns(field).value
const quoted = (column: string): string => `"${column.replaceAll('"', '""')}"`
/** DuckDB reads a number without an exponent as a decimal, and one of many figures then not to the last bit. */
const numberSql = (number: number): string =>
  /e/.test(String(number)) || String(number).length < 16 ? String(number) : `${number}e0`
const textSql = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Kept SQL over `l."field"` and `r."field"`, over the input's columns again. */
function outOfFields(
  text: string,
  fields: ReadonlyMap<string, Field>,
  column: (column: string, side: 'l' | 'r') => string,
): string {
  return text.replace(/\b([lr])\."([a-z0-9_]+)"/gi, (found, side: 'l' | 'r', name: string) => {
    const field = fields.get(name)
    return field ? column(columnOf(field), side) : found
  })
}
