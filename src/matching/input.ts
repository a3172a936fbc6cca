/** From files to the table `input`: records numbered from 0, with their source, and every column as text without edges of space. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { parse } from 'csv-parse/sync'
import { type Duck, named, quoted } from './duck.ts'
import { headerMark } from './encoding/encoder.ts'

export class InputRefused extends Error {
  override name = 'InputRefused'
}

export type InputOptions = {
  /** CSV with a header line, or Parquet. */
  readonly files: readonly string[]
  /** The column that names a record. Not given: the first of the usual names, else the first column. */
  readonly id?: string | undefined
  /** The column that names a record's source. Not given: `source`, if there is one, else the file. */
  readonly source?: string | undefined
  /** Whether texts are taken to the letter, as an imported model expects; otherwise spaces around them go, and empty ones are missing. */
  readonly toTheLetter?: boolean | undefined
  /** Whether the files were encoded (`encoding/`): they have a line before their header. */
  readonly encoded?: boolean | undefined
}

export type Input = {
  readonly records: number
  readonly columns: readonly string[]
  readonly id: string
  readonly sources: readonly string[]
}

const usualIds = ['record_id', 'unique_id', 'rec_id', 'id']

/**
 * Makes the table `input` (id, record_id, source, and the columns; texts without edges of space, other types as they are).
 *
 * @throws InputRefused saying which file is wrong, where, and what to do
 */
export async function readInput(
  duck: Duck,
  { files, id, source, toTheLetter = false, encoded = false }: InputOptions,
): Promise<Input> {
  if (files.length === 0) throw new InputRefused('Name at least one file: --in people.csv')
  for (const [at, file] of files.entries()) {
    if (!existsSync(file)) throw new InputRefused(`There is no file ${file}.`)
    await duck.run(`create view file_${at} as select * from ${reader(file, encoded)}`).catch((error: Error) => {
      throw new InputRefused(`${file} cannot be read as ${extname(file) === '.parquet' ? 'Parquet' : 'CSV'}: ${firstLine(error)}`)
    })
  }
  const described = await Promise.all(
    files.map((_, at) => duck.rows<[string, string]>(`select column_name, column_type from (describe file_${at})`)),
  )
  const original = described.map((columns) => columns.map(([name]) => name))
  const shared = original[0]!.filter((name) => original.every((names) => names.some((other) => other.trim() === name.trim())))
  const plain = shared.map((name) => name.trim())
  const idColumn = id ?? usualIds.find((name) => plain.includes(name)) ?? plain[0]
  if (!idColumn || !plain.includes(idColumn))
    throw new InputRefused(`No column ${idColumn ?? ''} is in every file. They share: ${plain.join(', ')}. Say --id COLUMN.`)
  const sourceColumn = source ?? (plain.includes('source') ? 'source' : undefined)
  if (sourceColumn && !plain.includes(sourceColumn))
    throw new InputRefused(`No column ${sourceColumn} is in every file. They share: ${plain.join(', ')}.`)
  const kept = plain.filter((name) => name !== idColumn && name !== sourceColumn && name !== 'id')
  const select = (at: number) => {
    const column = (name: string) => named(original[at]!.find((one) => one.trim() === name)!)
    const text = (name: string) => `nullif(trim(${column(name)}::varchar), '')`
    const isText = (name: string) => described[at]!.find(([one]) => one.trim() === name)![1] === 'VARCHAR'
    const value = (name: string) => (isText(name) && !toTheLetter ? text(name) : column(name))
    return `select ${text(idColumn)} as record_id, ${sourceColumn ? text(sourceColumn) : quoted(basename(files[at]!))} as source${kept.map((name) => `, ${value(name)} as ${named(name)}`).join('')} from file_${at}`
  }
  // In the order of their names, so that the same records give the same answer in whatever order they came.
  await duck
    .run(
      `create table input as select (row_number() over (order by source, record_id) - 1)::integer as id, * from (${files.map((_, at) => select(at)).join(' union all ')})`,
    )
    .catch((error: Error) => {
      throw new InputRefused(`The files cannot be read to the end: ${firstLine(error)}`)
    })
  await checkIds(duck, idColumn)
  const [[records]] = (await duck.rows<[bigint]>('select count(*) from input')) as [[bigint]]
  if (Number(records) < 2)
    throw new InputRefused(`There ${Number(records) === 1 ? 'is one record' : 'are no records'}: nothing can be matched.`)
  const sources = (await duck.rows<[string]>('select distinct source from input where source is not null order by 1')).map(
    ([one]) => one,
  )
  return { records: Number(records), columns: kept, id: idColumn, sources }
}

/** How DuckDB reads a file. What separates the cells of a CSV is taken from its first line; nothing else is guessed. */
function reader(file: string, encoded: boolean): string {
  if (extname(file) === '.parquet') return `read_parquet(${quoted(file)})`
  const head = Buffer.alloc(65_536)
  const opened = openSync(file, 'r')
  const length = readSync(opened, head, 0, head.length, 0)
  closeSync(opened)
  const whole = head.toString('utf8', 0, length).replace(/^\uFEFF/, '')
  if (whole.startsWith(headerMark) && !encoded) throw new InputRefused(`${file} is encoded: say --encoded.`)
  const text = encoded ? whole.slice(whole.indexOf('\n') + 1) : whole
  const [, line = '', end = '\n'] = /^([^\r\n]*)(\r\n|\n|\r)?/.exec(text) ?? []
  if (line.trim() === '') throw new InputRefused(`${file} has no header line: its first line must name the columns.`)
  const delimiter = [',', ';', '\t', '|']
    .map((one) => ({ one, cells: line.split(one).length }))
    .toSorted((a, b) => b.cells - a.cells)[0]!.one
  const [columns] = parse(line, { delimiter, relax_quotes: true }) as [string[]]
  const named = columns.map((name) => `${quoted(name)}: 'varchar'`).join(', ')
  if (new Set(columns.map((name) => name.trim())).size < columns.length)
    throw new InputRefused(`${file} has two columns of one name.`)
  return `read_csv(${quoted(file)}, auto_detect = false, header = true, ${encoded ? "comment = '#'," : ''} delim = ${quoted(delimiter)}, new_line = ${quoted(end === '\r\n' ? '\\r\\n' : '\\n')}, quote = '"', escape = '"', columns = {${named}})`
}

const firstLine = (error: Error): string => {
  const [first, ...more] = error.message.replace(/^DuckDB refused a step of the matching: /, '').split('\n')
  return /unicode/i.test(more.join()) ? `${first}: this is not UTF-8. Save the file as UTF-8 and try again.` : first!
}

async function checkIds(duck: Duck, column: string): Promise<void> {
  const [[without]] = (await duck.rows<[bigint]>('select count(*) from input where record_id is null')) as [[bigint]]
  if (without > 0n) throw new InputRefused(`${without} records have no ${column}: every record needs a name of its own.`)
  const twice = await duck.rows<[string, bigint]>(
    'select record_id, count(*) from input group by source, record_id having count(*) > 1 order by 1 limit 1',
  )
  if (twice[0])
    throw new InputRefused(
      `The ${column} ${twice[0][0]} stands for ${twice[0][1]} records of one source. Give each a name of its own, or say --id COLUMN.`,
    )
}
