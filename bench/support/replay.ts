import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { ContextProcess, Statement } from '#platform/database'

/** A page as its statements and its bytes: what a hand-written handler would at least have to do. */
export type RecordedPage = { readonly statements: readonly Statement[]; readonly bytes: string }

/**
 * Runs a page's own statements again, under row security, in its transactions: the context begins anew, grants are signed
 * for this transaction, and the log's entries get ids of their own.
 *
 * @param renew what is to be another value at each run, as the id of what is written
 */
export async function replay(
  pool: pg.Pool,
  process: ContextProcess,
  session: string,
  { statements }: RecordedPage,
  renew: (statement: Statement) => readonly unknown[] = ({ values }) => values,
): Promise<void> {
  const client = await pool.connect()
  const requestId = randomUUID()
  let here = ''
  try {
    for (const statement of statements) {
      const { text } = statement
      const values = renew(statement)
      if (text.includes('ctx.begin(')) {
        here = (await client.query(text, [...values])).rows[0].here
      } else if (text.includes('ctx.grant(')) {
        const granted = String(values[0])
        await client.query(text, [granted, process.id, process.sign(`grant|${here}|${session}|${granted}`)])
      } else if (text.includes('platform.record_access(')) {
        const entries = (JSON.parse(String(values[0])) as { id: string }[]).map((entry) => ({ ...entry, id: randomUUID() }))
        await client.query(text, [JSON.stringify(entries), requestId, ...values.slice(2)])
      } else {
        await client.query(text, [...values])
      }
    }
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
