import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { DayNotices, OfferedAction } from '#modules/shared-record'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { idSchema } from '#platform/ids'
import { inTransaction } from '#platform/transactions'
import type { Lang } from '#platform/words'
import { caseReviewPages } from './case-review/case-review.pages.ts'
import { factsPages } from './facts/facts.pages.ts'
import { frozenPages } from './frozen.pages.ts'
import { frozenWords } from './frozen.words.ts'
import { incidentPages } from './incidents/incident.pages.ts'
import { wasTold } from './incidents/my-incidents.ts'
import { issueCode } from './issue-code.ts'
import { Language, languageOf, languages } from './language.ts'
import { noticePages } from './notice/notice.pages.ts'
import { codeView, homeView, issuedView, issueView, proofWaitsView, whoLookedView } from './pages.view.ts'
import { planPages } from './plan/plan.pages.ts'
import { portalWords } from './portal.words.ts'
import { peopleProxyPages } from './proxies/people-proxies.pages.ts'
import { proxyPages } from './proxies/proxy.pages.ts'
import { frozenWaits } from './read-frozen.ts'
import { readHome } from './read-home.ts'
import { readProof } from './read-proof.ts'
import { readWhoLooked } from './read-who-looked.ts'
import { rightsPages } from './rights/rights.pages.ts'
import { jsonRoutes } from './routes.ts'
import { storyPages } from './story/story.pages.ts'
import { redeemCode } from './use-code.ts'

const Person = z.object({ id: idSchema<'person'>() })

/** What a worker may do from a person's page: hand over a code, and see who may act for them. */
export const personActions: readonly OfferedAction[] = [
  {
    act: 'resident-portal.code.issue',
    text: 'Give this person a code for their own page',
    href: (personId) => `/people/${personId}/code`,
  },
  {
    act: 'governance.proxy.read',
    text: 'Who may act for this person',
    href: (personId) => `/people/${personId}/proxies`,
  },
]

/** What her day says when an account of someone she works with is frozen and nobody has decided (practice K4: the worker is told). */
export const dayNotices: readonly DayNotices[] = [
  {
    act: 'resident-portal.frozen.read',
    notices: async (services, caller) =>
      (await frozenWaits(services, caller))
        ? [
            {
              text: frozenWords.plain('en').notice,
              link: { text: frozenWords.plain('en').noticeLink, href: '/frozen-accounts' },
            },
          ]
        : [],
  },
]

export const routes: RoomRoutes = (app, services) => {
  jsonRoutes(app, services)
  frozenPages(app, services)
  proxyPages(app, services)
  peopleProxyPages(app, services)
  noticePages(app, services)
  rightsPages(app, services)
  factsPages(app, services)
  planPages(app, services)
  storyPages(app, services)
  caseReviewPages(app, services)
  incidentPages(app, services)
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })

  app.get(
    '/account',
    { ...page('resident-portal.home.read'), schema: { querystring: Language, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const home = await readHome(services, callerOf(request))
      const told = home.bound && (await wasTold(services, callerOf(request)))
      return sendPage(request, reply, {
        title: portalWords.plain(lang).home,
        lang,
        languageLinks: languages('/account'),
        exitThisPage: true,
        body: homeView({ ...home, told }, app.kernel.duty(), lang),
      })
    },
  )

  app.get(
    '/account/access-events',
    { ...page('resident-portal.access-log.read'), schema: { querystring: Language, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const visits = await readWhoLooked(services, callerOf(request))
      if (!visits) return reply.redirect('/account/code', 303)
      return sendPage(request, reply, {
        title: portalWords.plain(lang).whoLooked,
        lang,
        languageLinks: languages('/account/access-events'),
        backLink: '/account',
        exitThisPage: true,
        body: whoLookedView(visits, app.kernel.duty(), place.zone, lang),
      })
    },
  )

  app.get(
    '/account/access-events/:id/proof',
    {
      ...page('resident-portal.access-log.read'),
      schema: { params: z.object({ id: z.uuid() }), querystring: Language, response: { 200: z.any() } },
    },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const proof = await readProof(services, callerOf(request), request.params.id)
      if (proof === 'waiting')
        return sendPage(request, reply, {
          title: portalWords.plain(lang).proofWaitsTitle,
          lang,
          backLink: '/account/access-events',
          exitThisPage: true,
          body: proofWaitsView(lang),
        })
      return reply
        .header('content-disposition', 'attachment; filename="proof.json"')
        .type('application/json; charset=utf-8')
        .serializer((text: unknown) => text as string)
        .send(`${JSON.stringify({ howToCheck: portalWords.plain(lang).proofHow, ...proof }, null, 2)}\n`)
    },
  )

  /** Where the code goes. A wrong one, and one that froze the account, get the same answer. */
  const askForCode = (request: FastifyRequest, reply: FastifyReply, lang: Lang, wrong: boolean) =>
    sendPage(request, reply, {
      status: wrong ? 422 : 200,
      title: portalWords.plain(lang).bindTitle,
      lang,
      languageLinks: languages('/account/code'),
      backLink: '/account',
      exitThisPage: true,
      ...(wrong ? { errors: [{ text: portalWords.plain(lang).codeWrong, href: '#code' }] } : {}),
      body: codeView(csrfOf(request), wrong, lang),
    })

  app.get(
    '/account/code',
    { ...page('resident-portal.code.use'), schema: { querystring: Language, response: { 200: HtmlPage } } },
    async (request, reply) => {
      await inTransaction(house, callerOf(request), 'resident-portal.code.use', async () => {})
      return askForCode(request, reply, languageOf(request, reply, request.query.lang), false)
    },
  )

  app.post(
    '/account/code',
    {
      ...page('resident-portal.code.use'),
      schema: { querystring: Language, body: formBody({ code: z.string().max(40) }), response: { 200: HtmlPage } },
    },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const result = await inTransaction(house, callerOf(request), 'resident-portal.code.use', (tx) =>
        redeemCode(services, tx, request.body.code),
      ).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'CODE_WRONG') return 'wrong' as const
        throw error
      })
      return result === 'bound' ? reply.redirect('/account', 303) : askForCode(request, reply, lang, true)
    },
  )

  app.get(
    '/people/:id/code',
    { ...page('resident-portal.code.issue'), schema: { params: Person, response: { 200: HtmlPage } } },
    async (request, reply) => {
      await inTransaction(house, callerOf(request), 'resident-portal.code.issue', async () => {})
      return sendPage(request, reply, {
        title: 'Give someone their own page',
        backLink: `/people/${request.params.id}`,
        body: issueView(csrfOf(request), request.params.id),
      })
    },
  )

  app.post(
    '/people/:id/code',
    { ...page('resident-portal.code.issue'), schema: { params: Person, body: formBody({}), response: { 200: HtmlPage } } },
    async (request, reply) => {
      const code = await issueCode(services, callerOf(request), request.params.id)
      return sendPage(request, reply, { title: 'A code to hand over', body: issuedView(code, request.params.id) })
    },
  )
}
