import type { ListDue } from '#modules/shared-record'
import { dayOf, type PlainDate, Temporal } from '#platform/dates'
import { beganOn, dueSteps } from '../pathways/pathway.rules.ts'
import { listPlans } from './plan.repository.ts'
import { isMine, openActions, planOf, unanswered } from './plan.rules.ts'

/** So many days ahead stand in a worker's day. */
const daysAhead = 7

/**
 * What is due this week, or late, of the plans whose team this worker is in: steps of their pathways, her own actions, the review; and whoever waits for an answer. As far as what was
 * granted shows the plans.
 */
export const listDue: ListDue = async ({ house, vault, place }, tx, sources) => {
  const today = dayOf(house.now(), place.zone)
  const horizon = today.add({ days: daysAhead })
  const isSoon = (by: PlainDate) => Temporal.PlainDate.compare(by, horizon) <= 0
  return (await listPlans(tx, vault, sources)).flatMap((plan) => {
    const now = planOf(plan)
    if (now.ended || !isMine(now, tx.actor)) return []
    const href = `/plans/${plan.id}`
    const item = (text: string, by: PlainDate | null, to = href) => ({
      sourcePersonId: plan.sourcePersonId,
      text,
      by,
      isLate: by !== null && Temporal.PlainDate.compare(by, today) < 0,
      href: to,
    })
    const steps = dueSteps(now.pathway, beganOn(now.since, plan.begunAt, place.zone), now.steps, today)
    return [
      ...(unanswered(now) ? [item('Waits for your answer to a message', null)] : []),
      ...(now.decisions.length > 0 && now.leadId === tx.actor.id
        ? [item(`Decided at a meeting, and nobody does it yet: ${now.decisions.length}`, null)]
        : []),
      ...(now.answer.state === 'change-asked' ? [item('Asks for a change of the plan', null)] : []),
      ...steps
        .filter(({ by, state }) => isSoon(by) || state === 'will-be-late')
        .map(({ step, by }) => item(step.name, by, `${href}/steps/${step.key}`)),
      ...openActions(now)
        .filter(({ who, by }) => who === tx.actor.id && isSoon(by))
        .map(({ what, by }) => item(what, by)),
      ...(now.reviewOn && isSoon(now.reviewOn) ? [item('Review of the plan', now.reviewOn)] : []),
    ]
  })
}
