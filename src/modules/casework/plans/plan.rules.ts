import type { Instant, PlainDate } from '#platform/dates'
import { plainDate } from '#platform/dates'
import { type Money, pounds } from '#platform/money'
import { decidedAt, isMet, type Pathway, type StepDone } from '../pathways/pathway.rules.ts'
import { pathwayOf } from '../pathways/pathways.rules.ts'

/** Somebody in the team around a person, with whom to ring. */
export type Member = {
  readonly workerId: string
  readonly name: string
  readonly organisation: string
  readonly phone: string
}

/** What can be written into a plan. Each is a fact: somebody did it then. What the plan says now is read from them all. */
export type PlanEvent =
  /** `since`: the day on which the place was first told, from which its clocks run; the day of the plan itself where nobody was told before. */
  | { readonly kind: 'begun'; readonly why: string; readonly since?: string }
  /** Something of its pathway was done: an assessment, a conference, a visit. */
  | {
      readonly kind: 'step-done'
      readonly step: string
      readonly on: string
      readonly answers: Readonly<Record<string, string>>
    }
  /** A step up or down: another pathway, with the same team and all that was written. */
  | { readonly kind: 'kind-changed'; readonly to: string; readonly why: string }
  | ({ readonly kind: 'joined'; readonly lead: boolean } & Member)
  | { readonly kind: 'left'; readonly workerId: string }
  /** A whole team of several agencies: whoever is in it, today and later, works on the plan. */
  | { readonly kind: 'team-joined'; readonly teamId: string; readonly name: string; readonly phone: string }
  | { readonly kind: 'team-left'; readonly teamId: string }
  | { readonly kind: 'lead-named'; readonly workerId: string; readonly why: string }
  /** `readers` as of "goal-readers-set"; the person, where nothing is said. */
  | {
      readonly kind: 'goal-set'
      readonly goalId: string
      readonly words: string
      readonly readers?: Readers
      readonly why?: string
    }
  | { readonly kind: 'goal-readers-set'; readonly goalId: string; readonly readers: Readers; readonly why: string }
  /** Whether the person's page names somebody, or a team, that helps: a service's name alone can tell who is on the page with her too much. */
  | { readonly kind: 'helper-readers-set'; readonly helperId: string; readonly readers: Readers; readonly why: string }
  | { readonly kind: 'goal-dropped'; readonly goalId: string; readonly why: string }
  | { readonly kind: 'goal-graded'; readonly goalId: string; readonly grade: Grade; readonly words: string }
  | {
      readonly kind: 'action-set'
      readonly actionId: string
      readonly goalId: string
      readonly what: string
      /** The decision of a meeting that it comes from, where it does. */
      readonly decisionId?: string
      /** Who does it: a member of the team, or the person. */
      readonly who: string
      readonly by: string
    }
  /** What a meeting decided, and nobody needs to do any more. */
  | { readonly kind: 'decision-closed'; readonly decisionId: string; readonly why: string }
  | { readonly kind: 'action-done'; readonly actionId: string }
  | { readonly kind: 'review-set'; readonly on: string }
  /** Out of the practitioner's flexible fund, inside what was delegated to her: so many pence, for what. */
  | { readonly kind: 'fund-used'; readonly pence: string; readonly what: string; readonly why: string }
  | { readonly kind: 'sent' }
  /** She lets the team read what she told, so that nobody asks again. */
  | { readonly kind: 'story-shared'; readonly words: string }
  | { readonly kind: 'agreed'; readonly words: string }
  | { readonly kind: 'change-asked'; readonly words: string }
  /** Between the person and the team: both read it on their page of the plan. */
  | { readonly kind: 'message'; readonly words: string }
  /** Between those in the team: on the record, and not on the person's page. */
  | { readonly kind: 'note'; readonly words: string }
  | { readonly kind: 'taken-off-page'; readonly why: string }
  | { readonly kind: 'ended'; readonly outcome: Outcome; readonly words: string }

/**
 * Who in the family reads a goal, with its actions: the person whom the plan is about, or nobody (practice K6). What is about another adult of the
 * household, or not safe for whoever reads the page with her, the team keeps to itself, with the reason.
 */
export const readers = ['person', 'team'] as const
export type Readers = (typeof readers)[number]

/** How far a goal was reached, as the family says too. */
export const grades = ['achieved', 'partly', 'not'] as const
export type Grade = (typeof grades)[number]
/** How a plan ends. Stepping up or down keeps the plan and its team: that is a change of its kind, not an end. */
export const outcomes = ['needs-met', 'other-help', 'declined', 'moved-away'] as const
export type Outcome = (typeof outcomes)[number]

/** The person herself, where an action is hers. */
export const herself = 'person'

/** One entry, with who wrote it and when. */
export type PlanEntry = {
  readonly seq: number
  readonly byKind: 'worker' | 'resident'
  readonly byId: string
  readonly byName: string
  readonly byOrganisation: string
  readonly at: Instant
  readonly event: PlanEvent
}

export type Action = {
  readonly actionId: string
  readonly what: string
  readonly who: string
  readonly by: PlainDate
  readonly doneOn: Instant | null
}
export type Decision = { readonly decisionId: string; readonly step: string; readonly on: PlainDate; readonly words: string }
export type Goal = {
  readonly goalId: string
  readonly words: string
  readonly readers: Readers
  /** Why nobody in the family reads it. */
  readonly notReadBecause: string
  readonly grade: { readonly grade: Grade; readonly words: string; readonly at: Instant } | null
  readonly actions: readonly Action[]
}
/** What the person says of the plan: nothing was sent yet; she has it and has not answered; she agrees; she wants it changed; it is off her page. */
export type Answer =
  | { readonly state: 'not-sent' }
  | { readonly state: 'waiting'; readonly since: Instant }
  | { readonly state: 'agreed'; readonly since: Instant; readonly words: string }
  | { readonly state: 'change-asked'; readonly since: Instant; readonly words: string }
  | { readonly state: 'off-page'; readonly since: Instant; readonly why: string }

export type Message = {
  readonly hers: boolean
  readonly byId: string
  readonly byName: string
  readonly at: Instant
  readonly words: string
}
/** A plan as it stands. `seq` is its last entry: whoever writes the next says which she has read. */
export type PlanNow = {
  readonly seq: number
  /** The last entry that changed what its person reads: she agrees to the text as of that. */
  readonly textSeq: number
  readonly pathway: Pathway
  readonly why: string
  /** The day on which the place was first told, where that was before the plan. */
  readonly since: string | null
  /** What of its pathway was done, in the order of writing. */
  readonly steps: readonly StepDone[]
  /** What was decided at a meeting, and nobody was named yet who does it; in the order of writing. */
  readonly decisions: readonly Decision[]
  readonly members: readonly Member[]
  readonly teams: readonly { readonly teamId: string; readonly name: string; readonly phone: string }[]
  readonly leadId: string | null
  /** Members and teams whom the person's page does not name. */
  readonly unnamed: readonly string[]
  readonly goals: readonly Goal[]
  readonly reviewOn: PlainDate | null
  /** What was used of the flexible fund, in the order of writing. */
  readonly funds: readonly { readonly sum: Money; readonly what: string; readonly byName: string; readonly at: Instant }[]
  readonly answer: Answer
  /** What she and her team wrote to each other, the latest first. */
  readonly messages: readonly Message[]
  /** What she told once, in her own words, where she lets the team read it. */
  readonly story: string | null
  /** Changed since it was sent: she has agreed to another text than this. */
  readonly changedSince: boolean
  readonly ended: { readonly at: Instant; readonly outcome: Outcome; readonly words: string } | null
}

/** What of the text itself changes: after these an agreement given before no longer covers it. */
const changesText: ReadonlySet<PlanEvent['kind']> = new Set([
  'goal-set',
  'goal-readers-set',
  'goal-dropped',
  'action-set',
  'review-set',
  'kind-changed',
])

/** What a plan that began as this kind says now, from its entries in order. Pure: the same entries give the same plan. */
export function planOf({ kind, entries }: { readonly kind: string; readonly entries: readonly PlanEntry[] }): PlanNow {
  let now: PlanNow = {
    seq: 0,
    textSeq: 0,
    pathway: pathwayOf(kind),
    why: '',
    since: null,
    steps: [],
    decisions: [],
    members: [],
    teams: [],
    leadId: null,
    unnamed: [],
    goals: [],
    reviewOn: null,
    funds: [],
    answer: { state: 'not-sent' },
    changedSince: false,
    messages: [],
    story: null,
    ended: null,
  }
  for (const entry of entries) now = { ...after(now, entry), seq: entry.seq }
  return now
}

function after(plan: PlanNow, { seq, event, at, byKind, byId, byName }: PlanEntry): PlanNow {
  if (event.kind === 'fund-used') {
    const used = { sum: pounds(BigInt(event.pence)), what: event.what, byName, at }
    return { ...plan, funds: [...plan.funds, used] }
  }
  if (event.kind === 'message') {
    const message = { hers: byKind === 'resident', byId, byName, at, words: event.words }
    return { ...plan, messages: [message, ...plan.messages] }
  }
  const onGoal = (goalId: string, change: (goal: Goal) => Goal): PlanNow => ({
    ...plan,
    goals: plan.goals.map((goal) => (goal.goalId === goalId ? change(goal) : goal)),
  })
  const next = withDecisions(step(plan, event, at, onGoal), event, seq)
  const readersOf = ({ goals }: PlanNow, goalId: string) => goals.find((goal) => goal.goalId === goalId)?.readers
  const isHers =
    !('goalId' in event) ||
    (event.kind === 'goal-readers-set'
      ? readersOf(plan, event.goalId) !== readersOf(next, event.goalId)
      : isReadByPerson(next, event.goalId, plan))
  const isChanged = changesText.has(event.kind) && isHers
  const textSeq = isChanged || event.kind === 'sent' ? seq : plan.textSeq
  return { ...next, textSeq, changedSince: (isChanged && plan.answer.state !== 'not-sent') || next.changedSince }
}
/** Whether a goal is one that she reads; of one that was dropped, whether it was. */
const isReadByPerson = (plan: PlanNow, goalId: string, before: PlanNow): boolean =>
  [...plan.goals, ...before.goals].find((goal) => goal.goalId === goalId)?.readers === 'person'

/** What is decided at a step waits until an action comes from it, or somebody says why none does. */
function withDecisions(plan: PlanNow, event: PlanEvent, seq: number): PlanNow {
  if (event.kind === 'step-done') {
    const its = plan.pathway.steps.find(({ key }) => key === event.step)
    const decided = (its ? decidedAt(its, event.answers) : []).map((words, nth) => ({
      decisionId: `${seq}-${nth + 1}`,
      step: event.step,
      on: plainDate(event.on),
      words,
    }))
    return { ...plan, decisions: [...plan.decisions, ...decided] }
  }
  const settled = 'decisionId' in event ? event.decisionId : undefined
  return settled ? { ...plan, decisions: plan.decisions.filter(({ decisionId }) => decisionId !== settled) } : plan
}

function step(
  plan: PlanNow,
  event: PlanEvent,
  at: Instant,
  onGoal: (goalId: string, change: (goal: Goal) => Goal) => PlanNow,
): PlanNow {
  switch (event.kind) {
    case 'begun':
      return { ...plan, why: event.why, since: event.since ?? null }
    case 'step-done':
      return withStep(plan, { step: event.step, on: plainDate(event.on), answers: event.answers }, at)
    case 'kind-changed':
      return { ...plan, pathway: pathwayOf(event.to) }
    case 'joined': {
      const { kind: _, lead, ...member } = event
      const others = plan.members.filter(({ workerId }) => workerId !== member.workerId)
      return { ...plan, members: [...others, member], leadId: lead ? member.workerId : plan.leadId }
    }
    case 'left':
      return { ...plan, members: plan.members.filter(({ workerId }) => workerId !== event.workerId) }
    case 'team-joined': {
      const { kind: _, ...team } = event
      return { ...plan, teams: [...plan.teams.filter(({ teamId }) => teamId !== team.teamId), team] }
    }
    case 'team-left':
      return { ...plan, teams: plan.teams.filter(({ teamId }) => teamId !== event.teamId) }
    case 'lead-named':
      return { ...plan, leadId: event.workerId }
    case 'goal-set': {
      const before = plan.goals.find(({ goalId }) => goalId === event.goalId)
      if (before) return onGoal(event.goalId, (goal) => ({ ...goal, words: event.words }))
      const { goalId, words, readers: its = 'person', why = '' } = event
      return { ...plan, goals: [...plan.goals, { goalId, words, readers: its, notReadBecause: why, grade: null, actions: [] }] }
    }
    case 'goal-readers-set':
      return onGoal(event.goalId, (goal) => ({
        ...goal,
        readers: event.readers,
        notReadBecause: event.readers === 'team' ? event.why : '',
      }))
    case 'helper-readers-set': {
      const others = plan.unnamed.filter((id) => id !== event.helperId)
      return { ...plan, unnamed: event.readers === 'team' ? [...others, event.helperId] : others }
    }
    case 'goal-dropped':
      return { ...plan, goals: plan.goals.filter(({ goalId }) => goalId !== event.goalId) }
    case 'goal-graded':
      return onGoal(event.goalId, (goal) => ({ ...goal, grade: { grade: event.grade, words: event.words, at } }))
    case 'action-set': {
      const action: Action = { actionId: event.actionId, what: event.what, who: event.who, by: plainDate(event.by), doneOn: null }
      return onGoal(event.goalId, (goal) => ({
        ...goal,
        actions: [...goal.actions.filter(({ actionId }) => actionId !== event.actionId), action],
      }))
    }
    case 'action-done':
      return {
        ...plan,
        goals: plan.goals.map((goal) => ({
          ...goal,
          actions: goal.actions.map((one) => (one.actionId === event.actionId ? { ...one, doneOn: at } : one)),
        })),
      }
    case 'review-set':
      return { ...plan, reviewOn: plainDate(event.on) }
    case 'sent':
      return { ...plan, answer: { state: 'waiting', since: at }, changedSince: false }
    case 'agreed':
      return { ...plan, answer: { state: 'agreed', since: at, words: event.words } }
    case 'change-asked':
      return { ...plan, answer: { state: 'change-asked', since: at, words: event.words } }
    case 'story-shared':
      return { ...plan, story: event.words }
    case 'taken-off-page':
      return { ...plan, answer: { state: 'off-page', since: at, why: event.why } }
    case 'message':
    case 'note':
    case 'fund-used':
    case 'decision-closed':
      return plan
    case 'ended':
      return { ...plan, ended: { at, outcome: event.outcome, words: event.words } }
  }
}

/** What a service records of abuse takes the plan off the person's page, until a worker says anew that it is safe (practice K6). */
function withStep(plan: PlanNow, done: StepDone, at: Instant): PlanNow {
  const next = { ...plan, steps: [...plan.steps, done] }
  const { closesPage } = plan.pathway.steps.find(({ key }) => key === done.step) ?? {}
  if (!closesPage || !isMet(closesPage, [done]) || !isOnPage(plan.answer)) return next
  return { ...next, answer: { state: 'off-page', since: at, why: 'It left the page by itself when abuse was recorded.' } }
}

/** Whether somebody writes into the plan: she is in its team, or in a team that is. */
export const isMine = (
  { members, teams }: PlanNow,
  worker: { readonly id: string; readonly teams: readonly string[] },
): boolean => members.some(({ workerId }) => workerId === worker.id) || teams.some(({ teamId }) => worker.teams.includes(teamId))

/** The plan as its person reads it: without what the team keeps to itself, and without what was written of meetings and visits, where a child speaks. */
export function forPerson(plan: PlanNow): PlanNow {
  const isMember = (id: string) => plan.members.some(({ workerId }) => workerId === id)
  // Of a team that is not named, or no longer there, nobody knows here who is in it: then no writer is named who is no member herself.
  const isTeamUnnamed = plan.unnamed.some((id) => !isMember(id))
  const isNamed = ({ hers, byId }: Message) => hers || (!plan.unnamed.includes(byId) && (isMember(byId) || !isTeamUnnamed))
  return {
    ...plan,
    steps: [],
    decisions: [],
    funds: [],
    goals: plan.goals.filter((goal) => goal.readers === 'person'),
    members: plan.members.filter(({ workerId }) => !plan.unnamed.includes(workerId)),
    teams: plan.teams.filter(({ teamId }) => !plan.unnamed.includes(teamId)),
    messages: plan.messages.map((one) => (isNamed(one) ? one : { ...one, byName: '' })),
  }
}

/** Whether the person reads it on her own page. */
export const isOnPage = ({ state }: Answer): boolean => state !== 'not-sent' && state !== 'off-page'

/** What she wrote last, and nobody has answered; undefined where somebody has. */
export const unanswered = ({ messages }: PlanNow): Message | undefined => (messages[0]?.hers ? messages[0] : undefined)

/** What is not done of a plan, the earliest first. */
export const openActions = (plan: PlanNow): Action[] =>
  plan.goals
    .flatMap(({ actions }) => actions.filter(({ doneOn }) => doneOn === null))
    .toSorted((a, b) => a.by.toString().localeCompare(b.by.toString()))

const neverOnPage: ReadonlySet<PlanEvent['kind']> = new Set([
  'note',
  'step-done',
  'decision-closed',
  'helper-readers-set',
  'goal-readers-set',
  'taken-off-page',
])
/** Whether an entry did not stand on its person's page: of meetings and visits, of the team alone, or of a goal that was ever kept from her. */
export function isKept(entries: readonly PlanEntry[], event: PlanEvent): boolean {
  if (neverOnPage.has(event.kind)) return true
  const events = entries.map((entry) => entry.event)
  const kept = new Set(
    events.flatMap((one) => ('goalId' in one && 'readers' in one && one.readers === 'team' ? [one.goalId] : [])),
  )
  if ('goalId' in event) return kept.has(event.goalId)
  return (
    event.kind === 'action-done' &&
    events.some((one) => one.kind === 'action-set' && one.actionId === event.actionId && kept.has(one.goalId))
  )
}
