import type { PlainDate } from '#platform/dates'
import { Temporal } from '#platform/dates'
import type { RetentionRule } from './schedule.ts'

/** What a rule counts from, of one record: one human in one dataset. */
export type RecordFacts = {
  readonly born: PlainDate | null
  /** A service works with her now. */
  readonly isOpen: boolean
  /** When the last involvement ended. */
  readonly endedOn: PlainDate | null
  /** The day of the last entry. */
  readonly lastOn: PlainDate | null
}
export type Unknown = 'no-rule' | 'no-birth' | 'no-end' | 'no-entry'
export type Verdict =
  /** `until`: the day on which it is due; null while a service works with her. */
  | { readonly kind: 'kept'; readonly until: PlainDate | null }
  | { readonly kind: 'due'; readonly on: PlainDate }
  /** Whatever else is true of it. */
  | { readonly kind: 'held' }
  /** It is kept, and somebody must find out. */
  | { readonly kind: 'undecided'; readonly because: Unknown }

/** What records are held for. */
export const grounds = ['inquiry', 'litigation', 'complaint', 'other'] as const
export type HoldGround = (typeof grounds)[number]

/** Nothing that is due stays longer than this, unless it is held (E1). */
export const daysToErase = 30
export const eraseBy = (dueOn: PlainDate): PlainDate => dueOn.add({ days: daysToErase })

/** The rule of a retention class on a day. */
export const ruleOn = (schedule: readonly RetentionRule[], retention: string, day: PlainDate): RetentionRule | undefined =>
  schedule.find(
    (one) =>
      one.retention === retention &&
      Temporal.PlainDate.compare(one.inForceFrom, day) <= 0 &&
      (one.inForceTo === null || Temporal.PlainDate.compare(day, one.inForceTo) < 0),
  )

const later = (a: PlainDate, b: PlainDate): PlainDate => (Temporal.PlainDate.compare(a, b) < 0 ? b : a)

/**
 * Whether a record is kept, due, held, or cannot be decided. Several rules, where its kinds of information are kept for different times: the longest
 * counts, since a record is erased as a whole. A hold beats everything; what is not known keeps it.
 */
export function verdictOn(
  facts: RecordFacts,
  rules: readonly (RetentionRule | undefined)[],
  isHeld: boolean,
  today: PlainDate,
): Verdict {
  if (isHeld) return { kind: 'held' }
  if (facts.isOpen) return { kind: 'kept', until: null }
  let until: PlainDate | undefined
  for (const rule of rules) {
    if (!rule) return { kind: 'undecided', because: 'no-rule' }
    const counted: readonly [number | undefined, PlainDate | null, Unknown][] = [
      [rule.afterBirth, facts.born, 'no-birth'],
      [rule.afterEnd, facts.endedOn, 'no-end'],
      [rule.afterLast, facts.lastOn, 'no-entry'],
    ]
    for (const [years, from, because] of counted) {
      if (years === undefined) continue
      if (!from) return { kind: 'undecided', because }
      const day = from.add({ years })
      until = until ? later(until, day) : day
    }
  }
  if (!until) return { kind: 'undecided', because: 'no-rule' }
  return Temporal.PlainDate.compare(until, today) <= 0 ? { kind: 'due', on: until } : { kind: 'kept', until }
}
