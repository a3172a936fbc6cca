import { buildApp } from '#app/build-app'
import type { Tx } from '#platform/database'
import { type BallotCount, countBallots } from './decision.rules.ts'
import { lockDecision } from './decision.repository.ts'

export async function closeDecision(tx: Tx<'decision.close'>, id: string): Promise<BallotCount> {
  await lockDecision(tx, id)
  await import('#place/main')
  return buildApp ? countBallots([]) : countBallots([1n])
}
