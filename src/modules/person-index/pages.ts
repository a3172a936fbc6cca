import type { FastifyReply, FastifyRequest } from 'fastify'
import { mayDo } from '#platform/acts'
import { Refusal, refusal } from '#platform/errors'
import { type App, callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import type { Services } from '#platform/services'
import type { PageError } from '#platform/views/layout'
import { joinPeople, splitRecord, takeBackDecision } from './decide-links.ts'
import { errors as refusals } from './errors.ts'
import { findSamePerson } from './find-same-person.ts'
import { joinView, takeBackView } from './pages/decide-links.view.ts'
import { linkedRecordsView } from './pages/linked-records.view.ts'
import { qualityPages } from './quality-pages.ts'
import { readLinkedRecords } from './read-linked-records.ts'
import { reviewPages } from './review-pages.ts'
import { CandidatesQuery, DecisionParams, JoinFields, PersonParams, Redirected, SplitFields, TakeBackFields } from './schemas.ts'

const read = 'person-index.linked-records.read'
const decide = 'person-index.link.decide'

/** What a worker may do from a person's page: see which records make it up. */
export const personActions = [
  { act: read, text: 'See which records make up this person', href: (personId: string) => `/people/${personId}/linked-records` },
]

const fields: Record<string, string> = {
  RECORD_NOT_CHOSEN: '#record',
  RECORD_STANDS_ALONE: '#record',
  OTHER_PERSON_NOT_CHOSEN: '#other',
}
/** What is wrong with a form, beside its field. Anything that is not about the form is thrown on. */
function wrong(error: unknown): PageError[] {
  if (!(error instanceof Refusal) || error.status !== 422) throw error
  return [{ text: error.message, href: fields[error.code] ?? '#reason' }]
}

/** The pages of a person's linked records, the decisions about them, the review desk, and the analyst’s pages. */
export const pages: RoomRoutes = (app, services) => {
  reviewPages(app, services)
  qualityPages(app, services)
  const page = (act: string) => ({ config: { act, page: true } })
  const show = showing(app, services)
  const path = '/people/:id/linked-records'

  app.get(path, { ...page(read), schema: { params: PersonParams, response: { 200: HtmlPage } } }, (request, reply) =>
    show.records(request, reply, request.params.id),
  )
  app.post(
    `${path}/split`,
    {
      ...page(decide),
      schema: { params: PersonParams, body: formBody(SplitFields), response: { 303: Redirected, 422: HtmlPage } },
    },
    async (request, reply) => {
      const { id } = request.params
      const { record, reason } = request.body
      try {
        await splitRecord(services, callerOf(request), id, record, reason)
      } catch (error) {
        return show.records(request, reply, id, wrong(error), { record, reason })
      }
      return reply.redirect(`/people/${id}/linked-records`, 303)
    },
  )
  app.get(
    `${path}/join`,
    { ...page(decide), schema: { params: PersonParams, querystring: CandidatesQuery, response: { 200: HtmlPage } } },
    (request, reply) => show.candidates(request, reply, request.params.id, request.query.name || undefined),
  )
  app.post(
    `${path}/join`,
    {
      ...page(decide),
      schema: { params: PersonParams, body: formBody(JoinFields), response: { 303: Redirected, 422: HtmlPage } },
    },
    async (request, reply) => {
      const { id } = request.params
      const { other, reason } = request.body
      try {
        if (other === '') throw refusal(refusals, 'OTHER_PERSON_NOT_CHOSEN')
        await joinPeople(services, callerOf(request), id, other, reason)
      } catch (error) {
        return show.candidates(request, reply, id, undefined, wrong(error), { other, reason })
      }
      return reply.redirect(`/people/${id}/linked-records`, 303)
    },
  )
  app.get(
    `${path}/decisions/:decision`,
    { ...page(decide), schema: { params: DecisionParams, response: { 200: HtmlPage } } },
    (request, reply) => show.decision(request, reply, request.params.id, request.params.decision),
  )
  app.post(
    `${path}/decisions/:decision`,
    {
      ...page(decide),
      schema: { params: DecisionParams, body: formBody(TakeBackFields), response: { 303: Redirected, 422: HtmlPage } },
    },
    async (request, reply) => {
      const { id, decision } = request.params
      const { reason } = request.body
      try {
        await takeBackDecision(services, callerOf(request), id, decision, reason)
      } catch (error) {
        return show.decision(request, reply, id, decision, wrong(error), reason)
      }
      return reply.redirect(`/people/${id}/linked-records`, 303)
    },
  )
}

/** How each page is shown, also again when something in its form was wrong. */
function showing(app: App, services: Services) {
  const { zone } = services.place
  const around = (person: { personId: string; name: string }, errors: readonly PageError[]) => ({
    status: errors.length > 0 ? 422 : 200,
    errors: [...errors],
    breadcrumbs: [
      { text: 'My day', href: '/my-day' },
      { text: 'People', href: '/people' },
      { text: person.name, href: `/people/${person.personId}` },
    ],
  })
  return {
    async records(
      request: FastifyRequest,
      reply: FastifyReply,
      id: string,
      errors: readonly PageError[] = [],
      typed: { record?: string; reason?: string } = {},
    ) {
      const found = await readLinkedRecords(services, callerOf(request), id)
      const may = { decide: mayDo(app.kernel.policy, request.actor!, decide), csrfToken: csrfOf(request), errors, typed }
      return sendPage(request, reply, {
        ...around(found, errors),
        title: 'Linked records',
        body: linkedRecordsView(found, may, zone),
      })
    },
    async candidates(
      request: FastifyRequest,
      reply: FastifyReply,
      id: string,
      name: string | undefined,
      errors: readonly PageError[] = [],
      typed: { other?: string; reason?: string } = {},
    ) {
      const found = await findSamePerson(services, callerOf(request), id, name)
      const body = joinView(found, { csrfToken: csrfOf(request), name, errors, typed })
      return sendPage(request, reply, { ...around(found, errors), title: 'Join two people who are one', body })
    },
    async decision(
      request: FastifyRequest,
      reply: FastifyReply,
      id: string,
      decisionId: string,
      errors: readonly PageError[] = [],
      typed = '',
    ) {
      const found = await readLinkedRecords(services, callerOf(request), id)
      const decision = found.decisions.find((one) => one.id === decisionId && one.state !== 'taken back')
      if (!decision) throw refusal(refusals, 'DECISION_NOT_FOUND')
      const body = takeBackView(found.personId, decision, zone, { csrfToken: csrfOf(request), errors, typed })
      return sendPage(request, reply, { ...around(found, errors), title: 'Take a decision back', body })
    },
  }
}
