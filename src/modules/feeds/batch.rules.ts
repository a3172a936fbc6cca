import type { Instant } from '#platform/dates'

/** What happened to a batch, as facts with a time. Its state is derived from them. */
export type BatchTimes = {
  readonly waitingSince: Instant | null
  readonly releasedAt: Instant | null
  readonly appliedAt: Instant | null
  readonly refusedAt: Instant | null
  readonly reversalAskedAt: Instant | null
  readonly reversedAt: Instant | null
}
export type BatchState = 'received' | 'waiting' | 'released' | 'applied' | 'refused' | 'being-reversed' | 'reversed'

/** Where a batch stands now. The later step always wins. */
export function stateOf(batch: BatchTimes): BatchState {
  if (batch.reversedAt) return 'reversed'
  if (batch.reversalAskedAt) return 'being-reversed'
  if (batch.appliedAt) return 'applied'
  if (batch.refusedAt) return 'refused'
  if (batch.releasedAt) return 'released'
  return batch.waitingSince ? 'waiting' : 'received'
}

/** How many facts a batch may change before it waits: it waits when the dataset has fewer current facts than this. */
export const factsNeededFor = (changed: number, capPercent: number): number => Math.ceil((changed * 100) / capPercent)

/** The largest share of rows that may fail before the whole batch is refused, in percent. */
export const failingRowsPercent = 5

/** Whether so many of the rows fail that the sender must look at the whole file. */
export const tooManyFail = (failed: number, rows: number): boolean => failed * 100 > rows * failingRowsPercent

/** The commonest reasons, most frequent first: "Born: not a date (12 rows)". */
export function commonestReasons(counts: ReadonlyMap<string, number>, most = 3): string {
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || a.localeCompare(b))
    .slice(0, most)
    .map(([reason, count]) => `${reason} (${count} ${count === 1 ? 'row' : 'rows'})`)
    .join('; ')
}
