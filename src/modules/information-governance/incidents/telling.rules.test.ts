import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Reached, type ReachedState, stateOfTelling, type TellingKind, waysFor } from './telling.rules.ts'

// what is so of her (Withheld look, Protected address, Hidden service, Account); what was written; where it stands; how she may be told
const cases: readonly (readonly [string, string, ReachedState, string])[] = [
  ['A', '-', 'waiting', 'account worker safe-contact'],
  ['-', '-', 'waiting', 'worker safe-contact'], // without an account it is on the worklist
  ['A', 'account', 'told', ''],
  ['A', 'cannot', 'cannot', 'account worker safe-contact'], // who could not be told may be later
  ['A', 'cannot worker', 'told', ''],
  ['AW', '-', 'to-review', ''], // nobody is told of a withheld look before a reviewer has said that it is safe
  ['AW', 'not-safe', 'not-safe', ''],
  ['AW', 'safe', 'waiting', 'account worker safe-contact'],
  ['AW', 'safe not-safe', 'not-safe', ''], // what was said last holds
  ['AW', 'not-safe cannot', 'cannot', ''],
  ['AW', 'not-safe cannot safe', 'cannot', 'account worker safe-contact'],
  ['AP', '-', 'to-review', ''], // whose address is kept from others
  ['AP', 'safe', 'waiting', 'account worker safe-contact'],
  ['AH', '-', 'waiting', 'worker safe-contact'], // her page never says that a hidden service knows her
  ['AHW', 'safe', 'waiting', 'worker safe-contact'],
]
test('who may be told, and how', () => {
  for (const [facts, written, state, ways] of cases) {
    const is = (letter: string) => facts.includes(letter)
    const reached: Reached = {
      withheld: is('W'),
      isProtected: is('P'),
      hidden: is('H'),
      hasAccount: is('A'),
      tellings: written === '-' ? [] : written.split(' ').map((kind) => ({ kind: kind as TellingKind })),
    }
    assert.equal(stateOfTelling(reached), state, `${facts}: ${written}`)
    assert.equal(waysFor(reached).join(' '), ways, `${facts}: ${written}`)
  }
})
