export { closeDecision } from './close-decision.ts'
export type { BallotCount } from './decision.rules.ts'
export { routes } from './routes.ts'
