import { routes } from '#modules/decisions'
import type { BallotCount } from '#modules/decisions/decision.rules'
import { lockDecision } from '../modules/decisions/decision.repository.ts'
import type { Database } from '#platform/database'

export const buildApp = (database: Database) => ({ listen: async (): Promise<BallotCount> => (lockDecision, routes(database)) as never })
