import type { Fact } from '#modules/feeds'
import type { Dispute, Outcome, RelationshipKind, Subject } from '#modules/information-governance'
import type { NameRules } from '#modules/person-index'
import { type Instant, type PlainDate, plainDate, Temporal } from '#platform/dates'
import { titleOf } from './rights/fact-words.rules.ts'

/** Someone with something new, and what it is. Critical news comes first. */
export type DayEntry = {
  readonly personId: string
  readonly name: string
  /** Why this worker sees her: her own allocation before her team's, and that before a contact in hand. */
  readonly because: RelationshipKind
  readonly news: readonly {
    readonly text: string
    readonly on: PlainDate
    readonly datasetId: string
    readonly controllerId: string
    readonly critical: boolean
  }[]
}

/** What reaches the lead practitioner at once (practice K11). */
const critical = new Set([
  'missing',
  'arrest',
  'custody-release',
  'a-and-e-attendance',
  'admission',
  'discharge-ready',
  'eviction-notice',
  'exclusion',
  'suspension',
  'permanent-exclusion',
  'death',
  'new-birth',
  'lead-worker-changed',
])

/** What another room knows to be due of somebody, for the worker whose day it is. */
export type DueItem = {
  readonly sourcePersonId: string
  readonly text: string
  /** The last day in time; null for what waits without one. */
  readonly by: PlainDate | null
  readonly isLate: boolean
  readonly href: string
}
/** Someone of whom something is due, the earliest first. */
export type DueEntry = {
  readonly personId: string
  readonly name: string
  readonly due: readonly Omit<DueItem, 'sourcePersonId'>[]
}

const strength = ['allocated-worker', 'team-around', 'team', 'contact-in-hand'] as const

const isNews = (fact: Fact): boolean =>
  fact.kind === 'event' || fact.kind === 'involvement' || (fact.kind === 'risk-indicator' && fact.fieldClass === 'visit-safety')

/** The news of each person since an instant, from facts received since then that also happened lately: an old fact sent late is no news. */
export function newsOf(
  subjects: readonly Subject[],
  received: readonly Fact[],
  names: readonly Fact[],
  since: Instant,
  relationships: readonly { readonly sourcePersonId: string; readonly kind: RelationshipKind }[],
  { preferredIdentity, spokenName }: NameRules,
  disputes: readonly Dispute[] = [],
): DayEntry[] {
  const oldest = since.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: 7 })
  const bySource = Map.groupBy(received.filter(isNews), (fact) => fact.sourcePersonId)
  const disputesBySource = Map.groupBy(disputes, (one) => one.sourcePersonId)
  const namesBySource = Map.groupBy(names, (fact) => fact.sourcePersonId)
  const kindsBySource = Map.groupBy(relationships, (one) => one.sourcePersonId)
  const strongest = (subject: Subject): RelationshipKind => {
    const kinds = subject.sources.flatMap((source) => (kindsBySource.get(source.sourcePersonId) ?? []).map((one) => one.kind))
    return strength.find((kind) => kinds.includes(kind)) ?? 'team'
  }
  const entries = subjects.flatMap((subject): DayEntry[] => {
    const of = <Row>(rows: Map<string, Row[]>) => subject.sources.flatMap((source) => rows.get(source.sourcePersonId) ?? [])
    const disputed = of(disputesBySource).flatMap((dispute) => sayDispute(dispute, since))
    const news = [...of(bySource).map(sayNews), ...disputed]
      .filter((item) => item !== null && Temporal.PlainDate.compare(item.on, oldest) >= 0)
      .map((item) => item!)
    const identity = preferredIdentity(of(namesBySource))
    if (news.length === 0 || !identity) return []
    return [
      {
        personId: subject.personId,
        name: spokenName(identity.content),
        because: strongest(subject),
        news: news.toSorted((a, b) => Number(b.critical) - Number(a.critical) || Temporal.PlainDate.compare(b.on, a.on)),
      },
    ]
  })
  const urgency = (entry: DayEntry) => Number(entry.news.some((item) => item.critical))
  return entries.toSorted((a, b) => urgency(b) - urgency(a) || a.name.localeCompare(b.name))
}

/** What is due of each person, whoever has the earliest first. What waits without a day comes before all. */
export function dueOf(
  subjects: readonly Subject[],
  items: readonly DueItem[],
  names: readonly Fact[],
  { preferredIdentity, spokenName }: NameRules,
): DueEntry[] {
  const byDay = (a: { by: PlainDate | null }, b: { by: PlainDate | null }) =>
    (a.by?.toString() ?? '').localeCompare(b.by?.toString() ?? '')
  const itemsOf = Map.groupBy(items, (one) => one.sourcePersonId)
  const namesOf = Map.groupBy(names, (fact) => fact.sourcePersonId)
  const entries = subjects.flatMap((subject): DueEntry[] => {
    const due = subject.sources.flatMap((source) => itemsOf.get(source.sourcePersonId) ?? [])
    const identity = preferredIdentity(subject.sources.flatMap((source) => namesOf.get(source.sourcePersonId) ?? []))
    if (due.length === 0) return []
    const name = identity ? spokenName(identity.content) : 'Name not shared'
    return [{ personId: subject.personId, name, due: due.map(({ sourcePersonId: _, ...one }) => one).toSorted(byDay) }]
  })
  return entries.toSorted((a, b) => byDay(a.due[0]!, b.due[0]!) || a.name.localeCompare(b.name))
}

/** That a fact which she may see was disputed, or answered, since then: whoever has gone by it is told (UK GDPR, article 19). */
function sayDispute(
  { datasetId, controllerId, factKind, disputedAt, disputedOn, answer }: Dispute,
  since: Instant,
): DayEntry['news'] {
  const isNew = (at: Instant) => Temporal.Instant.compare(at, since) >= 0
  const what = titleOf({ kind: factKind as Fact['kind'] })
  const item = (text: string, on: PlainDate) => ({ text: `${what}: ${text}`, on, datasetId, controllerId, critical: false })
  if (answer && isNew(answer.answeredAt)) return [item(answers[answer.outcome], answer.answeredOn)]
  return isNew(disputedAt) ? [item('the person says that it is wrong. It is being checked', disputedOn)] : []
}
const answers: Readonly<Record<Outcome, string>> = {
  corrected: 'the service has put it right, as the person said',
  partly: 'the service has put a part of it right, and disagrees with the rest of what the person says',
  'not-corrected': 'the person says that it is wrong, and the service disagrees',
}

function sayNews(fact: Fact): DayEntry['news'][number] | null {
  const item = (text: string, on: PlainDate, isCritical = false) => ({
    text,
    on,
    datasetId: fact.datasetId,
    controllerId: fact.controllerId,
    critical: isCritical,
  })
  if (fact.kind === 'event')
    return item(fact.content.summary, plainDate(fact.content.occurredAt.slice(0, 10)), critical.has(fact.content.type))
  if (fact.kind === 'risk-indicator') return item(fact.content.statement, plainDate(fact.content.statedOn))
  if (fact.kind !== 'involvement') return null
  if (fact.content.closedOn) return item(`${fact.content.service}: involvement ended`, plainDate(fact.content.closedOn))
  return item(`${fact.content.service}: ${fact.content.workerName ?? 'a worker'} involved`, plainDate(fact.content.openedOn))
}
