import type { LogKeeping } from './keeping.ts'

/** For tests that keep no log: nothing waits, and nobody witnesses. */
export const noLog: LogKeeping = {
  key: '',
  witnesses: () => [],
  quorum: () => 0,
  state: () => ({ waitingSince: null, seenAt: Date.now() }),
  journal: { write: () => ({ line: 1, mac: '' }), lines: () => [], beginAnew: () => {} },
  async *exportLines() {},
}
