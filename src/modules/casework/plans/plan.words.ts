import { longDate, plainDate } from '#platform/dates'
import { pounds, sayMoney } from '#platform/money'
import type { Step } from '../pathways/pathway.rules.ts'
import { pathways } from '../pathways/pathways.rules.ts'
import type { Grade, Outcome, PlanEvent, Readers } from './plan.rules.ts'

/** Words that more than one page says of a plan. */
export const kindName = (kind: string): string => pathways[kind]?.name ?? 'Plan'
export const gradeWords: Readonly<Record<Grade, string>> = { achieved: 'Reached', partly: 'Partly reached', not: 'Not reached' }
export const readersWords: Readonly<Record<Readers, string>> = {
  person: 'The person reads it',
  team: 'Nobody in the family reads it',
}
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  'needs-met': 'What was needed is in place',
  'other-help': 'Other help goes on without a plan',
  declined: 'The person does not want it to go on',
  'moved-away': 'The person has moved away',
}

/** Every step that there is, by its key: a plan that went on to another pathway keeps what was done before. Steps of one key have one name. */
const allSteps: ReadonlyMap<string, Step> = new Map(
  Object.values(pathways)
    .flatMap(({ steps }) => steps)
    .map((step) => [step.key, step]),
)
export const stepName = (key: string): string => allSteps.get(key)?.name ?? key
/** What was answered at a step, question by question, as it is read. */
export const answersOf = (key: string, answers: Readonly<Record<string, string>>): { ask: string; answer: string }[] =>
  (allSteps.get(key)?.questions ?? [])
    .filter((one) => answers[one.key])
    .map(({ key: its, ask, choices }) => ({ ask, answer: choices?.[answers[its]!] ?? answers[its]! }))

/** What an entry says beside its kind, in the words in which it was written. */
export const wordsOf = (event: PlanEvent): string => {
  if (event.kind === 'action-set') return event.what
  if (event.kind === 'fund-used') return `${sayMoney(pounds(BigInt(event.pence)))}: ${event.what}. ${event.why}`
  if (event.kind === 'step-done')
    return [
      longDate(plainDate(event.on)),
      ...answersOf(event.step, event.answers).map(({ ask, answer }) => `${ask} ${answer}`),
    ].join('\n')
  if (event.kind === 'goal-set') return [event.words, event.why].filter(Boolean).join('\n')
  if ('words' in event && event.words) return event.words
  if ('why' in event && event.why) return event.why
  return event.kind === 'review-set' ? longDate(plainDate(event.on)) : ''
}
const titles: Readonly<Record<PlanEvent['kind'], string>> = {
  begun: 'The plan began',
  joined: 'Somebody joined the team',
  left: 'Somebody left the team',
  'team-joined': 'A team of several agencies is around the person',
  'team-left': 'A team of several agencies left',
  'lead-named': 'Another leads from now on',
  'goal-set': 'Goal',
  'goal-readers-set': 'Who in the family reads a goal',
  'helper-readers-set': 'Whether the person’s page names a helper',
  'goal-dropped': 'A goal was dropped',
  'goal-graded': 'How far a goal was reached',
  'action-set': 'Action',
  'decision-closed': 'What was decided needs nobody any more',
  'action-done': 'An action was done',
  'review-set': 'Day of the review',
  'fund-used': 'Out of the flexible fund',
  'step-done': 'Done',
  'kind-changed': 'It goes on as another kind of plan',
  message: 'A message',
  note: 'A note in the team',
  sent: 'Sent to be agreed',
  'story-shared': 'What the person told, in their own words',
  agreed: 'Agreed',
  'change-asked': 'A change was asked for',
  'taken-off-page': 'Taken off the person’s page',
  ended: 'The plan ended',
}
/** An entry in one line: what it is, and its words. */
export const textOf = (event: PlanEvent): string => {
  const who =
    event.kind === 'joined'
      ? `${event.name}, ${event.organisation}`
      : event.kind === 'step-done'
        ? stepName(event.step)
        : event.kind === 'team-joined'
          ? event.name
          : event.kind === 'kind-changed'
            ? kindName(event.to)
            : ''
  const grade =
    'readers' in event && event.readers === 'team'
      ? readersWords.team
      : event.kind === 'goal-graded'
        ? gradeWords[event.grade]
        : event.kind === 'ended'
          ? outcomeWords[event.outcome]
          : ''
  const said = [who, grade, wordsOf(event)].filter(Boolean).join('. ')
  return said ? `${titles[event.kind]}: ${said}` : titles[event.kind]
}
