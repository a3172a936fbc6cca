import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openKey } from '#matching/siphash'
import { runs, seed } from '#testing/random'
import { joinBits, type Member, type Pair, peopleOf, reviewBits, type StaffDecision } from './grouping.rules.ts'
import { compare, matchRecordOf } from './matching.ts'
import { type CaseRecord, cases, factsOfCase } from './testing.ts'

/** A case's records and what the model says of each two that share a key: their letter is the source person. */
function compared(records: readonly CaseRecord[]): { members: Member[]; pairs: Pair[] } {
  const made = records.map((record) => ({ record, ...matchRecordOf(factsOfCase(record), openKey) }))
  const pairs = made.flatMap((one, at) =>
    made
      .slice(at + 1)
      .filter((other) => other.keys.some((key) => one.keys.includes(key)))
      .map((other) => ({
        one: one.record.letter,
        other: other.record.letter,
        bits: compare(one.comparable, other.comparable).bits,
      })),
  )
  const members = made.map(({ record, epoch, comparable }) => ({
    source: record.letter,
    epoch,
    numbers: comparable.numbers,
    replaced: comparable.replaced,
    content: `${record.system}|${JSON.stringify(comparable)}`,
  }))
  return { members, pairs }
}

const people = (members: readonly Member[], pairs: readonly Pair[], decisions: readonly StaffDecision[] = []): string[] =>
  peopleOf(members, pairs, decisions)
    .map((person) => person.join(''))
    .sort()

for (const { name, records, people: expected } of cases) {
  test(name, () => {
    const { members, pairs } = compared(records)
    assert.deepEqual(people(members, pairs), expected, JSON.stringify(pairs))
  })
}

// Records by their NHS number alone ("1<2": number 1, which replaced 2), and what each two say, in bits. Staff's word: "A=B"
// together, "A≠B" the first is not the second. Each row: numbers, pairs, what was decided, who is one person.
const rules: [why: string, numbers: string, pairs: string, decisions: string, people: string][] = [
  ['what says enough is joined, what says less is not', '- - -', 'AB:6 BC:5.9', '', 'AB C'],
  ['a third record that fits only one of two is outweighed by the other', '- - -', 'AB:14 BC:7 AC:-9', '', 'AB C'],
  ['two numbers are two people, whatever else they say', '1 2', 'AB:20', '', 'A B'],
  ['a number that the other has replaced is no other number', '1<2 2', 'AB:9', '', 'AB'],
  ['a record that fits two people alike is joined to neither', '1 2 -', 'AC:13 BC:13', '', 'A B C'],
  ['a record that fits one of two people far better is that one’s', '1 2 -', 'AC:13 BC:29', '', 'A BC'],
  [
    'so is one who fits two that hardly agree with one another, and he of two who are alike',
    '- - -',
    'AC:13 BC:13 AB:2',
    '',
    'A B C',
  ],
  ['what a person joined is joined, whatever the model says', '- -', 'AB:-20', 'A=B', 'AB'],
  ['what a person took apart stays apart', '1 1', 'AB:30', 'A≠B', 'A B'],
  ['a record taken out of a person leaves the others together', '1 1 1', 'AB:30 AC:30 BC:30', 'A≠B A≠C', 'A BC'],
  ['a later record that agrees with both joins those who stayed', '1 1 1', 'AB:30 AC:30 BC:30', 'A≠B', 'A BC'],
  ['a person may join what holds two numbers', '1 2', '', 'A=B', 'AB'],
  ['joined by a person, the others follow by their numbers', '1 2 2', 'BC:30', 'A=B', 'ABC'],
  ['who fits two just well enough is joined to neither', '1 2 -', 'AC:6 BC:6', '', 'A B C'],
  ['two who agree a little are no rivals', '- - -', 'AC:13 BC:13 AB:3', '', 'ABC'],
  ['who was said not to be one of two who were joined is neither', '- - -', 'BC:30', 'A=B A≠C', 'AB C'],
  ['a word about a record that is gone changes nothing', '- -', 'AB:9', 'A=Z Z=B A≠Z', 'AB'],
  ['who was said to be one by two steps is one, though a third word says otherwise', '- - -', '', 'A=B B=C A≠C', 'ABC'],
]
for (const [name, numbers, said, decisions, expected] of rules) {
  test(decisions ? `${name}: ${decisions}` : name, () => {
    const members = numbers.split(' ').map((number, at): Member => {
      const [own, replaced] = number.split('<')
      const source = String.fromCharCode(65 + at)
      return { source, epoch: 1, numbers: own === '-' ? [] : [own!], replaced: replaced ? [replaced] : [], content: source }
    })
    const pairs = said
      .split(' ')
      .filter(Boolean)
      .map((one): Pair => ({ one: one[0]!, other: one[1]!, bits: Number(one.slice(3)) }))
    const staff = decisions
      .split(' ')
      .filter(Boolean)
      .map((one): StaffDecision => {
        const [source, other] = one.split(/[=≠]/)
        return { kind: one.includes('=') ? 'together' : 'apart', source: source!, other: other! }
      })
    assert.deepEqual(people(members, pairs, staff), expected.split(' '))
  })
}

test('of records that say the same the ids decide, and people stand in the order of theirs', () => {
  const member = (source: string, content: string): Member => ({ source, epoch: 1, numbers: [], replaced: [], content })
  const alike = ['A', 'B', 'C'].map((source) => member(source, 'alike'))
  const pairs = [
    { one: 'A', other: 'B', bits: 9 },
    { one: 'B', other: 'C', bits: 9 },
  ]
  for (const members of [alike, alike.toReversed()]) assert.deepEqual(peopleOf(members, pairs, []), [['A', 'B'], ['C']])
  const turned = ['A', 'B', 'C', 'D'].map((source, at) => member(source, String(9 - at)))
  assert.deepEqual(peopleOf(turned, [{ one: 'D', other: 'B', bits: 9 }], []), [['A'], ['B', 'D'], ['C']])
})

test('less is asked of a pair to be looked at than to be joined', () => assert.ok(reviewBits < joinBits))

const someMembers = fc
  .array(
    fc.record({
      epoch: fc.constantFrom(1, 1, 1, 2),
      numbers: fc.uniqueArray(fc.constantFrom('1', '2', '3'), { maxLength: 1 }),
      replaced: fc.uniqueArray(fc.constantFrom('1', '2', '3'), { maxLength: 1 }),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((all) => all.map((one, at): Member => ({ ...one, source: `s${at}`, content: `c${at}` })))
const ends = { one: fc.nat(8), other: fc.nat(8) }
const somePairs = fc.array(fc.record({ ...ends, bits: fc.integer({ min: -10, max: 20 }) }), { maxLength: 16 })
const someDecisions = fc.array(fc.record({ ...ends, kind: fc.constantFrom('together' as const, 'apart' as const) }), {
  maxLength: 4,
})
const among = <End extends { one: number; other: number }>(members: readonly Member[], all: readonly End[]): End[] =>
  all.filter(({ one, other }) => one < other && other < members.length)
const pairsOf = (members: readonly Member[], some: readonly { one: number; other: number; bits: number }[]): Pair[] => [
  ...new Map(
    among(members, some)
      .filter(({ one, other }) => members[one]!.epoch === members[other]!.epoch)
      .map(({ one, other, bits }) => [`${one} ${other}`, { one: `s${one}`, other: `s${other}`, bits }]),
  ).values(),
]
const decisionsOf = (
  members: readonly Member[],
  some: readonly { one: number; other: number; kind: StaffDecision['kind'] }[],
): StaffDecision[] => among(members, some).map(({ one, other, kind }) => ({ kind, source: `s${one}`, other: `s${other}` }))

test('in whatever order the records and pairs stand, the people are the same (I5)', () => {
  const worlds = fc
    .tuple(someMembers, somePairs, someDecisions)
    .chain(([members, pairs, decisions]) =>
      fc.tuple(
        fc.constant([members, pairsOf(members, pairs), decisionsOf(members, decisions)] as const),
        fc.shuffledSubarray([...members], { minLength: members.length }),
        fc.boolean(),
      ),
    )
  fc.assert(
    fc.property(worlds, ([[members, pairs, decisions], shuffled, turn]) => {
      const turned = turn ? pairs.map(({ one, other, bits }) => ({ one: other, other: one, bits })).toReversed() : pairs
      assert.deepEqual(peopleOf(shuffled, turned, decisions.toReversed()), peopleOf(members, pairs, decisions))
    }),
    { seed, numRuns: runs(500) },
  )
})

test('nor do the ids that records were given matter: they may be others in another replay', () => {
  fc.assert(
    fc.property(someMembers, somePairs, (members, some) => {
      const pairs = pairsOf(members, some)
      const renamed = (source: string) => `r${9 - Number(source.slice(1))}`
      const others = peopleOf(
        members.map((member) => ({ ...member, source: renamed(member.source) })),
        pairs.map(({ one, other, bits }) => ({ one: renamed(one), other: renamed(other), bits })),
        [],
      )
      const expected = peopleOf(members, pairs, []).map((person) => person.map(renamed).toSorted())
      assert.deepEqual(others.map(String).sort(), expected.map(String).sort())
    }),
    { seed, numRuns: runs(500) },
  )
})

/** Whether a chain of "together" leads from one to the other: then those decisions contradict each other. */
function joinedBy(decisions: readonly StaffDecision[], from: string, to: string): boolean {
  const reached = new Set([from])
  for (const one of reached)
    for (const { kind, source, other } of decisions)
      if (kind === 'together' && (source === one || other === one)) reached.add(source).add(other)
  return reached.has(to)
}

test('everyone is in exactly one person, none crosses epochs or holds what a person took apart (I4)', () => {
  fc.assert(
    fc.property(someMembers, somePairs, someDecisions, (members, pairs, some) => {
      const decisions = decisionsOf(members, some)
      const found = peopleOf(members, pairsOf(members, pairs), decisions)
      assert.deepEqual(found.flat().sort(), members.map((one) => one.source).sort())
      const epochs = new Map(members.map((one) => [one.source, one.epoch]))
      const oneEpoch = decisions.filter(({ source, other }) => epochs.get(source) === epochs.get(other))
      for (const person of found) {
        assert.equal(new Set(person.map((source) => epochs.get(source))).size, 1)
        for (const { kind, source, other } of decisions)
          if (kind === 'apart' && !joinedBy(oneEpoch, source, other))
            assert.ok(!(person.includes(source) && person.includes(other)), `${source} was said not to be ${other}`)
      }
    }),
    { seed, numRuns: runs(500) },
  )
})
