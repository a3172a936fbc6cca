/** How near two names or two dates are. */

/**
 * Jaro-Winkler similarity of two words, 0 to 1 (W. E. Winkler, 1990): shared letters in nearly the same places, and a
 * little more for a shared beginning. "martha" and "marhta" give 0.961.
 */
export function jaroWinkler(a: string, b: string): number {
  const jaro = jaroSimilarity(a, b)
  let prefix = 0
  while (prefix < 4 && a[prefix] !== undefined && a[prefix] === b[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

function jaroSimilarity(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Array<boolean>(b.length).fill(false)
  const shared = [...a].filter((letter, at) => {
    for (let to = Math.max(0, at - reach); to <= Math.min(b.length - 1, at + reach); to++) {
      if (!taken[to] && b[to] === letter) return (taken[to] = true)
    }
    return false
  })
  if (shared.length === 0) return 0
  const inOrder = [...b].filter((_, at) => taken[at])
  const transposed = shared.filter((letter, at) => letter !== inOrder[at]).length / 2
  return (shared.length / a.length + shared.length / b.length + (shared.length - transposed) / shared.length) / 3
}

export type DateDifference = 'same' | 'day and month swapped' | 'one digit different' | 'a year out' | 'different'

/** How two dates of birth (ISO 8601) differ, as a clerk would say it. */
export function dateDifference(a: string, b: string): DateDifference {
  if (a === b) return 'same'
  const [year, month, day] = a.split('-')
  if (b === `${year}-${day}-${month}`) return 'day and month swapped'
  const differing = [...a].filter((digit, at) => digit !== b[at]).length
  if (a.length === b.length && differing === 1) return 'one digit different'
  if (a.slice(4) === b.slice(4) && Math.abs(Number(a.slice(0, 4)) - Number(b.slice(0, 4))) === 1) return 'a year out'
  return 'different'
}
