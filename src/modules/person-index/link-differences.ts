import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { lockLinking } from './link.repository.ts'
import * as runs from './match-run.repository.ts'
import { relinkBecause } from './relink-because.ts'

/** Has the links of the records in which a comparison found them to differ say what the model and people say. */
export async function linkDifferencesAgain(services: Services, tx: Tx<'person-index.link'>, runId: string): Promise<void> {
  await lockLinking(tx)
  const sources = await runs.listDiffering(tx, runId)
  await relinkBecause(services, tx, sources, { subject: runId, reason: `comparison ${runId}` })
  await runs.markLinkedAgain(tx, runId, services.intake.now())
}
