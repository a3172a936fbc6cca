import { machineEntry } from '#modules/information-governance'
import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { listOrigins, lockLinking } from './link.repository.ts'
import * as runs from './match-run.repository.ts'
import { relink } from './relink.ts'

/** Has the links of those records say what the model and people say. */
export async function linkDifferencesAgain(
  { intake, vault }: Services,
  tx: Tx<'person-index.link'>,
  runId: string,
): Promise<void> {
  await lockLinking(tx)
  const now = intake.now()
  const sources = await runs.listDiffering(tx, runId)
  const relinked = await relink(tx, vault, sources, now)
  await runs.markLinkedAgain(tx, runId, now)
  const datasets = new Set((await listOrigins(tx, sources)).map((origin) => origin.datasetId))
  const classes = Object.fromEntries([...datasets].map((dataset) => [dataset, ['identity']]))
  await recordAccess(tx, [machineEntry('person-index.link', { agreement: `comparison ${runId}`, classes }, now)])
  await recordAudit(tx, runId, { sources: sources.length, ...relinked })
}
