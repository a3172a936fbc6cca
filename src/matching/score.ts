/** From patterns to bits: what each compared pair says for being one person. */
import { double } from './compile/sql.ts'
import type { Duck } from './duck.ts'
import { type PatternCount, patternBits, type Weights } from './hypotheses.ts'
import { type Model, outcomesOf, sayingLevels } from './model.ts'
import { rarityOfLevel } from './rarity.ts'
import type { Frequencies } from './records.ts'

/** Bits under which a pair is not kept: it will never be joined, and counts as a pair that speaks against. */
export const leastBits = -12

/** How many pairs of a table have each pattern. */
export async function countPatterns(duck: Duck, from = 'vectors'): Promise<PatternCount[]> {
  const rows = await duck.rows<[bigint, bigint]>(`select g, count(*) from ${from} group by g order by g`)
  return rows.map(([pattern, pairs]) => ({ pattern, pairs: Number(pairs) }))
}

export type ScoreOptions = {
  readonly from: string
  readonly into: string
  readonly counts: readonly PatternCount[]
  /** Bits under which a pair is not kept; `leastBits`, if not given. */
  readonly least?: number | undefined
}

/** The bits of each pattern of which a pair may still matter, and the select that makes edges with them, for either engine. */
export type Scoring = {
  readonly patterns: readonly (readonly [pattern: bigint, one: number, other: number, strangers: number])[]
  /** Over the table `weights` (g, one, other, strangers) of these patterns, the table `records`, and the table with patterns (a, b, g). */
  readonly select: (from: string) => string
}

/**
 * How the pairs of a table (a, b, g) are scored: edges (a, b, g, bits, household) are those that may still matter, with their
 * bits for "one person" against both other hypotheses, and whether a household is likelier than strangers.
 */
export function scoringOf(
  model: Model,
  weightsOf: Weights,
  frequencies: ReadonlyMap<string, Frequencies>,
  { counts, least = leastBits }: Pick<ScoreOptions, 'counts' | 'least'>,
): Scoring {
  const bitsOf = patternBits(weightsOf, model.comparisons.length)
  const rarity = rarityOf(model, weightsOf, frequencies)
  const [x, y] = [`(w.other + ${rarity.other})`, `(w.strangers + ${rarity.strangers})`]
  return {
    patterns: counts.flatMap(({ pattern }) => {
      const { one, other, strangers } = bitsOf(pattern)
      const lift = rarity.most(outcomesOf(pattern, model.comparisons.length))
      return one - Math.max(other, strangers) + lift >= least ? [[pattern, one, other, strangers] as const] : []
    }),
    select: (from) => `select a, b, g, bits, household from (
      select v.a, v.b, v.g, w.one - greatest(${x}, ${y}) - log2(1 + pow(2, -abs(${x} - ${y}))) as bits, ${x} > ${y} as household
      from ${from} v join weights w on w.g = v.g ${rarity.any ? 'join records l on l.id = v.a join records r on r.id = v.b' : ''})
    where bits >= ${Number.isFinite(least) ? least : "cast('-infinity' as double)"}`,
  }
}

/** Makes a table of edges in DuckDB (`scoringOf`). */
export async function scorePairs(
  duck: Duck,
  model: Model,
  weights: Weights,
  frequencies: ReadonlyMap<string, Frequencies>,
  { from, into, ...options }: ScoreOptions,
): Promise<void> {
  const { patterns, select } = scoringOf(model, weights, frequencies, options)
  await makeWeights(duck, patterns)
  await duck.run(`create table ${into} as ${select(from)}`)
}

/** Makes the table `weights` in DuckDB. */
export async function makeWeights(duck: Duck, patterns: Scoring['patterns']): Promise<void> {
  await duck.run('create or replace temp table weights (g bigint, one double, other double, strangers double)')
  const rows = patterns.map((row) => `(${row.join()})`)
  for (let at = 0; at < rows.length; at += 2000) await duck.run(`insert into weights values ${rows.slice(at, at + 2000).join()}`)
}

/** What rarity adds (`rarity.ts`), as SQL over `l`, `r` and the pattern `v.g`. */
function rarityOf(model: Model, weights: Weights, frequencies: ReadonlyMap<string, Frequencies>) {
  const terms = { other: [] as string[], strangers: [] as string[] }
  const mosts = new Map<string, number>()
  model.comparisons.forEach((comparison, k) => {
    const levels = sayingLevels(comparison)
    levels.forEach((level, at) => {
      if (!level.rarity) return
      const { field, weight, least, usual, more, chance, inHousehold, shared } = rarityOfLevel(comparison, k, at, weights)
      const commoner = `greatest(l.f_${field}, r.f_${field}${Number.isFinite(least) ? `, ${double(least)}` : ''})`
      const gained = `${double(weight)} * (coalesce(${commoner}, ${double(usual)}) - ${double(usual)})`
      const where = `(v.g >> ${4 * k}) & 15 = ${at}`
      terms.strangers.push(`case when ${where} then ${gained} else 0 end`)
      const other =
        more === 0
          ? gained
          : `log2(${double(((1 - more) * chance) / inHousehold)} * pow(2, ${gained}) + ${double(more / inHousehold)})`
      if (!shared) terms.other.push(`case when ${where} then ${other} else 0 end`)
      mosts.set(`${k}|${at}`, weight * Math.max(0, usual + Math.log2(Math.max(frequencies.get(field)!.known, 2))))
    })
  })
  return {
    other: terms.other.join(' + ') || '0',
    strangers: terms.strangers.join(' + ') || '0',
    any: terms.strangers.length > 0,
    /** The most that rarity may add to a pattern's bits. */
    most: (outcomes: readonly number[]) => outcomes.reduce((sum, level, k) => sum + (mosts.get(`${k}|${level}`) ?? 0), 0),
  }
}
