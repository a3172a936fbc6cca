import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { from as copyFrom } from 'pg-copy-streams'
import type { ReadTx } from './database.ts'
import type { House } from './transactions.ts'

/** One value as COPY's text form writes it. */
export type CopyValue = string | number | null | undefined

/** One line of COPY's text form: tabs between, `\N` for null; whatever would break the line is escaped. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = ''
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (i > 0) line += '\t'
    if (value === null || value === undefined) line += '\\N'
    else line += typeof value === 'number' || !breaking.test(value) ? value : escaped(value)
  }
  return line + '\n'
}

const breaking = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (value: string) => value.replace(/[\\\t\n\r]/g, (character) => escapes[character]!)

/**
 * Copies lines into a table of this transaction, on its own connection. The table is a temporary one: a table under row
 * security refuses COPY. `target` is written by a repository, never by a caller.
 */
export async function copyInto(house: House, tx: ReadTx, target: string, lines: string): Promise<void> {
  const connection = house.db.connectionOf(await serverProcessOf(tx))
  if (!connection) throw new Error('this transaction is not of this house')
  await pipeline(Readable.from([Buffer.from(lines)]), connection.query(copyFrom(`copy ${target} from stdin`)))
}

/** A transaction stays with one server process from beginning to end. */
const serverProcesses = new WeakMap<object, number>()
async function serverProcessOf(tx: ReadTx): Promise<number> {
  const known = serverProcesses.get(tx)
  if (known !== undefined) return known
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
  serverProcesses.set(tx, rows[0]!.pid)
  return rows[0]!.pid
}
