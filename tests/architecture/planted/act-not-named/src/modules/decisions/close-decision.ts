import { recordAudit, type Tx } from '#platform/database'
import { lockDecision } from './decision.repository.ts'
import { type BallotCount, countBallots } from './decision.rules.ts'

export async function closeDecision(tx: Tx, id: string): Promise<BallotCount> {
  await lockDecision(tx, id)
  return countBallots([])
}

export const reopenDecision = async (
  id: string,
  tx: Tx<string>,
): Promise<void> => {
  await recordAudit(tx)
  await helper(tx as Tx<'decision.close' | 'decision.open'>, id)
}

const helper = async (tx: Tx<'decision.close'>, id: string) => lockDecision(tx, id)
