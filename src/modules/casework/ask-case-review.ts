import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { tellChanged } from '#platform/live'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import { stateOf } from './contact.rules.ts'
import * as contacts from './contacts.repository.ts'
import { contactsOf } from './live.ts'
import { frontDoorOf } from './queue.ts'
import type { WhereItIs } from './stories/tell-story.ts'

const act = 'casework.case-review.ask' as const

/** What somebody says who asks for a case review: what happens, which reports she made, and how she may be reached. */
export type ReviewAsked = { readonly what: string; readonly reports: string; readonly reach: string }

/**
 * A resident asks the agencies to look together at how her reports of anti-social behaviour were answered (Anti-social Behaviour, Crime and Policing Act
 * 2014, section 104). It comes to the front door as a contact in her own words; whoever takes it goes on in a plan of that pathway, whose clock begins when it is written there.
 * Asked again with the same id it is the same.
 */
export const askCaseReview = (services: Services, caller: Caller, id: string, asked: ReviewAsked): Promise<void> =>
  asking(services, caller, async (tx) => {
    const { house, vault } = services
    if (await contacts.findContact(tx, vault, id)) return
    const frontDoorId = await frontDoorOf(tx)
    const phone = /(?:\+?\d[\d ()-]{6,}\d)/.exec(asked.reach)?.[0] ?? ''
    const worry = `Asks for a case review of anti-social behaviour (section 104).\n\n${asked.what}\n\nReports: ${asked.reports}\n\nReach them: ${asked.reach}`
    const told = { name: tx.actor.name, born: '', address: '', worry, caller: tx.actor.name, phone }
    await contacts.insertContact(tx, vault, { id, frontDoorId, way: 'resident', told, receivedAt: house.now() })
    await recordAudit(tx, id, { way: 'resident' })
    await tellChanged(tx, contactsOf(frontDoorId))
  })

/** Where a review is that she asked for; undefined where she asked for none of this id. */
export const whereReviewIs = (services: Services, caller: Caller, id: string): Promise<WhereItIs | undefined> =>
  asking(services, caller, async (tx) => {
    const contact = await contacts.findContact(tx, services.vault, id)
    return contact && { state: stateOf(contact), withName: contact.takenByName }
  })

const asking = <T>({ house }: Services, caller: Caller, work: (tx: Tx<typeof act>) => Promise<T>): Promise<T> =>
  inTransaction(house, caller, act, async (tx) => {
    // Row security asks for the act, which the database is told with a grant.
    await grant(house, tx, {})
    return work(tx)
  })
