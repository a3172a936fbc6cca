import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainDate, Temporal } from '#platform/dates'
import { type Condition, dueSteps, isMet, missingAnswers, openWays, type StepDone, seenAlone } from './pathway.rules.ts'
import { pathwayOf, pathways } from './pathways.rules.ts'

const done = (step: string, on: string, answers: Record<string, string> = {}): StepDone => ({ step, on: plainDate(on), answers })
const dueOf = (kind: string, begun: string, steps: StepDone[], today: string) =>
  dueSteps(pathwayOf(kind), plainDate(begun), steps, plainDate(today)).map(({ step, by, state }) => `${step.key} ${by} ${state}`)

// What was done, and what of one step is due on a day. Easter 2026: Good Friday is 3 April, Easter Monday 6 April; 4 and 25 May are bank holidays.
const discussion = done('strategy-discussion', '2026-04-01', { section47: 'joint' })
const enquiry = done('section-47', '2026-04-14', { outcome: 'at-risk' })
const conference = done('initial-conference', '2026-04-22', { outcome: 'plan' })
/** A challenge, its answer and another challenge, all on one day. */
const [challenged, answered] = [done('challenge', '2026-04-01'), done('challenge-answered', '2026-04-01')]
const cases: [what: string, kind: string, steps: StepDone[], today: string, step: string, due: string][] = [
  ['an assessment, 45 working days from the referral', 'child-in-need', [], '2026-04-01', 'assessment', '2026-06-09 in-time'],
  ['an assessment that was not done in time', 'child-in-need', [], '2026-06-10', 'assessment', '2026-06-09 late'],
  ['an assessment that was done', 'child-in-need', [done('assessment', '2026-05-02')], '2026-06-09', 'assessment', ''],
  ['an answer to a challenge, on its day', 'child-in-need', [challenged, answered], '2026-04-01', 'challenge-answered', ''],
  [
    'an answer to a second challenge of that day',
    'child-in-need',
    [challenged, answered, challenged],
    '2026-04-01',
    'challenge-answered',
    '2026-04-07 in-time',
  ],
  ['no enquiry without a strategy discussion', 'child-in-need', [], '2026-04-01', 'section-47', ''],
  [
    'an enquiry, 15 working days from the discussion',
    'child-in-need',
    [discussion],
    '2026-04-02',
    'section-47',
    '2026-04-24 in-time',
  ],
  [
    'no enquiry where the discussion found that the threshold is not met',
    'child-in-need',
    [done('strategy-discussion', '2026-04-01', { section47: 'no' })],
    '2026-04-02',
    'section-47',
    '',
  ],
  ['no conference before the enquiry says so', 'child-in-need', [discussion], '2026-04-02', 'initial-conference', ''],
  [
    'a conference, 15 working days from the discussion',
    'child-in-need',
    [discussion, enquiry],
    '2026-04-15',
    'initial-conference',
    '2026-04-24 in-time',
  ],
  [
    'a conference that needs five working days’ notice and has three',
    'child-in-need',
    [discussion, enquiry],
    '2026-04-21',
    'initial-conference',
    '2026-04-24 will-be-late',
  ],
  [
    'a core group, 10 working days from the conference',
    'child-protection',
    [discussion, enquiry, conference],
    '2026-04-23',
    'core-group',
    '2026-05-07 in-time',
  ],
  [
    'a core group again, six weeks later',
    'child-protection',
    [discussion, enquiry, conference, done('core-group', '2026-05-05')],
    '2026-05-06',
    'core-group',
    '2026-06-16 in-time',
  ],
  [
    'the first review conference, within three months',
    'child-protection',
    [conference],
    '2026-04-23',
    'review-conference',
    '2026-07-22 in-time',
  ],
  [
    'the next, within six months of it',
    'child-protection',
    [conference, done('review-conference', '2026-07-20', { outcome: 'goes' })],
    '2026-07-21',
    'review-conference',
    '2027-01-20 in-time',
  ],
  [
    'none when it ended',
    'child-protection',
    [conference, done('review-conference', '2026-07-20', { outcome: 'ends' })],
    '2026-07-21',
    'review-conference',
    '',
  ],
  [
    'a visit each 10 working days',
    'child-protection',
    [done('child-seen', '2026-04-02', { seen: 'yes', alone: 'no' })],
    '2026-04-03',
    'child-seen',
    '2026-04-20 in-time',
  ],
  [
    'a visit at which the child was not seen stops no clock',
    'child-protection',
    [
      done('child-seen', '2026-04-02', { seen: 'yes', alone: 'yes' }),
      done('child-seen', '2026-04-17', { seen: 'no', alone: 'no' }),
    ],
    '2026-04-21',
    'child-seen',
    '2026-04-20 late',
  ],
  [
    'relief, 56 days from the assessment',
    'homelessness',
    [done('housing-assessment', '2026-04-02', { duty: 'relief' })],
    '2026-04-03',
    'relief-ended',
    '2026-05-28 in-time',
  ],
  [
    'relief that follows prevention, 56 days from its end',
    'homelessness',
    [
      done('housing-assessment', '2026-04-02', { duty: 'prevention' }),
      done('prevention-ended', '2026-05-01', { how: 'homeless' }),
    ],
    '2026-05-02',
    'relief-ended',
    '2026-06-26 in-time',
  ],
  [
    'a family in bed and breakfast, six weeks at most',
    'homelessness',
    [done('interim-home', '2026-04-02', { kind: 'bb' })],
    '2026-05-15',
    'left-bb',
    '2026-05-14 late',
  ],
  [
    'the main duty, 15 working days after relief',
    'homelessness',
    [done('relief-ended', '2026-05-28', { how: '56-days' })],
    '2026-05-29',
    'main-decision',
    '2026-06-18 in-time',
  ],
  [
    'home on the day after they are ready',
    'hospital-discharge',
    [done('ready', '2026-04-02')],
    '2026-04-04',
    'home',
    '2026-04-03 late',
  ],
  [
    'no reason for waiting is asked of somebody who is home',
    'hospital-discharge',
    [done('ready', '2026-04-02'), done('home', '2026-04-02', { where: 'home' })],
    '2026-04-04',
    'waits',
    '',
  ],
  [
    'a case review, 20 working days from the request',
    'anti-social-behaviour',
    [done('review-asked', '2026-04-02', { threshold: 'yes' })],
    '2026-04-03',
    'case-review',
    '2026-05-05 in-time',
  ],
  [
    'no case review below the threshold',
    'anti-social-behaviour',
    [done('review-asked', '2026-04-02', { threshold: 'no' })],
    '2026-04-03',
    'case-review',
    '',
  ],
  [
    'an enquiry that is not owed has no clock',
    'adult-safeguarding',
    [done('section-42', '2026-04-02', { met: 'no' })],
    '2026-04-03',
    'enquiry',
    '',
  ],
]
for (const [what, kind, steps, today, step, due] of cases)
  test(`${what}: ${due || 'nothing is due'}`, () => {
    const found = dueOf(kind, '2026-04-01', steps, today).find((line) => line.startsWith(`${step} `))
    assert.equal(found ?? '', due && `${step} ${due}`)
  })

test('a clock runs as it ran on the day on which it starts', () => {
  const duty = [done('housing-assessment', '2018-04-02', { duty: 'relief' })]
  assert.deepEqual(
    dueOf('homelessness', '2018-04-01', duty, '2018-04-03').filter((line) => line.startsWith('relief-ended')),
    [],
  )
})

test('where a plan can go on to, each way when a step has decided it', () => {
  const waysOf = (kind: string, ...steps: StepDone[]) =>
    openWays(pathwayOf(kind), steps).map(({ to, direction }) => `${direction} ${to}`)
  assert.deepEqual(waysOf('family-help'), [])
  assert.deepEqual(waysOf('family-help', done('assessment', '2026-04-02', { outcome: 'child-in-need' })), ['up child-in-need'])
  assert.deepEqual(waysOf('child-in-need', conference), ['up child-protection'])
  assert.deepEqual(waysOf('child-in-need', done('initial-conference', '2026-04-22', { outcome: 'none' })), [])
  assert.deepEqual(waysOf('child-protection', conference, done('review-conference', '2026-07-20', { outcome: 'ends' })), [
    'down child-in-need',
  ])
})

test('of two answers to one step the later day counts, of one day the later written', () => {
  const met: Condition = { step: 'a', question: 'q', is: ['yes'] }
  const answer = (on: string, q: string) => done('a', on, { q })
  assert.equal(isMet(met, [answer('2026-04-02', 'yes'), answer('2026-04-01', 'no')]), true)
  assert.equal(isMet(met, [answer('2026-04-01', 'yes'), answer('2026-04-01', 'no')]), false)
  assert.equal(isMet(met, []), false)
})

test('when a child was last seen alone: a visit with others does not count', () => {
  const visit = (on: string, alone: string) => done('child-seen', on, { seen: 'yes', alone })
  assert.equal(seenAlone([visit('2026-04-02', 'no')]), null)
  assert.equal(
    seenAlone([done('child-seen', '2026-04-02', { seen: 'no', alone: 'yes' })]),
    null,
    'nobody is seen alone who was not seen',
  )
  assert.equal(String(seenAlone([visit('2026-04-02', 'yes'), visit('2026-04-20', 'no')])), '2026-04-02')
})

test('every pathway is whole: what its clocks, conditions and ways name is there, and steps of one key are the same everywhere', () => {
  const all = new Map<string, unknown>()
  for (const { kind, steps, ways } of Object.values(pathways)) {
    const stepOf = (key: string) => steps.find((one) => one.key === key)
    const holds = (condition: Condition | undefined) => {
      if (!condition) return
      const question = stepOf(condition.step)?.questions.find(({ key }) => key === condition.question)
      assert.ok(question?.choices, `${kind}: ${JSON.stringify(condition)}`)
      for (const answer of condition.is)
        assert.ok(Object.hasOwn(question.choices, answer), `${kind}: ${JSON.stringify(condition)}`)
    }
    assert.equal(new Set(steps.map(({ key }) => key)).size, steps.length, kind)
    for (const step of steps) {
      const same = JSON.stringify([step.name, step.questions])
      assert.equal(all.get(step.key) ?? same, same, `${kind}: ${step.key}`)
      all.set(step.key, same)
      for (const need of step.needs ?? []) assert.ok(stepOf(need), `${kind}: ${step.key} needs ${need}`)
      for (const clock of step.clocks) {
        assert.ok(clock.after === 'begun' || stepOf(clock.after), `${kind}: ${step.key} after ${clock.after}`)
        assert.ok(!clock.until || stepOf(clock.until), `${kind}: ${step.key} until ${clock.until}`)
        holds(clock.where)
      }
      holds(step.closesPage)
      holds(step.countsWhere)
    }
    for (const { to, where } of ways) {
      assert.ok(pathways[to], `${kind}: goes on to ${to}`)
      holds(where)
    }
  }
})

test('an answer is missing where there is none, or where it is none of the choices', () => {
  const step = pathwayOf('child-in-need').steps.find(({ key }) => key === 'child-seen')!
  const said = { seen: 'yes', alone: 'perhaps', where: 'At home', said: '' }
  assert.deepEqual(
    missingAnswers(step, said).map(({ key }) => key),
    ['alone', 'said'],
  )
  const keys = missingAnswers(step, { ...said, alone: 'constructor', said: 'Hello' }).map(({ key }) => key)
  assert.deepEqual(keys, ['alone'])
})

/** Answers with which a step counts as done. */
const countingAnswers = ({ countsWhere }: { countsWhere?: Condition }): Record<string, string> =>
  countsWhere ? { [countsWhere.question]: countsWhere.is[0]! } : {}

/** Steps of one pathway with any answers, on any days of a year. */
const walks = fc.constantFrom(...Object.values(pathways)).chain((pathway) =>
  fc.record({
    pathway: fc.constant(pathway),
    steps: fc.array(
      fc.constantFrom(...pathway.steps).chain((step) =>
        fc.record({
          step: fc.constant(step.key),
          on: fc.integer({ min: 0, max: 365 }).map((days) => plainDate('2026-01-01').add({ days })),
          answers: fc.record(
            Object.fromEntries(
              step.questions.map(({ key, choices }) => [
                key,
                choices ? fc.constantFrom(...Object.keys(choices)) : fc.constant('x'),
              ]),
            ),
          ) as fc.Arbitrary<Record<string, string>>,
        }),
      ),
      { maxLength: 20 },
    ),
    today: fc.integer({ min: 0, max: 800 }).map((days) => plainDate('2026-01-01').add({ days })),
  }),
)
test('however a pathway goes: what is due comes in order and once, is late only after its day, and cannot be had before today', () => {
  fc.assert(
    fc.property(walks, ({ pathway, steps, today }) => {
      const due = dueSteps(pathway, plainDate('2026-01-01'), steps, today)
      assert.equal(new Set(due.map(({ step }) => step.key)).size, due.length)
      for (const [nth, one] of due.entries()) {
        if (nth > 0) assert.ok(Temporal.PlainDate.compare(due[nth - 1]!.by, one.by) <= 0)
        assert.equal(one.state === 'late', Temporal.PlainDate.compare(one.by, today) < 0)
        assert.ok(Temporal.PlainDate.compare(one.earliest, today) >= 0)
        assert.ok(Temporal.PlainDate.compare(one.since.on, one.by) <= 0)
      }
      // What is done today is not due by a clock that began before today, unless it is the clock that it starts itself.
      const [first] = due.filter(
        ({ step, since }) =>
          step.clocks.every(({ after }) => after !== step.key) && Temporal.PlainDate.compare(since.on, today) <= 0,
      )
      if (first) {
        const next = dueSteps(
          pathway,
          plainDate('2026-01-01'),
          [...steps, { step: first.step.key, on: today, answers: countingAnswers(first.step) }],
          today,
        )
        assert.ok(
          next.every(({ step }) => step.key !== first.step.key || step.clocks.some(({ after }) => after === first.step.key)),
        )
      }
    }),
    process.env.TEST_LONG ? { numRuns: 10_000 } : {},
  )
})
