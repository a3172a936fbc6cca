import type { FastifyReply, FastifyRequest } from 'fastify'
import { mayDo } from '#platform/acts'
import { dayOf } from '#platform/dates'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedText } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import { findHelpWords } from './find-help.words.ts'
import { openedView, servicesView } from './pages/services.view.ts'
import { lookForServices, openForWork } from './read-services.ts'
import { assureService, recordCapacity } from './say-of-service.ts'
import { Search, ServiceParams, wordsOf } from './schemas.ts'

const [read, record, assure] = [
  'service-directory.read',
  'service-directory.capacity.record',
  'service-directory.service.assure',
] as const
const response = { 200: HtmlPage, 303: HtmlPage, 422: HtmlPage }

/** Services as people at work look for them, and what their own people say of them. */
export const servicesPages: RoomRoutes = (app, { house, place }) => {
  const page = (act: string) => ({ config: { act, page: true } })
  const today = () => dayOf(house.now(), place.zone)

  app.get('/services', { ...page(read), schema: { querystring: Search, response } }, async (request, reply) => {
    const { page: number, lang: _, ...typed } = request.query
    const words = wordsOf(request.query)
    const errors = words ? [] : [{ text: findHelpWords.plain('en').ageWrong, href: '#age' }]
    const found = await inTransaction(house, callerOf(request), read, (tx) =>
      lookForServices(tx, { ...(words ?? { page: number }), today: today() }),
    )
    return sendPage(request, reply, {
      title: 'Services',
      status: words ? 200 : 422,
      errors,
      body: servicesView(typed, found.topics, { ...found, page: number }, { zone: place.zone, errors }),
    })
  })

  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, errors: readonly PageError[] = []) => {
    const opened = await inTransaction(house, callerOf(request), read, (tx) => openForWork(tx, id, today()))
    const may = (act: string) => !opened.service.endedAt && mayDo(app.kernel.policy, request.actor!, act)
    const steward = request.actor!.roles.includes('steward')
    return sendPage(request, reply, {
      title: opened.service.name,
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [{ text: 'Services', href: '/services' }],
      body: openedView(opened, {
        csrfToken: csrfOf(request),
        errors,
        today: today(),
        zone: place.zone,
        mayRecord: may(record) && opened.isOurs,
        mayAssure: may(assure) && (opened.isOurs || steward),
      }),
    })
  }
  app.get('/services/:id', { ...page(read), schema: { params: ServiceParams, response } }, (request, reply) =>
    show(request, reply, request.params.id),
  )
  app.post(
    '/services/:id/places',
    { ...page(record), schema: { params: ServiceParams, body: formBody({ places: typedText(20) }), response } },
    async (request, reply) => {
      const { id } = request.params
      try {
        const said = { serviceId: id, places: request.body.places }
        await inTransaction(house, callerOf(request), record, (tx) => recordCapacity(tx, said, house.now(), today()))
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'PLACES_UNREADABLE') throw error
        return show(request, reply, id, [{ text: error.message, href: '#places' }])
      }
      return reply.redirect(`/services/${id}`, 303)
    },
  )
  app.post(
    '/services/:id/checked',
    { ...page(assure), schema: { params: ServiceParams, body: formBody({}), response } },
    async (request, reply) => {
      const { id } = request.params
      await inTransaction(house, callerOf(request), assure, (tx) => assureService(tx, id, house.now(), today()))
      return reply.redirect(`/services/${id}`, 303)
    },
  )
}
