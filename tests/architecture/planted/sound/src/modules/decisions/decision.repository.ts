import type { ReadTx } from '#platform/database'

type DecisionTables = { 'decisions.joint_decision': { id: string; organisation_id: string } }

/** Called under Tx<'decision.close'>. */
export const lockDecision = (tx: ReadTx, id: string) =>
  tx.withTables<DecisionTables>().selectFrom('decisions.joint_decision as d').selectAll().where('d.id', '=', id).forUpdate().executeTakeFirst()
