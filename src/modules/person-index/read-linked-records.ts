import { listIdentities } from '#modules/feeds'
import type { Services } from '#platform/services'
import { type Caller, readPersonal } from '#platform/transactions'
import { listAgreements } from './agreements.repository.ts'
import { decideOn } from './decide-on.ts'
import * as decisions from './decisions.repository.ts'
import { listHistory } from './link.repository.ts'
import { type LinkedRecords, linkedRecordsOf } from './linked-records.rules.ts'

/**
 * Which agencies' records make up a person, as far as this reader may see each: on what it agrees with the others, since when
 * it is hers, and what people decided about it. Leaves an entry. Refuses like the person's own page.
 */
export async function readLinkedRecords(services: Services, caller: Caller, personId: string): Promise<LinkedRecords> {
  const { house, vault } = services
  return readPersonal(
    house,
    caller,
    'person-index.linked-records.read',
    async (tx) => {
      const { subject, ...disclosed } = await decideOn(services, tx, personId, 'linked-records')
      const bound = { persons: [subject.personId], sources: subject.visible }
      return { ...disclosed, grant: { ...disclosed.grant, bound }, explained: subject }
    },
    async (tx, subject) =>
      linkedRecordsOf({
        subject,
        facts: await listIdentities(tx, vault, subject.visible),
        history: await listHistory(tx, subject.personId),
        agreements: await listAgreements(tx, subject.visible),
        decisions: await decisions.listDecisions(tx, subject.visible),
        reader: tx.actor.id,
      }),
  )
}
