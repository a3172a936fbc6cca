import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, plainDate } from '#platform/dates'
import { agreementState, draftState, type Fault, faultsOf, mayClose, partiesOf, type Register } from './agreement.rules.ts'
import { type AgreementContent, noParticulars } from './content.ts'

const register: Register = {
  purposes: new Map([
    [
      'family-help',
      {
        name: 'Family help',
        inForce: true,
        roles: ['practitioner', 'lead-practitioner'],
        article9: 'Article 9(2)(g)',
        schedule1: null,
      },
    ],
    ['walks', { name: 'Walks', inForce: true, roles: ['practitioner'], article9: null, schedule1: null }],
    ['bus-passes', { name: 'Bus passes', inForce: false, roles: ['practitioner'], article9: null, schedule1: null }],
  ]),
  datasets: new Map([
    [
      'housing',
      {
        name: 'Housing',
        controllerId: 'council',
        classes: new Set(['identity', 'event', 'access-log', 'brokered-involvement']),
        special: new Set(['event']),
      },
    ],
    ['school', { name: 'School', controllerId: 'trust', classes: new Set(['identity', 'education']), special: new Set() }],
  ]),
  approved: (['dpia', 'eia'] as const).map((kind) => ({
    kind,
    purposes: ['family-help', 'bus-passes'],
    reviewOn: plainDate('2027-01-01'),
  })),
  organisations: new Map([
    ['council', 'Council'],
    ['trust', 'Academy trust'],
    ['police', 'Police'],
    ['newcomer', 'Newcomer'],
  ]),
  roles: new Set(['practitioner', 'lead-practitioner', 'finance']),
  trainings: new Set(['information-sharing']),
  protocols: new Map([['PROTO', new Set(['council', 'trust', 'police'])]]),
}
const whole: AgreementContent = {
  kind: 'sharing',
  title: 'Family help',
  protocol: 'PROTO',
  purposes: ['family-help'],
  recipients: ['council', 'police'],
  particulars: Object.fromEntries(Object.keys(noParticulars).map((key) => [key, 'Said.'])) as AgreementContent['particulars'],
  inForceFrom: null,
  reviewOn: '2027-03-31',
  endsOn: null,
  terms: [
    {
      name: 'All',
      roles: ['practitioner'],
      relationships: ['team'],
      trainings: [],
      cells: [{ dataset: 'housing', classes: ['identity'] }],
    },
  ],
}
const today = plainDate('2026-04-01')
const line = (change: Partial<AgreementContent['terms'][number]>) => ({ terms: [{ ...whole.terms[0]!, ...change }] })

test('what keeps a text from being closed', () => {
  assert.deepEqual(faultsOf(whole, register, today), [])
  const cases: [what: string, Partial<AgreementContent>, Fault['section'], RegExp][] = [
    ['no purpose', { purposes: [] }, 'about', /at least one purpose/],
    ['a purpose that nobody knows', { purposes: ['family-help', 'spying'] }, 'about', /no purpose “spying”/],
    ['a purpose whose law is not in force (A3)', { purposes: ['family-help', 'bus-passes'] }, 'about', /Bus passes/],
    [
      'special category data without its conditions',
      line({ cells: [{ dataset: 'housing', classes: ['event'] }] }),
      'about',
      /names no condition of Schedule 1/,
    ],
    [
      'a purpose that nobody assessed',
      { purposes: ['family-help', 'walks'] },
      'about',
      /“Walks” has no data protection impact assessment/,
    ],
    ['no protocol', { protocol: null }, 'about', /protocol/],
    ['a protocol that is not in force', { protocol: 'OLD' }, 'about', /“OLD”/],
    ['a party that has not signed the protocol', { recipients: ['council', 'newcomer'] }, 'parties', /Newcomer has not signed/],
    ['one party', { recipients: ['council'] }, 'parties', /two parties/],
    ['a stranger', { recipients: ['council', 'police', 'someone'] }, 'parties', /“someone”/],
    ['no line', { terms: [] }, 'lines', /Add a line/],
    ['two lines of one name', { terms: [whole.terms[0]!, whole.terms[0]!] }, 'lines', /two lines/],
    ['a line for nobody', line({ roles: [] }), 'lines', /at least one role/],
    ['a line for always', line({ relationships: [] }), 'lines', /at least one relationship/],
    ['a line without a relationship to the person', line({ relationships: ['none'] }), 'lines', /“none”/],
    ['a line for what is the person’s own', line({ relationships: ['self'] }), 'lines', /“self”/],
    ['a role that nobody knows', line({ roles: ['wizard'] }), 'lines', /“wizard”/],
    ['a role that has nothing to do with the purpose', line({ roles: ['finance'] }), 'lines', /nobody in the role “finance”/],
    ['a training that nobody has passed', line({ trainings: ['flying'] }), 'lines', /“flying”/],
    ['nothing shared', line({ cells: [{ dataset: 'housing', classes: [] }] }), 'lines', /what is shared/],
    [
      'a dataset that nobody knows, or that hides',
      line({ cells: [{ dataset: 'refuge', classes: ['identity'] }] }),
      'lines',
      /no dataset “refuge”/,
    ],
    [
      'a kind that the dataset does not hold',
      line({ cells: [{ dataset: 'school', classes: ['health'] }] }),
      'lines',
      /nothing of the kind “health”/,
    ],
    [
      'a brokered involvement (K2)',
      line({ cells: [{ dataset: 'housing', classes: ['brokered-involvement'] }] }),
      'lines',
      /never shared/,
    ],
    [
      'who looked, which is the person’s',
      line({ cells: [{ dataset: 'housing', classes: ['access-log'] }] }),
      'lines',
      /never shared/,
    ],
    ['nothing said of security', { particulars: { ...whole.particulars, security: '' } }, 'particulars', /kept safe/],
    ['no review', { reviewOn: null }, 'dates', /looked at again/],
    ['a review that is over', { reviewOn: '2026-03-31' }, 'dates', /after it begins/],
    ['a review in four years', { reviewOn: '2030-04-01' }, 'dates', /within 3 years/],
    ['an end before its beginning', { inForceFrom: '2026-06-01', endsOn: '2026-05-01' }, 'dates', /end after it begins/],
    ['a protocol with lines', { kind: 'protocol', protocol: null }, 'lines', /shares nothing itself/],
  ]
  for (const [what, change, section, says] of cases) {
    const faults = faultsOf({ ...whole, ...change }, register, today)
    assert.ok(
      faults.some((one) => one.section === section && says.test(one.says)),
      `${what}: ${JSON.stringify(faults)}`,
    )
  }
})

test('whoever receives and whoever gives is bound', () => {
  const given = {
    ...whole,
    ...line({
      cells: [
        { dataset: 'school', classes: ['education'] },
        { dataset: 'housing', classes: ['identity'] },
      ],
    }),
  }
  assert.deepEqual(partiesOf(given, register.datasets), ['council', 'police', 'trust'])
})

test('a text is closed when everyone has said something, or the day is over', () => {
  const until = plainDate('2026-04-10')
  const cases: [day: string, heard: string[], boolean][] = [
    ['2026-04-10', ['council'], false],
    ['2026-04-11', ['council'], true],
    ['2026-04-02', ['council', 'police'], true],
    ['2026-04-02', [], false],
  ]
  for (const [day, heard, may] of cases)
    assert.equal(mayClose(until, plainDate(day), ['council', 'police'], new Set(heard)), may, `${day} ${heard}`)
})

test('where a draft and an agreement stand follows from what happened', () => {
  const at = instant('2026-04-01T09:00:00Z')
  const nothing = { consultedFrom: null, closedAt: null, withdrawnAt: null, publishedAs: null, declined: false }
  assert.equal(draftState(nothing), 'draft')
  assert.equal(draftState({ ...nothing, consultedFrom: at }), 'consulted')
  assert.equal(draftState({ ...nothing, consultedFrom: at, closedAt: at }), 'to-sign')
  assert.equal(draftState({ ...nothing, consultedFrom: at, closedAt: at, declined: true }), 'declined')
  assert.equal(draftState({ ...nothing, consultedFrom: at, closedAt: at, publishedAs: 'x' }), 'signed')
  assert.equal(draftState({ ...nothing, consultedFrom: at, closedAt: at, withdrawnAt: at, declined: true }), 'withdrawn')

  const held = {
    suspended: false,
    protocolHolds: true,
    inForceFrom: plainDate('2026-04-01'),
    inForceTo: null,
    reviewOn: plainDate('2027-03-31'),
  }
  const days: [string, Partial<Omit<typeof held, 'inForceTo'>> & { inForceTo?: ReturnType<typeof plainDate> }, string][] = [
    ['2026-03-31', {}, 'to-come'],
    ['2026-04-01', {}, 'in-force'],
    ['2027-03-31', {}, 'in-force'],
    ['2027-04-01', {}, 'review-overdue'],
    ['2026-05-01', { suspended: true }, 'suspended'],
    ['2026-05-01', { protocolHolds: false }, 'without-protocol'],
    ['2026-05-01', { suspended: true, protocolHolds: false }, 'suspended'],
    ['2026-03-31', { protocolHolds: false }, 'to-come'],
    ['2026-05-01', { suspended: true, inForceTo: plainDate('2026-05-01') }, 'ended'],
    ['2026-04-30', { inForceTo: plainDate('2026-05-01') }, 'in-force'],
  ]
  for (const [day, change, state] of days) assert.equal(agreementState({ ...held, ...change }, plainDate(day)), state, day)
})
