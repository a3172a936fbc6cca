import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedChoices } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import type { Lang } from '#platform/words'
import { Language, languageOf, languages } from '../language.ts'
import { portalWords } from '../portal.words.ts'
import { Redirected } from '../schemas.ts'
import { readActsFor, readWhoLookedFor, takeUpRight } from './act-for.ts'
import { chooseHelper, endHelper, helperMonths, readOwnHelpers } from './own-helpers.ts'
import { actsForView, type ChosenHelper, helperCodeView, ownHelpersView, whoLookedForView } from './proxy.view.ts'
import { proxyWords } from './proxy.words.ts'

const choose = 'governance.proxy.choose'
const nothingChosen: ChosenHelper = { called: '', scopes: [], months: '' }
const Right = z.object({ id: z.uuid() })

/** Choosing a helper, and acting for somebody, each on one's own page. */
export const proxyPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: Redirected, 422: HtmlPage }

  const showHelpers = async (
    request: FastifyRequest,
    reply: FastifyReply,
    lang: Lang,
    typed: ChosenHelper,
    errors: readonly PageError[],
  ) => {
    const helpers = await readOwnHelpers(services, callerOf(request))
    if (!helpers) return reply.redirect('/account/code', 303)
    return sendPage(request, reply, {
      title: proxyWords.plain(lang).helpers,
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      lang,
      languageLinks: languages('/account/helpers'),
      backLink: '/account',
      exitThisPage: true,
      body: ownHelpersView(helpers, typed, { errors, csrfToken: csrfOf(request), lang }),
    })
  }
  app.get('/account/helpers', { ...page(choose), schema: { querystring: Language, response } }, (request, reply) =>
    showHelpers(request, reply, languageOf(request, reply, request.query.lang), nothingChosen, []),
  )
  app.post(
    '/account/helpers',
    {
      ...page(choose),
      schema: {
        querystring: Language,
        body: formBody({
          called: z.string().trim().max(100).default(''),
          scopes: typedChoices,
          months: z.string().max(2).default(''),
        }),
        response,
      },
    },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const say = proxyWords.plain(lang)
      const typed = request.body
      const months = helperMonths.find((one) => String(one) === typed.months)
      const errors = [
        ...(typed.called === '' ? [{ text: say.calledMissing, href: '#called' }] : []),
        ...(typed.scopes.length === 0 ? [{ text: say.scopesMissing, href: '#scopes' }] : []),
        ...(months === undefined ? [{ text: say.monthsMissing, href: '#months' }] : []),
      ]
      if (months === undefined || errors.length > 0) return showHelpers(request, reply, lang, typed, errors)
      try {
        const code = await chooseHelper(services, callerOf(request), { ...typed, months })
        if (code === undefined) return reply.redirect('/account/code', 303)
        return sendPage(request, reply, {
          title: say.codeTitle,
          lang,
          backLink: '/account/helpers',
          exitThisPage: true,
          body: helperCodeView(code, lang),
        })
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 422) throw error
        return showHelpers(request, reply, lang, typed, [{ text: error.message, href: '#called' }])
      }
    },
  )
  app.post(
    '/account/helpers/:id/end',
    { ...page(choose), schema: { params: Right, querystring: Language, body: formBody({}), response } },
    async (request, reply) => {
      await endHelper(services, callerOf(request), request.params.id)
      return reply.redirect('/account/helpers', 303)
    },
  )

  const showActsFor = async (request: FastifyRequest, reply: FastifyReply, lang: Lang, wrong: boolean) => {
    const people = await readActsFor(services, callerOf(request))
    if (!people) return reply.redirect('/account/code', 303)
    const errors = wrong ? [{ text: portalWords.plain(lang).codeWrong, href: '#code' }] : []
    return sendPage(request, reply, {
      title: proxyWords.plain(lang).actsFor,
      status: wrong ? 422 : 200,
      errors,
      lang,
      languageLinks: languages('/account/for'),
      backLink: '/account',
      exitThisPage: true,
      body: actsForView(people, { errors, csrfToken: csrfOf(request), lang }),
    })
  }
  app.get('/account/for', { ...page('governance.proxy.use'), schema: { querystring: Language, response } }, (request, reply) =>
    showActsFor(request, reply, languageOf(request, reply, request.query.lang), false),
  )
  app.post(
    '/account/for',
    {
      ...page('governance.proxy.accept'),
      schema: { querystring: Language, body: formBody({ code: z.string().max(40) }), response },
    },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      try {
        await inTransaction(house, callerOf(request), 'governance.proxy.accept', (tx) =>
          takeUpRight(services, tx, request.body.code),
        )
      } catch (error) {
        if (error instanceof Refusal && error.code === 'CODE_WRONG') return showActsFor(request, reply, lang, true)
        throw error
      }
      return reply.redirect('/account/for', 303)
    },
  )
  app.get(
    '/account/for/:id/access-events',
    { ...page('governance.proxy.use'), schema: { params: Right, querystring: Language, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const { id } = request.params
      const { personName, visits } = await readWhoLookedFor(services, callerOf(request), id)
      return sendPage(request, reply, {
        title: proxyWords.plain(lang).whoLookedFor(personName),
        lang,
        languageLinks: languages(`/account/for/${id}/access-events`),
        backLink: '/account/for',
        exitThisPage: true,
        body: whoLookedForView(personName, visits, place.zone, lang),
      })
    },
  )
}
