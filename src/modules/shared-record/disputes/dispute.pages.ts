import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Outcome, outcomes } from '#modules/information-governance'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedText } from '#platform/http/pages'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { type AnswerTyped, disputesView, disputeView } from './dispute.view.ts'
import { answerDisputed, openDispute, readDisputes } from './open-disputes.ts'

const page = { config: { act: 'governance.dispute.answer', page: true } }
const response = { 200: HtmlPage, 303: HtmlPage, 422: HtmlPage }
const Params = z.object({ id: z.uuid() })
const AnswerFields = {
  outcome: typedText(20),
  'corrected-day': typedText(10),
  'corrected-month': typedText(20),
  'corrected-year': typedText(10),
  said: typedText(2000),
}
const nothingTyped: AnswerTyped = { outcome: '', date: { day: '', month: '', year: '' }, said: '' }

/** Where a refusal is put right on the form: code → field. */
const fields: Readonly<Record<string, string>> = { DISPUTE_DAY_WRONG: '#corrected-day', DISPUTE_REASON_MISSING: '#said' }

/** What people say is wrong in an organisation's facts, for those who answer for it. */
export const disputePages: RoomRoutes = (app, services) => {
  app.get('/disputes', { ...page, schema: { response } }, async (request, reply) =>
    sendPage(request, reply, {
      title: 'Disputed facts',
      body: disputesView(await readDisputes(services, callerOf(request))),
    }),
  )

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    typed: AnswerTyped = nothingTyped,
    errors: PageError[] = [],
  ) =>
    sendPage(request, reply, {
      title: 'A disputed fact',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [{ text: 'Disputed facts', href: '/disputes' }],
      body: disputeView(await openDispute(services, callerOf(request), id), typed, { csrfToken: csrfOf(request), errors }),
    })
  app.get('/disputes/:id', { ...page, schema: { params: Params, response } }, (request, reply) =>
    show(request, reply, request.params.id),
  )
  app.post(
    '/disputes/:id',
    { ...page, schema: { params: Params, body: formBody(AnswerFields), response } },
    async (request, reply) => {
      const { id } = request.params
      const { outcome, said } = request.body
      const typed = { outcome, date: dateAnswer(request.body, 'corrected'), said }
      const chosen = outcomes.find((one): one is Outcome => one === outcome)
      if (!chosen) return show(request, reply, id, typed, [{ text: 'Choose what you did', href: '#outcome' }])
      const day = chosen === 'not-corrected' ? { date: null } : readDate(typed.date, 'The day')
      if ('error' in day) return show(request, reply, id, typed, [{ text: day.error, href: `#corrected-${day.part}` }])
      try {
        await answerDisputed(services, callerOf(request), id, { outcome: chosen, correctedOn: day.date, said })
      } catch (error) {
        const href = error instanceof Refusal && fields[error.code]
        if (!href) throw error
        return show(request, reply, id, typed, [{ text: (error as Refusal).message, href }])
      }
      return reply.redirect(`/disputes/${id}`, 303)
    },
  )
}
