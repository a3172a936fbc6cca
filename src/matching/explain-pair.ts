/** The explanation of two records of a run, whether blocking brought them together or not. */
import { patternSelect } from './compile/duckdb.ts'
import { type Duck, quoted } from './duck.ts'
import { type Explanation, explain } from './explain.ts'
import type { Weights } from './hypotheses.ts'
import { InputRefused } from './input.ts'
import { type Model, missing, outcomesOf, sayingLevels } from './model.ts'
import { rarityBits } from './rarity.ts'

/** @throws InputRefused if there is no such record */
export async function explainPair(duck: Duck, model: Model, weights: Weights, left: string, right: string): Promise<Explanation> {
  const [a, b] = [await idOf(duck, left), await idOf(duck, right)]
  await duck.run(`create or replace temp table asked as select ${Math.min(a, b)} as a, ${Math.max(a, b)} as b`)
  const [[, , pattern]] = (await duck.rows<[number, number, bigint]>(
    patternSelect(model, { pairs: 'asked', records: 'records' }),
  )) as [[number, number, bigint]]
  const outcomes = outcomesOf(pattern, model.comparisons.length)
  const rarity = await Promise.all(
    model.comparisons.map(async (comparison, k) => {
      const outcome = outcomes[k]!
      const rare = outcome === missing ? undefined : sayingLevels(comparison)[outcome]!.rarity
      if (!rare) return { strangers: 0, other: 0 }
      const [[commoner]] = (await duck.rows<[number | null]>(
        `select greatest(l.f_${rare.field}, r.f_${rare.field}) from records l, records r where l.id = ${a} and r.id = ${b}`,
      )) as [[number | null]]
      return rarityBits(comparison, k, outcome, weights, commoner)
    }),
  )
  return explain(model, weights, outcomes, rarity)
}

/** @throws InputRefused if there is no such record */
export async function idOf(duck: Duck, record: string): Promise<number> {
  const [row] = await duck.rows<[number]>(`select id from input where record_id = ${quoted(record)} order by id limit 1`)
  if (!row) throw new InputRefused(`--explain: there is no record ${record}.`)
  return row[0]
}
