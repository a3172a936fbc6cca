import { lockDecision } from '../decision.repository.ts'
import { type BallotCount } from '../decision.rules.ts'

export const decisionPage = async (count: BallotCount) => `<p>${count.result} ${await lockDecision(null as never, 'a')}</p>`
