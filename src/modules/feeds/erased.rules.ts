import { type Instant, instant, plainDate, Temporal } from '#platform/dates'
import type { CanonicalRow } from './canonical.ts'
import type { StatedRow } from './stated-row.rules.ts'

/** When the record with this key was erased, if it was. */
export type ErasedAt = (key: string) => Instant | undefined

/**
 * Leaves out what was erased and is stated again, in a file that is sent or replayed once more. What is dated after the erasure is a new record, with
 * whatever else the same part says without a date, and with who it says she is; what is dated before it, or not dated at all by a sender who forgot to
 * delete, brings nothing back. `undated`: the instant that dates an undated row, where its sender speaks of now.
 *
 * @returns the rows that are taken, and how many statements were left out
 */
export function withoutErased<Row extends StatedRow>(
  part: readonly Row[],
  erasedAt: ErasedAt,
  undated: Instant | null,
  zone: string,
): { readonly part: readonly Row[]; readonly leftOut: number } {
  const keys = new Set(part.flatMap(({ rows }) => rows.flatMap(namesOf)).filter((key) => erasedAt(key) !== undefined))
  if (keys.size === 0) return { part, leftOut: 0 }
  const isAfter = (row: CanonicalRow, key: string): boolean | null => {
    const at = dateOf(row, zone) ?? undated
    return at && Temporal.Instant.compare(at, erasedAt(key)!) > 0
  }
  const begunAgain = new Set(
    part.flatMap(({ rows }) => rows.flatMap((row) => (keys.has(row.person) && isAfter(row, row.person) ? [row.person] : []))),
  )
  const isTaken = (row: CanonicalRow): boolean =>
    namesOf(row).every((key) => {
      if (!keys.has(key)) return true
      const after = isAfter(row, key)
      return after === true || (begunAgain.has(key) && (after === null || row.kind === 'identity'))
    })
  let leftOut = 0
  const taken = part.map((stated) => {
    const rows = stated.rows.filter(isTaken)
    leftOut += stated.rows.length - rows.length
    return { ...stated, rows }
  })
  return { part: taken, leftOut }
}

const namesOf = (row: CanonicalRow): string[] => (row.kind === 'relationship' ? [row.person, row.other] : [row.person])

/** When a row says that what it states was recorded, or began. */
function dateOf(row: CanonicalRow, zone: string): Instant | null {
  if (row.eventAt) return instant(row.eventAt)
  return row.from ? plainDate(row.from).toZonedDateTime(zone).toInstant() : null
}
