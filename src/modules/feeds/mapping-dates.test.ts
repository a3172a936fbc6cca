import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DateForm, dayOf, instantOf } from './mapping-dates.ts'

test('a date is read in the form that was agreed, and in no other', () => {
  const cases = `
    dd/mm/yyyy   04/07/1993         1993-07-04
    dd/mm/yyyy   4/7/1993           date-in-another-form
    dd/mm/yyyy   1993-07-04         date-in-another-form
    dd/mm/yyyy   04/07/93           date-in-another-form
    dd/mm/yyyy   13/13/1993         date-impossible        # day and month swapped beyond the twelfth
    dd/mm/yyyy   31/04/1993         date-impossible
    dd/mm/yyyy   29/02/2024         2024-02-29
    dd/mm/yyyy   29/02/2023         date-impossible
    dd/mm/yyyy   29/02/1900         date-impossible        # no leap year
    dd/mm/yyyy   29/02/2000         2000-02-29
    dd/mm/yyyy   00/01/1993         date-impossible
    dd/mm/yyyy   04/07/0093         date-impossible        # before 1850
    d/m/yyyy     4/7/1993           1993-07-04
    d/m/yyyy     04/07/1993         1993-07-04
    dd-mm-yyyy   04-07-1993         1993-07-04
    dd.mm.yyyy   04.07.1993         1993-07-04
    dd-Mon-yyyy  04-Jul-1993        1993-07-04
    dd-Mon-yyyy  04-JUL-1993        1993-07-04
    dd-Mon-yyyy  04-Jly-1993        date-impossible
    yyyy-mm-dd   1993-07-04         1993-07-04
    yyyy-mm-dd   2025-9-3           date-in-another-form
    yyyy-mm-dd   1993-07            date-in-another-form
    yyyymmdd     19930704           1993-07-04
    yyyymmdd     19900230           date-impossible
    yyyymmdd     unknown            date-in-another-form`
  for (const [form, text, expected] of table(cases)) assert.equal(dayOf(text!, form as DateForm), expected, `${form} ${text}`)
})

test('a local time has the offset that held in the place', () => {
  const cases = `
    dd/mm/yyyy   30/03/2026_15:20      2026-03-30T15:20:00+01:00   # summer time
    dd/mm/yyyy   28/03/2026_15:20      2026-03-28T15:20:00Z
    dd/mm/yyyy   29/03/2026_01:30      2026-03-29T01:30:00Z        # skipped: the clock that still stood
    dd/mm/yyyy   25/10/2026_01:30      2026-10-25T01:30:00+01:00   # came twice: the first
    dd-mm-yyyy   20-02-2026_10:00:07   2026-02-20T10:00:07Z
    dd-Mon-yyyy  19-Mar-2026_16:40     2026-03-19T16:40:00Z
    yyyymmdd     202603111030          2026-03-11T10:30:00Z
    yyyy-mm-dd   2026-03-24T17:00      2026-03-24T17:00:00Z
    dd/mm/yyyy   30/06/2026            2026-06-30T00:00:00+01:00   # a day alone is its beginning
    yyyymmdd     20260630              2026-06-30T00:00:00+01:00
    yyyymmdd     2026-03-26T22:10:00Z  2026-03-26T22:10:00Z        # an offset of its own
    yyyy-mm-dd   2026-03-25T15:30:00+00:00  2026-03-25T15:30:00+00:00
    dd/mm/yyyy   30/03/2026_24:00      date-impossible
    dd/mm/yyyy   30/03/2026_15:60      date-impossible
    dd/mm/yyyy   31/02/2026_15:20      date-impossible
    yyyy-mm-dd   2026-02-30T10:00:00Z  date-impossible
    dd/mm/yyyy   30/03/2026_noon       date-in-another-form`
  for (const [form, text, expected] of table(cases))
    assert.equal(instantOf(text!.replace('_', ' '), form as DateForm, 'Europe/London'), expected, `${form} ${text}`)
})

/** Lines of words; what follows # is for the reader. */
const table = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
