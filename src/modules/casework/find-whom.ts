import { type Described, findDescribed, parseBirthday } from '#modules/shared-record'
import type { ReadTx } from '#platform/database'
import { errors as platformErrors, refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import type { Caller } from '#platform/transactions'
import { type Contact, stateOf } from './contact.rules.ts'
import * as contacts from './contacts.repository.ts'
import { errors } from './errors.ts'
import { openQueue } from './queue.ts'

/** Other words to look by than those that were told: spelt otherwise, another address. */
export type OtherWords = { readonly [word in 'name' | 'born' | 'address']?: string | undefined }

/**
 * Whom a contact may be about, for the front-door worker who has taken it: name, date of birth and how they fit, and nothing of
 * who is involved. Leaves one entry for each person shown.
 */
export function findWhom(services: Services, caller: Caller, contactId: string, other: OtherWords): Promise<Described[]> {
  return findDescribed(services, caller, 'casework.contact.take', async (tx) => {
    const { told } = await requireYours(services, tx, contactId)
    const [name, address] = [other.name ?? told.name, other.address ?? told.address]
    const born = parseBirthday(other.born ?? told.born)
    return {
      ...(name && { name }),
      ...(address && { address }),
      ...(born && { dateOfBirth: born.toString() }),
    }
  })
}

/** The contact, if it is open and stands under this worker's name. */
export async function requireYours({ house, vault }: Services, tx: ReadTx, contactId: string): Promise<Contact> {
  await openQueue(house, tx)
  const contact = await contacts.findContact(tx, vault, contactId)
  if (!contact) throw refusal(platformErrors, 'NOT_FOUND')
  if (stateOf(contact) === 'closed') throw refusal(errors, 'CONTACT_CLOSED')
  if (contact.takenBy !== tx.actor.id) throw refusal(errors, 'CONTACT_NOT_YOURS')
  return contact
}
