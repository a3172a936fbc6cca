/**
 * From an input to standardised records. Each different value of a column is standardised once, in TypeScript; the database
 * joins what came of it to the records: value, sound, day, the logarithm of how common it is, and the hashes that keys are made of.
 */
import { duckDialect } from './compile/duckdb.ts'
import type { Dialect } from './compile/sql.ts'
import type { Duck } from './duck.ts'
import { named, quoted } from './duck.ts'
import { type BlockingKey, type Field, type Model, standardColumns, type Take } from './model.ts'
import { type HashKey, sipHash } from './siphash.ts'
import { standardise, taken } from './standardise.ts'
import { stepsSql } from './steps.ts'
import type { ValueFrequencies } from './trained.ts'

/** How common the values of a field are: what `rarity` weighs. */
export type Frequencies = {
  readonly known: number
  readonly distinct: number /** The chance that two records taken at random agree. */
  readonly agreement: number
}

type Given = Readonly<Record<string, ValueFrequencies>>

/** The hashed part of a key, in the table of a field. */
const partColumn = ({ field, take }: { field: string; take: Take }) => `${field}__key_${take.replace('-', '_')}`

/** What `records` is made of, by whichever engine. */
export type RecordsPlan = {
  /** Each record's own values (id, source, and what its columns hold), selected from `input` in DuckDB. */
  readonly own: string
  /** Tables in DuckDB of what the different values become. */
  readonly tables: readonly string[]
  /** The select over these tables and the own values. */
  readonly select: (own: string, dialect: Pick<Dialect, 'name' | 'xor'>) => string
  /** How common the values of each field are. */
  readonly frequencies: Map<string, Frequencies>
}

/**
 * Makes the table `records` (id, source, fields in their standard columns, `k0`… for each key of parts, `f_<field>` where rarity counts)
 * from a table `input` with the columns `id` and the model's own.
 *
 * @returns how common the values of each field are
 */
export async function makeRecords(
  duck: Duck,
  model: Model,
  hashKey: HashKey,
  given: Given = {},
): Promise<Map<string, Frequencies>> {
  const { own, tables, select, frequencies } = await planRecords(duck, model, hashKey, given)
  await duck.run(`create table records as ${select(`(${own})`, duckDialect)}`)
  for (const table of tables) await duck.run(`drop table ${table}`)
  return frequencies
}

/**
 * Standardises the different values of every column, and says how records are put together from them.
 *
 * @param given how common the values of a field are elsewhere, where that is to count and not what stands here
 */
export async function planRecords(duck: Duck, model: Model, hashKey: HashKey, given: Given = {}): Promise<RecordsPlan> {
  const frequencies = new Map<string, Frequencies>()
  const keys = model.keys.flatMap((key) => ('parts' in key ? [key.parts] : []))
  const rare = new Set(model.comparisons.flatMap((one) => one.levels.flatMap((level) => level.rarity?.field ?? [])))
  const takesOf = (field: string) => [
    ...new Set(keys.flatMap((parts) => parts.filter((part) => part.field === field).map((part) => part.take))),
  ]
  const own: string[] = []
  const tables: string[] = []
  /** Of each table the column of the own values that it is joined by. */
  const joins: [table: string, column: string][] = []
  const columns: string[] = []
  const read = Map.groupBy(model.fields.filter(isStandardised), ({ column }) => column)
  for (const field of model.fields) {
    if (!isStandardised(field)) {
      const its = await makeGiven(duck, field, rare.has(field.name))
      frequencies.set(field.name, its.frequencies)
      const words = wordsSql(field)
      own.push(...(words.length > 0 ? words : [`${its.sql} as ${named(field.name)}`]))
      own.push(...takesOf(field.name).map((take) => givenPart(its.sql, { field: field.name, take })))
      columns.push(...(words.length > 0 ? standardColumns(field).words : [field.name]).map((one) => `own.${one}`))
      if (rare.has(field.name)) {
        tables.push(`v_${field.name}`)
        const by = words.length > 0 ? `${field.name}__text` : field.name
        if (by !== field.name) own.push(`${its.sql} as ${named(by)}`)
        joins.push([`v_${field.name}`, by])
        columns.push(`v_${field.name}.f_${field.name}`)
      }
      continue
    }
    const { value, sound, day } = standardColumns(field)
    const table = tableOf(model, field.name)
    columns.push(
      ...[value, sound, day, rare.has(field.name) ? `f_${field.name}` : undefined].flatMap((one) =>
        one ? [`${table}.${one}`] : [],
      ),
    )
  }
  for (const [column, fields] of read) {
    const wanted = fields.map((field) => ({ field, takes: takesOf(field.name), rare: rare.has(field.name) }))
    for (const [name, its] of await makeValues(duck, column, wanted, hashKey, given)) frequencies.set(name, its)
    const first = fields[0]!.name
    own.push(`input.${named(column)}::varchar as ${named(first)}`)
    tables.push(`v_${first}`)
    joins.push([`v_${first}`, first])
  }
  return {
    own: `select ${['input.id', 'input.source', ...own].join(', ')} from input`,
    tables,
    select: (from, { name, xor }) => {
      const column = (dotted: string) => dotted.split('.').map(name).join('.')
      // Of hashes that are independent of one another the exclusive or is as good a hash; a missing part leaves no key.
      const hashed = keys.map((parts, at) => `${parts.map((part) => column(partOf(model, part))).reduce(xor)} as k${at}`)
      const joined = joins.map(([table, by]) => `left join ${name(table)} on ${column(`${table}.raw`)} = ${column(`own.${by}`)}`)
      return `select ${['own.id', 'own.source', ...columns.map(column), ...hashed].join(', ')}\nfrom ${from} own\n${joined.join('\n')}`
    },
    frequencies,
  }
}

const isStandardised = ({ kind }: Field): boolean => kind !== 'given' && kind !== 'list' && kind !== 'code'

/** The column that holds the hash of a part of a key. */
function partOf({ fields }: Pick<Model, 'fields'>, part: { field: string; take: Take }): string {
  const field = fields.find((one) => one.name === part.field)!
  return `${isStandardised(field) ? tableOf({ fields }, part.field) : 'own'}.${partColumn(part)}`
}

/** The hash of a part of a given field, which is DuckDB's own: no live index has such keys. */
function givenPart(sql: string, part: { field: string; take: Take }): string {
  const value = `${sql}::varchar`
  const taken = { whole: value, start3: `left(${value}, 3)`, initial: `left(${value}, 1)` }[
    part.take as 'whole' | 'start3' | 'initial'
  ]
  return `case when ${value} is not null then (hash(${quoted(`${part.field}|${part.take}`)}, ${taken}) >> 1)::bigint end as ${partColumn(part)}`
}

/** The table of what a field's different values become: one for all fields that read the same column, named after the first. */
function tableOf({ fields }: Pick<Model, 'fields'>, name: string): string {
  const { column } = fields.find((one) => one.name === name)!
  return `v_${fields.find((one) => one.column === column && isStandardised(one))!.name}`
}

/** The words of a code, of another field none: 60 bits are fifteen of its digits. */
const wordsSql = (field: Field): string[] =>
  standardColumns(field).words.map(
    (word, at) => `('0x' || substr(input.${named(field.column)}, ${1 + 15 * at}, 15))::bigint as ${named(word)}`,
  )

const givenSql = (field: Field): string => stepsSql(`input.${named(field.column)}`, field.steps ?? [])

/** A given field is compared as it stands, after its steps; so is a code, by its words. */
async function makeGiven(duck: Duck, field: Field, rare: boolean): Promise<{ sql: string; frequencies: Frequencies }> {
  const sql = givenSql(field)
  const [[known, distinct, agreement]] = (await duck.rows<[number, number, number | null]>(
    `select coalesce(sum(n), 0)::double, count(*)::double, sum(n * (n - 1))::double from (select count(*) n from input where ${sql} is not null group by ${sql})`,
  )) as [[number, number, number | null]]
  if (rare)
    await duck.run(
      `create table v_${field.name} as select ${sql} as raw, log2(count(*) / ${known}::double) as f_${field.name} from input where ${sql} is not null group by 1`,
    )
  return { sql, frequencies: { known, distinct, agreement: known > 1 ? (agreement ?? 0) / (known * (known - 1)) : 0 } }
}

/** Rows that are added to a table together. */
const rowsAtOnce = 10_000

type Wanted = { readonly field: Field; readonly takes: readonly Take[]; readonly rare: boolean }

/** The table of a column's different values, with what each of these fields makes of them. */
async function makeValues(
  duck: Duck,
  raw: string,
  wanted: readonly Wanted[],
  hashKey: HashKey,
  given: Given,
): Promise<[field: string, Frequencies][]> {
  const table = `v_${wanted[0]!.field.name}`
  const column = named(raw)
  const shapes = wanted.map((one) => ({ ...one, ...standardColumns(one.field) }))
  const shape: [string, string][] = [
    ['raw', 'varchar'],
    ['n', 'integer'],
    ...shapes.flatMap(({ field, takes, value, sound, day }) => [
      [value, 'varchar'] as [string, string],
      ...(sound ? [[sound, 'varchar'] as [string, string]] : []),
      ...(day ? [[day, 'integer'] as [string, string]] : []),
      ...takes.map((take): [string, string] => [partColumn({ field: field.name, take }), 'bigint']),
    ]),
  ]
  await duck.run(`create table filled (${shape.map(([name, type]) => `${named(name)} ${type}`).join(', ')})`)
  const values = `select ${column}::varchar, count(*)::integer from input where ${column} is not null group by 1`
  const empty = (): (string | number | bigint | null)[][] => shape.map(() => [])
  let columns = empty()
  for await (const [raws, counts] of duck.chunks(values)) {
    for (let at = 0; at < raws!.length; at++) {
      const given = raws![at] as string
      const standards = shapes.map(({ field }) => standardise(field.kind, given))
      if (standards.every(({ value }) => value === null)) continue
      let nth = 0
      columns[nth++]!.push(given)
      columns[nth++]!.push(counts![at] as number)
      for (const [which, { field, takes, sound, day }] of shapes.entries()) {
        const standard = standards[which]!
        columns[nth++]!.push(standard.value)
        if (sound) columns[nth++]!.push(standard.sound)
        if (day) columns[nth++]!.push(standard.day)
        for (const take of takes) {
          const part = standard.value === null ? null : taken(standard, take)
          columns[nth++]!.push(part === null ? null : sipHash(hashKey, `${field.name}|${take}|${part}`))
        }
      }
    }
    // Each adding costs something of its own: a chunk of the result at a time made the whole matching a twelfth slower.
    if (columns[0]!.length >= rowsAtOnce) {
      await duck.append('filled', columns)
      columns = empty()
    }
  }
  if (columns[0]!.length > 0) await duck.append('filled', columns)
  const rarities: string[] = []
  const joins: string[] = []
  for (const { field, value, rare } of shapes) {
    const elsewhere = given[field.name]
    if (rare && elsewhere) {
      await duck.run(`create table given_${field.name} (own varchar, n integer)`)
      await duck.append(`given_${field.name}`, [Object.keys(elsewhere.counts), Object.values(elsewhere.counts)])
      joins.push(`left join given_${field.name} on given_${field.name}.own = filled.${value}`)
      rarities.push(
        `, case when ${value} is not null then log2(coalesce(given_${field.name}.n, 1) / ${elsewhere.known}::double) end as f_${field.name}`,
      )
    } else if (rare)
      rarities.push(
        `, case when ${value} is not null then log2(sum(filled.n) over (partition by ${value}) / sum(filled.n) filter (where ${value} is not null) over ()) end as f_${field.name}`,
      )
  }
  await duck.run(`create table ${table} as select filled.*${rarities.join('')} from filled ${joins.join(' ')}`)
  for (const { field } of shapes) await duck.run(`drop table if exists given_${field.name}`)
  await duck.run('drop table filled')
  const found: [string, Frequencies][] = []
  for (const { field, value } of shapes) {
    const [[known, distinct, agreeing]] = (await duck.rows<[number | null, number, number | null]>(
      `select sum(n)::double, count(*)::double, sum(n * (n - 1))::double from (select sum(n)::double as n from ${table} where ${value} is not null group by ${value})`,
    )) as [[number | null, number, number | null]]
    const all = known ?? 0
    found.push([
      field.name,
      {
        known: Math.max(all, given[field.name]?.known ?? 0),
        distinct,
        agreement: all > 1 ? (agreeing ?? 0) / (all * (all - 1)) : 0,
      },
    ])
  }
  return found
}

/** A key in words: "surname sound + date of birth". */
export const keyInWords = (key: BlockingKey): string =>
  'sql' in key ? key.sql : key.parts.map(({ field, take }) => (take === 'whole' ? field : `${field} ${take}`)).join(' + ')
