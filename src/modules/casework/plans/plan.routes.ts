import { z } from 'zod'
import { dayOf } from '#platform/dates'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { plain } from '#platform/http/plain'
import { idSchema } from '#platform/ids'
import { beganOn, dueSteps } from '../pathways/pathway.rules.ts'
import { openPlan, readMyPlans } from './change-plan.ts'
import type { Plan } from './plan.repository.ts'
import { type PlanNow, readers } from './plan.rules.ts'

const read = 'casework.plan.read' as const
const tags = ['plans']
const Due = z.object({
  step: z.string(),
  name: z.string(),
  by: z.string(),
  rule: z.string(),
  state: z.enum(['late', 'will-be-late', 'in-time']),
})
const Summary = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  kind: z.string(),
  lead: z.string().nullable(),
  reviewOn: z.string().nullable(),
  answer: z.string(),
  ended: z.string().nullable(),
  due: z.array(Due),
})
const Action = z.object({ what: z.string(), who: z.string(), by: z.string(), doneOn: z.string().nullable() })
const Whole = Summary.extend({
  why: z.string(),
  members: z.array(z.object({ workerId: z.string(), name: z.string(), organisation: z.string(), phone: z.string() })),
  decisions: z.array(z.object({ decisionId: z.string(), step: z.string(), on: z.string(), words: z.string() })),
  teams: z.array(z.object({ teamId: z.string(), name: z.string(), phone: z.string() })),
  goals: z.array(
    z.object({
      goalId: z.string(),
      words: z.string(),
      readers: z.enum(readers),
      notReadBecause: z.string(),
      grade: z.string().nullable(),
      actions: z.array(Action),
    }),
  ),
  entries: z.array(
    z.object({
      seq: z.number(),
      at: z.string(),
      byName: z.string(),
      byOrganisation: z.string(),
      event: z.record(z.string(), z.unknown()),
    }),
  ),
})

/** The JSON twins of the plan's pages. */
export const planRoutes: RoomRoutes = (app, services) => {
  const { house, place } = services
  type Opened = { readonly plan: Plan; readonly now: PlanNow; readonly personId: string; readonly name: string }
  const summary = ({ plan, now, personId, name }: Opened) => ({
    id: plan.id,
    personId,
    name,
    kind: now.pathway.kind,
    lead: now.members.find(({ workerId }) => workerId === now.leadId)?.name ?? null,
    reviewOn: now.reviewOn,
    answer: now.answer.state,
    ended: now.ended?.outcome ?? null,
    due: now.ended
      ? []
      : dueSteps(now.pathway, beganOn(now.since, plan.begunAt, place.zone), now.steps, dayOf(house.now(), place.zone)).map(
          ({ step, ...one }) => ({ ...one, step: step.key, name: step.name }),
        ),
  })
  app.get(
    '/api/v1/plans',
    {
      config: { act: read },
      schema: {
        tags,
        summary: 'Plans whose team you are in',
        response: { 200: z.object({ plans: z.array(Summary) }).meta({ id: 'Plans' }) },
      },
    },
    async (request) => plain({ plans: (await readMyPlans(services, callerOf(request))).map(summary) }),
  )
  app.get(
    '/api/v1/plans/:id',
    {
      config: { act: read },
      schema: {
        tags,
        summary: 'One plan, as it stands and as it was written',
        params: z.object({ id: idSchema<'plan'>() }),
        response: { 200: Whole.meta({ id: 'Plan' }) },
      },
    },
    async (request) => {
      const opened = await openPlan(services, callerOf(request), request.params.id)
      const { plan, now } = opened
      const goals = now.goals.map((goal) => ({ ...goal, grade: goal.grade?.grade ?? null }))
      return plain({
        ...summary(opened),
        why: now.why,
        members: now.members,
        decisions: now.decisions,
        teams: now.teams,
        goals,
        entries: plan.entries,
      })
    },
  )
}
