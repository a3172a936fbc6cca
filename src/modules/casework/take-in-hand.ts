import { decidingScope, takeContactInHand } from '#modules/information-governance'
import { decideAbout, findSubject, nobodyOf } from '#modules/person-index'
import type { Services } from '#platform/services'
import { type Caller, grant, readPersonal } from '#platform/transactions'
import * as contacts from './contacts.repository.ts'
import { requireYours } from './find-whom.ts'

/**
 * Takes the person whom a contact is about in hand: for 24 hours this front-door worker has a relationship with her, and sees
 * who is involved (practice K5). Decided and logged like any look at her: nobody takes herself in hand, or someone she lives with.
 */
export async function takeInHand(services: Services, caller: Caller, contactId: string, personId: string): Promise<void> {
  const { house } = services
  await readPersonal(
    house,
    caller,
    'governance.contact.take',
    async (tx) => {
      const contact = await requireYours(services, tx, contactId)
      const subject = (await findSubject(services, tx, personId)) ?? nobodyOf(personId)
      const disclosed = await decideAbout(services, tx, [subject], 'contact-in-hand', subject.personId, 'open-contact')
      return { ...disclosed, explained: { contact, subject, seen: disclosed.explained.people[0]!.datasets } }
    },
    async (tx, { contact, subject, seen }) => {
      const known = subject.sources.filter((link) => seen.some((dataset) => dataset.datasetId === link.datasetId))
      const sources = known.map((link) => link.sourcePersonId)
      await grant(house, tx, decidingScope(tx.actor.teams, { sources }))
      const reason = `Contact from ${contact.sentByName}, ${contact.sentByOrganisation}`
      const activeTo = await takeContactInHand(tx, known, { id: contact.id, reason }, house.now())
      await contacts.upsertInHand(tx, { contactId: contact.id, personId: subject.personId, activeTo })
    },
  )
}
