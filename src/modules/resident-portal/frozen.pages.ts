import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { mayDo } from '#platform/acts'
import { Refusal, refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { requireStepUp } from '#platform/sign-in/sessions'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import type { Lang } from '#platform/words'
import { errors as refusals } from './errors.ts'
import { frozenWords } from './frozen.words.ts'
import { frozenView, thawView } from './pages/frozen.view.ts'
import { readFrozen } from './read-frozen.ts'
import { FreezeParams, Redirected, ThawFields } from './schemas.ts'
import { thawAccount } from './thaw-account.ts'

const read = 'resident-portal.frozen.read'
const thaw = 'resident-portal.account.thaw'
const Language = z.object({ lang: z.enum(['en', 'cy']).default('en') })
const languageLinks = (path: string) => (['en', 'cy'] as const).map((lang) => ({ lang, href: `${path}?lang=${lang}` }))

/** Frozen accounts, and the giving back of one, for workers. */
export const frozenPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })

  app.get(
    '/frozen-accounts',
    { ...page(read), schema: { querystring: Language, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const { lang } = request.query
      const frozen = await readFrozen(services, callerOf(request))
      return sendPage(request, reply, {
        title: frozenWords.plain(lang).title,
        lang,
        languageLinks: languageLinks('/frozen-accounts'),
        body: frozenView(frozen, mayDo(app.kernel.policy, request.actor!, thaw), { zone: place.zone, lang }),
      })
    },
  )

  type Shown = { readonly id: string; readonly lang: Lang; readonly typed?: string; readonly errors?: readonly PageError[] }
  /** The form, before and after something in it was wrong. It asks for a fresh sign-in before anything is typed. */
  const showForm = async (request: FastifyRequest, reply: FastifyReply, { id, lang, typed, errors = [] }: Shown) => {
    const caller = callerOf(request)
    await inTransaction(house, caller, thaw, async (tx) => requireStepUp(tx.actor, house.now().epochMilliseconds))
    const { people } = await readFrozen(services, caller, id)
    const person = people.find((one) => one.accounts.some((account) => account.id === id))
    if (!person) throw refusal(refusals, 'FREEZE_NOT_FOUND')
    const account = person.accounts.find((one) => one.id === id)!
    return sendPage(request, reply, {
      title: frozenWords.plain(lang).thawTitle(account.accountName),
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      lang,
      languageLinks: languageLinks(`/frozen-accounts/${id}`),
      breadcrumbs: [{ text: frozenWords.plain(lang).title, href: `/frozen-accounts?lang=${lang}` }],
      body: thawView(person, account, { csrfToken: csrfOf(request), errors, ...(typed ? { typed } : {}) }, { lang }),
    })
  }

  app.get(
    '/frozen-accounts/:id',
    { ...page(thaw), schema: { params: FreezeParams, querystring: Language, response: { 200: HtmlPage } } },
    (request, reply) => showForm(request, reply, { id: request.params.id, lang: request.query.lang }),
  )

  app.post(
    '/frozen-accounts/:id/thaw',
    {
      ...page(thaw),
      schema: {
        params: FreezeParams,
        querystring: Language,
        body: formBody(ThawFields),
        response: { 303: Redirected, 422: HtmlPage },
      },
    },
    async (request, reply) => {
      const [{ id }, { lang }, { reason }] = [request.params, request.query, request.body]
      try {
        await thawAccount(services, callerOf(request), id, reason)
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'THAW_REASON_MISSING') throw error
        return showForm(request, reply, { id, lang, typed: reason, errors: [{ text: error.message, href: '#reason' }] })
      }
      return reply.redirect(`/frozen-accounts?lang=${lang}`, 303)
    },
  )
}
