import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { type Id, newId } from '#platform/ids'
import * as relationships from './relationship.repository.ts'

/** How long a contact stays in hand (practice K5): out-of-hours staff then never depend on emergency access. */
const hoursInHand = 24

/**
 * Takes a contact in hand: someone rang about this person, so the front-door worker has a relationship with her for 24
 * hours. Runs under `decidingScope` naming the sources.
 */
export async function takeContactInHand(
  tx: Tx<'governance.contact.take'>,
  sources: readonly { sourcePersonId: string; controllerId: string; datasetId: string; regime: string }[],
  reason: string,
  now: Instant,
): Promise<Id<'contact'>> {
  const id = newId<'contact'>()
  await relationships.insertContactInHand(tx, sources, { key: id, from: now, to: now.add({ hours: hoursInHand }), reason })
  await recordAudit(tx, id, { hours: hoursInHand })
  return id
}
