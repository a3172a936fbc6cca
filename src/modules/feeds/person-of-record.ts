import type { Feed } from './feeds.repository.ts'
import { linesOf } from './map-record.ts'
import { columnsOf } from './mapping.ts'
import { readValue } from './mapping-values.ts'
import { mappings } from './mappings/index.ts'
import type { FailedRow } from './read-batch.ts'
import type { SourceRecord } from './readers/index.ts'

/** A key in the sender's system, as the canonical model takes it. */
const longestKey = 120
/** Where cells are missing or left over, nobody knows which cell is which. */
const misaligned: readonly string[] = ['cells-missing', 'cells-left-over']

/**
 * Whom a row that cannot be used is about, by the sender's key; undefined where it does not say so, or may be wrong in
 * exactly that.
 */
export function personOfFailed(feed: Feed, { failure, record }: FailedRow): string | undefined {
  const failures = [failure, ...(record.failures ?? [])]
  if (failures.some(({ rule }) => misaligned.includes(rule))) return undefined
  const mapping = feed.shape === 'own' ? mappings.get(feed.id) : undefined
  const columns = mapping ? columnsOf(mapping.person) : ['person']
  // A key that nobody has named yet is still a key.
  if (failures.some(({ field, rule }) => rule !== 'person-unknown' && columns.includes(field))) return undefined
  const key = mapping ? mappedPerson(mapping, record) : 'value' in record ? record.value.person : undefined
  if (typeof key !== 'string') return undefined
  const trimmed = key.trim()
  return trimmed === '' || trimmed.length > longestKey ? undefined : trimmed
}

function mappedPerson(mapping: Parameters<typeof linesOf>[0], record: SourceRecord): string | undefined {
  const [line] = linesOf(mapping, record)
  const key = line && readValue(mapping.person, line, mapping)
  return key === undefined ? undefined : String(key)
}
