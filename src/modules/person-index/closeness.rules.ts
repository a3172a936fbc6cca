/** How near two dates are. How near two names are, the matching engine says. */

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
