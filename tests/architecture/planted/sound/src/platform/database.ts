import { Kysely, sql } from 'kysely'
import pg from 'pg'
import { databaseUrl } from './config.ts'
import { now } from './dates.ts'

export type Database = Kysely<object>
export type Tx<Act extends string> = Database & { act: Act }
export type ReadTx = Tx<string>
export const openDatabase = () => new Kysely<object>({ dialect: new pg.Pool({ connectionString: databaseUrl }) as never })
export const recordAudit = (tx: ReadTx) => sql`insert into platform.audit_event values (${now()})`.execute(tx)
