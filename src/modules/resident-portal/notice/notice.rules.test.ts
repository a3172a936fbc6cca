import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedFor } from './notice.rules.ts'

const purposes = new Map([
  ['tenancy-support', { en: 'to help you keep your home', cy: null, law: 'Housing Act' }],
  ['hospital-discharge', { en: 'to get you safely home', cy: null, law: 'Health Act' }],
])
const names = new Map([
  ['nhs', 'The NHS'],
  ['council', 'The council'],
])
const visits = (purpose: string, organisationId: string, count: number, ...classes: string[]) => ({
  purpose,
  organisationId,
  visits: count,
  classes,
})

// What stands in the log that she may see → purpose: who, what, how often.
const table: [string, ReturnType<typeof visits>[], string[]][] = [
  ['nobody looked', [], []],
  ['one look', [visits('tenancy-support', 'council', 1, 'identity')], ['to help you keep your home: The council; identity; 1']],
  [
    'two organisations for one purpose are one line, each kind once',
    [
      visits('tenancy-support', 'council', 2, 'identity', 'need'),
      visits('tenancy-support', 'nhs', 1, 'identity', 'involvement-exists'),
    ],
    ['to help you keep your home: The NHS, The council; identity, need; 3'],
  ],
  [
    'what was visited most often for stands first',
    [visits('hospital-discharge', 'nhs', 1), visits('tenancy-support', 'council', 2)],
    ['to help you keep your home: The council; ; 2', 'to get you safely home: The NHS; ; 1'],
  ],
]
for (const [what, log, says] of table)
  test(what, () =>
    assert.deepEqual(
      sharedFor(log, purposes, names).map(
        (one) => `${one.purpose.en}: ${one.organisations.toSorted().join(', ')}; ${one.classes.join(', ')}; ${one.visits}`,
      ),
      says,
    ),
  )
