import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#modules/feeds'
import type { Protection } from '#modules/information-governance'
import { addressRules, nameRules } from '#modules/person-index'
import { instant, plainDate } from '#platform/dates'
import { recordOf } from './person.rules.ts'

const now = instant('2026-04-01T09:00:00Z')
const mill = { address: '14 Mill Lane, Aldermere', postcode: 'AX1 2BD', uprn: '999000107' }
const millByText = { address: '14 MILL LN', postcode: 'AX1 2BD' }
const oak = { address: '2 Oak Road, Aldermere', postcode: 'AX9 9ZZ' }
const hostel = { address: 'St Anne’s Hostel, 9 Quay Street', postcode: 'AX5 5AA', uprn: '999000555' }

type When = { from?: string; to?: string; recorded?: string }
const fact = (
  who: string,
  dataset: string,
  kind: string,
  content: object,
  { from, to, recorded = '2026-03-01' }: When = {},
  more: object = {},
): Fact =>
  ({
    controllerId: dataset,
    datasetId: dataset,
    fieldClass: kind,
    kind,
    content,
    sourcePersonId: `${dataset} ${who}`,
    sourceKey: who,
    otherSourcePersonId: null,
    householdKey: null,
    validFrom: from ? plainDate(from) : null,
    validTo: to ? plainDate(to) : null,
    eventAt: instant(`${recorded}T10:00:00Z`),
    recordedAt: now,
    batchId: 'b',
    ...more,
  }) as unknown as Fact
const named = (who: string, born = '1990-01-01') =>
  fact(who, 'housing', 'identity', { givenName: who, familyName: 'Cole', nameUse: 'usual', dateOfBirth: born })
const lives = (who: string, dataset: string, home: object, when?: When) => fact(who, dataset, 'residence', home, when)
const within = (who: string, dataset: string, key: string, when?: When) =>
  fact(who, dataset, 'household', {}, when, { householdKey: key })
const kin = (who: string, type: string, other: string) =>
  fact(who, 'housing', 'relationship', { type }, {}, { otherSourcePersonId: `housing ${other}` })

const datasets = ['housing', 'tax', 'school', 'nhs']
/** Ann's homes, of these facts about her and others. */
function homesOfAnn(facts: readonly Fact[], protections: Readonly<Record<string, Protection>> = {}) {
  const people = [...new Set(facts.map((one) => one.sourceKey))]
  const [main, ...network] = ['Ann', ...people.filter((one) => one !== 'Ann')].map((who) => ({
    personId: who,
    protection: protections[who] ?? ('none' as const),
    sources: datasets.map((datasetId) => ({ sourcePersonId: `${datasetId} ${who}`, datasetId })),
  }))
  return recordOf({
    main: main!,
    network,
    people: [],
    purpose: { name: 'Family help', statute: 'Children Act 2004', provision: 'section 10', usesRestrictedFor: null },
    facts: facts.toSorted((a, b) => b.eventAt.epochMilliseconds - a.eventAt.epochMilliseconds),
    names: nameRules,
    homes: addressRules,
    disputeWords: new Map(),
    organisations: new Map(),
    freshness: [],
    now,
    zone: 'Europe/London',
    alone: false,
  })
}
/** In one line each: where, how it stands, and who is there. */
const told = (facts: readonly Fact[], protections?: Readonly<Record<string, Protection>>): string[] => {
  const { reading, homes } = homesOfAnn(facts, protections).homes
  return [
    reading,
    ...homes.map((home) =>
      [
        home.address?.split(',')[0] ?? 'not said where',
        home.stand,
        home.communal,
        home.household.map((one) => `${one.personId}${one.stand === 'now' ? '' : ` (${one.stand})`}`).join(' '),
      ]
        .filter(Boolean)
        .join('; '),
    ),
  ]
}
const ann = named('Ann')
const annAsChild = named('Ann', '2016-01-01')
const ben = named('Ben')

const cases: [what: string, facts: Fact[], expected: string[], protections?: Record<string, Protection>][] = [
  ['nobody says where', [ann], ['none']],
  [
    'one home from two senders, the second by its text',
    [ann, lives('Ann', 'housing', mill, { recorded: '2026-03-02' }), lives('Ann', 'school', millByText)],
    ['one', '14 Mill Lane; now'],
  ],
  [
    'a household by one sender’s key, where that sender says they live',
    [ann, ben, lives('Ann', 'housing', mill), within('Ann', 'housing', 't'), within('Ben', 'housing', 't')],
    ['one', '14 Mill Lane; now; Ben'],
  ],
  [
    'the same key at another sender is another household',
    [ann, ben, lives('Ann', 'housing', mill), within('Ann', 'housing', 't'), within('Ben', 'tax', 't')],
    ['one', '14 Mill Lane; now'],
  ],
  [
    'family at one address by two senders',
    [ann, ben, kin('Ann', 'partner-of', 'Ben'), lives('Ann', 'housing', mill), lives('Ben', 'tax', millByText)],
    ['one', '14 Mill Lane; now; Ben'],
  ],
  [
    'a partner whom one source says moved out in March, and another still lists',
    [
      ann,
      ben,
      kin('Ann', 'partner-of', 'Ben'),
      lives('Ann', 'housing', mill, { from: '2020-01-01' }),
      lives('Ben', 'housing', mill, { from: '2020-01-01', to: '2026-03-10' }),
      lives('Ben', 'tax', millByText, { from: '2021-01-01' }),
    ],
    ['one', '14 Mill Lane; now; Ben (disputed)'],
  ],
  [
    'a partner who has moved out',
    [
      ann,
      ben,
      within('Ann', 'housing', 't'),
      within('Ben', 'housing', 't', { from: '2020-01-01', to: '2026-03-10' }),
      lives('Ann', 'housing', mill),
    ],
    ['one', '14 Mill Lane; now; Ben (past)'],
  ],
  [
    'an ended stay is past',
    [
      ann,
      lives('Ann', 'housing', mill, { from: '2020-01-01', to: '2025-01-01' }),
      lives('Ann', 'tax', oak, { from: '2025-01-01' }),
    ],
    ['one', '2 Oak Road; now', '14 Mill Lane; past'],
  ],
  [
    'a later address of the same record ends the one before',
    [
      ann,
      lives('Ann', 'tax', mill, { from: '2020-01-01', recorded: '2020-01-02' }),
      lives('Ann', 'tax', oak, { from: '2025-01-01', recorded: '2025-01-02' }),
    ],
    ['one', '2 Oak Road; now', '14 Mill Lane; past'],
  ],
  [
    'another sender’s later address ends nothing: they differ',
    [ann, lives('Ann', 'housing', mill, { recorded: '2020-01-02' }), lives('Ann', 'tax', oak, { from: '2025-01-01' })],
    ['differ', '2 Oak Road; now', '14 Mill Lane; now'],
  ],
  [
    'a child with two addresses lives in two homes',
    [annAsChild, lives('Ann', 'housing', mill, { recorded: '2026-03-02' }), lives('Ann', 'nhs', oak)],
    ['several', '14 Mill Lane; now', '2 Oak Road; now'],
  ],
  [
    'a child with a parent in each of two homes',
    [
      annAsChild,
      ben,
      named('Cat'),
      kin('Ann', 'child-of', 'Ben'),
      kin('Ann', 'child-of', 'Cat'),
      lives('Ann', 'housing', mill, { recorded: '2026-03-02' }),
      lives('Ann', 'nhs', oak),
      lives('Ben', 'nhs', oak),
      lives('Cat', 'school', millByText),
    ],
    ['several', '14 Mill Lane; now; Cat', '2 Oak Road; now; Ben'],
  ],
  [
    'a child whose mother is at both as well may have moved with her',
    [
      annAsChild,
      ben,
      kin('Ann', 'child-of', 'Ben'),
      lives('Ann', 'housing', mill, { recorded: '2026-03-02' }),
      lives('Ann', 'nhs', oak),
      lives('Ben', 'housing', mill),
      lives('Ben', 'nhs', oak),
    ],
    ['differ', '14 Mill Lane; now; Ben', '2 Oak Road; now; Ben'],
  ],
  [
    'an adult whom one sender lists at two homes at once',
    [ann, lives('Ann', 'nhs', mill, { from: '2020-01-01' }), lives('Ann', 'nhs', oak, { from: '2024-01-01' })],
    ['several', '14 Mill Lane; now', '2 Oak Road; now'],
  ],
  [
    'a hostel is no household: only family there is listed',
    [
      ann,
      ben,
      named('Dan'),
      kin('Ann', 'parent-of', 'Ben'),
      ...['Ann', 'Ben', 'Dan'].flatMap((who) => [within(who, 'housing', 'h'), lives(who, 'housing', hostel)]),
    ],
    ['one', 'St Anne’s Hostel; now; hostel; Ben'],
  ],
  [
    'so many strangers behind one door are no household',
    [
      ann,
      ...'BCDEFGH'.split('').flatMap((who) => [named(who), within(who, 'housing', 'h')]),
      within('Ann', 'housing', 'h'),
      lives('Ann', 'housing', mill),
    ],
    ['one', '14 Mill Lane; now; many people'],
  ],
  [
    'a protected partner: no address is compared with hers',
    [ann, ben, kin('Ann', 'partner-of', 'Ben'), lives('Ann', 'housing', mill), lives('Ben', 'housing', mill)],
    ['one', '14 Mill Lane; now'],
    { Ben: 'address' },
  ],
  [
    'nor is a protected person’s own with anyone’s',
    [ann, ben, kin('Ann', 'partner-of', 'Ben'), lives('Ann', 'housing', mill), lives('Ben', 'housing', mill)],
    ['one', '14 Mill Lane; now'],
    { Ann: 'address' },
  ],
  [
    'a past home of a protected person names nobody, and she is in nobody’s past',
    [
      ann,
      ben,
      lives('Ann', 'housing', mill, { to: '2025-01-01' }),
      within('Ann', 'housing', 't', { to: '2025-01-01' }),
      within('Ben', 'housing', 't', { to: '2025-01-01' }),
    ],
    ['none', '14 Mill Lane; past'],
    { Ben: 'held' },
  ],
]
for (const [what, facts, expected, protections] of cases) test(what, () => assert.deepEqual(told(facts, protections), expected))

test('a partner whom another source has elsewhere is shown as of both; one sender’s key and address are one word of it', () => {
  const here = [ann, lives('Ann', 'housing', mill), within('Ann', 'housing', 't')]
  const his = [ben, lives('Ben', 'housing', mill, { from: '2020-01-01' }), within('Ben', 'housing', 't')]
  const member = (more: Fact[]) => homesOfAnn([...here, ...his, ...more]).homes.homes[0]!.household[0]!
  assert.deepEqual([member([]).elsewhere, member([lives('Ben', 'nhs', oak)]).elsewhere], [false, true])
  assert.deepEqual(
    member([]).said.map(({ source, from, by }) => [source.datasetId, String(from), by]),
    [['housing', '2020-01-01', 'household']],
  )
})

test('each line says who says so, from when to when; a move is on the timeline where its source gives the day', () => {
  const record = homesOfAnn([
    ann,
    lives('Ann', 'housing', mill, { from: '2020-01-01', to: '2026-03-10', recorded: '2026-03-11' }),
    lives('Ann', 'school', millByText),
  ])
  const [home] = record.homes.homes
  assert.deepEqual([home!.stand, home!.found, home!.uprn], ['disputed', 'given', '999000107'])
  assert.deepEqual(
    home!.said.map(({ source, from, to, stand }) => [
      source.datasetId,
      String(source.recordedOn),
      String(from),
      String(to),
      stand,
    ]),
    [
      ['housing', '2026-03-11', '2020-01-01', '2026-03-10', 'past'],
      ['school', '2026-03-01', 'null', 'null', 'now'],
    ],
  )
  assert.deepEqual(
    record.timeline.map(({ on, title, source }) => [String(on), title, source.datasetId]),
    [
      ['2026-03-10', 'Moved out', 'housing'],
      ['2020-01-01', 'Moved in', 'housing'],
    ],
  )
})
