import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayOf } from '#platform/dates'
import { errors as platformErrors, Refusal, refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { idSchema } from '#platform/ids'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { changePlan, openPlan } from '../plans/change-plan.ts'
import { kindName } from '../plans/plan.words.ts'
import { missingAnswers } from './pathway.rules.ts'
import { pathways } from './pathways.rules.ts'
import { isAhead, stepView } from './step.view.ts'

const change = 'casework.plan.change' as const
const anotherWasFirst =
  'Somebody else has changed this plan since you opened it. What you typed is still here: send it again if it still fits'

/** Where a step of a plan's pathway is written down. */
export const stepPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = { config: { act: change, page: true } }
  const response = { 200: HtmlPage, 303: HtmlPage, 409: HtmlPage, 422: HtmlPage }
  const Params = z.object({ id: idSchema<'plan'>(), step: z.string().max(40) })

  type Writing = {
    readonly typed: Readonly<Record<string, string>>
    readonly errors: readonly PageError[]
    readonly status?: number
  }
  const sendStep = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, step: key }: z.infer<typeof Params>,
    { typed, errors, status = 422 }: Writing,
  ) => {
    const opened = await openPlan(services, callerOf(request), id)
    const step = opened.now.pathway.steps.find((one) => one.key === key)
    if (!step || !opened.mine || opened.now.ended) throw refusal(platformErrors, 'NOT_FOUND')
    return sendPage(request, reply, {
      title: step.name,
      area: opened.name,
      status: errors.length > 0 ? status : 200,
      errors,
      breadcrumbs: [
        { text: 'Plans', href: '/plans' },
        { text: kindName(opened.now.pathway.kind), href: `/plans/${id}` },
      ],
      body: stepView({
        ...opened,
        step,
        today: dayOf(house.now(), place.zone),
        zone: place.zone,
        csrfToken: csrfOf(request),
        typed,
        errors,
      }),
    })
  }
  app.get('/plans/:id/steps/:step', { ...page, schema: { params: Params, response } }, (request, reply) =>
    sendStep(request, reply, request.params, { typed: {}, errors: [] }),
  )
  app.post(
    '/plans/:id/steps/:step',
    {
      ...page,
      schema: {
        params: Params,
        body: formBody({ after: z.coerce.number().int().min(0) }).catchall(z.string().trim().max(8000)),
        response,
      },
    },
    async (request, reply) => {
      const { id, step: key } = request.params
      const { csrf: _, after, ...rest } = request.body
      const typed = rest as Readonly<Record<string, string>>
      // Steps of one key have the same questions on every pathway; whether this plan has it is seen when it is written.
      const step = Object.values(pathways)
        .flatMap(({ steps }) => steps)
        .find((one) => one.key === key)
      if (!step) return sendStep(request, reply, request.params, { typed: {}, errors: [] })
      const on = readDate(dateAnswer(typed, 'on'), 'The day')
      const answers = Object.fromEntries(step.questions.flatMap((one) => (typed[one.key] ? [[one.key, typed[one.key]!]] : [])))
      const errors: PageError[] = [
        ...('error' in on ? [{ text: on.error, href: `#on-${on.part}` }] : []),
        ...('date' in on && isAhead(on.date, dayOf(house.now(), place.zone))
          ? [{ text: 'The day must be today or earlier: what has not happened yet is an action of the plan', href: '#on-day' }]
          : []),
        ...missingAnswers(step, answers).map(({ key: its, ask, choices }) => ({
          text: `${choices ? 'Choose an answer' : 'Write an answer'}: ${ask}`,
          href: `#${its}`,
        })),
      ]
      if ('error' in on || errors.length > 0) return sendStep(request, reply, request.params, { typed, errors })
      try {
        await changePlan(services, callerOf(request), id, after, {
          kind: 'step-done',
          step: key,
          on: on.date.toString(),
          answers,
        })
        return reply.redirect(`/plans/${id}`, 303)
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'PLAN_CHANGED') throw error
        return sendStep(request, reply, request.params, {
          typed,
          errors: [{ text: anotherWasFirst, href: '#on-day' }],
          status: error.status,
        })
      }
    },
  )
}
