/** A level's condition as a test of ours. What a test cannot say stays SQL, piece by piece. */
import type { Comparator, Step } from '../model.ts'
import { expressionOf, readableFormat, wholeDays } from '../steps.ts'
import { type Columns, overFields, type Place, piecesOf, type Reference, referenceOf, type Side } from './columns.ts'
import { NotUnderstood, parseSql, type Sign, type Sql, tokensOf } from './sql.ts'

/** A condition that is read: the test, and the pieces of it that only DuckDB understands. */
export interface Condition {
  readonly test: Comparator
  readonly kept: readonly string[]
}

/** Reads a condition. Which columns hold lists must be known to `columns` before (`noteLists`). */
export function readCondition(text: string, columns: Columns, place: Place = 'level'): Condition {
  const reading = new Reading(text, columns, place)
  const parsed = parsed_(text)
  return { test: parsed ? reading.test(parsed) : reading.keep(0, text.length), kept: reading.kept }
}

/** Tells `columns` which columns a condition takes for lists. */
export function noteLists(text: string, columns: Columns, place: Place = 'level'): void {
  const parsed = parsed_(text)
  if (!parsed) return
  for (const piece of piecesOf(parsed)) {
    if (piece.is !== 'call' || !listFunctions.has(piece.name)) continue
    for (const one of piece.of) {
      const reference = one.is === 'name' ? referenceOf(one.path, place) : undefined
      if (reference) columns.isList(reference.column)
    }
  }
}
const intersections = new Set(['list_intersect', 'array_intersect'])
const overlaps = new Set(['list_has_any', 'array_has_any', 'arrays_overlap', '&&'])
const listFunctions = new Set([...intersections, ...overlaps])
const lengths = new Set(['array_length', 'len', 'length', 'array_size', 'size', 'cardinality'])

function parsed_(text: string): Sql | undefined {
  try {
    return parseSql(text)
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined
    throw error
  }
}

/** A column of one record, and what is made of it. */
interface Value extends Reference {
  readonly steps: readonly Step[]
}

/** How alike, or how far apart, two values are: the test that it is at least, or at most, so much. */
interface Measure {
  readonly more: 'alike' | 'apart'
  /** Undefined where a test cannot say it. */
  readonly test: (bound: number) => Comparator | undefined
}

class Reading {
  readonly kept: string[] = []
  readonly #text: string
  readonly #columns: Columns
  readonly #place: Place
  constructor(text: string, columns: Columns, place: Place) {
    this.#text = text
    this.#columns = columns
    this.#place = place
  }

  test(sql: Sql): Comparator {
    if (sql.is === 'and' || sql.is === 'or')
      return joined(
        sql.is,
        sql.of.map((one) => this.test(one)),
      )
    if (sql.is === 'not') return { is: 'not', of: this.test(sql.of) }
    return this.#single(sql) ?? this.keep(sql.from, sql.to)
  }

  /** A piece as it stands, over our fields. */
  keep(from: number, to: number): Comparator {
    const piece = this.#text.slice(from, to).trim()
    this.kept.push(piece)
    return { is: 'sql', text: overFields(piece, tokensOf(piece), this.#columns, this.#place) }
  }

  #single(sql: Sql): Comparator | undefined {
    if (sql.is === 'is-null') return this.#nullTest(sql.of, sql.not)
    if (sql.is === 'compare') return this.#equality(sql) ?? this.#threshold(sql)
    return sql.is === 'call' && overlaps.has(sql.name) ? this.#overlap(sql.of, 1) : undefined
  }

  #nullTest(of: Sql, not: boolean): Comparator | undefined {
    if (of.is === 'call' && of.name === 'coalesce') {
      const each = of.of.map((one) => this.#nullTest(one, not))
      return each.every((one) => one !== undefined) ? joined(not ? 'or' : 'and', each) : undefined
    }
    const value = this.#value(of)
    if (!value) return undefined
    const test: Comparator = { is: 'null', field: this.#columns.field(value.column, value.steps), side: value.side }
    return not ? { is: 'not', of: test } : test
  }

  #equality({ sign, left, right }: Sql & { is: 'compare' }): Comparator | undefined {
    if (sign !== '=' && sign !== '<>') return undefined
    const fields = this.#pair(this.#value(left), this.#value(right))
    if (!fields) return undefined
    const test: Comparator = { is: 'exact', ...fields }
    return sign === '=' ? test : { is: 'not', of: test }
  }

  /** A measure of two values on one side, a number on the other. */
  #threshold({ sign, left, right }: Sql & { is: 'compare' }): Comparator | undefined {
    const bound = numberOf(right)
    if (bound === undefined) {
      const other = numberOf(left)
      return other === undefined ? undefined : this.#measured(right, turned[sign], other)
    }
    return this.#measured(left, sign, bound)
  }

  #measured(of: Sql, sign: Sign, bound: number): Comparator | undefined {
    const measure = of.is === 'call' ? this.#measure(of) : undefined
    if (!measure) return undefined
    if (sign === '=') return measure.more === 'apart' && bound === 0 ? measure.test(0) : undefined
    if (sign === '<>') return undefined
    const alike = measure.more === 'alike'
    // What is not at least so much is less; and more than so much is at least the next number.
    const positive = alike ? sign === '>=' || sign === '>' : sign === '<=' || sign === '<'
    const next = alike ? sign === '>' || sign === '<=' : sign === '<' || sign === '>='
    const test = measure.test(next ? neighbour(bound, alike ? 1 : -1) : bound)
    return test && (positive ? test : { is: 'not', of: test })
  }

  #measure({ name, of }: Sql & { is: 'call' }): Measure | undefined {
    if (lengths.has(name)) return this.#shared(of)
    if (name === 'abs') return of.length === 1 ? this.#difference(of[0]!) : undefined
    const is = similarities[name]
    if (!is || of.length !== 2) return undefined
    const fields = this.#pair(this.#value(of[0]!), this.#value(of[1]!))
    if (!fields) return undefined
    if (is === 'jaro-winkler')
      return { more: 'alike', test: (atLeast) => (atLeast >= 0 && atLeast <= 1 ? { is, ...fields, atLeast } : undefined) }
    return { more: 'apart', test: (bound) => (bound >= 0 ? { is, ...fields, atMost: Math.floor(bound) } : undefined) }
  }

  /** How many values two lists share. */
  #shared([of, dimension, ...more]: readonly Sql[]): Measure | undefined {
    if (of?.is !== 'call' || !intersections.has(of.name) || more.length > 0) return undefined
    if (dimension && numberOf(dimension) !== 1) return undefined
    return { more: 'alike', test: (bound) => this.#overlap(of.of, Math.ceil(bound)) }
  }

  #overlap(of: readonly Sql[], atLeast: number): Comparator | undefined {
    const [left, right, ...more] = of.map((one) => this.#reference(one))
    if (!left || !right || more.length > 0 || atLeast < 1) return undefined
    if (left.side === right.side || left.column.toLowerCase() !== right.column.toLowerCase()) return undefined
    return { is: 'overlap', field: this.#columns.field(left.column), atLeast }
  }

  /** Two numbers or times, one taken from the other; or the days between two dates. */
  #difference(of: Sql): Measure | undefined {
    if (of.is !== 'call') return undefined
    if (of.name === '-') return this.#apart(this.#value(of.of[0]!), this.#value(of.of[1]!), 1)
    if (of.name !== 'date_diff' && of.name !== 'datediff') return undefined
    const [first, second, third] = of.of
    if (third && (first!.is !== 'text' || !/^days?$/i.test(first!.value))) return undefined
    const [left, right] = (third ? [second!, third] : [first!, second!]).map((one) => dayOf(this.#value(one)))
    return this.#apart(left, right, 86_400)
  }

  #apart(left: Value | undefined, right: Value | undefined, unit: number): Measure | undefined {
    const fields = this.#pair(left, right)
    return (
      fields && {
        more: 'apart',
        test: (bound) => (bound >= 0 ? { is: 'difference', ...fields, atMost: bound * unit } : undefined),
      }
    )
  }

  /** The two fields of a test, the left record's first. Lists are no values. */
  #pair(one: Value | undefined, other: Value | undefined): { field: string; with?: string } | undefined {
    if (!one || !other || one.side === other.side) return undefined
    if ([one, other].some(({ column, steps }) => steps.length === 0 && this.#columns.holdsList(column))) return undefined
    const [left, right] = one.side === 'left' ? [one, other] : [other, one]
    const field = this.#columns.field(left.column, left.steps)
    const withField = this.#columns.field(right.column, right.steps)
    return withField === field ? { field } : { field, with: withField }
  }

  #reference(sql: Sql): Reference | undefined {
    return sql.is === 'name' ? referenceOf(sql.path, this.#place) : undefined
  }

  #value(sql: Sql): Value | undefined {
    const reference = this.#reference(sql)
    if (reference) return { ...reference, steps: [] }
    if (sql.is === 'cast') return this.#cast(sql.type, this.#value(sql.of))
    if (sql.is !== 'call') return undefined
    const value = sql.of[0] && this.#value(sql.of[0])
    if (!value) return undefined
    if (sql.name === 'epoch') return endsInTime(value) ? value : and(value, { do: 'time', format: 'timestamp' })
    // What is a time is no text: strings are not cut out of it.
    const step = endsInTime(value) ? undefined : stepOf(sql.name, sql.of.slice(1))
    return step && and(value, step)
  }

  #cast(type: string, value: Value | undefined): Value | undefined {
    if (!value || endsInTime(value)) return undefined
    if (type === 'date' || type === 'timestamp') return and(value, { do: 'time', format: type })
    return texts.has(type) ? and(value, { do: 'text' }) : undefined
  }
}

const texts = new Set(['text', 'varchar', 'string', 'char'])
const and = (value: Value, step: Step): Value => ({ ...value, steps: [...value.steps, step] })
const lastTime = ({ steps }: Value): string | undefined => {
  const last = steps.at(-1)
  return last?.do === 'time' ? last.format : undefined
}
const endsInTime = (value: Value): boolean => lastTime(value) !== undefined

/** A value as a day: a column, or the element of a list, is taken for a date. Undefined where it has a time of day. */
function dayOf(value: Value | undefined): Value | undefined {
  if (!value) return undefined
  const format = lastTime(value)
  if (format !== undefined) return wholeDays(format) ? value : undefined
  return value.steps.every((step) => step.do === 'element') ? and(value, { do: 'time', format: 'date' }) : undefined
}

/** What a function makes of its first argument, the others being constants. */
function stepOf(name: string, rest: readonly Sql[]): Step | undefined {
  const numbers = rest.map((one) => (one.is === 'number' ? one.value : Number.NaN))
  const [text] = rest.map((one) => (one.is === 'text' ? one.value : undefined))
  switch (name) {
    case 'lower':
    case 'upper':
      return rest.length === 0 ? { do: name } : undefined
    case 'substr':
    case 'substring':
      return rest.length === 2 && numbers.every((one) => one >= 1)
        ? { do: 'part', from: numbers[0]!, letters: numbers[1]! }
        : undefined
    case 'left':
      return rest.length === 1 && numbers[0]! >= 1 ? { do: 'part', from: 1, letters: numbers[0]! } : undefined
    case 'regexp_extract':
      return patternStep(text, rest.length === 1 ? 0 : numbers[1], rest.length)
    case 'nullif':
      return rest.length === 1 && text !== undefined ? { do: 'null-if', value: text } : undefined
    case 'try_strptime':
      return rest.length === 1 && text && readableFormat(text) ? { do: 'time', format: text } : undefined
    case '[]':
      return rest.length === 1 && (numbers[0] === 1 || numbers[0] === -1) ? { do: 'element', at: numbers[0] } : undefined
    default:
      return undefined
  }
}

function patternStep(pattern: string | undefined, group: number | undefined, given: number): Step | undefined {
  if (!pattern || given > 2 || group === undefined || !(group >= 0) || !expressionOf(pattern)) return undefined
  return { do: 'find', pattern, group }
}

const similarities: Readonly<Record<string, 'jaro-winkler' | 'levenshtein' | 'damerau-levenshtein'>> = {
  jaro_winkler_similarity: 'jaro-winkler',
  jaro_winkler: 'jaro-winkler',
  levenshtein: 'levenshtein',
  editdist3: 'levenshtein',
  damerau_levenshtein: 'damerau-levenshtein',
}

const turned: Readonly<Record<Sign, Sign>> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** A constant, also one that is reckoned from constants. */
function numberOf(sql: Sql): number | undefined {
  if (sql.is === 'number') return sql.value
  if (sql.is === 'cast') return numberOf(sql.of)
  if (sql.is !== 'call') return undefined
  const of = sql.of.map(numberOf)
  const reckon = arithmetic[sql.name]
  return reckon && of.every((one) => one !== undefined) ? reckon(of[0]!, of[1]!) : undefined
}
const arithmetic: Readonly<Record<string, (one: number, other: number) => number>> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => one / other,
  floor: Math.floor,
  minus: (one) => -one,
}

/** The next number of double precision, upwards or downwards: `> 0.9` is `>=` the next after 0.9. */
function neighbour(of: number, direction: 1 | -1): number {
  if (of === 0) return direction * Number.MIN_VALUE
  const bits = new BigInt64Array(new Float64Array([of]).buffer)
  bits[0]! += of > 0 === direction > 0 ? 1n : -1n
  return new Float64Array(bits.buffer)[0]!
}

/** All or any of the tests; that one is null left and right is one test. */
function joined(word: 'and' | 'or', tests: readonly Comparator[]): Comparator {
  const flat = tests.flatMap((test) => (test.is === (word === 'and' ? 'all' : 'any') ? test.of : [test]))
  const merged: Comparator[] = []
  for (const test of flat) {
    const at = merged.findIndex((one) => isOtherSide(one, test))
    if (at < 0) merged.push(test)
    else merged[at] = { ...(test as Comparator & { is: 'null' }), side: word === 'and' ? 'both' : 'either' }
  }
  return merged.length === 1 ? merged[0]! : { is: word === 'and' ? 'all' : 'any', of: merged }
}

function isOtherSide(one: Comparator, other: Comparator): boolean {
  if (one.is !== 'null' || other.is !== 'null' || one.field !== other.field) return false
  const sides: readonly (Side | 'either' | 'both')[] = [one.side, other.side]
  return sides.includes('left') && sides.includes('right')
}
