import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#platform/dates'
import {
  awareAt,
  dueFrom,
  type EntryKind,
  type Fault,
  faultsOf,
  type IncidentState,
  stateOf,
  type Written,
} from './incident.rules.ts'

const noticed = instant('2026-04-01T09:00:00Z')
const after = (hours: number) => noticed.add({ minutes: Math.round(hours * 60) })
/** "aware+5": an officer said that the controller was aware five hours after it was noticed. */
const written = (text: string): Written[] =>
  text === '-'
    ? []
    : text.split(' ').map((one) => {
        const [kind, hours] = one.split('+') as [EntryKind, string | undefined]
        return { kind, chosen: [], happenedAt: hours === undefined ? null : after(Number(hours)) }
      })

// what is written down, hours since it was noticed, where it stands, hours until the regulator has to know, counted from when it was noticed
const states: readonly (readonly [string, number, IncidentState, number])[] = [
  ['-', 1, 'to-decide', 72],
  ['-', 72, 'to-decide', 72], // the last moment is in time
  ['-', 72.1, 'overdue', 72],
  ['aware+5', 75, 'to-decide', 77], // the clock starts when the controller is aware, and not before
  ['aware+5 aware+2', 75, 'overdue', 74], // what the officer said last holds
  ['assessed contained note', 80, 'overdue', 72], // work is no decision
  ['regulator', 80, 'to-tell', 72],
  ['people', 1, 'to-decide', 72], // telling the people first stops no clock
  ['regulator people', 100, 'to-close', 72],
  ['regulator people closed', 200, 'closed', 72],
]
test('where an incident stands, and by when the regulator has to know', () => {
  for (const [entries, hours, state, due] of states) {
    const reported = { noticedAt: noticed, entries: written(entries) }
    assert.equal(stateOf(reported, after(hours)), state, `${entries} at ${hours}`)
    assert.equal(dueFrom(awareAt(reported)).toString(), after(due).toString(), entries)
  }
})

test('the people are told before it closes, where that was decided', () => {
  const told = (frozen: boolean, waiting: number, isPublic = false) => ({ frozen, waiting, isPublic })
  const decided = (choice: string): Written[] => [
    { kind: 'regulator', chosen: ['no-risk'], happenedAt: null },
    { kind: 'people', chosen: [choice], happenedAt: null },
  ]
  for (const [choice, facts, state] of [
    ['tell', told(false, 0), 'telling'], // a list nobody has frozen has not been worked through
    ['tell', told(true, 3), 'telling'],
    ['tell', told(true, 0), 'to-close'],
    ['no-high-risk', told(false, 0), 'to-close'],
    ['public-notice', told(true, 0), 'telling'],
    ['public-notice', told(false, 0, true), 'to-close'],
  ] as const) {
    const reported = { noticedAt: noticed, entries: decided(choice), told: facts }
    assert.equal(stateOf(reported, after(1)), state, `${choice} ${JSON.stringify(facts)}`)
    const close = { kind: 'closed', chosen: [], happenedAt: null, words: 'Learnt', delay: '' } as const
    assert.deepEqual(faultsOf(reported, close, after(1)), state === 'telling' ? ['untold'] : [])
  }
})
test('a controller whom nobody may know of shares nothing', () => {
  const share = { kind: 'shared', chosen: [], happenedAt: null, words: 'Words', delay: '' } as const
  assert.deepEqual(faultsOf({ noticedAt: noticed, entries: [], hidden: true }, share, after(1)), ['hidden'])
  assert.deepEqual(faultsOf({ noticedAt: noticed, entries: [], hidden: false }, share, after(1)), [])
})

// what stands already; the entry, its choice and its time; words and reason for delay; what is missing
const entries: readonly (readonly [string, EntryKind, string, number | null, string, string, Fault[]])[] = [
  ['-', 'note', '', null, 'Words', '', []],
  ['-', 'note', '', null, '', '', ['words']],
  ['-', 'aware', '', null, 'Words', '', ['time']],
  ['-', 'aware', '', 101, 'Words', '', ['time-to-come']],
  ['-', 'assessed', 'confidentiality availability', null, 'Words', '', []],
  ['-', 'assessed', '', null, 'Words', '', ['choice']],
  ['-', 'regulator', 'no-risk', null, 'Words', '', []], // a decision not to report has no clock of its own
  ['-', 'regulator', 'no-risk reported', 70, 'Words', '', ['choice']],
  ['-', 'regulator', 'reported', 72, 'Words', '', []],
  ['-', 'regulator', 'reported', 73, 'Words', '', ['delay']],
  ['-', 'regulator', 'reported', 73, 'Words', 'The post was shut', []],
  ['aware+2', 'regulator', 'reported', 73, 'Words', '', []],
  ['-', 'agreed', 'each-own', null, 'Words', '', []],
  ['-', 'agreed', '', null, 'Words', '', ['choice']],
  ['-', 'people', 'risk-gone', null, 'Words', '', []],
  ['-', 'people', 'no-risk', null, 'Words', '', ['choice']], // no ground of Article 34(3)
  ['regulator', 'closed', '', null, 'Words', '', ['undecided']],
  ['regulator people', 'closed', '', null, 'Words', '', []],
  ['regulator people closed', 'note', '', null, 'Words', '', ['closed']],
]
test('what an entry needs before it is written', () => {
  for (const [before, kind, chosen, hours, words, delay, faults] of entries)
    assert.deepEqual(
      faultsOf(
        { noticedAt: noticed, entries: written(before) },
        { kind, chosen: chosen.split(' ').filter(Boolean), happenedAt: hours === null ? null : after(hours), words, delay },
        after(100),
      ),
      faults,
      `${before}: ${kind} ${chosen} ${hours}`,
    )
})
