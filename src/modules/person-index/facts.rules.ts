import type { MatchingFact } from '#modules/feeds'
import type { SourceFacts } from './keys.rules.ts'

/**
 * What the facts about one source person say that matters for matching. A number with an end is superseded: its sender
 * replaced it. One fact that says so makes the whole record a new identity, or its address protected.
 */
export function sourceFactsOf(facts: readonly MatchingFact[]): SourceFacts {
  const identities = facts.flatMap((fact) => (fact.kind === 'identity' ? [fact] : []))
  return {
    epoch: Math.max(1, ...identities.map((fact) => fact.content.epoch ?? 1)),
    protected: identities.some((fact) => fact.content.addressProtected === true),
    names: identities.map(({ content }) => ({
      given: content.givenName,
      family: content.familyName,
      other: content.otherNames ?? null,
      use: content.nameUse,
    })),
    birthdays: [...new Set(identities.flatMap((fact) => fact.content.dateOfBirth ?? []))],
    homes: facts.flatMap((fact) =>
      fact.kind === 'residence'
        ? [{ address: fact.content.address, postcode: fact.content.postcode ?? null, left: fact.validTo !== null }]
        : [],
    ),
    sexes: [...new Set(identities.flatMap(({ content: { sex } }) => (sex === 'female' || sex === 'male' ? [sex] : [])))],
    contacts: facts.flatMap((fact) =>
      fact.kind === 'contact-point' && !fact.content.through ? [{ system: fact.content.system, value: fact.content.value }] : [],
    ),
    identifiers: facts.flatMap((fact) =>
      fact.kind === 'identifier'
        ? [{ scheme: fact.content.scheme, value: fact.content.value, superseded: fact.validTo !== null }]
        : [],
    ),
    references: [...new Set(identities.map((fact) => fact.sourceKey))],
  }
}
