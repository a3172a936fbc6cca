import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import { tellChanged } from '#platform/live'
import type { Services } from '#platform/services'
import { missingFrom, type Told } from './contact.rules.ts'
import * as contacts from './contacts.repository.ts'
import { errors } from './errors.ts'
import { contactsOf } from './live.ts'
import { frontDoorOf, openQueue } from './queue.ts'

/**
 * Describes a person to the front door, which looks and rings back: the sender sees no candidate and no involvement (practice
 * K5). At the front door itself it is a call that has come in, and stands at once under the name of the worker who took it.
 */
export async function sendContact(
  { house, vault }: Services,
  tx: Tx<'casework.contact.send'>,
  contactId: string,
  told: Told,
): Promise<void> {
  const missing = missingFrom(told)
  if (missing.length > 0) throw refusal(errors, 'CONTACT_INCOMPLETE', { missing })
  const now = house.now()
  const atFrontDoor = await openQueue(house, tx)

  const frontDoorId = atFrontDoor ? tx.actor.organisationId : await frontDoorOf(tx)
  const way = atFrontDoor ? 'call' : 'colleague'
  await contacts.insertContact(tx, vault, { id: contactId, frontDoorId, way, told, receivedAt: now })
  if (atFrontDoor) await contacts.markTaken(tx, contactId, now)
  await recordAudit(tx, contactId, { way })
  await tellChanged(tx, contactsOf(frontDoorId), contactsOf(tx.actor.id))
}
