// Who may speak to the database, and of which tables.
import {
  filesIn,
  type House,
  isRepository,
  type Lead,
  nameOf,
  production,
  type Rule,
  type SourceFile,
  schemaOf,
} from '../house.ts'
import type { Token } from '../scan.ts'
import { lineAt, type TableName, tablesIn } from '../sql.ts'

const builders = ['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto', 'executeQuery']

const sqlElsewhere: Rule = {
  id: 'sql-outside-repository',
  sentence:
    'SQL stands in a *.repository.ts or a migration; only the platform, and the matching engine for its own DuckDB, may write it elsewhere',
  find: (house) => [
    ...production(house)
      .filter((file) => file.room.layer !== 'platform' && file.room.layer !== 'matching' && !isRepository(file.path))
      .flatMap((file) =>
        file.tokens
          .filter((token, at) => startsQuery(token, file.tokens[at - 1], file.tokens[at + 1]))
          .map((token) => ({ path: file.path, line: token.line, why: `${token.text}: move it to a repository` })),
      ),
    ...[...house.texts.keys()]
      .filter((path) => path.startsWith('src/') && path.endsWith('.sql') && !isMigration(path))
      .map((path) => ({
        path,
        line: 1,
        why: 'a .sql file is a migration, in src/platform/migrations or src/modules/<name>/migrations',
      })),
  ],
}

const isMigration = (path: string) => /^src\/(?:platform|modules\/[^/]+)\/migrations\/[^/]+\.sql$/.test(path)

/** `.selectFrom(`, and the template tag `sql` with or without a row type. */
function startsQuery(token: Token, before: Token | undefined, after: Token | undefined): boolean {
  if (token.kind !== 'word') return false
  if (before?.text === '.') return builders.includes(token.text) && (after?.text === '(' || after?.text === '<')
  return token.text === 'sql' && (after?.kind === 'string' || after?.kind === 'piece' || after?.text === '<')
}

const drivers = ['pg', 'pg-boss', 'pg-copy-streams', 'kysely']

const driverElsewhere: Rule = {
  id: 'driver-outside-platform',
  sentence: 'the database and its jobs are reached through the platform; a repository may take sql and types from kysely',
  find: (house) =>
    production(house)
      .filter((file) => file.room.layer !== 'platform')
      .flatMap((file) =>
        file.imports
          .filter((lead) => drivers.includes(lead.packageName ?? ''))
          .filter((lead) => !(lead.packageName === 'kysely' && mayUseKysely(file.path, lead)))
          .map((lead) => ({
            path: file.path,
            line: lead.line,
            why: `${lead.specifier} is the platform's: use #platform/database or #platform/jobs`,
          })),
      ),
}

/** A repository takes types and the tag `sql`; the generated row types take types. */
const mayUseKysely = (path: string, lead: Lead): boolean =>
  lead.typeOnly ? isRepository(path) || nameOf(path) === 'tables.generated.ts' : isRepository(path) && lead.names.join() === 'sql'

const otherTables: Rule = {
  id: 'another-rooms-table',
  sentence: 'a repository or a migration names its own tables alone; a foreign key may lead where an import may',
  find: (house) => {
    const known = tablesMade(house)
    const judge = (path: string, own: string, inMigration: boolean) => (table: TableName) => {
      const owner = ownerOf(house, table.schema)
      const isLocal = owner === undefined || owner === own || (own === 'platform' && owner === 'ctx')
      if (isLocal) return []
      if (table.use === 'string' && !known.has(`${table.schema}.${table.name}`)) return [] // an act, such as 'feeds.batch.apply'
      const mayLead = owner === 'platform' || owner === 'ctx' || house.graph[own]?.includes(owner)
      if (inMigration && mayLead && (table.use === 'reference' || table.use === 'call')) return []
      return [{ path, line: table.line, why: `${table.schema}.${table.name} belongs to ${owner}` }]
    }
    return [
      ...filesIn(house, 'modules')
        .filter((file) => isRepository(file.path))
        .flatMap((file) => namedIn(file).flatMap(judge(file.path, file.room.module!, false))),
      ...migrationsOf(house).flatMap(({ path, room, text }) => tablesIn(text).flatMap(judge(path, room, true))),
    ]
  },
}

const unownedTables: Rule = {
  id: 'table-outside-its-schema',
  sentence: "a module's tables stand in the schema of its name, a dash written as an underscore",
  find: (house) =>
    migrationsOf(house).flatMap(({ path, room, text }) => {
      const own = room === 'platform' ? ['platform', 'ctx', 'jobs'] : [schemaOf(room)]
      const made =
        /\bcreate\s+(?:or\s+replace\s+)?(?:unlogged\s+|materialized\s+)?(?:table|view|function|procedure|sequence|type|domain)\s+(?:if\s+not\s+exists\s+)?([\w.]+)|\bcreate\s+schema\s+(?:if\s+not\s+exists\s+)?(\w+)/gi
      return [...text.matchAll(made)]
        .filter((found) => !own.includes((found[1]?.includes('.') ? found[1].split('.')[0] : found[2]) ?? ''))
        .map((found) => ({
          path,
          line: lineAt(text, found.index),
          why: `${found[1] ?? found[2]} is not in the schema ${own[0]}`,
        }))
    }),
}

/** The room that owns a PostgreSQL schema, if it is one of ours. */
function ownerOf(house: House, schema: string): string | undefined {
  if (schema === 'platform' || schema === 'ctx') return schema
  return Object.keys(house.graph).find((module) => schemaOf(module) === schema)
}

const migrationsOf = (house: House): { path: string; room: string; text: string }[] =>
  [...house.texts]
    .filter(([path]) => isMigration(path))
    .map(([path, text]) => ({ path, room: path.startsWith('src/platform/') ? 'platform' : path.split('/')[2]!, text }))

/** Every "schema.table" that a migration makes. */
const tablesMade = (house: House): Set<string> =>
  new Set(
    migrationsOf(house).flatMap(({ text }) =>
      [...text.matchAll(/\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(\w+\.\w+)/gi)].map((found) => found[1]!),
    ),
  )

/** The tables that a repository names: in its SQL, and in the strings of the query builder. */
function namedIn(file: SourceFile): TableName[] {
  return file.tokens.flatMap((token, at): TableName[] => {
    if (token.kind !== 'string' && token.kind !== 'piece') return []
    const [, schema, name] = /^(\w+)\.(\w+)(?: as \w+)?$/.exec(token.text) ?? []
    if (token.kind === 'string' && !/\s/.test(token.text.trim().replace(/ as \w+$/, ''))) {
      if (!schema || !name) return []
      const call = file.tokens[at - 1]?.text === '(' ? file.tokens[at - 2]?.text : undefined
      const inQuery =
        builders.includes(call ?? '') || /Join$/.test(call ?? '') || call === 'using' || call === 'from' || call === 'table'
      return [{ schema, name, line: token.line, use: inQuery ? 'use' : 'string' }]
    }
    return tablesIn(token.text).map((table) => ({ ...table, line: table.line + token.line - 1 }))
  })
}

export const database: Rule[] = [sqlElsewhere, driverElsewhere, otherTables, unownedTables]
