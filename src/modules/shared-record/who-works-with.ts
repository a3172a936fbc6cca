import { listFacts } from '#modules/feeds'
import type { Subject } from '#modules/information-governance'
import { sourcesOf } from '#modules/person-index'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import { factsOf } from './facts-of.rules.ts'
import { type SafeContact, safeContactsOf } from './safe-contact.rules.ts'

/** Somebody at work with a person: whom to ask to tell her something. */
export type WorksWith = { readonly service: string; readonly worker: string; readonly phone: string }

/** Who works with the people of these records now, as far as the grant shows it: record → workers. */
export async function whoWorksWith(
  { vault }: Services,
  tx: ReadTx,
  sources: readonly string[],
): Promise<Map<string, readonly WorksWith[]>> {
  const facts = await listFacts(tx, vault, sources)
  const open = facts.flatMap((fact) =>
    fact.kind === 'involvement' && !fact.content.closedOn
      ? [
          {
            source: fact.sourcePersonId,
            service: fact.content.service,
            worker: fact.content.workerName ?? '',
            phone: fact.content.phone ?? '',
          },
        ]
      : [],
  )
  return new Map([...Map.groupBy(open, (one) => one.source)])
}

/** Which ways are safe to reach these people, and which are not, as far as the grant shows it: person → ways. */
export async function safeContactsWith(
  { vault }: Services,
  tx: ReadTx,
  subjects: readonly Subject[],
): Promise<Map<string, readonly SafeContact[]>> {
  const facts = await listFacts(tx, vault, sourcesOf(subjects))
  return new Map(subjects.map((subject) => [subject.personId, safeContactsOf(factsOf(subject, facts))]))
}
