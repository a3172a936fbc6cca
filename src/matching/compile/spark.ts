/**
 * The model as SQL for Spark 4, for those who have their records there. Spark has no Jaro-Winkler before 4.3, and the one of 4.3
 * counts letters out of order otherwise than DuckDB (three of a hundred random pairs come out differently). So Spark gathers
 * the pairs of different values, TypeScript scores them, and Spark joins the scores: a value pair is scored once, however many
 * pairs of records have it.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Comparator, Model } from '../model.ts'
import { jaroWinkler } from '../similarity.ts'
import { type Place, patternAt, refused } from './plan.ts'
import { type Dialect, type NamedSimilarity, partsOf, type Sources, sidesOf } from './sql.ts'

/** Where Spark and TypeScript hand value pairs to each other: folders that both can reach. */
export type SparkSources = Sources & { readonly valuePairs: string; readonly scores: string }

/** What is to be done before the pattern is selected, in this order. */
export type SparkStep =
  | { readonly name: 'gather value pairs' | 'read scores' | 'keep scores'; readonly sql: string }
  /** Call `scoreValuePairs` with these. */
  | { readonly name: 'score value pairs'; readonly valuePairs: string; readonly scores: string; readonly atLeast: number }

/**
 * The steps, and the select that gives `a`, `b` and `g`, the packed pattern of each pair.
 *
 * @throws ModelRefused where the model asks for what Spark SQL does not have: Damerau-Levenshtein, conditions in DuckDB's SQL
 */
export function sparkPattern(model: Model, sources: SparkSources): { steps: readonly SparkStep[]; select: string } {
  const parts = partsOf(model, dialect)
  const sides = sidesOf(parts, model, sources, dialect)
  const scored = parts.similarities.filter((one) => one.is === 'jaro-winkler')
  const joins = scored.map(
    (one) =>
      `left join scores ${one.name}_scores on ${one.name}_scores.one = ${one.leftSql} and ${one.name}_scores.other = ${one.rightSql}`,
  )
  const similarities = parts.similarities.map((one) => `${similarity(one)} as ${one.name}`)
  const select = `select a, b, ${parts.pattern} as g
from (
  select ${['sides.*', ...similarities].join(',\n    ')}
  from (
    ${sides}
  ) sides
  ${joins.join('\n  ')}
)`
  return { steps: scored.length === 0 ? [] : stepsOf(scored, sides, sources), select }
}

function stepsOf(scored: readonly NamedSimilarity[], sides: string, { valuePairs, scores }: SparkSources): SparkStep[] {
  const different = scored.map(
    ({ leftSql, rightSql }) => `select ${leftSql} as one, ${rightSql} as other from sides where ${leftSql} <> ${rightSql}`,
  )
  return [
    {
      name: 'gather value pairs',
      // "union" leaves out what is there already.
      sql: `with sides as (${sides})
insert overwrite directory ${text(valuePairs)} using json
select distinct one, other from (${different.join('\nunion ')})`,
    },
    { name: 'score value pairs', valuePairs, scores, atLeast: Math.min(...scored.map((one) => one.edge)) },
    {
      name: 'read scores',
      sql: `create or replace temporary view scores (one string, other string, similarity double) using json options (path ${text(scores)})`,
    },
    // Each Jaro-Winkler of the model joins them once more.
    { name: 'keep scores', sql: 'cache table scores' },
  ]
}

/**
 * Scores the value pairs that Spark has written. Only those are kept that a level can ask for: Spark then takes a pair that is
 * not among them as not alike.
 *
 * @returns how many were scored
 */
export async function scoreValuePairs(step: Extract<SparkStep, { name: 'score value pairs' }>): Promise<number> {
  await mkdir(step.scores, { recursive: true })
  const count = { of: 0 }
  await pipeline(Readable.from(scoreLines(step, count)), createWriteStream(join(step.scores, 'part-0.json')))
  return count.of
}

async function* scoreLines(step: { valuePairs: string; atLeast: number }, count: { of: number }): AsyncGenerator<string> {
  for (const file of (await readdir(step.valuePairs)).filter((name) => /^part-.*\.json$/.test(name))) {
    for await (const line of createInterface({
      input: createReadStream(join(step.valuePairs, file)),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      const { one, other } = JSON.parse(line) as { one: string; other: string }
      const similarity = jaroWinkler(one, other)
      count.of++
      if (similarity >= step.atLeast) yield `${JSON.stringify({ one, other, similarity })}\n`
    }
  }
}

const name = (of: string): string => `\`${of.replaceAll('`', '``')}\``
const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

const dialect: Dialect = {
  name,
  text,
  list: (texts) => `array(${texts.map(text).join(', ')})`,
  bigint: (value) => `${value}L`,
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

function similarity({ is, name: called, leftSql: l, rightSql: r, edge }: NamedSimilarity): string {
  const otherwise = (value: string) => `when ${l} is not null and ${r} is not null then ${value} end`
  switch (is) {
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
