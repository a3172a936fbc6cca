import type { Instant } from '#platform/dates'

/** What kind of work waits, in the order in which the officer's desk groups it. */
export const deskKinds = [
  'incident',
  'subject-request',
  'odd-look',
  'emergency',
  'continuity',
  'journal',
  'request',
  'agreement',
  'assessment',
  'expiring',
  'erasure',
] as const
export type DeskKind = (typeof deskKinds)[number]

/** One thing that waits for an officer. It names no person, worker or service: whoever opens it is asked for her purpose there. */
export type DeskItem = {
  readonly kind: DeskKind
  readonly title: string
  readonly href: string
  readonly since: Instant
  /** When it has to be done, where a law or a rule says so. */
  readonly dueAt: Instant | null
}

/** Of everything that waits, what is due first comes first; what has no date comes last, the oldest first. */
export const inOrder = (items: readonly DeskItem[]): DeskItem[] =>
  [...items].sort(
    (a, b) =>
      (a.dueAt?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER) - (b.dueAt?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER) ||
      a.since.epochMilliseconds - b.since.epochMilliseconds,
  )
