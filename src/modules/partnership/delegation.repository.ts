import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import type { Delegation } from './delegation.rules.ts'
import type { Tables } from './tables.generated.ts'

const tables = (tx: ReadTx) => tx.withTables<Tables>()

const delegationOf = (row: Tables['partnership.delegation']): Delegation =>
  ({
    id: row.id,
    organisationId: row.organisation_id,
    workerId: row.worker_id,
    function: row.function,
    limitPence: row.limit_pence,
    givenBy: row.given_by,
    givenUnder: row.given_under,
    from: row.active_from,
    to: row.active_to,
  }) as Delegation

/** An organisation's whole scheme of delegation, past and future, in the order of its days. */
export async function listDelegations(tx: ReadTx, organisationId: string): Promise<Delegation[]> {
  const rows = await tables(tx)
    .selectFrom('partnership.delegation')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('active_from')
    .orderBy('id')
    .execute()
  return rows.map(delegationOf)
}

/** Locks an organisation's scheme until the transaction ends, so that nothing is passed on while it is withdrawn. */
export async function lockScheme(tx: ReadTx, organisationId: string): Promise<Delegation[]> {
  await tables(tx).selectFrom('partnership.organisation').select('id').where('id', '=', organisationId).forUpdate().execute()
  return listDelegations(tx, organisationId)
}

export async function insertDelegation(tx: ReadTx, delegation: Delegation): Promise<void> {
  await tables(tx)
    .insertInto('partnership.delegation')
    .values({
      id: delegation.id,
      organisation_id: delegation.organisationId,
      worker_id: delegation.workerId,
      function: delegation.function,
      limit_pence: delegation.limitPence,
      given_by: delegation.givenBy,
      given_under: delegation.givenUnder,
      active_from: delegation.from,
      active_to: delegation.to,
    })
    .execute()
}

/** Ends a delegation on a day, and says who did. */
export async function markWithdrawn(tx: ReadTx, id: string, withdrawnBy: string, day: PlainDate): Promise<void> {
  await tables(tx)
    .updateTable('partnership.delegation')
    .set({ active_to: day, withdrawn_by: withdrawnBy })
    .where('id', '=', id)
    .execute()
}
