import { CanonicalRow } from './canonical.ts'
import type { Feed } from './feeds.repository.ts'
import { mapRecord } from './map-record.ts'
import { mappings } from './mappings/index.ts'
import type { FailedRow, ReadRow } from './read-batch.ts'
import type { RowFailure, SourceRecord } from './readers/index.ts'

/** What one record states: mapped from the sender's own shape, or checked as the canonical row that it is. */
export function mapSource(feed: Feed, record: SourceRecord): ReadRow {
  const mapping = feed.shape === 'own' ? mappings.get(feed.id) : undefined
  if (!mapping) return canonicalFrom(record)
  if (record.failures && record.failures.length > 0) return failed(record, record.failures[0]!)
  const mapped = mapRecord(mapping, record)
  return 'failure' in mapped ? failed(record, mapped.failure) : { rowNo: record.row, rows: mapped.rows, record }
}

const failed = (record: SourceRecord, failure: RowFailure): FailedRow => ({ rowNo: record.row, failure, record })

/** What a record states that already is a canonical row. */
export function canonicalFrom(record: SourceRecord): ReadRow {
  if (record.failures && record.failures.length > 0) return failed(record, record.failures[0]!)
  const checked = CanonicalRow.safeParse('value' in record ? record.value : undefined)
  if (checked.success) return { rowNo: record.row, rows: [checked.data], record }
  const field = checked.error.issues[0]?.path.join('.') || 'the whole line'
  return failed(record, {
    row: record.row,
    field,
    valueClass: 'a value that the canonical model does not take',
    rule: 'not-canonical',
    whatToDo: 'Compare the row with the canonical model: its keys, the forms of its dates, its lists of words.',
  })
}
