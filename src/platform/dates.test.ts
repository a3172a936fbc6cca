import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ageInWords, instantFromDatabase, plainDate, Temporal } from './dates.ts'

const instants = `
  2026-05-03 10:42:07+00              2026-05-03T10:42:07Z
  2026-05-03 10:42:07.1+00            2026-05-03T10:42:07.1Z
  2026-05-03 10:42:07.123456+00       2026-05-03T10:42:07.123456Z
  1931-12-31 23:59:59.000001+00       1931-12-31T23:59:59.000001Z
  2026-07-01 11:00:00+01              2026-07-01T10:00:00Z
  2026-07-01 15:30:00.5+05:30         2026-07-01T10:00:00.5Z`
for (const line of instants.trim().split('\n')) {
  const [written, meant] = line.trim().split(/\s{2,}/) as [string, string]
  test(`the database's "${written}" is ${meant}`, () => assert.equal(instantFromDatabase(written).toString(), meant))
}

test('any instant that the database writes is read to the microsecond', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -2_000_000_000_000_000n, max: 4_000_000_000_000_000n }), (microseconds) => {
      const at = new Temporal.Instant(microseconds * 1000n)
      const written = at.toString({ fractionalSecondDigits: 6 }).replace('T', ' ').replace('Z', '+00')
      assert.equal(instantFromDatabase(written).epochNanoseconds, at.epochNanoseconds)
    }),
  )
})

test('a day that the calendar does not have is refused, not moved on', () => {
  for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31']) assert.throws(() => plainDate(text), RangeError)
  assert.equal(plainDate('2028-02-29').toString(), '2028-02-29')
})

const ages: [seconds: number, words: string][] = [
  [0, 'under a minute'],
  [59, 'under a minute'],
  [60, '1 minute'],
  [3599, '59 minutes'],
  [3600, '1 hour'],
  [48 * 3600 - 1, '47 hours'],
  [48 * 3600, '2 days'],
  [41 * 86_400, '41 days'],
]
for (const [seconds, words] of ages) {
  test(`${seconds} seconds are ${words}`, () => {
    const now = new Temporal.Instant(1_800_000_000_000_000_000n)
    assert.equal(ageInWords(now.subtract({ seconds }), now), words)
  })
}
