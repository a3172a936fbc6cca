/**
 * What reviewed pairs say that a score is worth. Isotonic regression (Ayer and others 1955): the steps that fit them best
 * among all that never fall.
 */
import type { JudgedPairs } from './evaluation.ts'
import { probabilityOf } from './probability.ts'

/** Scores from `from` to `to`, as far as reviewed pairs reach, are matches so often. */
export type Step = {
  readonly from: number
  readonly to: number
  readonly pairs: number
  readonly matches: number
  readonly probability: number
}

/** Steps, rising; or the model's own probabilities, and why there is nothing better. */
export type Calibration =
  | { readonly is: 'steps'; readonly steps: readonly Step[] }
  | { readonly is: 'identity'; readonly why: string }

type Run = { from: number; to: number; pairs: number; matches: number }

/**
 * Finds the steps. Equal scores are never divided between two of them.
 *
 * @param fewest how many pairs a step has at least; 1 or more
 */
export function calibrate(judged: JudgedPairs, fewest: number): Calibration {
  const pairs = judged.score.length
  if (pairs < 2 * fewest)
    return { is: 'identity', why: `${pairs} pairs were reviewed; two steps of ${fewest} need ${2 * fewest}.` }
  const steps: Run[] = []
  for (const run of runsOf(judged, fewest)) {
    // Pool adjacent violators: a step that is not above the one before it is one with it.
    let step = run
    for (let last = steps.at(-1); last && rate(last) >= rate(step); last = steps.at(-1)) step = together(steps.pop()!, step)
    steps.push(step)
  }
  if (steps.length < 2)
    return { is: 'identity', why: `In the ${pairs} pairs that were reviewed, a higher score is no likelier to be a match.` }
  return {
    is: 'steps',
    steps: steps.map((step, at) => ({ ...step, probability: carefully(step, steps[at - 1], steps[at + 1]) })),
  }
}

/**
 * The probability of a score. Where nothing was reviewed that is as low or as high, the model is believed if it goes further
 * than the nearest step, since a review is mostly of the doubtful.
 */
export function calibrated(calibration: Calibration, bits: number): number {
  const own = probabilityOf(bits)
  if (calibration.is === 'identity') return own
  const first = calibration.steps[0]!
  const last = calibration.steps.at(-1)!
  if (bits < first.from) return Math.min(first.probability, own)
  if (bits > last.to) return Math.max(last.probability, own)
  return calibration.steps.findLast((step) => step.from <= bits)!.probability
}

const rate = ({ matches, pairs }: Run): number => matches / pairs

const together = (lower: Run, upper: Run): Run => ({
  from: lower.from,
  to: upper.to,
  pairs: lower.pairs + upper.pairs,
  matches: lower.matches + upper.matches,
})

/** The pairs by rising score, in runs that are as short as `fewest` and equal scores allow. */
function runsOf({ score, match }: JudgedPairs, fewest: number): Run[] {
  const order = Uint32Array.from(score.keys()).sort((a, b) => score[a]! - score[b]!)
  const runs: Run[] = []
  for (const pair of order) {
    const one = { from: score[pair]!, to: score[pair]!, pairs: 1, matches: match[pair]! }
    const last = runs.at(-1)
    if (last && (last.pairs < fewest || last.to === one.to)) runs[runs.length - 1] = together(last, one)
    else runs.push(one)
  }
  const rest = runs.at(-1)
  if (rest && rest.pairs < fewest) runs.splice(-2, 2, together(runs.at(-2)!, rest))
  return runs
}

/**
 * So many pairs, all or none of them matches, make nothing certain: half a pair is added on either side. Only the outermost
 * steps can be so; they stay outermost.
 */
function carefully(step: Run, before: Run | undefined, after: Run | undefined): number {
  const careful = (step.matches + 0.5) / (step.pairs + 1)
  if (step.matches === 0) return Math.min(careful, rate(after!))
  if (step.matches === step.pairs) return Math.max(careful, rate(before!))
  return rate(step)
}
