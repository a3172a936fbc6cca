/**
 * The model of a matching: what the columns hold, how two records are compared, and how much each outcome says. It is data.
 * The same model is compiled to DuckDB, to Spark SQL and to TypeScript (`compile/`), and all three give the same outcome for
 * every pair. Words after Fellegi and Sunter (1969) as Splink uses them: a comparison has levels, strongest first; m is the
 * probability of a level among records of one person, u among records of two.
 */
import { z } from 'zod'

/**
 * What a column holds. It decides how values are standardised (`standardise.ts`), and so which standard columns there are:
 * `name`: the name in small plain letters, and how it sounds; `forename`: the same of the first of several; `date`: ISO text, and a day number where it is a date;
 * `turned-date`: the same with day and month changed round, where that is another date; `postcode`: capitals without a space;
 * `address`: small plain words; `house`: of an address its number and the first word of its street; `number`: letters and digits of a reference or
 * telephone; `word`: one of a few values; `list`: several values; `code`: a keyed encoding
 * (`encoding/`) in hexadecimal digits, which `dice` compares bit by bit; `given`: compared as it stands.
 */
export const fieldKinds = [
  'name',
  'forename',
  'date',
  'turned-date',
  'postcode',
  'address',
  'house',
  'number',
  'word',
  'list',
  'code',
  'given',
] as const
export type FieldKind = (typeof fieldKinds)[number]

const step = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['lower', 'upper', 'text']) }),
  /** So many letters from this one on; the first letter is 1. */
  z.strictObject({ do: z.literal('part'), from: z.int().min(1), letters: z.int().min(1) }),
  /** What the pattern finds first, or the group of it; nothing found is the empty text. */
  z.strictObject({ do: z.literal('find'), pattern: z.string().min(1), group: z.int().min(0) }),
  z.strictObject({ do: z.literal('null-if'), value: z.string() }),
  /** Seconds since 1970 began, unknown where it is no such time. `format` as of strptime, or `date` or `timestamp`: ISO text, or a column of that type. */
  z.strictObject({ do: z.literal('time'), format: z.string().min(1) }),
  /** Of a list: its first, or its last. */
  z.strictObject({ do: z.literal('element'), at: z.union([z.literal(1), z.literal(-1)]) }),
])
/** What is made of a given value before it is compared (`steps.ts`). Unknown stays unknown. */
export type Step = z.infer<typeof step>

const field = z.strictObject({
  /** How comparisons and keys call it: letters, digits and underscores. */
  name: z.string().regex(/^[a-z][a-z0-9_]*$/i),
  /** The input's column. Several fields may be made of one. */
  column: z.string().min(1),
  kind: z.enum(fieldKinds),
  /** Of a `given` field: what is made of the column, in order. */
  steps: z.array(step).min(1).optional(),
  /** Of a `code`: how many bits it has. A multiple of 60, since a word of it holds 60 bits, which is positive in every engine. */
  bits: z.int().min(60).multipleOf(60).optional(),
})
export type Field = z.infer<typeof field>

/**
 * A test of two records, three-valued as in SQL: true, false, or unknown where a value is missing. A level holds only where
 * its test is true. `with` names the right record's field where it is another one (names written the wrong way round).
 */
export type Comparator =
  | { readonly is: 'null'; readonly field: string; readonly side: 'either' | 'both' | 'left' | 'right' }
  | { readonly is: 'exact'; readonly field: string; readonly with?: string | undefined }
  /** Similarity of W. E. Winkler (1990), 0 to 1. */
  | { readonly is: 'jaro-winkler'; readonly field: string; readonly with?: string | undefined; readonly atLeast: number }
  /** Letters to change, add or leave out. */
  | { readonly is: 'levenshtein'; readonly field: string; readonly with?: string | undefined; readonly atMost: number }
  /** The same, with two neighbours changed round as one step. Slow, and not in Spark SQL. */
  | { readonly is: 'damerau-levenshtein'; readonly field: string; readonly with?: string | undefined; readonly atMost: number }
  /** Days between two dates; unknown where one is not a date. */
  | { readonly is: 'date-difference'; readonly field: string; readonly atMostDays: number }
  /** Numbers that are at most so far apart. */
  | { readonly is: 'difference'; readonly field: string; readonly with?: string | undefined; readonly atMost: number }
  /** Of two codes twice the bits that both have, of all that either has (Dice 1945), 0 to 1; 1 only where they are the same. */
  | { readonly is: 'dice'; readonly field: string; readonly atLeast: number }
  | { readonly is: 'prefix'; readonly field: string; readonly letters: number }
  /** What the pattern finds first in each is the same; nothing found is the empty text, as in DuckDB. */
  | { readonly is: 'pattern'; readonly field: string; readonly pattern: string }
  /** Lists that share at least so many different values. */
  | { readonly is: 'overlap'; readonly field: string; readonly atLeast: number }
  /** Two names that one person may use: pairs of the model's `aliases`, in either order. */
  | { readonly is: 'alias'; readonly field: string }
  /** They sound alike: the same first code of Double Metaphone. */
  | { readonly is: 'phonetic'; readonly field: string }
  | { readonly is: 'all' | 'any'; readonly of: readonly Comparator[] }
  | { readonly is: 'not'; readonly of: Comparator }
  | { readonly is: 'otherwise' }
  /** A condition that was imported and that only DuckDB understands, over `l.` and `r.` columns. */
  | { readonly is: 'sql'; readonly text: string }

const name = z.string().min(1)
const comparator: z.ZodType<Comparator> = z.lazy(() =>
  z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('null'), field: name, side: z.enum(['either', 'both', 'left', 'right']) }),
    z.strictObject({ is: z.literal('exact'), field: name, with: name.optional() }),
    z.strictObject({ is: z.literal('jaro-winkler'), field: name, with: name.optional(), atLeast: z.number().min(0).max(1) }),
    z.strictObject({ is: z.literal('levenshtein'), field: name, with: name.optional(), atMost: z.int().min(0) }),
    z.strictObject({ is: z.literal('damerau-levenshtein'), field: name, with: name.optional(), atMost: z.int().min(0) }),
    z.strictObject({ is: z.literal('date-difference'), field: name, atMostDays: z.number().min(0) }),
    z.strictObject({ is: z.literal('difference'), field: name, with: name.optional(), atMost: z.number().min(0) }),
    z.strictObject({ is: z.literal('dice'), field: name, atLeast: z.number().min(0).max(1) }),
    z.strictObject({ is: z.literal('prefix'), field: name, letters: z.int().min(1) }),
    z.strictObject({ is: z.literal('pattern'), field: name, pattern: z.string() }),
    z.strictObject({ is: z.literal('overlap'), field: name, atLeast: z.int().min(1) }),
    z.strictObject({ is: z.literal('alias'), field: name }),
    z.strictObject({ is: z.literal('phonetic'), field: name }),
    z.strictObject({ is: z.enum(['all', 'any']), of: z.array(comparator).min(1) }),
    z.strictObject({ is: z.literal('not'), of: comparator }),
    z.strictObject({ is: z.literal('otherwise') }),
    z.strictObject({ is: z.literal('sql'), text: z.string().min(1) }),
  ]),
)

const probability = z.number().min(0).max(1)
const level = z.strictObject({
  /** In words, for whoever reads a decision: "the same surname, written a little differently". */
  label: z.string().min(1),
  when: comparator,
  /** A level that says nothing, because a value is missing. */
  missing: z.literal(true).optional(),
  /** Two people of one household, or of one place, may well agree so without being one person. */
  shared: z.literal(true).optional(),
  m: probability.optional(),
  u: probability.optional(),
  /** Which of the two training leaves alone. */
  keep: z.array(z.enum(['m', 'u'])).optional(),
  /**
   * Agreement on a rare value says more: whose frequency counts, how much (1: wholly), and the least frequency that is believed.
   * It is set against the u of the comparison's first level that is `exact` on that field alone, or with `own` against this level's.
   */
  rarity: z
    .strictObject({ field: name, weight: z.number(), floor: probability.optional(), own: z.literal(true).optional() })
    .optional(),
})
export type Level = z.infer<typeof level>

const comparison = z.strictObject({
  name: z.string().min(1),
  /** Strongest first; the last is `otherwise`. At most 14 that say something: an outcome is four bits. */
  levels: z.array(level).min(2).max(16),
  /** Of two people in one household: how many at most agree on the first level by more than chance. Twins, a father and son of one name. */
  twins: probability.optional(),
})
export type Comparison = z.infer<typeof comparison>

/**
 * What a key takes of a field. `whole`; `sound` of a name; `start3`, its first three letters; `initial`; `year` and `month-day`
 * of a date; `sector` and `district` of a postcode ("LE1 1AA": "LE11", "LE1"); `house`, number and first word of a street.
 */
export const takes = ['whole', 'sound', 'start3', 'initial', 'year', 'month-day', 'sector', 'district', 'house'] as const
export type Take = (typeof takes)[number]

const key = z.union([
  /** Records that agree in all of these are compared. */
  z.strictObject({ parts: z.array(z.strictObject({ field: name, take: z.enum(takes) })).min(1) }),
  /** An imported rule over `l.` and `r.` columns, for DuckDB. */
  z.strictObject({ sql: z.string().min(1) }),
])
export type BlockingKey = z.infer<typeof key>

const model = z.strictObject({
  version: z.literal(1),
  fields: z.array(field).min(1),
  comparisons: z.array(comparison).min(1).max(15),
  keys: z.array(key).min(1),
  /** Pairs of names that one person may use, small plain letters. */
  aliases: z.array(z.tuple([name, name])).optional(),
  /** The probability that two records taken at random are of one person. */
  prior: probability.optional(),
  /** The third hypothesis: another person of the same household or place. `share`: of all pairs; `h`: as m and u, for each comparison's levels. */
  household: z.strictObject({ share: probability, h: z.array(z.array(probability)) }).optional(),
  clustering: z
    .strictObject({
      /** Average linkage, or connected components as Splink has them. */
      method: z.enum(['average', 'components']),
      /** Bits at which two groups are still joined. */
      stop: z.number(),
      /** Bits that a pair counts which was never compared. */
      unseen: z.number(),
      /** A source that has each person once: two of its records are never one person. */
      onePerSource: z.boolean(),
    })
    .optional(),
})
export type Model = z.infer<typeof model>

/** A model that fails its form, or whose parts do not fit together: says where, and what to do. */
export class ModelRefused extends Error {
  override name = 'ModelRefused'
}

/**
 * Reads a model from JSON.
 *
 * @throws ModelRefused naming every place that is wrong
 */
export function readModel(json: unknown): Model {
  const read = model.safeParse(json)
  if (!read.success) throw new ModelRefused(`The model cannot be read.\n${z.prettifyError(read.error)}`)
  const faults = faultsOf(read.data)
  if (faults.length > 0)
    throw new ModelRefused(`The model does not fit together.\n${faults.map((fault) => `- ${fault}`).join('\n')}`)
  return read.data
}

/** What does not fit: unknown fields, tests that a field's kind has no values for, levels out of order. */
function faultsOf({ fields, comparisons, keys }: Model): string[] {
  const kinds = new Map(fields.map((one) => [one.name, one.kind]))
  const faults: string[] = []
  if (kinds.size < fields.length) faults.push('two fields have one name')
  for (const one of fields) if (one.steps && one.kind !== 'given') faults.push(`${one.name}: only a given field has steps`)
  for (const one of fields)
    if ((one.bits !== undefined) !== (one.kind === 'code')) faults.push(`${one.name}: a code, and nothing else, says its bits`)
  for (const { name: called, levels } of comparisons) {
    const last = levels.at(-1)!
    if (last.when.is !== 'otherwise')
      faults.push(`${called}: the last level must be "otherwise", so that every pair has an outcome`)
    if (levels.filter((one) => !one.missing).length > 14) faults.push(`${called}: more than 14 levels`)
    for (const one of levels) {
      for (const test of testsOf(one.when))
        faults.push(...testFaults(test, kinds).map((fault) => `${called}, "${one.label}": ${fault}`))
      if (one.rarity && !kinds.has(one.rarity.field))
        faults.push(`${called}, "${one.label}": there is no field ${one.rarity.field}`)
    }
  }
  for (const part of keys.flatMap((one) => ('parts' in one ? one.parts : []))) {
    const kind = kinds.get(part.field)
    if (kind === undefined) faults.push(`a key: there is no field ${part.field}`)
    else if (!takesOf[kind].includes(part.take)) faults.push(`a key: a ${kind} such as ${part.field} has no ${part.take}`)
  }
  return faults
}

/** What a key may take of each kind of field. */
export const takesOf: Readonly<Record<FieldKind, readonly Take[]>> = {
  name: ['whole', 'sound', 'start3', 'initial'],
  forename: ['whole', 'sound', 'start3', 'initial'],
  date: ['whole', 'year', 'month-day'],
  'turned-date': [],
  house: ['whole'],
  postcode: ['whole', 'sector', 'district'],
  address: ['whole', 'house'],
  number: ['whole', 'start3'],
  word: ['whole', 'initial'],
  list: [],
  code: [],
  given: ['whole', 'start3', 'initial'],
}

function testFaults(test: Comparator, kinds: ReadonlyMap<string, FieldKind>): string[] {
  if (!('field' in test)) return []
  const named = [test.field, ...('with' in test && test.with ? [test.with] : [])]
  const unknown = named.filter((one) => !kinds.has(one)).map((one) => `there is no field ${one}`)
  if (unknown.length > 0) return unknown
  const kind = kinds.get(test.field)!
  const wants = {
    phonetic: ['name', 'forename'],
    alias: ['name', 'forename'],
    overlap: ['list'],
    dice: ['code'],
    difference: ['given'],
    'date-difference': ['date'],
  } as const
  const fitting: readonly string[] | undefined = wants[test.is as keyof typeof wants]
  if (fitting && !fitting.includes(kind)) return [`${test.is} is for a ${fitting.join(' or ')}, and ${test.field} is a ${kind}`]
  if (kind === 'list' && test.is !== 'overlap' && test.is !== 'null')
    return [`${test.field} is a list, which only overlap compares`]
  if (kind === 'code' && test.is !== 'dice' && test.is !== 'null') return [`${test.field} is a code, which only dice compares`]
  return []
}

/** A test and all that it is made of. */
export function testsOf(test: Comparator): Comparator[] {
  if (test.is === 'all' || test.is === 'any') return [test, ...test.of.flatMap(testsOf)]
  return test.is === 'not' ? [test, ...testsOf(test.of)] : [test]
}

/** The field of which a test asks nothing but equality. */
export function equalField(test: Comparator): string | undefined {
  if (test.is === 'dice') return test.atLeast === 1 ? test.field : undefined
  return test.is === 'exact' && !test.with ? test.field : undefined
}

/** The levels that say something, in order: an outcome is an index into these, or `missing`. */
export const sayingLevels = (one: Comparison): Level[] => one.levels.filter((each) => !each.missing)

/** The outcome of a comparison that says nothing. In a pattern each outcome takes four bits, the first comparison the lowest. */
export const missing = 15

/** A pattern taken apart: the outcome of each comparison. */
export const outcomesOf = (pattern: bigint, comparisons: number): number[] =>
  Array.from({ length: comparisons }, (_, at) => Number((pattern >> BigInt(4 * at)) & 15n))

/** A standardised record: what stands in its standard columns. Empty texts and empty lists are null; a code is its bits. */
export type StandardRecord = Readonly<Record<string, string | number | readonly string[] | Int32Array | null>>

/** The standard columns that a field's kind gives a record; what a compiler reads. */
export const standardColumns = ({ name: called, kind, bits = 0 }: Pick<Field, 'name' | 'kind' | 'bits'>) => ({
  value: called,
  /** Of a name: how it sounds. */
  sound: kind === 'name' || kind === 'forename' ? `${called}__sound` : undefined,
  /** Of a date: days since 1970. */
  day: kind === 'date' ? `${called}__day` : undefined,
  /** Of a code, in the databases instead of its value: 60 bits each, the first where a value stands. */
  words: Array.from({ length: bits / 60 }, (_, at) => (at === 0 ? called : `${called}__${at}`)),
})
