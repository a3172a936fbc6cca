/**
 * Jaro-Winkler similarity of two words, 0 to 1: how many letters they share in about the same place, with a premium for
 * the same beginning. Source: Winkler (1990), prefix scale 0.1, at most four letters.
 */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return one.length > 0 ? 1 : 0
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1)
  const taken = new Array<boolean>(other.length).fill(false)
  const shared: string[] = []
  for (let at = 0; at < one.length; at++) {
    for (let to = Math.max(0, at - reach); to < Math.min(other.length, at + reach + 1); to++) {
      if (taken[to] || other[to] !== one[at]) continue
      taken[to] = true
      shared.push(one[at]!)
      break
    }
  }
  if (shared.length === 0) return 0
  const inOrder = [...other].filter((_, at) => taken[at])
  const swapped = shared.filter((letter, at) => letter !== inOrder[at]).length / 2
  const jaro = (shared.length / one.length + shared.length / other.length + (shared.length - swapped) / shared.length) / 3
  let prefix = 0
  while (prefix < 4 && one[prefix] !== undefined && one[prefix] === other[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}
