import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from './dates.ts'
import { bankHolidaysOf, isWorkingDay, workingDaysAfter } from './working-days.rules.ts'

// As the government published them for England and Wales (gov.uk/bank-holidays).
const published: [year: number, days: string][] = [
  [2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
  [2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
  [2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
  [2024, '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26'],
  [2025, '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26'],
  [2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
  [2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
]
for (const [year, days] of published)
  test(`bank holidays of ${year}: ${days}`, () => {
    assert.equal(
      bankHolidaysOf(year)
        .map((day) => day.toString().slice(5))
        .join(' '),
      days,
    )
  })

const counted: [from: string, days: number, to: string][] = [
  ['2026-04-01', 1, '2026-04-02'],
  ['2026-04-02', 1, '2026-04-07'], // over Easter
  ['2026-11-27', 1, '2026-11-30'], // over a weekend
  ['2026-12-24', 2, '2026-12-30'], // Christmas, and Boxing Day had on a Monday
  ['2026-04-01', 0, '2026-04-01'],
]
for (const [from, days, to] of counted)
  test(`${days} working days after ${from}: ${to}`, () => {
    assert.equal(workingDaysAfter(plainDate(from), days).toString(), to)
  })

test('nobody is at work on a Sunday', () => assert.equal(isWorkingDay(plainDate('2026-11-29')), false))
