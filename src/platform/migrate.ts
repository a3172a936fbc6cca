import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

const loginRoles = ['migrator', 'app', 'feed_in', 'job_runner', 'sequencer', 'stats', 'auditor', 'backup'] as const
export type LoginRole = (typeof loginRoles)[number]

/** Makes the roles: `owner`, which owns everything and cannot log in, and those that log in and own nothing. */
async function makeRoles(client: pg.Client, passwordOf: (role: LoginRole) => string): Promise<void> {
  await client.query(
    "do $$ begin if not exists (select from pg_roles where rolname = 'owner') then create role owner nologin; end if; end $$",
  )
  for (const role of loginRoles) {
    await client.query(
      `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if; end $$`,
    )
    await client.query(
      `alter role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls noinherit password '${passwordOf(role).replaceAll("'", "''")}'`,
    )
  }
  // The product's statements are prepared once per connection, and are few rows each: no better plan is found by trying again.
  await client.query("alter role app set plan_cache_mode = 'force_generic_plan'")
  // A feed fills, within one transaction, tables that were empty when it began: a plan that was right for the first part reads
  // everything from end to end for each later one.
  await client.query("alter role feed_in set plan_cache_mode = 'force_custom_plan'")
  await client.query('grant owner to migrator with inherit false, set true')
}

/**
 * What goes wrong in a session of the product the product itself writes down, without values. In the server's own log it would stand with the row that was
 * not taken, or with the value that was no date, and where slow statements are logged with all that was looked for.
 */
async function keepOutOfServersLog(client: pg.Client): Promise<void> {
  try {
    for (const role of loginRoles) await client.query(`alter role ${role} set log_min_messages = 'fatal'`)
  } catch (error) {
    // An administrator of a hosted server may not: docs/operating.md says what its operator sets instead.
    if ((error as { code?: string }).code !== '42501') throw error
  }
}

/** PostgreSQL 15 knows no grant options on membership; there NOINHERIT on the role says the same. */
async function makeRolesAnywhere(client: pg.Client, passwordOf: (role: LoginRole) => string): Promise<void> {
  try {
    await makeRoles(client, passwordOf)
  } catch (error) {
    if ((error as { code?: string }).code !== '42601') throw error
    await client.query('grant owner to migrator')
  }
}

/**
 * Who may do what in the database as such. Stands outside the migrations, since a database that is copied or restored begins
 * without it. Temporary tables are for the feeds' staging alone: with them one can name things of one's own.
 */
export async function grantOnDatabase(client: pg.Client): Promise<void> {
  for (const what of [
    'grant create on database %I to owner',
    'revoke temporary on database %I from public',
    'grant temporary on database %I to feed_in',
  ])
    await client.query(`do $$ begin execute format('${what}', current_database()); end $$`)
}

export type Migration = { name: string; text: string; sha256: string }

/** Every room's `migrations/*.sql`, in the order of their time stamps. */
export function listMigrations(): Migration[] {
  return globSync(['src/platform/migrations/*.sql', 'src/modules/*/migrations/*.sql'])
    .map((path) => {
      const text = readFileSync(path, 'utf8')
      return { name: basename(path), text, sha256: createHash('sha256').update(text).digest('hex') }
    })
    .sort((a, b) => a.name.localeCompare(b.name))
}

/**
 * Brings a database up to date as its administrator: roles, then each migration once, in a transaction, with its hash.
 * One migrator at a time, however many processes start; on a database that is in use, with nobody else of the product at work. Throws if an
 * applied migration was changed since, or if somebody stays at work or holds a table for longer than our patience: whoever that is, is named.
 */
export async function migrate(
  adminUrl: string,
  passwordOf: (role: LoginRole) => string,
  { say = () => {}, migrations = listMigrations(), patienceMs = 20_000 }: MigrateOptions = {},
): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'commonweal migrations' })
  client.on('error', () => {}) // a server that stops is told by the next statement
  await client.connect()
  try {
    await client.query(endWithItsProcess)
    await takeTurn(client, say)
    await client.query("select set_config('lock_timeout', $1, false)", [String(patienceMs)])
    await makeRolesAnywhere(client, passwordOf)
    await keepOutOfServersLog(client)
    await client.query('create schema if not exists migration')
    await client.query(
      'create table if not exists migration.applied (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    )
    await client.query('alter table migration.applied enable row level security')
    await client.query('alter table migration.applied force row level security')
    await grantOnDatabase(client)
    const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration.applied')
    const done = new Map(rows.map((row) => [row.name, row.sha256]))
    requireUnchanged(migrations, done)
    const waiting = migrations.filter(({ name }) => !done.has(name))
    if (done.size > 0 && waiting.length > 0) {
      await requireNobodyAtWork(client, patienceMs)
      say(`Bringing the database up to date: ${waiting.length} migrations. Where there is much in it this takes minutes …`)
    }
    for (const migration of waiting) await apply(client, migration)
    return waiting.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

export type MigrateOptions = {
  /** Told what it waits for. */
  readonly say?: (line: string) => void
  readonly migrations?: readonly Migration[]
  /** How long it waits for others to leave the database, and for a table that somebody holds. */
  readonly patienceMs?: number
}

/** A migrator that was killed in the midst of a long statement holds its locks no longer than this. Not every platform can tell. */
const endWithItsProcess = `do $$ begin
  perform set_config('client_connection_check_interval', '2s', false);
exception when others then null; end $$`

/** Waits as long as another brings the same database up to date: it gets on, or it ends. */
async function takeTurn(client: pg.Client, say: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock(727274) as got')
  if (rows[0]!.got) return
  say('Another process brings this database up to date: waiting until it has …')
  await client.query('select pg_advisory_lock(727274)')
}

function requireUnchanged(migrations: readonly Migration[], done: ReadonlyMap<string, string>): void {
  const changed = migrations.find(({ name, sha256 }) => done.has(name) && done.get(name) !== sha256)
  if (changed) throw new Error(`The migration ${changed.name} was changed after it was applied. Restore it, and write a new one.`)
}

const others = `select format('%s (%s%s), connection %s, since %s', usename, coalesce(nullif(application_name, ''), 'a program without a name'),
    coalesce(' at ' || host(client_addr), ''), pid, to_char(coalesce(xact_start, backend_start), 'HH24:MI:SS')) as who
  from pg_stat_activity a where datname = current_database() and pid <> pg_backend_pid()`

/**
 * What works on the old schema may hold its tables for minutes, as a feed does, and knows nothing of the new one. One that was just stopped, or killed, still
 * ends its last statement.
 */
async function requireNobodyAtWork(client: pg.Client, patienceMs: number): Promise<void> {
  const ours = `${others} and usename = any($1) order by backend_start`
  for (const until = Date.now() + patienceMs; ; await setTimeout(200)) {
    const { rows } = await client.query<{ who: string }>(ours, [loginRoles])
    if (rows.length === 0) return
    if (Date.now() > until)
      throw new Error(
        `The database has to be brought up to date, and another Commonweal is at work on it. Stop that one first, then start again. Connected are:\n${listed(rows)}`,
      )
  }
}

const listed = (rows: readonly { who: string }[]): string => rows.map(({ who }) => `  ${who}`).join('\n')

/** From here on a migration that row security keeps from rows fails. Before, it changed none of them and nobody was told: it has to take off `force row level security` first. */
const rowsAreSeenFrom = '20261130-1401'

async function apply(client: pg.Client, { name, text, sha256 }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query('set local role owner')
    if (name > rowsAreSeenFrom) await client.query('set local row_security = off')
    await client.query(text)
    await client.query('reset role')
    await client.query('insert into migration.applied (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const held = (error as { code?: string }).code === '55P03' ? await whoHoldsTables(client) : ''
    throw new Error(`The migration ${name} failed: ${(error as Error).message}${held}`, { cause: error })
  }
}

/** Said where a table was not to be had: nothing of this migration is applied. */
async function whoHoldsTables(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ who: string }>(`${others} and exists (
    select from pg_locks l join pg_class c on c.oid = l.relation
    where l.pid = a.pid and l.granted and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)') order by xact_start`)
  return rows.length === 0
    ? '. Who held the table has let it go by now: start again.'
    : `. Tables are held by those below: end them, then start again.\n${listed(rows)}`
}
