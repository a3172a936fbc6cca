import * as decisions from './decision.repository.ts'
import { closeDecision } from './close-decision.ts'
import { decisionPage } from './pages/decision.page.ts'

export const routes = async () => [decisions, closeDecision, decisionPage]
