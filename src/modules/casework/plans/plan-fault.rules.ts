import { isMet } from '../pathways/pathway.rules.ts'
import { forPerson, herself, isOnPage, type PlanEvent, type PlanNow } from './plan.rules.ts'

/** Why an entry cannot follow what stands; undefined where it can. */
export type PlanFault =
  | 'ENDED'
  | 'NO_SUCH_GOAL'
  | 'NO_SUCH_ACTION'
  | 'NO_SUCH_MEMBER'
  | 'LEAD_STAYS'
  | 'NOTHING_TO_AGREE'
  | 'NOT_ON_PAGE'
  | 'NOT_GRADED'
  | 'NO_SUCH_STEP'
  | 'NO_SUCH_WAY'
  | 'NOT_FOR_PAGE'
  | 'GOAL_NOT_READ'
  | 'NO_SUCH_DECISION'
  | 'LEAD_IS_NAMED'

/** May this be written now? The lead cannot leave before another leads; what is sent has a goal; an end says how far each goal was reached. */
export function faultOf(plan: PlanNow, event: PlanEvent): PlanFault | undefined {
  if (plan.ended) return 'ENDED'
  const isMember = (workerId: string) => plan.members.some((one) => one.workerId === workerId)
  const isWaiting = (id: string) => plan.decisions.some(({ decisionId }) => decisionId === id)
  const goal = 'goalId' in event ? plan.goals.find(({ goalId }) => goalId === event.goalId) : undefined
  switch (event.kind) {
    case 'left':
      if (!isMember(event.workerId)) return 'NO_SUCH_MEMBER'
      return event.workerId === plan.leadId ? 'LEAD_STAYS' : undefined
    case 'lead-named':
      if (plan.unnamed.includes(event.workerId)) return 'LEAD_IS_NAMED'
      return isMember(event.workerId) ? undefined : 'NO_SUCH_MEMBER'
    case 'helper-readers-set':
      if (event.helperId === plan.leadId && event.readers === 'team') return 'LEAD_IS_NAMED'
      return isMember(event.helperId) || plan.teams.some(({ teamId }) => teamId === event.helperId) ? undefined : 'NO_SUCH_MEMBER'
    case 'team-left':
      return plan.teams.some(({ teamId }) => teamId === event.teamId) ? undefined : 'NO_SUCH_MEMBER'
    case 'goal-readers-set':
      if (!goal) return 'NO_SUCH_GOAL'
      return event.readers === 'team' && goal.actions.some(({ who, doneOn }) => who === herself && !doneOn)
        ? 'GOAL_NOT_READ'
        : undefined
    case 'goal-dropped':
    case 'goal-graded':
      return goal ? undefined : 'NO_SUCH_GOAL'
    case 'action-set':
      if (!goal) return 'NO_SUCH_GOAL'
      if (event.decisionId !== undefined && !isWaiting(event.decisionId)) return 'NO_SUCH_DECISION'
      if (event.who === herself && goal.readers === 'team') return 'GOAL_NOT_READ'
      return event.who === herself || isMember(event.who) ? undefined : 'NO_SUCH_MEMBER'
    case 'decision-closed':
      return isWaiting(event.decisionId) ? undefined : 'NO_SUCH_DECISION'
    case 'action-done':
      return plan.goals.some(({ actions }) => actions.some(({ actionId }) => actionId === event.actionId))
        ? undefined
        : 'NO_SUCH_ACTION'
    case 'step-done':
      return plan.pathway.steps.some(({ key }) => key === event.step) ? undefined : 'NO_SUCH_STEP'
    case 'kind-changed':
      return plan.pathway.ways.some(({ to, where }) => to === event.to && isMet(where, plan.steps)) ? undefined : 'NO_SUCH_WAY'
    case 'sent':
      if (!plan.pathway.onOwnPage) return 'NOT_FOR_PAGE'
      return forPerson(plan).goals.length > 0 ? undefined : 'NOTHING_TO_AGREE'
    case 'agreed':
      if (isOnPage(plan.answer) && forPerson(plan).goals.length === 0) return 'NOTHING_TO_AGREE'
      return isOnPage(plan.answer) ? undefined : 'NOT_ON_PAGE'
    case 'change-asked':
    case 'story-shared':
    case 'message':
    case 'taken-off-page':
      return isOnPage(plan.answer) ? undefined : 'NOT_ON_PAGE'
    case 'ended':
      return plan.goals.every(({ grade }) => grade !== null) ? undefined : 'NOT_GRADED'
    default:
      return undefined
  }
}
