/**
 * What DuckDB and Spark SQL have in common. A pair is prepared in three layers, so that nothing is worked out twice: of each
 * record, what can be said of it alone; of each pair, its similarities; of those, the pattern.
 */
import { type Comparator, type Model, standardColumns, testsOf } from '../model.ts'
import {
  aliasesOf,
  columnsOf,
  dayOf,
  isSimilarity,
  ofNumbers,
  outcomesOfLevels,
  type Place,
  type Similarity,
  similaritiesOf,
  similarityKey,
  soundOf,
  thresholdOf,
} from './plan.ts'

/** How an engine writes what the engines write differently. Arguments are SQL, but for the names of columns. */
export type Dialect = {
  readonly name: (text: string) => string
  readonly text: (text: string) => string
  readonly list: (texts: readonly string[]) => string
  readonly bigint: (value: bigint) => string
  /** Of two 64-bit numbers, the bits that only one of them has. */
  readonly xor: (one: string, other: string) => string
  /** What the pattern finds first in a text. */
  readonly found: (text: string, place: Place, pattern: string) => string
  readonly contains: (list: string, value: string) => string
  /** Whether two lists share so many different values. */
  readonly share: (one: string, other: string, atLeast: number) => string
  /** The text that a similarity is counted on, where that is not the column itself. */
  readonly counted?: (text: string) => string
  /** An imported condition; `column` gives the SQL of a column of one side. */
  readonly imported: (text: string, place: Place, column: (side: Side, name: string) => string) => string
  /** Refuses a test that the engine does not have. */
  readonly check?: (test: Comparator, place: Place) => void
}

export type Side = 'l' | 'r'

/** Where the pairs and the records are: names of tables, or queries in brackets. `pairs`: a, b; `records`: id, standard columns. */
export type Sources = { readonly pairs: string; readonly records: string }

/** A number of the pair, with the SQL of what it compares. */
export type NamedSimilarity = Similarity & {
  readonly name: string
  readonly leftSql: string
  readonly rightSql: string
  /** Of codes, the number itself, which the engines write alike. */
  readonly dice?: string | undefined
  /** The pairs of which anybody asks it; not given: all. An engine need not work it out for others. */
  readonly asked?: string | undefined
  /** Of the texts of dates: whether both are dates, and not what else stood in the column. */
  readonly areDates?: string | undefined
}

/** What a model asks of the records, and how the pattern is put together from it. */
export type Parts = {
  /** The standard columns that are read, beside `id`. */
  readonly columns: readonly string[]
  /** What is worked out once for each record: its name, and the SQL over the record `t`. */
  readonly made: ReadonlyMap<string, string>
  /** Fields whose aliases are wanted, of the left record alone. */
  readonly aliased: ReadonlySet<string>
  readonly similarities: readonly NamedSimilarity[]
  /** One 64-bit number, over the columns of both sides and the similarities. */
  readonly pattern: string
}

/** @throws ModelRefused where the engine cannot do what the model asks */
export function partsOf(model: Model, dialect: Dialect): Parts {
  const columns = new Set<string>()
  const made = new Map<string, string>()
  const aliased = new Set<string>()
  const aliases = aliasesOf(model)
  const patterns: string[] = []
  const { name } = dialect

  /** Has a column made of another for each record. */
  const make = (column: string, as: string, sql: (text: string) => string): string => {
    columns.add(column)
    made.set(as, sql(`t.${name(column)}`))
    return as
  }
  const plain = (column: string): string => make(column, column, (text) => text)
  /** Patterns are numbered, for they are no names. */
  const foundName = (field: string, pattern: string): string => {
    if (!patterns.includes(pattern)) patterns.push(pattern)
    return `${field}__found${patterns.indexOf(pattern)}`
  }
  const side = (which: Side, as: string) => name(`${which}_${as}`)
  const same = (as: string, other = as) => `${side('l', as)} = ${side('r', other)}`

  /** Twice the bits that both codes have, of the bits of either. A record's own bits are counted once. */
  const dice = (field: string): string => {
    const { words } = standardColumns(model.fields.find((one) => one.name === field)!)
    const count = (of: string) => `cast(bit_count(${of}) as int)`
    made.set(`${field}__bits`, words.map((word) => count(`t.${name(word)}`)).join(' + '))
    const both = words.map(plain).map((word) => count(`${side('l', word)} & ${side('r', word)}`))
    return `2e0 * (${both.join(' + ')}) / nullif(${side('l', `${field}__bits`)} + ${side('r', `${field}__bits`)}, 0)`
  }

  const similarities = new Map(
    [...similaritiesOf(model)].map(([key, of], at): [string, NamedSimilarity] => {
      if (of.is === 'dice') return [key, { ...of, name: `s${at}`, leftSql: '', rightSql: '', dice: dice(of.left) }]
      const counted = (column: string) =>
        dialect.counted && !ofNumbers(of.is) && of.is !== 'jaro-winkler'
          ? make(column, `${column}__counted`, dialect.counted)
          : plain(column)
      const [left, right] = [counted(of.left), counted(of.right)]
      const date = of.is === 'levenshtein' && left === right && model.fields.find((one) => one.name === left)?.kind === 'date'
      const day = date ? plain(dayOf(left)) : undefined
      const areDates = day && `(${side('l', day)} is not null and ${side('r', day)} is not null)`
      return [key, { ...of, name: `s${at}`, leftSql: side('l', left), rightSql: side('r', right), areDates }]
    }),
  )

  const condition = (test: Comparator, place: Place): string => {
    dialect.check?.(test, place)
    switch (test.is) {
      case 'null': {
        const [left, right] = [`${side('l', plain(test.field))} is null`, `${side('r', test.field)} is null`]
        return { left, right, either: `(${left} or ${right})`, both: `(${left} and ${right})` }[test.side]
      }
      case 'exact':
        return same(plain(columnsOf(test).left), plain(columnsOf(test).right))
      case 'jaro-winkler':
      case 'dice':
        return `${similarities.get(similarityKey(test))!.name} >= ${double(test.atLeast)}`
      case 'levenshtein':
      case 'damerau-levenshtein':
      case 'date-difference':
      case 'difference':
        return `${similarities.get(similarityKey(test))!.name} <= ${double(thresholdOf(test))}`
      case 'prefix':
        return same(make(test.field, `${test.field}__first${test.letters}`, (text) => `left(${text}, ${test.letters})`))
      case 'pattern':
        return same(make(test.field, foundName(test.field, test.pattern), (text) => dialect.found(text, place, test.pattern)))
      case 'overlap':
        return dialect.share(side('l', plain(test.field)), side('r', test.field), test.atLeast)
      case 'alias': {
        const [left, right] = [side('l', plain(test.field)), side('r', test.field)]
        if (aliases.size === 0) return `case when ${left} is not null and ${right} is not null then false end`
        aliased.add(test.field)
        const holds = `coalesce(${dialect.contains(side('l', aliasesName(test.field)), right)}, false)`
        return `case when ${left} is not null and ${right} is not null then ${holds} end`
      }
      case 'phonetic':
        return same(plain(soundOf(test.field)))
      case 'all':
        return `(${test.of.map((one) => condition(one, place)).join(' and ')})`
      case 'any':
        return `(${test.of.map((one) => condition(one, place)).join(' or ')})`
      case 'not':
        return `(not ${condition(test.of, place)})`
      case 'otherwise':
        return 'true'
      case 'sql':
        return `(${dialect.imported(test.text, place, (which, column) => side(which, plain(column)))})`
    }
  }

  /**
   * A similarity that is only ever asked beside quick tests ("the same postcode, and nearly the same address") matters only where one of
   * those holds: where they do not, the level does not, whatever the similarity is.
   */
  const askedOf = (key: string): string | undefined => {
    const beside: string[] = []
    for (const comparison of model.comparisons)
      for (const level of comparison.levels) {
        const asks = (test: Comparator): boolean => testsOf(test).some((one) => isSimilarity(one) && similarityKey(one) === key)
        if (!asks(level.when)) continue
        const first = level.when.is === 'all' ? level.when.of.filter((one) => quick.includes(one.is)) : []
        if (first.length === 0) return undefined
        beside.push(`(${first.map((one) => condition(one, { comparison, level })).join(' and ')})`)
      }
    return beside.join(' or ')
  }

  const pattern = model.comparisons.map((comparison, at) => {
    const worth = (outcome: number) => dialect.bigint(BigInt(outcome) << BigInt(4 * at))
    const levels = outcomesOfLevels(comparison).map(
      ({ level, outcome }) => `when ${condition(level.when, { comparison, level })} then ${worth(outcome)}`,
    )
    return `case ${levels.join(' ')} end`
  })
  return {
    pattern: pattern.map((one) => `(${one})`).join('\n  | '),
    columns: [...columns].sort(),
    made,
    aliased,
    similarities: [...similarities].map(([key, one]) => ({ ...one, asked: askedOf(key) })),
  }
}

/** Tests that cost next to nothing. */
const quick: readonly Comparator['is'][] = ['exact', 'prefix', 'phonetic', 'null']

/** The pairs with what both records hold: a, b, and the columns `l_…` and `r_…`. `p` may bring further columns. */
export function sidesOf(parts: Parts, model: Model, { pairs, records }: Sources, dialect: Dialect): string {
  const { name } = dialect
  const columns = (side: Side) => [...parts.made.keys()].map((as) => `${side}.${name(as)} as ${name(`${side}_${as}`)}`)
  const aliases = [...parts.aliased].map((field) => `l.${name(aliasesName(field))} as ${name(`l_${aliasesName(field)}`)}`)
  return `select ${['p.a', 'p.b', ...columns('l'), ...columns('r'), ...aliases].join(', ')}
    from ${pairs} p
    join ${madeOf(parts, model, records, dialect, parts.aliased)} l on l.id = p.a
    join ${madeOf(parts, model, records, dialect, new Set())} r on r.id = p.b`
}

/** The records, with what is worked out once for each. */
function madeOf(
  parts: Parts,
  model: Model,
  records: string,
  { name, text, list }: Dialect,
  aliased: ReadonlySet<string>,
): string {
  const columns = [...parts.made].map(([as, sql]) => `${sql} as ${name(as)}`)
  const others = [...aliasesOf(model)].map(([one, all]) => `(${text(one)}, ${list([...all])})`).join(', ')
  const joined = [...aliased].map((field, at) => ({
    column: `n${at}.others as ${name(aliasesName(field))}`,
    join: `left join (values ${others}) as n${at}(name, others) on n${at}.name = t.${name(field)}`,
  }))
  return `(select ${['t.id', ...columns, ...joined.map((one) => one.column)].join(', ')} from ${records} t ${joined.map((one) => one.join).join(' ')})`
}

/** The other names that somebody of this name may use: a list, of the left record. */
const aliasesName = (field: string): string => `${field}__aliases`

/** A number that the engine reads as a double, and as the very one that JavaScript has. */
export const double = (value: number): string => value.toExponential()
