import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MatchingFact } from '#modules/feeds'
import { instant } from '#platform/dates'
import { sourceFactsOf } from './facts.rules.ts'

const ended = instant('2026-01-01T00:00:00Z')
const fact = (kind: MatchingFact['kind'], content: object, left = false) =>
  ({ kind, content, sourcePersonId: 's', sourceKey: 'H1', validTo: left ? ended : null }) as unknown as MatchingFact
const identity = (content: object = {}) =>
  fact('identity', {
    givenName: 'Ann',
    familyName: 'Fox',
    nameUse: 'usual',
    dateOfBirth: '1993-07-04',
    sex: 'female',
    ...content,
  })

test('nothing said is nothing known, of a first identity, and nothing kept from others', () => {
  assert.deepEqual(sourceFactsOf([]), {
    epoch: 1,
    protected: false,
    names: [],
    birthdays: [],
    homes: [],
    sexes: [],
    contacts: [],
    identifiers: [],
    references: [],
  })
})

test('each fact goes where it belongs; what has an end is left, or replaced; what is said twice counts once', () => {
  const found = sourceFactsOf([
    identity(),
    identity({ givenName: null, otherNames: 'Jane', nameUse: 'former', dateOfBirth: null, sex: 'unknown' }),
    identity({ sex: 'male' }),
    fact('residence', { address: '1 Ash Way', postcode: 'AX1 2BD' }),
    fact('residence', { address: '2 Elm Way' }, true),
    fact('contact-point', { system: 'phone', value: '07700 900111' }),
    fact('contact-point', { system: 'phone', value: '07700 900137', safety: 'safe', through: 'Her grandmother' }),
    fact('identifier', { scheme: 'nhs-number', value: '9990000026' }),
    fact('identifier', { scheme: 'upn', value: 'A1' }, true),
  ])
  assert.deepEqual(found, {
    epoch: 1,
    protected: false,
    names: [
      { given: 'Ann', family: 'Fox', other: null, use: 'usual' },
      { given: null, family: 'Fox', other: 'Jane', use: 'former' },
      { given: 'Ann', family: 'Fox', other: null, use: 'usual' },
    ],
    birthdays: ['1993-07-04'],
    homes: [
      { address: '1 Ash Way', postcode: 'AX1 2BD', left: false },
      { address: '2 Elm Way', postcode: null, left: true },
    ],
    sexes: ['female', 'male'],
    contacts: [{ system: 'phone', value: '07700 900111' }],
    identifiers: [
      { scheme: 'nhs-number', value: '9990000026', superseded: false },
      { scheme: 'upn', value: 'A1', superseded: true },
    ],
    references: ['H1'],
  })
})

test('one fact makes the whole record a new identity, or its address protected', () => {
  assert.equal(sourceFactsOf([identity(), identity({ epoch: 3 }), identity({ epoch: 2 })]).epoch, 3)
  assert.equal(sourceFactsOf([identity(), identity({ addressProtected: true })]).protected, true)
  assert.equal(sourceFactsOf([identity({ addressProtected: false })]).protected, false)
})
