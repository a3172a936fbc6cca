import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant } from '#platform/dates'
import {
  forPerson,
  grades,
  herself,
  isKept,
  isOnPage,
  openActions,
  outcomes,
  type PlanEntry,
  type PlanEvent,
  planOf as planOfKind,
} from './plan.rules.ts'
import { faultOf } from './plan-fault.rules.ts'

/** These tests are about what any kind of plan does. */
const planOf = (entries: PlanEntry[]) => planOfKind({ kind: 'family-help', entries })
const began = instant('2026-04-01T09:00:00Z')
const entriesOf = (...events: PlanEvent[]): PlanEntry[] =>
  events.map((event, nth) => ({
    seq: nth + 1,
    byKind: 'worker',
    byId: 'joanne',
    byName: 'Joanne',
    byOrganisation: 'Council',
    at: began.add({ hours: nth }),
    event,
  }))
const joined = (workerId: string, lead = false): PlanEvent => ({
  kind: 'joined',
  lead,
  workerId,
  name: workerId,
  organisation: 'Council',
  phone: '',
})
const team: PlanEvent[] = [{ kind: 'begun', why: 'Rent' }, joined('joanne', true), joined('amina')]
const goal = (goalId = 'g1'): PlanEvent => ({ kind: 'goal-set', goalId, words: 'A warm home' })
const kept = (goalId = 'g1'): PlanEvent => ({ kind: 'goal-readers-set', goalId, readers: 'team', why: 'It is about her brother' })
const action = (who = 'amina', actionId = 'a1'): PlanEvent => ({
  kind: 'action-set',
  actionId,
  goalId: 'g1',
  what: 'Boiler',
  who,
  by: '2026-04-10',
})
/** A meeting that decided two things, and one that decided nothing. */
const met = (decisions = '- Boiler repaired\n\n2. School rings her'): PlanEvent => ({
  kind: 'step-done',
  step: 'supervision',
  on: '2026-04-02',
  answers: { who: 'Tom', thought: 'x', decided: 'x', decisions },
})
const taken = (decisionId: string): PlanEvent => ({ ...action(), decisionId }) as PlanEvent
const graded: PlanEvent = { kind: 'goal-graded', goalId: 'g1', grade: 'achieved', words: '' }
const ended: PlanEvent = { kind: 'ended', outcome: 'needs-met', words: '' }

// What was written before, and whether this can follow it.
const cases: [what: string, before: PlanEvent[], next: PlanEvent, fault: string][] = [
  ['the lead leaves', [], { kind: 'left', workerId: 'joanne' }, 'LEAD_STAYS'],
  ['a member leaves', [], { kind: 'left', workerId: 'amina' }, ''],
  ['somebody leaves who is not in it', [], { kind: 'left', workerId: 'nora' }, 'NO_SUCH_MEMBER'],
  [
    'another member leads, and then who led leaves',
    [{ kind: 'lead-named', workerId: 'amina', why: '' }],
    { kind: 'left', workerId: 'joanne' },
    '',
  ],
  ['a stranger leads', [], { kind: 'lead-named', workerId: 'nora', why: '' }, 'NO_SUCH_MEMBER'],
  ['an action for a goal that is not there', [], action(), 'NO_SUCH_GOAL'],
  ['an action for a member', [goal()], action(), ''],
  ['an action for the person', [goal()], action(herself), ''],
  ['an action for a stranger', [goal()], action('nora'), 'NO_SUCH_MEMBER'],
  ['an action for a goal that was dropped', [goal(), { kind: 'goal-dropped', goalId: 'g1', why: '' }], action(), 'NO_SUCH_GOAL'],
  ['done, and it is not there', [goal()], { kind: 'action-done', actionId: 'a1' }, 'NO_SUCH_ACTION'],
  ['done', [goal(), action()], { kind: 'action-done', actionId: 'a1' }, ''],
  ['sent without a goal', [], { kind: 'sent' }, 'NOTHING_TO_AGREE'],
  ['agreed before it was sent', [goal()], { kind: 'agreed', words: '' }, 'NOT_ON_PAGE'],
  ['agreed', [goal(), { kind: 'sent' }], { kind: 'agreed', words: '' }, ''],
  [
    'agreed when it is off her page',
    [goal(), { kind: 'sent' }, { kind: 'taken-off-page', why: 'x' }],
    { kind: 'agreed', words: '' },
    'NOT_ON_PAGE',
  ],
  ['an action comes from a decision', [goal(), met()], taken('5-1'), ''],
  ['two actions come from one decision', [goal(), met(), taken('5-1')], taken('5-1'), 'NO_SUCH_DECISION'],
  ['an action comes from what nobody decided', [goal(), met('')], taken('5-1'), 'NO_SUCH_DECISION'],
  ['nobody needs to do what was decided', [met()], { kind: 'decision-closed', decisionId: '4-2', why: 'Done' }, ''],
  [
    'nobody needs to do what nobody decided',
    [met()],
    { kind: 'decision-closed', decisionId: '4-3', why: 'x' },
    'NO_SUCH_DECISION',
  ],
  ['sent with nothing but a goal that the team keeps', [goal(), kept()], { kind: 'sent' }, 'NOTHING_TO_AGREE'],
  [
    'agreed when nothing is left that she reads',
    [goal(), { kind: 'sent' }, kept()],
    { kind: 'agreed', words: '' },
    'NOTHING_TO_AGREE',
  ],
  ['an action of hers in a goal that she does not read', [goal(), kept()], action(herself), 'GOAL_NOT_READ'],
  ['a goal is kept in which something is hers to do', [goal(), action(herself)], kept(), 'GOAL_NOT_READ'],
  [
    'a goal is kept in which all that was hers is done',
    [goal(), action(herself), { kind: 'action-done', actionId: 'a1' }],
    kept(),
    '',
  ],
  ['a goal is kept that is not there', [], kept(), 'NO_SUCH_GOAL'],
  ['her page names no lead', [], { kind: 'helper-readers-set', helperId: 'joanne', readers: 'team', why: 'x' }, 'LEAD_IS_NAMED'],
  ['her page does not name a helper', [], { kind: 'helper-readers-set', helperId: 'amina', readers: 'team', why: 'x' }, ''],
  [
    'who is not named leads',
    [{ kind: 'helper-readers-set', helperId: 'amina', readers: 'team', why: 'x' }],
    { kind: 'lead-named', workerId: 'amina', why: 'x' },
    'LEAD_IS_NAMED',
  ],
  ['ended with a goal of which nobody says how far', [goal()], ended, 'NOT_GRADED'],
  ['ended', [goal(), graded], ended, ''],
  ['a goal after the end', [ended], goal(), 'ENDED'],
]
for (const [what, before, next, fault] of cases)
  test(`${what}: ${fault || 'may be written'}`, () => {
    assert.equal(faultOf(planOf(entriesOf(...team, ...before)), next) ?? '', fault)
  })

test('what she agreed to is the text that she had: a goal, an action or the review set after that has to be sent again', () => {
  const agreed = [...team, goal(), { kind: 'sent' }, { kind: 'agreed', words: '' }] as PlanEvent[]
  const changed = (...more: PlanEvent[]) => planOf(entriesOf(...agreed, ...more)).changedSince
  assert.equal(changed(), false)
  assert.equal(changed(action()), true)
  assert.equal(changed({ kind: 'review-set', on: '2026-05-01' }), true)
  assert.equal(changed(action(), { kind: 'action-done', actionId: 'a1' }), true)
  assert.equal(changed({ kind: 'left', workerId: 'amina' }), false, 'who is in the team is no part of what she agrees to')
  assert.equal(changed(action(), { kind: 'sent' }), false)
})

test('each line that a meeting decided waits, as it was written, until an action comes from it or somebody says why none does', () => {
  const waiting = (...more: PlanEvent[]) =>
    planOf(entriesOf(...team, goal(), met(), ...more)).decisions.map(({ decisionId, words }) => `${decisionId} ${words}`)
  assert.deepEqual(waiting(), ['5-1 Boiler repaired', '5-2 School rings her'])
  assert.deepEqual(waiting(taken('5-1')), ['5-2 School rings her'])
  assert.deepEqual(waiting({ kind: 'decision-closed', decisionId: '5-2', why: 'She did' }, met('Again')), [
    '5-1 Boiler repaired',
    '7-1 Again',
  ])
})

test('what the team keeps is no part of what she reads or agreed to, and a goal that changes its readers is', () => {
  const agreed = [...team, goal(), goal('g2'), kept('g2'), { kind: 'sent' }, { kind: 'agreed', words: '' }] as PlanEvent[]
  const of = (...more: PlanEvent[]) => planOf(entriesOf(...agreed, ...more))
  const onKept: PlanEvent = { ...action(), goalId: 'g2' } as PlanEvent
  assert.equal(of(onKept).changedSince, false)
  assert.equal(of({ kind: 'goal-dropped', goalId: 'g2', why: '' }).changedSince, false)
  assert.equal(of({ kind: 'goal-dropped', goalId: 'g1', why: '' }).changedSince, true)
  assert.equal(of(kept('g1')).changedSince, true)
  assert.equal(of(kept('g2')).changedSince, false, 'another reason, and the same readers')
  assert.equal(of(kept('g2')).textSeq, of().textSeq)
  const message: PlanEvent = { kind: 'message', words: 'Friday' }
  const unnamed: PlanEvent = { kind: 'helper-readers-set', helperId: 'amina', readers: 'team', why: 'x' }
  const hers = forPerson(of(unnamed, message, onKept))
  assert.deepEqual(
    [hers.goals.map(({ goalId }) => goalId), hers.members.map(({ workerId }) => workerId), hers.messages[0]?.byName],
    [['g1'], ['joanne'], 'Joanne'],
  )
  const byAmina = entriesOf(...team, message, unnamed).map((one) => (one.event === message ? { ...one, byId: 'amina' } : one))
  assert.equal(forPerson(planOf(byAmina)).messages[0]?.byName, '')
  // Whoever writes for a team that is not named is named no more than it is; a member who is named is.
  const teamUnnamed = entriesOf(
    ...team,
    { kind: 'team-joined', teamId: 't1', name: 'Clinic', phone: '' },
    { kind: 'helper-readers-set', helperId: 't1', readers: 'team', why: 'x' },
    message,
    { ...message, words: 'Monday' },
  ).map((one) => (one.event === message ? { ...one, byId: 'sara', byName: 'Sara' } : one))
  assert.deepEqual(
    forPerson(planOf(teamUnnamed)).messages.map(({ byName }) => byName),
    ['Joanne', ''],
  )
  // What was ever kept from her, she did not read: in her copy it is looked at first.
  const entries = entriesOf(...agreed, onKept, { kind: 'action-done', actionId: 'a1' }, { kind: 'note', words: 'x' })
  assert.deepEqual(
    entries.filter(({ event }) => isKept(entries, event)).map(({ event }) => event.kind),
    ['goal-set', 'goal-readers-set', 'action-set', 'action-done', 'note'],
  )
})

test('what is not done stands in the order in which it is due', () => {
  const set = (actionId: string, by: string): PlanEvent => ({
    kind: 'action-set',
    actionId,
    goalId: 'g1',
    what: actionId,
    who: 'amina',
    by,
  })
  const plan = planOf(
    entriesOf(...team, goal(), set('late', '2026-05-02'), set('soon', '2026-04-02'), set('done', '2026-04-01'), {
      kind: 'action-done',
      actionId: 'done',
    }),
  )
  assert.deepEqual(
    openActions(plan).map(({ actionId }) => actionId),
    ['soon', 'late'],
  )
})

/** Any entry at all, of a few people, goals and actions. */
const anyEvent: fc.Arbitrary<PlanEvent> = (() => {
  const worker = fc.constantFrom('joanne', 'amina', 'nora', 'pavel')
  const goalId = fc.constantFrom('g1', 'g2', 'g3')
  const actionId = fc.constantFrom('a1', 'a2', 'a3')
  return fc.oneof(
    worker.map((one) => joined(one)),
    worker.map((workerId): PlanEvent => ({ kind: 'left', workerId })),
    worker.map((workerId): PlanEvent => ({ kind: 'lead-named', workerId, why: '' })),
    goalId.map((id) => goal(id)),
    goalId.map((id) => kept(id)),
    worker.map((helperId): PlanEvent => ({ kind: 'helper-readers-set', helperId, readers: 'team', why: 'x' })),
    goalId.map((id): PlanEvent => ({ kind: 'goal-dropped', goalId: id, why: '' })),
    fc
      .record({ goalId, grade: fc.constantFrom(...grades) })
      .map((one): PlanEvent => ({ kind: 'goal-graded', words: '', ...one })),
    fc
      .record({ goalId, actionId, who: fc.oneof(worker, fc.constant(herself)) })
      .map((one): PlanEvent => ({ kind: 'action-set', what: 'x', by: '2026-04-10', ...one })),
    fc.constant(met()),
    fc.nat(30).map((seq) => taken(`${seq}-1`)),
    fc.nat(30).map((seq): PlanEvent => ({ kind: 'decision-closed', decisionId: `${seq}-2`, why: 'x' })),
    actionId.map((id): PlanEvent => ({ kind: 'action-done', actionId: id })),
    fc.constantFrom<PlanEvent>(
      { kind: 'sent' },
      { kind: 'agreed', words: '' },
      { kind: 'change-asked', words: 'x' },
      { kind: 'taken-off-page', why: 'x' },
    ),
    fc.constantFrom(...outcomes).map((outcome): PlanEvent => ({ kind: 'ended', outcome, words: '' })),
  )
})()

test('however a plan goes, whoever leads is in the team, every action is somebody’s, what is off her page is not answered, and an end is the end', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 40 }), (wanted) => {
      const written: PlanEvent[] = [...team]
      for (const event of wanted) {
        const before = planOf(entriesOf(...written))
        if (faultOf(before, event)) continue
        written.push(event)
        const now = planOf(entriesOf(...written))
        assert.equal(now.seq, written.length)
        assert.ok(
          now.members.some(({ workerId }) => workerId === now.leadId),
          'somebody leads',
        )
        assert.equal(new Set(now.members.map(({ workerId }) => workerId)).size, now.members.length, 'nobody is in it twice')
        if (event.kind === 'agreed' || event.kind === 'change-asked') assert.ok(isOnPage(before.answer))
        if (event.kind === 'ended') assert.ok(now.ended && before.goals.every(({ grade }) => grade))
        assert.equal(before.ended, null, 'nothing follows an end')
        const decided = written.filter(({ kind }) => kind === 'step-done').length * 2
        const settled = written.filter((one) => 'decisionId' in one).length
        assert.equal(now.decisions.length, decided - settled, 'nothing that was decided is lost, or done twice')
        assert.ok(!now.unnamed.includes(now.leadId!), 'her page names whom she can ring')
        for (const { actions, readers } of now.goals)
          assert.ok(readers === 'person' || !actions.some(({ who, doneOn }) => who === herself && !doneOn))
        for (const { actions } of now.goals)
          for (const { who } of actions)
            assert.ok(who === herself || written.some((one) => one.kind === 'joined' && one.workerId === who))
      }
    }),
    { numRuns: 10_000 },
  )
})
