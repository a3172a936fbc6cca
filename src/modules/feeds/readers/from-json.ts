import { UnreadableFile } from './errors.ts'
import { splitByPatient } from './fhir-records.ts'
import type { FileFormat } from './formats.ts'
import { screened } from './json.ts'
import { usualLimits } from './limits.ts'
import type { JsonObject, JsonValue, SourceRecord } from './record.ts'

/**
 * The records that one JSON object states in a feed's own shape: a signed event, or a row corrected in quarantine. For a
 * CSV feed its keys are the headings.
 * @throws UnreadableFile JSON_TOO_DEEP
 */
export function recordsFromJson(
  format: Exclude<FileFormat, { kind: 'canonical-ndjson' }>,
  value: JsonObject,
  row = 1,
): SourceRecord[] {
  if (depthOf(value) > usualLimits.jsonDepth) throw new UnreadableFile('JSON_TOO_DEEP', { row, limit: usualLimits.jsonDepth })
  const checked = screened(value, row)
  if (Array.isArray(checked)) return [{ row, value, failures: checked }]
  if (format.kind === 'fhir') return 'resourceType' in value ? splitByPatient(value, row) : [{ row, value }]
  if (format.kind === 'ndjson') return [{ row, value }]
  const fields: Record<string, string> = {}
  for (const heading of format.headings) fields[heading] = asCell(value[heading])
  return [{ row, fields }]
}

const asCell = (value: JsonValue | undefined) =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** How deep a value nests, level by level, so that no depth can exhaust the stack. */
function depthOf(value: JsonValue): number {
  let depth = 0
  let level: JsonValue[] = [value]
  while (level.length > 0) {
    level = level.flatMap((part) => (part !== null && typeof part === 'object' ? Object.values(part) : []))
    depth++
    if (depth > 1000) break
  }
  return depth
}
