import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import * as relationships from './relationship.repository.ts'

/** How long a contact stays in hand (practice K5): out-of-hours staff then never depend on emergency access. */
export const hoursInHand = 24

/**
 * Takes a contact in hand: someone told the front door about this person, so its worker has a relationship with her for 24
 * hours. Taking her in hand again for the same contact begins the hours anew. Runs under `decidingScope` naming the sources.
 */
export async function takeContactInHand(
  tx: Tx<'governance.contact.take'>,
  sources: readonly { sourcePersonId: string; controllerId: string; datasetId: string; regime: string }[],
  contact: { readonly id: string; readonly reason: string },
  now: Instant,
): Promise<Instant> {
  const to = now.add({ hours: hoursInHand })
  await relationships.insertContactInHand(tx, sources, { key: contact.id, from: now, to, reason: contact.reason })
  await recordAudit(tx, contact.id, { hours: hoursInHand })
  return to
}
