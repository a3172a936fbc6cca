import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { CompiledQuery, type DatabaseConnection, Kysely, type LogEvent, PostgresDialect, sql, Transaction } from 'kysely'
import pg from 'pg'
import type { Actor } from './acts.ts'
import { instantFromDatabase, plainDate } from './dates.ts'
import { newId } from './ids.ts'

pg.types.setTypeParser(pg.types.builtins.INT8, BigInt) // pence and search keys do not fit a double
pg.types.setTypeParser(pg.types.builtins.DATE, plainDate as never)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instantFromDatabase as never)

/** No table is typed here: each repository brings the types of its own tables by `withTables`. */
// biome-ignore lint/complexity/noBannedTypes: an empty schema is meant
export type NoTables = {}

/** A transaction that knows who acts, and for which act she was allowed in. Only the platform makes one. */
export type Tx<Act extends string = string> = Transaction<NoTables> & {
  readonly actor: Actor
  readonly act: Act
  readonly requestId: string
}

/** A transaction for reading, whatever the act. */
export type ReadTx = Tx<string>

/** One login role's connections, with this process's own signing key for the database context. */
export type Database = {
  readonly kysely: Kysely<NoTables>
  readonly process: ContextProcess
  /**
   * Does work in one transaction on one connection. Statements that do not wait for one another are sent at once.
   *
   * `work` may leave its last statement, sent and not yet answered, with `beforeCommit`: the commit goes along behind it, and if that
   * statement fails, PostgreSQL commits nothing and the caller gets its error.
   */
  transaction<T>(isolation: Isolation, work: Work<T>): Promise<T>
  /** The driver's connection with this server process, for what the query builder does not know: COPY. */
  connectionOf(serverProcess: number): pg.PoolClient | undefined
  destroy(): Promise<void>
}

type Work<T> = (tx: Transaction<NoTables>, beforeCommit: (last: Promise<unknown>) => void) => Promise<T>

export type Isolation = 'read committed' | 'repeatable read'

/** This process as the database knows it: it signs what it grants. */
export type ContextProcess = { readonly id: string; sign(message: string): string; readonly key: Buffer }

export function newContextProcess(): ContextProcess {
  const key = randomBytes(32)
  const signing = createSecretKey(key)
  return { id: newId(), key, sign: (message) => createHmac('sha256', signing).update(message).digest('hex') }
}

/** Makes this process's key known to the database, through the owner's connection; the key of one that crashed is removed after a week, and what nobody holds any more. */
export async function registerProcess(ownerUrl: string, process: ContextProcess): Promise<void> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  try {
    await client.query('begin')
    await client.query('set local role owner')
    await client.query("delete from ctx.key where made_at < now() - interval '7 days'")
    await client.query("delete from platform.held where held_at < now() - interval '1 day'")
    // It is known already where the database was put back to a copy that this very process made.
    await client.query('insert into ctx.key (process_id, key) values ($1, $2) on conflict do nothing', [process.id, process.key])
    await client.query('commit')
  } finally {
    await client.end()
  }
}

/**
 * Ends every sitting and forgets every process's key, as a database needs that came out of a backup: who was signed in then may have left
 * since. Jobs that waited then are done.
 */
export async function forgetSittings(ownerUrl: string): Promise<void> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  try {
    await client.query('begin')
    await client.query('set local role owner')
    await client.query('delete from ctx.key')
    await client.query('update ctx.session set ended_at = now() where ended_at is null')
    await client.query('commit')
  } finally {
    await client.end()
  }
}

/** A statement as it was sent. For measuring what a page costs the database; never for a log, since values may be personal. */
export type Statement = { readonly text: string; readonly values: readonly unknown[] }

// A page runs the same few statements for every person, and planning them under row security costs as much as running them: each
// is planned once per connection. Only so many are kept, since a list of changing length makes a new text each time.
const preparedStatements = new Map<string, string>()
const mostPrepared = 500
const statementVerb = /^\s*(select|with|insert|update|delete)\b/i

function preparedName(text: string): string | undefined {
  const known = preparedStatements.get(text)
  if (known || preparedStatements.size >= mostPrepared || !statementVerb.test(text)) return known
  const name = `s${preparedStatements.size}`
  preparedStatements.set(text, name)
  return name
}

/**
 * The driver's connection, which prepares each statement at its first use and names it afterwards. Statements of one turn go to
 * the system in one piece: handing over each alone cost a page more than all else that it did.
 */
class PreparingClient extends pg.Client {
  #gathering = false

  #gather(): void {
    const { stream } = (this as unknown as { connection: { stream: Duplex } }).connection
    if (this.#gathering) return
    this.#gathering = true
    stream.cork()
    process.nextTick(() => {
      this.#gathering = false
      stream.uncork()
    })
  }

  // biome-ignore lint/suspicious/noExplicitAny: the driver's own signature has a dozen forms; only (text, values) is changed
  override query(statement: any, values?: any, callback?: any): any {
    const name = typeof statement === 'string' && Array.isArray(values) ? preparedName(statement) : undefined
    this.#gather()
    return name ? super.query({ name, text: statement, values }, callback) : super.query(statement, values, callback)
  }
}

/**
 * Connections that prepare their statements, with limits on waiting, so that none holds what others need.
 *
 * @param pipeline whether a connection sends a statement before the one ahead of it is answered; such a one cannot COPY
 */
export function preparingPool(url: string, max: number, pipeline = true): pg.Pool {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: url,
    max,
    pipeline,
    options: '-c idle_in_transaction_session_timeout=60000 -c lock_timeout=10000',
  })
  pool.on('error', () => {}) // with no listener a restart of the database would end this process; the next query reports it
  return pool
}

/** Connects as a role that owns nothing, so that a forgotten context sees no row. */
export function connect(
  url: string,
  process: ContextProcess,
  {
    max = 10,
    pipeline = true,
    onStatement,
  }: { max?: number; pipeline?: boolean; onStatement?: (statement: Statement) => void } = {},
): Database {
  const pool = preparingPool(url, max, pipeline)
  const connections = new Map<number, pg.PoolClient>()
  const serverProcess = (client: pg.PoolClient) => (client as unknown as { processID: number }).processID
  pool.on('connect', (client) => {
    client.on('error', () => {}) // the same for a connection that is in use: its statement reports it
    connections.set(serverProcess(client), client)
  })
  pool.on('remove', (client) => connections.delete(serverProcess(client)))
  const log = onStatement && { log: (event: LogEvent) => onStatement({ text: event.query.sql, values: event.query.parameters }) }
  const dialect = new PostgresDialect({ pool })
  const kysely = new Kysely<NoTables>({ dialect, ...log })
  return {
    kysely,
    process,
    transaction: (isolation, work) =>
      kysely.getExecutor().provideConnection((connection) => inOne(kysely, dialect, connection, isolation, work)),
    connectionOf: (pid) => connections.get(pid),
    destroy: () => kysely.destroy(),
  }
}

/**
 * One transaction on this connection. The query builder's own lets one statement wait for the answer to the one before,
 * although PostgreSQL takes them as they come: a page that asks four things at once would wait four times.
 */
async function inOne<T>(
  kysely: Kysely<NoTables>,
  dialect: PostgresDialect,
  connection: DatabaseConnection,
  isolation: Isolation,
  work: Work<T>,
): Promise<T> {
  let ended = false
  let last: Promise<unknown> | undefined
  const run = (text: string) => connection.executeQuery<{ command?: string }>(CompiledQuery.raw(text))
  const executor = kysely.getExecutor().withConnectionProvider({
    // The connection is somebody else's by then, with her context: a statement that was forgotten must not run on it.
    provideConnection: async (use) => {
      if (ended) throw new Error('a statement after the end of its transaction')
      return use(connection)
    },
  })
  const tx = new Transaction<NoTables>({ config: { dialect }, dialect, driver: dialect.createDriver(), executor })
  const begun = run(`start transaction isolation level ${isolation}`)
  try {
    const leave = (statement: Promise<unknown>) => {
      last = statement
      statement.catch(() => {}) // looked at below; where the transaction fails before that, its own error is what counts
    }
    const [result] = await Promise.all([work(tx, leave), begun])
    ended = true
    const [left, committed] = await Promise.allSettled([last, run('commit')])
    if (left.status === 'rejected') throw left.reason
    if (committed.status === 'rejected') throw committed.reason
    // What PostgreSQL answers where a statement failed and somebody swallowed it.
    if (committed.value.rows[0]?.command === 'ROLLBACK')
      throw new Error('a statement of this transaction failed, and nobody said so')
    return result
  } catch (error) {
    if (!ended) {
      ended = true
      await run('rollback').catch(() => {}) // the connection is gone, and its transaction with it: what went wrong first is what counts
    }
    throw error
  }
}

/** Whether the database answers. */
export async function databaseAnswers(db: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(db.kysely)
    return true
  } catch {
    return false
  }
}
