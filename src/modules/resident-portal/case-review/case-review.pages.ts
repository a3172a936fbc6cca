import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { askCaseReview, whereReviewIs } from '#modules/casework'
import { errors as platformErrors, refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedText } from '#platform/http/pages'
import { idSchema, newId } from '#platform/ids'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import type { Lang } from '#platform/words'
import { Language, languageOf, languages } from '../language.ts'
import { askReviewView, reviewAskedView } from './case-review.view.ts'
import { reviewWords } from './case-review.words.ts'

const act = 'casework.case-review.ask' as const
const home = '/account/case-review'

/** Where somebody asks the agencies to look together at how her reports of anti-social behaviour were answered. */
export const caseReviewPages: RoomRoutes = (app, services) => {
  const page = { config: { act, page: true } }
  const response = { 200: HtmlPage, 303: HtmlPage, 422: HtmlPage }
  const nothing = { what: '', reports: '', reach: '' }
  type Asking = {
    readonly lang: Lang
    readonly id: string
    readonly typed: typeof nothing
    readonly errors: readonly PageError[]
  }
  const show = async (request: FastifyRequest, reply: FastifyReply, { lang, ...asking }: Asking) => {
    await inTransaction(services.house, callerOf(request), act, async () => {})
    return sendPage(request, reply, {
      title: reviewWords.plain(lang).title,
      status: asking.errors.length > 0 ? 422 : 200,
      errors: asking.errors,
      lang,
      languageLinks: languages(home),
      backLink: '/account',
      exitThisPage: true,
      body: askReviewView({ lang, ...asking, csrfToken: csrfOf(request) }),
    })
  }
  app.get(home, { ...page, schema: { querystring: Language, response } }, (request, reply) =>
    show(request, reply, { lang: languageOf(request, reply, request.query.lang), id: newId(), typed: nothing, errors: [] }),
  )
  app.post(
    home,
    {
      ...page,
      schema: {
        querystring: Language,
        body: formBody({ id: idSchema<'contact'>(), what: typedText(4000), reports: typedText(2000), reach: typedText(1000) }),
        response,
      },
    },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const { csrf: _, id, ...typed } = request.body
      const say = reviewWords.plain(lang)
      const errors = (['what', 'reports', 'reach'] as const)
        .filter((field) => typed[field] === '')
        .map((field) => ({ text: say.missing(say[field]), href: `#${field}` }))
      if (errors.length > 0) return show(request, reply, { lang, id, typed, errors })
      await askCaseReview(services, callerOf(request), id, typed)
      return reply.redirect(`${home}/${id}`, 303)
    },
  )
  app.get(
    `${home}/:id`,
    { ...page, schema: { params: z.object({ id: idSchema<'contact'>() }), querystring: Language, response } },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const where = await whereReviewIs(services, callerOf(request), request.params.id)
      if (!where) throw refusal(platformErrors, 'NOT_FOUND')
      return sendPage(request, reply, {
        title: reviewWords.plain(lang).sentTitle,
        lang,
        languageLinks: languages(`${home}/${request.params.id}`),
        backLink: '/account',
        exitThisPage: true,
        body: reviewAskedView(where, lang, app.kernel.duty()),
      })
    },
  )
}
