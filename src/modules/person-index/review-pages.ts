import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, refusal } from '#platform/errors'
import { type App, callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import type { Services } from '#platform/services'
import type { PageError } from '#platform/views/layout'
import { desks, type ReviewDesk } from './desks.ts'
import { errors as refusals } from './errors.ts'
import { answeredView, deskTitle, deskView, pairView } from './pages/review.view.ts'
import type { PairId } from './review.repository.ts'
import { answerPair, readAnswered, takeBackAnswer } from './review-answers.ts'
import { openDesk } from './review-desk.ts'
import { openPair } from './review-pair.ts'
import { AnswerFields, PairParams, Redirected } from './schemas.ts'

/** The desks where reviewers, and those who keep protected people's records, compare records that may be one person. */
export const reviewPages: RoomRoutes = (app, services) => {
  for (const desk of Object.values(desks)) deskPages(app, services, desk)
}

function deskPages(app: App, services: Services, desk: ReviewDesk): void {
  const { acts, path } = desk
  const breadcrumbs = [{ text: deskTitle(desk), href: path }]
  const page = (act: string) => ({ config: { act, page: true } })
  const { zone } = services.place

  app.get(path, { ...page(acts.read), schema: { response: { 200: HtmlPage } } }, async (request, reply) =>
    sendPage(request, reply, {
      title: deskTitle(desk),
      body: deskView(desk, await openDesk(services, callerOf(request), desk), zone),
    }),
  )

  const showPair = async (request: FastifyRequest, reply: FastifyReply, id: PairId, errors: PageError[] = [], reason = '') => {
    const pair = await openPair(services, callerOf(request), desk, id)
    return sendPage(request, reply, {
      title: 'One person, or two?',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs,
      body: pairView(desk, pair, { csrfToken: csrfOf(request), errors, reason }),
    })
  }
  app.get(`${path}/:id`, { ...page(acts.work), schema: { params: PairParams, response: { 200: HtmlPage } } }, (request, reply) =>
    showPair(request, reply, request.params.id),
  )
  app.post(
    `${path}/:id`,
    {
      ...page(acts.answer),
      schema: { params: PairParams, body: formBody(AnswerFields), response: { 303: Redirected, 422: HtmlPage } },
    },
    async (request, reply) => {
      const { id } = request.params
      const { answer, reason } = request.body
      try {
        if (!answer) throw refusal(refusals, 'REVIEW_ANSWER_MISSING')
        await answerPair(services, callerOf(request), desk, id, answer, reason)
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 422) throw error
        return showPair(request, reply, id, [{ text: error.message, href: '#reason' }], reason)
      }
      return reply.redirect(`${path}/${id}/answered`, 303)
    },
  )
  app.get(
    `${path}/:id/answered`,
    { ...page(acts.read), schema: { params: PairParams, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const answered = await readAnswered(services, callerOf(request), desk, request.params.id)
      const { next } = await openDesk(services, callerOf(request), desk)
      return sendPage(request, reply, {
        title: 'Your answer',
        breadcrumbs,
        body: answeredView(desk, answered, csrfOf(request), next[0]?.id),
      })
    },
  )
  app.post(
    `${path}/:id/take-back`,
    { ...page(acts.answer), schema: { params: PairParams, body: formBody({}), response: { 303: Redirected } } },
    async (request, reply) => {
      await takeBackAnswer(services, callerOf(request), desk, request.params.id)
      return reply.redirect(`${path}/${request.params.id}`, 303)
    },
  )
}
