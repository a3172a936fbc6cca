export { policy } from '../../src/modules/decisions/policy.ts'
export { closeDecision } from '../../src/modules/decisions/close-decision.ts'
