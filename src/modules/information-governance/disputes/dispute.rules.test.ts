import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, plainDate } from '#platform/dates'
import { answerBy, type Dispute, flagOf, keyOfFact, mayDispute, type Outcome, outcomes, whyNotAnswer } from './dispute.rules.ts'

const fact = (contentHash: string, more = {}) => ({
  datasetId: 'housing',
  kind: 'residence',
  fieldClass: 'address',
  sourceKey: 'H1-home',
  sourcePersonId: 'H1',
  contentHash,
  ...more,
})
const dispute = (id: string, factHash: string, outcome?: Outcome): Dispute => ({
  id,
  controllerId: 'council',
  datasetId: 'housing',
  fieldClass: 'address',
  sourcePersonId: 'H1',
  factKey: keyOfFact(fact('')),
  factKind: 'residence',
  factHash,
  disputedAt: instant('2026-11-03T10:00:00Z'),
  disputedOn: plainDate('2026-11-03'),
  answer: outcome
    ? {
        outcome,
        correctedOn: outcome === 'not-corrected' ? null : plainDate('2026-11-10'),
        answeredAt: instant('2026-11-10T10:00:00Z'),
        answeredOn: plainDate('2026-11-10'),
      }
    : null,
})

// Each line: what was disputed, in its order, with the answer; what the sender states now: what stands beside it, and whether it may be disputed (again).
const cases = `
  -                       A   -               yes
  A                       A   being-checked   no
  A                       B   changed         yes    # whatever else its sender states now
  A=corrected             A   corrected       no     # put right in their system, not sent yet
  A=corrected             B   changed         yes
  A=partly                A   partly          no
  A=not-corrected         A   disagrees       no     # the flag stays
  A=not-corrected         B   changed         yes
  A=corrected,B           B   being-checked   no     # what was sent then is wrong, too
  A,B=not-corrected       A   being-checked   no     # back to what it was
  A,B                     C   changed         yes
`
for (const line of cases.trim().split('\n')) {
  const [said, now, state, may] = line.trim().split(/\s+/)
  test(`disputed ${said}, stated now ${now}: ${state}; may be disputed: ${may}`, () => {
    const disputes =
      said === '-' ? [] : said!.split(',').map((one, nth) => dispute(`${nth}`, ...(one.split('=') as [string, Outcome?])))
    const flag = flagOf(fact(now!), disputes)
    assert.deepEqual([flag?.state ?? '-', mayDispute(flag) ? 'yes' : 'no'], [state, may])
  })
}

test('a dispute is about one fact of one record: not about another of its kind, another kind, or another record', () => {
  for (const other of [
    { sourceKey: 'H1-old' },
    { kind: 'identity', fieldClass: 'identity' },
    { datasetId: 'nhs' },
    { sourcePersonId: 'H2' },
  ])
    assert.equal(flagOf(fact('A', other), [dispute('1', 'A')]), undefined, JSON.stringify(other))
})

// Each line: disputed on, answered by.
for (const [on, by] of [
  ['2026-11-03', '2026-12-03'],
  ['2026-01-31', '2026-03-02'], // 28 February is a Saturday
  ['2026-05-14', '2026-06-15'], // 14 June is a Sunday
] as const)
  test(`disputed on ${on}, to be answered by ${by}`, () => assert.equal(answerBy(plainDate(on)).toString(), by))

// Each line: the answer, the day of the correction, whether a reason is written: what is wrong with it, on 10 November.
const answers = `
  corrected      2026-11-10  no   -
  corrected      2026-11-02  no   -                       # found and put right before she said it
  corrected      -           yes  DISPUTE_DAY_WRONG
  corrected      2026-11-11  yes  DISPUTE_DAY_WRONG
  partly         2026-11-10  no   DISPUTE_REASON_MISSING
  partly         2026-11-10  yes  -
  partly         -           yes  DISPUTE_DAY_WRONG
  not-corrected  -           no   DISPUTE_REASON_MISSING
  not-corrected  -           yes  -
`
for (const line of answers.trim().split('\n')) {
  const [outcome, day, reason, wrong] = line.trim().split(/\s+/)
  test(`${outcome} on ${day}, with a reason: ${reason}: ${wrong}`, () => {
    const answer = {
      outcome: outcomes.find((one) => one === outcome)!,
      correctedOn: day === '-' ? null : plainDate(day!),
      said: reason === 'yes' ? 'Because.' : '',
    }
    assert.equal(whyNotAnswer(answer, plainDate('2026-11-10')) ?? '-', wrong)
  })
}
