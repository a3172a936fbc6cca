/** Why two records are taken for one person or not: what each comparison says, in bits, under all three hypotheses. */
import type { Weights } from './hypotheses.ts'
import { type Model, missing, sayingLevels } from './model.ts'
import { probabilityOf } from './probability.ts'

/** One step of the waterfall. Bits: how far it moves "one person" against strangers, and against the same household. */
export type Step = {
  readonly name: string
  readonly says: string
  readonly againstStrangers: number
  readonly againstHousehold: number
}
export type Explanation = {
  readonly steps: readonly Step[]
  readonly bits: number
  readonly probability: number
  readonly hypothesis: Hypothesis
}
export type Hypothesis = 'same person' | 'same household' | 'strangers'

/**
 * Explains a pair.
 *
 * @param outcomes of each comparison, as in its pattern
 * @param rarity what the rarity of the values adds to each comparison's chance among strangers and in a household, in bits
 */
export function explain(
  model: Model,
  { m, h, u, persons, households, possible }: Weights,
  outcomes: readonly number[],
  rarity: readonly { readonly strangers: number; readonly other: number }[],
): Explanation {
  const steps: Step[] = [
    {
      name: 'before comparing',
      says: 'how many of all pairs are of one person',
      againstStrangers: Math.log2(persons / possible),
      againstHousehold: households > 0 ? Math.log2(persons / households) : Number.POSITIVE_INFINITY,
    },
  ]
  model.comparisons.forEach((comparison, k) => {
    const level = outcomes[k]!
    if (level === missing) {
      steps.push({
        name: comparison.name,
        says: comparison.levels.find((one) => one.missing)?.label ?? 'not known',
        againstStrangers: 0,
        againstHousehold: 0,
      })
      return
    }
    const { strangers, other } = rarity[k] ?? { strangers: 0, other: 0 }
    const says = sayingLevels(comparison)[level]!.label
    steps.push({
      name: comparison.name,
      says: Math.abs(strangers) < 0.05 ? says : `${says}; ${strangers < 0 ? 'a rare value' : 'a common value'}`,
      againstStrangers: Math.log2(m[k]![level]! / u[k]![level]!) - strangers,
      againstHousehold: Math.log2(m[k]![level]! / h[k]![level]!) - other,
    })
  })
  const sum = (of: 'againstStrangers' | 'againstHousehold') => steps.reduce((all, step) => all + step[of], 0)
  const [strangers, household] = [sum('againstStrangers'), sum('againstHousehold')]
  // Both must be outweighed: the odds against are their sum.
  const bits = -Math.log2(2 ** -strangers + 2 ** -household)
  return {
    steps,
    bits,
    probability: probabilityOf(bits),
    hypothesis: bits >= 0 ? 'same person' : household < strangers ? 'same household' : 'strangers',
  }
}

/** The waterfall as lines of text. */
export function explainInWords({ steps, bits, probability, hypothesis }: Explanation): string {
  const number = (value: number) => (Number.isFinite(value) ? (value >= 0 ? '+' : '') + value.toFixed(1) : 'none').padStart(8)
  const lines = steps.map(
    (step) => `${step.name.padEnd(18)}${number(step.againstStrangers)}${number(step.againstHousehold)}  ${step.says}`,
  )
  return [
    `${''.padEnd(18)}${'strangers'.padStart(9)}${'household'.padStart(10)}  bits for "one person" against each`,
    ...lines,
    `together ${bits.toFixed(1)} bits: probability ${probability.toFixed(4)}, most likely ${hypothesis}`,
  ].join('\n')
}
