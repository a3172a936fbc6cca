/**
 * What the rarity of an agreeing value adds, in bits. Two strangers share a common surname more often than a rare one. Where a
 * household shares the value anyway, its rarity says nothing against a household; where a household shares it by more than
 * chance (twins, a father and son of one name), only the chance depends on the value.
 */
import type { Weights } from './hypotheses.ts'
import { type Comparison, equalField, sayingLevels } from './model.ts'

type Numbers = Pick<Weights, 'u' | 'h'>

/** A level's rarity as numbers: `usual`, bits of the chance that two strangers agree exactly; `more`, a household's share above chance. */
export function rarityOfLevel(comparison: Comparison, k: number, at: number, { u, h }: Numbers) {
  const levels = sayingLevels(comparison)
  const { field, weight, floor = 0, own } = levels[at]!.rarity!
  const exact = levels.findIndex(({ when }) => equalField(when) === field)
  const [chance, inHousehold] = [u[k]![at]!, h[k]![at]!]
  return {
    field,
    weight,
    least: floor > 0 ? Math.log2(floor) : Number.NEGATIVE_INFINITY,
    usual: Math.log2(u[k]![own || exact < 0 ? at : exact]!),
    more: Math.max(0, (inHousehold - chance) / (1 - chance)),
    chance,
    inHousehold,
    shared: levels[at]!.shared === true,
  }
}

/** @param commoner log2 of the frequency of the commoner of the two values; null where it is not known */
export function rarityBits(
  comparison: Comparison,
  k: number,
  at: number,
  numbers: Numbers,
  commoner: number | null,
): { strangers: number; other: number } {
  const { weight, least, usual, more, chance, inHousehold, shared } = rarityOfLevel(comparison, k, at, numbers)
  const strangers = commoner === null ? 0 : weight * (Math.max(commoner, least) - usual)
  if (shared) return { strangers, other: 0 }
  return { strangers, other: more === 0 ? strangers : Math.log2(((1 - more) * chance * 2 ** strangers + more) / inHousehold) }
}
