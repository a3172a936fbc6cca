import type { Fact } from '#modules/feeds'
import { spokenName } from './names.rules.ts'

export type Identity = Extract<Fact, { kind: 'identity' }>

/** The identity whose name to call someone by: the usual name that most of her records give, the first of those as they come. */
export function preferredIdentity(facts: readonly Fact[]): Identity | undefined {
  const identities = facts.filter((fact): fact is Identity => fact.kind === 'identity')
  const usual = identities.filter((fact) => fact.content.nameUse === 'usual')
  const candidates = usual.length > 0 ? usual : identities
  const count = (fact: Identity) => candidates.filter((other) => spokenName(other.content) === spokenName(fact.content)).length
  return candidates.toSorted((a, b) => count(b) - count(a))[0]
}

/** The name to call someone by, on every page the same; undefined where no record gives one. */
export function preferredName(facts: readonly Fact[]): string | undefined {
  const identity = preferredIdentity(facts)
  return identity && (spokenName(identity.content) || undefined)
}

/** How people are called, for rules of other rooms: handed to them, since they may import none. */
export const nameRules = { spokenName, preferredIdentity }
export type NameRules = typeof nameRules
