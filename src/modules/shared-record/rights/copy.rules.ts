import type { Fact } from '#modules/feeds'
import type { DatasetTerms, Mark, WithholdingGround } from '#modules/information-governance'
import { type Line, linesOf, titleOf } from './fact-words.rules.ts'
import { type LookAt, lookAt, ownWords } from './look-at.rules.ts'

/** What becomes of one fact in a copy. */
export type Fate = 'in' | 'out' | 'look' | 'apart'
/** A fact as the officer sees it: what it says, and whether it goes into the copy. */
export type Weighed = {
  readonly fact: Fact
  readonly key: string
  readonly fate: Fate
  readonly lookAt: LookAt | undefined
  readonly mark: Mark | undefined
}

/**
 * Of each fact whether it goes into the copy. What was left out stays out when its sender states it anew; what was let in is looked at again then.
 *
 * @param apart kinds of information that this copy never has
 * @param keyOf what names a fact in its dataset, however often it is stated anew
 */
export function weigh(
  facts: readonly Fact[],
  marks: readonly Mark[],
  apart: ReadonlySet<string>,
  keyOf: (fact: Fact) => string,
): Weighed[] {
  const own = ownWords(facts)
  const marked = new Map(marks.map((mark) => [mark.factKey, mark]))
  return facts
    .filter((fact) => fact.kind !== 'involvement-exists') // the involvement itself says it
    .map((fact): Weighed => {
      const key = keyOf(fact)
      const [mark, reason] = [marked.get(key), lookAt(fact, own)]
      const isLookedAt = mark !== undefined && (mark.ground !== null || mark.factId === fact.id)
      const fate = apart.has(fact.fieldClass) ? 'apart' : mark?.ground ? 'out' : reason && !isLookedAt ? 'look' : 'in'
      return { fact, key, fate, lookAt: reason, mark }
    })
}

export type CopiedFact = {
  /** Whose record it stood in, when the copy was made: not shown. */
  readonly source: string
  readonly fieldClass: string
  readonly about: string
  readonly says: readonly Line[]
  readonly writtenOn: string
  readonly receivedOn: string
  /** Since when she says that it is wrong; not in copies that were made before she could. */
  readonly disputedOn?: string
}
/** A copy of what one controller holds of somebody, as she reads it. */
export type Copy = {
  readonly organisation: string
  readonly madeOn: string
  readonly services: readonly {
    readonly name: string
    readonly law: string
    readonly uses: readonly { readonly name: string; readonly law: string }[]
    readonly sharedWith: readonly string[]
    readonly kept: readonly string[]
    readonly facts: readonly CopiedFact[]
  }[]
  /** The laws by which something was left out, where it may be said; not what, nor how much. */
  readonly leftOut: readonly { readonly says: string; readonly law: string }[]
}

const dayOfText = (at: { toString(): string }) => at.toString().slice(0, 10)

/** Makes the copy of what was let in. */
export function copyOf(
  weighed: readonly Weighed[],
  terms: readonly DatasetTerms[],
  grounds: readonly WithholdingGround[],
  {
    organisation,
    names,
    madeOn,
    zone,
  }: { organisation: string; names: ReadonlyMap<string, string>; madeOn: string; zone: string },
): Copy {
  const copied = weighed.filter(({ fate }) => fate === 'in')
  const told = new Set(weighed.flatMap(({ fate, mark }) => (fate === 'out' && mark?.told ? [mark.ground] : [])))
  return {
    organisation,
    madeOn,
    services: terms.map((one) => ({
      name: one.plainName,
      law: one.regime === 'law-enforcement' ? 'Data Protection Act 2018, section 45' : 'UK GDPR, article 15',
      uses: one.uses,
      sharedWith: one.sharedWith.map((id) => names.get(id) ?? id),
      kept: one.kept,
      facts: copied
        .filter(({ fact }) => fact.datasetId === one.datasetId)
        .map(({ fact }) => ({
          source: fact.sourcePersonId,
          fieldClass: fact.fieldClass,
          about: titleOf(fact),
          says: linesOf(fact, zone),
          writtenOn: dayOfText(fact.eventAt),
          receivedOn: dayOfText(fact.recordedAt),
          ...(fact.dispute?.stands ? { disputedOn: fact.dispute.since.toString() } : {}),
        })),
    })),
    leftOut: grounds.filter(({ id }) => told.has(id)).map((ground) => ({ says: ground.told, law: ground.law })),
  }
}

/**
 * The copy as its person may read it today: without what stood in a record that is not hers, as it turned out since.
 *
 * @param apart kinds of information that may not stand on a page today
 */
export const asItIsNow = (copy: Copy, sources: ReadonlySet<string>, apart: ReadonlySet<string>): Copy => ({
  ...copy,
  services: copy.services.map((service) => ({
    ...service,
    facts: service.facts.filter(({ source, fieldClass }) => sources.has(source) && !apart.has(fieldClass)),
  })),
})
