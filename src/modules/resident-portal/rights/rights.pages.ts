import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { errors as governanceErrors, type RequestKind, requestKinds, restrictionGrounds } from '#modules/information-governance'
import { refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedText } from '#platform/http/pages'
import { newId } from '#platform/ids'
import type { PageError } from '#platform/views/layout'
import { Language, languageOf, languages } from '../language.ts'
import { askAboutMyData, replyAboutMyData } from './ask-about-my-data.ts'
import { openMyCopies, openMyRequest, readBeforeAsking, readMyRequests } from './read-my-requests.ts'
import { askTitle, copiesView, newRequestView, requestsView, requestView, type Typed } from './rights.view.ts'
import { rightsWords } from './rights.words.ts'

const [ask, read] = ['governance.rights.ask', 'governance.rights.read-own'] as const
const home = '/account/subject-requests'
const Params = z.object({ id: z.uuid() })
const Kind = Language.extend({ kind: z.enum(requestKinds).default('complaint'), ground: z.string().max(20).optional() })

/** A copy without what is of no use to whom it is about: in which record a fact stood. */
const withoutSources = (key: string, value: unknown) => (key === 'source' ? undefined : value)

/** Where a resident asks for a copy, objects and complains, and sees what came of it. */
export const rightsPages: RoomRoutes = (app, services) => {
  const { place } = services
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage, 422: HtmlPage }
  const zone = place.zone

  app.get(home, { ...page(read), schema: { querystring: Language, response } }, async (request, reply) => {
    const lang = languageOf(request, reply, request.query.lang)
    const mine = await readMyRequests(services, callerOf(request))
    return sendPage(request, reply, {
      title: rightsWords.plain(lang).title,
      lang,
      languageLinks: languages(home),
      backLink: '/account',
      exitThisPage: true,
      body: requestsView(mine, { zone, lang }),
    })
  })

  type Asking = { readonly kind: RequestKind; readonly typed: Typed; readonly errors?: readonly PageError[] }
  const showForm = async (request: FastifyRequest, reply: FastifyReply, chosen: 'en' | 'cy' | undefined, asking: Asking) => {
    const { kind, typed, errors = [] } = asking
    const lang = languageOf(request, reply, chosen)
    const { isTied, organisations } = await readBeforeAsking(services, callerOf(request))
    if (!isTied && kind !== 'complaint') throw refusal(governanceErrors, 'RIGHTS_NOT_TIED')
    return sendPage(request, reply, {
      title: askTitle(kind, lang),
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      lang,
      languageLinks: languages(`${home}/new`, `kind=${kind}&`),
      backLink: home,
      exitThisPage: true,
      body: newRequestView(kind, organisations, typed, { zone, lang, csrfToken: csrfOf(request), errors }),
    })
  }
  app.get(`${home}/new`, { ...page(read), schema: { querystring: Kind, response } }, (request, reply) =>
    showForm(request, reply, request.query.lang, {
      kind: request.query.kind,
      typed: { id: newId(), to: request.query.kind === 'copy' ? 'everyone' : '', said: '', ground: request.query.ground ?? '' },
    }),
  )
  app.post(
    home,
    {
      ...page(ask),
      schema: {
        querystring: Kind,
        body: formBody({ id: z.uuid(), to: typedText(80), said: typedText(4000), ground: typedText(20) }),
        response,
      },
    },
    async (request, reply) => {
      const { kind, lang } = request.query
      const { id, to, said, ground } = request.body
      const chosen = restrictionGrounds.find((one) => one.id === ground)?.id ?? null
      const plain = rightsWords.plain(languageOf(request, reply, lang))
      const errors = [
        ...(to === '' ? [{ text: plain.sayWhom, href: '#to' }] : []),
        ...(kind === 'restriction' && !chosen ? [{ text: plain.sayGround, href: '#ground' }] : []),
        ...(kind !== 'copy' && said === '' ? [{ text: plain.sayWhat, href: '#said' }] : []),
      ]
      if (errors.length > 0) return showForm(request, reply, lang, { kind, typed: { id, to, said, ground }, errors })
      await askAboutMyData(services, callerOf(request), { id, kind, to, said, ground: chosen })
      return reply.redirect(`${home}/${id}`, 303)
    },
  )

  type Shown = { readonly id: string; readonly lang: 'en' | 'cy' | undefined; readonly errors?: readonly PageError[] }
  const showRequest = async (request: FastifyRequest, reply: FastifyReply, { id, lang: chosen, errors = [] }: Shown) => {
    const lang = languageOf(request, reply, chosen)
    const mine = await openMyRequest(services, callerOf(request), id)
    return sendPage(request, reply, {
      title: rightsWords.plain(lang)[mine.kind],
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      lang,
      languageLinks: languages(`${home}/${id}`),
      backLink: home,
      exitThisPage: true,
      body: requestView(mine, { zone, lang, csrfToken: csrfOf(request), errors }),
    })
  }
  app.get(`${home}/:id`, { ...page(read), schema: { params: Params, querystring: Language, response } }, (request, reply) =>
    showRequest(request, reply, { id: request.params.id, lang: request.query.lang }),
  )
  app.post(
    `${home}/:id/reply`,
    {
      ...page(ask),
      schema: {
        params: Params,
        querystring: Language,
        body: z.object({ csrf: z.string(), part: z.uuid() }).catchall(typedText(2000)),
        response,
      },
    },
    async (request, reply) => {
      const [{ id }, { lang }, { part, ...typed }] = [request.params, request.query, request.body]
      const said = String(typed[`reply-${part}`] ?? '')
      if (said === '') {
        const error = { text: rightsWords.plain(languageOf(request, reply, lang)).sayWhat, href: `#reply-${part}` }
        return showRequest(request, reply, { id, lang, errors: [error] })
      }
      await replyAboutMyData(services, callerOf(request), id, part, said)
      return reply.redirect(`${home}/${id}`, 303)
    },
  )

  app.get(
    `${home}/:id/pack`,
    { ...page(read), schema: { params: Params, querystring: Language, response } },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const { id } = request.params
      const mine = await openMyCopies(services, callerOf(request), id)
      return sendPage(request, reply, {
        title: rightsWords.plain(lang).copyTitle,
        lang,
        languageLinks: languages(`${home}/${id}/pack`),
        backLink: `${home}/${id}`,
        exitThisPage: true,
        body: copiesView(mine.request, mine.copies, { zone, lang }),
      })
    },
  )
  app.get(
    `${home}/:id/pack.json`,
    { config: { act: read }, schema: { params: Params, response: { 200: z.any() } } },
    async (request, reply) => {
      const { request: asked, copies } = await openMyCopies(services, callerOf(request), request.params.id)
      const file = { askedAt: asked.receivedAt.toString(), copies: copies.map(({ copy, said }) => ({ ...copy, said })) }
      return reply
        .header('content-disposition', 'attachment; filename="your-copy.json"')
        .type('application/json; charset=utf-8')
        .serializer((content: unknown) => content as string)
        .send(`${JSON.stringify(file, withoutSources, 2)}\n`)
    },
  )
}
