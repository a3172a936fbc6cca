import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant, plainDate } from '#platform/dates'
import {
  type Around,
  birthdayAt,
  type Limit,
  latestEnd,
  limitKinds,
  mayReview,
  type ProxyKind,
  type ProxyRight,
  proxyKinds,
  stateOfRight,
  whyNotGive,
} from './proxy.rules.ts'

const zone = 'Europe/London'
const aRight = (more: Partial<ProxyRight> = {}): ProxyRight => ({
  kind: 'parent',
  scopes: ['who-looked'],
  bornOn: plainDate('2015-06-10'),
  grantedAt: instant('2024-01-01T09:00:00Z'),
  until: plainDate('2031-06-10'),
  reviewedAt: null,
  safeSaidAt: null,
  endedAt: null,
  accountId: 'mother',
  ...more,
})
const at = (now: string, more: Partial<Around> = {}): Around => ({
  limits: [],
  hidden: false,
  endangered: false,
  now: instant(now),
  zone,
  ...more,
})
const limit = (kind: Limit['kind'], more: Partial<Limit> = {}): Limit => ({
  kind,
  accountId: null,
  from: instant('2025-01-01T09:00:00Z'),
  liftedAt: null,
  ...more,
})
const said = (right: ProxyRight, around: Around) => {
  const state = stateOfRight(right, around)
  return state.live ? 'live' : state.because
}

// Each row: born, whether a worker reviewed it with the child, the moment in UTC, and what the parent's right is then.
const ages: [born: string, reviewed: boolean, now: string, expected: string][] = [
  // In summer the day begins at 23:00 UTC.
  ['2015-06-10', false, '2026-06-09T22:59:59Z', 'live'],
  ['2015-06-10', false, '2026-06-09T23:00:00Z', 'eleven'],
  ['2015-06-10', true, '2026-06-09T23:00:00Z', 'live'],
  ['2015-06-10', true, '2031-06-09T22:59:59Z', 'live'],
  ['2015-06-10', true, '2031-06-09T23:00:00Z', 'over'],
  // In winter it begins at midnight UTC.
  ['2015-01-10', false, '2026-01-09T23:59:59Z', 'live'],
  ['2015-01-10', false, '2026-01-10T00:00:00Z', 'eleven'],
  // The clocks go forward at 01:00 on 29 March 2026, and back at 02:00 on 25 October: the day began before.
  ['2015-03-29', false, '2026-03-28T23:59:59Z', 'live'],
  ['2015-03-29', false, '2026-03-29T00:00:00Z', 'eleven'],
  ['2015-03-30', false, '2026-03-29T22:59:59Z', 'live'],
  ['2015-03-30', false, '2026-03-29T23:00:00Z', 'eleven'],
  ['2015-10-25', false, '2026-10-24T22:59:59Z', 'live'],
  ['2015-10-25', false, '2026-10-24T23:00:00Z', 'eleven'],
  ['2015-10-26', false, '2026-10-25T23:59:59Z', 'live'],
  ['2015-10-26', false, '2026-10-26T00:00:00Z', 'eleven'],
  // Born on 29 February: 11 on 1 March 2027, 16 on 29 February 2032... of 2016; 16 on 1 March 2028 never, since 2028 has the day.
  ['2016-02-29', false, '2027-02-28T23:59:59Z', 'live'],
  ['2016-02-29', false, '2027-03-01T00:00:00Z', 'eleven'],
  ['2016-02-29', true, '2032-02-28T23:59:59Z', 'live'],
  ['2016-02-29', true, '2032-02-29T00:00:00Z', 'sixteen'],
]
for (const [born, reviewed, now, expected] of ages) {
  test(`a parent’s right over a child born ${born}${reviewed ? ', reviewed,' : ''} at ${now}: ${expected} (P4)`, () => {
    const right = aRight({
      bornOn: plainDate(born),
      reviewedAt: reviewed ? instant('2026-06-01T09:00:00Z') : null,
      until: plainDate(born === '2015-06-10' ? '2031-06-10' : '2040-01-01'),
    })
    assert.equal(said(right, at(now)), expected)
  })
}

// Each row: the kind of right, what stands against it, and what the right is then.
const stops: [kind: ProxyKind, what: string, around: Partial<Around>, expected: string][] = [
  ['parent', 'nothing', {}, 'live'],
  ['helper', 'nothing', {}, 'live'],
  ['parent', 'the child decides for herself', { limits: [limit('competence')] }, 'competence'],
  ['attorney', 'she has capacity for it', { limits: [limit('competence')] }, 'competence'],
  ['helper', 'she has capacity: a helper is her own choice', { limits: [limit('competence')] }, 'live'],
  ['parent', 'a no-contact order against her', { limits: [limit('no-contact', { accountId: 'mother' })] }, 'no-contact'],
  ['parent', 'a no-contact order against somebody else', { limits: [limit('no-contact', { accountId: 'other' })] }, 'live'],
  ['helper', 'a no-contact order against him', { limits: [limit('no-contact', { accountId: 'mother' })] }, 'no-contact'],
  ['attorney', 'a no-contact order against everyone', { limits: [limit('no-contact')] }, 'no-contact'],
  ['parent', 'a care order', { limits: [limit('care-order')] }, 'care-order'],
  ['court-order', 'a care order: the court named this one', { limits: [limit('care-order')] }, 'live'],
  ['parent', 'two parents who claim it', { limits: [limit('dispute')] }, 'dispute'],
  [
    'parent',
    'a dispute that a worker has decided',
    { limits: [limit('dispute', { liftedAt: instant('2025-02-01T09:00:00Z') })] },
    'live',
  ],
  ['parent', 'an order that begins later', { limits: [limit('care-order', { from: instant('2027-01-01T09:00:00Z') })] }, 'live'],
  ['deputy', 'her death', { limits: [limit('death')] }, 'death'],
  ['helper', 'her death', { limits: [limit('death')] }, 'death'],
  ['helper', 'protection on either side', { hidden: true }, 'protection'],
  ['parent', 'protection on either side', { hidden: true }, 'protection'],
  ['deputy', 'protection: the court has looked at him', { hidden: true }, 'live'],
  ['helper', 'abuse recorded since a worker said that it is safe, or ever', { endangered: true }, 'protection'],
  ['parent', 'abuse recorded since a worker said that it is safe, or ever', { endangered: true }, 'protection'],
  ['attorney', 'abuse recorded: the Public Guardian has looked at him', { endangered: true }, 'live'],
  ['court-order', 'abuse recorded: the court has looked at him', { endangered: true }, 'live'],
  [
    'parent',
    'abuse recorded, and a child of 11 whom nobody asked yet',
    { endangered: true, now: instant('2026-07-01T10:00:00Z') },
    'eleven',
  ],
]
for (const [kind, what, around, expected] of stops) {
  test(`${kind}, ${what}: ${expected} (K1, K6)`, () => {
    assert.equal(said(aRight({ kind }), at('2026-01-05T10:00:00Z', around)), expected)
  })
}

test('that it was said to be safe opens nothing by itself: not what protection closes, not what stops at 11 (K1, P4)', () => {
  const right = aRight({ safeSaidAt: instant('2026-01-04T10:00:00Z') })
  assert.equal(said(right, at('2026-01-05T10:00:00Z')), 'live')
  assert.equal(said(right, at('2026-01-05T10:00:00Z', { hidden: true })), 'protection')
  assert.equal(said(right, at('2026-07-01T10:00:00Z')), 'eleven')
})

test('one that was ended stops at that moment; one that nobody took up opens nothing', () => {
  const endedAt = instant('2026-01-05T10:00:00Z')
  assert.equal(said(aRight({ endedAt }), at('2026-01-05T09:59:59Z')), 'live')
  assert.equal(said(aRight({ endedAt }), at('2026-01-05T10:00:00Z')), 'ended')
  assert.equal(said(aRight({ accountId: null }), at('2026-01-05T10:00:00Z')), 'not-taken-up')
})

// Each row: the kind of right, born, its last day, what was seen, and why it may not be given (today is 5 January 2026).
const given: [kind: ProxyKind, born: string | null, until: string, evidence: string, expected: string | undefined][] = [
  ['helper', '1990-02-01', '2027-01-05', '', undefined],
  ['helper', '1990-02-01', '2027-01-06', '', 'PROXY_END'],
  ['helper', '1990-02-01', '2026-01-05', '', 'PROXY_END'],
  ['helper', '2008-01-05', '2026-12-01', '', undefined],
  ['helper', '2008-01-06', '2026-12-01', '', 'PROXY_TOO_YOUNG'],
  ['helper', null, '2026-12-01', '', 'PROXY_AGE_UNKNOWN'],
  ['parent', '2015-06-10', '2026-06-10', 'Birth certificate', undefined],
  ['parent', '2015-06-10', '2026-06-11', 'Birth certificate', 'PROXY_END'],
  ['parent', '2012-06-10', '2028-06-10', 'Birth certificate', undefined],
  ['parent', '2010-01-05', '2026-12-01', 'Birth certificate', 'PROXY_TOO_OLD'],
  ['parent', '2015-06-10', '2026-06-10', '', 'PROXY_NO_EVIDENCE'],
  ['parent', null, '2026-06-10', 'Birth certificate', 'PROXY_AGE_UNKNOWN'],
  ['attorney', '1941-02-01', '2029-01-05', 'Registered power of attorney', undefined],
  ['attorney', null, '2029-01-06', 'Registered power of attorney', 'PROXY_END'],
  ['deputy', '1941-02-01', '2027-01-05', '', 'PROXY_NO_EVIDENCE'],
  ['court-order', '2015-06-10', '2026-06-10', 'Special guardianship order', undefined],
  ['court-order', '2015-06-10', '2028-01-01', 'Special guardianship order', 'PROXY_END'],
]
for (const [kind, born, until, evidence, expected] of given) {
  test(`${kind} of somebody born ${born ?? 'nobody knows when'} until ${until}${evidence && `, ${evidence}`}: ${expected ?? 'may be given'} (P5)`, () => {
    const right = {
      bornOn: born === null ? null : plainDate(born),
      until: plainDate(until),
      evidence,
      today: plainDate('2026-01-05'),
    }
    assert.equal(whyNotGive(kind, right), expected)
  })
}

test('a parent’s right is looked at again from three months before she is 11, once', () => {
  const of = (reviewedAt: ProxyRight['reviewedAt'], day: string) => mayReview(aRight({ reviewedAt }), plainDate(day))
  assert.deepEqual(
    [of(null, '2026-03-09'), of(null, '2026-03-10'), of(null, '2031-06-10'), of(instant('2026-06-01T09:00:00Z'), '2026-07-01')],
    [false, true, false, false],
  )
})

const days = fc.integer({ min: 0, max: 9000 }).map((n) => plainDate('2010-01-01').add({ days: n }))
test('no right that may be given is without scope or end, or goes past 16, and none is open past its end (P4, P5)', () => {
  fc.assert(
    fc.property(fc.constantFrom(...proxyKinds), days, days, days, (kind, bornOn, today, until) => {
      if (bornOn.until(today).days < 0 || whyNotGive(kind, { bornOn, until, evidence: 'seen', today }) !== undefined) return
      assert.ok(latestEnd(kind, bornOn, today).until(until).days <= 0)
      assert.ok(today.until(until).days <= 366 * (kind === 'parent' ? 11 : 3))
      const right = aRight({ kind, bornOn, until })
      const state = (day: typeof until) => stateOfRight(right, at(day.toZonedDateTime(zone).toInstant().toString()))
      assert.equal(state(until).live, false)
      if (kind === 'parent') assert.equal(state(birthdayAt(bornOn, 16)).live, false)
    }),
  )
})

test('more limits never open what fewer closed, and what is open has a scope (P5)', () => {
  const limits = fc.array(fc.constantFrom(...limitKinds).map((kind) => limit(kind)))
  fc.assert(
    fc.property(
      fc.constantFrom(...proxyKinds),
      limits,
      fc.constantFrom(...limitKinds),
      fc.boolean(),
      (kind, some, more, hidden) => {
        const few = stateOfRight(aRight({ kind }), at('2026-01-05T10:00:00Z', { limits: some, hidden }))
        const many = stateOfRight(aRight({ kind }), at('2026-01-05T10:00:00Z', { limits: [...some, limit(more)], hidden }))
        if (many.live) assert.ok(few.live && many.scopes.length > 0)
      },
    ),
  )
})
