import type { MatchingFact } from '#modules/feeds'
import type { SourceFacts } from './keys.rules.ts'

/** What the facts of one source person say that matters for matching. A number whose time is over is a superseded one. */
export function sourceFactsOf(facts: readonly MatchingFact[]): SourceFacts {
  const identities = facts.filter((fact) => fact.kind === 'identity')
  return {
    epoch: Math.max(1, ...identities.map((fact) => fact.content.epoch ?? 1)),
    protected: identities.some((fact) => fact.content.addressProtected === true),
    names: identities.map(({ content }) => ({ given: content.givenName, family: content.familyName, other: content.otherNames ?? null, use: content.nameUse })),
    birthdays: identities.flatMap((fact) => (fact.content.dateOfBirth ? [fact.content.dateOfBirth] : [])),
    homes: facts.flatMap((fact) => (fact.kind === 'residence' ? [{ address: fact.content.address, postcode: fact.content.postcode ?? null }] : [])),
    identifiers: facts.flatMap((fact) => (fact.kind === 'identifier' ? [{ scheme: fact.content.scheme, value: fact.content.value, superseded: fact.validTo !== null }] : [])),
    references: [],
  }
}
