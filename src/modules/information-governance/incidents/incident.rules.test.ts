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
