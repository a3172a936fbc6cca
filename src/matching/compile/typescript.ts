/** The model as a function: for the live index, where a handful of candidates is compared while somebody waits. */
import { dice } from '../bits.ts'
import type { Comparator, Model, StandardRecord } from '../model.ts'
import { damerauLevenshtein, jaroWinkler, levenshtein } from '../similarity.ts'
import {
  aliasesOf,
  columnsOf,
  isLeast,
  ofNumbers,
  outcomesOfLevels,
  type Place,
  patternAt,
  refused,
  type Similarity,
  type SimilarityTest,
  similaritiesOf,
  similarityKey,
  soundOf,
  thresholdOf,
} from './plan.ts'

type Compare<Out> = (left: StandardRecord, right: StandardRecord) => Out
type Value = StandardRecord[string]

/** Whether a test holds of the pair that lies on the bench: null where that cannot be known. */
type Test = () => boolean | null

/**
 * Compares two standardised records: the packed pattern, four bits for each comparison, the first lowest.
 *
 * @throws ModelRefused where the model has a condition in SQL, or a pattern that the engines do not read alike
 */
export function compileComparer(model: Model): Compare<bigint> {
  const bench = new Bench(model)
  const comparisons = outcomesOf(model, bench)
  // Thirteen outcomes fit exactly into a number, which is much quicker to add up than a bigint.
  const low = comparisons.slice(0, 13).reverse()
  const high = comparisons.slice(13).reverse()
  return (left, right) => {
    bench.lay(left, right)
    const pattern = BigInt(packed(low))
    return high.length === 0 ? pattern : (BigInt(packed(high)) << 52n) | pattern
  }
}

/**
 * The same as a list: the outcome of each comparison, an index into its `sayingLevels`, or `missing`.
 *
 * @throws ModelRefused as `compileComparer` does
 */
export function compileOutcomes(model: Model): Compare<number[]> {
  const bench = new Bench(model)
  const comparisons = outcomesOf(model, bench)
  return (left, right) => {
    bench.lay(left, right)
    return comparisons.map((outcome) => outcome())
  }
}

function packed(comparisons: readonly (() => number)[]): number {
  let pattern = 0
  for (const outcome of comparisons) pattern = pattern * 16 + outcome()
  return pattern
}

function outcomesOf(model: Model, bench: Bench): (() => number)[] {
  return model.comparisons.map((comparison) => {
    const levels = outcomesOfLevels(comparison).map(({ level, outcome }) => ({
      holds: compiled(level.when, { comparison, level }, bench),
      outcome,
    }))
    return () => {
      for (const { holds, outcome } of levels) if (holds() === true) return outcome
      throw new Error(`${comparison.name}: no level holds. The last must be "otherwise": read the model with readModel.`)
    }
  })
}

/**
 * Where a pair lies while it is compared. Each column that a model reads has a number and is taken from a record once, for
 * looking a name up in a record is dearer than most tests.
 */
class Bench {
  readonly left: (Value | undefined)[] = []
  readonly right: (Value | undefined)[] = []
  readonly aliases: ReadonlyMap<string, ReadonlySet<string>>
  readonly #columns: string[] = []
  readonly #similarities: ReadonlyMap<string, () => number>
  #turn = 0

  constructor(model: Model) {
    this.aliases = aliasesOf(model)
    this.#similarities = new Map([...similaritiesOf(model)].map(([key, one]) => [key, this.#once(similarity(one, this))]))
  }

  /** The number of a column. */
  column(name: string): number {
    const known = this.#columns.indexOf(name)
    return known >= 0 ? known : this.#columns.push(name) - 1
  }

  similarity(test: SimilarityTest): () => number {
    return this.#similarities.get(similarityKey(test))!
  }

  lay(left: StandardRecord, right: StandardRecord): void {
    this.#turn++
    for (let at = 0; at < this.#columns.length; at++) {
      const name = this.#columns[at]!
      this.left[at] = left[name]
      this.right[at] = right[name]
    }
  }

  /** A similarity that several levels ask for is worked out for the first of them. */
  #once(compute: () => number): () => number {
    let known = 0
    let value = 0
    return () => {
      if (known === this.#turn) return value
      known = this.#turn
      return (value = compute())
    }
  }
}

/** The number of the pair, NaN where it cannot be known. */
function similarity({ is, left: leftName, right: rightName, edge }: Similarity, bench: Bench): () => number {
  const [leftAt, rightAt] = [bench.column(leftName), bench.column(rightName)]
  const between = (ofNumbers(is) ? apart : valuesBetween(is, edge)) as (one: Value, other: Value) => number
  return () => {
    const one = bench.left[leftAt] ?? null
    const other = bench.right[rightAt] ?? null
    return one === null || other === null ? Number.NaN : between(one, other)
  }
}

const apart = (one: Value, other: Value): number => Math.abs(Number(one) - Number(other))

function valuesBetween(
  is: 'jaro-winkler' | 'levenshtein' | 'damerau-levenshtein' | 'dice',
  edge: number,
): (one: Value, other: Value) => number {
  if (is === 'dice') return (one, other) => dice(bits(one), bits(other))
  if (is === 'jaro-winkler') return (one, other) => (one === other ? 1 : jaroWinkler(text(one), text(other)))
  const distance = is === 'levenshtein' ? levenshtein : damerauLevenshtein
  return (one, other) => (one === other ? 0 : distance(text(one), text(other), edge))
}

/** What is no text here is a fault of whoever standardised, and would be an error in SQL too. */
function text(value: Value): string {
  if (typeof value === 'string') return value
  throw new TypeError(`A test that compares texts was given ${JSON.stringify(value)}.`)
}

function bits(value: Value): Int32Array {
  if (value instanceof Int32Array) return value
  throw new TypeError('A test that compares codes was given something else.')
}

function compiled(test: Comparator, place: Place, bench: Bench): Test {
  switch (test.is) {
    case 'null':
      return isNull(test.side, bench.column(test.field), bench)
    case 'exact':
      return exact(columnsOf(test).left, columnsOf(test).right, bench)
    case 'jaro-winkler':
    case 'levenshtein':
    case 'damerau-levenshtein':
    case 'date-difference':
    case 'difference':
    case 'dice':
      return near(test, bench)
    case 'prefix':
      return bothKnown(test.field, bench, (one, other) => firstOf(text(one), test.letters) === firstOf(text(other), test.letters))
    case 'pattern':
      return sameFound(test.field, patternAt(place, test.pattern).javascript, bench)
    case 'overlap':
      return bothKnown(test.field, bench, (one, other) => countShared(one, other) >= test.atLeast)
    case 'alias':
      return bothKnown(test.field, bench, (one, other) => bench.aliases.get(text(one))?.has(text(other)) === true)
    case 'phonetic':
      return exact(soundOf(test.field), soundOf(test.field), bench)
    case 'all':
      return combined(test.of, place, bench, false)
    case 'any':
      return combined(test.of, place, bench, true)
    case 'not':
      return negated(compiled(test.of, place, bench))
    case 'otherwise':
      return () => true
    case 'sql':
      throw refused(
        place,
        `"${test.text}" is SQL, which only DuckDB understands. Say it with comparators, or match in batches alone.`,
      )
  }
}

function isNull(side: 'either' | 'both' | 'left' | 'right', at: number, { left, right }: Bench): Test {
  const noLeft = () => (left[at] ?? null) === null
  const noRight = () => (right[at] ?? null) === null
  return { left: noLeft, right: noRight, both: () => noLeft() && noRight(), either: () => noLeft() || noRight() }[side]
}

function exact(leftName: string, rightName: string, bench: Bench): Test {
  const { left, right } = bench
  const [leftAt, rightAt] = [bench.column(leftName), bench.column(rightName)]
  return () => {
    const one = left[leftAt] ?? null
    const other = right[rightAt] ?? null
    return one === null || other === null ? null : one === other
  }
}

function near(test: SimilarityTest, bench: Bench): Test {
  const number = bench.similarity(test)
  const threshold = thresholdOf(test)
  const holds = isLeast(test) ? (value: number) => value >= threshold : (value: number) => value <= threshold
  return () => {
    const value = number()
    return Number.isNaN(value) ? null : holds(value)
  }
}

/** A test of one column's two values, which is unknown where one is missing. */
function bothKnown(name: string, bench: Bench, holds: (one: Value, other: Value) => boolean): Test {
  const { left, right } = bench
  const at = bench.column(name)
  return () => {
    const one = left[at] ?? null
    const other = right[at] ?? null
    return one === null || other === null ? null : holds(one, other)
  }
}

function sameFound(name: string, pattern: RegExp, bench: Bench): Test {
  const found = (value: Value) => pattern.exec(text(value))?.[0] ?? ''
  return bothKnown(name, bench, (one, other) => one === other || found(one) === found(other))
}

/** The first letters. SQL counts characters, and some of JavaScript's are halves of one. */
function firstOf(whole: string, letters: number): string {
  const start = whole.slice(0, letters)
  return /[\ud800-\udbff]/.test(start) ? [...whole].slice(0, letters).join('') : start
}

function countShared(one: Value, other: Value): number {
  if (!Array.isArray(one) || !Array.isArray(other)) throw new TypeError('A test that compares lists was given something else.')
  const others = new Set(other)
  return new Set(one.filter((value) => others.has(value))).size
}

/** As SQL has it: one that decides (`any`: true, `all`: false) decides; otherwise one that is unknown leaves it unknown. */
function combined(of: readonly Comparator[], place: Place, bench: Bench, decides: boolean): Test {
  const tests = of.map((one) => compiled(one, place, bench))
  return () => {
    let result: boolean | null = !decides
    for (const test of tests) {
      const held = test()
      if (held === decides) return decides
      if (held === null) result = null
    }
    return result
  }
}

function negated(test: Test): Test {
  return () => {
    const held = test()
    return held === null ? null : !held
  }
}
