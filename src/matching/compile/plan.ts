/**
 * What the three compilers have in common: which standard columns a model reads, which similarities it wants (each once for a
 * pair, however many levels ask), what can be worked out once for a record, and what an outcome is worth in a pattern.
 */
import {
  type Comparator,
  type Comparison,
  type Level,
  type Model,
  ModelRefused,
  missing,
  standardColumns,
  testsOf,
} from '../model.ts'
import { NotPortable, type PortablePattern, portablePattern } from './portable-pattern.ts'

type Is<Kind extends Comparator['is']> = Extract<Comparator, { readonly is: Kind }>
export type SimilarityTest = Is<
  'jaro-winkler' | 'levenshtein' | 'damerau-levenshtein' | 'date-difference' | 'difference' | 'dice'
>

/** A number that a pair has. What lies beyond `edge`, the loosest threshold of all that ask, need not be told apart. */
export type Similarity = {
  readonly is: SimilarityTest['is']
  readonly left: string
  readonly right: string
  readonly edge: number
}

const similarityTests: readonly string[] = [
  'jaro-winkler',
  'levenshtein',
  'damerau-levenshtein',
  'date-difference',
  'difference',
  'dice',
]
export const isSimilarity = (test: Comparator): test is SimilarityTest => similarityTests.includes(test.is)

/** Whether what a test measures are numbers, not texts. */
export const ofNumbers = (is: SimilarityTest['is']): is is 'date-difference' | 'difference' =>
  is === 'date-difference' || is === 'difference'

/** Whether a test asks for so much at least, and not at most. */
export const isLeast = (test: SimilarityTest): test is Is<'jaro-winkler' | 'dice'> =>
  test.is === 'jaro-winkler' || test.is === 'dice'

/** The threshold of a test: at least, or at most. */
export function thresholdOf(test: SimilarityTest): number {
  if (isLeast(test)) return test.atLeast
  return test.is === 'date-difference' ? test.atMostDays : test.atMost
}

/** The columns that a test of two sides compares: standard columns of the field, and of the other field where there is one. */
export function columnsOf(test: SimilarityTest | Is<'exact'>): { left: string; right: string } {
  if (test.is === 'date-difference') return { left: dayOf(test.field), right: dayOf(test.field) }
  return { left: test.field, right: ('with' in test ? test.with : undefined) ?? test.field }
}

/** The number that a test compares with its threshold, as a key into `similaritiesOf`. */
export const similarityKey = (test: SimilarityTest): string => {
  const { left, right } = columnsOf(test)
  return `${test.is} ${left} ${right}`
}

/** Every number that the model's tests ask for. */
export function similaritiesOf(model: Model): ReadonlyMap<string, Similarity> {
  const found = new Map<string, Similarity>()
  for (const test of allTests(model).filter(isSimilarity)) {
    const key = similarityKey(test)
    const before = found.get(key)?.edge ?? thresholdOf(test)
    const edge = isLeast(test) ? Math.min(before, test.atLeast) : Math.max(before, thresholdOf(test))
    found.set(key, { is: test.is, ...columnsOf(test), edge })
  }
  return found
}

export const allTests = ({ comparisons }: Model): Comparator[] =>
  comparisons.flatMap((one) => one.levels.flatMap((level) => testsOf(level.when)))

export const soundOf = (field: string): string => standardColumns({ name: field, kind: 'name' }).sound!
export const dayOf = (field: string): string => standardColumns({ name: field, kind: 'date' }).day!

/** The names that each name of the model's `aliases` may stand for, in either direction. */
export function aliasesOf({ aliases = [] }: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const others = new Map<string, Set<string>>()
  const note = (one: string, other: string) => others.set(one, (others.get(one) ?? new Set()).add(other))
  for (const [one, other] of aliases) {
    note(one, other)
    note(other, one)
  }
  return others
}

/** The levels of a comparison with the outcome of each: the place among those that say something, or `missing`. */
export function outcomesOfLevels({ levels }: Comparison): { level: Level; outcome: number }[] {
  let saying = 0
  return levels.map((level) => ({ level, outcome: level.missing ? missing : saying++ }))
}

/** Where a test stands, so that a refusal can say it. */
export type Place = { readonly comparison: Comparison; readonly level: Level }

/** A refusal that says where the test stands and what to do. */
export const refused = ({ comparison, level }: Place, fault: string): ModelRefused =>
  new ModelRefused(`${comparison.name}, "${level.label}": ${fault}`)

/** @throws ModelRefused where the engines would not read the pattern alike */
export function patternAt(place: Place, pattern: string): PortablePattern {
  try {
    return portablePattern(pattern)
  } catch (error) {
    if (!(error instanceof NotPortable) && !(error instanceof SyntaxError)) throw error
    throw refused(place, `the pattern ${pattern} ${error instanceof NotPortable ? error.message : 'is not one'}.`)
  }
}
