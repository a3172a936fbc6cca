import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '#platform/dates'
import { type Lifetime, mayManagePeopleOf, succession, successorOf } from './organisation.rules.ts'

/** "Foundry 2000-01-01 2025-10-01 Foundry-Mere": its name, its first day, its first day no longer, who took its place. */
const lifetimes = (...lines: string[]): Lifetime[] =>
  lines.map((line) => {
    const [id = '', from = '', to, successorId] = line.split(' ')
    return { id, from: plainDate(from), to: to ? plainDate(to) : null, successorId: successorId ?? null }
  })

const place = lifetimes(
  'Council 1974-04-01',
  'Foundry 2000-01-01 2025-10-01 Foundry-Mere',
  'Foundry-Mere 2025-10-01 2026-04-01 Vale-Homes',
  'Vale-Homes 2010-01-01',
  'Night-Shelter 2015-01-01 2024-07-01',
  'Late-Heir 2026-06-01',
  'Early-Leaver 2001-01-01 2026-01-01 Late-Heir',
  'Round 2000-01-01 2020-01-01 Robin',
  'Robin 2000-01-01 2021-01-01 Round',
)

// whose place, on which day, who stands in it
const cases: [string, string, string | undefined][] = [
  ['Council', '2026-03-31', 'Council'],
  ['Foundry', '2025-09-30', 'Foundry'], // its last day
  ['Foundry', '2025-10-01', 'Foundry-Mere'], // the day it merged
  ['Foundry', '2026-03-31', 'Foundry-Mere'],
  ['Foundry', '2026-04-01', 'Vale-Homes'], // the successor's successor
  ['Foundry-Mere', '2026-04-01', 'Vale-Homes'],
  ['Foundry-Mere', '2025-09-30', undefined], // not there yet
  ['Foundry', '1999-12-31', undefined],
  ['Night-Shelter', '2024-06-30', 'Night-Shelter'],
  ['Night-Shelter', '2024-07-01', undefined], // closed, with nobody in its place
  ['Early-Leaver', '2026-03-31', undefined], // its heir has not begun
  ['Early-Leaver', '2026-06-01', 'Late-Heir'],
  ['Round', '2022-01-01', undefined], // a circle leads nowhere, and ends
  ['Unknown', '2026-03-31', undefined],
]
for (const [id, day, expected] of cases) {
  test(`in the place of ${id} on ${day} stands ${expected ?? 'nobody'}`, () =>
    assert.equal(successorOf(id, plainDate(day), place), expected))
}

// who hands over, to whom, from which day on, recorded on which day, what is wrong with it
const handOvers: [string, string, string, string, string | undefined][] = [
  ['Council', 'Vale-Homes', '2026-03-31', '2026-03-31', undefined],
  ['Council', 'Vale-Homes', '2026-03-01', '2026-03-31', undefined], // recorded late
  ['Council', 'Vale-Homes', '2026-04-01', '2026-03-31', 'in-the-future'],
  ['Council', 'Council', '2026-03-31', '2026-03-31', 'itself'],
  ['Foundry', 'Vale-Homes', '2026-03-31', '2026-03-31', 'ended-before'],
  ['Vale-Homes', 'Foundry', '2026-03-31', '2026-03-31', 'circle'], // Foundry leads to Vale Homes already
  ['Council', 'Night-Shelter', '2026-03-31', '2026-03-31', 'successor-not-there'],
  ['Council', 'Foundry-Mere', '2026-04-01', '2026-04-01', 'successor-not-there'],
  ['Late-Heir', 'Council', '2026-06-01', '2026-06-01', 'not-begun'], // it had no day of its own
]
for (const [from, to, day, today, expected] of handOvers) {
  test(`${from} to ${to} from ${day}, recorded ${today}: ${expected ?? 'possible'}`, () => {
    const [one, other] = [from, to].map((id) => place.find((organisation) => organisation.id === id)!) as [Lifetime, Lifetime]
    assert.equal(succession(one, other, plainDate(day), plainDate(today), place), expected)
  })
}

test('who works for an organisation is said by itself, or by the partnership office', () => {
  assert.equal(mayManagePeopleOf('GB-LAE-ALD', { id: 'GB-LAE-ALD', kind: 'council' }), true)
  assert.equal(mayManagePeopleOf('GB-LAE-ALD', { id: 'GB-POL-ALD', kind: 'police' }), false)
  assert.equal(mayManagePeopleOf('GB-LAE-ALD', { id: 'GB-LAE-ALDPO', kind: 'partnership-office' }), true)
})
