import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { errors as platformErrors, refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import type { ContactResult } from './contact.rules.ts'
import * as contacts from './contacts.repository.ts'
import { errors } from './errors.ts'
import { openQueue } from './queue.ts'

/** Takes a contact from the queue, or over from a colleague whose shift has ended. From then on it stands under her name. */
export async function takeContact({ house }: Services, tx: Tx<'casework.contact.take'>, contactId: string): Promise<void> {
  await openQueue(house, tx)
  const contact = await lockOpen(tx, contactId)
  if (contact.takenBy === tx.actor.id) return

  await contacts.markTaken(tx, contactId, house.now())
  await recordAudit(tx, contactId, { from: contact.takenBy })
}

/** Closes a contact that she took, with how it ended. Whoever sent it sees that. */
export async function closeContact(
  { house }: Services,
  tx: Tx<'casework.contact.take'>,
  contactId: string,
  result: ContactResult,
): Promise<void> {
  await openQueue(house, tx)
  const contact = await lockOpen(tx, contactId)
  if (contact.takenBy !== tx.actor.id) throw refusal(errors, 'CONTACT_NOT_YOURS')

  await contacts.markClosed(tx, contactId, result, house.now())
  await recordAudit(tx, contactId, { result })
}

async function lockOpen(tx: Tx<'casework.contact.take'>, contactId: string) {
  const contact = await contacts.lockContact(tx, contactId)
  if (!contact) throw refusal(platformErrors, 'NOT_FOUND')
  if (contact.closedAt) throw refusal(errors, 'CONTACT_CLOSED')
  return contact
}
