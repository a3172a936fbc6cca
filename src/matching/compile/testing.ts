/** Random models and random pairs of records, for proving that the compilers agree. */
import { bitsOf } from '../bits.ts'
import type { Comparator, Comparison, Field, Level, Model, StandardRecord } from '../model.ts'
import { dayOf, soundOf } from './plan.ts'

/** Random choices that a seed repeats (mulberry32). */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit)
  }

  /** Whether something happens that happens once in so many times. */
  once(times: number): boolean {
    return this.below(times) === 0
  }

  of<Thing>(things: readonly Thing[]): Thing {
    return things[this.below(things.length)]!
  }

  times<Thing>(count: number, thing: () => Thing): Thing[] {
    return Array.from({ length: count }, thing)
  }
}

export const fields: readonly Field[] = [
  { name: 'forename', column: 'forename', kind: 'name' },
  { name: 'surname', column: 'surname', kind: 'name' },
  { name: 'born', column: 'born', kind: 'date' },
  { name: 'postcode', column: 'postcode', kind: 'postcode' },
  { name: 'street', column: 'street', kind: 'address' },
  { name: 'phone', column: 'phone', kind: 'number' },
  { name: 'sex', column: 'sex', kind: 'word' },
  { name: 'numbers', column: 'numbers', kind: 'list' },
  { name: 'remark', column: 'remark', kind: 'given' },
  { name: 'code', column: 'code', kind: 'code', bits: 120 },
]

const texts = ['forename', 'surname', 'born', 'postcode', 'street', 'phone', 'remark'] as const
const names = ['forename', 'surname'] as const

/** Not only how a field looks, but a value that stands as often as names do: few of them, so that records agree. */
const forenames = [
  'ann',
  'anna',
  'hannah',
  'robert',
  'bob',
  'rob',
  'martha',
  'marhta',
  'elizabeth',
  'beth',
  'jo',
  'siân',
  'zoë',
  'łukasz',
  'мария',
  '李',
]
const surnames = [
  'smith',
  'smyth',
  'obrien',
  'o’brien',
  'jones',
  'johnson',
  'dixon',
  'dicksonx',
  'żuławski',
  'de la cruz',
  'macbride',
  'le',
]
const streets = ['14 bracken row', '41 bracken row', 'flat 2 9 church street', 'church st', 'groß gasse 1', '1']
const remarks = ['a', 'ab', "it's", 'line\nbreak', 'tab\there', '\\d', 'x😀y', 'école', 'LE1 1AA']
const patterns = [
  '^[A-Z]{1,2}',
  '\\d+',
  '[^a-m]+$',
  '^(?:de la |le )?\\w+',
  'a.b|e',
  '\\s\\S+',
  'e{2,3}?',
  "['’-]",
  '^.',
  'zz$',
  '[\\d-]{4}',
]

/** A word as somebody else would type it. */
function mistyped(word: string, dice: Dice): string {
  const letters = [...word]
  for (let left = dice.below(3); left >= 0; left--) {
    const at = dice.below(letters.length + 1)
    const what = dice.below(4)
    if (what === 0) letters.splice(at, 1)
    else if (what === 1) letters.splice(at, 0, dice.of([...'aehns1é']))
    else if (what === 2) letters[at] = dice.of([...'aehns1é'])
    else letters.splice(at, 2, ...letters.slice(at, at + 2).reverse())
  }
  return letters.join('')
}

const two = (value: number): string => String(value).padStart(2, '0')
const aDate = (dice: Dice): string => `${1980 + dice.below(4)}-${two(1 + dice.below(14))}-${two(1 + dice.below(33))}`

function dayNumber(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const day = Date.parse(`${text}T00:00:00Z`) / 86_400_000
  return Number.isNaN(day) || new Date(day * 86_400_000).toISOString().slice(0, 10) !== text ? null : day
}

const anyText = (field: string, dice: Dice): string => {
  if (field === 'forename') return dice.of(forenames)
  if (field === 'surname') return dice.of(surnames)
  if (field === 'born') return aDate(dice)
  if (field === 'postcode')
    return `${dice.of(['LE', 'B', 'AX'])}${1 + dice.below(3)}${dice.below(3)}${dice.of(['AA', 'AB', 'BD'])}`
  if (field === 'street') return dice.of(streets)
  if (field === 'phone') return `0770090${dice.below(10000)}`
  return dice.of(remarks)
}

/** A standardised record from the texts of its fields. */
function standard(
  values: Record<string, string | null>,
  numbers: readonly string[] | null,
  code: Int32Array | null,
): StandardRecord {
  const sounds = names.map((name) => [
    soundOf(name),
    values[name] ? values[name].replace(/[aeiou]/g, '').slice(0, 4) || null : null,
  ])
  return { ...values, ...Object.fromEntries(sounds), [dayOf('born')]: dayNumber(values.born ?? null), numbers, code }
}

/** Two records: of one person with mistakes, names the wrong way round and gaps, or of two. */
export function aPair(dice: Dice): readonly [StandardRecord, StandardRecord] {
  const gap = (value: string | null) => (value === null || value === '' || dice.once(9) ? null : value)
  const all = [...texts, 'sex'] as const
  const one = Object.fromEntries(all.map((field) => [field, field === 'sex' ? dice.of(['f', 'm']) : anyText(field, dice)]))
  const other = Object.fromEntries(
    all.map((field) => {
      const again = dice.once(3) ? anyText(field, dice) : one[field]!
      return [field, dice.once(2) ? mistyped(again, dice) : again]
    }),
  )
  if (dice.once(5)) [other.forename, other.surname] = [one.surname!, one.forename!]
  const numbers = () => (dice.once(5) ? null : dice.times(1 + dice.below(4), () => String(dice.below(6))))
  const codes = twoCodes(dice)
  const record = (values: Record<string, string>) =>
    standard(
      Object.fromEntries(all.map((field) => [field, gap(values[field]!)])),
      numbers(),
      dice.once(9) ? null : bitsOf(dice.of(codes)),
    )
  return [record(one), record(other)]
}

/** Two codes of 120 bits in hexadecimal digits: of strangers, or with a few digits changed; now and then without a bit. */
function twoCodes(dice: Dice): readonly [string, string] {
  const digit = () => dice.below(16).toString(16)
  const one = dice.once(20) ? '0'.repeat(30) : dice.times(30, digit).join('')
  const share = 1 + dice.below(10)
  return [one, [...one].map((same) => (dice.once(share) ? digit() : same)).join('')]
}

/** A threshold that Jaro-Winkler meets exactly for some words, one as people write it, or any. */
const closeness = (dice: Dice): number =>
  dice.of([0, 0.5, 0.7, 0.88, 0.92, 0.95, 1, 0.9222222222222223, 0.8400000000000001, 17 / 18, dice.below(1000) / 1000])

const simple: readonly ((dice: Dice) => Comparator)[] = [
  (dice) => ({ is: 'null', field: dice.of(fields).name, side: dice.of(['either', 'both', 'left', 'right'] as const) }),
  (dice) => ({ is: 'exact', ...oneOrTwo(dice) }),
  (dice) => ({ is: 'jaro-winkler', ...oneOrTwo(dice), atLeast: closeness(dice) }),
  (dice) => ({ is: 'jaro-winkler', ...oneOrTwo(dice), atLeast: closeness(dice) }),
  (dice) => ({ is: 'levenshtein', ...oneOrTwo(dice), atMost: dice.below(4) }),
  (dice) => ({ is: 'damerau-levenshtein', ...oneOrTwo(dice), atMost: dice.below(4) }),
  (dice) => ({ is: 'date-difference', field: 'born', atMostDays: dice.of([0, 1, 31, 365.25, 1000]) }),
  (dice) => ({ is: 'dice', field: 'code', atLeast: dice.of([1, 0.5, 2 / 3, 0.8, 0, dice.below(1000) / 1000]) }),
  (dice) => ({ is: 'prefix', field: dice.of(texts), letters: 1 + dice.below(5) }),
  (dice) => ({ is: 'pattern', field: dice.of(texts), pattern: dice.of(patterns) }),
  (dice) => ({ is: 'overlap', field: 'numbers', atLeast: 1 + dice.below(3) }),
  (dice) => ({ is: 'alias', field: dice.of(names) }),
  (dice) => ({ is: 'phonetic', field: dice.of(names) }),
]

const oneOrTwo = (dice: Dice) => ({ field: dice.of(texts), ...(dice.once(4) ? { with: dice.of(texts) } : {}) })

function aTest(dice: Dice, allowed: (test: Comparator) => boolean, depth = 0): Comparator {
  const inside = () => aTest(dice, allowed, depth + 1)
  const kind = depth > 2 ? 9 : dice.below(10)
  if (kind < 2) return { is: dice.of(['all', 'any'] as const), of: dice.times(1 + dice.below(3), inside) }
  if (kind === 2) return { is: 'not', of: inside() }
  const test = dice.of(simple)(dice)
  return allowed(test) ? test : aTest(dice, allowed, depth)
}

/** A model with random comparisons; `allowed` says which tests the engine in question has. */
export function aModel(dice: Dice, allowed: (test: Comparator) => boolean = () => true): Model {
  const level = (): Level => ({
    label: 'at random',
    when: aTest(dice, allowed),
    ...(dice.once(6) ? { missing: true as const } : {}),
  })
  const comparison = (): Comparison => ({
    name: 'at random',
    levels: [...dice.times(1 + dice.below(5), level), { label: 'otherwise', when: { is: 'otherwise' } }],
  })
  const pair = (): [string, string] => [dice.of(forenames), dice.of([...forenames, ...surnames])]
  return {
    version: 1,
    fields: [...fields],
    comparisons: dice.times(dice.once(4) ? 15 : 1 + dice.below(6), comparison),
    keys: [{ parts: [{ field: 'surname', take: 'whole' }] }],
    ...(dice.once(4) ? {} : { aliases: dice.times(1 + dice.below(12), pair) }),
  }
}

/** The SQL types of the standard columns, in DuckDB's words. */
export const columnTypes: Readonly<Record<string, string>> = Object.fromEntries([
  ...[...texts, 'sex', ...names.map(soundOf)].map((column) => [column, 'varchar']),
  [dayOf('born'), 'integer'],
  ['numbers', 'varchar[]'],
  ['code', 'bigint'],
  ['code__1', 'bigint'],
])

/** Pairs as lines of JSON: each record beside an id, the left ones even, and the right one of each the next. */
export function recordLines(pairs: readonly (readonly [StandardRecord, StandardRecord])[]): string {
  const lines = pairs.flatMap(([left, right], at) => [
    { id: 2 * at, ...left, ...wordsOf(left) },
    { id: 2 * at + 1, ...right, ...wordsOf(right) },
  ])
  // A word has more figures than a number of JavaScript: it is written as a text, and loses its quotation marks.
  return lines.map((line) => JSON.stringify(line).replaceAll(/"#(\d+)"/g, '$1')).join('\n')
}

/** The code of a record in words of 60 bits. */
function wordsOf({ code }: StandardRecord): Record<string, string> {
  if (!(code instanceof Int32Array)) return {}
  const digits = Array.from(code.subarray(0, -1), (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  const word = (at: number) => `#${BigInt(`0x${digits.slice(15 * at, 15 * at + 15)}`)}`
  return { code: word(0), code__1: word(1) }
}

/** Where two compilers differ on random pairs: at most a few, to be read by a person. */
export function differences(
  model: Model,
  pairs: readonly (readonly [StandardRecord, StandardRecord])[],
  patterns: readonly bigint[],
  compare: (left: StandardRecord, right: StandardRecord) => bigint,
): object[] {
  const found: object[] = []
  for (const [at, [left, right]] of pairs.entries()) {
    if (found.length === 3) break
    const [expected, got] = [compare(left, right), patterns[at]!]
    if (expected === got) continue
    const comparison = model.comparisons.findIndex((_, nth) => ((expected ^ got) >> BigInt(4 * nth)) & 15n)
    found.push({ left, right, expected: expected.toString(16), got: got.toString(16), comparison: model.comparisons[comparison] })
  }
  return found
}

/** Two words: of few letters or many, of plain ones or of others, sometimes longer than a machine's word is wide. */
export function aPairOfWords(dice: Dice): readonly [string, string] {
  const letters = dice.of(['ab', 'abc', 'abcdefgh', 'abcdefghijklmnopqrstuvwxyz', 'aeé’zñ字😀'])
  const word = () => dice.times(1 + dice.below(dice.once(50) ? 150 : 14), () => dice.of([...letters])).join('')
  const one = word()
  return [one, dice.once(2) ? word() : mistyped(one, dice) || 'a']
}
