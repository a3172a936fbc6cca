import type { Fact } from '#modules/feeds'
import { only } from '../facts-of.rules.ts'

/** Why an officer has to look at a fact before it goes into a copy, and by which ground it would be left out. */
export type LookAt = { readonly ground: 'third-party' | 'serious-harm'; readonly because: string }

// Who is not named but spoken of. A worker who did her work is no third party: her name stands (schedule 2, paragraph 17).
const cues =
  /\b(referred by|reported by|according to|anonymous|informant|caller|neighbours?|(ex-?)?(partner|husband|wife|boyfriend|girlfriend)|mother|mum|father|dad|parents?|brother|sister|son|daughter|friend|landlord|alleged|perpetrator|suspect|witness)\b/i
const fullNames = /\b\p{Lu}[\p{L}’'-]+ \p{Lu}[\p{L}’'-]+\b/gu

const words = (...names: (string | null | undefined)[]) => names.flatMap((name) => name?.toLowerCase().split(/[\s-]+/) ?? [])
/** Every name that she goes by, as single words. */
export const ownWords = (facts: readonly Fact[]): Set<string> =>
  new Set(only(facts, 'identity').flatMap(({ content }) => words(content.givenName, content.familyName, content.otherNames)))

/** Whether a text may speak of somebody other than whom these words name. A rule of thumb: it asks for a look, and decides nothing. */
export function speaksOfOthers(text: string, own: ReadonlySet<string>): boolean {
  if (cues.test(text)) return true
  return [...text.matchAll(fullNames)].some(([name]) => !words(name).every((word) => own.has(word)))
}

/** What has to be looked at before a fact goes into a copy. Undefined: it goes in unless the officer says otherwise. */
export function lookAt(fact: Fact, own: ReadonlySet<string>): LookAt | undefined {
  switch (fact.kind) {
    case 'household':
      return { ground: 'third-party', because: 'It is about those they live with, too' }
    case 'relationship':
      return { ground: 'third-party', because: 'It is about somebody in their family, too' }
    case 'event':
      if (fact.content.role === 'suspect' || fact.content.role === 'witness' || fact.content.role === 'reporter')
        return { ground: 'third-party', because: `They were ${fact.content.role} in it: it may be about somebody else` }
      return spokenOf([fact.content.summary, fact.content.result], own)
    case 'risk-indicator':
      return { ground: 'serious-harm', because: 'A risk that somebody wrote down: it may say how it was learned, or from whom' }
    case 'written':
      // Who sent a worry, and what they fear, is looked at by a person each time; a plan was written with the person.
      if (fact.fieldClass === 'concern')
        return {
          ground: 'serious-harm',
          because: 'A worry that somebody sent: it may say who spoke of it, or put somebody at risk',
        }
      if (fact.content.keptByTeam)
        return {
          ground: 'third-party',
          because: 'It did not stand on the person’s own page: it may be about somebody else, or how a child was seen',
        }
      return spokenOf([fact.content.statement], own)
    case 'need':
      return spokenOf([fact.content.statement], own)
    default:
      return undefined
  }
}

const spokenOf = (texts: readonly (string | null | undefined)[], own: ReadonlySet<string>): LookAt | undefined =>
  texts.some((text) => text && speaksOfOthers(text, own))
    ? { ground: 'third-party', because: 'What was written may speak of somebody else' }
    : undefined
