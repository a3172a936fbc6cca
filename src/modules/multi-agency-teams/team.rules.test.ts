import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant, plainDate } from '#platform/dates'
import {
  type Around,
  faultOf,
  lacksOf,
  missingSeats,
  standingOf,
  type TeamEntry,
  type TeamEvent,
  type TeamNow,
  teamOf,
  type Writer,
} from './team.rules.ts'

const began = instant('2026-04-01T09:00:00Z')
const begun: TeamEvent = {
  kind: 'begun',
  team: 'child-protection',
  name: 'North team',
  phone: '01632 960001',
  purpose: 'Children are safe',
  mandate: 'Who does what',
  agreement: 'family-help',
  trainings: ['safeguarding'],
  leadId: 'lena',
  leadName: 'Lena',
}
const asked = (workerId: string, organisationId = 'nhs', seat = 'health'): TeamEvent => ({
  kind: 'asked',
  workerId,
  name: workerId,
  organisationId,
  organisation: organisationId.toUpperCase(),
  seat,
  most: 12,
})
const released = (workerId: string, checkUntil = '2027-01-01'): TeamEvent => ({
  kind: 'released',
  workerId,
  manager: 'Mo',
  checkUntil,
})
const letIn = (workerId: string): TeamEvent => ({ kind: 'let-in', workerId })
const entriesOf = (...events: TeamEvent[]): TeamEntry[] =>
  [begun, ...events].map((event, nth) => ({ seq: nth + 1, event, byId: 'x', byName: 'X', byOrganisation: 'Y', at: began }))
const team = (...events: TeamEvent[]): TeamNow => teamOf(entriesOf(...events))
const around = (today = '2026-04-02', more: Partial<Around> = {}): Around => ({
  today: plainDate(today),
  zone: 'Europe/London',
  recipients: ['council', 'nhs', 'police'],
  trainings: ['lena', 'nora', 'pavel', 'wes'].map((workerId) => ({ workerId, code: 'safeguarding', until: null })),
  ...more,
})
const lead: Writer = { workerId: 'lena', organisationId: 'council', isManager: true }
const hers: Writer = { workerId: 'mo', organisationId: 'nhs', isManager: true }
const stranger: Writer = { workerId: 'sam', organisationId: 'police', isManager: true }
const nora: Writer = { workerId: 'nora', organisationId: 'nhs', isManager: false }
const inTeam = [asked('nora'), released('nora'), letIn('nora')]

const cases: [what: string, before: TeamEvent[], next: TeamEvent, writer: Writer, fault: string][] = [
  ['whoever leads asks somebody', [], asked('nora'), lead, ''],
  ['somebody else asks', [], asked('nora'), hers, 'NOT_LEAD'],
  ['asked twice', [asked('nora')], asked('nora'), lead, 'ASKED_ALREADY'],
  ['her own manager lets her', [asked('nora')], released('nora'), hers, ''],
  ['a manager of another employer lets her', [asked('nora')], released('nora'), stranger, 'NOT_EMPLOYER'],
  ['she lets herself', [asked('nora')], released('nora'), nora, 'NOT_EMPLOYER'],
  ['a manager lets herself', [asked('mo')], released('mo'), hers, 'NOT_EMPLOYER'],
  ['let in before her employer lets her', [asked('nora')], letIn('nora'), lead, 'LACKING'],
  ['let in with a check that ran out', [asked('nora'), released('nora', '2026-04-02')], letIn('nora'), lead, 'LACKING'],
  ['let in', [asked('nora'), released('nora')], letIn('nora'), lead, ''],
  ['let in by her manager', [asked('nora'), released('nora')], letIn('nora'), hers, 'NOT_LEAD'],
  ['confirmed by her employer', inTeam, { kind: 'confirmed', workerId: 'nora', by: 'employer' }, hers, ''],
  [
    'confirmed for her employer by whoever leads',
    inTeam,
    { kind: 'confirmed', workerId: 'nora', by: 'employer' },
    lead,
    'NOT_EMPLOYER',
  ],
  ['she leaves', inTeam, { kind: 'left', workerId: 'nora', why: '' }, nora, ''],
  ['her employer takes her back', inTeam, { kind: 'left', workerId: 'nora', why: '' }, hers, ''],
  ['a stranger takes her out', inTeam, { kind: 'left', workerId: 'nora', why: '' }, stranger, 'NOT_LEAD'],
  ['another is named who is not in it', [asked('nora')], { kind: 'lead-named', workerId: 'nora', why: '' }, lead, 'NOT_IN_TEAM'],
  [
    'cover by somebody who is not in it',
    inTeam,
    { kind: 'covered', workerId: 'nora', coverId: 'wes', why: '' },
    lead,
    'NOT_IN_TEAM',
  ],
  ['anything after the end', [{ kind: 'ended', why: '' }], asked('nora'), lead, 'ENDED'],
]
for (const [what, before, next, writer, fault] of cases)
  test(`${what}: ${fault || 'may be written'}`, () => {
    assert.equal(faultOf(team(...before), next, writer, around()) ?? '', fault)
  })

// What stands around a member who is in the team, and how she stands by it.
const standings: [what: string, today: string, more: Partial<Around>, standing: string][] = [
  ['all is there', '2026-04-02', {}, 'in'],
  [
    'a training ran out yesterday',
    '2026-05-02',
    { trainings: [{ workerId: 'nora', code: 'safeguarding', until: plainDate('2026-05-01') }] },
    'warned',
  ],
  [
    'a training ran out 13 days ago',
    '2026-05-14',
    { trainings: [{ workerId: 'nora', code: 'safeguarding', until: plainDate('2026-05-01') }] },
    'warned',
  ],
  [
    'a training ran out 14 days ago',
    '2026-05-15',
    { trainings: [{ workerId: 'nora', code: 'safeguarding', until: plainDate('2026-05-01') }] },
    'no-new-cases',
  ],
  ['nobody confirmed her for a quarter', '2026-07-02', {}, 'warned'],
  ['nor for two weeks more', '2026-07-16', {}, 'no-new-cases'],
  ['her organisation is under the agreement no more', '2026-04-02', { recipients: ['council'] }, 'no-new-cases'],
  ['the agreement does not hold', '2026-04-02', { recipients: null }, 'no-new-cases'],
]
for (const [what, today, more, standing] of standings)
  test(`${what}: ${standing} (K7)`, () => {
    const now = team(...inTeam)
    assert.equal(standingOf(now, now.members[0]!, around(today, more)), standing)
  })

test('whom the law asks a child protection team to have, until each is let in', () => {
  assert.deepEqual(
    missingSeats(team(...inTeam)).map(({ key }) => key),
    ['social-worker', 'education', 'police'],
  )
  assert.equal(missingSeats(team(asked('nora'))).length, 4, 'asked is not in it')
})

const anyEvent: fc.Arbitrary<TeamEvent> = (() => {
  const worker = fc.constantFrom('nora', 'pavel', 'wes', 'lena')
  return fc.oneof(
    fc.tuple(worker, fc.constantFrom('nhs', 'police', 'council')).map(([id, organisation]) => asked(id, organisation)),
    fc.tuple(worker, fc.constantFrom('2026-04-01', '2027-01-01')).map(([id, until]) => released(id, until)),
    worker.map(letIn),
    fc
      .tuple(worker, fc.constantFrom('employer' as const, 'lead' as const))
      .map(([workerId, by]): TeamEvent => ({ kind: 'confirmed', workerId, by })),
    fc.tuple(worker, worker).map(([workerId, coverId]): TeamEvent => ({ kind: 'covered', workerId, coverId, why: '' })),
    worker.map((workerId): TeamEvent => ({ kind: 'left', workerId, why: '' })),
    worker.map((workerId): TeamEvent => ({ kind: 'lead-named', workerId, why: '' })),
    fc.constant<TeamEvent>({ kind: 'ended', why: '' }),
  )
})()
const anyWriter: fc.Arbitrary<Writer> = fc.record({
  workerId: fc.constantFrom('lena', 'nora', 'pavel', 'sam'),
  organisationId: fc.constantFrom('nhs', 'police', 'council'),
  isManager: fc.boolean(),
})
test('however a team goes: nobody is in it whom her employer did not let, each is in it once, who covers is in it, and an end is the end', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyEvent, anyWriter), { maxLength: 40 }), (wanted) => {
      const written: TeamEvent[] = []
      for (const [event, writer] of wanted) {
        const before = team(...written)
        if (faultOf(before, event, writer, around())) continue
        assert.equal(before.ended, null)
        if (event.kind === 'let-in')
          assert.deepEqual(lacksOf(before, before.members.find(({ workerId }) => workerId === event.workerId)!, around()), [])
        written.push(event)
        const now = team(...written)
        const ids = now.members.map(({ workerId }) => workerId)
        assert.equal(new Set(ids).size, ids.length)
        for (const one of now.members) {
          if (one.letInAt) assert.ok(one.released, one.workerId)
          if (one.coverId) assert.ok(ids.includes(one.coverId), one.coverId)
        }
      }
    }),
    process.env.TEST_LONG ? { numRuns: 10_000 } : {},
  )
})
