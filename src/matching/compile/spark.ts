/**
 * The model as SQL for Spark 4, for those who have their records there. Spark has no Jaro-Winkler before 4.3, and the one of 4.3
 * counts letters out of order otherwise than DuckDB (three of a hundred random pairs come out differently). So Spark gathers
 * the pairs of different values, DuckDB scores them, and Spark joins the scores: a value pair is scored once, however many
 * pairs of records have it.
 */
import type { Comparator, Model } from '../model.ts'
import { type Place, patternAt, refused } from './plan.ts'
import { type Dialect, double, type NamedSimilarity, partsOf, type Sources, sidesOf } from './sql.ts'

/** Where pairs, records and the scores of value pairs are. */
export type SparkSources = Sources & { readonly scores: string }

export type SparkPattern = {
  /** Where values are to be scored before: the selects that come first. */
  readonly values?: {
    /** For Spark: the pairs of different values (`one`, `other`) of which a Jaro-Winkler similarity is asked, each once. */
    readonly gather: string
    /** For DuckDB, over a table of these: the scores (`one`, `other`, `similarity`) of those that are alike enough to matter. */
    readonly score: (valuePairs: string) => string
  }
  /** For Spark: `a`, `b` and `g`, the packed pattern of each pair; over the scores too, where values are scored. */
  readonly select: string
}

/** @throws ModelRefused where the model asks for what Spark SQL does not have: Damerau-Levenshtein, conditions in DuckDB's SQL */
export function sparkPattern(model: Model, sources: SparkSources): SparkPattern {
  const parts = partsOf(model, sparkDialect)
  const sides = sidesOf(parts, model, sources, sparkDialect)
  const scored = parts.similarities.filter((one) => one.is === 'jaro-winkler')
  const joins = scored.map(
    (one) =>
      `left join ${sources.scores} ${one.name}_scores on ${one.name}_scores.one = ${one.leftSql} and ${one.name}_scores.other = ${one.rightSql}`,
  )
  const similarities = parts.similarities.map((one) => {
    const worked = similarity(one)
    return `${one.asked ? `case when ${one.asked} then ${worked} end` : worked} as ${one.name}`
  })
  const select = `select a, b, ${parts.pattern} as g
from (
  select ${['sides.*', ...similarities].join(',\n    ')}
  from (
    ${sides}
  ) sides
  ${joins.join('\n  ')}
)`
  return scored.length === 0 ? { select } : { values: valuesOf(scored, sides), select }
}

function valuesOf(scored: readonly NamedSimilarity[], sides: string): NonNullable<SparkPattern['values']> {
  const different = scored.map(
    ({ leftSql, rightSql, asked }) =>
      `select ${leftSql} as one, ${rightSql} as other from sides where ${leftSql} <> ${rightSql}${asked ? ` and (${asked})` : ''}`,
  )
  const least = double(Math.min(...scored.map((one) => one.edge)))
  return {
    gather: `with sides as (
    ${sides}
)
select distinct one, other from (
  ${different.join('\n  union all ')}
)`,
    // Spark takes a pair that is not among the scores as not alike.
    score: (valuePairs) => `select one, other, similarity
from (select one, other, jaro_winkler_similarity(one, other) as similarity from ${valuePairs})
where similarity >= ${least}`,
  }
}

const name = (of: string): string => `\`${of.replaceAll('`', '``')}\``
const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

export const sparkDialect: Dialect = {
  name,
  text,
  list: (texts) => `array(${texts.map(text).join(', ')})`,
  bigint: (value) => `${value}L`,
  xor: (one, other) => `(${one} ^ ${other})`,
  found: (of, place, pattern) => `regexp_extract(${of}, ${text(patternAt(place, pattern).java)}, 0)`,
  contains: (list, value) => `array_contains(${list}, ${value})`,
  share: (one, other, atLeast) => `array_size(array_intersect(${one}, ${other})) >= ${atLeast}`,
  // DuckDB counts bytes and Spark characters, so Spark gets each byte as a character.
  counted: (of) => `if(octet_length(${of}) = char_length(${of}), ${of}, decode(encode(${of}, 'UTF-8'), 'ISO-8859-1'))`,
  imported: (condition, place) => {
    throw refused(place, `"${condition}" is SQL for DuckDB. Say it with comparators, or match with DuckDB.`)
  },
  check: (test: Comparator, place: Place) => {
    if (test.is !== 'damerau-levenshtein') return
    throw refused(
      place,
      `Spark SQL has no damerau-levenshtein. Use levenshtein at most ${2 * test.atMost}, or match with DuckDB.`,
    )
  },
}

function similarity({ is, name: called, leftSql: l, rightSql: r, edge, dice }: NamedSimilarity): string {
  const otherwise = (value: string) => `when ${l} is not null and ${r} is not null then ${value} end`
  switch (is) {
    case 'dice':
      return dice!
    case 'difference':
    case 'date-difference':
      return `abs(${l} - ${r})`
    case 'jaro-winkler':
      return `case when ${l} = ${r} then 1e0 ${otherwise(`coalesce(${called}_scores.similarity, -1e0)`)}`
    case 'levenshtein':
      // Beyond its third argument Spark says -1.
      return `case when ${l} = ${r} then 0 ${otherwise(`coalesce(nullif(levenshtein(${l}, ${r}, ${edge}), -1), ${edge + 1})`)}`
    case 'damerau-levenshtein':
      throw new Error('Refused before.')
  }
}
