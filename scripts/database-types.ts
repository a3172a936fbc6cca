// "npm run types": writes each room's tables.generated.ts from the migrated database itself, so that types cannot drift
// from the SQL. A room's repositories see the tables of their own room and no others.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { migrate } from '#platform/migrate'

const scalar: Record<string, string> = {
  int2: 'number',
  int4: 'number',
  int8: 'bigint',
  float8: 'number',
  bool: 'boolean',
  timestamptz: 'Instant',
  date: 'PlainDate',
  jsonb: 'unknown',
  bytea: 'Buffer',
}
type Column = {
  schema: string
  table: string
  column: string
  type: string
  array: boolean
  required: boolean
  filled: boolean
  always: boolean
}

const folder = mkdtempSync(join(tmpdir(), 'commonweal-types-'))
const server = await startEmbeddedPostgres(join(folder, 'data'), { durable: false })
try {
  await migrate(server.url, () => 'unused')
  const client = new pg.Client(server.url)
  await client.connect()
  const { rows } = await client.query<Column>(`
    select n.nspname as schema, c.relname as table, a.attname as column, coalesce(e.typname, b.typname) as type, e.oid is not null as array,
      a.attnotnull as required, a.atthasdef or a.attidentity <> '' as filled, a.attidentity = 'a' or a.attgenerated <> '' as always
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type b on b.oid = a.atttypid left join pg_type e on e.oid = b.typelem and b.typcategory = 'A'
    where c.relkind in ('r', 'v', 'p') and n.nspname !~ '^(pg_|information_schema|migration|ctx|platform)' order by 1, 2, a.attnum`)
  await client.end()
  for (const [schema, columns] of Map.groupBy(rows, (row) => row.schema)) write(schema, columns)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

function write(schema: string, columns: Column[]): void {
  const room = `src/modules/${schema.replaceAll('_', '-')}`
  if (!existsSync(room)) return
  const body = [...Map.groupBy(columns, (row) => row.table)]
    .map(([table, its]) => `  '${schema}.${table}': {\n${its.map(line).join('\n')}\n  }`)
    .join('\n')
  const used = (name: string) => new RegExp(`\\b${name}\\b`).test(body)
  const from = (module: string, names: string[]) => {
    const some = names.filter(used)
    return some.length > 0 ? [`import type { ${some.join(', ')} } from '${module}'`] : []
  }
  const imports = [...from('kysely', ['Generated', 'GeneratedAlways']), ...from('#platform/dates', ['Instant', 'PlainDate'])]
  const text = `// Made by "npm run types" from the migrations. Do not edit.\n${imports.join('\n')}\n\nexport type Tables = {\n${body}\n}\n`
  writeFileSync(`${room}/tables.generated.ts`, text)
  console.log(`${room}: ${Map.groupBy(columns, (row) => row.table).size} tables`)
}

function line({ column, type, array, required, filled, always }: Column): string {
  const base = `${scalar[type] ?? 'string'}${array ? '[]' : ''}${required ? '' : ' | null'}`
  const wrapped = always ? `GeneratedAlways<${base}>` : filled ? `Generated<${base}>` : base
  return `    ${column}: ${wrapped}`
}
