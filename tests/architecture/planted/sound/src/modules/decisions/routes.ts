import type { Tx } from '#platform/database'
import { closeDecision } from './close-decision.ts'
import { decisionPage } from './pages/decision.page.ts'

export const routes = async (tx: unknown) => decisionPage(await closeDecision(tx as Tx<'decision.close'>, 'a'))
