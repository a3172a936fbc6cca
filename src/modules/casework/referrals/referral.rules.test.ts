import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant } from '#platform/dates'
import {
  faultOf,
  type ReferralEntry,
  type ReferralEvent,
  type ReferralFault,
  type ReferralState,
  referralOf,
  results,
  waits,
} from './referral.rules.ts'

const began = instant('2026-04-01T09:00:00Z')
type Written = readonly [organisation: string, event: ReferralEvent]
const entriesOf = (written: readonly Written[]): ReferralEntry[] =>
  written.map(([organisation, event], nth) => ({
    seq: nth + 1,
    byName: 'x',
    byOrganisationId: organisation,
    byOrganisation: organisation,
    at: began.add({ hours: nth }),
    event,
  }))
const words = 'x'
const sent: Written = ['housing', { kind: 'sent', to: 'charity', need: 'Debt advice', agrees: 'yes', safeWay: '' }]
const returned: ReferralEvent = { kind: 'returned', words }
const again: ReferralEvent = { kind: 'sent-again', words }
const accepted: ReferralEvent = { kind: 'accepted', worker: 'Tess', phone: '', words }
const over = (to: string): ReferralEvent => ({ kind: 'handed-over', to, spokeWith: 'Nora', words })
const declined: ReferralEvent = { kind: 'declined', frontDoor: 'council', words }
const withdrawn: ReferralEvent = { kind: 'withdrawn', words }
const closed: ReferralEvent = { kind: 'closed', result: 'helped', words }

// What was done after it was sent, and by whom: the state, who has it and how often it bounced; or what stands in the way of the last step.
const cases: [what: string, steps: Written[], comes: `${ReferralState} ${string} ${number}` | ReferralFault][] = [
  ['sent', [], 'waiting charity 0'],
  [
    'accepted, and closed with its result',
    [
      ['charity', accepted],
      ['charity', closed],
    ],
    'closed charity 0',
  ],
  ['accepted by who sent it', [['housing', accepted]], 'NOT_WITH_YOU'],
  [
    'returned with a question, answered',
    [
      ['charity', returned],
      ['housing', again],
    ],
    'waiting charity 1',
  ],
  [
    'sent again by somebody else',
    [
      ['charity', returned],
      ['nhs', again],
    ],
    'NOT_YOURS',
  ],
  ['sent again without a question', [['housing', again]], 'NOT_NOW'],
  ['handed over warmly: it waits there', [['charity', over('nhs')]], 'waiting nhs 1'],
  [
    'handed over after it was accepted',
    [
      ['charity', accepted],
      ['charity', over('nhs')],
    ],
    'waiting nhs 1',
  ],
  [
    'who has handed it over accepts it no more',
    [
      ['charity', over('nhs')],
      ['charity', accepted],
    ],
    'NOT_WITH_YOU',
  ],
  ['handed back to who sent it', [['charity', over('housing')]], 'BACK_TO_SENDER'],
  ['handed over to itself', [['charity', over('charity')]], 'TO_ITSELF'],
  ['declined with nobody to take it: it goes up', [['charity', declined]], 'escalated council 1'],
  [
    'the front door places it',
    [
      ['charity', declined],
      ['council', over('nhs')],
    ],
    'waiting nhs 2',
  ],
  [
    'the front door declines',
    [
      ['charity', declined],
      ['council', declined],
    ],
    'CANNOT_GO_UP',
  ],
  ['taken back by who sent it', [['housing', withdrawn]], 'withdrawn charity 0'],
  ['taken back by who has it', [['charity', withdrawn]], 'NOT_YOURS'],
  ['closed before it was accepted', [['charity', closed]], 'NOT_NOW'],
  [
    'accepted after it was taken back',
    [
      ['housing', withdrawn],
      ['charity', accepted],
    ],
    'OVER',
  ],
]
for (const [what, steps, comes] of cases)
  test(`${what}: ${comes}`, () => {
    const before = referralOf(entriesOf([sent, ...steps.slice(0, -1)]))
    const last = steps.at(-1)
    const fault = last && faultOf(before, last[1], last[0])
    const now = referralOf(entriesOf([sent, ...steps]))
    assert.equal(fault ?? `${now.state} ${now.at} ${now.bounces}`, comes)
  })

const organisations = ['housing', 'charity', 'nhs', 'council'] as const
const anyStep: fc.Arbitrary<Written> = fc.tuple(
  fc.constantFrom(...organisations),
  fc.oneof(
    fc.constantFrom(returned, again, accepted, declined, withdrawn),
    fc.constantFrom(...organisations).map(over),
    fc.constantFrom(...results).map((result): ReferralEvent => ({ kind: 'closed', result, words })),
  ),
)
test('however it goes, somebody has it until it is accepted, taken back or closed; whoever declines has spoken with another or it goes up; no bounce is lost', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 30 }), (wanted) => {
      const written: Written[] = [sent]
      for (const step of wanted) {
        const before = referralOf(entriesOf(written))
        if (faultOf(before, step[1], step[0])) continue
        written.push(step)
        const now = referralOf(entriesOf(written))
        assert.ok(now.at !== '', 'somebody has it')
        assert.equal(before.state === 'closed' || before.state === 'withdrawn', false, 'nothing follows an end')
        assert.equal(
          now.bounces,
          written.filter(([, { kind }]) => kind === 'returned' || kind === 'handed-over' || kind === 'declined').length,
        )
        if (now.state === 'waiting') assert.notEqual(now.at, now.from, 'nobody waits for the one who sent it')
        assert.equal(waits(now), !['accepted', 'withdrawn', 'closed'].includes(now.state))
      }
    }),
    { numRuns: 10_000 },
  )
})
