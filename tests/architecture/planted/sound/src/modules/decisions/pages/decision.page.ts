import { type BallotCount } from '../decision.rules.ts'

/** A date in a name is no clock: dates.Date would be. */
export const decisionPage = (count: BallotCount) => `<p>${count.result} on ${{ Date: 'today' }.Date}</p>`
