import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import type { PageError } from '#platform/views/layout'
import { errors as refusals } from './errors.ts'
import { answeredView, deskView, pairView } from './pages/review.view.ts'
import type { PairId } from './review.repository.ts'
import { answerPair, openDesk, openPair, readAnswered, takeBackAnswer } from './review.ts'
import { AnswerFields, PairParams, Redirected } from './schemas.ts'

const acts = { read: 'person-index.review.read', work: 'person-index.review.work', answer: 'person-index.review.answer' }
const breadcrumbs = [{ text: 'Records to compare', href: '/match-candidates' }]

/** The desk where a reviewer compares records that may be one person. */
export const reviewPages: RoomRoutes = (app, services) => {
  const page = (act: string) => ({ config: { act, page: true } })
  const { zone } = services.place

  app.get('/match-candidates', { ...page(acts.read), schema: { response: { 200: HtmlPage } } }, async (request, reply) =>
    sendPage(request, reply, { title: 'Records to compare', body: deskView(await openDesk(services, callerOf(request)), zone) }),
  )

  const showPair = async (request: FastifyRequest, reply: FastifyReply, id: PairId, errors: PageError[] = [], reason = '') => {
    const pair = await openPair(services, callerOf(request), id)
    return sendPage(request, reply, {
      title: 'One person, or two?',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs,
      body: pairView(pair, { csrfToken: csrfOf(request), errors, reason }),
    })
  }
  app.get(
    '/match-candidates/:id',
    { ...page(acts.work), schema: { params: PairParams, response: { 200: HtmlPage } } },
    (request, reply) => showPair(request, reply, request.params.id),
  )
  app.post(
    '/match-candidates/:id',
    {
      ...page(acts.answer),
      schema: { params: PairParams, body: formBody(AnswerFields), response: { 303: Redirected, 422: HtmlPage } },
    },
    async (request, reply) => {
      const { id } = request.params
      const { answer, reason } = request.body
      try {
        if (!answer) throw refusal(refusals, 'REVIEW_ANSWER_MISSING')
        await answerPair(services, callerOf(request), id, answer, reason)
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 422) throw error
        return showPair(request, reply, id, [{ text: error.message, href: '#reason' }], reason)
      }
      return reply.redirect(`/match-candidates/${id}/answered`, 303)
    },
  )
  app.get(
    '/match-candidates/:id/answered',
    { ...page(acts.read), schema: { params: PairParams, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const answered = await readAnswered(services, callerOf(request), request.params.id)
      const { next } = await openDesk(services, callerOf(request))
      return sendPage(request, reply, {
        title: 'Your answer',
        breadcrumbs,
        body: answeredView(answered, csrfOf(request), next[0]?.id),
      })
    },
  )
  app.post(
    '/match-candidates/:id/take-back',
    { ...page(acts.answer), schema: { params: PairParams, body: formBody({}), response: { 303: Redirected } } },
    async (request, reply) => {
      await takeBackAnswer(services, callerOf(request), request.params.id)
      return reply.redirect(`/match-candidates/${request.params.id}`, 303)
    },
  )
}
