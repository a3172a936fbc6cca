import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KeptLine } from '#platform/log/read-journal'
import { differencesOf, readsSince } from './journal.rules.ts'

// A journal in short: each read by a letter, "a(" began, "a)2" was shown with two entries, "!" before what is not good. Marks: line and letter. Entries: what the log has.
const kept = (text: string): KeptLine[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((one, at) => {
      const [, bad, requestId = '', kind, entries] = /^(!?)([a-z])([()])(\d*)$/.exec(one)!
      const of = { requestId, actorId: 'w', organisationId: requestId < 'm' ? 'council' : 'police', purpose: 'p', at: '' }
      return {
        n: at + 1,
        kind: kind === '(' ? 'began' : 'shown',
        entries: Number(entries),
        mac: `${at + 1}${requestId}`,
        isGood: !bad,
        ...of,
      }
    })
const marked = (text: string) =>
  text
    .split(' ')
    .filter(Boolean)
    .map((one) => ({ line: Number.parseInt(one, 10), mac: one, requestId: one.slice(-1) }))
const inLog = (text: string) =>
  new Map(
    text
      .split(' ')
      .filter(Boolean)
      .map((one) => [one[0]!, Number(one.slice(1))]),
  )

const nothing = { lines: 0, head: '' }
const rows: [what: string, journal: string, marks: string, log: string, finds: string][] = [
  ['nothing', '', '', '', ''],
  ['a read as it should be', 'a( a)2', '1a', 'a2', ''],
  ['two at once', 'a( b( b)1 a)1', '1a 2b', 'a1 b1', ''],
  ['a search that showed nobody', 'a( a)0', '1a', '', ''],
  ['begun, and refused or failed', 'a(', '', '', ''],
  ['committed, and the machine stopped before the second line', 'a(', '1a', 'a1', ''],
  ['more entries than were counted', 'a( a)1', '1a', 'a2', ''],
  ['the log lacks one', 'a( a)2', '1a', 'a1', 'log-lacks 2'],
  ['the log lacks the mark', 'a( a)1', '', 'a1', 'log-lacks 2'],
  ['its first line is gone', 'a)1', '', 'a1', 'log-lacks 1'],
  ['its end is cut off', 'a( a)1', '1a 3b', 'a1', 'cut 3'],
  ['other than it was marked', 'a( a)1', '1b', 'a1', 'replaced 1,log-lacks 2'],
  ['not as it was written', 'a( !a)1', '1a', 'a1', 'changed 2'],
]
for (const [what, journal, marks, log, finds] of rows)
  test(`journal and log, ${what}: ${finds || 'nothing differs'}`, () => {
    const lines = kept(journal)
    const given = { before: lines, after: lines, marks: marked(marks), entries: inLog(log), notWritten: [], compared: nothing }
    assert.equal(
      differencesOf(given)
        .map((fault) => ('line' in fault ? `${fault.kind} ${fault.line}` : fault.kind))
        .join(),
      finds,
    )
  })

test('what was compared before is not counted again: its entries may be erased by now', () => {
  const lines = kept('a( a)1 b( b)1')
  const given = {
    before: lines,
    after: lines,
    marks: marked('1a 3b'),
    entries: inLog(''),
    notWritten: [],
    compared: { lines: 2, head: '2a' },
  }
  assert.deepEqual(
    differencesOf(given).map((fault) => 'line' in fault && fault.line),
    [4],
  )
})

for (const [what, journal, finds] of [
  ['its second line was cut off', 'a(', 'cut 2'],
  ['its second line is another', 'a( b(', 'replaced 2'],
  ['as it was', 'a( a)1', ''],
] as const)
  test(`a journal of two lines that was compared before, ${what}: ${finds || 'nothing differs'}`, () => {
    const lines = kept(journal)
    const given = { before: lines, after: lines, marks: marked('1a'), entries: inLog('a1'), notWritten: [] }
    const found = differencesOf({ ...given, compared: { lines: 2, head: '2a' } })
    assert.equal(found.map((fault) => 'line' in fault && `${fault.kind} ${fault.line}`).join(), finds)
  })

test('what goes on while it is compared differs in nothing', () => {
  const given = { before: kept('a('), after: kept('a( a)1 b( b)1'), marks: marked('1a 3b'), entries: inLog(''), notWritten: [] }
  assert.deepEqual(differencesOf({ ...given, compared: nothing }), [])
})

test('what waits for review are reads that showed somebody, by whose workers they were', () => {
  const found = readsSince(kept('a( a)1 b( z( z)2 b)0 c( c)1'), 2)
  assert.deepEqual(
    [...found].map(([of, lines]) => [of, lines.map(({ n }) => n)]),
    [
      ['police', [5]],
      ['council', [8]],
    ],
  )
})
