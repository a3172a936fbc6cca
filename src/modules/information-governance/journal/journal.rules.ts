import type { JournalMark } from '#platform/log/journal.repository'
import type { KeptLine } from '#platform/log/read-journal'

/** What differs between the journal and the log. */
export type JournalFault =
  /** A line is not as it was written, or does not follow the one before it. */
  | { readonly kind: 'changed'; readonly line: number }
  /** A line that is marked in the database, or was compared before, is not there: at the end, or within. */
  | { readonly kind: 'cut' | 'taken-out'; readonly line: number; readonly requestId: string }
  /** Another line of that number is marked in the database, or was compared before. */
  | { readonly kind: 'replaced'; readonly line: number; readonly requestId: string }
  /** The journal has that a read was shown, and the log has fewer entries of it than were committed then. */
  | {
      readonly kind: 'log-lacks'
      readonly line: number
      readonly requestId: string
      readonly entries: number
      readonly found: number
    }
  /** The log has a read from while it was behind, and nobody wrote a line for it. */
  | { readonly kind: 'not-written'; readonly requestId: string }

type Compared = {
  /** The journal as it stood before the log was asked: each line that says "shown" must have its entries there. */
  readonly before: readonly KeptLine[]
  /** And as it stood afterwards: each mark must have its line. What went on meanwhile differs in neither. */
  readonly after: readonly KeptLine[]
  readonly marks: readonly JournalMark[]
  /** Request → how many entries the log has of it. */
  readonly entries: ReadonlyMap<string, number>
  readonly notWritten: readonly string[]
  /** How many lines were compared before, and how the last of them was signed: the entries of those have their leaves since, and may be erased by now. */
  readonly compared: { readonly lines: number; readonly head: string }
}

/** Every difference, in the order of the journal. A read that was begun and not shown, because it failed or was refused, is none. */
export function differencesOf({ before, after, marks, entries, notWritten, compared }: Compared): JournalFault[] {
  const numbered = new Map(after.map((line) => [line.n, line]))
  const last = after.at(-1)?.n ?? 0
  const marked = new Set(marks.map((mark) => `${mark.line} ${mark.mac}`))
  const began = new Map(before.filter(({ kind }) => kind === 'began').map((line) => [line.requestId, line]))
  const isThere = (line: number, mac: string, requestId: string): JournalFault[] => {
    const its = numbered.get(line)
    if (!its) return [{ kind: line > last ? 'cut' : 'taken-out', line, requestId }]
    return its.mac === mac ? [] : [{ kind: 'replaced', line, requestId }]
  }
  const inJournal = [
    ...after.flatMap(({ isGood }, at): JournalFault[] => (isGood ? [] : [{ kind: 'changed', line: at + 1 }])),
    ...marks.flatMap(({ line, mac, requestId }) => isThere(line, mac, requestId)),
  ]
  return [
    ...inJournal,
    // Most of what was done to it shows by the marks; of a second line that is gone there is none.
    ...(inJournal.every(({ kind }) => kind === 'changed') && compared.lines > 0
      ? isThere(compared.lines, compared.head, '')
      : []),
    ...before.flatMap((line): JournalFault[] => {
      if (line.kind !== 'shown' || !line.isGood || line.n <= compared.lines) return []
      const found = entries.get(line.requestId) ?? 0
      const beginning = began.get(line.requestId)
      const isMarked = beginning !== undefined && marked.has(`${beginning.n} ${beginning.mac}`)
      if (found >= line.entries && isMarked) return []
      return [{ kind: 'log-lacks', line: line.n, requestId: line.requestId, entries: line.entries, found }]
    }),
    ...notWritten.map((requestId): JournalFault => ({ kind: 'not-written', requestId })),
  ]
}

/** The reads that were shown since a line, by whose workers read: what an officer of another organisation looks at. */
export function readsSince(lines: readonly KeptLine[], after: number): Map<string, KeptLine[]> {
  return Map.groupBy(
    lines.filter(({ n, kind, entries }) => n > after && kind === 'shown' && entries > 0),
    ({ organisationId }) => organisationId,
  )
}

/** What an officer may find of reads that went on, and of what differs. */
export const journalFindings = { reads: ['justified', 'talk', 'not-justified'], differs: ['explained', 'incident'] } as const
export type JournalFinding = (typeof journalFindings)['reads' | 'differs'][number]
