import { findOrganisation } from '#modules/partnership'
import { recordAudit, type Tx } from '#platform/database'
import { lockDecision } from './decision.repository.ts'
import { type BallotCount, countBallots } from './decision.rules.ts'

export async function closeDecision(tx: Tx<'decision.close'>, id: string): Promise<BallotCount> {
  await lockDecision(tx, id)
  await findOrganisation(tx, id)
  await recordAudit(tx)
  return countBallots([])
}
