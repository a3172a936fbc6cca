import type { Instant } from '#platform/dates'
import { longTime } from '#platform/dates'
import type { TagColour } from '#platform/views/page-parts'
import { tag } from '#platform/views/page-parts'
import type { BatchState } from '../batch.rules.ts'
import type { Batch, Holds } from '../batches.repository.ts'

const states: Record<BatchState, [string, TagColour]> = {
  received: ['Waiting its turn', 'grey'],
  waiting: ['Waits for a person', 'orange'],
  released: ['Released', 'blue'],
  applied: ['Applied', 'green'],
  refused: ['Refused', 'red'],
  'being-reversed': ['Being reversed', 'orange'],
  reversed: ['Reversed', 'purple'],
}
export const stateTag = (state: BatchState) => tag(...states[state])

export const wayWords: Record<Batch['way'], string> = {
  upload: 'Upload page',
  drop: 'Drop folder',
  api: 'Interface',
  event: 'Single event',
  replay: 'Replay of corrected rows',
}

export const holdsWords: Record<Holds, string> = {
  everything: 'Everything that stands: what it lacks has ended',
  changes: 'Only what is new or changed',
}

/** What a batch is called where people read of it: its file's name, or what it is where no file had one. */
export function batchName({ way, sequence, fileName }: Pick<Batch, 'way' | 'sequence' | 'fileName'>): string {
  if (way === 'api') return `File ${number(sequence)}, by interface`
  return way === 'event' ? `Event ${number(sequence)}` : fileName
}

/** "3 May 2026 at 10:42", or a dash. */
export const timeOr = (at: Instant | null, zone: string, without = '–'): string => (at ? longTime(at, zone) : without)

export const number = (count: number | null): string => (count === null ? '–' : count.toLocaleString('en-GB'))

/** "1 file, 7 rows": what waits for someone; nothing where nothing does. */
export const waitingInWords = ({
  batchesWaiting: files,
  rowsWaiting: rows,
}: {
  batchesWaiting: number
  rowsWaiting: number
}): string => [files > 0 && counted(files, 'file'), rows > 0 && counted(rows, 'row')].filter(Boolean).join(', ')

const counted = (count: number, thing: string) => `${number(count)} ${count === 1 ? thing : `${thing}s`}`

/** "2 days", from the hours that were promised. */
export const hoursInWords = (hours: number): string =>
  hours < 48 ? `${hours} hours` : `${Math.round(hours / 24).toLocaleString('en-GB')} days`
