import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Answer, markDifferences, needsTwo, outcomeOf, putsInDoubt, sittingOf, worth } from './review.rules.ts'

const little = { settles: 1, probability: 0.6 }
const much = { settles: 6, probability: 0.6 }
const sure = { settles: 1, probability: 0.96 }
const doubtful = { settles: 1, probability: 0.04 }
const three = { settles: 3, probability: 0.6 }
const nineInTen = { settles: 1, probability: 0.9 }
const oneInTen = { settles: 1, probability: 0.1 }

// Who said what, in turn, and what it comes to. A practitioner may correct these.
const outcomes: readonly [
  what: string,
  pair: typeof little,
  said: readonly Answer[],
  comesTo: 'same' | 'different' | undefined,
][] = [
  ['one reviewer, little hangs on it', little, ['same'], 'same'],
  ['one reviewer, little hangs on it, the other way', little, ['different'], 'different'],
  ['nobody can say', little, ['unsure', 'need-more'], undefined],
  ['the first cannot say, the second can', little, ['unsure', 'different'], 'different'],
  ['much hangs on it: one is not enough', much, ['same'], undefined],
  ['much hangs on it: two say the same', much, ['same', 'same'], 'same'],
  ['much hangs on it: they disagree', much, ['same', 'different'], undefined],
  ['a third decides between them', much, ['same', 'different', 'different'], 'different'],
  ['against strong evidence one is not enough', sure, ['different'], undefined],
  ['with strong evidence one is enough', sure, ['same'], 'same'],
  ['against strong evidence two are', sure, ['different', 'different'], 'different'],
  ['against strong evidence of two people one is not enough', doubtful, ['same'], undefined],
  ['with strong evidence of two people one is enough', doubtful, ['different'], 'different'],
  ['three pairs hang on it: one is enough', three, ['same'], 'same'],
  ['nine in ten is not yet strong evidence', nineInTen, ['different'], 'different'],
  ['nor is one in ten', oneInTen, ['same'], 'same'],
  ['little hangs on it: they disagree', little, ['same', 'different'], undefined],
  ['little hangs on it: one disagrees with two', little, ['same', 'different', 'same'], 'same'],
  ['little hangs on it: the same, the other way', little, ['different', 'same', 'different'], 'different'],
  ['two on either side', little, ['same', 'different', 'same', 'different'], undefined],
  ['with strong evidence, but they disagree', sure, ['same', 'different'], undefined],
]
// Of a pair that is decided, asked about again: what the others said, what she says, and whether the decision is in doubt.
const askedAgain: readonly [
  what: string,
  decided: 'same' | 'different',
  others: readonly Answer[],
  said: Answer,
  isInDoubt: boolean,
][] = [
  ['she says what one had decided', 'same', ['same'], 'same', false],
  ['she says otherwise than the one who decided', 'same', ['same'], 'different', true],
  ['the other way round', 'different', ['different'], 'same', true],
  ['she cannot say', 'same', ['same'], 'unsure', false],
  ['she needs more', 'different', ['different'], 'need-more', false],
  ['two had said it: she alone does not undo that', 'same', ['same', 'same'], 'different', false],
  ['decided by hand, not at the desk', 'different', [], 'same', true],
  ['one had not been able to say', 'different', ['unsure', 'different'], 'same', true],
]
for (const [what, decided, others, said, isInDoubt] of askedAgain)
  test(`asked again: ${what}`, () => assert.equal(putsInDoubt(said, decided, others), isInDoubt))

for (const [what, pair, said, comesTo] of outcomes)
  test(`a review comes to a decision: ${what}`, () => assert.equal(outcomeOf(said, pair), comesTo))

test('no order of the answers changes what they come to', () => {
  const answer = fc.constantFrom<Answer>('same', 'different', 'unsure', 'need-more')
  const shuffled = fc
    .array(answer, { maxLength: 6 })
    .chain((said) => fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length })))
  fc.assert(fc.property(shuffled, ([said, other]) => assert.equal(outcomeOf(said, much), outcomeOf(other, much))))
})

test('what cannot be said needs nobody else’s word', () => {
  assert.equal(needsTwo('unsure', much), false)
  assert.equal(needsTwo('need-more', sure), false)
})

test('what is likelier to be wrong, and on what more hangs, comes first; what takes longer, later', () => {
  const plain = { settles: 1, records: 2, probability: 0.5 }
  assert.ok(worth({ ...plain, probability: 0.9 }) > worth(plain))
  assert.ok(worth({ ...plain, settles: 4 }) > worth(plain))
  assert.ok(worth({ ...plain, records: 6 }) < worth(plain))
  assert.deepEqual([worth(plain), worth({ ...plain, records: 6 }), worth({ ...plain, records: 1 })], [0.5, 0.25, 0.5])
})

const marks: readonly [text: string, other: string, marked: string][] = [
  ['Kayleigh', 'Kayley', 'Kayle[igh]'],
  ['Kayley', 'Kayleigh', 'Kayle[y]'],
  ['marsden', 'Marsden', 'marsden'],
  ['9990000107', '9990000170', '999000010[7]'],
  ['Smith', '', '[Smith]'],
  ['Ann', 'Joann', 'Ann'],
  ['Joann', 'Ann', '[Jo]ann'],
  ['abcd', 'xbxd', '[a]b[c]d'],
  ['xaby', 'abz', '[x]ab[y]'],
  ['banana', 'nab', '[ba]na[na]'],
  ['abcabc', 'bca', '[a]bca[bc]'],
  ['', 'Smith', ''],
]
for (const [text, other, expected] of marks)
  test(`what "${text}" has that "${other}" has not`, () => {
    const marked = markDifferences(text, other)
    assert.equal(marked.map((part) => (part.differs ? `[${part.text}]` : part.text)).join(''), expected)
  })

test('marking loses no letter, and marks nothing in equal texts', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, other) => {
      assert.equal(
        markDifferences(text, other)
          .map((part) => part.text)
          .join(''),
        [...text].join(''),
      )
      assert.ok(markDifferences(text, text).every((part) => !part.differs))
    }),
  )
})

const sittings: readonly [what: string, minutesAgo: readonly number[], expected: ReturnType<typeof sittingOf>][] = [
  ['she has answered nothing', [], { answers: 0, minutes: 0, isLong: false }],
  ['her last answer was a quarter of an hour ago', [15], { answers: 0, minutes: 0, isLong: false }],
  ['a few answers', [1, 4, 9], { answers: 3, minutes: 9, isLong: false }],
  ['a pause ends a sitting', [2, 5, 40, 45], { answers: 2, minutes: 5, isLong: false }],
  ['an hour without a pause', [10, 24, 38, 52, 60], { answers: 5, minutes: 60, isLong: true }],
  ['in any order', [52, 10, 60, 38, 24], { answers: 5, minutes: 60, isLong: true }],
]
for (const [what, minutesAgo, expected] of sittings)
  test(`a sitting at the desk: ${what}`, () => {
    const now = 1_800_000_000_000
    assert.deepEqual(
      sittingOf(
        minutesAgo.map((minutes) => now - minutes * 60_000),
        now,
      ),
      expected,
    )
  })
