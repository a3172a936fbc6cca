import type { ReadTx } from '#platform/database'
import { getStoredFile, type StoredFile } from '#platform/files'
import type { Services } from '#platform/services'
import type { Batch } from './batches.repository.ts'
import type { Feed } from './feeds.repository.ts'
import { mapSource } from './map-source.ts'
import { mappings } from './mappings/index.ts'
import * as quarantine from './quarantine.repository.ts'
import { openRecord } from './quarantined-record.ts'
import {
  type CanonicalRead,
  type JsonObject,
  type RowFailure,
  readCanonical,
  readRecords,
  type SourceRecord,
} from './readers/index.ts'
import type { StatedRow } from './stated-row.rules.ts'

/** A row that cannot be used: why, and the record as its sender wrote it. */
export type FailedRow = { readonly rowNo: number; readonly failure: RowFailure; readonly record: SourceRecord }
/** One row as read: what it states, with the record for the case that it cannot be settled, or why it states nothing. */
export type ReadRow = (StatedRow & { readonly record: SourceRecord }) | FailedRow

/**
 * The rows of a batch, some at a time, in bounded memory: from its stored file, or for a replay from the rows in quarantine.
 * @throws UnreadableFile when the file as a whole cannot be read
 */
export async function* readBatch(
  services: Pick<Services, 'files' | 'vault'>,
  tx: ReadTx,
  feed: Feed,
  batch: Batch,
): AsyncGenerator<readonly ReadRow[]> {
  const file = await getStoredFile(tx, batch.fileId!)
  if (batch.way === 'replay') yield* readReplayed(services, tx, feed, batch, file)
  else if (feed.shape === 'canonical') {
    for await (const some of readCanonical(services.files.read(file), { statedRows: batch.statedRows }))
      yield some.map(canonicalRow)
  } else yield* readOwnShape(services, feed, batch, file)
}

async function* readOwnShape(
  { files }: Pick<Services, 'files'>,
  feed: Feed,
  batch: Batch,
  file: StoredFile,
): AsyncGenerator<readonly ReadRow[]> {
  const mapping = mappings.get(feed.id)
  if (!mapping) throw new Error(`the feed ${feed.id} has no mapping`)
  let rows: ReadRow[] = []
  for await (const record of readRecords(files.read(file), mapping.format, { statedRows: batch.statedRows })) {
    rows.push(mapSource(feed, record))
    if (rows.length < atATime) continue
    yield rows
    rows = []
  }
  yield rows
}

const canonicalRow = (read: CanonicalRead): ReadRow => {
  if ('canonical' in read)
    return {
      rowNo: read.row,
      rows: [read.canonical],
      record: { row: read.row, value: read.canonical as unknown as JsonObject },
    }
  return { rowNo: read.row, failure: read.failures[0]!, record: failedCanonical(read) }
}

/** What was read as one JSON object is kept as one, so that a value of it can be put right; anything else as it was written. */
function failedCanonical(read: Extract<CanonicalRead, { text: string }>): SourceRecord {
  const readable = read.failures.every((failure) => failure.rule === 'not-canonical')
  return readable
    ? { row: read.row, value: JSON.parse(read.text) as JsonObject }
    : { row: read.row, text: read.text, failures: read.failures }
}

const atATime = 1_000

async function* readReplayed(
  { vault }: Pick<Services, 'vault'>,
  tx: ReadTx,
  feed: Feed,
  batch: Batch,
  file: StoredFile,
): AsyncGenerator<readonly ReadRow[]> {
  for (let after: { rowNo: number; id: string } | null = null, more = true; more; ) {
    const rows = await quarantine.listReplayed(tx, batch.id, atATime, after)
    yield rows.map((row) => mapSource(feed, openRecord(vault, file, row.id, row.recordSealed)))
    more = rows.length === atATime
    after = rows.at(-1) ?? null
  }
}
