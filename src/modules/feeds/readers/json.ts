import { UnreadableFile } from './errors.ts'
import { type JsonObject, type JsonValue, type RowFailure, rowFailure } from './record.ts'

/** Keys by which careless code could be made to change what every object inherits. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** What makes it worth looking through a record: a forbidden word, or an escape that could hide one or a broken character. */
const suspicious = /__proto__|constructor|prototype|\\u/

/** Whether brackets nest deeper than the limit. Read before parsing, so that no parser sees what it could choke on. */
export function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === 0x22) quoted = !quoted
    else if (char === 0x5c) i++
    else if (quoted) continue
    else if (char === 0x7b || char === 0x5b) {
      if (++depth > limit) return true
    } else if (char === 0x7d || char === 0x5d) depth--
  }
  return false
}

/** Whether no bracket opens after the first. */
const isFlat = (text: string) => text.indexOf('{', 1) < 0 && !text.includes('[')

/**
 * One record from its text, or what is wrong with it.
 * @throws UnreadableFile JSON_TOO_DEEP
 */
export function parseRecord(text: string, row: number, depth: number): JsonObject | RowFailure[] {
  // Most records of a million hold values only: that shows without looking at every character.
  if (!isFlat(text) && nestsDeeper(text, depth)) throw new UnreadableFile('JSON_TOO_DEEP', { row, limit: depth })
  let value: JsonValue
  try {
    value = JSON.parse(text) as JsonValue
  } catch {
    return [rowFailure(row, 'the whole line', `text of ${text.length} characters`, 'not-json')]
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return [rowFailure(row, 'the whole line', Array.isArray(value) ? 'a list' : 'a single value', 'not-json')]
  }
  return suspicious.test(text) ? screened(value, row) : value
}

/** The record, unless one of its keys is forbidden or one of its texts cannot be stored. */
export function screened(value: JsonObject, row: number): JsonObject | RowFailure[] {
  const failures = [...objections(value, '', row)]
  return failures.length > 0 ? failures : value
}

function* objections(value: JsonValue, path: string, row: number): Generator<RowFailure> {
  if (typeof value === 'string') {
    if (!isStorable(value)) yield rowFailure(row, path, `text of ${value.length} characters`, 'text-not-storable')
  } else if (value !== null && typeof value === 'object') {
    for (const [key, part] of Object.entries(value)) {
      const at = path ? `${path}.${key}` : key
      if (forbiddenKeys.has(key)) yield rowFailure(row, at, 'a key', 'key-not-allowed')
      else if (!isStorable(key)) yield rowFailure(row, path || 'the whole line', 'a key', 'text-not-storable')
      else yield* objections(part, at, row)
    }
  }
}

/** The database stores neither NUL nor half of a surrogate pair. */
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()
