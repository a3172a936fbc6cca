import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#modules/feeds'
import { instant } from '#platform/dates'
import type { Agreement } from './agreements.repository.ts'
import type { LinkDecision } from './decisions.repository.ts'
import { type LinkedRecordsFacts, linkedRecordsOf } from './linked-records.rules.ts'

const at = (day: number) => instant(`2026-03-${String(day).padStart(2, '0')}T10:00:00Z`)
const identity = (source: string, content: object = {}, day = 1) =>
  ({
    kind: 'identity',
    sourcePersonId: source,
    sourceKey: `${source}-1`,
    recordedAt: at(day),
    validTo: null,
    content: { givenName: 'Ann', familyName: 'Fox', nameUse: 'usual', dateOfBirth: '1993-07-04', ...content },
  }) as unknown as Fact
const home = (source: string, address: string, left = false) =>
  ({
    kind: 'residence',
    sourcePersonId: source,
    sourceKey: source,
    recordedAt: at(3),
    validTo: left ? at(2) : null,
    content: { address, postcode: 'AX1 2BD' },
  }) as unknown as Fact
const agreement = (source: string, other: string, ...says: Agreement['says'][number][]) => ({ source, other, says }) as Agreement
const says = (on: string, text: string, differs = false) => ({ on, says: text, differs }) as Agreement['says'][number]
const decision = (source: string, other: string, change: Partial<LinkDecision> = {}) =>
  ({
    decisionId: 'd1',
    kind: 'together',
    source,
    other,
    decidedBy: 'ruth',
    decidedByName: 'Ruth',
    decidedAt: at(5),
    reason: 'I know her',
    followedAt: null,
    undoneAt: null,
    undoneByName: null,
    undoneReason: null,
    ...change,
  }) as LinkDecision

/** Housing (h), school (s) and police (p) each hold a record of one person; the reader may see who someone is in all three. */
const world = (change: Partial<LinkedRecordsFacts> = {}): LinkedRecordsFacts => ({
  subject: {
    personId: 'p1',
    sources: [
      { sourcePersonId: 's', datasetId: 'school' },
      { sourcePersonId: 'h', datasetId: 'housing' },
      { sourcePersonId: 'p', datasetId: 'police' },
    ],
    visible: ['h', 's', 'p'],
    agencies: new Map([
      ['school', 'Schools'],
      ['housing', 'Housing'],
      ['police', 'Police'],
    ]),
    classes: new Map([
      ['school', ['identity']],
      ['housing', ['identity', 'address', 'identifier', 'contact']],
      ['police', ['identity', 'address', 'identifier', 'contact']],
    ]),
  },
  facts: [identity('s'), identity('h'), identity('p')],
  history: ['h', 's', 'p'].map((source, day) => ({
    source,
    decidedAt: at(10 + day),
  })) as unknown as LinkedRecordsFacts['history'],
  agreements: [],
  decisions: [],
  reader: 'mark',
  ...change,
})
const agrees = (found: ReturnType<typeof linkedRecordsOf>, source: string) =>
  found.records.find((one) => one.sourcePersonId === source)!.agrees

test('each record as it stands at its agency, in the order of agencies', () => {
  const found = linkedRecordsOf(
    world({
      facts: [
        identity('h'),
        identity('h', { givenName: 'ANN', familyName: 'FOX' }, 4),
        identity('h', { givenName: 'Anna', dateOfBirth: null }, 2),
        home('h', '1 Ash Way'),
        home('h', '2 Elm Way', true),
        identity('s'),
      ],
    }),
  )
  assert.deepEqual([found.personId, found.name, found.decisions], ['p1', 'Ann Fox', []])
  assert.deepEqual(
    found.records.map((one) => one.agency),
    ['Housing', 'Schools'],
  )
  assert.deepEqual(found.records[0], {
    sourcePersonId: 'h',
    datasetId: 'housing',
    agency: 'Housing',
    reference: 'h-1',
    names: ['Ann Fox', 'Anna Fox'],
    birthdays: ['1993-07-04'],
    addresses: ['1 Ash Way, AX1 2BD'],
    disputed: [],
    receivedAt: at(4),
    linkedAt: at(10),
    agrees: [],
  })
})

test('two records of one agency stand in the order of its references', () => {
  const { subject, ...rest } = world({ facts: [identity('s'), identity('h')] })
  const agencies = new Map([...subject.agencies.keys()].map((one) => [one, 'Council']))
  const found = linkedRecordsOf({ ...rest, subject: { ...subject, agencies } })
  assert.deepEqual(
    found.records.map((one) => one.reference),
    ['h-1', 's-1'],
  )
})

test('a record of which only an address is known has no reference; without any name, that is said', () => {
  const found = linkedRecordsOf(world({ facts: [home('h', '1 Ash Way')] }))
  assert.deepEqual([found.name, found.records[0]!.reference, found.records[0]!.names], ['Name not recorded', '', []])
})

test('a record that the reader may not see, of which nothing is known or that is not linked yet is not there, nor is what it agrees in', () => {
  const { subject } = world()
  const shown = (change: Partial<LinkedRecordsFacts>) => linkedRecordsOf(world(change)).records.map((one) => one.sourcePersonId)
  assert.deepEqual(shown({ subject: { ...subject, visible: ['h', 'p'] } }), ['h', 'p'])
  assert.deepEqual(shown({ facts: [identity('h')] }), ['h'])
  assert.deepEqual(shown({ history: world().history.slice(0, 1) }), ['h'])
  const agreements = [agreement('h', 's', says('surname', 'the same surname'))]
  assert.deepEqual(agrees(linkedRecordsOf(world({ agreements, subject: { ...subject, visible: ['h', 'p'] } })), 'h'), [])
})

test('what agrees and what differs is told both ways round, and once for all of whom the same is to be said', () => {
  const same = says('surname', 'the same surname')
  const differs = says('phone', 'another phone', true)
  const found = linkedRecordsOf(
    world({ agreements: [agreement('h', 'p', same, differs), agreement('s', 'h', same), agreement('p', 's', same)] }),
  )
  assert.deepEqual(agrees(found, 'p'), [
    { with: ['Housing'], decided: false, same: ['the same surname'], differs: ['another phone'] },
    { with: ['Schools'], decided: false, same: ['the same surname'], differs: [] },
  ])
  assert.deepEqual(agrees(found, 's'), [{ with: ['Housing', 'Police'], decided: false, same: ['the same surname'], differs: [] }])
})

// What is compared, and whether a reader is told who may see only who someone is in the school's record.
const classes: [on: string, told: boolean][] = [
  ['surname', true],
  ['dob', true],
  ['address', false],
  ['nhs_number', false],
  ['phone', false],
  ['email', false],
]
for (const [on, told] of classes)
  test(`what ${on} says is told only to whoever may see it in both records`, () => {
    const agreements = [agreement('h', 's', says(on, 'agrees')), agreement('h', 'p', says(on, 'agrees'))]
    const [first] = agrees(linkedRecordsOf(world({ agreements })), 'h')
    assert.deepEqual(first!.same, told ? ['agrees'] : [])
    const police = agrees(linkedRecordsOf(world({ agreements })), 'p')
    assert.deepEqual(police[0]!.same, ['agrees'])
  })

test('a dataset of which the reader may see nothing tells nothing', () => {
  const { subject } = world()
  const agreements = [agreement('h', 's', says('surname', 'agrees'))]
  const found = linkedRecordsOf(world({ agreements, subject: { ...subject, classes: new Map() } }))
  assert.deepEqual(agrees(found, 'h'), [{ with: ['Schools'], decided: false, same: [], differs: [] }])
})

test('what people joined comes first, while it stands; what they took apart, or took back, joins nobody', () => {
  const agreements = [agreement('h', 's', says('surname', 'agrees'))]
  const word = { with: ['Schools'], decided: true, same: [], differs: [] }
  const model = { with: ['Schools'], decided: false, same: ['agrees'], differs: [] }
  const of = (one: LinkDecision) => agrees(linkedRecordsOf(world({ agreements, decisions: [one] })), 'h')
  assert.deepEqual(of(decision('h', 's')), [word, model])
  assert.deepEqual(of(decision('s', 'h')), [word, model])
  assert.deepEqual(of(decision('h', 's', { kind: 'apart' })), [model])
  assert.deepEqual(of(decision('h', 's', { undoneAt: at(6) })), [model])
})

test('each decision is told once, with its state and whose it is', () => {
  const back = { undoneAt: at(8), undoneByName: 'Owen', undoneReason: 'a mistake' }
  const told = (...decisions: LinkDecision[]) => linkedRecordsOf(world({ decisions })).decisions
  const plain = { id: 'd1', kind: 'together', by: 'Ruth', byReader: false, at: at(5), reason: 'I know her' }
  assert.deepEqual(told(decision('h', 's'), decision('h', 'p')), [{ ...plain, state: 'waiting', undone: null }])
  assert.deepEqual(told(decision('h', 's', { followedAt: at(6) })), [{ ...plain, state: 'in force', undone: null }])
  assert.deepEqual(told(decision('h', 's', back)), [
    { ...plain, state: 'taken back', undone: { by: 'Owen', at: at(8), reason: 'a mistake' } },
  ])
  assert.deepEqual(
    told(decision('h', 's', back), decision('h', 'p', { followedAt: at(6) })).map((one) => one.state),
    ['in force'],
  )
  assert.deepEqual(
    told(decision('h', 's', { decidedBy: 'mark' }), decision('h', 's', { decisionId: 'd2' })).map((one) => [
      one.id,
      one.byReader,
    ]),
    [
      ['d1', true],
      ['d2', false],
    ],
  )
})
