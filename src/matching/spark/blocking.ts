/**
 * Blocking as Spark SQL: what `block.ts` does in DuckDB, key by key, is here one long table of keys, so that pairs are made by one join
 * and each once by one grouping. Which keys and which of their values are left out is a step of its own.
 */
import type { BlockOptions } from '../block.ts'
import { type Model, ModelRefused } from '../model.ts'
import type { Step } from './parquet-steps.ts'

/**
 * The steps from `records` to `pairs` (a, b, key: the first of the model's keys that gives the pair) and, for the report, `key_totals`
 * and `key_pairs`.
 *
 * @throws ModelRefused where a key is a condition in SQL
 */
export function blockingSteps(
  { keys }: Pick<Model, 'keys'>,
  { cap, capCounts = 'records', link, mostPerRecord = Number.POSITIVE_INFINITY }: BlockOptions,
  records: number,
): Step[] {
  for (const key of keys)
    if ('sql' in key)
      throw new ModelRefused(`The key "${key.sql}" is SQL for DuckDB. Say it by the fields that agree, or match with DuckDB.`)
  const most = Number.isFinite(mostPerRecord) ? mostPerRecord * records : undefined
  return [
    {
      name: 'keys',
      about: 'every record by what it has of each key (k), a key of the model by its place (key)',
      reads: ['records'],
      select: `select id, source, key, k
from (select id, source, stack(${keys.length}, ${keys.map((_, at) => `${at}, k${at}`).join(', ')}) as (key, k) from records)
where k is not null`,
    },
    {
      name: 'blocks',
      about: 'the records that agree in a key, how many, and whether they are too many',
      reads: ['keys'],
      select: `select key, k, count(*) as n, ${capCounts === 'records' ? 'count(*)' : 'count(distinct source)'} > ${cap} as crowded
from keys group by key, k having count(*) > 1`,
    },
    {
      name: 'key_totals',
      about: 'of each key: the records set aside as too common, the pairs of the others, and whether those are too many',
      reads: ['blocks'],
      select: `select key, aside, pairs, ${most === undefined ? 'false' : `pairs > ${most}`} as left_out
from (select key, coalesce(sum(case when crowded then n end), 0) as aside,
    coalesce(sum(case when not crowded then n * (n - 1) div 2 end), 0) as pairs
  from blocks group by key)`,
    },
    {
      name: 'pairs',
      about: 'every two records that agree in a key, once, with the first key that they agree in',
      reads: ['keys', 'blocks', 'key_totals'],
      select: `with kept as (
  select keys.key, keys.k, keys.id, keys.source
  from keys join blocks on blocks.key = keys.key and blocks.k = keys.k and not blocks.crowded
  join key_totals on key_totals.key = keys.key and not key_totals.left_out
)
select l.id as a, r.id as b, min(l.key) as key
from kept l join kept r on r.key = l.key and r.k = l.k and l.id < r.id
${link ? 'where l.source is distinct from r.source\n' : ''}group by l.id, r.id`,
    },
    {
      name: 'key_pairs',
      about: 'of each key: the pairs that no earlier key gave',
      reads: ['pairs'],
      select: 'select key, count(*) as n from pairs group by key',
    },
  ]
}
