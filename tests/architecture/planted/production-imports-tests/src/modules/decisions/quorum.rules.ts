import type { aDecision } from './testing.ts'
import type { noon } from '#testing/clock'

export const isQuorate = (present: number, _decision?: typeof aDecision, _at?: typeof noon) => present / 2 >= 1
