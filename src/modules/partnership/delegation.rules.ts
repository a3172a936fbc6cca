import type { PlainDate } from '#platform/dates'
import type { Id } from '#platform/ids'
import { holdsOn, isBefore, liesWithin, type Period } from './period.rules.ts'
import type { WorkerId } from './worker.rules.ts'

export type DelegationId = Id<'delegation'>

/** One line of a scheme of delegation. `limitPence` null: no limit of its own. `givenUnder` null: given by virtue of office. */
export type Delegation = Period & {
  readonly id: DelegationId
  readonly organisationId: string
  readonly workerId: WorkerId
  readonly function: string
  readonly limitPence: bigint | null
  readonly givenBy: WorkerId
  readonly givenUnder: DelegationId | null
}

/** A function of an organisation on a day, to be exercised for a sum (0 where no money moves). */
export type Exercise = {
  readonly organisationId: string
  readonly function: string
  readonly day: PlainDate
  readonly sumPence: bigint
}

/** What a delegation lets its holder do on a day. */
export type Authority = { readonly under: DelegationId; readonly limitPence: bigint | null }

/**
 * What a delegation is worth on a day: nothing unless it holds, and unless the delegation it was passed on from still
 * stands; and never more than that one is worth.
 */
export function authorityUnder(delegation: Delegation, day: PlainDate, scheme: readonly Delegation[]): Authority | undefined {
  if (!holdsOn(delegation, day)) return undefined
  if (delegation.givenUnder === null) return { under: delegation.id, limitPence: delegation.limitPence }
  const above = scheme.find((other) => other.id === delegation.givenUnder)
  const authority = above && authorityUnder(above, day, scheme)
  return authority && { under: delegation.id, limitPence: lower(delegation.limitPence, authority.limitPence) }
}

const lower = (a: bigint | null, b: bigint | null): bigint | null => (a === null ? b : b === null ? a : a < b ? a : b)
const isFurther = (a: bigint | null, b: bigint | null): boolean => b !== null && (a === null || a > b)

/** The furthest-reaching authority that someone holds for a function of an organisation on a day. */
export function authorityOf(
  workerId: string,
  exercise: Omit<Exercise, 'sumPence'>,
  scheme: readonly Delegation[],
): Authority | undefined {
  const { organisationId, day } = exercise
  return scheme
    .filter((line) => line.workerId === workerId && line.organisationId === organisationId && line.function === exercise.function)
    .flatMap((line) => authorityUnder(line, day, scheme) ?? [])
    .reduce<Authority | undefined>(
      (best, next) => (best && !isFurther(next.limitPence, best.limitPence) ? best : next),
      undefined,
    )
}

export type Answer =
  | { readonly may: true; readonly under: DelegationId }
  | { readonly may: false; readonly because: 'not-delegated' }
  | { readonly may: false; readonly because: 'above-limit'; readonly limitPence: bigint }

/** Whether someone may exercise a function for a sum. Silence is a no: what was not delegated, nobody may. */
export function mayExercise(workerId: string, exercise: Exercise, scheme: readonly Delegation[]): Answer {
  const authority = authorityOf(workerId, exercise, scheme)
  if (!authority) return { may: false, because: 'not-delegated' }
  const { under, limitPence } = authority
  if (limitPence === null || exercise.sumPence <= limitPence) return { may: true, under }
  return { may: false, because: 'above-limit', limitPence }
}

/** Everyone who may exercise a function for a sum, in the order of their ids. */
export const whoMayExercise = (exercise: Exercise, scheme: readonly Delegation[]): WorkerId[] =>
  [...new Set(scheme.map((line) => line.workerId))].filter((worker) => mayExercise(worker, exercise, scheme).may).sort()

export type PassingOnFault = 'to-oneself' | 'not-standing' | 'above-own-limit' | 'outside-own-period'

/** Why a delegation cannot be passed on in this way, if it cannot: nobody gives more, or for longer, than she has. */
export function passingOn(
  own: Delegation,
  given: Period & { readonly workerId: string; readonly limitPence: bigint | null },
  day: PlainDate,
  scheme: readonly Delegation[],
): PassingOnFault | undefined {
  if (given.workerId === own.workerId) return 'to-oneself'
  const authority = authorityUnder(own, day, scheme)
  if (!authority) return 'not-standing'
  if (authority.limitPence !== null && (given.limitPence === null || given.limitPence > authority.limitPence))
    return 'above-own-limit'
  return liesWithin(given, own) && !isBefore(given.from, day) ? undefined : 'outside-own-period'
}
