import { machineEntry } from '#modules/information-governance'
import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import * as decisions from './decisions.repository.ts'
import { listOrigins, lockLinking } from './link.repository.ts'
import { relink } from './relink.ts'

/** Has the links say what a person decided, or, where she took it back, what they would say without it. */
export async function followDecision(
  { intake, vault }: Services,
  tx: Tx<'person-index.link'>,
  decisionId: string,
): Promise<void> {
  await lockLinking(tx)
  const now = intake.now()
  const sources = await decisions.listSourcesOfDecision(tx, decisionId)
  const relinked = await relink(tx, vault, sources, now)
  await decisions.markFollowed(tx, decisionId, now)
  const datasets = new Set((await listOrigins(tx, sources)).map((origin) => origin.datasetId))
  const classes = Object.fromEntries([...datasets].map((dataset) => [dataset, ['identity']]))
  await recordAccess(tx, [machineEntry('person-index.link', { agreement: `link decision ${decisionId}`, classes }, now)])
  await recordAudit(tx, decisionId, { sources: sources.length, ...relinked })
}
