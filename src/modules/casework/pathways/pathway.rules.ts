import { dayOf, type Instant, type PlainDate, plainDate, Temporal } from '#platform/dates'
import { workingDaysAfter } from '#platform/working-days.rules'

/** One question of a step. What is typed stays as it was typed. */
export type Question = {
  readonly key: string
  readonly ask: string
  readonly hint?: string
  /** Choices by their keys, in order; none where it is answered in words. */
  readonly choices?: Readonly<Record<string, string>>
  /** Whether the step can be written down without an answer. */
  readonly optional?: true
  /** Whether each line of the answer is something that was decided, and waits in the plan until somebody does it. */
  readonly decides?: true
}
/** An answer that must have been given at a step, the last time that it was done. */
export type Condition = { readonly step: string; readonly question: string; readonly is: readonly string[] }
/** What was decided at a step, line by line as it was written. */
export const decidedAt = ({ questions }: Step, answers: Readonly<Record<string, string>>): string[] =>
  questions
    .filter(({ decides }) => decides)
    .flatMap(({ key }) => (answers[key] ?? '').split('\n'))
    .map((line) => line.replace(/^\s*(?:[-•*]|\d+[.)])\s+/, '').trim())
    .filter(Boolean)

/**
 * A clock, as dated data: so long after a step was done (or after `begun`, the day on which the place was first told) another is due. Where it follows its own
 * step it runs again each time.
 */
export type Clock = {
  readonly after: string
  readonly within:
    | { readonly workingDays: number }
    | { readonly days: number }
    | { readonly weeks: number }
    | { readonly months: number }
  /** Starts only where this was the answer. */
  readonly where?: Condition
  /** Ends, too, when this step is done. */
  readonly until?: string
  /** First and last day on which a clock that starts runs so. */
  readonly from: string
  readonly to?: string
  /** Whose rule it is: an Act, guidance, or the place's own. */
  readonly rule: string
}
/** Something that is done on a pathway and written down with its day: an assessment, a conference, a visit, a decision. */
export type Step = {
  readonly key: string
  readonly name: string
  /** What it is for, in a sentence. */
  readonly about: string
  readonly questions: readonly Question[]
  readonly clocks: readonly Clock[]
  /** Built up rather than done anew: what was answered last time stands in its form, to be gone on with. */
  readonly goesOn?: true
  /** Only where this was the answer was it done: a visit at which the child was not seen is written down, and stops no clock. */
  readonly countsWhere?: Condition
  /** Working days between deciding on it and having it, for a forecast: invitations, reports that are read first. */
  readonly notice?: number
  /** Steps that come before it. */
  readonly needs?: readonly string[]
  /** An answer after which the plan leaves the person's own page, where somebody else may read it with her (practice K6). */
  readonly closesPage?: Condition
}
/** Where a plan can go on to with its team and all that was written: a step up, or down. */
export type Way = { readonly to: string; readonly direction: 'up' | 'down' | 'across'; readonly where?: Condition }
/** One kind of plan: what is done on it, by when, and what it can become. The core is the same for each. */
export type Pathway = {
  readonly kind: string
  readonly name: string
  /** Under which law or guidance, as it is cited. */
  readonly law: string
  /** Whether the person agrees to it: a child protection plan is not agreed; what she says of it is written down (practice, Words). */
  readonly agreedWith: boolean
  /** Whether it may stand on the person's own page, where somebody else may read it with her. */
  readonly onOwnPage: boolean
  /** Whether a worker may begin it; what follows a statutory decision begins at the front door. */
  readonly begunBy: 'anybody' | 'front-door'
  readonly steps: readonly Step[]
  readonly ways: readonly Way[]
  /** A goal that most such plans have, as a beginning. */
  readonly goals: readonly string[]
}

/** A step that was done: on which day, and what was answered. */
export type StepDone = {
  readonly step: string
  readonly on: PlainDate
  readonly answers: Readonly<Record<string, string>>
}
/** A step that is due. */
export type DueStep = {
  readonly step: Step
  readonly by: PlainDate
  readonly rule: string
  /** What started its clock, and when. */
  readonly since: { readonly what: string; readonly on: PlainDate }
  /** The earliest day on which it can be had from today, with what must come before it. */
  readonly earliest: PlainDate
  /** Past its day; or still before it, and it cannot be had in time any more. */
  readonly state: 'late' | 'will-be-late' | 'in-time'
}

const compare = Temporal.PlainDate.compare
const endOf = ({ within }: Clock, start: PlainDate): PlainDate =>
  'workingDays' in within ? workingDaysAfter(start, within.workingDays) : start.add(within)
/** The last time that a step was done; the latest written of those on one day. */
const lastOf = (done: readonly StepDone[], step: string): StepDone | undefined =>
  done
    .filter((one) => one.step === step)
    .reduce<StepDone | undefined>((last, one) => (last && compare(last.on, one.on) > 0 ? last : one), undefined)
/** Whether this was the answer, the last time that the step was done. */
export function isMet(condition: Condition | undefined, done: readonly StepDone[]): boolean {
  if (!condition) return true
  const answer = lastOf(done, condition.step)?.answers[condition.question]
  return answer !== undefined && condition.is.includes(answer)
}

/**
 * What is due on a pathway, the earliest first.
 *
 * @param begun the day on which the place was first told: its clocks run from there
 * @param written every step that was written down, in the order of writing
 */
export function dueSteps(pathway: Pathway, begun: PlainDate, written: readonly StepDone[], today: PlainDate): DueStep[] {
  const stepOf = (key: string) => pathway.steps.find((one) => one.key === key)
  const done = written.filter((one) => isMet(stepOf(one.step)?.countsWhere, [one]))
  const due = pathway.steps.flatMap((step) => {
    const running = step.clocks.flatMap((clock) => {
      const startedBy = clock.after === 'begun' ? undefined : lastOf(done, clock.after)
      const start = clock.after === 'begun' ? begun : startedBy?.on
      if (!start || !isMet(clock.where, done)) return []
      if (start.toString() < clock.from || (clock.to !== undefined && start.toString() > clock.to)) return []
      const doneSince = lastOf(done, step.key)
      if (clock.until && lastOf(done, clock.until)) return []
      // A clock that follows its own step runs again from it; another ends when the step is done on its first day or later. Of two on one day the order
      // of writing decides: a second challenge is not answered by the answer to the first.
      const isSince =
        doneSince && (compare(doneSince.on, start) || done.lastIndexOf(doneSince) - done.lastIndexOf(startedBy!)) >= 0
      if (clock.after !== step.key && isSince) return []
      const since = { what: clock.after === 'begun' ? 'It began' : nameOfStep(pathway, clock.after), on: start }
      return [{ by: endOf(clock, start), rule: clock.rule, since }]
    })
    const [first] = running.toSorted((a, b) => compare(a.by, b.by))
    if (!first) return []
    const earliest = earliestOf(pathway, step, done, today)
    const state = compare(first.by, today) < 0 ? 'late' : compare(first.by, earliest) < 0 ? 'will-be-late' : 'in-time'
    return [{ step, ...first, earliest, state } satisfies DueStep]
  })
  return due.toSorted((a, b) => compare(a.by, b.by))
}

/** From today: what must come before it and is not done yet, and the notice that each needs. */
function earliestOf(pathway: Pathway, step: Step, done: readonly StepDone[], today: PlainDate): PlainDate {
  const before = (step.needs ?? [])
    .filter((key) => !lastOf(done, key))
    .map((key) => pathway.steps.find((one) => one.key === key)!)
  const from =
    before
      .map((one) => earliestOf(pathway, one, done, today))
      .toSorted(compare)
      .at(-1) ?? today
  return step.notice ? workingDaysAfter(from, step.notice) : from
}

const nameOfStep = (pathway: Pathway, key: string): string => pathway.steps.find((one) => one.key === key)?.name ?? key

/** The ways that are open now: each a plan can go, keeping its team and its history. */
export const openWays = ({ ways }: Pathway, done: readonly StepDone[]): Way[] => ways.filter(({ where }) => isMet(where, done))

/** What of a step's answers is missing, or is none of its choices. */
export const missingAnswers = ({ questions }: Step, answers: Readonly<Record<string, string>>): Question[] =>
  questions.filter(({ key, choices, optional }) => {
    const answer = answers[key] ?? ''
    if (answer === '') return !optional
    return choices !== undefined && !Object.hasOwn(choices, answer)
  })

/** When a child was last seen alone, of what was written of visits; null where that was never. */
export const seenAlone = (done: readonly StepDone[]): PlainDate | null =>
  lastOf(
    done.filter(({ answers }) => answers.seen === 'yes' && answers.alone === 'yes'),
    'child-seen',
  )?.on ?? null

/** The day on which the clocks of a plan begin: that on which the place was first told, where that is known. */
export const beganOn = (since: string | null, begunAt: Instant, zone: string): PlainDate =>
  since ? plainDate(since) : dayOf(begunAt, zone)
