import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { preparePolicies } from '#platform/cedar'
import { instant } from '#platform/dates'
import { seed } from '#testing/random'
import { askCedar } from './ask-cedar.ts'
import { disclosurePolicies } from './disclosure.policies.ts'
import {
  type Ask,
  type DatasetFacts,
  decideSubject,
  type Flag,
  type Limit,
  type Protection,
  type Reader,
  type RelationshipKind,
  type SubjectFacts,
  type Term,
} from './disclosure.rules.ts'
import { aTerm, few, mostly, now, officer, readers, some, terms, use } from './disclosure-testing.ts'
import { referenceDecision } from './reference-model.ts'

before(() => preparePolicies(disclosurePolicies))

const dataset = (id: string, existence: DatasetFacts['existence']): [string, DatasetFacts] => [
  id,
  { id, controllerId: `${id}-controller`, plainName: id, existence, dutyTeam: 'Duty team', dutyPhone: '01632 960001' },
]
const datasets = new Map([
  dataset('housing', 'shown'),
  dataset('police', 'named'),
  dataset('refuge', 'sealed'),
  dataset('recovery', 'brokered'),
])
const mother: SubjectFacts = {
  personId: 'mother',
  protection: 'none',
  sources: ['housing', 'police', 'refuge', 'recovery'].map((datasetId) => ({ sourcePersonId: `in-${datasetId}`, datasetId })),
  relationships: [{ kind: 'allocated-worker', datasetId: 'refuge' }],
  flags: [],
}
const always: Ask = () => ({ allowed: true, because: ['agreement-in-force'] })
const outcomes = (terms: readonly Term[], ask: Ask = always) =>
  Object.fromEntries(decideSubject(mother, terms, datasets, ask).datasets.map((answer) => [answer.dataset.id, answer.outcome]))

test('content is shown, a bare existence is named, a brokered or sealed service is absent whatever a line says (K2)', () => {
  assert.deepEqual(outcomes([aTerm()]), { housing: 'shown', police: 'named', refuge: 'absent', recovery: 'absent' })
})

// Each row: the class that a line for proxies names, how the person is protected, and whether it is released: who looked, and nothing else.
const toProxies: [fieldClass: string, protection: Protection, released: boolean][] = [
  ['access-log', 'none', true],
  ['access-log', 'address', true],
  ['access-log', 'held', false],
  ['risk', 'none', false],
  ['event', 'none', false],
  ['health', 'none', false],
  ['identity', 'none', false],
  ['visit-safety', 'none', false],
]
for (const [fieldClass, protection, expected] of toProxies) {
  test(`a line for proxies that names ${fieldClass} ${expected ? 'releases' : 'does not release'} it of a person with protection ${protection} (K6)`, () => {
    const term = aTerm({ kind: 'subject-rights', relationships: ['proxy'], cells: [{ dataset: 'housing', class: fieldClass }] })
    const relationships = [{ kind: 'proxy' as const, datasetId: 'own-record' }]
    assert.deepEqual(
      released([term], always, { ...mother, relationships, protection }),
      expected ? [`housing/${fieldClass}`] : [],
    )
  })
}

// Each row: a kind of information of a service, how the person is protected, and whether it stands on her own page, where another may read it with her.
const toHerself: [dataset: string, fieldClass: string, protection: Protection, released: boolean][] = [
  ['housing', 'access-log', 'none', true],
  ['refuge', 'access-log', 'none', true],
  ['housing', 'access-log', 'held', true],
  ['housing', 'identity', 'none', true],
  ['housing', 'address', 'none', true],
  ['housing', 'contact', 'none', true],
  ['housing', 'involvement', 'none', true],
  ['housing', 'identity', 'address', true],
  ['housing', 'address', 'address', false],
  ['housing', 'contact', 'address', false],
  ['housing', 'identity', 'held', false],
  ['housing', 'involvement', 'held', false],
  ['housing', 'brokered-involvement', 'none', false],
  ['housing', 'involvement-exists', 'none', false],
  ['housing', 'household', 'none', false],
  ['housing', 'relationship', 'none', false],
  ['housing', 'event', 'none', false],
  ['housing', 'health', 'none', false],
  ['housing', 'need', 'none', false],
  ['housing', 'risk', 'none', false],
  ['housing', 'visit-safety', 'none', false],
  ['housing', 'policing', 'none', false],
  ['police', 'identity', 'none', false],
  ['refuge', 'identity', 'none', false],
  ['recovery', 'involvement', 'none', false],
]
for (const [dataset, fieldClass, protection, expected] of toHerself) {
  test(`${fieldClass} of ${dataset} ${expected ? 'stands' : 'does not stand'} on the own page of a person with protection ${protection}, whatever a line says (K2, K6)`, () => {
    const term = aTerm({ kind: 'subject-rights', relationships: ['self'], cells: [{ dataset, class: fieldClass }] })
    const relationships = [{ kind: 'self' as const, datasetId: 'own-record' }]
    assert.deepEqual(
      released([term], always, { ...mother, relationships, protection }),
      expected ? [`${dataset}/${fieldClass}`] : [],
    )
  })
}

test('a sealed service’s own workers see their own records', () => {
  assert.equal(outcomes([aTerm({ kind: 'own-service' })]).refuge, 'shown')
})

// Each row: by what kind of term, of which class, of a person who is protected: is it released?
const ofProtected: [kind: Term['kind'], fieldClass: string, released: boolean][] = [
  ['sharing', 'address', false],
  ['sharing', 'contact', false],
  ['sharing', 'household', false],
  ['sharing', 'identity', true],
  ['sharing', 'involvement', true],
  ['sharing', 'relationship', true],
  ['subject-rights', 'address', false],
  ['own-service', 'address', true],
  ['own-service', 'contact', true],
]
for (const [kind, fieldClass, expected] of ofProtected) {
  test(`of a protected person ${fieldClass} is ${expected ? 'released' : 'kept'} by a ${kind} term (K1)`, () => {
    const term = aTerm({ kind, cells: [{ dataset: 'housing', class: fieldClass }] })
    const relationships = [{ kind: 'allocated-worker' as const, datasetId: 'housing' }]
    const of = (protection: Protection) => released([term], always, { ...mother, relationships, protection })
    assert.deepEqual(of('none'), [`housing/${fieldClass}`])
    assert.deepEqual(of('address'), expected ? [`housing/${fieldClass}`] : [])
  })
}

test('a key-holder reads the whereabouts of whom nobody has said who she is; once she is known to be protected, no more (K1)', () => {
  const kind = 'protected-review-in-hand'
  const term = aTerm({ relationships: [kind], cells: [{ dataset: 'housing', class: 'address' }] })
  const of = (protection: Protection) =>
    released([term], always, { ...mother, relationships: [{ kind, datasetId: 'housing' }], protection })
  assert.deepEqual([of('none'), of('held'), of('address')], [['housing/address'], ['housing/address'], []])
})

test('of a protected person the front door, with a contact in hand, is told no whereabouts by a service of its own organisation (K1)', () => {
  const cells = ['identity', 'address', 'contact', 'household'].map((fieldClass) => ({ dataset: 'housing', class: fieldClass }))
  const frontDoor = aTerm({ kind: 'own-service', relationships: ['contact-in-hand'], cells })
  const relationships = [{ kind: 'contact-in-hand' as const, datasetId: 'none' }]
  const of = (protection: Protection) => released([frontDoor], always, { ...mother, relationships, protection })
  assert.equal(of('none').length, 4)
  assert.deepEqual(of('address'), ['housing/identity'])
  assert.deepEqual(of('held'), [])
})

// Each row: by what kind of term, of whom who is held until a key-holder has said who she is: is it released?
const ofHeld: [kind: Term['kind'], relationship: RelationshipKind, released: boolean][] = [
  ['sharing', 'allocated-worker', false],
  ['sharing', 'contact-in-hand', false],
  ['sharing', 'review-in-hand', false],
  ['sharing', 'protected-review-in-hand', true],
  ['subject-rights', 'choosing-helper', true],
  ['own-service', 'allocated-worker', true],
  ['own-service', 'contact-in-hand', false],
  ['own-service', 'protected-review-in-hand', true],
]
for (const [kind, relationship, expected] of ofHeld) {
  test(`of a held person a ${kind} term for ${relationship} releases ${expected ? 'what it says' : 'nothing'} (K1)`, () => {
    const term = aTerm({
      kind,
      relationships: [relationship],
      cells: ['identity', 'involvement-exists', 'involvement'].map((fieldClass) => ({ dataset: 'housing', class: fieldClass })),
    })
    const of = (protection: Protection) =>
      released([term], always, { ...mother, relationships: [{ kind: relationship, datasetId: 'housing' }], protection })
    assert.equal(of('none').length, 3)
    assert.equal(of('held').length, expected ? 3 : 0)
  })
}

test('a limit holds back one service’s records: the others’ are seen as ever, and its own people are told of it (articles 18 and 21)', () => {
  const cells = ['housing', 'police'].map((id) => ({ dataset: id, class: 'identity' }))
  const shared = aTerm({ cells })
  const own = aTerm({ id: 'own', kind: 'own-service', cells: cells.slice(0, 1) })
  const works = (datasetId: string) => ({ ...mother, relationships: [{ kind: 'allocated-worker' as const, datasetId }] })
  const asked: [string, boolean][] = []
  const ask: Ask = (term, relationship, flags) => {
    asked.push([term.id, flags.length > 0])
    return askCedar(officer, use(), now, term, relationship, flags)
  }
  const outcomes = (subject: SubjectFacts) =>
    Object.fromEntries(
      decideSubject(subject, [shared, own], datasets, ask).datasets.map(({ dataset: { id }, outcome }) => [id, outcome]),
    )
  const limits = limitsOf([['housing', 'restricted']])!
  const [housing, police] = [works('housing'), works('police')]
  const shownOf = ({ housing: a, police: b }: Record<string, string>) => [a, b]
  assert.deepEqual(shownOf(outcomes(housing)), ['shown', 'shown'])
  assert.equal(asked.length, 2, 'without a limit each term is asked about once')
  assert.deepEqual(shownOf(outcomes({ ...housing, limits })), ['limited', 'shown'])
  assert.deepEqual(shownOf(outcomes({ ...police, limits })), ['absent', 'shown'], 'to others it is as if it were not there')
})

test('a service’s own use is for its own workers, not for others of the same controller', () => {
  const housing = { ...mother, relationships: [{ kind: 'allocated-worker' as const, datasetId: 'housing' }] }
  const refuges = aTerm({ kind: 'own-service', cells: [{ dataset: 'refuge', class: 'involvement' }] })
  const onlyWithRelationship: Ask = (_term, relationship) => ({ allowed: relationship !== 'none', because: [] })
  const answers = decideSubject(housing, [refuges], datasets, onlyWithRelationship).datasets
  assert.equal(answers.find((answer) => answer.dataset.id === 'refuge')?.outcome, 'absent')
})

// Each row: with what relationship, which arose in another service of the same organisation: does a service’s own use go as far?
const beyondOneService: [kind: RelationshipKind, released: boolean][] = [
  ['allocated-worker', false],
  ['team', false],
  ['emergency-access', false],
  ['open-contact', false],
  ['review-in-hand', false],
  ['contact-in-hand', true],
  ['protected-review-in-hand', true],
  ['request-in-hand', true],
  ['rights-request-in-hand', true],
  ['dispute-in-hand', true],
  ['incident-in-hand', true],
]
for (const [kind, expected] of beyondOneService) {
  test(`${kind} at the police ${expected ? 'is enough for' : 'does not open'} what housing, of the same organisation, holds`, () => {
    const own = aTerm({ kind: 'own-service', relationships: [kind], cells: [{ dataset: 'housing', class: 'identity' }] })
    const of = (datasetId: string) => released([own], always, { ...mother, relationships: [{ kind, datasetId }] })
    assert.deepEqual(of('housing'), ['housing/identity'])
    assert.deepEqual(of('police'), expected ? ['housing/identity'] : [])
  })
}

// Each row: with what relationship may somebody ask the owner for more than she sees (K5)?
const mayAsk: [kind: RelationshipKind, may: boolean][] = [
  ['allocated-worker', true],
  ['team', true],
  ['contact-in-hand', true],
  ['emergency-access', false],
  ['review-in-hand', false],
  ['request-in-hand', false],
  ['proxy', false],
  ['self', false],
]
for (const [kind, may] of mayAsk) {
  test(`with ${kind} the owner ${may ? 'may' : 'cannot'} be asked for what is shared on request, of a service that is seen`, () => {
    const seen = aTerm({ id: 'seen', relationships: [kind], cells: [{ dataset: 'housing', class: 'access-log' }] })
    const onRequest = ['housing', 'police'].map((dataset) => ({ dataset, class: 'policing' }))
    const asked = aTerm({ id: 'asked', relationships: ['asked'], cells: onRequest })
    const subject = { ...mother, relationships: [{ kind, datasetId: 'housing' }] }
    const askable = decideSubject(subject, [seen, asked], datasets, always).datasets.flatMap((answer) =>
      [...answer.askable].map(([fieldClass, term]) => `${answer.dataset.id}/${fieldClass} by ${term.id}`),
    )
    assert.deepEqual(askable, may ? ['housing/policing by asked'] : [])
  })
}

test('an answer says by which lines it is so, what was asked, and what limits the use; services stand in the order of their names', () => {
  const limits = limitsOf([['housing', 'restricted']])!
  const cells = [
    { dataset: 'police', class: 'identity' },
    { dataset: 'housing', class: 'identity' },
    { dataset: 'housing', class: 'address' },
  ]
  const own = aTerm({ id: 'own', kind: 'own-service', cells })
  const again = aTerm({ id: 'again', cells })
  const works = { ...mother, sources: [...mother.sources].reverse(), limits }
  const subject = {
    ...works,
    flags: ['stopped' as const],
    relationships: [{ kind: 'allocated-worker' as const, datasetId: 'housing' }],
  }
  const flagsAsked = new Set<string>()
  const ask: Ask = (term, _relationship, flags) => {
    flagsAsked.add(flags.join())
    return { allowed: !flags.includes('restricted'), because: [`because of ${term.id}`] }
  }
  const { datasets: answers, asked, subject: about } = decideSubject(subject, [own, again], datasets, ask)
  assert.equal(about, subject)
  assert.deepEqual(
    answers.map(({ dataset, outcome, terms, limits: its }) => [dataset.id, outcome, terms.map(({ id }) => id), its]),
    [
      ['housing', 'limited', ['own'], limits.get('housing')],
      ['police', 'shown', ['own'], []],
      ['recovery', 'absent', [], []],
      ['refuge', 'absent', [], []],
    ],
  )
  assert.deepEqual([...flagsAsked], ['restricted,stopped', 'stopped'])
  const allocated = { relationship: 'allocated-worker' }
  assert.deepEqual(asked, [
    { term: 'own', ...allocated, allowed: false, because: ['because of own'] },
    { term: 'again', ...allocated, allowed: false, because: ['because of again'] },
    { term: 'own', ...allocated, allowed: true, because: ['because of own'] },
    { term: 'again', ...allocated, allowed: true, because: ['because of again'] },
  ])
})

/** Everything that these terms release of the mother, each as dataset/class. */
const released = (terms: readonly Term[], ask: Ask = always, subject = mother): string[] =>
  decideSubject(subject, terms, datasets, ask)
    .datasets.flatMap((answer) => [...answer.classes.keys()].map((fieldClass) => `${answer.dataset.id}/${fieldClass}`))
    .sort()
const classes = fc.record({
  dataset: fc.constantFrom('housing', 'police', 'refuge', 'recovery', 'nowhere'),
  class: fc.constantFrom('involvement', 'involvement-exists', 'identity', 'policing', 'brokered-involvement'),
})
const lines = fc.array(
  fc.tuple(terms, fc.array(classes, { minLength: 2, maxLength: 6 })).map(([term, cells]) => ({ ...term, cells })),
  { maxLength: 8 },
)
const numbered = (many: readonly object[]) => many.map((one, at) => aTerm({ ...(one as Partial<Term>), id: `term-${at}` }))
const trained: Reader = { ...officer, trainings: ['information-sharing', 'caldicott'] }
const askedOf =
  (flags: readonly Flag[], purpose = 'family-help'): Ask =>
  (term, relationship) =>
    askCedar(trained, use(purpose), now, term, relationship, flags)

test('A2: a class is released if some term permits it and nothing forbids that term; a further forbid never widens, a further permit beats none', () => {
  let some = 0
  fc.assert(
    fc.property(lines, few<Flag>('self', 'household'), fc.nat(5), terms, (many, flags, at, extra) => {
      const all = numbered(many)
      const before = released(all, askedOf(flags))
      if (before.length > 0) some++
      // Each forbid there is, put upon one term or upon the person: what is released is part of what was.
      const suspended = all.map((term, i) => (i === at ? { ...term, suspended: true } : term))
      const untrained = all.map((term, i) =>
        i === at ? { ...term, trainings: [...term.trainings, 'a training of nobody'] } : term,
      )
      for (const narrower of [
        released(suspended, askedOf(flags)),
        released(untrained, askedOf(flags)),
        released(all, askedOf(['self'])),
      ])
        assert.deepEqual(
          narrower.filter((one) => !before.includes(one)),
          [],
        )
      // A further permit takes nothing away, and is worth nothing where its own term is forbidden.
      const more = aTerm({ ...(extra as Partial<Term>), id: 'more', cells: [{ dataset: 'housing', class: 'identity' }] })
      const after = released([...all, more], askedOf(flags))
      assert.deepEqual(
        before.filter((one) => !after.includes(one)),
        [],
      )
      assert.deepEqual(released([...all, { ...more, suspended: true }], askedOf(flags)), before)
    }),
    { seed, numRuns: 150 },
  )
  assert.ok(some > 20, `something was released in ${some} of 150 cases only`)
})

test('A3: what is unknown, empty, expired or in error releases nothing', () => {
  const nothing: [what: string, released: string[]][] = [
    ['a purpose that nobody knows', released([aTerm()], askedOf([], 'no-such-purpose'))],
    ['an empty purpose', released([aTerm()], askedOf([], ''))],
    ['no terms', released([])],
    ['an agreement that ended', released([aTerm({ to: now })], askedOf([]))],
    ['an agreement not yet begun', released([aTerm({ from: now + 1 })], askedOf([]))],
    ['a term with times that are no numbers', released([aTerm({ from: Number.NaN })], askedOf([]))],
    ['a person without records', released([aTerm()], always, { ...mother, sources: [] })],
    ['a term of a dataset that nobody registered', released([aTerm({ cells: [{ dataset: 'nowhere', class: 'identity' }] })])],
    [
      'a record of a dataset that nobody registered',
      released([aTerm({ cells: [{ dataset: 'nowhere', class: 'identity' }] })], always, {
        ...mother,
        sources: [{ sourcePersonId: 'in-nowhere', datasetId: 'nowhere' }],
      }),
    ],
  ]
  for (const [what, classes] of nothing) assert.deepEqual(classes, [], what)
})

test('A4: order, duplicates and irrelevant terms change nothing, in any list of terms', () => {
  fc.assert(
    fc.property(
      lines.chain((many) =>
        fc.tuple(fc.constant(many), fc.shuffledSubarray([...many.keys(), ...many.keys()], { minLength: many.length * 2 })),
      ),
      ([many, order]) => {
        const all = numbered(many)
        const irrelevant = all.map((term) => ({ ...term, id: `${term.id}-elsewhere`, recipients: ['police'] }))
        const mixed = order.flatMap((at) => [all[at]!, irrelevant[at]!])
        assert.deepEqual(released(mixed, askedOf([])), released(all, askedOf([])))
      },
    ),
    { seed, numRuns: 150 },
  )
})

// The whole decision, with all that can hinder it: mostly what would be allowed, spoilt in one way or another.
const wholeTerms = fc.record({
  ...({
    kind: fc.constantFrom('sharing', 'sharing', 'sharing', 'own-service', 'own-service', 'subject-rights' as const),
    recipients: some('council', 'police'),
    purposes: some('family-help', 'enforcement'),
    roles: some('practitioner', 'front-door'),
    relationships: fc.constantFrom(
      ['allocated-worker', 'team'],
      ['asked'],
      ['asked'],
      ['asked'],
      ['allocated-worker', 'asked'],
      ['allocated-worker', 'asked'],
      ['contact-in-hand'],
      ['protected-review-in-hand'],
      ['rights-request-in-hand', 'incident-in-hand'],
      ['dispute-in-hand'],
      ['self'],
      ['emergency-access'],
      ['proxy'],
      ['none'],
    ),
    trainings: few('information-sharing', 'caldicott'),
    from: mostly(0, now - 1, now, now + 1),
    to: mostly(2_000_000, now - 1, now, now + 1),
    suspended: mostly(false, true),
  } as const),
  cells: fc.array(
    fc.record({
      dataset: fc.constantFrom('housing', 'housing', 'police', 'refuge', 'recovery'),
      class: fc.constantFrom('involvement', 'involvement-exists', 'address', 'policing', 'brokered-involvement', 'access-log'),
    }),
    { minLength: 1, maxLength: 6 },
  ),
})
const wholeSubjects = fc.record({
  protection: mostly<Protection>('none', 'address', 'held'),
  relationships: fc.array(
    fc.record({
      kind: fc.constantFrom<RelationshipKind>(
        'allocated-worker',
        'allocated-worker',
        'team',
        'contact-in-hand',
        'emergency-access',
        'protected-review-in-hand',
        'proxy',
        'rights-request-in-hand',
        'dispute-in-hand',
        'self',
        'incident-in-hand',
      ),
      datasetId: fc.constantFrom('housing', 'police', 'none'),
    }),
    { maxLength: 2 },
  ),
  flags: few<Flag>('self', 'household'),
  released: fc.subarray(['housing policing', 'police policing', 'refuge policing', 'housing address']),
  limits: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.tuple(fc.constantFrom('housing', 'housing', 'police', 'refuge'), fc.constantFrom('restricted', 'stopped' as const)),
        { minLength: 1, maxLength: 2 },
      ),
    },
  ),
})
const limitsOf = (limits: readonly (readonly [string, Limit['kind']])[]): SubjectFacts['limits'] =>
  new Map(
    [...Map.groupBy(limits, ([id]) => id)].map(([id, its]) => [
      id,
      its.map(([, kind]) => ({
        kind,
        ground: kind === 'stopped' ? 'upheld' : 'accuracy',
        since: instant('2026-01-01T00:00:00Z'),
      })),
    ]),
  )

test('allow, ask the owner, or nothing: the decision and the reference model agree, class by class, mostly where something hinders it (A6)', () => {
  const seen = { allow: 0, ask: 0, limited: 0, cases: 0, hindered: 0 }
  fc.assert(
    fc.property(
      fc.array(wholeTerms, { minLength: 1, maxLength: 6 }),
      wholeSubjects,
      readers,
      mostly('family-help', 'enforcement', ''),
      mostly(false, true),
      (many, facts, who, purpose, usesRestricted) => {
        const all = many.map((one, at) => aTerm({ ...(one as Partial<Term>), id: `term-${at}` }))
        const subject: SubjectFacts = {
          ...mother,
          ...facts,
          released: new Set(facts.released),
          limits: limitsOf(facts.limits)!,
        }
        const reader = { id: 'amina', ...who }
        const asked = use(purpose, usesRestricted)
        const expected = referenceDecision(reader, asked, now, all, subject, datasets)
        const ask: Ask = (term, relationship, flags) => askCedar(reader, asked, now, term, relationship, flags)
        const got = new Map<string, 'allow' | 'ask' | 'limited'>()
        for (const answer of decideSubject(subject, all, datasets, ask).datasets) {
          for (const one of answer.classes.keys()) got.set(`${answer.dataset.id} ${one}`, 'allow')
          for (const one of answer.askable.keys()) got.set(`${answer.dataset.id} ${one}`, 'ask')
          if (answer.outcome === 'limited') got.set(answer.dataset.id, 'limited')
        }
        assert.deepEqual([...got].sort(), [...expected].sort())
        seen.cases++
        for (const answer of expected.values()) seen[answer]++
        const expired = all.some((term) => term.from > now || term.to <= now)
        const forbidden =
          all.some((term) => term.suspended) || facts.flags.length > 0 || facts.limits.length > 0 || who.trainings.length < 2
        const sealed =
          facts.protection !== 'none' ||
          all.some((term) => term.cells.some(({ dataset: its }) => its === 'refuge' || its === 'recovery'))
        if (expired || forbidden || sealed || purpose !== 'family-help' || facts.relationships.length === 0) seen.hindered++
      },
    ),
    { seed, numRuns: 2500 },
  )
  assert.ok(seen.hindered >= 0.6 * seen.cases, `${seen.hindered} of ${seen.cases} cases have something that hinders`)
  assert.ok(
    seen.allow > 150 && seen.ask > 60 && seen.limited > 20,
    `${seen.allow} classes allowed, ${seen.ask} to be asked for and ${seen.limited} services limited, in ${seen.cases} cases`,
  )
})
