import { pence } from '#platform/money'
import type { Refusal } from '#platform/errors'
import { isQuorate } from './quorum.rules.ts'

export type BallotCount = { result: 'carried' | 'not-carried'; because?: Refusal }
export const countBallots = (ballots: readonly bigint[]): BallotCount => ({
  result: isQuorate(ballots.length) && ballots.every((cost) => pence(cost) > 0n) ? 'carried' : 'not-carried',
})
