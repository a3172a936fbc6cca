import { listFacts } from '#modules/feeds'
import type { Subject } from '#modules/information-governance'
import { listWorkersReferredTo, namesOfOrganisations, type StaffReference } from '#modules/partnership'
import { sourcesOf } from '#modules/person-index'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'
import { factsOf, type Of, only } from './facts-of.rules.ts'
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

/** A worker of an open involvement who signs in here: she can be asked into a team. */
export type WorkerInvolved = {
  readonly workerId: string
  readonly name: string
  readonly organisation: string
  readonly service: string
  readonly phone: string
  /** Whom she works with. */
  readonly personId: string
}

/** Which workers have the cases of these people open now, as far as the grant shows it: each once, those of the first person first. */
export async function workersInvolved({ vault }: Services, tx: ReadTx, subjects: readonly Subject[]): Promise<WorkerInvolved[]> {
  const facts = only(await listFacts(tx, vault, sourcesOf(subjects)), 'involvement').filter(({ content }) => !content.closedOn)
  const organisations = await namesOfOrganisations(tx)
  const references = facts.flatMap((fact) => {
    const staffRef = fact.content.workerRef
    return staffRef ? [{ organisationId: employerOf(fact), staffRef }] : []
  })
  const named = ({ organisationId, staffRef }: StaffReference) => `${organisationId}|${staffRef}`
  const staff = new Map((await listWorkersReferredTo(tx, references)).map((one) => [named(one), one.workerId]))
  const found = new Map<string, WorkerInvolved>()
  for (const subject of subjects)
    for (const fact of only(factsOf(subject, facts), 'involvement')) {
      const { workerRef, workerName, service, phone } = fact.content
      const workerId = workerRef ? staff.get(named({ organisationId: employerOf(fact), staffRef: workerRef })) : undefined
      if (!workerId || found.has(workerId)) continue
      const organisation = organisations.get(employerOf(fact)) ?? employerOf(fact)
      found.set(workerId, {
        workerId,
        name: workerName ?? 'Name not given',
        organisation,
        service,
        phone: phone ?? '',
        personId: subject.personId,
      })
    }
  return [...found.values()]
}
const employerOf = ({ content, controllerId }: Of<'involvement'>): string => content.employer ?? controllerId
