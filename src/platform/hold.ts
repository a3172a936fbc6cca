import { sql } from 'kysely'
import type { ReadTx } from './database.ts'

/**
 * Holds things until the transaction ends, so that what is decided by what stands there is decided once. Of two the second waits for the first. In
 * `inTransaction` it then sees what the first did; in `readPersonal`, which reads from one snapshot, it fails, and somebody reads that another was
 * first (MEANWHILE). There a lock of a row, or an advisory one, lets both through.
 *
 * @param names made of ids that tell nothing: `dispute …`
 */
export async function hold(tx: ReadTx, ...names: readonly string[]): Promise<void> {
  await sql`select platform.hold(${[...names]}::text[])`.execute(tx)
}
