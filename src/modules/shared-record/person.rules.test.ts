import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#modules/feeds'
import type { Explanation } from '#modules/information-governance'
import { addressRules, nameRules } from '#modules/person-index'
import { instant } from '#platform/dates'
import { type RecordInput, recordOf } from './person.rules.ts'

const now = instant('2026-04-01T09:00:00Z')
const heard = (hoursAgo: number) => now.subtract({ hours: hoursAgo })

/** A fact of the one person of these tests, as its agency recorded it on 1 March. */
const fact = (datasetId: string, kind: Fact['kind'], fieldClass: string, content: object): Fact =>
  ({
    id: 1n,
    controllerId: datasetId === 'police' ? 'force' : 'council',
    datasetId,
    fieldClass,
    kind,
    content,
    sourcePersonId: `${datasetId}-1`,
    sourceKey: '1',
    otherSourcePersonId: null,
    householdKey: null,
    validFrom: null,
    validTo: null,
    eventAt: instant('2026-03-01T10:00:00Z'),
    recordedAt: now,
    batchId: 'b',
  }) as Fact
const dog = (datasetId: string, more: object = {}) =>
  fact(datasetId, 'risk-indicator', 'visit-safety', {
    code: 'dog',
    statement: 'Large dog',
    statedOn: '2026-01-10',
    author: 'Amina Hussain',
    ...more,
  })
const named = (datasetId: string, givenName = 'Kayleigh') =>
  fact(datasetId, 'identity', 'identity', { givenName, familyName: 'Marsden', nameUse: 'usual' })

const dataset = (datasetId: string, classes: string[], own = false): Explanation['datasets'][number] => ({
  datasetId,
  controllerId: datasetId === 'police' ? 'force' : 'council',
  plainName: datasetId,
  outcome: 'shown',
  limits: [],
  classes,
  askable: [],
  askUnder: null,
  by: [{ agreement: 'A v1', title: 'Family help sharing agreement', term: 'Who is involved', own }],
  dutyTeam: 'Duty desk',
  dutyPhone: '01632 960100',
})
const open = ['involvement-exists', 'involvement', 'identity', 'address', 'visit-safety']
const housing = dataset('housing', open, true)
const school = dataset('school', open)

const record = (facts: Fact[], datasets = [housing, school], more: Partial<RecordInput> = {}) =>
  recordOf({
    main: {
      personId: 'p',
      protection: 'none',
      sources: datasets.map((one) => ({ sourcePersonId: `${one.datasetId}-1`, datasetId: one.datasetId })),
    },
    network: [],
    people: [{ personId: 'p', datasets }],
    purpose: { name: 'Family help', statute: 'Children Act 2004', provision: 'section 10', usesRestrictedFor: null },
    facts,
    names: nameRules,
    homes: addressRules,
    disputeWords: new Map(),
    organisations: new Map([
      ['council', 'The council'],
      ['force', 'The police'],
    ]),
    freshness: [
      { datasetId: 'housing', lastAppliedAt: heard(2), promisedHours: 48 },
      { datasetId: 'school', lastAppliedAt: heard(41 * 24), promisedHours: 24 * 30 },
    ],
    now,
    zone: 'Europe/London',
    alone: false,
    ...more,
  })

// A marker's day, its review if one was said, and whether the review is overdue on 1 April 2026.
const reviews: [statedOn: string, reviewOn: string | null, overdue: boolean][] = [
  ['2026-01-10', null, false],
  ['2025-04-02', null, false],
  ['2025-04-01', null, true],
  ['2026-01-10', '2026-04-02', false],
  ['2026-01-10', '2026-04-01', true],
]
for (const [statedOn, reviewOn, overdue] of reviews)
  test(`a marker of ${statedOn}, ${reviewOn ? `to be reviewed by ${reviewOn}` : 'with no review said'}, is ${overdue ? '' : 'not '}overdue`, () => {
    assert.equal(record([dog('housing', { statedOn, reviewOn })]).markers[0]!.reviewOverdue, overdue)
  })

test('that the use of a record is limited is told to its own service, and to others only beside what they are shown of it', () => {
  const limits = [{ kind: 'restricted', ground: 'accuracy', since: now }] as const
  const marked = (of: Explanation['datasets'][number], facts: Fact[]) =>
    record(facts, [housing, { ...of, limits }]).limited.map(({ service, ground }) => [service, ground])
  const police = dataset('police', ['involvement-exists', 'visit-safety'])
  const closed = fact('police', 'involvement-exists', 'involvement-exists', { open: false })
  assert.deepEqual(marked(school, [named('school')]), [['school', null]])
  assert.deepEqual(marked(school, [named('housing')]), [], 'nothing of it stands there')
  assert.deepEqual(marked(police, [closed, dog('police')]), [], 'nor whose warning it is')
  assert.deepEqual(marked({ ...dataset('gp', [], true), outcome: 'limited' }, []), [['gp', 'accuracy']])
})

test('a marker names who wrote it where their records are open, and never where they are closed, as the police’s are', () => {
  const police = dataset('police', ['involvement-exists', 'visit-safety'])
  const { markers } = record([dog('housing'), dog('police')], [housing, police])
  assert.deepEqual(
    markers.map(({ author, source }) => [author, source?.agency ?? null]),
    [
      ['Amina Hussain', 'The council'],
      [null, null],
    ],
  )
})

test('a service of which only its existence is known is named with its duty number, without a count, while it is involved', () => {
  const police = dataset('police', ['involvement-exists'])
  const exists = (isOpen: boolean) => fact('police', 'involvement-exists', 'involvement-exists', { open: isOpen })
  const expected = {
    agency: 'The police',
    dutyTeam: 'Duty desk',
    dutyPhone: '01632 960100',
    agreement: 'Family help sharing agreement',
    partly: false,
    datasetId: 'police',
    askable: [],
  }
  assert.deepEqual(record([named('housing'), exists(true), exists(true)], [housing, police]).named, [expected])
  assert.deepEqual(record([named('housing'), exists(false)], [housing, police]).named, [])
  const partly = dataset('police', ['involvement-exists', 'policing'])
  assert.deepEqual(record([named('housing'), exists(true)], [housing, partly]).named, [{ ...expected, partly: true }])
})

test('what two agencies say alike is said once, with both; what differs stands apart', () => {
  const lives = (datasetId: string, address: string) => fact(datasetId, 'residence', 'address', { address, postcode: 'AX1 2BD' })
  const { facts } = record([
    lives('housing', '14 Bracken Row'),
    lives('school', '14 BRACKEN ROW.'),
    lives('school', '2 Mill Lane'),
  ])
  assert.deepEqual(
    facts.map(({ value, sources }) => [value, sources.map((source) => source.datasetId)]),
    [
      ['14 Bracken Row, AX1 2BD', ['housing', 'school']],
      ['2 Mill Lane, AX1 2BD', ['school']],
    ],
  )
})

test('each source says how old it is, and one older than its promise says so', () => {
  const { sources } = record([named('housing'), named('school')])
  assert.deepEqual(
    sources.map(({ datasetId, age, late }) => [datasetId, age, late]),
    [
      ['housing', '2 hours', false],
      ['school', '41 days', true],
    ],
  )
})

test('alone, a service has its own records and nothing of its partners’', () => {
  const facts = [named('housing'), named('school', 'Kayley'), dog('school')]
  const whole = record(facts)
  assert.deepEqual([whole.otherNames.length, whole.markers.length, whole.hasPartners], [1, 1, true])
  const alone = record(facts, [housing, school], { alone: true })
  assert.deepEqual(
    [alone.name, alone.otherNames, alone.markers, alone.sources.map((source) => source.datasetId)],
    ['Kayleigh Marsden', [], [], ['housing']],
  )
})

test('each thing in the head says whose word it is, and since when; what nobody said has no source (I6)', () => {
  const born = fact('school', 'identity', 'identity', {
    givenName: 'Kayley',
    familyName: 'Marsden',
    nameUse: 'alias',
    dateOfBirth: '2012-05-03',
  })
  const home = fact('school', 'residence', 'address', { address: '14 Bracken Row', postcode: 'AX1 2BD' })
  const { headSources, name, dateOfBirth, address, language } = record([named('housing'), born, home])
  assert.deepEqual(
    headSources.map(({ what, source }) => [what, source.datasetId, source.agency, String(source.recordedOn)]),
    [
      ['Name', 'housing', 'The council', '2026-03-01'],
      ['Date of birth', 'school', 'The council', '2026-03-01'],
      ['Address', 'school', 'The council', '2026-03-01'],
    ],
  )
  assert.deepEqual(
    [name, String(dateOfBirth), address, language],
    ['Kayleigh Marsden', '2012-05-03', '14 Bracken Row, AX1 2BD', null],
  )
})

test('who lives with her or is related says which agency says so, each once, with its latest day', () => {
  const son = { personId: 'son', protection: 'none' as const, sources: [{ sourcePersonId: 'housing-2', datasetId: 'housing' }] }
  const his = (one: Fact): Fact => ({ ...one, sourcePersonId: 'housing-2' })
  const home = { ...fact('housing', 'household', 'household', {}), householdKey: 'T1' }
  const related = (datasetId: string, eventAt: string): Fact =>
    ({
      ...fact(datasetId, 'relationship', 'relationship', { type: 'parent-of' }),
      otherSourcePersonId: 'housing-2',
      eventAt: instant(eventAt),
    }) as Fact
  const told = [related('school', '2026-03-09T10:00:00Z'), related('school', '2026-02-01T10:00:00Z')]
  const facts = [named('housing'), his(named('housing', 'Jayden')), home, his(home), ...told]
  const { relatives } = record(facts, undefined, { network: [son] })
  assert.deepEqual(
    relatives.map(({ name, livesWith, relation, sources }) => ({
      name,
      livesWith,
      relation,
      sources: sources.map((source) => `${source.datasetId} ${source.recordedOn}`),
    })),
    [{ name: 'Jayden Marsden', livesWith: true, relation: 'child', sources: ['school 2026-03-09', 'housing 2026-03-01'] }],
  )
})

test('before anybody rings: which way is safe and which is not, with its source; a number that one agency calls not safe is marked wherever it stands', () => {
  const contact = (datasetId: string, value: string, more: object = {}) =>
    fact(datasetId, 'contact-point', 'contact', { system: 'phone', value, ...more })
  const { safeContacts, facts } = record([
    named('housing'),
    contact('housing', '07700 900111'),
    contact('school', '07700900111', { safety: 'not-safe' }),
    contact('school', '07700 900137', { safety: 'safe', safeWhen: 'Mornings', through: 'Their grandmother' }),
  ])
  assert.deepEqual(
    safeContacts.map(({ safety, value, when, through, source }) => [safety, value, when, through, source.datasetId]),
    [
      ['safe', '07700 900137', 'Mornings', 'Their grandmother', 'school'],
      ['not-safe', '07700900111', null, null, 'school'],
    ],
  )
  assert.deepEqual(
    facts.map(({ label, value, sources }) => [label, value, sources.length]),
    [
      ['Phone: not safe', '07700 900111', 2],
      ['Safe contact', '07700 900137', 1],
    ],
  )
})
