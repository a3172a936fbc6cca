import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import { CanonicalRow } from './canonical.ts'
import { checkCanonical, plainlyRight } from './canonical-check.ts'

const at = '2026-03-30T15:20:00+01:00'
const fact = { person: 'H1', key: 'K1', eventAt: at, from: '2021-06-12', to: null }
/** A row of each kind with every field filled. */
const full: Record<string, Record<string, unknown>> = {
  identity: {
    givenName: 'Zoë',
    familyName: null,
    otherNames: 'May',
    nameUse: 'alias',
    dateOfBirth: '2000-02-29',
    sex: 'female',
    deceasedOn: null,
    language: 'en',
    epoch: 2,
    addressProtected: true,
  },
  identifier: { scheme: 'upn', value: 'K999000125001' },
  'contact-point': { system: 'phone', value: '07700 900111', safety: 'safe', safeWhen: 'Mornings', through: 'Her mother' },
  residence: { address: '14 Bracken Row', postcode: 'AX1 2BD', uprn: '999000000101' },
  household: { household: 'T1', role: 'lodger' },
  relationship: { other: 'H2', type: 'parent-of' },
  involvement: {
    service: 'Council housing',
    openedOn: '2021-06-12',
    closedOn: null,
    workerName: 'Amina Hussain',
    workerRef: 'A1',
    employer: 'GB-EDU-990002',
    team: 'North',
    phone: '01632 960101',
    lastContactOn: '2026-03-18',
    nextEventOn: null,
    nextEvent: 'Visit',
    existence: 'brokered',
  },
  event: {
    class: 'health',
    type: 'admission',
    occurredAt: '2026-03-30T15:20:00.5Z',
    summary: 'Fell',
    role: 'subject',
    result: 'Home',
    leavesViewOn: '2027-03-30',
  },
  'risk-indicator': {
    class: 'risk',
    code: 'dog',
    statement: 'Dog',
    statedOn: '2025-09-11',
    author: 'A',
    reviewOn: null,
    personTold: false,
  },
  need: { code: 'debt', statement: 'Debt', statedOn: '2026-01-14' },
}
const rows = Object.entries(full).map(([kind, fields]) => ({ kind, ...fact, ...fields }))

test('a right row of any kind needs no second look', () => {
  assert.deepEqual(
    new Set(Object.keys(full)),
    new Set(CanonicalRow.def.options.map((option) => option.def.shape.kind.def.values[0])),
  )
  for (const row of rows) {
    const option = CanonicalRow.def.options.find(({ def }) => def.shape.kind.def.values[0] === row.kind)!
    const missing = Object.keys(option.def.shape).filter((name) => name !== 'class' && !(name in row))
    assert.deepEqual(missing, [], `the example of ${row.kind} has every field`)
    assert.deepEqual(plainlyRight(row), CanonicalRow.parse(row))
  }
})

/** Days, some of which are in no calendar. */
const days = fc
  .tuple(fc.integer({ min: 0, max: 2100 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }))
  .map(([year, month, day]) =>
    [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-'),
  )

const oddValues = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    ' x',
    'x\u00a0',
    'identity',
    'usual',
    '2026-02-29',
    '2024-02-29',
    '2026-13-01',
    '0000-01-01',
    at,
    '2026-03-30T15:20Z',
    '2026-03-30T15:20:00',
    true,
    0,
    1,
    9,
    10,
    1.5,
    [],
    {},
    '1'.repeat(13),
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.integer({ min: 30, max: 2100 }).map((length) => 'x'.repeat(length)),
  days,
  days.map((day) => `${day}T12:30:00Z`),
)

test('what needs no second look is what the model gives, to the order of its fields', () => {
  const changed = fc.constantFrom(...rows).chain((row) => {
    const name = fc.constantFrom(...Object.keys(row), 'class', 'kind', 'constructor', '__proto__', 'toString', 'hat')
    const changes = fc.array(fc.tuple(name, fc.option(oddValues, { nil: undefined, freq: 4 })), { maxLength: 3 })
    return changes.map((list) => {
      const mutated = { ...row } as Record<string, unknown>
      for (const [field, value] of list) {
        if (value === undefined) delete mutated[field]
        else Object.defineProperty(mutated, field, { value, enumerable: true, writable: true, configurable: true })
      }
      return mutated
    })
  })
  let quick = 0
  fc.assert(
    fc.property(changed, (row) => {
      const model = CanonicalRow.safeParse(row)
      const right = plainlyRight(row)
      if (right) {
        quick++
        assert.ok(model.success)
        assert.equal(JSON.stringify(right), JSON.stringify(model.data))
      }
      assert.deepEqual(checkCanonical(row).success, model.success)
    }),
    { seed, numRuns: runs(5_000) },
  )
  assert.ok(quick > 500, 'most cases were not in doubt')
})
