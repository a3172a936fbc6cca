import pg from 'pg'
import { PostgresDialect, sql } from 'kysely'
import type { ReadTx } from '#platform/database'

export const lockDecision = (tx: ReadTx, id: string) => (pg, PostgresDialect, sql`select ${id}`.execute(tx))
