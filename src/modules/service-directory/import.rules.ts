/** What became of the services of a source in one reading. */
export type Ending = { readonly end: readonly string[]; readonly keep: readonly string[] }

/** So few may always end, and so large a part. */
const fewEnd = 5
const partEnds = 0.5

/**
 * Which services end, because a reading of the whole source no longer lists them. A list that lacks more than half is more
 * likely broken than right: then none ends, unless somebody has looked and says so.
 *
 * @param listed what it lists, also what of it could not be taken: that stands as it was
 */
export function endingOf(standing: readonly string[], listed: ReadonlySet<string>, mayEndMost: boolean): Ending {
  const gone = standing.filter((id) => !listed.has(id))
  const tooMany = gone.length > fewEnd && gone.length > standing.length * partEnds
  return tooMany && !mayEndMost ? { end: [], keep: gone } : { end: gone, keep: [] }
}
