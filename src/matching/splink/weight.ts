/** What a pair weighs, as Splink reckons it from the same outcomes. */
import { type Comparison, type Level, type Model, ModelRefused, missing, sayingLevels } from '../model.ts'
import type { Side } from './columns.ts'

/** How often the value that a record has in a field occurs: its share among the values that are not null; null where it has none, or it is not known. */
export type FrequencyOf = (field: string, side: Side) => number | null

/**
 * Reckons the weight of pairs, in bits: log2 of the odds that both records are of one person. It is what Splink 5 says to the
 * last rounding; Splink 4 says the same as long as it is between -996 and 996, where it stops.
 *
 * @throws ModelRefused when a level has no m or no u, or a rarity nothing to be set against
 */
export function weigherOf(model: Model): (outcomes: readonly number[], frequencyOf: FrequencyOf) => number {
  if (model.prior === undefined) throw new ModelRefused('The model has no prior: train it, or set "prior".')
  const prior = Math.log2(model.prior / (1 - model.prior))
  const comparisons = model.comparisons.map((comparison) =>
    sayingLevels(comparison).map((level) => levelWeight(comparison, level)),
  )
  return (outcomes, frequencyOf) =>
    comparisons.reduce((bits, levels, at) => bits + (outcomes[at] === missing ? 0 : levels[outcomes[at]!]!(frequencyOf)), prior)
}

function levelWeight(comparison: Comparison, { label, m, u, rarity }: Level): (frequencyOf: FrequencyOf) => number {
  const where = `${comparison.name}, "${label}"`
  if (m === undefined || u === undefined)
    throw new ModelRefused(`${where} has no ${m === undefined ? 'm' : 'u'}: train the model first.`)
  const bits = Math.log2(m / u)
  if (!rarity || rarity.weight === 0) return () => bits
  const base = rarity.own ? u : exactLevel(comparison, rarity.field)?.u
  if (base === undefined)
    throw new ModelRefused(`${where}: no level of it is exact on ${rarity.field}; add one, or set "own" in its rarity.`)
  const { field, weight, floor = 0 } = rarity
  return (frequencyOf) => {
    const [left, right] = [frequencyOf(field, 'left'), frequencyOf(field, 'right')]
    const found = left === null && right === null ? null : Math.max(left ?? right!, right ?? left!, floor)
    return found === null ? bits : bits + weight * (Math.log2(base) - Math.log2(found))
  }
}

/** The first level that is exact on a field and on nothing else. */
export const exactLevel = (comparison: Comparison, field: string): Level | undefined =>
  sayingLevels(comparison).find(({ when }) => when.is === 'exact' && when.field === field && !when.with)

/** Splink's number of an outcome: the last level 0, counting up; a missing value -1. */
export const gammaOf = (outcome: number, comparison: Comparison): number =>
  outcome === missing ? -1 : sayingLevels(comparison).length - 1 - outcome
