/** Which records are compared at all: those that agree in a key. Each pair once, by the first key that gives it. */
import type { Duck } from './duck.ts'
import type { Model } from './model.ts'
import { keyInWords } from './records.ts'

/** What one key gave. */
export type KeyReport = {
  readonly key: string
  /** Pairs that no earlier key gave. */
  readonly pairs: number
  /** Records left aside, because more than the cap agree in this key. */
  readonly aside: number
  /** Whether the key was left out, since its pairs would have been too many: `pairs` says how many. */
  readonly leftOut: boolean
}

export type BlockOptions = {
  /** Most records that may agree in one key: a block of n makes n(n-1)/2 pairs. */
  readonly cap: number
  /** What the cap counts: records; or sources, where a source is one record written in several ways. */
  readonly capCounts?: 'records' | 'sources' | undefined
  /** Only pairs of two different sources. */
  readonly link: boolean
  /** Most pairs that one key may give for each record; a key that would give more is left out. Not given: no limit. */
  readonly mostPerRecord?: number | undefined
}

/** Makes the table `pairs` (a < b). */
export async function makePairs(
  duck: Duck,
  model: Model,
  { cap, capCounts = 'records', link, mostPerRecord = Number.POSITIVE_INFINITY }: BlockOptions,
): Promise<KeyReport[]> {
  await duck.run('create table pairs (a integer, b integer)')
  const records = await recordCount(duck)
  const hashed = model.keys.filter((key) => 'parts' in key).map((_, at) => `k${at}`)
  const asides = cap < records ? await setAside(duck, hashed, cap, capCounts) : new Map<string, number>()
  const reports: KeyReport[] = []
  let nth = 0
  const earlier: string[] = []
  for (const key of model.keys) {
    const column = 'parts' in key ? hashed[nth++]! : undefined
    const aside = asides.get(column ?? '') ?? 0
    const wanted = column && Number.isFinite(mostPerRecord) ? await pairsOf(duck, column) : 0
    if (wanted > mostPerRecord * records) {
      reports.push({ key: keyInWords(key), pairs: wanted, aside, leftOut: true })
      continue
    }
    const agree = column ? `l.${column} = r.${column}` : `(${(key as { sql: string }).sql})`
    const before = await count(duck)
    await duck.run(`insert into pairs select l.id, r.id from records l join records r on ${agree} and l.id < r.id
      where true ${link ? 'and l.source is distinct from r.source' : ''} ${earlier.map((one) => `and (${one}) is not true`).join(' ')}`)
    earlier.push(agree)
    reports.push({ key: keyInWords(key), pairs: (await count(duck)) - before, aside, leftOut: false })
  }
  return reports
}

const count = async (duck: Duck): Promise<number> => Number((await duck.rows<[bigint]>('select count(*) from pairs'))[0]![0])

const recordCount = async (duck: Duck): Promise<number> =>
  Number((await duck.rows<[bigint]>('select count(*) from records'))[0]![0])

/** How many pairs agree in a key, exactly, without making them. */
async function pairsOf(duck: Duck, column: string): Promise<number> {
  const [[pairs]] = (await duck.rows<[number | null]>(
    `select sum(n * (n - 1) / 2)::double from (select count(*) n from records where ${column} is not null group by ${column})`,
  )) as [[number | null]]
  return pairs ?? 0
}

/**
 * Takes keys from records of which too many agree in them: common values tell little, and their pairs grow as the square. All keys in one
 * pass over the records, which are written anew: to change them in place took longer than all joins.
 *
 * @returns of each key of which records were set aside, how many
 */
async function setAside(
  duck: Duck,
  columns: readonly string[],
  cap: number,
  counts: 'records' | 'sources',
): Promise<Map<string, number>> {
  const many = counts === 'records' ? 'count(*)' : 'count(distinct source)'
  const asides = new Map<string, number>()
  for (const column of columns) {
    await duck.run(
      `create or replace temp table crowded_${column} as select ${column} as k, count(*) as n from records where ${column} is not null group by 1 having ${many} > ${cap}`,
    )
    const [[records]] = (await duck.rows<[bigint | null]>(`select sum(n) from crowded_${column}`)) as [[bigint | null]]
    if (records) asides.set(column, Number(records))
  }
  const without = [...asides.keys()].map(
    (column) => `case when ${column} not in (select k from crowded_${column}) then ${column} end as ${column}`,
  )
  if (without.length > 0) {
    await duck.run('alter table records rename to crowded_records')
    await duck.run(`create table records as select * replace (${without.join(', ')}) from crowded_records`)
    await duck.run('drop table crowded_records')
  }
  for (const column of columns) await duck.run(`drop table crowded_${column}`)
  return asides
}
