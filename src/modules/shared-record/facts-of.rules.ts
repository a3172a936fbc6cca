import type { Fact } from '#modules/feeds'
import type { Subject } from '#modules/information-governance'
import { type PlainDate, Temporal } from '#platform/dates'
import type { Source } from './person.rules.ts'

export type Of<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>

/** Those of one kind. */
export const only = <Kind extends Fact['kind']>(facts: readonly Fact[], kind: Kind): Of<Kind>[] =>
  facts.filter((fact): fact is Of<Kind> => fact.kind === kind)

/** Those of one person. */
export const factsOf = (subject: Subject, facts: readonly Fact[]): Fact[] => {
  const its = new Set(subject.sources.map((source) => source.sourcePersonId))
  return facts.filter((fact) => its.has(fact.sourcePersonId))
}

/** Whether a fact may still be read: a police event leaves the view on the day that its sender gives (practice K8). */
export const isInView = (fact: Fact, today: PlainDate): boolean =>
  fact.kind !== 'event' || !fact.content.leavesViewOn || fact.content.leavesViewOn > today.toString()

/** An address as its source writes it, with its postcode. */
export const addressOf = ({ content }: Of<'residence'>): string => [content.address, content.postcode].filter(Boolean).join(', ')

/** Puts the latest day first. */
export const latestFirst =
  <T>(of: (row: T) => PlainDate) =>
  (a: T, b: T) =>
    Temporal.PlainDate.compare(of(b), of(a))

/** The first of several sources that say the same, disputed if one of them is. */
export const oneSource = (sources: readonly Source[]): Source => ({
  ...sources[0]!,
  disputed: sources.find((one) => one.disputed)?.disputed ?? null,
})
