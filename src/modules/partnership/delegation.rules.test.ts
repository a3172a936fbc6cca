import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '#platform/dates'
import { authorityOf, type Delegation, mayExercise, passingOn, whoMayExercise } from './delegation.rules.ts'

/** "director chief → head spend £50000 2026-04-01 to 2027-04-01": its name, giver, holder, function, limit, days; "under x": passed on. */
const line = (text: string): Delegation => {
  const [, id, giver, holder, fn, limit, from, to, under] =
    /^(\S+) (\S+) → (\S+) (\S+) (£\d+|unlimited) (\S+)(?: to (\S+))?(?: under (\S+))?$/.exec(text) ?? []
  return {
    id,
    organisationId: 'Council',
    workerId: holder,
    function: fn,
    limitPence: limit === 'unlimited' ? null : BigInt(limit!.slice(1)) * 100n,
    givenBy: giver,
    givenUnder: under ?? null,
    from: plainDate(from!),
    to: to ? plainDate(to) : null,
  } as Delegation
}

const scheme = [
  'a chief → director spend unlimited 2026-04-01 to 2027-04-01',
  'b director → head spend £50000 2026-04-01 to 2027-04-01 under a',
  'c head → lead spend £5000 2026-05-01 to 2026-11-01 under b',
  'd chief → officer sign-agreement £0 2026-04-01',
  'e chief → deputy spend £100000 2026-04-01 to 2026-06-15', // withdrawn in June
  'f deputy → clerk spend £1000 2026-04-01 to 2027-04-01 under e',
  'g chief → head spend £20000 2026-04-01', // her other, smaller one
  'h head → intern spend £80000 2026-04-01 to 2027-04-01 under b', // written for more than its giver had: worth no more than hers
].map(line)

// who, function, day, pounds: may, or why not
const cases: [string, string, string, number, string][] = [
  ['director', 'spend', '2026-04-01', 9_000_000, 'a'],
  ['director', 'spend', '2027-04-01', 1, 'not-delegated'], // the last day is not in it
  ['head', 'spend', '2026-04-01', 50_000, 'b'],
  ['head', 'spend', '2026-04-01', 50_001, 'above-limit'],
  ['head', 'spend', '2027-05-01', 20_000, 'g'], // the smaller one goes on
  ['head', 'sign-agreement', '2026-04-01', 0, 'not-delegated'],
  ['lead', 'spend', '2026-04-30', 1, 'not-delegated'], // not yet
  ['lead', 'spend', '2026-05-01', 5_000, 'c'],
  ['lead', 'spend', '2026-11-01', 1, 'not-delegated'],
  ['officer', 'sign-agreement', '2030-01-01', 0, 'd'],
  ['officer', 'sign-agreement', '2030-01-01', 1, 'above-limit'], // to sign is not to spend
  ['clerk', 'spend', '2026-06-14', 1_000, 'f'],
  ['clerk', 'spend', '2026-06-15', 1, 'not-delegated'], // what was passed on falls with what it came from
  ['intern', 'spend', '2026-05-01', 50_000, 'h'],
  ['intern', 'spend', '2026-05-01', 50_001, 'above-limit'],
  ['stranger', 'spend', '2026-05-01', 0, 'not-delegated'], // silence is a no
]
for (const [who, fn, day, pounds, expected] of cases) {
  test(`${who}, ${fn}, £${pounds} on ${day}: ${expected}`, () => {
    const answer = mayExercise(
      who,
      { organisationId: 'Council', function: fn, day: plainDate(day), sumPence: BigInt(pounds) * 100n },
      scheme,
    )
    assert.equal(answer.may ? answer.under : answer.because, expected)
  })
}

test('a delegation of one organisation is none of another', () => {
  assert.equal(
    authorityOf('director', { organisationId: 'Trust', function: 'spend', day: plainDate('2026-05-01') }, scheme),
    undefined,
  )
})

test('who may spend £50,000 in May: the director, the deputy, the head and whom she passed it on to', () => {
  const exercise = { organisationId: 'Council', function: 'spend', day: plainDate('2026-05-01'), sumPence: 50_000_00n }
  assert.deepEqual(whoMayExercise(exercise, scheme), ['deputy', 'director', 'head', 'intern'])
})

// from which, to whom, limit in pounds (null: none), days, on which day: what is wrong
const passedOn: [string, string, number | null, string, string, string | undefined][] = [
  ['b', 'lead', 50_000, '2026-05-01 to 2027-04-01', '2026-05-01', undefined],
  ['b', 'lead', 50_001, '2026-05-01 to 2027-04-01', '2026-05-01', 'above-own-limit'],
  ['b', 'lead', null, '2026-05-01 to 2027-04-01', '2026-05-01', 'above-own-limit'],
  ['a', 'lead', null, '2026-05-01 to 2027-04-01', '2026-05-01', undefined], // the director has no limit
  ['b', 'lead', 10, '2026-05-01 to 2027-04-02', '2026-05-01', 'outside-own-period'],
  ['b', 'lead', 10, '2026-05-01', '2026-05-01', 'outside-own-period'], // hers ends, so this must
  ['b', 'lead', 10, '2026-05-01 to 2026-06-01', '2026-05-02', 'outside-own-period'], // not for days gone by
  ['b', 'head', 10, '2026-05-01 to 2026-06-01', '2026-05-01', 'to-oneself'],
  ['e', 'lead', 10, '2026-06-15 to 2026-07-01', '2026-06-15', 'not-standing'],
  ['f', 'lead', 10, '2026-07-01 to 2026-08-01', '2026-07-01', 'not-standing'], // its source has gone
  ['h', 'lead', 60_000, '2026-05-01 to 2026-06-01', '2026-05-01', 'above-own-limit'], // not above what hers is worth
]
for (const [own, workerId, pounds, days, today, expected] of passedOn) {
  test(`${own} passed on to ${workerId}, ${pounds === null ? 'unlimited' : `£${pounds}`}, ${days}, on ${today}: ${expected ?? 'possible'}`, () => {
    const [from = '', to] = days.split(' to ')
    const given = {
      workerId,
      limitPence: pounds === null ? null : BigInt(pounds) * 100n,
      from: plainDate(from),
      to: to ? plainDate(to) : null,
    }
    assert.equal(passingOn(scheme.find((one) => one.id === own)!, given, plainDate(today), scheme), expected)
  })
}
