import type { BallotCount } from '#modules/decisions'
import { closeDecision } from '#modules/decisions'

export const made = (count: BallotCount) => [count, closeDecision]
