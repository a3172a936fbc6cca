import pg from 'pg'

/**
 * A copy of the database of an invented place as it was when it was first loaded, kept beside it on the same server, so that a
 * demonstration can start again in seconds. Never for a real place: both functions ask the database itself.
 */

const copyOf = (database: string) => `${database}_as_first_loaded`
const databaseOf = (adminUrl: string) => decodeURIComponent(new URL(adminUrl).pathname.slice(1))
/** A database cannot be copied or replaced by someone who is connected to it. */
const beside = (adminUrl: string) => Object.assign(new URL(adminUrl), { pathname: '/template1' }).href

/** Thrown where the database does not say of itself that its place is invented. */
export class NotInvented extends Error {
  override name = 'NotInvented'
}

/** Whether there is a copy to go back to. */
export const hasStartingState = (adminUrl: string): Promise<boolean> =>
  connected(beside(adminUrl), async (server) => {
    const { rows } = await server.query('select from pg_database where datname = $1', [copyOf(databaseOf(adminUrl))])
    return rows.length > 0
  })

/** Makes the copy. Every connection to the database is ended; pools open new ones by themselves. */
export async function keepStartingState(adminUrl: string): Promise<void> {
  await requireInvented(adminUrl)
  const database = databaseOf(adminUrl)
  await connected(beside(adminUrl), async (server) => {
    await server.query(`drop database if exists ${quoted(copyOf(database))}`)
    await server.query(`alter database ${quoted(database)} allow_connections false`)
    try {
      await server.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [database])
      await server.query(`create database ${quoted(copyOf(database))} template ${quoted(database)} strategy file_copy`)
    } finally {
      await server.query(`alter database ${quoted(database)} allow_connections true`)
    }
  })
}

/**
 * Puts the copy in the place of the database: everything done since the first load is gone, everyone is signed out. What was
 * under way fails. The copy may be of an earlier version: it is made ready under a name that nobody else knows, so that nobody works on it before.
 */
export async function restoreStartingState(adminUrl: string, makeReady: (adminUrl: string) => Promise<void>): Promise<void> {
  await requireInvented(adminUrl)
  const database = databaseOf(adminUrl)
  const fresh = `${database}_begins_again`
  await connected(beside(adminUrl), async (server) => {
    await server.query(`drop database if exists ${quoted(fresh)} with (force)`)
    await server.query(`create database ${quoted(fresh)} template ${quoted(copyOf(database))} strategy file_copy`)
    await makeReady(Object.assign(new URL(adminUrl), { pathname: `/${encodeURIComponent(fresh)}` }).href)
    await server.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [fresh])
    await server.query(`drop database ${quoted(database)} with (force)`)
    await server.query(`alter database ${quoted(fresh)} rename to ${quoted(database)}`)
  })
}

async function requireInvented(adminUrl: string): Promise<void> {
  const { rows } = await connected(adminUrl, (database) =>
    database.query<{ fictional: boolean }>('select fictional from platform.place'),
  )
  if (rows[0]?.fictional !== true) throw new NotInvented('only an invented place can start again')
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
