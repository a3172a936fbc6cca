import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, plainDate } from '#platform/dates'
import { childOrAdult, missingFrom, stateOf, type Told } from './contact.rules.ts'

// name / age / address / worry / phone: x where it was said. Then what the front door still needs to know.
const cases: [said: string, missing: string][] = [
  ['x - - x x', ''],
  ['- x - x x', ''],
  ['- - x x x', ''],
  ['- - - x x', 'who'],
  ['x x x - x', 'worry'],
  ['x x x x -', 'phone'],
  ['- - - - -', 'who worry phone'],
]
for (const [said, missing] of cases)
  test(`told ${said}: ${missing ? `${missing} is missing` : 'enough'}`, () => {
    const [name, born, address, worry, phone] = said.split(' ').map((sign) => (sign === 'x' ? 'x 1' : '')) as [
      string,
      ...string[],
    ]
    assert.equal(missingFrom({ name, born, address, worry, phone, caller: '' } as Told).join(' '), missing)
  })

test('a telephone number without a digit is none', () => {
  const told = { name: 'Kayleigh', born: '', address: '', worry: 'shouting', caller: '', phone: 'at work' }
  assert.deepEqual(missingFrom(told), ['phone'])
})

test('a contact waits until someone takes it, and is closed whether or not anyone did', () => {
  const closedAt = instant('2026-04-01T09:00:00Z')
  assert.equal(stateOf({ takenBy: null, closedAt: null }), 'waiting')
  assert.equal(stateOf({ takenBy: 'raymond', closedAt: null }), 'taken')
  assert.equal(stateOf({ takenBy: 'raymond', closedAt }), 'closed')
})

test('whether somebody is a child, by what was told of how old', () => {
  const table: [born: string, birthday: string | null, says: ReturnType<typeof childOrAdult>][] = [
    ['', '2008-04-01', 'adult'],
    ['', '2008-04-02', 'child'],
    ['about 30', null, 'adult'],
    ['17', null, 'child'],
    ['18 or so', null, 'adult'],
    ['8 months', null, 'child'],
    ['20 weeks', null, 'child'],
    ['a baby', null, 'child'],
    ['a little boy', null, 'child'],
    ['', null, 'unknown'],
    ['no idea', null, 'unknown'],
  ]
  for (const [born, birthday, says] of table)
    assert.equal(
      childOrAdult(born, birthday ? plainDate(birthday) : undefined, plainDate('2026-04-01')),
      says,
      born || birthday || 'nothing',
    )
})
