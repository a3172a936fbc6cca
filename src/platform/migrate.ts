import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
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

type Migration = { name: string; text: string; sha256: string }

/** Every room's `migrations/*.sql`, in the order of their time stamps. */
function listMigrations(): Migration[] {
  return globSync(['src/platform/migrations/*.sql', 'src/modules/*/migrations/*.sql'])
    .map((path) => {
      const text = readFileSync(path, 'utf8')
      return { name: basename(path), text, sha256: createHash('sha256').update(text).digest('hex') }
    })
    .sort((a, b) => a.name.localeCompare(b.name))
}

/**
 * Brings a database up to date as its administrator: roles, then each migration once, in a transaction, with its hash.
 * One migrator at a time, however many processes start. Throws if an applied migration was changed since.
 */
export async function migrate(adminUrl: string, passwordOf: (role: LoginRole) => string): Promise<string[]> {
  const client = new pg.Client(adminUrl)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(727274)')
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
    const applied: string[] = []
    for (const migration of listMigrations()) {
      if (await applyOnce(client, migration, done.get(migration.name))) applied.push(migration.name)
    }
    return applied
  } finally {
    await client.end()
  }
}

async function applyOnce(client: pg.Client, { name, text, sha256 }: Migration, before: string | undefined): Promise<boolean> {
  if (before === sha256) return false
  if (before !== undefined)
    throw new Error(`The migration ${name} was changed after it was applied. Restore it, and write a new one.`)
  await client.query('begin')
  try {
    await client.query('set local role owner')
    await client.query(text)
    await client.query('reset role')
    await client.query('insert into migration.applied (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
    return true
  } catch (error) {
    await client.query('rollback')
    throw new Error(`The migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}
