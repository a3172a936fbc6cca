import type { Fact } from '#modules/feeds'
import { only } from './facts-of.rules.ts'

/** A way to reach a person of which a service said whether it is safe for her. */
export type SafeContact = {
  readonly safety: 'safe' | 'not-safe'
  readonly system: 'phone' | 'email'
  readonly value: string
  /** When it is safe, and through whom, in the service's words; null where it said neither. */
  readonly when: string | null
  readonly through: string | null
  readonly fact: Fact
}

/** A number however it is spaced, an e-mail address however its letters are written. */
export const sameWay = (value: string): string => value.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '')

/**
 * What services said of how a person may be reached (practice K7, K8), safe ways first. Whoever says that a way is not safe is believed: a way that
 * another service calls safe is then shown as not safe alone. What nobody said anything of is not here: it is not known to be safe.
 */
export function safeContactsOf(facts: readonly Fact[]): SafeContact[] {
  const current = only(facts, 'contact-point').filter(({ validTo, content }) => validTo === null && content.safety)
  const notSafe = new Set(current.flatMap(({ content }) => (content.safety === 'not-safe' ? [sameWay(content.value)] : [])))
  return current
    .filter(({ content }) => content.safety === 'not-safe' || !notSafe.has(sameWay(content.value)))
    .map((fact) => ({
      safety: fact.content.safety!,
      system: fact.content.system,
      value: fact.content.value,
      when: fact.content.safeWhen ?? null,
      through: fact.content.through ?? null,
      fact,
    }))
    .toSorted((a, b) => Number(a.safety === 'not-safe') - Number(b.safety === 'not-safe') || a.value.localeCompare(b.value))
}
