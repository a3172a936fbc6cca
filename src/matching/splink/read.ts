/** Reads a model that Splink 4 or 5 saved. */
import { z } from 'zod'
import {
  type BlockingKey,
  type Comparator,
  type Comparison,
  type Field,
  type Level,
  type Model,
  ModelRefused,
  readModel,
  testsOf,
} from '../model.ts'
import { Columns, overFields, piecesOf, referenceOf } from './columns.ts'
import { type Condition, noteLists, readCondition } from './condition.ts'
import { defaultM, defaultU } from './defaults.ts'
import {
  indifferent,
  type SplinkComparison,
  type SplinkLevel,
  type SplinkRule,
  type SplinkSettings,
  splinkSettings,
} from './settings.ts'
import { NotUnderstood, parseSql, type Sql, tokensOf } from './sql.ts'
import { exactLevel } from './weight.ts'

/** A Splink model as ours, and what ours has no place for. */
export interface SplinkImport {
  readonly model: Model
  /** In which Splink it was written, as far as can be told: a model says no version, but the two name one setting differently. */
  readonly version: 4 | 5 | undefined
  readonly linkType: SplinkSettings['link_type']
  readonly uniqueIdColumn: string
  readonly sourceColumn: string
  /** What is kept as SQL for DuckDB alone, or passed over; each says where. */
  readonly warnings: readonly string[]
}

/**
 * Reads a saved Splink model. Levels without m or u get Splink's defaults (`defaults.ts`), so that pairs weigh what they weigh
 * in Splink after it has loaded the same file. Fields are `given`: nothing may be folded, and an empty text is not null.
 *
 * @param json the file's text, or what it parses to
 * @throws ModelRefused saying what cannot be read, where it stands, and what to do
 */
export function readSplinkModel(json: unknown): SplinkImport {
  const settings = settingsOf(typeof json === 'string' ? parsedJson(json) : json)
  const reader = new Reader(settings)
  const model = readModel(reader.model())
  return {
    model,
    version: 'match_weight_column_prefix' in settings ? 5 : 'bayes_factor_column_prefix' in settings ? 4 : undefined,
    linkType: settings.link_type,
    uniqueIdColumn: settings.unique_id_column_name,
    sourceColumn: settings.source_dataset_column_name,
    warnings: reader.warnings,
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ModelRefused(
      `The Splink model is not JSON: ${(error as Error).message}. Save it in Splink with linker.misc.save_model_to_json().`,
    )
  }
}

function settingsOf(json: unknown): SplinkSettings {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ModelRefused('A Splink model is a JSON object with "link_type" and "comparisons". This is none.')
  }
  if ('comparison_columns' in json || 'proportion_of_matches' in json) {
    throw new ModelRefused(
      'This is a model of Splink 2 or older ("comparison_columns"). Write it for Splink 4 or 5, and save it there.',
    )
  }
  if (!('comparisons' in json) || !('link_type' in json)) {
    const other = 'fields' in json ? ' It looks like a model of ours, which is read without this.' : ''
    throw new ModelRefused(
      `A Splink model is a JSON object with "link_type" and "comparisons". This has no "${'comparisons' in json ? 'link_type' : 'comparisons'}".${other}`,
    )
  }
  const read = splinkSettings.safeParse(json)
  if (read.success) return read.data
  throw new ModelRefused(`The Splink model cannot be read as one of version 4 or 5.\n${z.prettifyError(read.error)}`)
}

class Reader {
  readonly warnings: string[] = []
  readonly #columns = new Columns()
  readonly #settings: SplinkSettings
  constructor(settings: SplinkSettings) {
    this.#settings = settings
  }

  model(): Model {
    this.#noteUnknown()
    const {
      comparisons: read,
      blocking_rules_to_generate_predictions: rules,
      probability_two_random_records_match: prior,
    } = this.#settings
    for (const { comparison_levels: levels } of read) for (const level of levels) noteLists(level.sql_condition, this.#columns)
    for (const rule of rules ?? []) for (const column of rule.arrays_to_explode ?? []) this.#columns.isList(column)
    const comparisons = read.map((one, at) => this.#comparison(one, at))
    const keys = this.#keys(rules ?? [])
    return { version: 1, fields: usedFields(this.#columns.list(), comparisons, keys), comparisons, keys, prior }
  }

  #noteUnknown(): void {
    const known = [...Object.keys(splinkSettings.shape), ...indifferent]
    const unknown = Object.keys(this.#settings).filter((key) => !known.includes(key))
    if (unknown.length > 0)
      this.warnings.push(`Neither Splink 4 nor 5 has these settings, which are passed over: ${unknown.join(', ')}.`)
  }

  #comparison({ output_column_name: output, comparison_levels: levels }: SplinkComparison, at: number): Comparison {
    const where = output ? `comparison ${output}` : `comparison ${at + 1}`
    checkOrder(levels, where)
    const saying = levels.filter((level) => !level.is_null_level)
    const numbers = { m: defaultM(saying.length), u: defaultU(saying.length) }
    const read = levels.map((level, index) => {
      const place = saying.indexOf(level)
      return this.#level(
        level,
        place < 0 ? undefined : { m: numbers.m[place]!, u: numbers.u[place]! },
        `${where}, level ${index + 1}`,
      )
    })
    const comparison = { name: output || nameOf(read), levels: read }
    checkRarities(comparison, where)
    return comparison
  }

  #level(level: SplinkLevel, defaults: { m: number; u: number } | undefined, where: string): Level {
    const label = level.label_for_charts?.trim() || level.sql_condition
    const when: Comparator = isElse(level) ? { is: 'otherwise' } : this.#condition(level.sql_condition, where)
    if (!defaults) return { label, when, missing: true }
    const keep = [level.fix_m_probability && ('m' as const), level.fix_u_probability && ('u' as const)].filter(
      (one) => one === 'm' || one === 'u',
    )
    const rarity = this.#rarity(level)
    return {
      label,
      when,
      ...numbersOf(level, defaults),
      ...(keep.length > 0 && { keep }),
      ...(rarity && { rarity }),
    }
  }

  /** On the last level, and with a weight of nought, Splink makes no difference of it. */
  #rarity(level: SplinkLevel): Level['rarity'] {
    const weight = level.tf_adjustment_weight ?? 1
    if (!level.tf_adjustment_column || weight === 0 || isElse(level)) return undefined
    return {
      field: this.#columns.field(unquoted(level.tf_adjustment_column)),
      weight,
      ...(level.tf_minimum_u_value && { floor: level.tf_minimum_u_value }),
      ...(level.disable_tf_exact_match_detection && { own: true as const }),
    }
  }

  #condition(text: string, where: string): Comparator {
    const { test, kept } = readCondition(text, this.#columns)
    this.#noteKept(kept, where)
    return test
  }

  /** SQL that we keep must be DuckDB's. */
  #noteKept(kept: Condition['kept'], where: string): void {
    for (const piece of kept) {
      const short = piece.replace(/\s+/g, ' ')
      const dialect = this.#settings.sql_dialect
      if (dialect !== 'duckdb')
        throw new ModelRefused(
          `${where}: of the ${dialect} condition this is not understood, and DuckDB may read it otherwise: ${short}. Write the model for DuckDB.`,
        )
      this.warnings.push(`${where} is kept as SQL, which only DuckDB runs: ${short}`)
    }
  }

  #keys(rules: readonly SplinkRule[]): BlockingKey[] {
    if (rules.length > 0) return rules.map((rule, at) => this.#key(rule, `blocking rule ${at + 1}`))
    this.warnings.push(
      'The model has no blocking rules, so every record is compared with every other, as Splink does. Add keys before you run it on many.',
    )
    return [{ sql: '1 = 1' }]
  }

  #key({ blocking_rule: text, arrays_to_explode: exploded }: SplinkRule, where: string): BlockingKey {
    if (exploded && exploded.length > 0) return { sql: this.#explodedKey(text, exploded, where) }
    const parts = partsOf(readCondition(text, this.#columns, 'rule').test)
    if (parts) return { parts: parts.map((field) => ({ field, take: 'whole' as const })) }
    this.#noteKept([text], where)
    return { sql: overFields(text, tokensOf(text), this.#columns, 'rule') }
  }

  /** Splink gives a record one row for each value of the list; pairs are then those whose lists share a value. */
  #explodedKey(text: string, exploded: readonly string[], where: string): string {
    const lists = exploded.map((column) => column.toLowerCase())
    const parsed = parsedRule(text, where)
    this.#noteKept([text], where)
    const pieces = parsed.is === 'and' ? parsed.of : [parsed]
    return pieces.map((piece) => this.#explodedPiece(piece, text, lists, where)).join(' AND ')
  }

  #explodedPiece(piece: Sql, text: string, lists: readonly string[], where: string): string {
    const columnOf = (sql: Sql) => (sql.is === 'name' ? referenceOf(sql.path, 'rule')?.column.toLowerCase() : undefined)
    const touched = [...piecesOf(piece)].map(columnOf).filter((column) => column !== undefined && lists.includes(column))
    const source = text.slice(piece.from, piece.to)
    if (touched.length === 0) return `(${overFields(source, tokensOf(source), this.#columns, 'rule')})`
    const plain =
      piece.is === 'compare' &&
      piece.sign === '=' &&
      columnOf(piece.left) !== undefined &&
      columnOf(piece.left) === columnOf(piece.right)
    if (!plain)
      throw new ModelRefused(
        `${where}: of an exploded list only l.${touched[0]} = r.${touched[0]} can be read, not ${source}. Write the rule so, or leave it out.`,
      )
    const field = this.#columns.field(touched[0]!)
    return `list_has_any(l."${field}", r."${field}")`
  }
}

function parsedRule(text: string, where: string): Sql {
  try {
    return parseSql(text)
  } catch (error) {
    if (error instanceof NotUnderstood)
      throw new ModelRefused(
        `${where} explodes lists, and its condition cannot be read (${error.message}): ${text}. Write it as equalities.`,
      )
    throw error
  }
}

/** Splink's default u of "ELSE" beside one level is 1.6, which is no probability; of u 1 and m in proportion the weight is the same. */
function numbersOf(level: SplinkLevel, defaults: { m: number; u: number }): { m: number; u: number } {
  const [m, u] = [level.m_probability ?? defaults.m, level.u_probability ?? defaults.u]
  return u > 1 ? { m: m / u, u: 1 } : { m, u }
}

const isElse = (level: SplinkLevel): boolean => level.sql_condition.trim().toUpperCase() === 'ELSE'

/** Splink puts the levels into one CASE: without ELSE a pair would weigh null, and after it nothing is asked. */
function checkOrder(levels: readonly SplinkLevel[], where: string): void {
  const last = levels.findIndex(isElse)
  if (last < 0)
    throw new ModelRefused(
      `${where} has no level "ELSE", so that some pairs would have no weight. Add {"sql_condition": "ELSE"} as its last.`,
    )
  if (last < levels.length - 1)
    throw new ModelRefused(`${where}: level ${last + 2} stands after "ELSE" and would never be asked. Put "ELSE" last.`)
  if (levels[last]!.is_null_level)
    throw new ModelRefused(
      `${where}: "ELSE" is marked as its null level, so that no pair of it counts. Take "is_null_level" from it.`,
    )
  if (levels.filter((level) => !level.is_null_level).length < 2)
    throw new ModelRefused(
      `${where} has only "ELSE" beside null levels, which Splink does not load. Add a level that says something, or leave the comparison out.`,
    )
}

function checkRarities(comparison: Comparison, where: string): void {
  for (const { rarity, label } of comparison.levels) {
    if (!rarity || rarity.own || exactLevel(comparison, rarity.field)) continue
    throw new ModelRefused(
      `${where}, "${label}": term frequencies of ${rarity.field} need a level that is exact on that column alone, and Splink stops without one. Add it, or set "disable_tf_exact_match_detection": true.`,
    )
  }
}

/** The fields of plain equalities; undefined where a rule asks anything else. */
function partsOf(test: Comparator): string[] | undefined {
  const tests = test.is === 'all' ? test.of : [test]
  const fields = tests.map((one) => (one.is === 'exact' && !one.with ? one.field : undefined))
  return fields.every((field) => field !== undefined) ? [...new Set(fields)] : undefined
}

/** Where a comparison has no name, Splink makes one of its columns. */
function nameOf(levels: readonly Level[]): string {
  const fields = new Set(levels.flatMap(({ when }) => testsOf(when).flatMap(fieldsOf)))
  return fields.size === 1 ? [...fields][0]! : `custom_${[...fields].join('_')}`
}

const fieldsOf = (test: Comparator): string[] => {
  if (test.is === 'sql') return [...test.text.matchAll(/\b[lr]\."([a-z0-9_]+)"/gi)].map((found) => found[1]!)
  return 'field' in test ? [test.field, ...('with' in test && test.with ? [test.with] : [])] : []
}

/** Without those that were made for a piece which then stayed SQL. */
function usedFields(fields: readonly Field[], comparisons: readonly Comparison[], keys: readonly BlockingKey[]): Field[] {
  const levels = comparisons.flatMap((one) => one.levels)
  const used = new Set([
    ...levels.flatMap(({ when, rarity }) => [...testsOf(when).flatMap(fieldsOf), ...(rarity ? [rarity.field] : [])]),
    ...keys.flatMap((key) => ('parts' in key ? key.parts.map((part) => part.field) : fieldsOf({ is: 'sql', text: key.sql }))),
  ])
  return fields.filter((field) => used.has(field.name))
}

/** A column's name may be written in the quotes of the dialect. */
const unquoted = (column: string): string => /^(["`])(.*)\1$/.exec(column)?.[2] ?? column
