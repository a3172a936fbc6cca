import { sql } from 'kysely'
import type { ReadTx } from '#platform/database'

export const lockDecision = (tx: ReadTx, id: string) => tx.selectFrom('partnership.organisation as o').where('id', '=', id)
export const join = (tx: ReadTx) => tx.selectFrom('decisions.joint_decision').innerJoin('partnership.organisation', 'id', 'organisation_id')
export const type = {} as { 'partnership.organisation': { id: string } }
export const whole = (tx: ReadTx, id: string) => sql<{ id: string }>`
  select d.id -- partnership.organisation is named in a comment, which is no query
  from decisions.joint_decision d
  where d.id = ${id} and exists (
    select from partnership.organisation o where o.id = d.organisation_id)`.execute(tx)
export const audit = (tx: ReadTx) => sql`select count(*) from platform.audit_event`.execute(tx)
export const claim = (tx: ReadTx) => sql`select ctx.claim('act')`.execute(tx)
