/**
 * What training finds out, from counted patterns alone: how often records of one person, of one household, and of strangers
 * agree on each level. A few thousand patterns stand for millions of pairs, so that no round goes back to the data.
 *
 * Three hypotheses about a pair (linkage.md, section 9): one person (m); another person of the same household or place (h);
 * strangers (u). The second keeps the first honest: brother and sister agree on surname, address and postcode, and a model
 * that knows only strangers takes that for proof. It may differ from strangers only on levels that are `shared`; on all
 * others it is pinned to u, with an allowance for twins. So it empties itself where there are no households.
 */
import { type Comparison, type Model, missing, outcomesOf, sayingLevels } from './model.ts'

/** How many pairs have one pattern of outcomes. */
export type PatternCount = { readonly pattern: bigint; readonly pairs: number }

/** Probabilities for each comparison's saying levels: one row a comparison. Each row sums to 1. */
export type Table = readonly (readonly number[])[]

/** A trained model's numbers. Shares are of all possible pairs. */
export type Weights = {
  readonly m: Table
  readonly h: Table
  readonly u: Table
  /** Expected pairs of one person, of one household, and all possible pairs. */
  readonly persons: number
  readonly households: number
  readonly possible: number
}

/** What training did, for the run's record. */
export type Training = Weights & {
  readonly rounds: number
  /** Of the counted patterns under the final numbers: it must rise for the third hypothesis to be kept. */
  readonly logLikelihood: number
  readonly withoutHousehold: { readonly logLikelihood: number; readonly persons: number }
}

// What is impossible by a model that was given (Splink's hand-set extremes) stays nearly so.
const least = 1e-300
const mostRounds = 1000
/** How little the shares may still move, in a round, for training to be over. */
const settled = 1e-5

/**
 * Of what is allowed for twins and for a father and son of one name, so much is always believed. A few such pairs look like one person
 * with a mistake in the other field, and training, which cannot tell them apart, would take all of them for that.
 */
const leastOfTwins = 0.05

/** How a level may move under the second hypothesis. */
type Pin = (free: readonly number[], u: readonly number[]) => number[]

/** Pins for each comparison: which of its levels two people of one household may share. */
export function pinsOf({ comparisons }: Pick<Model, 'comparisons'>): readonly Pin[] {
  return comparisons.map(pinOf)
}

function pinOf(comparison: Comparison): Pin {
  const levels = sayingLevels(comparison)
  const free = levels.map((level, at) => level.shared === true || at === levels.length - 1)
  const twins = comparison.twins ?? 0
  if (levels.every((level, at) => level.shared || at === levels.length - 1) && levels.some((level) => level.shared))
    return (found) => [...found]
  return (found, u) => {
    // What is pinned keeps its share of strangers; the rest is dealt out among the levels that are free.
    const extra = Math.min(twins, Math.max(leastOfTwins * twins, found[0]! - u[0]!))
    const pinned = u.map((chance, at) => (free[at] ? 0 : (1 - extra) * chance + (at === 0 ? extra : 0)))
    const rest = 1 - pinned.reduce((sum, one) => sum + one, 0)
    const wanted = found.reduce((sum, one, at) => sum + (free[at] ? one : 0), 0) || 1
    return found.map((one, at) => (free[at] ? (rest * one) / wanted : pinned[at]!))
  }
}

type Start = { readonly m: Table; readonly h: Table; readonly persons: number; readonly households: number }

/**
 * Expectation and maximisation over the counted patterns of the pairs that blocking gave. Strangers are not learned: u is
 * known from pairs taken at random, and how many strangers share a pattern is all possible pairs times their chance of it.
 *
 * @param counts the pairs that were compared
 * @param u chances among strangers
 * @param possible how many pairs there are at all
 * @param start where to begin
 * @param counted levels whose every agreeing pair is among the counts: how strangers agree there is learned, not given
 */
export function train(
  model: Pick<Model, 'comparisons'>,
  counts: readonly PatternCount[],
  u: Table,
  possible: number,
  start: Start,
  counted: readonly (readonly boolean[])[] = [],
): Training {
  const patterns = counts.map(({ pattern, pairs }) => ({ outcomes: outcomesOf(pattern, model.comparisons.length), pairs }))
  const two = climb(model, patterns, u, possible, { ...start, households: 0 }, counted)
  const three = climb(model, patterns, u, possible, start, counted)
  const better = three.logLikelihood > two.logLikelihood ? three : two
  return { ...better, withoutHousehold: { logLikelihood: two.logLikelihood, persons: two.persons } }
}

type Pattern = { readonly outcomes: readonly number[]; readonly pairs: number }

function climb(
  model: Pick<Model, 'comparisons'>,
  patterns: readonly Pattern[],
  given: Table,
  possible: number,
  start: Start,
  counted: readonly (readonly boolean[])[],
) {
  let u: Table = given.map((row, k) =>
    recounted(
      row,
      counted[k],
      row.map(() => 1 / possible),
    ),
  )
  const pins = pinsOf(model)
  const keeps = model.comparisons.map((one) => sayingLevels(one).map((level) => level.keep?.includes('m') ?? false))
  let m: Table = start.m
  let h: Table = start.households > 0 ? start.h.map((row, at) => pins[at]!(row, u[at]!)) : u
  let { persons, households } = start
  let logLikelihood = Number.NEGATIVE_INFINITY
  let rounds = 0
  for (let change = 1; rounds < mostRounds && change > settled; rounds++) {
    const found = expect(patterns, { m, h, u, persons, households, possible })
    change = Math.abs(found.persons - persons) / persons + Math.abs(found.households - households) / Math.max(1, households)
    logLikelihood = found.logLikelihood
    persons = Math.max(found.persons, 1)
    households = found.households // none for good, where none were at the start
    m = found.m.map((row, at) => kept(shares(row), m[at]!, keeps[at]!))
    const said = found.said
    u = given.map((row, k) =>
      recounted(
        row,
        counted[k],
        found.strangers[k]!.map((pairs) => (pairs + 1) / (possible * said[k]!)),
      ),
    )
    h = start.households > 0 ? found.h.map((row, at) => pins[at]!(shares(row), u[at]!)) : u
  }
  return { m, h, u, persons, households, possible, rounds, logLikelihood }
}

/** One round's expectation: how many pairs of each kind show each level. */
function expect(patterns: readonly Pattern[], weights: Weights) {
  const logs = logsOf(weights)
  const m = weights.m.map((row) => new Array<number>(row.length).fill(0))
  const h = weights.h.map((row) => new Array<number>(row.length).fill(0))
  const strangers = weights.u.map((row) => new Array<number>(row.length).fill(0))
  const saying = weights.u.map(() => 0)
  let [persons, households, logLikelihood, all] = [0, 0, 0, 0]
  for (const { outcomes, pairs } of patterns) {
    const { one, other, top, total } = split(outcomes, logs)
    logLikelihood += pairs * (top + Math.log(total))
    persons += pairs * one
    households += pairs * other
    all += pairs
    for (let k = 0; k < outcomes.length; k++) {
      const level = outcomes[k]!
      if (level === missing) continue
      m[k]![level]! += pairs * one
      h[k]![level]! += pairs * other
      strangers[k]![level]! += pairs * (1 - one)
      saying[k]! += pairs
    }
  }
  return { m, h, persons, households, logLikelihood, strangers, said: saying.map((pairs) => Math.max(pairs / all, 1e-3)) }
}

const log = (value: number) => Math.log(Math.max(value, least))
const logsOf = ({ m, h, u, persons, households, possible }: Weights) => ({
  m: m.map((row) => row.map(log)),
  h: h.map((row) => row.map(log)),
  u: u.map((row) => row.map(log)),
  persons: Math.log(persons),
  households: households > 0 ? Math.log(households) : -1e9,
  possible: Math.log(possible),
})

type Logs = ReturnType<typeof logsOf>

/** What the prior shares and each outcome say for the three hypotheses, as natural logarithms. */
function logsOfOutcomes(outcomes: readonly number[], logs: Logs) {
  let [one, other, strangers] = [logs.persons, logs.households, logs.possible]
  for (let k = 0; k < outcomes.length; k++) {
    const level = outcomes[k]!
    if (level === missing) continue
    one += logs.m[k]![level]!
    other += logs.h[k]![level]!
    strangers += logs.u[k]![level]!
  }
  return { one, other, strangers }
}

/** The shares of the three hypotheses in a pattern's pairs. */
function split(outcomes: readonly number[], logs: Logs) {
  const { one, other, strangers } = logsOfOutcomes(outcomes, logs)
  const top = Math.max(one, other, strangers)
  const [a, b, c] = [Math.exp(one - top), Math.exp(other - top), Math.exp(strangers - top)]
  const total = a + b + c
  return { one: a / total, other: b / total, top, total }
}

/** Counts as shares, with one pair's worth of doubt spread over the levels, so that nothing is ever impossible. */
function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0) + 1
  return counts.map((count) => (count + 1 / counts.length) / total)
}

/** Strangers' chances with those levels replaced that were counted; the others keep their proportions. */
function recounted(row: readonly number[], counted: readonly boolean[] | undefined, found: readonly number[]): readonly number[] {
  if (!counted?.some(Boolean)) return row
  const fixed = row.reduce((sum, _, at) => sum + (counted[at] ? found[at]! : 0), 0)
  const rest = row.reduce((sum, one, at) => sum + (counted[at] ? 0 : one), 0) || 1
  return row.map((one, at) => (counted[at] ? found[at]! : (one / rest) * (1 - fixed)))
}

const kept = (found: readonly number[], given: readonly number[], keep: readonly boolean[]): number[] =>
  found.map((value, at) => (keep[at] ? given[at]! : value))

/** Where training begins, where nobody has said: records of one person agree nearly always, of one household on what is shared. */
export function firstGuess(model: Pick<Model, 'comparisons'>, records: number): Start {
  // Each level half as likely as the one before: records of one person seldom disagree wholly. Begun with all of them alike, training
  // may settle on persons who change their date of birth, where a father and son of one name are the truth.
  const falling = (count: number, first: number) => {
    const halves = Array.from({ length: count - 1 }, (_, at) => 2 ** -at)
    const sum = halves.reduce((all, one) => all + one, 0)
    return [first, ...halves.map((one) => ((1 - first) * one) / sum)]
  }
  return {
    m: model.comparisons.map((one) => {
      const levels = sayingLevels(one)
      const guess = falling(levels.length, 0.9)
      return levels.map((level, at) => level.m ?? guess[at]!)
    }),
    h: model.comparisons.map((one) => {
      const levels = sayingLevels(one)
      return falling(levels.length, levels[0]!.shared ? 0.7 : 1 / levels.length)
    }),
    persons: records * 0.5,
    households: records,
  }
}

/** Bits that a pattern adds to each hypothesis, before rarity: log2 of expected pairs with this pattern. */
export function patternBits(
  weights: Weights,
  comparisons: number,
): (pattern: bigint) => { one: number; other: number; strangers: number } {
  const logs = logsOf(weights)
  return (pattern) => {
    const { one, other, strangers } = logsOfOutcomes(outcomesOf(pattern, comparisons), logs)
    return { one: one / Math.LN2, other: other / Math.LN2, strangers: strangers / Math.LN2 }
  }
}

/**
 * The numbers that a model brings itself, where it brings all of them: a prior, and m and u for every level. It is then scored as
 * it stands. Shares stand for counts: only what they are to one another matters.
 */
export function givenWeights({ comparisons, prior, household }: Model): Weights | undefined {
  const numbers = (of: 'm' | 'u') => comparisons.map((one) => sayingLevels(one).map((level) => level[of]))
  const [m, u] = [numbers('m'), numbers('u')]
  if (prior === undefined || [...m, ...u].flat().some((one) => one === undefined)) return undefined
  const [given, chance] = [m as Table, u as Table]
  const households = household?.share ?? 0
  return { m: given, h: household?.h ?? chance, u: chance, persons: prior, households, possible: 1 - prior - households }
}

/** The model with numbers of its own, those of a training, for whoever scores by it elsewhere. The other way round than `givenWeights`. */
export function withWeights(model: Model, { m, h, u, persons, households, possible }: Weights): Model {
  const all = persons + households + possible
  return {
    ...model,
    comparisons: model.comparisons.map((comparison, k) => {
      const saying = sayingLevels(comparison)
      const levels = comparison.levels.map((level) => {
        const at = saying.indexOf(level)
        return at < 0 ? level : { ...level, m: m[k]![at]!, u: u[k]![at]! }
      })
      return { ...comparison, levels }
    }),
    prior: persons / all,
    ...(households > 0 ? { household: { share: households / all, h: h.map((row) => [...row]) } } : {}),
  }
}
