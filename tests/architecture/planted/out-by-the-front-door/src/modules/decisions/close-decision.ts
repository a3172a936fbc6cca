import { type BallotCount } from '#modules/decisions'
import type { Tx } from '../../platform/database.ts'
import { countBallots } from './decision.rules.ts'
import { lockDecision } from './decision.repository.ts'

export async function closeDecision(tx: Tx<'decision.close'>, id: string): Promise<BallotCount> {
  await lockDecision(tx, id)
  return countBallots([])
}
