import { adviceOn, dutyIn, lawsInForce, type SharingAdvice } from '#modules/information-governance'
import { parseBirthday } from '#modules/shared-record'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { dayOf, type PlainDate } from '#platform/dates'
import { errors as platformErrors, refusal } from '#platform/errors'
import { tellChanged } from '#platform/live'
import type { Services } from '#platform/services'
import { type Contact, type ContactResult, childOrAdult } from './contact.rules.ts'
import * as contacts from './contacts.repository.ts'
import { errors } from './errors.ts'
import { contactsOf } from './live.ts'
import { openQueue } from './queue.ts'

/** Takes a contact from the queue, or over from a colleague whose shift has ended. From then on it stands under her name. */
export async function takeContact({ house }: Services, tx: Tx<'casework.contact.take'>, contactId: string): Promise<void> {
  await openQueue(house, tx)
  const contact = await lockOpen(tx, contactId)
  if (contact.takenBy === tx.actor.id) return

  await contacts.markTaken(tx, contactId, house.now())
  await recordAudit(tx, contactId, { from: contact.takenBy })
  await tellChanged(tx, contactsOf(tx.actor.organisationId), contactsOf(contact.sentBy))
}

/**
 * Closes a contact that she took, with how it ended. Whoever sent it sees that. Where the law makes her tell those who could help, and she did not, she says
 * why (Children Act 2004, section 16LA, from the day on which it is in force).
 */
export async function closeContact(
  { house, vault, place }: Services,
  tx: Tx<'casework.contact.take'>,
  contactId: string,
  { result, notShared }: { result: ContactResult; notShared: string },
): Promise<void> {
  await openQueue(house, tx)
  const locked = await lockOpen(tx, contactId)
  if (locked.takenBy !== tx.actor.id) throw refusal(errors, 'CONTACT_NOT_YOURS')
  const contact = await contacts.findContact(tx, vault, contactId)
  if (!contact) throw refusal(platformErrors, 'NOT_FOUND')

  const duty = result === 'rang-back' ? dutyIn(await adviceAbout(tx, contact, dayOf(house.now(), place.zone))) : undefined
  if (duty && notShared === '') throw refusal(errors, 'SHARE_OR_SAY_WHY', { law: duty.law })
  await contacts.markClosed(
    tx,
    vault,
    contactId,
    { result, notShared: duty ? { why: notShared, under: duty.gateway } : null },
    house.now(),
  )
  await recordAudit(tx, contactId, { result, ...(duty ? { notSharedUnder: duty.gateway } : {}) })
  await tellChanged(tx, contactsOf(tx.actor.organisationId), contactsOf(contact.sentBy))
}

/** What the law says of telling others about whom this contact is. */
export const adviceAbout = async (tx: ReadTx, { told }: Pick<Contact, 'told'>, day: PlainDate): Promise<SharingAdvice[]> =>
  adviceOn(childOrAdult(told.born, parseBirthday(told.born), day), await lawsInForce(tx, day))

async function lockOpen(tx: Tx<'casework.contact.take'>, contactId: string) {
  const contact = await contacts.lockContact(tx, contactId)
  if (!contact) throw refusal(platformErrors, 'NOT_FOUND')
  if (contact.closedAt) throw refusal(errors, 'CONTACT_CLOSED')
  return contact
}
