/**
 * What Splink takes for the m and u of a level that has none. A saved model has none for a level that no training pair had,
 * though while it was trained Splink reckoned with 0.000001 there: after loading, the same pair weighs something else.
 */

/** m by level, strongest first: 0.95, and the others share the rest. */
export const defaultM = (levels: number): number[] => [0.95, ...Array<number>(levels - 1).fill((1 - 0.95) / (levels - 1))]

/** u by level, strongest first, so that the weights are 10 bits, and from 3 down to -5 in even steps. */
export function defaultU(levels: number): number[] {
  const step = levels > 2 ? (3 + 5) / (levels - 2) : 0
  const weights = [...Array.from({ length: levels - 1 }, (_, at) => -5 + at * step), 10]
  const m = defaultM(levels).toReversed()
  return weights.map((weight, at) => m[at]! / 2 ** weight).toReversed()
}
