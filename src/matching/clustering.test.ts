import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import {
  type AverageLinkageOf,
  clusterByAverage,
  clusterByComponents,
  DecisionsContradict,
  type RecordPair,
} from './clustering.ts'

/** "AB7 BC-2": what the pairs of these records say, in bits; "AB=" must be together, "AB!" must not. */
function graph(text: string, options: Partial<AverageLinkageOf> = {}): AverageLinkageOf {
  const words = text.split(' ').filter(Boolean)
  const numbered = (word: string): RecordPair => [word.charCodeAt(0) - 65, word.charCodeAt(1) - 65]
  const pairs = words.filter((word) => /\d$/.test(word))
  const records = Math.max(0, ...words.flatMap(numbered)) + 1
  return {
    records,
    left: Int32Array.from(pairs, (word) => numbered(word)[0]),
    right: Int32Array.from(pairs, (word) => numbered(word)[1]),
    weight: Float64Array.from(pairs, (word) => Number(word.slice(2))),
    stop: 0,
    unseen: -6,
    mustLink: words.filter((word) => word.endsWith('=')).map(numbered),
    cannotLink: words.filter((word) => word.endsWith('!')).map(numbered),
    ...options,
  }
}

/** "AB C": who is one person, by the lowest of each. */
const people = (clusters: Int32Array): string =>
  [...Map.groupBy(clusters.keys(), (record) => clusters[record]!)]
    .map(([lowest, members]) => {
      assert.equal(lowest, members[0])
      return members.map((record) => String.fromCharCode(65 + record)).join('')
    })
    .join(' ')

// Each row: what the pairs say, who is one person. Stop 0, a pair that was never compared counts -6 bits.
const cases: [why: string, pairs: string, people: string, options?: Partial<AverageLinkageOf>][] = [
  ['nobody is compared: everyone is alone', '', 'A B C', { records: 3 }],
  ['no records, no people', '', '', { records: 0 }],
  ['two are joined at the stop', 'AB0', 'AB'],
  ['and not below it', 'AB-0.5', 'A B'],
  ['the stop need not be 0', 'AB7 BC6.5', 'AB C', { stop: 7 }],
  ['a chain is not one person: AC was never compared', 'AB9 BC5', 'AB C'],
  ['unless the pairs that were compared outweigh it', 'AB9 BC6', 'ABC'],
  ['a pair that was compared counts what it says', 'AB9 BC5 AC-4', 'ABC'],
  ['and that may be worse than never compared', 'AB9 BC8 AC-9', 'AB C'],
  ['the highest average comes first', 'AB1 BC9 CD1', 'A BC D'],
  ['of equals the lowest record comes first', 'BC1 AB1', 'AB C'],
  ['of equals with the same lowest record, the lower of the others', 'AC1 AB1', 'AB C'],
  ['of equals, groups are named by their lowest record', 'BD9 AC8 CE7 DE7 AE7 BE7', 'ACE BD'],
  ['two groups are joined by the average of all their pairs', 'AB9 CD9 AC5 AD5 BC5 BD-8 ', 'ABCD'],
  ['and kept apart by it', 'AB9 CD9 AC5 AD5 BC5 BD-16', 'AB CD'],
  ['a pair given twice counts once, and its higher weight', 'AB-9 BA3 AB-9 BC2', 'AB C'],
  ['equal weights average to themselves', 'AB0.7 AC0.7 BC0.7', 'ABC', { stop: 0.7 }],
  ['what must be together is, without any pair', 'AC=', 'AC B'],
  ['and whatever the pairs say', 'AB-30 AB=', 'AB'],
  ['must in steps is must as a whole', 'AB= CB= AB=', 'ABC'],
  ['it counts as a group from the start', 'AB= BC5', 'AB C'],
  ['and what each of its records says is added', 'AB= BC5 AC-4', 'ABC'],
  ['what must not be together is not', 'AB30 AB!', 'A B'],
  ['nor through a third', 'AB9 BC8 AC8 AC!', 'AB C'],
  ['nor through a whole group', 'AB9 CD9 BC8 AC8 BD8 AD!', 'AB CD'],
  ['must not holds for all that must be together', 'AB= BC9 AC9 AC!', 'AB C'],
  ['must not between strangers changes nothing', 'AB9 CD9 AC!', 'AB CD'],
  ['of one source that has each person once, nobody is together', 'AB9', 'A B', { source: Int32Array.of(0, 0) }],
  ['a source without that limit joins', 'AB9', 'AB', { source: Int32Array.of(-1, -1) }],
  ['other sources join', 'AB9', 'AB', { source: Int32Array.of(0, 1) }],
  ['nor are two of a source together through others', 'AB9 BC8 AC8', 'AB C', { source: Int32Array.of(2, -1, 2) }],
  ['a refusal is for good, and the next best is taken', 'AB9 BC8 AC8 CD7 AD6', 'AB CD', { source: Int32Array.of(1, 0, 1, 2) }],
  ["people's word stands above the source", 'AB= BC9 AC9', 'ABC', { source: Int32Array.of(0, 0, 1) }],
  ['and the source still holds for the others', 'AB= BC9 AC9', 'AB C', { source: Int32Array.of(0, 0, 0) }],
]
for (const [why, pairs, expected, options] of cases) {
  test(`${why}: ${pairs}`, () => assert.equal(people(clusterByAverage(graph(pairs, options))), expected))
}

test('components: whoever hangs together at the threshold is one person, however weakly', () => {
  const chain = graph('DE9 BC3 AB3 CD2.5')
  assert.equal(people(clusterByComponents({ ...chain, stop: 3 })), 'ABC DE')
  assert.equal(people(clusterByComponents({ ...chain, stop: 2.5 })), 'ABCDE')
})

const contradictions: [pairs: string, chain: number[]][] = [
  ['AB= AB!', [0, 1]],
  ['AB= BC= DE= AC!', [0, 1, 2]],
  ['AB= BC= CD= AE= ED= BE! DB!', [1, 0, 4]],
]
for (const [pairs, chain] of contradictions) {
  test(`decisions that contradict one another are refused, and the records named: ${pairs}`, () => {
    assert.throws(
      () => clusterByAverage(graph(pairs)),
      (error) => {
        assert.ok(error instanceof DecisionsContradict)
        assert.equal(error.name, 'DecisionsContradict')
        assert.deepEqual(error.chain, chain)
        assert.match(error.message, new RegExp(`^Records ${chain[0]} and ${chain.at(-1)} .*: ${chain.join(' = ')}\\.`))
        return true
      },
    )
  })
}

const refused: [why: string, of: AverageLinkageOf, says: RegExp][] = [
  ['a record that there is not', graph('AC1', { records: 2 }), /no pair of records 0 and 2 among 2/],
  ['the same on the left', graph('CA1', { records: 2 }), /no pair of records 2 and 0 among 2/],
  [
    'a record before the first',
    graph('', { records: 2, left: Int32Array.of(-1), right: Int32Array.of(0), weight: Float64Array.of(1) }),
    /no pair of records -1 and 0/,
  ],
  [
    'the same on the right',
    graph('', { records: 2, left: Int32Array.of(0), right: Int32Array.of(-1), weight: Float64Array.of(1) }),
    /no pair of records 0 and -1/,
  ],
  ['a record with itself', graph('AA1'), /no pair of records 0 and 0/],
  ['a weight that is no number', graph('AB1', { weight: Float64Array.of(Number.NaN) }), /records 0 and 1 weighs NaN/],
  ['a weight without end', graph('AB1', { weight: Float64Array.of(Infinity) }), /weighs Infinity/],
  ['more left than right', graph('AB1', { right: new Int32Array(0) }), /1 left records, 0 right records and 1 weights/],
  ['fewer weights', graph('AB1', { weight: new Float64Array(0) }), /1 left records, 1 right records and 0 weights/],
  ['never compared counts as much as the stop', graph('AB1', { unseen: 0 }), /counts 0 bits: that must be less than the stop, 0/],
  ['a stop that is no number', graph('AB1', { stop: Number.NaN }), /less than the stop, NaN/],
  ['too few sources', graph('AB1', { source: new Int32Array(1) }), /1 sources are given for 2 records/],
  ['together with nobody', graph('AC=', { records: 2 }), /no pair of records 0 and 2/],
  ['apart from nobody', graph('AC!', { records: 2 }), /no pair of records 0 and 2/],
]
for (const [why, of, says] of refused) {
  test(`refused: ${why}`, () =>
    assert.throws(
      () => clusterByAverage(of),
      (error) => error instanceof RangeError && says.test(error.message),
    ))
}

// The same by trying every pair of groups at every step.
function slowly({
  records,
  left,
  right,
  weight,
  stop,
  unseen,
  source,
  mustLink = [],
  cannotLink = [],
}: AverageLinkageOf): Int32Array {
  const said = Array.from({ length: records }, () => new Map<number, number>())
  const say = (a: number, b: number, bits: number) => said[a]!.set(b, Math.max(bits, said[a]!.get(b) ?? -Infinity))
  for (let at = 0; at < left.length; at++) {
    say(left[at]!, right[at]!, weight[at]!)
    say(right[at]!, left[at]!, weight[at]!)
  }
  let groups = Array.from({ length: records }, (_, record) => [record])
  const join = (a: number[], b: number[]) => {
    groups = [...groups.filter((group) => group !== a && group !== b), [...a, ...b].sort((x, y) => x - y)]
    groups.sort((x, y) => x[0]! - y[0]!)
  }
  const holding = (record: number) => groups.find((group) => group.includes(record))!
  for (const [a, b] of mustLink) if (holding(a) !== holding(b)) join(holding(a), holding(b))
  const average = (a: number[], b: number[]) => {
    if (cannotLink.some(([x, y]) => (a.includes(x) && b.includes(y)) || (a.includes(y) && b.includes(x)))) return -Infinity
    if (source && a.some((x) => source[x]! >= 0 && b.some((y) => source[x] === source[y]))) return -Infinity
    return a.flatMap((x) => b.map((y) => said[x]!.get(y) ?? unseen)).reduce((sum, bits) => sum + bits, 0) / (a.length * b.length)
  }
  for (;;) {
    let best: { bits: number; a: number[]; b: number[] } | undefined
    for (const [at, a] of groups.entries())
      for (const b of groups.slice(at + 1)) {
        const bits = average(a, b)
        if (bits >= stop && (!best || bits > best.bits)) best = { bits, a, b }
      }
    if (!best) break
    join(best.a, best.b)
  }
  const clusters = new Int32Array(records)
  for (const group of groups) for (const record of group) clusters[record] = group[0]!
  return clusters
}

// Weights in quarters, so that the slow sums are exact too; few different ones, so that there are ties.
const pairOf = (records: number) => fc.tuple(fc.nat(records - 1), fc.nat(records - 1)).filter(([a, b]) => a !== b)
const graphs = fc.integer({ min: 2, max: 12 }).chain((records) =>
  fc.record({
    records: fc.constant(records),
    pairs: fc.array(fc.tuple(pairOf(records), fc.integer({ min: -12, max: 40 })), { maxLength: 70 }),
    stop: fc.constantFrom(0, 0.25, 2, -1),
    under: fc.constantFrom(0.25, 1, 6, 9),
    source: fc.option(fc.array(fc.integer({ min: -1, max: 4 }), { minLength: records, maxLength: records }), { nil: undefined }),
    mustLink: fc.array(pairOf(records), { maxLength: 3 }),
    cannotLink: fc.array(pairOf(records), { maxLength: 4 }),
  }),
)
type Graph = typeof graphs extends fc.Arbitrary<infer One> ? One : never
const typed = ({ records, pairs, stop, under, source, mustLink, cannotLink }: Graph): AverageLinkageOf => ({
  records,
  left: Int32Array.from(pairs, ([[a]]) => a),
  right: Uint32Array.from(pairs, ([[, b]]) => b),
  weight: Float32Array.from(pairs, ([, quarters]) => quarters / 4),
  stop,
  unseen: stop - under,
  source: source && Int32Array.from(source),
  mustLink,
  cannotLink,
})
/** The people, or that the decisions contradict one another. */
const answer = (of: AverageLinkageOf, by: typeof clusterByAverage = clusterByAverage): string => {
  try {
    return by(of).join(' ')
  } catch (error) {
    if (error instanceof DecisionsContradict) return 'contradiction'
    throw error
  }
}

test('average linkage finds what trying every pair of groups at every step finds', () => {
  let [contradicting, split] = [0, 0]
  fc.assert(
    fc.property(graphs, (drawn) => {
      const of = typed(drawn)
      const found = answer(of)
      if (found === 'contradiction') {
        contradicting++
        const together = slowly({ ...of, left: new Int32Array(0), right: new Int32Array(0), cannotLink: [], source: undefined })
        assert.ok(of.cannotLink!.some(([a, b]) => together[a] === together[b]))
        return
      }
      if (found !== clusterByComponents(of).join(' ')) split++
      assert.equal(found, answer(of, slowly))
    }),
    { seed, numRuns: runs(1500) },
  )
  assert.ok(contradicting > 5 && split > 300, `${contradicting} contradict themselves, ${split} are not components`)
})

test('each person lies within one component', () => {
  fc.assert(
    fc.property(graphs, (drawn) => {
      const of = typed({ ...drawn, source: undefined, mustLink: [], cannotLink: [] })
      const components = clusterByComponents(of)
      const clusters = clusterByAverage(of)
      for (const [record, lowest] of clusters.entries()) assert.equal(components[lowest], components[record])
    }),
    { seed, numRuns: runs(200) },
  )
})

test('the order in which pairs and decisions are given changes nothing, nor which record of a pair is the left one', () => {
  fc.assert(
    fc.property(graphs, fc.infiniteStream(fc.nat(1e6)), (drawn, dice) => {
      const roll = () => dice.next().value
      const shuffled = <T>(items: readonly T[]): T[] =>
        items
          .map((item) => [roll(), item] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, item]) => item)
      const turned = (pair: [number, number]): [number, number] => (roll() % 2 ? [pair[1], pair[0]] : pair)
      // Weights that no binary fraction is, so that a sum would depend on its order.
      const odd = {
        ...drawn,
        pairs: drawn.pairs.map(([pair, quarters]) => [pair, (quarters * 4) / 10] as [[number, number], number]),
      }
      const mixed = {
        ...odd,
        pairs: shuffled(odd.pairs).map(([pair, bits]) => [turned(pair), bits] as [[number, number], number]),
        mustLink: shuffled(odd.mustLink).map(turned),
        cannotLink: shuffled(odd.cannotLink).map(turned),
      }
      assert.equal(answer(typed(mixed)), answer(typed(odd)))
    }),
    { seed, numRuns: runs(500) },
  )
})
