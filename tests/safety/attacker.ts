// Someone with the product's own database password and any SQL she likes. Everything the server says to her is kept.
import pg from 'pg'
import type { ContextProcess } from '#platform/database'
import { newId } from '#platform/ids'
import { known, secret } from './loot.ts'

/** Rows, notices, errors, copied bytes: whatever was told. */
export type Heard = string[]

export type Attacker = {
  /** Runs a statement; an error ends it, not the attack. */
  run(sql: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>
  /** The only value of the only row, or null. */
  ask(sql: string, parameters?: unknown[]): Promise<string | null>
  /** Reads the table, and counts it. */
  probe(): Promise<void>
  /** Forgets everything, and begins anew against a table. */
  turnTo(table: string): Promise<void>
  heard: Heard
  end(): Promise<void>
}

/** What she may have got hold of: a session of her own, and signed settings of others. */
export type Means = {
  readonly process: ContextProcess
  readonly stranger: ContextProcess
  /** The token of a session that is really hers, at work; she has no relationship with anybody. */
  readonly ownToken: string
  /** And of one as a resident, whose account is tied to nobody. */
  readonly residentToken: string
  readonly ownId: string
  /** The settings of a transaction in which the victim's rows could be read: of another connection, still open. */
  readonly theirs: { claims: string; granted: string; here: string; session: string; grant: string; mac: string }
}

export const cells = [{ dataset: known.dataset, classes: [known.fieldClass, 'access-log'], sources: [known.id] }]
export const wholeGrant = JSON.stringify({
  cells,
  act: 'resident-portal.frozen.read',
  bound: {
    persons: [known.id],
    sources: [known.id],
    teams: [known.id],
    keys: [String(known.key)],
    accounts: [known.id],
    code: known.codeHash,
    dataset: known.dataset,
    controller: known.controller,
  },
})

/** The text as a literal of SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Connects as a role and listens. */
export async function attacker(url: string): Promise<Attacker> {
  let table = 'feeds.fact'
  const client = new pg.Client(url)
  client.on('error', () => {})
  client.on('notice', (notice) => one.heard.push(`${notice.message} ${notice.detail ?? ''}`))
  await client.connect()
  // The driver passes on what COPY sends only to streams: listen where it comes in.
  const wire = (client as unknown as { connection: NodeJS.EventEmitter }).connection
  wire.on('copyData', (message: { chunk: Buffer }) => one.heard.push(message.chunk.toString()))

  const run = async (sql: string, parameters: unknown[] = []) => {
    const statement = sql.replaceAll('{table}', table)
    await client.query('savepoint before').catch(() => {})
    try {
      const answer = parameters.length > 0 ? await client.query(statement, parameters) : await client.query(statement)
      const results = [answer].flat() as pg.QueryResult[]
      const rows = results.flatMap((result) => result.rows ?? [])
      one.heard.push(JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? `${value}` : value)))
      return rows
    } catch (error) {
      const { message, detail, hint, where } = error as { message: string; detail?: string; hint?: string; where?: string }
      one.heard.push([message, detail, hint, where].join(' '))
      await client.query('rollback to savepoint before').catch(() => {})
      return []
    }
  }
  const ask = async (sql: string, parameters: unknown[] = []) => {
    const [row] = await run(sql, parameters)
    const [value] = Object.values(row ?? {})
    return value === undefined || value === null ? null : String(value)
  }
  const probe = async () => {
    await run('select to_jsonb(t) as row from {table} t')
    await run(`select count(*) || ' rows seen' as seen from {table}`)
  }
  const turnTo = async (next: string) => {
    table = next
    // What somebody else holds is not waited for: some statements ask for their lock before they ask whether they may.
    for (const statement of ['rollback', 'reset session authorization', 'discard all', `set lock_timeout = '200ms'`, 'begin'])
      await client.query(statement).catch(() => {})
    one.heard = []
  }
  const one: Attacker = { run, ask, probe, turnTo, heard: [], end: () => client.end() }
  await turnTo(table)
  return one
}

/** What of it she should not have heard. A count is a row too: how many there are is already an answer. */
export const stolen = (heard: Heard): string[] =>
  heard.filter(
    (said) =>
      said.includes(secret.text) ||
      said.includes(Buffer.from(secret.text).toString('hex')) ||
      said.includes(secret.id) ||
      /[1-9]\d* rows seen/.test(said) ||
      said.includes('division by zero'),
  )

/** Begins a context as the product does, and takes the grant if there is one. */
export async function lawfully(
  client: Pick<Attacker, 'ask'>,
  process: ContextProcess,
  how: { token: string } | { act: string },
  granted?: string,
): Promise<{ here: string; session: string; mac: string }> {
  const here = (await client.ask('select ctx.here()'))!
  let session = 'system'
  if ('token' in how) session = (await client.ask('select session_id from ctx.begin($1, $2)', [how.token, process.id]))!
  else {
    const mac = process.sign(`system|${here}|tests|${how.act}|tests`)
    await client.ask('select ctx.begin_system($1, $2, $3, $4, $5)', ['tests', how.act, 'tests', process.id, mac])
  }
  const mac = process.sign(`grant|${here}|${session}|${granted ?? ''}`)
  if (granted !== undefined) await client.ask('select ctx.grant($1, $2, $3)', [granted, process.id, mac])
  return { here, session, mac }
}

/** Opens a session for someone, as sign-in does. */
export async function openSession(
  client: Attacker,
  process: ContextProcess,
  actorId: string,
  token: string,
  kind: 'worker' | 'resident' = 'worker',
): Promise<void> {
  await client.turnTo('none')
  await lawfully(client, process, { act: 'session.open' })
  await client.ask(`select ctx.open_session($1, $2, $3, $4, $5, 'family-help', 900, 36000, false)`, [
    newId(),
    token,
    kind,
    actorId,
    known.controller,
  ])
  await client.run('commit')
}
