import type { Fact } from '#modules/feeds'
import { ageOn, type PlainDate, plainDate, Temporal } from '#platform/dates'
import { oneSource } from './facts-of.rules.ts'
import type { Home } from './household.rules.ts'
import type { RecordInput, Source } from './person.rules.ts'
import type { Stand } from './stays.rules.ts'

/** Somebody who shares a household with her, or is of her family. */
export type Relative = {
  readonly personId: string
  readonly name: string
  readonly age: number | null
  readonly livesWith: boolean
  readonly relation: string
  /** Who says that they live together or are related: each dataset's latest word, the newest first. */
  readonly sources: readonly Source[]
}
/** How somebody is related to her, and the facts that say so. */
export type Relation = { readonly relation: string; readonly facts: readonly Fact[] }

const otherIs: Record<string, string> = {
  'parent-of': 'child',
  'child-of': 'parent',
  'partner-of': 'partner',
  'sibling-of': 'brother or sister',
  'carer-of': 'person they care for',
  'cared-for-by': 'carer',
  'other-relative-of': 'relative',
}
const subjectIsToOther: Record<string, string> = {
  'parent-of': 'parent',
  'child-of': 'child',
  'carer-of': 'carer',
  'cared-for-by': 'person they care for',
}

/** How each person of her network is related to her, as far as a fact that was granted says so. */
export function relationsOf({ main, network, facts }: RecordInput): Map<string, Relation> {
  const own = new Set(main.sources.map((source) => source.sourcePersonId))
  const stated = facts.filter((fact) => fact.kind === 'relationship')
  return new Map(
    network.flatMap((other): [string, Relation][] => {
      const theirs = new Set(other.sources.map((source) => source.sourcePersonId))
      const said = stated.flatMap((fact) => {
        if (fact.otherSourcePersonId === null) return []
        const { type } = fact.content
        if (own.has(fact.sourcePersonId) && theirs.has(fact.otherSourcePersonId))
          return [{ fact, relation: otherIs[type] ?? 'relative' }]
        if (theirs.has(fact.sourcePersonId) && own.has(fact.otherSourcePersonId))
          return [{ fact, relation: subjectIsToOther[type] ?? otherIs[type] ?? 'relative' }]
        return []
      })
      const relation = [...new Set(said.map((one) => one.relation))].join(', ')
      return said.length > 0 ? [[other.personId, { relation, facts: said.map(({ fact }) => fact) }]] : []
    }),
  )
}

const livesThere = (stand: Stand): boolean => stand === 'now' || stand === 'disputed'

/** Household and family, as a list: only people whose names this reader may see. */
export function relativesOf(
  input: RecordInput,
  today: PlainDate,
  from: (fact: Fact) => Source,
  relations: ReadonlyMap<string, Relation>,
  homes: readonly Home[],
): Relative[] {
  const { preferredIdentity, spokenName } = input.names
  const relatives = input.network.flatMap((other): Relative[] => {
    const theirs = new Set(other.sources.map((source) => source.sourcePersonId))
    const identity = preferredIdentity(input.facts.filter((fact) => theirs.has(fact.sourcePersonId)))
    if (!identity) return []
    const together = homes
      .filter((home) => livesThere(home.stand))
      .flatMap((home) => home.household.filter((one) => one.personId === other.personId && livesThere(one.stand)))
      .flatMap((one) => one.said.filter(({ stand }) => stand === 'now').map(({ source }) => source))
    const stated = relations.get(other.personId)
    if (together.length === 0 && !stated) return []
    const said = [...together, ...(stated?.facts.map(from) ?? [])].toSorted((a, b) =>
      Temporal.PlainDate.compare(b.recordedOn, a.recordedOn),
    )
    const born = identity.content.dateOfBirth
    return [
      {
        personId: other.personId,
        name: spokenName(identity.content),
        age: born ? ageOn(plainDate(born), today) : null,
        livesWith: together.length > 0,
        relation: stated?.relation ?? '',
        sources: [...Map.groupBy(said, (source) => source.datasetId).values()].map(oneSource),
      },
    ]
  })
  return relatives.toSorted(
    (a, b) => Number(b.livesWith) - Number(a.livesWith) || (b.age ?? 0) - (a.age ?? 0) || a.name.localeCompare(b.name),
  )
}
