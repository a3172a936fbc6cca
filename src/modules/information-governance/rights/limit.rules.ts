import { type PlainDate, Temporal } from '#platform/dates'
import { type ClockStep, monthsFrom } from './clock.rules.ts'

/** A ground on which somebody may ask that a record is kept and not used (UK GDPR, article 18(1)). */
export const restrictionGrounds = [
  { id: 'accuracy', name: 'They say that it is wrong, and it is being checked', law: 'UK GDPR, article 18(1)(a)' },
  { id: 'unlawful', name: 'It is used unlawfully, and they do not want it erased', law: 'UK GDPR, article 18(1)(b)' },
  { id: 'legal-claim', name: 'It is not needed any more, but they need it for a legal claim', law: 'UK GDPR, article 18(1)(c)' },
  { id: 'objection', name: 'They objected, and it is being looked at', law: 'UK GDPR, article 18(1)(d)' },
] as const
export type RestrictionGround = (typeof restrictionGrounds)[number]['id']

/** How long before a limit is lifted the person is told. The law says "before", and no number (article 18(3)): a reading, which no practitioner has confirmed yet. */
export const noticeDays = 7

/**
 * The day by which a restriction that is for a time only has to be looked at again: while something is checked, or an objection weighed (article 18(1)(a) and
 * (d)), which takes a month. The others last until the person, or what she needs it for, ends them.
 */
export function lookAgainOn(
  ground: RestrictionGround | null,
  steps: readonly (ClockStep & { readonly reason: string | null })[],
): PlainDate | undefined {
  const restricted = steps.find(({ kind, reason }) => kind === 'answered' && reason === 'restrict')
  if (!restricted || limitStateOf(steps) !== 'standing') return undefined
  return ground === 'accuracy' || ground === 'objection' ? monthsFrom(restricted.onDay, 1) : undefined
}

/** How what a part of a request led to stands: `none` where nothing was limited. */
export type LimitState = 'none' | 'standing' | 'to-be-lifted' | 'lifted'
export function limitStateOf(steps: readonly (ClockStep & { readonly reason: string | null })[]): LimitState {
  const has = (kind: ClockStep['kind']) => steps.some((step) => step.kind === kind)
  if (!steps.some(({ kind, reason }) => kind === 'answered' && (reason === 'restrict' || reason === 'stop'))) return 'none'
  if (has('lifted')) return 'lifted'
  return has('told-before-lifting') ? 'to-be-lifted' : 'standing'
}

/** The first day on which it may be lifted; undefined while the person has not been told. */
export const liftFrom = (steps: readonly ClockStep[]): PlainDate | undefined =>
  steps.find(({ kind }) => kind === 'told-before-lifting')?.onDay.add({ days: noticeDays })

export const mayLift = (steps: readonly ClockStep[], today: PlainDate): boolean => {
  const from = liftFrom(steps)
  return from !== undefined && Temporal.PlainDate.compare(today, from) >= 0
}

/**
 * Whether an objection can stop a purpose at all: it lies against what is done for a public task or legitimate interests, not against what a law requires, and
 * does not weigh more than keeping somebody safe (UK GDPR, article 21(1)).
 */
export const mayBeStopped = (purpose: { readonly article6: string; readonly usesRestrictedFor: string | null }): boolean =>
  purpose.usesRestrictedFor === null && /^Article 6\(1\)\([ef]\)/.test(purpose.article6)
