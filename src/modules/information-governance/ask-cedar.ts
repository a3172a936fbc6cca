import { type Answer, ask, type CedarEntity } from '#platform/cedar'
import { disclosurePolicies } from './disclosure.policies.ts'
import type { Flag, Reader, RelationshipKind, Term, Use } from './disclosure.rules.ts'

// No policy knows a reader or a term by its id, so none is told one.
const readerOf = ({ organisationId, roles, trainings }: Reader): CedarEntity => ({
  uid: { type: 'Reader', id: 'who asks' },
  attrs: { organisation: organisationId, roles: [...roles], trainings: [...trainings] },
  parents: [],
})

/**
 * Of what a term lists, Cedar is told what the question could meet: this organisation, this purpose, these roles, this relationship, where the term has them.
 * Whether a list has a thing in it does not depend on what else it has. So the lines of an agreement that differ in nothing else are one question.
 */
const termOf = (term: Term, reader: Reader, purpose: string, relationship: RelationshipKind): CedarEntity => {
  const only = (list: readonly string[], asked: readonly string[]) => asked.filter((one) => list.includes(one))
  return {
    uid: { type: 'Term', id: 'what is asked' },
    attrs: {
      kind: term.kind,
      recipients: only(term.recipients, [reader.organisationId]),
      purposes: only(term.purposes, [purpose]),
      roles: only(term.roles, reader.roles),
      relationships: only(term.relationships, [relationship]),
      trainings: [...term.trainings],
      from: term.from,
      to: term.to,
      suspended: term.suspended,
    },
    parents: [],
  }
}

const minute = 60_000
/** How many answers are kept of the minute that runs. */
const mostAnswers = 20_000
let answered: { readonly at: number; readonly answers: Map<string, Answer> } = { at: 0, answers: new Map() }

/**
 * Puts one question of the disclosure decision to Cedar. The answer depends on the question alone, which says all that a policy may
 * know: one that was put before in the same minute is not put again (ADR 0024). What it says of agreements, roles and relationships
 * is read anew for each request.
 *
 * @param now in milliseconds since 1970. Cedar is told the minute, and the very moment where the term began or ended within it
 */
export function askCedar(
  reader: Reader,
  { id: purpose, usesRestricted }: Use,
  now: number,
  term: Term,
  relationship: RelationshipKind,
  flags: readonly Flag[],
): Answer {
  const minuteOfNow = Math.floor(now / minute) * minute
  const at = [term.from, term.to].some((turn) => turn > minuteOfNow && turn <= now) ? now : minuteOfNow
  const [principal, resource] = [readerOf(reader), termOf(term, reader, purpose, relationship)]
  const context = { purpose, usesRestricted, relationship, flags: [...flags], now: at }
  if (answered.at !== at || answered.answers.size >= mostAnswers) answered = { at, answers: new Map() }
  const question = JSON.stringify([principal.attrs, resource.attrs, context])
  const before = answered.answers.get(question)
  if (before) return before
  const answer = ask(disclosurePolicies.name, {
    principal: principal.uid,
    action: 'view',
    resource: resource.uid,
    context,
    entities: [principal, resource],
  })
  answered.answers.set(question, answer)
  return answer
}
