import { machineEntry } from '#modules/information-governance'
import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { listOrigins } from './link.repository.ts'
import { relink } from './relink.ts'

/**
 * Has the links of these records say what the model and people say now, for another reason than a batch. Leaves the machine's entry in the
 * access log, and tells in the audit of `subject` how much was done, but for people of whom nothing may be counted. The caller has seen to it that no other matcher works.
 */
export async function relinkBecause(
  { intake, vault }: Services,
  tx: Tx<'person-index.link'>,
  sources: readonly string[],
  { subject, reason, isCounted = true }: { readonly subject: string; readonly reason: string; readonly isCounted?: boolean },
): Promise<void> {
  const now = intake.now()
  const relinked = await relink(tx, vault, sources, now)
  const datasets = new Set((await listOrigins(tx, sources)).map((origin) => origin.datasetId))
  const classes = Object.fromEntries([...datasets].map((dataset) => [dataset, ['identity']]))
  await recordAccess(tx, [machineEntry('person-index.link', { agreements: [reason], classes }, now)])
  await recordAudit(tx, subject, isCounted ? { sources: sources.length, ...relinked } : {})
}
