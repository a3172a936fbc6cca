import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type About, adviceOn, dutyIn } from './sharing-duties.rules.ts'

const law = (...ids: string[]) => new Map(ids.map((id) => [id, `The law ${id}`]))
const today = law('children-act-2004-s10', 'care-act-2014-s42')
const oneDay = law('children-act-2004-s10', 'care-act-2014-s42', 'children-act-2004-s16la')

test('what is said of telling others follows the law that is in force, and whom it is about', () => {
  const table: [About, Map<string, string>, string[]][] = [
    ['child', today, ['may children-act-2004-s10']],
    ['child', oneDay, ['must children-act-2004-s16la', 'may children-act-2004-s10']],
    ['adult', today, ['may care-act-2014-s42']],
    ['adult', oneDay, ['may care-act-2014-s42']],
    ['unknown', today, ['may children-act-2004-s10', 'may care-act-2014-s42']],
    ['unknown', oneDay, ['must children-act-2004-s16la', 'may children-act-2004-s10', 'may care-act-2014-s42']],
    ['child', law(), []],
  ]
  for (const [about, laws, says] of table)
    assert.deepEqual(
      adviceOn(about, laws).map(({ strength, gateway }) => `${strength} ${gateway}`),
      says,
      about,
    )
})

test('a duty is one that has to be met or answered; a power is the worker’s to judge', () => {
  assert.equal(dutyIn(adviceOn('child', today)), undefined)
  assert.equal(dutyIn(adviceOn('child', oneDay))?.gateway, 'children-act-2004-s16la')
  assert.equal(dutyIn(adviceOn('adult', oneDay)), undefined)
})
