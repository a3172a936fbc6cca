import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type PlainDate, plainDate, Temporal } from '#platform/dates'
import { runs, seed } from '#testing/random'
import { daysToErase, eraseBy, grounds, type RecordFacts, ruleOn, type Verdict, verdictOn } from './retention.rules.ts'
import { type RetentionRule, schedule } from './schedule.ts'

const today = plainDate('2026-11-27')
const said = (verdict: Verdict): string => {
  if (verdict.kind === 'kept') return `kept until ${verdict.until ?? 'it ends'}`
  if (verdict.kind === 'due') return `due ${verdict.on}`
  return verdict.kind === 'held' ? 'held' : `undecided: ${verdict.because}`
}

// By which rule; born; last involvement ended ("open": it goes on; "-": unknown); last entry; what follows on 27 November 2026.
const rows = `
  tenancy + 6 years        | -          | 2020-11-27 | 2018-01-01 | due 2026-11-27                 # on the very day
  tenancy + 6 years        | -          | 2020-11-28 | 2018-01-01 | kept until 2026-11-28
  tenancy + 6 years        | -          | open       | 2001-01-01 | kept until it ends             # however old
  tenancy + 6 years        | 1950-01-01 | -          | 2001-01-01 | undecided: no-end              # nobody said when it ended
  6 years                  | -          | -          | 2020-11-01 | due 2026-11-01
  6 years                  | -          | 2025-01-01 | 2020-11-01 | due 2026-11-01                 # it counts from the last entry
  6 years                  | -          | -          | -          | undecided: no-entry
  8 years                  | -          | -          | 2020-02-29 | kept until 2028-02-29
  6 years                  | -          | -          | 2020-02-29 | due 2026-02-28                 # a leap day counts as the day before
  25th birthday            | 2001-11-27 | 2019-07-01 | 2019-07-01 | due 2026-11-27
  25th birthday            | 2001-11-28 | 2019-07-01 | 2019-07-01 | kept until 2026-11-28          # the day before her birthday
  25th birthday            | 1990-01-01 | 2024-07-01 | 2024-07-01 | kept until 2030-07-01          # later than the birthday
  25th birthday            | -          | 2010-07-01 | 2010-07-01 | undecided: no-birth
  25th birthday + 10 years | 1991-11-01 | 2009-01-01 | 2009-01-01 | due 2026-11-01
  25th birthday + 10 years | 1995-11-01 | 2009-01-01 | 2009-01-01 | kept until 2030-11-01
  looked after             | 1951-11-27 | 1969-01-01 | 1969-01-01 | due 2026-11-27                 # the 75th birthday
  looked after             | 2010-05-05 | 2026-01-01 | 2026-01-01 | kept until 2085-05-05
  looked after             | -          | 2026-01-01 | 2026-01-01 | undecided: no-birth
  adoption                 | 2010-05-05 | 2012-03-01 | 2012-03-01 | kept until 2112-03-01
  NHS records code         | 1960-01-01 | 2018-11-27 | 2018-11-27 | due 2026-11-27
  NHS records code         | 2015-01-01 | 2016-01-01 | 2016-01-01 | kept until 2040-01-01          # a child's
  MoPI review              | -          | -          | 2019-01-01 | due 2025-01-01
  sentence + 6 years       | -          | 2021-06-01 | 2021-06-01 | kept until 2027-06-01
  none                     | 1950-01-01 | 1960-01-01 | 1960-01-01 | undecided: no-rule             # no rule: everything is kept
`
const day = (text: string): PlainDate | null => (/^\d{4}-/.test(text) ? plainDate(text) : null)
for (const row of rows.trim().split('\n')) {
  const [retention = '', born = '', end = '', last = '', then = ''] = row
    .split('#')[0]!
    .split('|')
    .map((one) => one.trim())
  test(`${retention}, born ${born}, ended ${end}, last entry ${last}: ${then}`, () => {
    const facts = { born: day(born), isOpen: end === 'open', endedOn: day(end), lastOn: day(last) }
    assert.equal(said(verdictOn(facts, [ruleOn(schedule, retention, today)], false, today)), then)
  })
}

const anyDay = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((one) => plainDate(one.toISOString().slice(0, 10)))
const facts: fc.Arbitrary<RecordFacts> = fc.record({
  born: fc.option(anyDay),
  isOpen: fc.boolean(),
  endedOn: fc.option(anyDay),
  lastOn: fc.option(anyDay),
})
const rules: fc.Arbitrary<(RetentionRule | undefined)[]> = fc.array(fc.option(fc.constantFrom(...schedule), { nil: undefined }), {
  maxLength: 3,
})
const check = (property: (facts: RecordFacts, rules: (RetentionRule | undefined)[], today: PlainDate) => void) =>
  fc.assert(fc.property(facts, rules, anyDay, property), { seed, numRuns: runs(2000) })

test('E5 a hold beats everything; records are held for an inquiry, a court case, a complaint, or something else that is named', () => {
  assert.deepEqual(grounds, ['inquiry', 'litigation', 'complaint', 'other'])
  check((its, by, on) => assert.equal(verdictOn(its, by, true, on).kind, 'held'))
})

test('what cannot be decided says why', () => {
  const known = { born: today, isOpen: false, endedOn: today, lastOn: today }
  const byLast = ruleOn(schedule, '6 years', today)!
  const { afterLast: _, ...byNothing } = byLast
  const undecided = (because: string) => ({ kind: 'undecided', because })
  assert.deepEqual(verdictOn(known, [], false, today), undecided('no-rule'))
  assert.deepEqual(verdictOn(known, [byLast, undefined], false, today), undecided('no-rule'))
  assert.deepEqual(verdictOn(known, [byNothing], false, today), undecided('no-rule'))
  assert.deepEqual(verdictOn({ ...known, lastOn: null }, [byLast], false, today), undecided('no-entry'))
})

test('nothing is due while a service works with her, without a rule, or by a date that nobody knows', () => {
  check((its, by, on) => {
    const verdict = verdictOn(its, by, false, on)
    if (verdict.kind !== 'due') return
    assert.ok(!its.isOpen && by.length > 0)
    for (const rule of by) {
      assert.ok(rule)
      assert.ok(rule.afterBirth === undefined || its.born)
      assert.ok(rule.afterEnd === undefined || its.endedOn)
      assert.ok(rule.afterLast === undefined || its.lastOn)
    }
  })
})

test('what is due stays due, and another rule never makes it due sooner', () => {
  check((its, by, on) => {
    const verdict = verdictOn(its, by, false, on)
    if (verdict.kind === 'due') assert.deepEqual(verdictOn(its, by, false, on.add({ years: 3 })), verdict)
    const [, ...fewer] = by
    const with1 = verdict.kind === 'due' ? verdict.on : verdict.kind === 'kept' ? verdict.until : null
    const without = verdictOn(its, fewer, false, on)
    const with0 = without.kind === 'due' ? without.on : without.kind === 'kept' ? without.until : null
    if (with0 && with1) assert.ok(Temporal.PlainDate.compare(with0, with1) <= 0)
  })
})

test('E1 thirty days are what may pass between the day it is due and the day it is gone', () => {
  assert.equal(daysToErase, 30)
  check((its, by, on) => {
    const verdict = verdictOn(its, by, false, on)
    if (verdict.kind === 'due') assert.equal(verdict.on.until(eraseBy(verdict.on), { largestUnit: 'days' }).days, 30)
  })
})

test('each rule counts from something, and names its law or code; none is confirmed until a practitioner has', () => {
  for (const rule of schedule) {
    assert.ok((rule.afterBirth ?? rule.afterEnd ?? rule.afterLast) !== undefined && rule.basis.length > 10, rule.retention)
    assert.equal(rule.checkedOn, null)
  }
  assert.equal(new Set(schedule.map((one) => one.retention)).size, schedule.length)
})

test('a rule holds from its day until its end, and what comes after it from then on', () => {
  const [first] = schedule
  const changed = [
    { ...first!, inForceTo: plainDate('2027-01-01') },
    { ...first!, inForceFrom: plainDate('2027-01-01'), afterEnd: 7 },
  ]
  const of = (text: string) => ruleOn(changed, first!.retention, plainDate(text))?.afterEnd
  assert.deepEqual([of('2018-05-24'), of('2018-05-25'), of('2026-12-31'), of('2027-01-01')], [undefined, 6, 6, 7])
})
