import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import { groupsOf, type Member, type StaffDecision } from './grouping.rules.ts'
import { keyHash, matchKeysOf } from './keyed-hash.ts'
import { membersOf } from './members.rules.ts'
import { type CaseRecord, cases } from './testing.ts'

const hash = keyHash(Buffer.alloc(32, 7))

/** A case's records as the rules get them: their letter is the source person. */
function members(records: readonly CaseRecord[]): Member[] {
  const keys = records.flatMap((record) =>
    matchKeysOf(
      {
        epoch: record.epoch,
        protected: record.protected,
        names: [{ given: record.given, family: record.family, other: null, use: 'usual' }],
        birthdays: record.born ? [record.born] : [],
        homes: record.postcode ? [{ address: '14 Bracken Row', postcode: record.postcode }] : [],
        identifiers: record.numbers.map((number) => ({ scheme: 'nhs-number', ...number })),
        references: [record.letter],
      },
      hash,
    ).map((key) => ({ source: record.letter, ...key })),
  )
  const systems = new Map(records.map((record) => [record.letter, record.system]))
  return membersOf([...systems.keys()], keys, (source) => systems.get(source)!)
}

const people = (all: readonly Member[], decisions: readonly StaffDecision[] = []): string[] =>
  groupsOf(all, decisions)
    .map((group) => group.map((one) => one.source).join(''))
    .sort()

for (const { name, records, people: expected } of cases) {
  test(name, () => assert.deepEqual(people(members(records)), expected))
}

// Records by their keys alone. Staff's word: "A=B" together, "A≠B" the first is not the second. A record may have several
// descriptions: "x+y". Each row: records, what was decided, who is one person.
const record = (system: string, number: string, description: string) => ({ system, number, description })
const [mother, daughter] = ['Kayleigh Marsden 1993', 'Ruby Marsden 2019']
const decided: [why: string, records: ReturnType<typeof record>[], decisions: string, people: string][] = [
  [
    'a description that one system holds twice joins nobody, another of the same record does',
    [record('a', '', 'x+y'), record('a', '', 'x'), record('b', '', 'y')],
    '',
    'AC B',
  ],
  [
    'a record that fits two people leaves each of them with her own',
    [record('a', '1', 'w+x'), record('b', '', 'x+y'), record('c', '2', 'y'), record('d', '', 'w')],
    '',
    'AD B C',
  ],
  ['what a person joined is joined', [record('a', '', mother), record('b', '', daughter)], 'A=B', 'AB'],
  ['what a person took apart stays apart', [record('a', '1', ''), record('b', '1', '')], 'A≠B', 'A B'],
  [
    'a record taken out of a person leaves the others together',
    [record('a', '1', ''), record('b', '1', ''), record('c', '1', '')],
    'A≠B A≠C',
    'A BC',
  ],
  [
    'a later record that agrees with both joins those who stayed',
    [record('a', '1', ''), record('b', '1', ''), record('c', '1', '')],
    'A≠B',
    'A BC',
  ],
  ['a person may join what holds two numbers', [record('a', '1', ''), record('b', '2', '')], 'A=B', 'AB'],
  [
    'joined by a person, the others follow by their numbers',
    [record('a', '1', ''), record('b', '2', ''), record('c', '2', '')],
    'A=B',
    'ABC',
  ],
  ['apart beats a description too', [record('a', '', mother), record('b', '', mother)], 'A≠B', 'A B'],
]
for (const [name, records, decisions, expected] of decided) {
  test(decisions ? `${name}: ${decisions}` : name, () => {
    const all = records.map(
      ({ system, number, description }, at): Member => ({
        source: String.fromCharCode(65 + at),
        dataset: system,
        epoch: '',
        numbers: number ? [number] : [],
        supersededNumbers: [],
        descriptions: description.split('+').filter(Boolean),
      }),
    )
    const said = decisions
      .split(' ')
      .filter(Boolean)
      .map((one): StaffDecision => {
        const [source, other] = one.split(/[=≠]/)
        return { kind: one.includes('=') ? 'together' : 'apart', source: source!, other: other! }
      })
    assert.deepEqual(people(all, said), expected.split(' '))
  })
}

const letters = fc.constantFrom('1', '2', '3')
const someMembers = fc
  .array(
    fc.record({
      dataset: fc.constantFrom('a', 'b', 'c'),
      epoch: fc.constantFrom('', '', '', 'e2'),
      numbers: fc.uniqueArray(letters, { maxLength: 2 }),
      supersededNumbers: fc.uniqueArray(letters, { maxLength: 1 }),
      descriptions: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 2 }),
    }),
    { maxLength: 9 },
  )
  .map((all) =>
    all.map((one, at): Member => {
      const inEpoch = (texts: string[]) => texts.map((text) => `${one.epoch}${text}`)
      return {
        ...one,
        source: `s${at}`,
        numbers: inEpoch(one.numbers),
        supersededNumbers: inEpoch(one.supersededNumbers),
        descriptions: one.epoch === '' ? one.descriptions : [], // as `matchTexts` makes them
      }
    }),
  )
const someDecisions = fc.array(fc.record({ kind: fc.constantFrom('together', 'apart'), source: fc.nat(8), other: fc.nat(8) }), {
  maxLength: 4,
})
const among = (all: readonly Member[], decisions: readonly { kind: string; source: number; other: number }[]) =>
  decisions
    .filter(({ source, other }) => source !== other && source < all.length && other < all.length)
    .map(({ kind, source, other }) => ({ kind, source: `s${source}`, other: `s${other}` }) as StaffDecision)

test('in whatever order the records stand, the people are the same', () => {
  const worlds = fc
    .tuple(someMembers, someDecisions)
    .chain(([all, decisions]) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length }), fc.constant(among(all, decisions))),
    )
  fc.assert(
    fc.property(worlds, ([all, shuffled, decisions]) => {
      assert.deepEqual(groupsOf(shuffled, decisions), groupsOf(all, decisions))
    }),
    { seed, numRuns: runs(500) },
  )
})

/** Whether a chain of "together" leads from one to the other: such decisions contradict each other, and are never taken. */
function joinedBy(decisions: readonly StaffDecision[], from: string, to: string): boolean {
  const reached = new Set([from])
  for (const one of reached) {
    for (const { kind, source, other } of decisions) {
      if (kind === 'together' && (source === one || other === one)) reached.add(source).add(other)
    }
  }
  return reached.has(to)
}

test('everyone is in exactly one group, no group crosses epochs, and nothing taken apart is in one (I4)', () => {
  fc.assert(
    fc.property(someMembers, someDecisions, (all, some) => {
      const decisions = among(all, some)
      const groups = groupsOf(all, decisions).map((group) => group.map((one) => one.source))
      assert.deepEqual(groups.flat().sort(), all.map((one) => one.source).sort())
      const bySource = new Map(all.map((one) => [one.source, one]))
      for (const group of groups) {
        assert.equal(new Set(group.map((source) => bySource.get(source)!.epoch)).size, 1)
        for (const { kind, source, other } of decisions) {
          if (kind === 'apart' && !joinedBy(decisions, source, other))
            assert.ok(!(group.includes(source) && group.includes(other)), `${source} was said not to be ${other}`)
        }
      }
    }),
    { seed, numRuns: runs(500) },
  )
})
