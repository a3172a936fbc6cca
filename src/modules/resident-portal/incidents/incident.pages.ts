import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isWay } from '#modules/information-governance'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import type { PageError } from '#platform/views/layout'
import { Language, languageOf, languages } from '../language.ts'
import { incidentWords } from './incident.words.ts'
import { readMyIncidents } from './my-incidents.ts'
import { myIncidentsView } from './my-incidents.view.ts'
import { freezeList, readReached, tellOnAccounts, tellPerson, withReached } from './reached.ts'
import { reachedPersonView, reachedView, reviewView, toReviewView } from './reached.view.ts'
import { decideTellingReview, openTellingReview, readToReview } from './reviews.ts'

const [tells, reviews, own] = ['governance.incident.tell', 'governance.incident.review', 'governance.incident.read-own'] as const
const Incident = z.object({ id: z.uuid() })
const OnList = Incident.extend({ person: z.uuid() })
const answer = formBody({ kind: z.string().max(20).default(''), said: z.string().trim().max(2000).default('') })
type Typed = { readonly kind: string; readonly said: string }
const nothingTyped: Typed = { kind: '', said: '' }

/** Whom an incident reached and how each is told, for officers; whether it is safe, for who reviews; and what a resident was told. */
export const incidentPages: RoomRoutes = (app, services) => {
  const { zone } = services.place
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage, 422: HtmlPage }
  const around = (request: FastifyRequest, errors: readonly PageError[] = []) => ({ zone, csrfToken: csrfOf(request), errors })
  const breadcrumbs = (id: string, reference: string) => [
    { text: 'Incidents', href: '/incidents' },
    { text: reference, href: `/incidents/${id}` },
  ]

  const number = z.coerce.number().int().min(1).max(100_000).catch(1)
  app.get(
    '/incidents/:id/people',
    { ...page(tells), schema: { params: Incident, querystring: z.object({ page: number }), response } },
    async (request, reply) => {
      const { id } = request.params
      const reached = await readReached(services, callerOf(request), id, request.query.page)
      return sendPage(request, reply, {
        title: 'Whom it reached',
        breadcrumbs: breadcrumbs(id, reached.incident.reference),
        body: reachedView(reached, request.query.page, around(request)),
      })
    },
  )
  app.post(
    '/incidents/:id/people/freeze',
    { ...page(tells), schema: { params: Incident, body: formBody({}), response } },
    async (request, reply) => {
      await freezeList(services, callerOf(request), request.params.id)
      return reply.redirect(`/incidents/${request.params.id}/people`, 303)
    },
  )
  app.post(
    '/incidents/:id/people/tell',
    { ...page(tells), schema: { params: Incident, body: formBody({}), response } },
    async (request, reply) => {
      await tellOnAccounts(services, callerOf(request), request.params.id)
      return reply.redirect(`/incidents/${request.params.id}/people`, 303)
    },
  )

  type Of = z.infer<typeof OnList>
  const onePage = async (request: FastifyRequest, reply: FastifyReply, { id, person }: Of, typed: Typed, errors: PageError[]) => {
    const read = await withReached(services, callerOf(request), id, person, async (_tx, incident, one) => ({ incident, one }))
    return sendPage(request, reply, {
      title: 'One person whom it reached',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [...breadcrumbs(id, read.incident.reference), { text: 'Whom it reached', href: `/incidents/${id}/people` }],
      body: reachedPersonView(read.incident, read.one, typed, around(request, errors)),
    })
  }
  app.get('/incidents/:id/people/:person', { ...page(tells), schema: { params: OnList, response } }, (request, reply) =>
    onePage(request, reply, request.params, nothingTyped, []),
  )
  app.post(
    '/incidents/:id/people/:person',
    { ...page(tells), schema: { params: OnList, body: answer, response } },
    async (request, reply) => {
      const { id, person } = request.params
      const { kind, said } = request.body
      const again = (text: string, href: string) => onePage(request, reply, request.params, { kind, said }, [{ text, href }])
      if (kind !== 'cannot' && !isWay(kind)) return again('Choose how they were told', '#kind')
      if (kind !== 'account' && said === '') return again('Say by whom and when, or why not', '#said')
      try {
        await tellPerson(services, callerOf(request), id, person, { kind, said })
      } catch (error) {
        if (!(error instanceof Refusal) || !['TELLING_NOT_SAFE', 'TELLING_MEANWHILE', 'INCIDENT_NO_NOTICE'].includes(error.code))
          throw error
        return again(error.message, '#kind')
      }
      return reply.redirect(`/incidents/${id}/people`, 303)
    },
  )

  app.get('/incident-reviews', { ...page(reviews), schema: { response } }, async (request, reply) => {
    const lists = await readToReview(services, callerOf(request))
    return sendPage(request, reply, { title: 'Is it safe to tell?', body: toReviewView(lists) })
  })
  const reviewPage = async (request: FastifyRequest, reply: FastifyReply, of: Of, typed: Typed, errors: PageError[]) => {
    const opened = await openTellingReview(services, callerOf(request), of.id, of.person)
    return sendPage(request, reply, {
      title: 'Is it safe to tell this person?',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [{ text: 'Is it safe to tell?', href: '/incident-reviews' }],
      body: reviewView(of.id, opened, typed, around(request, errors)),
    })
  }
  app.get('/incident-reviews/:id/people/:person', { ...page(reviews), schema: { params: OnList, response } }, (request, reply) =>
    reviewPage(request, reply, request.params, nothingTyped, []),
  )
  app.post(
    '/incident-reviews/:id/people/:person',
    { ...page(reviews), schema: { params: OnList, body: answer, response } },
    async (request, reply) => {
      const { id, person } = request.params
      const { kind, said } = request.body
      const again = (text: string, href: string) => reviewPage(request, reply, request.params, { kind, said }, [{ text, href }])
      if (kind !== 'safe' && kind !== 'not-safe') return again('Choose whether it is safe', '#kind')
      if (said === '') return again('Give your reasons', '#said')
      await decideTellingReview(services, callerOf(request), id, person, { kind, said })
      return reply.redirect('/incident-reviews', 303)
    },
  )

  app.get(
    '/account/incidents',
    { ...page(own), schema: { querystring: Language, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const mine = await readMyIncidents(services, callerOf(request))
      return sendPage(request, reply, {
        title: incidentWords.plain(lang).title,
        lang,
        languageLinks: languages('/account/incidents'),
        backLink: '/account',
        exitThisPage: true,
        body: myIncidentsView(mine, { zone, lang }),
      })
    },
  )
}
