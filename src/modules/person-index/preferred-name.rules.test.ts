import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#modules/feeds'
import { nameRules, preferredName } from './preferred-name.rules.ts'

/** "Ann Fox" as the usual name, "(Ann Dale)" as an earlier one, "-" a fact that is no name. */
const factsOf = (text: string) =>
  text
    .split(', ')
    .filter(Boolean)
    .map((one) => {
      if (one === '-') return { kind: 'residence', content: { address: '1 Ash Way' } } as Fact
      const [givenName, familyName] = one.replace(/[()]/g, '').split(' ')
      return {
        kind: 'identity',
        content: {
          givenName: givenName || null,
          familyName: familyName ?? null,
          nameUse: one.startsWith('(') ? 'former' : 'usual',
        },
      } as Fact
    })

// Each row: what her records say, in their order, and how she is called.
const rows: [why: string, records: string, called: string | undefined][] = [
  ['nothing is known', '', undefined],
  ['no name among what is known', '-', undefined],
  ['a name without a word', ' ', undefined],
  ['her only name', '-, Ann Fox', 'Ann Fox'],
  ['the usual name before an earlier one', '(Ann Dale), (Ann Dale), Ann Fox', 'Ann Fox'],
  ['an earlier name where there is no other', '(Ann Dale)', 'Ann Dale'],
  ['the name that most records give', 'Anne Fox, Ann Fox, Ann Fox', 'Ann Fox'],
  ['of as many, the first', 'Anne Fox, Ann Fox', 'Anne Fox'],
  ['however it is written', 'Anne Fox, ANN FOX, Ann Fox', 'Ann Fox'],
]
for (const [why, records, called] of rows)
  test(`how she is called: ${why}`, () => assert.equal(preferredName(factsOf(records)), called))

test('rules of other rooms call people the same', () => {
  const { preferredIdentity, spokenName } = nameRules
  assert.equal(spokenName(preferredIdentity(factsOf('Anne Fox, Ann Fox, Ann Fox'))!.content), 'Ann Fox')
})
