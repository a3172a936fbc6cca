import type { Fact } from '#modules/feeds'
import type { Decision, DisputeState, Explanation, Limit, SaidWords, Subject } from '#modules/information-governance'
import type { AddressRules, Identity, NameRules } from '#modules/person-index'
import { ageInWords, ageOn, dayOf, type Instant, type PlainDate, plainDate, Temporal } from '#platform/dates'
import { addressOf, latestFirst, oneSource, only } from './facts-of.rules.ts'
import { type Homes, homesOf } from './household.rules.ts'
import { type Relative, relationsOf, relativesOf } from './relatives.rules.ts'
import { type SafeContact, safeContactsOf, sameWay } from './safe-contact.rules.ts'
import { type TimelineEntry, timelineOf } from './timeline.rules.ts'

/** That its person says that a fact is wrong, and how that stands. Her words, where this reader may read them. */
export type Disputed = {
  readonly state: Exclude<DisputeState, 'changed'>
  readonly since: PlainDate
  readonly correctedOn: PlainDate | null
  readonly words: Pick<SaidWords, 'wrong' | 'right'> | null
}
/** Where something on the page comes from: which agency's dataset, when its sender recorded it, and whether its person disputes it. */
export type Source = {
  readonly datasetId: string
  readonly agency: string
  readonly recordedOn: PlainDate
  readonly batchId: string
  readonly disputed: Disputed | null
}

export type Involved = {
  readonly agency: string
  readonly service: string
  readonly worker: string | null
  readonly team: string | null
  readonly phone: string
  readonly open: boolean
  readonly openedOn: PlainDate
  readonly closedOn: PlainDate | null
  readonly lastContactOn: PlainDate | null
  readonly nextEvent: string | null
  readonly nextEventOn: PlainDate | null
  readonly source: Source
}
/** A service that is involved and whose records stay with it: its name and duty number, never how much there is. */
export type Named = {
  readonly agency: string
  readonly dutyTeam: string
  readonly dutyPhone: string
  readonly agreement: string
  /** Whether this reader may see some kind of what it holds, such as incidents for a case conference. */
  readonly partly: boolean
  readonly datasetId: string
  /** Kinds that its owner may share if she asks. */
  readonly askable: readonly string[]
}
/** A service that she sees in part, and whose owner may share more if she asks. */
export type AskMore = {
  readonly agency: string
  readonly service: string
  readonly datasetId: string
  readonly askable: readonly string[]
}
export type SafetyMarker = {
  readonly code: string
  readonly statement: string
  readonly statedOn: PlainDate
  readonly reviewOn: PlainDate | null
  /** It was to be looked at again by now: within twelve months, if no day was said. */
  readonly reviewOverdue: boolean
  /** Who wrote it down; null where that would tell what this reader may not know. */
  readonly author: string | null
  readonly personTold: boolean | null
  /** Null where the agency's records are closed to this reader: never how it was learned (practice K9). */
  readonly source: Source | null
}
/** One statement, with everyone who makes it, the latest first. */
export type StatedFact = { readonly label: string; readonly value: string; readonly sources: readonly Source[] }
export type SourceAge = {
  readonly datasetId: string
  readonly name: string
  readonly agency: string
  readonly age: string | null
  readonly late: boolean
  readonly agreement: string
  readonly own: boolean
}

/**
 * That the use of what a service holds of her is limited (UK GDPR, articles 18 and 21): to those who see it all the same, for what alone; to the service's own
 * people, that there is something, and why.
 */
export type LimitedUse = {
  readonly agency: string
  readonly service: string
  readonly kind: Limit['kind']
  readonly since: PlainDate
  /** Told to the service's own people alone. */
  readonly ground: Limit['ground'] | null
  /** Whether anything of it is shown. */
  readonly shown: boolean
  readonly useOnly: string
}

/** A person as one reader may see her. Everything on it says where it comes from. */
export type PersonRecord = {
  readonly personId: string
  readonly name: string
  readonly otherNames: readonly {
    readonly name: string
    readonly agencies: readonly string[]
    readonly disputed: Disputed | null
  }[]
  readonly dateOfBirth: PlainDate | null
  readonly age: number | null
  readonly deceasedOn: PlainDate | null
  readonly language: string | null
  readonly address: string | null
  /** The reader's own service keeps it from others. Of what another service keeps she is told nothing. */
  readonly addressKeptPrivate: boolean
  /** Whose word each thing in the page's head is, and since when (I6). */
  readonly headSources: readonly { readonly what: string; readonly source: Source }[]
  readonly purpose: { readonly name: string; readonly statute: string; readonly provision: string }
  readonly involved: readonly Involved[]
  readonly askMore: readonly AskMore[]
  readonly named: readonly Named[]
  readonly markers: readonly SafetyMarker[]
  /** Which ways to reach her are safe and which are not, where a service said so. */
  readonly safeContacts: readonly (Omit<SafeContact, 'fact'> & { readonly source: Source })[]
  readonly limited: readonly LimitedUse[]
  readonly relatives: readonly Relative[]
  /** Her homes and her household in each, now and before, as far as the reader's sources say. */
  readonly homes: Homes
  readonly timeline: readonly TimelineEntry[]
  readonly facts: readonly StatedFact[]
  readonly sources: readonly SourceAge[]
  /** Whether it holds only what the reader's own service recorded; `hasPartners`: whether there is more than that. */
  readonly alone: boolean
  readonly hasPartners: boolean
}

export type RecordInput = {
  readonly main: Subject
  readonly network: readonly Subject[]
  readonly people: readonly Explanation[]
  readonly purpose: Omit<Decision['purpose'], 'id'>
  readonly facts: readonly Fact[]
  /** How people are called. */
  readonly names: NameRules
  /** How addresses are recognised. */
  readonly homes: AddressRules
  /** What people wrote of facts that they dispute, as far as this reader may read it: dispute → words. */
  readonly disputeWords: ReadonlyMap<string, SaidWords>
  /** Organisation id → name. */
  readonly organisations: ReadonlyMap<string, string>
  readonly freshness: readonly {
    readonly datasetId: string
    readonly lastAppliedAt: Instant | null
    readonly promisedHours: number
  }[]
  readonly now: Instant
  readonly zone: string
  /** Only what the reader's own service holds: how it was before the partners shared anything. */
  readonly alone: boolean
}

const day = (text: string | null | undefined): PlainDate | null => (text ? plainDate(text) : null)
/** The person page's content, from the facts that were granted. Pure: the same facts and links give the same page (I1). */
export function recordOf(granted: RecordInput): PersonRecord {
  const input = granted.alone ? onlyOwnService(granted) : granted
  const today = dayOf(input.now, input.zone)
  const own = new Set(input.main.sources.map((source) => source.sourcePersonId))
  const facts = input.facts.filter((fact) => own.has(fact.sourcePersonId))
  const explained = input.people.find((person) => person.personId === input.main.personId)
  const from = sourceOf(input)
  const { preferredIdentity, spokenName } = input.names
  const identity = preferredIdentity(facts)
  const born = identity?.content.dateOfBirth ? identity : only(facts, 'identity').find((fact) => fact.content.dateOfBirth)
  const dateOfBirth = day(born?.content.dateOfBirth)
  const spoken = only(facts, 'identity').find((fact) => fact.content.language)
  const deceased = only(facts, 'identity').find((fact) => fact.content.deceasedOn)
  const residence = only(facts, 'residence').find((fact) => !fact.validTo || Temporal.PlainDate.compare(fact.validTo, today) > 0)
  const relations = relationsOf(input)
  const homes = homesOf({ input, today, from, relations })
  return {
    personId: input.main.personId,
    alone: input.alone,
    hasPartners: granted.people.some(
      (person) => person.personId === input.main.personId && person.datasets.some((one) => !isOwn(one)),
    ),
    name: identity ? spokenName(identity.content) : 'Name not shared',
    otherNames: otherNames(facts, identity, input, from),
    dateOfBirth,
    age: dateOfBirth ? ageOn(dateOfBirth, today) : null,
    deceasedOn: day(deceased?.content.deceasedOn),
    language: spoken?.content.language ?? null,
    address: residence ? addressOf(residence) : null,
    addressKeptPrivate: only(facts, 'identity').some(
      (fact) =>
        fact.content.addressProtected === true &&
        explained?.datasets.some((one) => one.datasetId === fact.datasetId && isOwn(one)),
    ),
    headSources: [
      ['Name', identity],
      ['Date of birth', born],
      ['Death', deceased],
      ['Address', residence],
      ['Language', spoken],
    ].flatMap(([what, fact]) => (fact ? [{ what: what as string, source: from(fact as Fact) }] : [])),
    purpose: input.purpose,
    involved: involvedOf(facts, explained, from),
    named: (explained?.datasets ?? [])
      .filter(
        (dataset) =>
          dataset.classes.includes('involvement-exists') &&
          !dataset.classes.includes('involvement') &&
          only(facts, 'involvement-exists').some((fact) => fact.datasetId === dataset.datasetId && fact.content.open),
      )
      .map((dataset) => ({
        agency: input.organisations.get(dataset.controllerId) ?? dataset.plainName,
        dutyTeam: dataset.dutyTeam,
        dutyPhone: dataset.dutyPhone,
        agreement: dataset.by[0]?.title ?? '',
        partly: dataset.classes.some((one) => one !== 'involvement-exists' && one !== 'visit-safety'),
        datasetId: dataset.datasetId,
        askable: dataset.askable,
      })),
    askMore: (explained?.datasets ?? [])
      .filter((dataset) => dataset.askable.length > 0 && dataset.classes.includes('involvement'))
      .map((dataset) => ({
        agency: input.organisations.get(dataset.controllerId) ?? dataset.plainName,
        service: dataset.plainName,
        datasetId: dataset.datasetId,
        askable: dataset.askable,
      })),
    markers: markersOf(facts, explained, today, from),
    safeContacts: safeContactsOf(facts).map(({ fact, ...one }) => ({ ...one, source: from(fact) })),
    limited: limitedOf(input, facts, explained),
    relatives: relativesOf(input, today, from, relations, homes.homes),
    homes,
    timeline: timelineOf(facts, homes.homes, today, from),
    facts: statedFacts(facts, from),
    sources: sourceAges(
      input,
      explained,
      new Set(facts.filter((fact) => fact.kind !== 'involvement-exists').map((fact) => fact.datasetId)),
    ),
  }
}

const isOwn = (dataset: Explanation['datasets'][number]) => dataset.by.some((by) => by.own)

const namesNobody: ReadonlySet<string> = new Set(['involvement-exists', 'visit-safety'])
/** Another service's is marked where something of it stands on the page by its name: else the mark would tell that it has a record, or whose warning a visitor reads. */
function limitedOf(
  { organisations, purpose, zone }: RecordInput,
  facts: readonly Fact[],
  explained: Explanation | undefined,
): LimitedUse[] {
  const onPage = new Set(facts.flatMap((one) => (namesNobody.has(one.fieldClass) ? [] : [one.datasetId])))
  const marked = (explained?.datasets ?? []).filter((dataset) => isOwn(dataset) || onPage.has(dataset.datasetId))
  return marked.flatMap((dataset) =>
    dataset.limits.map(({ kind, ground, since }) => ({
      agency: organisations.get(dataset.controllerId) ?? dataset.plainName,
      service: dataset.plainName,
      kind,
      since: dayOf(since, zone),
      ground: isOwn(dataset) ? ground : null,
      shown: dataset.outcome !== 'limited',
      useOnly: purpose.usesRestrictedFor ?? 'to protect somebody who is in danger now',
    })),
  )
}

function onlyOwnService(input: RecordInput): RecordInput {
  const people = input.people.map((person) => ({ ...person, datasets: person.datasets.filter(isOwn) }))
  const own = new Set(people.flatMap((person) => person.datasets.map((dataset) => dataset.datasetId)))
  return { ...input, people, facts: input.facts.filter((fact) => own.has(fact.datasetId)) }
}

function sourceOf({ organisations, zone, disputeWords }: RecordInput) {
  return (fact: Fact): Source => ({
    datasetId: fact.datasetId,
    agency: organisations.get(fact.controllerId) ?? fact.controllerId,
    recordedOn: dayOf(fact.eventAt, zone),
    batchId: fact.batchId,
    disputed: disputedOf(fact, disputeWords),
  })
}

/** What its sender states otherwise by now is no longer disputed. */
function disputedOf({ dispute }: Fact, words: RecordInput['disputeWords']): Disputed | null {
  if (!dispute || dispute.state === 'changed') return null
  const { disputeId, state, since, correctedOn } = dispute
  const said = words.get(disputeId)
  return { state, since, correctedOn, words: said ? { wrong: said.wrong, right: said.right } : null }
}

function otherNames(
  facts: readonly Fact[],
  preferred: Identity | undefined,
  { organisations, names: { spokenName } }: RecordInput,
  from: (fact: Fact) => Source,
) {
  const called = preferred ? spokenName(preferred.content) : ''
  const others = only(facts, 'identity').filter((fact) => spokenName(fact.content) !== called && spokenName(fact.content) !== '')
  return [...Map.groupBy(others, (fact) => spokenName(fact.content))].map(([name, its]) => ({
    name,
    agencies: [...new Set(its.map((fact) => organisations.get(fact.controllerId) ?? fact.controllerId))],
    disputed: oneSource(its.map((fact) => from(fact))).disputed,
  }))
}

/** Who is involved: open before closed, then the latest contact first. */
function involvedOf(facts: readonly Fact[], explained: Explanation | undefined, from: (fact: Fact) => Source): Involved[] {
  const duty = new Map(explained?.datasets.map((dataset) => [dataset.datasetId, dataset.dutyPhone]))
  const rows = only(facts, 'involvement').map(({ content, ...fact }) => ({
    agency: from({ content, ...fact } as Fact).agency,
    service: content.service,
    worker: content.workerName ?? null,
    team: content.team ?? null,
    phone: content.phone ?? duty.get(fact.datasetId) ?? '',
    open: !content.closedOn,
    openedOn: plainDate(content.openedOn),
    closedOn: day(content.closedOn),
    lastContactOn: day(content.lastContactOn),
    nextEvent: content.nextEvent ?? null,
    nextEventOn: day(content.nextEventOn),
    source: from({ content, ...fact } as Fact),
  }))
  return rows.toSorted(
    (a, b) =>
      Number(b.open) - Number(a.open) || latestFirst((row: Involved) => row.lastContactOn ?? row.closedOn ?? row.openedOn)(a, b),
  )
}

/** What must be known before a visit. Where an agency's records are closed to the reader, it is said without its source. */
function markersOf(
  facts: readonly Fact[],
  explained: Explanation | undefined,
  today: PlainDate,
  from: (fact: Fact) => Source,
): SafetyMarker[] {
  const open = new Set(explained?.datasets.flatMap((one) => (one.classes.includes('involvement') ? [one.datasetId] : [])))
  return only(facts, 'risk-indicator')
    .filter((fact) => fact.fieldClass === 'visit-safety')
    .map((fact) => {
      const { code, statement, author, personTold } = fact.content
      const statedOn = plainDate(fact.content.statedOn)
      const reviewOn = day(fact.content.reviewOn)
      const known = open.has(fact.datasetId)
      return {
        code,
        statement,
        statedOn,
        reviewOn,
        reviewOverdue: Temporal.PlainDate.compare(reviewOn ?? statedOn.add({ months: 12 }), today) <= 0,
        author: known ? (author ?? null) : null,
        personTold: personTold ?? null,
        source: known ? from(fact) : null,
      }
    })
}

/** Each statement once, however many agencies make it. */
function statedFacts(facts: readonly Fact[], from: (fact: Fact) => Source): StatedFact[] {
  const same = ({ label, value }: { label: string; value: string }) =>
    `${label}|${value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')}`
  return [...Map.groupBy(statements(facts, from), same).values()].map((its) => ({
    label: its[0]!.label,
    value: its[0]!.value,
    sources: its.map((one) => one.source),
  }))
}

function statements(facts: readonly Fact[], from: (fact: Fact) => Source): { label: string; value: string; source: Source }[] {
  const row = (label: string, value: string, fact: Fact) => ({ label, value, source: from(fact) })
  const notSafe = new Set(safeContactsOf(facts).flatMap(({ safety, value }) => (safety === 'not-safe' ? [sameWay(value)] : [])))
  return [
    ...only(facts, 'residence').map((fact) => row(fact.validTo ? 'Former address' : 'Address', addressOf(fact), fact)),
    ...only(facts, 'contact-point').map((fact) => {
      const what = fact.content.through ? 'Safe contact' : fact.content.system === 'phone' ? 'Phone' : 'Email'
      return row(notSafe.has(sameWay(fact.content.value)) ? `${what}: not safe` : what, fact.content.value, fact)
    }),
    ...only(facts, 'need').map((fact) => row('Need', fact.content.statement, fact)),
    ...only(facts, 'risk-indicator')
      .filter((fact) => fact.fieldClass === 'risk')
      .map((fact) => row('Risk', fact.content.statement, fact)),
  ]
}

/** Each source's age beside its promise (practice K11). */
function sourceAges(
  { freshness, organisations, now }: RecordInput,
  explained: Explanation | undefined,
  given: ReadonlySet<string>,
): SourceAge[] {
  const ages = new Map(freshness.map((row) => [row.datasetId, row]))
  return (explained?.datasets ?? [])
    .filter((dataset) => given.has(dataset.datasetId))
    .map((dataset) => {
      const { lastAppliedAt, promisedHours } = ages.get(dataset.datasetId) ?? { lastAppliedAt: null, promisedHours: 0 }
      return {
        datasetId: dataset.datasetId,
        name: dataset.plainName,
        agency: organisations.get(dataset.controllerId) ?? dataset.controllerId,
        age: lastAppliedAt ? ageInWords(lastAppliedAt, now) : null,
        late: lastAppliedAt !== null && now.epochMilliseconds - lastAppliedAt.epochMilliseconds > promisedHours * 3_600_000,
        agreement: dataset.by[0]?.title ?? '',
        own: dataset.by.some((by) => by.own),
      }
    })
}
