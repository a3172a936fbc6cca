import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedText } from '#platform/http/pages'
import type { PageError } from '#platform/views/layout'
import type { Lang } from '#platform/words'
import { Language, languageOf, languages } from '../language.ts'
import { factsView, factView, type Typed, titleOfFact } from './facts.view.ts'
import { factsWords } from './facts.words.ts'
import { disputeMyFact, openMyFact, readMyFacts } from './read-my-facts.ts'

const [read, raise] = ['governance.dispute.read-own', 'governance.dispute.raise'] as const
const home = '/account/facts'
const Params = z.object({ fact: z.string().max(60) })
const nothingTyped: Typed = { wrong: '', right: '', share: 'no' }

/** Where a resident reads what services hold about her, and says what is wrong. */
export const factsPages: RoomRoutes = (app, services) => {
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage, 422: HtmlPage }

  app.get(home, { ...page(read), schema: { querystring: Language, response } }, async (request, reply) => {
    const lang = languageOf(request, reply, request.query.lang)
    const mine = await readMyFacts(services, callerOf(request))
    if (!mine) return reply.redirect('/account/code', 303)
    return sendPage(request, reply, {
      title: factsWords.plain(lang).title,
      lang,
      languageLinks: languages(home),
      backLink: '/account',
      exitThisPage: true,
      body: factsView(mine, lang),
    })
  })

  type Shown = { readonly ref: string; readonly lang: Lang; readonly typed?: Typed; readonly errors?: PageError[] }
  const show = async (request: FastifyRequest, reply: FastifyReply, { ref, lang, typed = nothingTyped, errors = [] }: Shown) => {
    const fact = await openMyFact(services, callerOf(request), ref)
    if (!fact) return reply.redirect('/account/code', 303)
    return sendPage(request, reply, {
      title: titleOfFact(fact, lang),
      status: errors.length > 0 ? 422 : 200,
      errors,
      lang,
      languageLinks: languages(`${home}/${ref}`),
      backLink: home,
      exitThisPage: true,
      body: factView(fact, typed, { lang, csrfToken: csrfOf(request), errors }),
    })
  }
  app.get(
    `${home}/:fact`,
    { ...page(read), schema: { params: Params, querystring: Language, response } },
    async (request, reply) =>
      show(request, reply, { ref: request.params.fact, lang: languageOf(request, reply, request.query.lang) }),
  )
  app.post(
    `${home}/:fact`,
    {
      ...page(raise),
      schema: {
        params: Params,
        querystring: Language,
        body: formBody({ wrong: typedText(2000), right: typedText(1000), share: typedText(5) }),
        response,
      },
    },
    async (request, reply) => {
      const { fact: ref } = request.params
      const lang = languageOf(request, reply, request.query.lang)
      const { wrong, right, share } = request.body
      if (wrong === '') {
        const errors = [{ text: factsWords.plain(lang).sayWhat, href: '#wrong' }]
        return show(request, reply, { ref, lang, typed: { wrong, right, share }, errors })
      }
      const said = await disputeMyFact(services, callerOf(request), ref, { wrong, right }, share === 'yes')
      return reply.redirect(said ? `${home}/${ref}` : '/account/code', 303)
    },
  )
}
