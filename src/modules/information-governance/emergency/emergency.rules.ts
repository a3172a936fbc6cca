import type { Instant } from '#platform/dates'

export const reasons = ['danger-to-life', 'danger-to-a-child', 'missing', 'overdose-or-self-harm', 'other'] as const
export type Reason = (typeof reasons)[number]
export const findings = ['justified', 'not-justified', 'talk'] as const
export type Finding = (typeof findings)[number]
export const tellings = ['tell', 'not-safe'] as const
export type Telling = (typeof tellings)[number]

/** For how long it opens, how often in a week, and for how long one may wait for its review (governance.md section 3, threat 3). */
export const minutesOpen = 60
export const mostInAWeek = 3
export const daysToReview = 2

/** One time that somebody opened a record in an emergency. */
export type Opening = { readonly openedAt: Instant; readonly reviewedAt: Instant | null }

/**
 * Whether somebody may open in an emergency now, by what she opened before: no more than three times in seven days, and not while one waits for its review
 * for more than two days. Who may not rings the duty team: nobody is left without a way.
 */
export function mayOpen(before: readonly Opening[], now: Instant): 'yes' | 'too-often' | 'unreviewed' {
  const ago = (at: Instant) => now.epochMilliseconds - at.epochMilliseconds
  const day = 86_400_000
  if (before.some(({ openedAt, reviewedAt }) => reviewedAt === null && ago(openedAt) > daysToReview * day)) return 'unreviewed'
  return before.filter(({ openedAt }) => ago(openedAt) < 7 * day).length >= mostInAWeek ? 'too-often' : 'yes'
}
