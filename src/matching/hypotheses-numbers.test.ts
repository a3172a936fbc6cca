import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstGuess, givenWeights, patternBits, pinsOf, train, type Weights, withWeights } from './hypotheses.ts'
import { type Comparison, type Model, missing } from './model.ts'

/** "s-": a level that households share, one that they do not; the last is "otherwise". `twins` as in the model. */
const comparison = (levels: string, twins?: number): Comparison => ({
  name: levels,
  levels: [
    ...[...levels].map((one) => ({
      label: one,
      when: { is: 'exact' as const, field: 'x' },
      ...(one === 's' ? { shared: true as const } : {}),
    })),
    { label: 'otherwise', when: { is: 'otherwise' as const } },
  ],
  ...(twins === undefined ? {} : { twins }),
})
const near = (found: readonly number[], expected: readonly number[], within = 1e-9) => {
  const all = found.length === expected.length && found.every((one, at) => Math.abs(one - expected[at]!) <= within)
  assert.ok(all, `${found.join(' ')} where ${expected.join(' ')} was expected`)
}

// Each row: which levels a household shares, how many twins there may be, how a household was found to agree, how strangers do,
// and how a household is taken to agree then.
const pins: [why: string, of: Comparison, found: number[], u: number[], taken: number[]][] = [
  ['what is shared is as it was found', comparison('ss'), [0.6, 0.3, 0.1], [0.01, 0.04, 0.95], [0.6, 0.3, 0.1]],
  ['what is not shared is as among strangers', comparison('--'), [0.6, 0.3, 0.1], [0.01, 0.04, 0.95], [0.01, 0.04, 0.95]],
  [
    'what is left of the pinned is dealt out as it was found',
    comparison('s-'),
    [0.6, 0.3, 0.1],
    [0.01, 0.04, 0.95],
    [(0.96 * 6) / 7, 0.04, (0.96 * 1) / 7],
  ],
  ['the same, the other way', comparison('-s'), [0.6, 0.3, 0.1], [0.01, 0.04, 0.95], [0.01, (0.99 * 3) / 4, (0.99 * 1) / 4]],
  ['twins as they were found', comparison('-', 0.03), [0.021, 0.979], [0.001, 0.999], [0.98 * 0.001 + 0.02, 0.98 * 0.999]],
  ['no more twins than there may be', comparison('-', 0.03), [0.5, 0.5], [0.001, 0.999], [0.97 * 0.001 + 0.03, 0.97 * 0.999]],
  ['and never none', comparison('-', 0.03), [0.001, 0.999], [0.001, 0.999], [0.9985 * 0.001 + 0.0015, 0.9985 * 0.999]],
  [
    'twins leave less for the other levels',
    comparison('--', 0.1),
    [0.5, 0.3, 0.2],
    [0.01, 0.04, 0.95],
    [0.9 * 0.01 + 0.1, 0.9 * 0.04, 0.9 * 0.95],
  ],
]
for (const [why, of, found, u, taken] of pins)
  test(`how a household agrees: ${why}`, () => near(pinsOf({ comparisons: [of] })[0]!(found, u), taken))

test('training begins with one person in two records, and each level half as likely as the one before', () => {
  const given = comparison('-')
  const comparisons = [
    comparison('s-'),
    comparison('--'),
    { ...given, levels: given.levels.map((level, at) => ({ ...level, m: at === 0 ? 0.6 : 0.4 })) },
  ]
  const { m, h, persons, households } = firstGuess({ comparisons }, 100)
  near(m[0]!, [0.9, 0.1 / 1.5, 0.05 / 1.5])
  near(m[2]!, [0.6, 0.4])
  near(h[0]!, [0.7, 0.2, 0.1])
  near(h[1]!, [1 / 3, 4 / 9, 2 / 9])
  near(h[2]!, [0.5, 0.5])
  near([persons, households], [50, 100])
})

const halves: Weights = {
  m: [
    [0.5, 0.5],
    [0.25, 0.75],
  ],
  h: [
    [0.125, 0.875],
    [0.5, 0.5],
  ],
  u: [
    [0.0625, 0.9375],
    [0.03125, 0.96875],
  ],
  persons: 4,
  households: 8,
  possible: 1024,
}
// A pattern's outcomes, the first in the lowest four bits, and what it comes to: powers of two.
const bits: [why: string, pattern: bigint, expected: [one: number, other: number, strangers: number]][] = [
  ['both agree', 0x00n, [2 - 1 - 2, 3 - 3 - 1, 10 - 4 - 5]],
  ['the second is missing', BigInt(missing << 4), [2 - 1, 3 - 3, 10 - 4]],
  ['both are missing', BigInt((missing << 4) | missing), [2, 3, 10]],
  ['the first does not agree', 0x01n, [2 - 1 - 2, 3 + Math.log2(0.875) - 1, 10 + Math.log2(0.9375) - 5]],
]
for (const [why, pattern, expected] of bits)
  test(`bits of a pattern: ${why}`, () => {
    const { one, other, strangers } = patternBits(halves, 2)(pattern)
    near([one, other, strangers], expected)
  })

test('without households nothing is of one, and that is still a number', () => {
  const { other } = patternBits({ ...halves, households: 0 }, 2)(0n)
  assert.ok(Number.isFinite(other) && other < -1e8, String(other))
})

// A thousand pairs of one person among a million: three levels of a name, a date that agrees or not.
const counts = [
  { pattern: 0x00n, pairs: 800 },
  { pattern: 0x01n, pairs: 150 },
  { pattern: 0x10n, pairs: 50 },
  { pattern: 0x11n, pairs: 5 },
]
const u = [
  [0.001, 0.002, 0.997],
  [0.0001, 0.9999],
]
const small = { comparisons: [comparison('--'), comparison('-')] }
const trained = train(small, counts, u, 1e6, firstGuess(small, 2000))

test('a level that no pair shows is unlikely, not impossible: one pair’s worth of doubt is spread over the levels', () => {
  near([trained.m[0]![2]! * (trained.persons + 1)], [1 / 3], 0.01)
  assert.ok(trained.m.flat().every((one) => one > 0) && trained.h.flat().every((one) => one > 0))
  for (const row of [...trained.m, ...trained.h]) near([row.reduce((sum, one) => sum + one, 0)], [1], 1e-3)
})

test('training ends by itself, and says how likely its numbers make what was counted', () => {
  assert.ok(trained.rounds > 1 && trained.rounds < 1000, `${trained.rounds} rounds`)
  const bitsOf = patternBits(trained, 2)
  const likelihood = counts.reduce((sum, { pattern, pairs }) => {
    const { one, other, strangers } = bitsOf(pattern)
    return sum + pairs * Math.log(2 ** one + 2 ** other + 2 ** strangers)
  }, 0)
  assert.ok(Math.abs(trained.logLikelihood - likelihood) < 1e-3 * Math.abs(likelihood), `${trained.logLikelihood} ${likelihood}`)
  assert.ok(trained.logLikelihood >= trained.withoutHousehold.logLikelihood)
})

test('where a household is no better than none, there is none, and it agrees as strangers do', () => {
  const found = train(small, [{ pattern: 0x00n, pairs: 900 }], u, 1e6, { ...firstGuess(small, 2000), households: 0 })
  assert.equal(found.households, 0)
  assert.deepEqual(found.h, found.u)
})

test('of a level whose every pair was counted the chance is learned; the others keep their proportions', () => {
  const strangers = [{ pattern: 0x10n, pairs: 5000 }, { pattern: 0x11n, pairs: 2000 }, ...counts.slice(0, 2)]
  const found = train(small, strangers, u, 1e6, { ...firstGuess(small, 2000), households: 0 }, [
    [true, false, false],
    [false, false],
  ])
  const [first, second, third] = found.u[0]!
  assert.ok(first! > 0.004 && first! < 0.006, `${first}`)
  near([first! + second! + third!], [1], 1e-9)
  near([second! / third!], [0.002 / 0.997], 1e-9)
  assert.deepEqual(found.u[1], u[1])
})

test('a level that says nothing keeps no numbers, and a model without households gets none', () => {
  const model = {
    version: 1,
    fields: [],
    keys: [],
    comparisons: [
      {
        name: 'x',
        levels: [
          { label: 'not known', missing: true, when: { is: 'null', field: 'x', side: 'either' } },
          ...comparison('-').levels,
        ],
      },
    ],
  } as unknown as Model
  const weights = { m: [[0.9, 0.1]], h: [[0.2, 0.8]], u: [[0.1, 0.9]], persons: 1, households: 0, possible: 3 }
  const written = withWeights(model, weights)
  assert.deepEqual(written.comparisons[0]!.levels[0], model.comparisons[0]!.levels[0])
  assert.deepEqual(
    written.comparisons[0]!.levels.slice(1).map(({ m, u }) => [m, u]),
    [
      [0.9, 0.1],
      [0.1, 0.9],
    ],
  )
  assert.deepEqual([written.prior, written.household], [0.25, undefined])
  const { u: _, ...unknown } = written.comparisons[0]!.levels[2]!
  const comparisons = [{ ...written.comparisons[0]!, levels: [...written.comparisons[0]!.levels.slice(0, 2), unknown] }]
  assert.equal(givenWeights({ ...written, comparisons }), undefined)
})
