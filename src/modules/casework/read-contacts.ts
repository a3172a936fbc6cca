import type { SharingAdvice } from '#modules/information-governance'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { dayOf } from '#platform/dates'
import { errors as platformErrors, refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import { listOwn, listWaiting, type OwnConcern, type WaitingConcern } from './concerns/concern.repository.ts'
import { type Contact, stateOf } from './contact.rules.ts'
import * as contacts from './contacts.repository.ts'
import { openQueue, queueOf } from './queue.ts'
import { adviceAbout } from './take-contact.ts'

const daysShown = 14

/** The contacts page. `atFrontDoor`: the queue too, and not only what she sent. */
export type Contacts = {
  readonly atFrontDoor: boolean
  readonly waiting: readonly Contact[]
  readonly yours: readonly Contact[]
  readonly withColleagues: readonly Contact[]
  /** What she sent that is not in the queue's lists above: all of it, for someone outside the front door. */
  readonly sent: readonly Contact[]
  /** Worries that wait at the front door, of whom it is not said; none for whoever works elsewhere. */
  readonly concerns: readonly WaitingConcern[]
  /** What became of the worries that she recorded herself. */
  readonly recorded: readonly OwnConcern[]
}

/** What waits at the front door, longest first, and what she sent herself. That the queue was read is noted. */
export async function readContacts({ house, vault }: Services, tx: Tx<'casework.contact.read'>): Promise<Contacts> {
  const atFrontDoor = await openQueue(house, tx)
  await grant(house, tx, atFrontDoor ? { bound: queueOf(tx) } : {})
  const recorded = await listOwn(tx, house.now().subtract({ hours: 24 * daysShown }))
  const open = await contacts.listOpenContacts(tx, vault)
  const closed = await contacts.listOwnClosed(tx, vault, house.now().subtract({ hours: 24 * daysShown }))
  if (!atFrontDoor)
    return {
      atFrontDoor,
      waiting: [],
      yours: [],
      withColleagues: [],
      sent: [...open.toReversed(), ...closed],
      concerns: [],
      recorded,
    }
  const concerns = await listWaiting(tx)
  await recordAudit(tx, 'queue', { shown: open.length, worries: concerns.length })
  const taken = open.filter((contact) => stateOf(contact) === 'taken')
  return {
    atFrontDoor,
    waiting: open.filter((contact) => stateOf(contact) === 'waiting'),
    yours: taken.filter((contact) => contact.takenBy === tx.actor.id),
    withColleagues: taken.filter((contact) => contact.takenBy !== tx.actor.id),
    sent: closed,
    concerns,
    recorded,
  }
}

export type OpenedContact = {
  readonly contact: Contact
  /** Whether she reads it at the front door. One who only sent it sees what she sent and what became of it. */
  readonly atFrontDoor: boolean
  /** Whether it stands under her name, so that she may look for whom it is about. */
  readonly yours: boolean
  /** What the law says of telling others, for whoever works on it. */
  readonly advice: readonly SharingAdvice[]
  readonly inHand: readonly { readonly personId: string; readonly activeTo: import('#platform/dates').Instant }[]
}

/** One contact, with whom this worker has in hand for it. Each opening is noted. Refuses as if there were none, where it is not hers. */
export async function readContact(
  { house, vault, place }: Services,
  tx: Tx<'casework.contact.read'>,
  contactId: string,
): Promise<OpenedContact> {
  const atFrontDoor = await openQueue(house, tx)
  const contact = await contacts.findContact(tx, vault, contactId)
  if (!contact) throw refusal(platformErrors, 'NOT_FOUND')
  await recordAudit(tx, contactId, { opened: true })
  const yours = atFrontDoor && stateOf(contact) === 'taken' && contact.takenBy === tx.actor.id
  return {
    contact: atFrontDoor ? contact : { ...contact, notShared: null },
    atFrontDoor,
    yours,
    advice: yours ? await adviceAbout(tx, contact, dayOf(house.now(), place.zone)) : [],
    inHand: yours ? await contacts.listInHand(tx, contactId, house.now()) : [],
  }
}

/** A worry that nobody at this front door has taken yet, of whom it does not say. */
export async function findUntaken(
  { house }: Services,
  tx: Tx<'casework.contact.read'>,
  id: string,
): Promise<WaitingConcern | undefined> {
  if (!(await openQueue(house, tx))) return undefined
  return (await listWaiting(tx)).find((one) => one.id === id && one.takenBy === null)
}
