import type { Kysely } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Tx } from '#platform/database'
import { lockDecision } from './decision.repository.ts'
import { type BallotCount, countBallots } from './decision.rules.ts'

export async function closeDecision(tx: Tx<'decision.close'>, id: string, _db?: Kysely<object>): Promise<BallotCount> {
  await lockDecision(tx, id)
  await new PgBoss('').send('decision.notify', { id })
  return countBallots([])
}
