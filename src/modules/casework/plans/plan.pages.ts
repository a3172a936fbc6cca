import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayOf } from '#platform/dates'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedChoices, typedText } from '#platform/http/pages'
import { idSchema, newId } from '#platform/ids'
import type { PageError } from '#platform/views/layout'
import { planKindOf } from '../concerns/concern.rules.ts'
import { openConcern } from '../concerns/decide-concern.ts'
import { openPathways } from '../pathways/pathways.rules.ts'
import { stepPages } from '../pathways/step.pages.ts'
import { beginPlan, readBeforePlan } from './begin-plan.ts'
import { type BeginPage, beginPlanView } from './begin-plan.view.ts'
import { changePlan, openPlan, readMyPlans } from './change-plan.ts'
import { planView } from './plan.view.ts'
import { entryFrom } from './plan-entry.ts'
import type { PlanTyped } from './plan-forms.view.ts'
import { myPlansView } from './plans-list.view.ts'

const [read, begin, change] = ['casework.plan.read', 'casework.plan.begin', 'casework.plan.change'] as const
const breadcrumbs = [{ text: 'Plans', href: '/plans' }]
/** Plans that a worker may begin by herself. */
const openKinds = openPathways.map(({ kind }) => kind)

/** Teams that form around people, and the plans that they share. */
export const planPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage, 409: HtmlPage, 422: HtmlPage }
  stepPages(app, services)

  app.get('/plans', { ...page(read), schema: { response } }, async (request, reply) => {
    const mine = await readMyPlans(services, callerOf(request))
    return sendPage(request, reply, {
      title: 'Plans',
      body: myPlansView(mine, request.actor!.id, { zone: place.zone, today: dayOf(house.now(), place.zone) }),
    })
  })

  type Beginning = {
    readonly personId: string
    readonly concernId?: string
    readonly kinds: readonly string[]
    readonly action: string
    readonly planId: string
    readonly typed: BeginPage['typed']
    readonly errors: readonly PageError[]
  }
  const sendBegin = async (request: FastifyRequest, reply: FastifyReply, { personId, concernId, ...beginning }: Beginning) => {
    const before = await readBeforePlan(services, callerOf(request), personId, concernId)
    return sendPage(request, reply, {
      title: 'Form a team around the person',
      status: beginning.errors.length > 0 ? 422 : 200,
      errors: beginning.errors,
      breadcrumbs,
      body: beginPlanView({ ...before, ...beginning, csrfToken: csrfOf(request) }),
    })
  }
  const BeginFields = {
    planId: idSchema<'plan'>(),
    kind: typedText(40),
    lead: typedText(40),
    members: typedChoices,
    why: typedText(2000),
  }
  const faults = (typed: BeginPage['typed'], kinds: readonly string[]): PageError[] => [
    ...(kinds.includes(typed.kind) ? [] : [{ text: 'Choose which kind of plan it is', href: '#kind' }]),
    ...(typed.lead === '' ? [{ text: 'Choose who is the lead practitioner', href: '#lead' }] : []),
    ...(typed.why === '' ? [{ text: 'Write why it begins', href: '#why' }] : []),
  ]
  const nothingTyped = { kind: '', why: '', lead: '', members: [] }

  const Person = z.object({ id: idSchema<'person'>() })
  app.get('/people/:id/plans/new', { ...page(begin), schema: { params: Person, response } }, (request, reply) =>
    sendBegin(request, reply, {
      personId: request.params.id,
      kinds: openKinds,
      action: `/people/${request.params.id}/plans`,
      planId: newId(),
      typed: nothingTyped,
      errors: [],
    }),
  )
  app.post(
    '/people/:id/plans',
    { ...page(begin), schema: { params: Person, body: formBody(BeginFields), response } },
    async (request, reply) => {
      const { csrf: _, planId, ...typed } = request.body
      const personId = request.params.id
      const errors = faults(typed, openKinds)
      const action = `/people/${personId}/plans`
      if (errors.length > 0) return sendBegin(request, reply, { personId, kinds: openKinds, action, planId, typed, errors })
      const plan = {
        id: planId,
        kind: typed.kind,
        why: typed.why,
        leadId: typed.lead,
        memberIds: typed.members,
        concernId: undefined,
      }
      await beginPlan(services, callerOf(request), personId, plan)
      return reply.redirect(`/people/${personId}`, 303)
    },
  )

  const Concern = z.object({ id: idSchema<'concern'>() })
  const fromConcern = async (request: FastifyRequest, id: string) => {
    const { personId, concern } = await openConcern(services, callerOf(request), id)
    const kind = concern.decided && planKindOf(concern.decided.decision)
    return { personId, kinds: kind ? [kind] : [], why: concern.decided?.reason ?? '' }
  }
  app.get('/concerns/:id/team', { ...page(begin), schema: { params: Concern, response } }, async (request, reply) => {
    const { id } = request.params
    const { personId, kinds, why } = await fromConcern(request, id)
    if (kinds.length === 0) return reply.redirect(`/concerns/${id}`, 303)
    const typed = { ...nothingTyped, kind: kinds[0]!, why }
    return sendBegin(request, reply, {
      personId,
      concernId: id,
      kinds,
      action: `/concerns/${id}/team`,
      planId: newId(),
      typed,
      errors: [],
    })
  })
  app.post(
    '/concerns/:id/team',
    { ...page(begin), schema: { params: Concern, body: formBody(BeginFields), response } },
    async (request, reply) => {
      const { id } = request.params
      const { csrf: _, planId, ...typed } = request.body
      const { personId, kinds } = await fromConcern(request, id)
      const errors = faults(typed, kinds)
      const action = `/concerns/${id}/team`
      if (errors.length > 0) return sendBegin(request, reply, { personId, concernId: id, kinds, action, planId, typed, errors })
      const plan = { id: planId, kind: typed.kind, why: typed.why, leadId: typed.lead, memberIds: typed.members, concernId: id }
      await beginPlan(services, callerOf(request), personId, plan)
      return reply.redirect(`/concerns/${id}`, 303)
    },
  )

  const PlanParams = z.object({ id: idSchema<'plan'>() })
  const sendPlan = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    typed: PlanTyped,
    errors: PageError[],
    status = 200,
  ) => {
    const opened = await openPlan(services, callerOf(request), id)
    return sendPage(request, reply, {
      title: opened.now.pathway.name,
      area: opened.name,
      status: errors.length > 0 ? status : 200,
      errors,
      breadcrumbs,
      body: planView({
        ...opened,
        me: request.actor!.id,
        today: dayOf(house.now(), place.zone),
        zone: place.zone,
        csrfToken: csrfOf(request),
        typed,
        errors,
        newId,
      }),
    })
  }
  app.get('/plans/:id', { ...page(read), schema: { params: PlanParams, response } }, (request, reply) =>
    sendPlan(request, reply, request.params.id, {}, []),
  )
  app.post(
    '/plans/:id/entries',
    {
      ...page(change),
      schema: {
        params: PlanParams,
        body: formBody({
          kind: typedText(40),
          after: z.coerce.number().int().min(0),
          id: typedText(40),
          nth: typedText(4),
        }).catchall(z.string().trim().max(2000)),
        response,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { after } = request.body
      const { event, typed, errors } = entryFrom(request.body)
      if (!event) return sendPlan(request, reply, id, typed, errors, 422)
      try {
        await changePlan(services, callerOf(request), id, after, event)
        return reply.redirect(`/plans/${id}`, 303)
      } catch (error) {
        // At one moment or later: what the other wrote is on the page, and what was typed is still there.
        if (!(error instanceof Refusal) || !backToThePage.has(error.code)) throw error
        const text = error.code === 'PLAN_FAULT' ? error.message : anotherWasFirst
        return sendPlan(request, reply, id, typed, [{ text, href: `#${firstField(typed)}` }], error.status)
      }
    },
  )
}

const backToThePage: ReadonlySet<string> = new Set(['PLAN_CHANGED', 'PLAN_FAULT'])
const anotherWasFirst =
  'Somebody else has changed this plan since you opened it. Read what they wrote, below, and send yours again if it still fits'

/** Where the first question of a form stands, to which an error of the whole leads. */
const firstFields: Readonly<Record<string, (nth: string) => string>> = {
  'action-set': (nth) => `action-set-what-${nth}`,
  'goal-graded': (nth) => `goal-graded-grade-${nth}`,
  'goal-readers-set': (nth) => `goal-readers-set-readers-${nth}`,
  'decision-taken': (nth) => `decision-taken-who-${nth}`,
  'decision-closed': (nth) => `decision-closed-why-${nth}`,
  'fund-used': () => 'fund-used-sum',
  'goal-set': () => 'goal-set-words',
  'helper-readers-set': () => 'helper-readers-set-readers',
}
const firstField = ({ kind = '', nth = '' }: PlanTyped): string => firstFields[kind]?.(nth) ?? 'main-content'
