import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#modules/feeds'
import { plainDate } from '#platform/dates'
import { safeContactsOf } from './safe-contact.rules.ts'

const way = (value: string, safety: string | null, more: object = {}, validTo: string | null = null) =>
  ({
    kind: 'contact-point',
    validTo: validTo && plainDate(validTo),
    content: { system: 'phone', value, safety, ...more },
  }) as unknown as Fact

const rows: [what: string, facts: Fact[], shown: string][] = [
  ['what nobody said anything of', [way('07700 900111', null)], ''],
  ['a safe number, with its times', [way('07700 900111', 'safe', { safeWhen: 'Mornings' })], 'safe 07700 900111, Mornings'],
  [
    'safe ways stand before those that are not',
    [way('07700 900111', 'not-safe'), way('07700 900137', 'safe', { through: 'Their grandmother' })],
    'safe 07700 900137, Their grandmother; not-safe 07700 900111',
  ],
  [
    'one service says safe, another says not: it is not safe, however it is spaced',
    [way('07700 900111', 'safe'), way('07700900111', 'not-safe')],
    'not-safe 07700900111',
  ],
  ['what its sender ended', [way('07700 900111', 'safe', {}, '2026-01-01')], ''],
  // Who takes back that it was not safe ends that word: then the other's holds.
  [
    'a not safe that ended no longer stands against another’s safe',
    [way('07700 900111', 'safe'), way('07700 900111', 'not-safe', {}, '2026-01-01')],
    'safe 07700 900111',
  ],
]
for (const [what, facts, shown] of rows)
  test(`${what}: ${shown || 'no safe contact'}`, () => {
    const said = safeContactsOf(facts).map(({ safety, value, when, through }) =>
      [`${safety} ${value}`, when, through].filter(Boolean).join(', '),
    )
    assert.equal(said.join('; '), shown)
  })
