import type { CsvRecord, JsonObject, JsonRecord, JsonValue, SourceRecord } from './readers/record.ts'

/** Whether one value of the record stands where a failure says that it does, so that a person can give the right one. */
export function isCorrectable(record: SourceRecord, field: string): record is CsvRecord | JsonRecord {
  if ('fields' in record) return Object.hasOwn(record.fields, field)
  return 'value' in record && placeOf(record.value, field) !== undefined
}

/** The record with another value for one field; what the reader held against the old value is forgotten with it. */
export function corrected(record: CsvRecord | JsonRecord, field: string, value: string): CsvRecord | JsonRecord {
  const { failures = [], ...rest } = structuredClone(record)
  const others = failures.filter((failure) => failure.field !== field)
  if ('fields' in rest) rest.fields[field] = value
  else {
    const place = placeOf(rest.value, field)!
    place.within[place.name] = ofSameSort(place.within[place.name], value)
  }
  return others.length > 0 ? { ...rest, failures: others } : rest
}

/** Follows a path such as `address.postcode` or `orders.0.type` through what the sender wrote, and through nothing inherited. */
function placeOf(value: JsonObject, path: string): { within: JsonObject; name: string } | undefined {
  const steps = path.split('.')
  const name = steps.pop()!
  let within: JsonValue = value
  for (const step of steps) {
    if (within === null || typeof within !== 'object' || !Object.hasOwn(within, step)) return undefined
    within = (within as JsonObject)[step]!
  }
  if (within === null || typeof within !== 'object') return undefined
  const there = Object.hasOwn(within, name) ? (within as JsonObject)[name] : null
  return there !== null && typeof there === 'object' ? undefined : { within: within as JsonObject, name }
}

/** A person types text; where the sender wrote a number or yes and no, it becomes one again. */
function ofSameSort(before: JsonValue | undefined, typed: string): JsonValue {
  if (typeof before === 'number' && /^-?\d+(\.\d+)?$/.test(typed)) return Number(typed)
  if (typeof before === 'boolean' && /^(true|false)$/.test(typed)) return typed === 'true'
  return typed === '' ? null : typed
}
