import type { Instant, PlainDate } from '#platform/dates'
import { dayOf } from '#platform/dates'

export const grounds = ['not-necessary', 'another-way', 'would-harm', 'not-held', 'law'] as const
export type Ground = (typeof grounds)[number]
export type Answer =
  | { readonly kind: 'shared'; readonly said: string; readonly classes: readonly string[]; readonly until: Instant }
  | { readonly kind: 'refused'; readonly ground: Ground; readonly said: string }
  | { readonly kind: 'told'; readonly said: string }

/** What was asked, in the asker's words. */
export type Asked = { readonly question: string; readonly why: string }

/** One question to the owner of a record, with what became of it. */
export type AccessRequest = {
  readonly id: string
  readonly controllerId: string
  readonly datasetId: string
  /** Whom it is about, in that dataset. */
  readonly sources: readonly string[]
  readonly workerId: string
  readonly workerName: string
  readonly workerRole: string
  readonly workerOrganisation: string
  readonly purpose: string
  readonly purposeName: string
  /** The power or duty behind the purpose. */
  readonly law: string
  readonly relationship: string
  readonly classes: readonly string[]
  readonly askedAt: Instant
  readonly dueAt: Instant
  readonly climbedTo: 0 | 1 | 2
  readonly answered: {
    readonly answer: Answer['kind']
    readonly ground: Ground | null
    readonly byName: string
    readonly at: Instant
  } | null
  readonly release: { readonly classes: readonly string[]; readonly until: Instant; readonly revokedAt: Instant | null } | null
}

export type RequestState = 'waiting' | 'late' | 'shared' | 'share-ended' | 'refused' | 'told'
export function stateOf({ answered, release, dueAt }: AccessRequest, now: Instant): RequestState {
  if (answered?.answer === 'shared')
    return release && release.revokedAt === null && release.until.epochMilliseconds > now.epochMilliseconds
      ? 'shared'
      : 'share-ended'
  if (answered) return answered.answer
  return dueAt.epochMilliseconds <= now.epochMilliseconds ? 'late' : 'waiting'
}

/**
 * Who may answer: the data owner from the first; once nobody answered in time the governance officer; a day later whoever signs for the organisation. A
 * non-answer climbs and is never a yes (practice K19).
 */
export function mayAnswer(roles: readonly string[], climbedTo: AccessRequest['climbedTo']): boolean {
  return (
    roles.includes('data-owner') ||
    (climbedTo >= 1 && roles.includes('information-governance')) ||
    (climbedTo >= 2 && roles.includes('agreement-approver'))
  )
}

export const deadlines = ['today', 'tomorrow', 'three-working-days', 'day'] as const
export type Deadline = (typeof deadlines)[number]

/**
 * When the answer is due: by five o'clock of the day, but four hours are left to answer. Undefined for a day that is past, or more than 28 days away.
 *
 * @param day where she chose another day
 */
export function dueAt(deadline: Deadline, day: PlainDate | undefined, now: Instant, zone: string): Instant | undefined {
  const today = dayOf(now, zone)
  const chosen = {
    today,
    tomorrow: today.add({ days: 1 }),
    'three-working-days': workingDaysAfter(today, 3),
    day,
  }[deadline]
  if (!chosen || today.until(chosen).days < 0 || today.until(chosen).days > 28) return undefined
  const atFive = chosen.toZonedDateTime({ timeZone: zone, plainTime: '17:00' }).toInstant()
  const earliest = now.add({ hours: 4 })
  return atFive.epochMilliseconds < earliest.epochMilliseconds ? earliest : atFive
}

/** So many days on which offices work, Monday to Friday, after this one. */
function workingDaysAfter(day: PlainDate, count: number): PlainDate {
  let [at, left] = [day, count]
  while (left > 0) {
    at = at.add({ days: 1 })
    if (at.dayOfWeek <= 5) left--
  }
  return at
}
