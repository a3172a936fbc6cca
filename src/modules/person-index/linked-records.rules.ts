import type { Fact } from '#modules/feeds'
import type { Instant } from '#platform/dates'
import type { Agreement } from './agreements.repository.ts'
import type { LinkDecision } from './decisions.repository.ts'
import type { LinkHistory } from './link.repository.ts'
import { spokenName, withPostcode } from './names.rules.ts'
import { preferredName } from './preferred-name.rules.ts'

/** Why a record is one person's with others: people said so, or what is compared agrees. */
export type Agreeing = {
  /** The agencies of the other records. */
  readonly with: readonly string[]
  readonly decided: boolean
  /** In words: "the same surname". */
  readonly same: readonly string[]
  /** In words: "another telephone". */
  readonly differs: readonly string[]
}

/** One agency's record of a person, as it stands there. */
export type LinkedRecord = {
  readonly sourcePersonId: string
  readonly datasetId: string
  readonly agency: string
  /** The agency's own reference. */
  readonly reference: string
  readonly names: readonly string[]
  readonly birthdays: readonly string[]
  readonly addresses: readonly string[]
  /** What of it the person says is wrong. */
  readonly disputed: readonly string[]
  /** When the agency last sent who this is. */
  readonly receivedAt: Instant
  /** Since when it is this person's. */
  readonly linkedAt: Instant
  /** With which of the other records that the reader sees it agrees, and on what. */
  readonly agrees: readonly Agreeing[]
}

/** What somebody decided about this person's records, told once however many pairs it is about. */
export type ToldDecision = {
  readonly id: string
  readonly kind: LinkDecision['kind']
  readonly by: string
  readonly byReader: boolean
  readonly at: Instant
  readonly reason: string
  /** `waiting` until the links say so. */
  readonly state: 'waiting' | 'in force' | 'taken back'
  readonly undone: { readonly by: string; readonly at: Instant; readonly reason: string } | null
}

export type LinkedRecords = {
  readonly personId: string
  readonly name: string
  readonly records: readonly LinkedRecord[]
  readonly decisions: readonly ToldDecision[]
}

export type LinkedRecordsFacts = {
  readonly subject: {
    readonly personId: string
    readonly sources: readonly { readonly sourcePersonId: string; readonly datasetId: string }[]
    readonly visible: readonly string[]
    readonly agencies: ReadonlyMap<string, string>
    readonly classes: ReadonlyMap<string, readonly string[]>
  }
  readonly facts: readonly Fact[]
  readonly history: readonly LinkHistory[]
  readonly agreements: readonly Agreement[]
  readonly decisions: readonly LinkDecision[]
  readonly reader: string
}

/** What the page shows. Nothing here knows of a record that the reader may not see: grounds are those between the records shown. */
export function linkedRecordsOf({ subject, facts, history, agreements, decisions, reader }: LinkedRecordsFacts): LinkedRecords {
  const bySource = Map.groupBy(facts, (fact) => fact.sourcePersonId)
  const since = new Map(history.map((link) => [link.source, link.decidedAt]))
  const visible = new Set(subject.visible)
  const agencyOf = new Map(
    subject.sources
      .filter((source) => visible.has(source.sourcePersonId))
      .map((source) => [source.sourcePersonId, subject.agencies.get(source.datasetId)!]),
  )
  const shown = [...decidedPairs(decisions), ...agreements.flatMap((one) => bothWays(one, classesOf(subject)))]
  const records = subject.sources
    .filter(
      (source) => visible.has(source.sourcePersonId) && bySource.has(source.sourcePersonId) && since.has(source.sourcePersonId),
    )
    .map(({ sourcePersonId, datasetId }): LinkedRecord => {
      const its = bySource.get(sourcePersonId)!
      const identities = its.flatMap((fact) => (fact.kind === 'identity' ? [fact] : []))
      return {
        sourcePersonId,
        datasetId,
        agency: agencyOf.get(sourcePersonId)!,
        reference: identities[0]?.sourceKey ?? '',
        names: distinct(identities.map(({ content }) => spokenName(content))),
        birthdays: distinct(identities.map(({ content }) => content.dateOfBirth ?? '')),
        addresses: distinct(
          its.flatMap((fact) => (fact.kind === 'residence' && !fact.validTo ? [withPostcode(fact.content)] : [])),
        ),
        disputed: distinct(
          its.flatMap((fact) => (fact.dispute?.stands && !fact.validTo ? (disputedWords[fact.kind] ?? []) : [])),
        ),
        receivedAt: its.map((fact) => fact.recordedAt).toSorted(later)[0]!,
        linkedAt: since.get(sourcePersonId)!,
        agrees: agreeing(shown, sourcePersonId, agencyOf),
      }
    })
    .toSorted((a, b) => a.agency.localeCompare(b.agency) || a.reference.localeCompare(b.reference))
  return {
    personId: subject.personId,
    name: preferredName(facts) ?? 'Name not recorded',
    records,
    decisions: tell(decisions, reader),
  }
}

const disputedWords: Partial<Record<Fact['kind'], string>> = { identity: 'name or date of birth', residence: 'address' }
const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].filter((text) => text !== '')
const later = (a: Instant, b: Instant) => b.epochMilliseconds - a.epochMilliseconds

type Pair = Omit<Agreeing, 'with'> & { readonly source: string; readonly other: string }

/** What people joined and nobody took back, each pair both ways round. */
const decidedPairs = (decisions: readonly LinkDecision[]): Pair[] =>
  decisions
    .filter((decision) => decision.kind === 'together' && decision.undoneAt === null)
    .flatMap(({ source, other }) =>
      [
        [source, other],
        [other, source],
      ].map(([one, two]) => ({ source: one!, other: two!, decided: true, same: [], differs: [] })),
    )

/** The class of what each comparison looks at; who someone is where it is not named. */
const classOf: Readonly<Record<string, string>> = {
  address: 'address',
  nhs_number: 'identifier',
  phone: 'contact',
  email: 'contact',
}

/** Which classes of each record's information the reader may see. */
const classesOf = ({ sources, classes }: LinkedRecordsFacts['subject']) => {
  const datasets = new Map(sources.map((source) => [source.sourcePersonId, source.datasetId]))
  return (source: string): readonly string[] => classes.get(datasets.get(source) ?? '') ?? []
}

/** What a comparison says is told to whoever may see what it compared, in both records. */
function bothWays({ source, other, says }: Agreement, classes: (source: string) => readonly string[]): Pair[] {
  const told = says.filter(({ on }) => [source, other].every((one) => classes(one).includes(classOf[on] ?? 'identity')))
  const same = told.filter((one) => !one.differs).map((one) => one.says)
  const differs = told.filter((one) => one.differs).map((one) => one.says)
  return [
    { source, other, decided: false, same, differs },
    { source: other, other: source, decided: false, same, differs },
  ]
}

/** Why a record stands with the others: those of which the same is to be said are told together, people's word first. */
function agreeing(pairs: readonly Pair[], source: string, agencyOf: ReadonlyMap<string, string>): Agreeing[] {
  const own = pairs.filter((pair) => pair.source === source && agencyOf.has(pair.other))
  return [...Map.groupBy(own, ({ decided, same, differs }) => JSON.stringify([decided, same, differs])).values()].map(
    (alike) => ({
      with: distinct(alike.map((pair) => agencyOf.get(pair.other)!)).toSorted(),
      decided: alike[0]!.decided,
      same: alike[0]!.same,
      differs: alike[0]!.differs,
    }),
  )
}

/** Each decision once. A decision of which a later one took back a part is in force as long as some of it stands. */
function tell(pairs: readonly LinkDecision[], reader: string): ToldDecision[] {
  return [...Map.groupBy(pairs, (pair) => pair.decisionId).values()].map((its) => {
    const told = its.find((pair) => pair.undoneAt === null) ?? its[0]!
    const { decisionId: id, kind, decidedByName: by, decidedBy, decidedAt: at, reason, undoneAt, followedAt } = told
    return {
      id,
      kind,
      by,
      byReader: decidedBy === reader,
      at,
      reason,
      state: undoneAt ? 'taken back' : followedAt ? 'in force' : 'waiting',
      undone: undoneAt ? { by: told.undoneByName!, at: undoneAt, reason: told.undoneReason! } : null,
    }
  })
}
