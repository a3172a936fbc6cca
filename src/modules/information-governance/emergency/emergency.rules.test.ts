import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant } from '#platform/dates'
import { runs, seed } from '#testing/random'
import { daysToReview, findings, mayOpen, minutesOpen, mostInAWeek, type Opening, reasons, tellings } from './emergency.rules.ts'

test('it opens for an hour, for one of five reasons; who reviews it finds one of three things, and says whether it is safe to tell', () => {
  assert.equal(minutesOpen, 60)
  assert.deepEqual(reasons, ['danger-to-life', 'danger-to-a-child', 'missing', 'overdose-or-self-harm', 'other'])
  assert.deepEqual(findings, ['justified', 'not-justified', 'talk'])
  assert.deepEqual(tellings, ['tell', 'not-safe'])
})

const now = instant('2026-11-27T12:00:00Z')
const opening = (hoursAgo: number, reviewed: boolean): Opening => ({
  openedAt: now.subtract({ hours: hoursAgo }),
  reviewedAt: reviewed ? now : null,
})
// Hours since each opening, with a mark where it was reviewed; and what then holds.
const rows: [string, ReturnType<typeof mayOpen>][] = [
  ['', 'yes'],
  ['1', 'yes'],
  ['48', 'yes'],
  ['49', 'unreviewed'],
  ['49✓', 'yes'],
  ['1 2', 'yes'],
  ['1 2 3', 'too-often'],
  ['1✓ 2✓ 3✓', 'too-often'],
  ['1✓ 2✓ 167✓', 'too-often'],
  ['1✓ 2✓ 168✓', 'yes'],
  ['1 2 3 49', 'unreviewed'],
]
for (const [before, says] of rows)
  test(`opened ${before || 'never'} hours ago: ${says}`, () => {
    const openings = before
      .split(' ')
      .filter(Boolean)
      .map((one) => opening(Number(one.replace('✓', '')), one.endsWith('✓')))
    assert.equal(mayOpen(openings, now), says)
  })

test('whoever opens whenever she may never opens a fourth time within seven days, nor with one unreviewed for longer than it may be (threat 3)', () => {
  const step = fc.record({ hours: fc.integer({ min: 0, max: 60 }), does: fc.constantFrom('open', 'review', 'wait') })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const made: { openedAt: typeof now; reviewedAt: typeof now | null }[] = []
      let at = now
      for (const { hours, does } of steps) {
        at = at.add({ hours })
        if (does === 'review') {
          const waiting = made.find((one) => one.reviewedAt === null)
          if (waiting) waiting.reviewedAt = at
        }
        if (does !== 'open' || mayOpen(made, at) !== 'yes') continue
        made.push({ openedAt: at, reviewedAt: null })
        const hoursAgo = (one: (typeof made)[number]) => (at.epochMilliseconds - one.openedAt.epochMilliseconds) / 3_600_000
        assert.ok(made.filter((one) => hoursAgo(one) < 168).length <= mostInAWeek)
        assert.ok(made.every((one) => one.reviewedAt !== null || hoursAgo(one) <= daysToReview * 24))
      }
    }),
    { seed, numRuns: runs(100) },
  )
})
