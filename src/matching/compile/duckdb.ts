/** The model as SQL for DuckDB: the batch compares millions of pairs there. */
import type { Model } from '../model.ts'
import { patternAt } from './plan.ts'
import { type Dialect, type NamedSimilarity, partsOf, type Side, type Sources, sidesOf } from './sql.ts'

/**
 * A select that gives `a`, `b` and `g`, the packed pattern of each pair. Filter it only on `a` and `b`, or keep it in a table
 * first: DuckDB works out again what a filter asks for.
 *
 * @throws ModelRefused where a pattern is one that the engines do not read alike
 */
export function patternSelect(model: Model, sources: Sources): string {
  const parts = partsOf(model, duckDialect)
  const similarities = parts.similarities.map((one) => {
    const worked = similarity(one)
    return `${one.asked ? `case when ${one.asked} then ${worked} end` : worked} as ${one.name}`
  })
  return `select a, b, ${parts.pattern} as g
from (
  select ${['*', ...similarities].join(',\n    ')}
  from (
    ${sidesOf(parts, model, sources, duckDialect)}
  )
)`
}

/** The columns of the records that the select reads, beside `id`. */
export const recordColumns = (model: Model): readonly string[] => partsOf(model, duckDialect).columns

const name = (text: string): string => `"${text.replaceAll('"', '""')}"`
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

export const duckDialect: Dialect = {
  name,
  text,
  list: (texts) => `[${texts.map(text).join(', ')}]`,
  bigint: (value) => `${value}::bigint`,
  xor: (one, other) => `xor(${one}, ${other})`,
  found: (of, place, pattern) => `regexp_extract(${of}, ${text(patternAt(place, pattern).re2)})`,
  contains: (list, value) => `list_contains(${list}, ${value})`,
  // What a list shares with a missing one is the empty list to DuckDB, and unknown to us.
  share: (one, other, atLeast) =>
    `case when ${one} is not null and ${other} is not null then len(list_intersect(${one}, ${other})) >= ${atLeast} end`,
  imported: withColumns,
}

/** Columns of an imported condition: `l.x` or `r."x y"`. Texts in quotes are stepped over. */
function withColumns(condition: string, _: unknown, column: (side: Side, name: string) => string): string {
  return condition.replaceAll(
    /'(?:[^']|'')*'|(?<![\w."])([lr])\.(?:"((?:[^"]|"")+)"|([a-z_]\w*))/gi,
    (all, side?: string, quoted?: string, plain?: string) =>
      side === undefined ? all : column(side.toLowerCase() as Side, quoted?.replaceAll('""', '"') ?? plain!),
  )
}

/** Most pairs agree, or differ plainly: only the others are worth a slow function. Where a value is missing, all of these are null. */
function similarity({ is, leftSql: l, rightSql: r, edge, areDates, dice }: NamedSimilarity): string {
  switch (is) {
    case 'dice':
      return dice!
    case 'date-difference':
    case 'difference':
      return `abs(${l} - ${r})`
    case 'jaro-winkler':
      // Below its third argument the function gives up early. The millionth keeps that away from the rounding at the threshold.
      return `case when ${l} = ${r} then 1e0 else jaro_winkler_similarity(${l}, ${r}, ${Math.max(0, edge - 1e-6).toExponential()}) end`
    case 'levenshtein':
      return distance(l, r, edge, {
        sure: 2,
        slow: areDates && edge <= 2 ? slowOfDates(l, r, areDates) : `levenshtein(${l}, ${r})`,
      })
    case 'damerau-levenshtein':
      return distance(l, r, edge, { sure: 1, slow: damerau(l, r, edge) })
  }
}

/**
 * Texts of one length that differ in so few letters (`sure`) are that far apart. Beyond it a letter may have moved, which only
 * the slow function sees; but not where one step is all that is asked for, except two neighbours that changed places.
 */
function distance(l: string, r: string, most: number, { sure, slow }: { sure: number; slow: string }): string {
  const changed = `hamming(${l}, ${r})`
  const asked = most > 1 ? `${changed} > ${sure}` : sure === 1 ? `${changed} = 2` : 'false'
  // CASE inside CASE: DuckDB may ask both sides of an AND, and hamming fails on unequal lengths.
  return `case when ${l} = ${r} then 0
      when strlen(${l}) = strlen(${r}) then case when ${asked} then ${slow} else ${changed} end
      when abs(strlen(${l}) - strlen(${r})) > ${most} then ${most + 1}
      else ${slow} end`
}

/**
 * Two dates in ISO text that differ in more than two figures are within two steps only if a figure moved inside the year: no figure can
 * move past a stroke, and inside the month or the day it would be two figures that differ.
 */
const slowOfDates = (l: string, r: string, areDates: string): string =>
  `case when ${areDates} and substr(${l}, 5) <> substr(${r}, 5) then 3 else levenshtein(${l}, ${r}) end`

/** A change round is at most two steps of the plain distance, and that is eight times as fast to know. */
function damerau(l: string, r: string, most: number): string {
  return `case when levenshtein(${l}, ${r}) > ${2 * most} then ${most + 1} else damerau_levenshtein(${l}, ${r}) end`
}
