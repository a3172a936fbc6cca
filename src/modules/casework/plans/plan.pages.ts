import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayOf } from '#platform/dates'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedChoices, typedText } from '#platform/http/pages'
import { idSchema, newId } from '#platform/ids'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { planKindOf } from '../concerns/concern.rules.ts'
import { openConcern } from '../concerns/decide-concern.ts'
import { openPathways } from '../pathways/pathways.rules.ts'
import { stepPages } from '../pathways/step.pages.ts'
import { beginPlan, readBeforePlan } from './begin-plan.ts'
import { changePlan, openPlan, readMyPlans } from './change-plan.ts'
import { grades, outcomes, type PlanEvent } from './plan.rules.ts'
import { type BeginPage, beginPlanView, myPlansView, type PlanTyped, planView } from './plan.view.ts'

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

const firstField = ({ kind = '', nth = '' }: PlanTyped): string =>
  kind === 'action-set'
    ? `action-set-what-${nth}`
    : kind === 'goal-graded'
      ? `goal-graded-grade-${nth}`
      : kind === 'goal-set'
        ? 'goal-set-words'
        : 'main-content'

type Body = Readonly<Record<string, unknown>> & { readonly kind: string; readonly id: string; readonly nth: string }
type Entry = { readonly event: PlanEvent | undefined; readonly typed: PlanTyped; readonly errors: PageError[] }
/** What a form of the plan's page says, as an entry; or what is missing in it. */
function entryFrom(body: Body): Entry {
  const { kind, id, nth } = body
  const nameOf = (field: string) => `${kind}-${field}${nth && `-${nth}`}`
  const said = (field: string): string => {
    const value = body[nameOf(field)]
    return typeof value === 'string' ? value : ''
  }
  const date = (field: string) => dateAnswer(body, nameOf(field))
  const asTyped = (...fields: string[]): PlanTyped => ({
    kind,
    id,
    nth,
    ...Object.fromEntries(fields.map((field) => [field, said(field)])),
  })
  const withDate = (typed: PlanTyped, field: string): PlanTyped => {
    const { day, month, year } = date(field)
    return { ...typed, [`${field}-day`]: day, [`${field}-month`]: month, [`${field}-year`]: year }
  }
  const wrong = (typed: PlanTyped, ...errors: (PageError | false)[]): Entry => ({
    event: undefined,
    typed,
    errors: errors.filter((one) => one !== false),
  })
  const missing = (field: string, text: string): PageError | false => said(field) === '' && { text, href: `#${nameOf(field)}` }
  const right = (event: PlanEvent, typed: PlanTyped = { kind, id, nth }): Entry => ({ event, typed, errors: [] })
  switch (kind) {
    case 'goal-set': {
      const typed = asTyped('words')
      return said('words')
        ? right({ kind, goalId: id, words: said('words') }, typed)
        : wrong(typed, missing('words', 'Write what should be different'))
    }
    case 'action-set': {
      const typed = withDate(asTyped('what', 'who'), 'by')
      const by = readDate(date('by'), 'By when')
      if (!said('what') || 'error' in by)
        return wrong(
          typed,
          missing('what', 'Write what will be done'),
          'error' in by && { text: by.error, href: `#${nameOf('by')}-${by.part}` },
        )
      return right({ kind, actionId: newId(), goalId: id, what: said('what'), who: said('who'), by: by.date.toString() }, typed)
    }
    case 'action-done':
      return right({ kind, actionId: id })
    case 'goal-graded': {
      const typed = asTyped('grade', 'words')
      const grade = grades.find((one) => one === said('grade'))
      return grade
        ? right({ kind, goalId: id, grade, words: said('words') }, typed)
        : wrong(typed, missing('grade', 'Choose how far it was reached'))
    }
    case 'review-set': {
      const on = readDate(date('on'), 'The review')
      const typed = withDate({ kind, id, nth }, 'on')
      return 'error' in on
        ? wrong(typed, { text: on.error, href: `#review-set-on-${on.part}` })
        : right({ kind, on: on.date.toString() }, typed)
    }
    case 'message':
    case 'note': {
      const typed = asTyped('words')
      return said('words')
        ? right({ kind, words: said('words') }, typed)
        : wrong(typed, missing('words', 'Write something first'))
    }
    case 'sent':
      return right({ kind })
    case 'taken-off-page': {
      const typed = asTyped('words')
      return said('words')
        ? right({ kind, why: said('words') }, typed)
        : wrong(typed, missing('words', 'Write why it is taken off'))
    }
    case 'joined':
      // Name and telephone come from whoever works with the person: `changePlan` puts them in.
      return right({ kind, lead: false, workerId: said('who'), name: '', organisation: '', phone: '' })
    case 'team-joined':
      return right({ kind, teamId: said('team'), name: '', phone: '' })
    case 'team-left':
      return right({ kind, teamId: said('team') })
    case 'left':
      return right({ kind, workerId: said('who') })
    case 'lead-named': {
      const typed = asTyped('words')
      return said('words')
        ? right({ kind, workerId: said('who'), why: said('words') }, typed)
        : wrong(typed, missing('words', 'Write why another leads'))
    }
    case 'kind-changed': {
      const typed = asTyped('to', 'words')
      return said('to') && said('words')
        ? right({ kind, to: said('to'), why: said('words') }, typed)
        : wrong(typed, missing('to', 'Choose what it becomes'), missing('words', 'Write why'))
    }
    case 'ended': {
      const typed = asTyped('outcome', 'words')
      const outcome = outcomes.find((one) => one === said('outcome'))
      return outcome
        ? right({ kind, outcome, words: said('words') }, typed)
        : wrong(typed, missing('outcome', 'Choose how it ends'))
    }
    default:
      return wrong({ kind }, { text: 'Choose what to write into the plan', href: '#main-content' })
  }
}
