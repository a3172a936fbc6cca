import { type Answer, ask, type CedarEntity } from '#platform/cedar'
import { disclosurePolicies } from './disclosure.policies.ts'
import type { Flag, Reader, RelationshipKind, Term } from './disclosure.rules.ts'

const readerEntity = (reader: Reader): CedarEntity => ({
  uid: { type: 'Reader', id: reader.id },
  attrs: { organisation: reader.organisationId, roles: [...reader.roles], trainings: [...reader.trainings] },
  parents: [],
})

const termEntity = (term: Term): CedarEntity => ({
  uid: { type: 'Term', id: term.id },
  attrs: {
    kind: term.kind,
    recipients: [...term.recipients],
    purposes: [...term.purposes],
    roles: [...term.roles],
    relationships: [...term.relationships],
    trainings: [...term.trainings],
    from: term.from,
    to: term.to,
    suspended: term.suspended,
  },
  parents: [],
})

/** Puts one question of the disclosure decision to Cedar. `now` in milliseconds since 1970. */
export function askCedar(
  reader: Reader,
  purpose: string,
  now: number,
  term: Term,
  relationship: RelationshipKind,
  flags: readonly Flag[],
): Answer {
  const principal = readerEntity(reader)
  return ask(disclosurePolicies.name, {
    principal: principal.uid,
    action: 'view',
    resource: { type: 'Term', id: term.id },
    context: { purpose, relationship, flags: [...flags], now },
    entities: [principal, termEntity(term)],
  })
}
