import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstGuess, givenWeights, type PatternCount, type Table, train, withWeights } from './hypotheses.ts'
import { type Comparison, type Model, missing, readModel } from './model.ts'

const level = (label: string, shared = false) => ({
  label,
  when: { is: 'exact' as const, field: 'x' },
  ...(shared ? { shared: true as const } : {}),
})
const rest = { label: 'otherwise', when: { is: 'otherwise' as const } }
const comparisons: Comparison[] = [
  { name: 'forename', levels: [level('same'), level('alike'), rest] },
  { name: 'surname', levels: [level('same', true), rest] },
  { name: 'birth', twins: 0.03, levels: [level('same'), rest] },
  { name: 'address', levels: [level('same', true), level('near', true), rest] },
]
const model = { comparisons }
const u: Table = [
  [0.01, 0.02, 0.97],
  [0.005, 0.995],
  [0.00005, 0.99995],
  [0.0002, 0.001, 0.9988],
]
const m: Table = [
  [0.85, 0.1, 0.05],
  [0.95, 0.05],
  [0.97, 0.03],
  [0.8, 0.1, 0.1],
]
const h: Table = [u[0]!, [0.9, 0.1], [0.01, 0.99], [0.95, 0.04, 0.01]]
const possible = 5e9

/** How many pairs each pattern has when so many are of one person, of one household, and the rest strangers. */
function counts(persons: number, households: number): PatternCount[] {
  const found: PatternCount[] = []
  const walk = (k: number, pattern: bigint, [one, other, strangers]: readonly [number, number, number]): void => {
    if (k === comparisons.length) {
      // Blocking brings together nobody who agrees in nothing.
      if (pattern !== 0x2112n) found.push({ pattern, pairs: Math.round(one + other + strangers) })
      return
    }
    for (const at of m[k]!.keys())
      walk(k + 1, pattern | (BigInt(at) << BigInt(4 * k)), [one * m[k]![at]!, other * h[k]![at]!, strangers * u[k]![at]!])
  }
  walk(0, 0n, [persons, households, possible])
  return found.filter(({ pairs }) => pairs > 0)
}

const near = (found: number, expected: number, within: number, what: string) =>
  assert.ok(Math.abs(found - expected) <= within, `${what}: ${found}, where ${expected} was planted`)

test('what was planted is found: how many are one person, how many live together, and how they agree', () => {
  const found = train(model, counts(60_000, 130_000), u, possible, firstGuess(model, 100_000))
  near(found.persons, 60_000, 600, 'persons')
  near(found.households, 130_000, 2_000, 'households')
  for (const [k, row] of m.entries()) for (const [at, value] of row.entries()) near(found.m[k]![at]!, value, 0.01, `m ${k} ${at}`)
  near(found.h[1]![0]!, 0.9, 0.02, 'the same surname in a household')
  near(found.h[2]![0]!, 0.01, 0.003, 'twins')
})

test('what is not shared is pinned: a household agrees there as strangers do', () => {
  const found = train(model, counts(60_000, 130_000), u, possible, firstGuess(model, 100_000))
  assert.deepEqual(found.h[0], u[0])
})

test('without households the third hypothesis empties itself, and the rest is as if it had not been asked', () => {
  const found = train(model, counts(60_000, 0), u, possible, firstGuess(model, 100_000))
  assert.ok(found.households < 0.1 * found.persons, `${found.households} households`)
  near(found.persons, found.withoutHousehold.persons, 600, 'persons')
})

test('a model that knows only strangers takes households for persons', () => {
  const found = train(model, counts(60_000, 130_000), u, possible, firstGuess(model, 100_000))
  assert.ok(found.logLikelihood > found.withoutHousehold.logLikelihood)
  assert.ok(found.withoutHousehold.persons > 62_000, `${found.withoutHousehold.persons}`)
})

test('a missing value takes no side', () => {
  const withGaps = counts(60_000, 130_000).flatMap((one) => [
    one,
    { pattern: one.pattern | (BigInt(missing) << 8n), pairs: Math.round(one.pairs / 2) },
  ])
  const found = train(model, withGaps, u, possible * 1.5, firstGuess(model, 100_000))
  near(found.m[2]![0]!, 0.97, 0.02, 'the same date of birth')
})

test('a level that is kept is not trained', () => {
  const kept: Comparison = {
    ...comparisons[1]!,
    levels: [
      { ...level('same', true), m: 0.7, keep: ['m'] },
      { ...rest, m: 0.3, keep: ['m'] },
    ],
  }
  const found = train({ comparisons: [comparisons[0]!, kept, ...comparisons.slice(2)] }, counts(60_000, 0), u, possible, {
    ...firstGuess(model, 100_000),
    m: [m[0]!, [0.7, 0.3], m[2]!, m[3]!],
  })
  assert.deepEqual(found.m[1], [0.7, 0.3])
})

test('how strangers agree where every such pair was made is learned, not taken from the sample', () => {
  // The sample says that one in a thousand strangers is born on one day; among all pairs it is one in twenty thousand.
  const wrong: Table = [u[0]!, u[1]!, [0.001, 0.999], u[3]!]
  const counted = [
    [false, false, false],
    [false, false],
    [true, false],
    [false, false, false],
  ]
  const found = train(model, counts(60_000, 130_000), wrong, possible, firstGuess(model, 100_000), counted)
  near(Math.log2(found.u[2]![0]!), Math.log2(0.00005), 0.5, 'bits of the chance')
})

test('a model that brings all its numbers is scored as it stands', () => {
  const numbers = {
    version: 1,
    fields: [{ name: 'x', column: 'x', kind: 'given' }],
    keys: [{ parts: [{ field: 'x', take: 'whole' }] }],
  }
  const levels = [
    { ...level('same'), m: 0.9, u: 0.1 },
    { ...rest, m: 0.1, u: 0.9 },
  ]
  const whole: Model = readModel({ ...numbers, comparisons: [{ name: 'x', levels }], prior: 0.25 })
  assert.deepEqual(givenWeights(whole), {
    m: [[0.9, 0.1]],
    h: [[0.1, 0.9]],
    u: [[0.1, 0.9]],
    persons: 0.25,
    households: 0,
    possible: 0.75,
  })
  assert.equal(givenWeights({ ...whole, prior: undefined }), undefined)
  assert.equal(
    givenWeights(readModel({ ...numbers, comparisons: [{ name: 'x', levels: [level('same'), rest] }], prior: 0.25 })),
    undefined,
  )
})

test('numbers that were learned go into the model and come out of it the same', () => {
  const found = train(model, counts(60_000, 130_000), u, possible, firstGuess(model, 100_000))
  const written = withWeights({ version: 1, fields: [], keys: [], comparisons }, found)
  const read = givenWeights(written)!
  assert.deepEqual([read.m, read.h, read.u], [found.m, found.h, found.u])
  near(read.persons / read.possible, found.persons / found.possible, 1e-15, 'persons')
  near(read.households / read.possible, found.households / found.possible, 1e-15, 'households')
})
