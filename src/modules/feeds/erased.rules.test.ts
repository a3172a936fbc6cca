import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#platform/dates'
import { CanonicalRow } from './canonical.ts'
import { withoutErased } from './erased.rules.ts'

const erasedAt = (key: string) => (key.startsWith('E') ? instant('2026-04-01T09:00:00Z') : undefined)
const words: Record<string, object> = {
  identity: { kind: 'identity', givenName: 'A', familyName: 'B' },
  home: { kind: 'residence', address: '1 Street' },
  case: { kind: 'involvement', service: 'A', openedOn: '2020-01-01' },
}
/** "E1 identity 2019": who, what, when recorded; "from 2027" instead: when it began; nothing: undated. */
function row(text: string): CanonicalRow {
  const [person = '', what = '', ...when] = text.split(' ')
  const related = /^of-(.*)$/.exec(what)?.[1]
  const said = related ? { kind: 'relationship', other: related, type: 'parent-of' } : words[what]!
  const dated = when[0] === 'from' ? { from: `${when[1]}-06-01` } : when[0] ? { eventAt: `${when[0]}-06-01T10:00:00Z` } : {}
  return CanonicalRow.parse({ key: text, person, ...said, ...dated })
}

// What one part of a file states; what of it is taken. E1 was erased on 1 April 2026, A1 never.
const cases: [string, string][] = [
  ['A1 identity 2019, A1 home', 'A1 identity 2019, A1 home'],
  ['E1 identity 2019, E1 home 2019, E1 case 2020', ''], // an old file again
  ['E1 identity, E1 home, E1 case', ''], // a sender who forgot to delete, and dates nothing
  ['E1 identity 2019, E1 home 2019, E1 case 2026', 'E1 identity 2019, E1 case 2026'], // she came back; where she lived then does not
  ['E1 identity, E1 home, E1 case from 2027', 'E1 identity, E1 home, E1 case from 2027'],
  ['E1 case 2026, E2 identity 2019', 'E1 case 2026'],
  ['A1 identity 2019, A1 of-E1 2019', 'A1 identity 2019'], // nor by somebody else's file
  ['A1 of-E1', ''],
  ['E1 of-A1 2019', ''],
]
for (const [stated, taken] of cases)
  test(`of "${stated}" is taken: ${taken || 'nothing'}`, () => {
    const all = stated.split(', ')
    const { part, leftOut } = withoutErased([{ rowNo: 1, rows: all.map(row) }], erasedAt, null, 'Europe/London')
    const kept = part.flatMap((one) => one.rows.map((its) => its.key))
    assert.equal(kept.join(', '), taken)
    assert.equal(leftOut, all.length - kept.length)
  })

test('an event speaks of now, where it says nothing else', () => {
  const now = instant('2026-05-01T09:00:00Z')
  const stated = [{ rowNo: 1, rows: ['E1 identity', 'E1 case'].map(row) }]
  assert.equal(withoutErased(stated, erasedAt, now, 'Europe/London').leftOut, 0)
})
