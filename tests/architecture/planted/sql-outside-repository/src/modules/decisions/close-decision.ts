import type { Tx } from '#platform/database'
import { sql } from '#platform/database'
import { lockDecision } from './decision.repository.ts'
import { type BallotCount, countBallots } from './decision.rules.ts'

export async function closeDecision(tx: Tx<'decision.close'>, id: string): Promise<BallotCount> {
  await lockDecision(tx, id)
  await tx.updateTable('decisions.joint_decision').set({ closed: true }).where('id', '=', id).execute()
  await sql<{ id: string }>`select ${id}`.execute(tx)
  return countBallots([])
}
