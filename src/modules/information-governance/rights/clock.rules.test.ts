import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainDate } from '#platform/dates'
import { runs } from '#testing/random'
import { type ClockStep, clockOf, mayExtend, mayPause, stateOf, stepKinds } from './clock.rules.ts'
import { clockRules, type RequestKind, requestKinds } from './law.rules.ts'

const stepsOf = (text: string): ClockStep[] =>
  text === '-'
    ? []
    : text.split(',').map((one) => {
        const [kind, day] = one.split('@')
        return { kind: stepKinds.find((known) => known === kind)!, onDay: plainDate(day!) }
      })

// Each line: what was received when; what was done; on which day we look: by when it is to be acknowledged and answered, and how it stands.
const cases = `
  copy      2026-01-31 -                                                2026-02-01  -          2026-03-02 waiting        # 28 February is a Saturday: Monday
  copy      2026-03-31 -                                                2026-04-01  -          2026-04-30 waiting        # April has no 31st
  copy      2026-05-14 -                                                2026-06-15  -          2026-06-15 waiting        # 14 June is a Sunday
  copy      2026-05-14 -                                                2026-06-16  -          2026-06-15 late
  copy      2027-12-31 -                                                2028-01-05  -          2028-01-31 waiting
  copy      2028-01-31 -                                                2028-02-05  -          2028-02-29 waiting        # a leap year
  copy      2026-11-02 extended@2026-11-20                              2026-12-20  -          2027-02-02 waiting        # three months from receipt
  copy      2026-11-30 extended@2026-12-01                              2026-12-20  -          2027-03-01 waiting        # 28 February is a Sunday
  copy      2026-11-02 paused@2026-11-10,resumed@2026-11-20             2026-11-21  -          2026-12-14 waiting        # ten days more are 12 December, a Saturday
  copy      2026-11-02 paused@2026-11-10                                2026-11-12  -          2026-12-04 paused
  copy      2026-11-02 paused@2026-11-10,replied@2026-11-10             2026-11-12  -          2026-12-02 waiting        # the same day: no day is won
  copy      2026-11-02 paused@2026-11-10,resumed@2026-11-12,paused@2026-11-20,replied@2026-11-21 2026-12-01 - 2026-12-07 waiting # 5 December is a Saturday
  copy      2026-11-02 answered@2026-11-20                              2027-11-12  -          2026-12-02 answered
  objection 2026-11-02 -                                                2026-11-12  -          2026-12-02 waiting
  complaint 2026-06-18 -                                                2026-12-12  -          -          waiting        # received before the law had a clock
  complaint 2026-06-19 -                                                2026-07-19  2026-07-19 -          to-acknowledge # a Sunday: days are days
  complaint 2026-06-19 -                                                2026-07-20  2026-07-19 -          late
  complaint 2026-06-19 acknowledged@2026-07-01                          2026-09-01  2026-07-19 -          waiting        # then without undue delay
`
for (const line of cases.trim().split('\n')) {
  const [kind, received, did, on, acknowledge, answer, state] = line.trim().split(/\s+/)
  test(`${kind} received ${received}, ${did}, on ${on}: acknowledge by ${acknowledge}, answer by ${answer}, ${state}`, () => {
    const [steps, today] = [stepsOf(did!), plainDate(on!)]
    const clock = clockOf(kind as RequestKind, plainDate(received!), steps, today)
    assert.deepEqual(
      [clock.acknowledgeBy?.toString() ?? '-', clock.answerBy?.toString() ?? '-', stateOf(clock, steps, today)],
      [acknowledge, answer, state],
    )
  })
}

test('the clock stops only by a law that was in force when the request came, and for what that law says', () => {
  const may = (kind: RequestKind, received: string, reason: 'identity' | 'clarification') =>
    mayPause(clockOf(kind, plainDate(received), [], plainDate(received)), [], reason)
  assert.equal(may('copy', '2026-02-04', 'identity'), false, 'the day before')
  assert.equal(may('copy', '2026-02-05', 'identity'), true)
  assert.equal(may('copy', '2026-02-05', 'clarification'), true)
  assert.equal(may('objection', '2026-03-01', 'clarification'), false)
  assert.equal(may('complaint', '2026-07-01', 'identity'), false)
})

test('more time is said within the first month, once', () => {
  const received = plainDate('2026-11-02')
  const may = (today: string, did = '-') =>
    mayExtend(clockOf('copy', received, stepsOf(did), plainDate(today)), stepsOf(did), plainDate(today))
  assert.equal(may('2026-12-02'), true)
  assert.equal(may('2026-12-03'), false)
  assert.equal(may('2026-12-01', 'extended@2026-11-20'), false)
  assert.equal(may('2026-12-09', 'paused@2026-11-10,resumed@2026-11-17'), true, 'the first month has stood still for a week')
})

const day = fc.integer({ min: 0, max: 4000 }).map((days) => plainDate('2018-05-25').add({ days }))
test('an answer is never due at a weekend', () => {
  fc.assert(
    fc.property(fc.constantFrom('copy', 'objection'), day, fc.boolean(), (kind, received, isExtended) => {
      const steps: ClockStep[] = isExtended ? [{ kind: 'extended', onDay: received }] : []
      assert.ok(clockOf(kind, received, steps, received).answerBy!.dayOfWeek <= 5)
    }),
    { numRuns: runs(300) },
  )
})

test('a pause never shortens the time, and gives no more than its days and a weekend', () => {
  const gap = fc.integer({ min: 0, max: 40 })
  fc.assert(
    fc.property(day, fc.array(fc.tuple(gap, gap), { maxLength: 4 }), (received, gaps) => {
      const steps: ClockStep[] = []
      let [at, still] = [received, 0]
      for (const [before, during] of gaps) {
        steps.push({ kind: 'paused', onDay: at.add({ days: before }) })
        at = at.add({ days: before + during })
        steps.push({ kind: 'resumed', onDay: at })
        still += during
      }
      const [plain, paused] = [clockOf('copy', received, [], at), clockOf('copy', received, steps, at)]
      const more = plain.answerBy!.until(paused.answerBy!, { largestUnit: 'days' }).days
      assert.ok(more >= Math.max(0, still - 2) && more <= still + 2, `${more} days for ${still}`)
    }),
    { numRuns: runs(300) },
  )
})

test('of each kind one rule is in force on each day, without gap or overlap', () => {
  for (const kind of requestKinds) {
    const its = clockRules.filter((rule) => rule.kind === kind)
    for (const [at, rule] of its.entries()) assert.equal(rule.to, its[at + 1]?.from ?? null, `${kind} from ${rule.from}`)
  }
})
