import { longDate, plainDate } from '#platform/dates'
import { type Grade, type Outcome, type PlanEvent, planKinds } from './plan.rules.ts'

/** Words that more than one page says of a plan. */
export const kindName = (kind: string): string => planKinds[kind]?.name ?? 'Plan'
export const gradeWords: Readonly<Record<Grade, string>> = { achieved: 'Reached', partly: 'Partly reached', not: 'Not reached' }
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  'needs-met': 'What was needed is in place',
  'other-help': 'Other help goes on without a plan',
  declined: 'The person does not want it to go on',
  'moved-away': 'The person has moved away',
}

/** What an entry says beside its kind, in the words in which it was written. */
export const wordsOf = (event: PlanEvent): string => {
  if (event.kind === 'action-set') return event.what
  if ('words' in event && event.words) return event.words
  if ('why' in event && event.why) return event.why
  return event.kind === 'review-set' ? longDate(plainDate(event.on)) : ''
}
const titles: Readonly<Record<PlanEvent['kind'], string>> = {
  begun: 'The plan began',
  joined: 'Somebody joined the team',
  left: 'Somebody left the team',
  'lead-named': 'Another leads from now on',
  'goal-set': 'Goal',
  'goal-dropped': 'A goal was dropped',
  'goal-graded': 'How far a goal was reached',
  'action-set': 'Action',
  'action-done': 'An action was done',
  'review-set': 'Day of the review',
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
  const who = event.kind === 'joined' ? `${event.name}, ${event.organisation}` : ''
  const grade = event.kind === 'goal-graded' ? gradeWords[event.grade] : event.kind === 'ended' ? outcomeWords[event.outcome] : ''
  const said = [who, grade, wordsOf(event)].filter(Boolean).join('. ')
  return said ? `${titles[event.kind]}: ${said}` : titles[event.kind]
}
