import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import * as decisions from './decisions.repository.ts'
import { lockLinking } from './link.repository.ts'
import { relinkBecause } from './relink-because.ts'

/** Has the links say what a person decided, or, where she took it back, what they would say without it. */
export async function followDecision(services: Services, tx: Tx<'person-index.link'>, decisionId: string): Promise<void> {
  await lockLinking(tx)
  const sources = await decisions.listSourcesOfDecision(tx, decisionId)
  await relinkBecause(services, tx, sources, { subject: decisionId, reason: `link decision ${decisionId}` })
  await decisions.markFollowed(tx, decisionId, services.intake.now())
}
