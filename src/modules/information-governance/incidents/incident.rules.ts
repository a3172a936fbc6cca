import { type Instant, type PlainDate, plainDate } from '#platform/dates'

export const goingOn = ['yes', 'no', 'not-known'] as const
export type GoingOn = (typeof goingOn)[number]
export const breachKinds = ['confidentiality', 'integrity', 'availability'] as const
export const regulatorChoices = ['reported', 'no-risk'] as const
export const peopleChoices = ['tell', 'no-high-risk', 'data-unreadable', 'risk-gone', 'public-notice'] as const
export const agreedChoices = ['each-own', 'lead-tells', 'other-tells'] as const
export const entryKinds = [
  'aware',
  'assessed',
  'contained',
  'counted',
  'shared',
  'agreed',
  'form',
  'regulator',
  'people',
  'note',
  'closed',
] as const
export type EntryKind = (typeof entryKinds)[number]

/** A rule of law on how soon the regulator has to know, from a day. Not yet confirmed by a practitioner. */
type Notice = { readonly from: PlainDate; readonly hours: number; readonly law: string }
export const notices: readonly Notice[] = [
  {
    from: plainDate('2018-05-25'),
    hours: 72,
    law: 'UK GDPR Article 33; for law enforcement, Data Protection Act 2018 section 67',
  },
]

/** What an officer has written down, as far as where the incident stands follows from it; the oldest first. */
export type Written = { readonly kind: EntryKind; readonly chosen: readonly string[]; readonly happenedAt: Instant | null }
export type Reported = {
  /** When it was noticed; of a controller who was told of it here, when she was told. */
  readonly noticedAt: Instant
  readonly entries: readonly Written[]
  /** Whether its controller shares nothing, since nobody may know that it is concerned. */
  readonly hidden?: boolean
  /** What became of telling the people. */
  readonly told?: Told
}
/** Whether the list is frozen, how many on it wait to be told, and whether a public notice stands. */
export type Told = { readonly frozen: boolean; readonly waiting: number; readonly isPublic: boolean }
/** Entries that every controller concerned reads. */
export const sharedKinds: readonly EntryKind[] = ['shared', 'agreed']

const last = (entries: readonly Written[], kind: EntryKind): Written | undefined => entries.findLast((one) => one.kind === kind)

/**
 * When the controller became aware: as its officer last said with her reasons. Until she has, when it was noticed: the earliest that it can be, so that no clock runs
 * out unseen.
 */
export const awareAt = ({ noticedAt, entries }: Reported): Instant => last(entries, 'aware')?.happenedAt ?? noticedAt

/** By when the regulator has to know, under the law of the day on which the controller became aware. */
export function dueFrom(aware: Instant): Instant {
  const day = aware.toZonedDateTimeISO('UTC').toPlainDate()
  const notice = notices.findLast(({ from }) => from.toString() <= day.toString()) ?? notices[0]!
  return aware.add({ hours: notice.hours })
}
export const isLate = (reported: Reported, at: Instant): boolean =>
  at.epochMilliseconds > dueFrom(awareAt(reported)).epochMilliseconds

export type IncidentState = 'to-decide' | 'overdue' | 'to-tell' | 'telling' | 'to-close' | 'closed'
/** Where it stands: first whether the regulator is told, then whether the people are, then that they are, then what was learnt. */
export function stateOf(reported: Reported, now: Instant): IncidentState {
  const { entries } = reported
  if (last(entries, 'closed')) return 'closed'
  if (!last(entries, 'regulator')) return isLate(reported, now) ? 'overdue' : 'to-decide'
  if (!last(entries, 'people')) return 'to-tell'
  return isTelling(reported) ? 'telling' : 'to-close'
}

/** Whether what was decided for the people is not done yet: each is told or cannot be, or the public notice stands. */
export function isTelling({ entries, told }: Reported): boolean {
  const decided = last(entries, 'people')?.chosen[0]
  if (decided === 'tell') return !told?.frozen || told.waiting > 0
  return decided === 'public-notice' && !told?.isPublic
}

export type Fault = 'closed' | 'words' | 'choice' | 'time' | 'time-to-come' | 'delay' | 'undecided' | 'untold' | 'hidden'
/**
 * What keeps an entry from being written: each needs words; a decision needs its choice; awareness and a report need their time, which is not to come; a report
 * after the 72 hours needs the reason for the delay (Article 33(1)); and nothing closes before both decisions are made and the people told, where that was decided.
 */
export function faultsOf(
  reported: Reported,
  entry: Written & { readonly words: string; readonly delay: string },
  now: Instant,
): readonly Fault[] {
  const { kind, chosen, happenedAt } = entry
  if (last(reported.entries, 'closed')) return ['closed']
  const options: Partial<Record<EntryKind, readonly string[]>> = {
    assessed: breachKinds,
    regulator: regulatorChoices,
    people: peopleChoices,
    agreed: agreedChoices,
  }
  const allowed = options[kind]
  const most = kind === 'assessed' ? breachKinds.length : 1
  const report = kind === 'regulator' && chosen.includes('reported')
  const faults: (Fault | false)[] = [
    entry.words === '' && 'words',
    allowed !== undefined &&
      (chosen.length === 0 || chosen.length > most || !chosen.every((one) => allowed.includes(one))) &&
      'choice',
    (kind === 'aware' || report) && happenedAt === null && 'time',
    happenedAt !== null && happenedAt.epochMilliseconds > now.epochMilliseconds && 'time-to-come',
    report && happenedAt !== null && isLate(reported, happenedAt) && entry.delay === '' && 'delay',
    kind === 'closed' && !(last(reported.entries, 'regulator') && last(reported.entries, 'people')) && 'undecided',
    kind === 'closed' && isTelling(reported) && 'untold',
    reported.hidden === true && sharedKinds.includes(kind) && 'hidden',
  ]
  return faults.filter((one) => one !== false)
}

export const countedBy = ['everything', 'account', 'session', 'organisation', 'dataset', 'agreement', 'purpose'] as const
export type CountedBy = (typeof countedBy)[number]
