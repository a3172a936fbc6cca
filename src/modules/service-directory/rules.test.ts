import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '#platform/dates'
import { faultOfAddress, isPublicAddress } from './address.rules.ts'
import {
  checkedOn,
  clockTime,
  costOf,
  freshnessOn,
  hoursOf,
  milesOf,
  openingsOn,
  phonesOf,
  placesOf,
  runsOf,
  webAddress,
} from './facts.rules.ts'
import { endingOf } from './import.rules.ts'
import { metresBetween, nearerFirst, nearnessOf, readWhere } from './place.rules.ts'
import { aService, uuid } from './testing.ts'

test('what it costs: what is not said is not free', () => {
  const option = (...amounts: number[]) => amounts.map((amount) => ({ id: uuid(`${amount}`), amount }))
  for (const [fees, amounts, expected] of [
    ['Free', [], 'free'],
    ['Free of charge', [], 'free'],
    ['No cost to you', [], 'free'],
    ['Am ddim', [], 'free'],
    ['£0', [], 'free'],
    ['£4 a visit', [], 'paid'],
    ['Some cost', [], 'paid'],
    ['Free, but £2 for lunch', [], 'paid'],
    ['Free for under fives, £3 for others', [3], 'paid'],
    [undefined, [0], 'free'],
    [undefined, [0, 35], 'paid'],
    [undefined, [], 'not-said'],
  ] as const)
    assert.equal(costOf({ fees, cost_options: option(...amounts) }), expected, `${fees} ${amounts}`)
})

test('when: each day of a schedule, also of a monthly one, with hours that can be read', () => {
  const hours = (schedule: object) =>
    hoursOf({ schedules: [{ id: uuid('s'), ...schedule }] }).map(({ day, opens, closes }) => `${day} ${opens}–${closes}`)
  assert.deepEqual(hours({ byday: 'TH,FR', opens_at: '10:00:00', closes_at: '18:00:00' }), ['TH 10:00–18:00', 'FR 10:00–18:00'])
  assert.deepEqual(hours({ byday: '2TU', opens_at: '9 am', closes_at: '12:00' }), ['TU null–12:00'])
  assert.deepEqual(hours({ byday: 'mo, MO' }), ['MO null–null'])
  assert.deepEqual(hours({ description: 'any time' }), [])
})

test('when, in lines: days of the same hours together, in the order of the week, without what is over or has not begun', () => {
  const hour = (day: 'MO' | 'TU' | 'SA', opens: string, more = {}) => ({
    day,
    opens,
    closes: '17:00',
    from: null,
    until: null,
    ...more,
  })
  const lines = (hours: Parameters<typeof openingsOn>[0]) =>
    openingsOn(hours, plainDate('2026-04-01')).map(({ days, opens }) => `${days.join(' ')} ${opens}`)
  assert.deepEqual(lines([hour('SA', '10:00'), hour('TU', '09:00'), hour('MO', '09:00')]), ['MO TU 09:00', 'SA 10:00'])
  assert.deepEqual(lines([hour('MO', '09:00', { until: '2026-03-31' }), hour('TU', '09:00', { from: '2026-04-02' })]), [])
  assert.deepEqual(lines([hour('MO', '09:00', { from: '2026-04-01', until: '2026-04-01' })]), ['MO 09:00'])
  const runs = (...days: Parameters<typeof runsOf>[0]) => runsOf(days).map(({ from, to }) => (to ? `${from}-${to}` : from))
  assert.deepEqual(runs('MO', 'TU', 'WE', 'TH', 'FR', 'SU'), ['MO-FR', 'SU'])
  assert.deepEqual(runs('TU', 'WE', 'SA'), ['TU', 'WE', 'SA'])
  assert.deepEqual(['00:00', '09:00', '12:30', '17:05'].map(clockTime), ['12am', '9am', '12:30pm', '5:05pm'])
})

test('miles, and what a page may lead to', () => {
  assert.deepEqual([milesOf(1600), milesOf(1610), milesOf(8047)], [undefined, '1.0', '5.0'])
  assert.equal(webAddress('https://example.org/a'), 'https://example.org/a')
  for (const no of ['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org', undefined])
    assert.equal(webAddress(no), undefined)
})

test('where: coordinates that are nowhere are left out, and postcodes are tidied', () => {
  const at = (latitude: number, longitude: number) =>
    placesOf(aService('x', { at: [latitude, longitude], postcode: 'al11aa' }) as never).map((place) => [
      place.latitude,
      place.longitude,
      place.postcode,
    ])
  assert.deepEqual(at(53.5, -2.1), [[53.5, -2.1, 'AL1 1AA']])
  assert.deepEqual(at(100, 101), [[null, null, 'AL1 1AA']])
  assert.deepEqual(at(0, 0), [[null, null, 'AL1 1AA']])
})

test('whom to ring: numbers beside contacts, and those that stand in their words', () => {
  assert.deepEqual(phonesOf(aService('x') as never), ['01632 960123'])
  const contacts = [{ id: uuid('c'), title: 'Manager', phones: [{ number: '01632 960999' }] }]
  assert.deepEqual(phonesOf({ contacts, phones: [{ number: '01632 960999' }, { number: '07700 900123' }] }), [
    '01632 960999',
    '07700 900123',
  ])
  assert.deepEqual(phonesOf({ contacts: [{ id: uuid('c'), title: 'Open 24 hours since 1999' }] }), [])
})

test('fresh: the later check counts, and after a year it is old', () => {
  const [early, late] = [plainDate('2025-01-31'), plainDate('2026-01-31')]
  assert.equal(checkedOn(early, late), late)
  assert.equal(checkedOn(late, early), late)
  assert.equal(checkedOn(null, early), early)
  assert.equal(checkedOn(null, null), null)
  assert.equal(freshnessOn(late, plainDate('2027-01-31')), 'fresh')
  assert.equal(freshnessOn(late, plainDate('2027-02-01')), 'old')
  assert.equal(freshnessOn(null, late), 'not-known')
})

test('what is no longer listed ends; of a list that lacks more than half nothing does, until somebody says so', () => {
  const standing = Array.from({ length: 20 }, (_, at) => `s${at}`)
  const lacking = (gone: number) => new Set(standing.slice(gone))
  assert.deepEqual(endingOf(standing, lacking(3), false), { end: ['s0', 's1', 's2'], keep: [] })
  assert.equal(endingOf(standing, lacking(10), false).end.length, 10)
  assert.deepEqual(endingOf(standing, lacking(11), false), { end: [], keep: standing.slice(0, 11) })
  assert.equal(endingOf(standing, lacking(20), true).end.length, 20)
  assert.equal(endingOf(standing.slice(0, 5), new Set(), false).end.length, 5, 'few may always end')
})

test('where somebody says', () => {
  assert.deepEqual(readWhere(' ax33ly '), { kind: 'postcode', postcode: 'AX3 3LY', district: 'AX3' })
  assert.deepEqual(readWhere('ax3'), { kind: 'district', district: 'AX3' })
  assert.deepEqual(readWhere('North ward'), { kind: 'words', words: 'north ward' })
  assert.equal(readWhere('  '), undefined)
})

test('near: the same postcode, then its sector, then its district, or near by on the map; the nearest first', () => {
  const home = { latitude: 53.5, longitude: -2.1 }
  const near = (postcode: string, at?: [number, number]) => {
    const places = placesOf(aService('x', { postcode, ...(at ? { at } : {}) }) as never)
    return nearnessOf(readWhere('AX3 3LY')!, home, { places, areas: 'Aldermere', name: 'x' })
  }
  assert.equal(near('AX3 3LY')?.step, 0)
  assert.equal(near('AX3 3ZZ')?.step, 1)
  assert.equal(near('AX3 8ZZ')?.step, 2)
  assert.equal(near('AX31 8ZZ'), undefined)
  assert.equal(near('ZZ9 9ZZ', [53.51, -2.1])?.step, 3)
  assert.equal(near('ZZ9 9ZZ', [54.5, -2.1]), undefined)
  assert.ok(nearerFirst(near('ZZ9 9ZZ', [53.51, -2.1])!, near('AX3 3LY', [53.52, -2.1])!) < 0, 'by distance where both are known')
  assert.ok(nearerFirst(near('AX3 3ZZ')!, near('AX3 3LY')!) > 0)
  assert.ok(Math.abs(metresBetween(home, { latitude: 54.5, longitude: -2.1 }) - 111_195) < 100)
  const word = (words: string) => nearnessOf(readWhere(words)!, undefined, { places: [], areas: 'East ward', name: 'Hub, North' })
  assert.ok(word('east') && word('north') && !word('south'))
})

test('an address is https and leads out into the world; this machine’s own only over an invented place', () => {
  for (const [address, outside, here] of [
    ['https://directory.example.org/api', undefined, undefined],
    ['http://directory.example.org/api', 'it does not begin with https://', 'it does not begin with https://'],
    ['http://127.0.0.1:3000/api', 'it is this machine', undefined],
    ['http://localhost/api', 'it is this machine', undefined],
    ['https://[::1]/api', 'it is this machine', undefined],
    ['https://10.1.2.3/api', 'it is inside a private network', 'it is inside a private network'],
    ['https://169.254.169.254/latest', 'it is inside a private network', 'it is inside a private network'],
    ['https://2130706433/', 'it is this machine', undefined], // 127.0.0.1 in one number: the URL itself reads it so
    ['https://[::ffff:10.0.0.1]/', 'it is inside a private network', 'it is inside a private network'],
    ['https://me:secret@directory.example.org', 'it holds a name or a password', 'it holds a name or a password'],
    ['file:///etc/passwd', 'it does not begin with https://', 'it does not begin with https://'],
  ] as const) {
    assert.equal(faultOfAddress(address, false), outside, address)
    assert.equal(faultOfAddress(address, true), here, address)
  }
})

test('which IP addresses lead out', () => {
  for (const ip of [
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.1.1',
    '100.63.0.1',
    '2606:4700::1111',
    '2a00:1450:4009::200e',
  ])
    assert.ok(isPublicAddress(ip), ip)
  for (const ip of [
    ...[
      '127.0.0.1',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd12::1',
      '::ffff:10.0.0.1',
      '::ffff:8.8.8.8',
      '2002:a00:1::',
      '2001::1',
      '2001:db8::1',
      'ff02::1',
      'x',
      '1.2.3',
      '',
    ],
  ])
    assert.ok(!isPublicAddress(ip), ip)
})
