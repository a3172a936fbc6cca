// Which purposes may start shown on a resident's page (practice K3).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findNotReviewed } from './log-visibility.rules.ts'

const reviewed = [{ purpose: 'tenancy-support', gateway: 'housing-act' }]
const purpose = (id: string, gateway: string, withheld: string | null) => ({ id, gateway, withheld })

// A purpose under a law, whether its visits are withheld, and whether that may be.
const cases: [what: string, id: string, gateway: string, withheld: string | null, may: boolean][] = [
  ['one on the list, shown', 'tenancy-support', 'housing-act', null, true],
  ['one on the list, withheld all the same', 'tenancy-support', 'housing-act', 'a ground', true],
  ['one on the list, shown under another law', 'tenancy-support', 'crime-and-disorder-act', null, false],
  ['one that is not on the list, shown', 'safeguarding-children', 'children-act-s47', null, false],
  ['one that is not on the list, withheld', 'safeguarding-children', 'children-act-s47', 'a ground', true],
  ['another under a law that is on the list, shown', 'evictions', 'housing-act', null, false],
]
for (const [what, id, gateway, withheld, may] of cases)
  test(`${what}: ${may ? 'may be' : 'may not be'} (K3)`, () => {
    const one = purpose(id, gateway, withheld)
    assert.equal(findNotReviewed([purpose('tenancy-support', 'housing-act', null), one], reviewed), may ? undefined : one)
  })
