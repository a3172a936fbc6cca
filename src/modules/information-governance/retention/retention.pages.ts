import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayOf } from '#platform/dates'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { approveErasure } from './approve.ts'
import { askToLift, liftHold, placeHold } from './holds.ts'
import { readCertificate, readErasure, readRetention } from './read-retention.ts'
import { grounds, type HoldGround } from './retention.rules.ts'
import { type Around, erasureView, type HoldTyped, newHoldView, retentionView } from './retention.view.ts'

const read = 'governance.retention.read'
const hold = 'governance.retention.hold'
const title = 'How long records are kept'

/** How long records are kept, what is due to be erased, what is held, and what was erased. */
export const retentionPages: RoomRoutes = (app, services) => {
  const response = { 200: HtmlPage, 303: HtmlPage }
  const params = z.object({ id: z.uuid() })
  const breadcrumbs = [{ text: title, href: '/retention' }]
  const around = (request: FastifyRequest, errors: readonly PageError[] = []): Around => ({
    today: dayOf(services.house.now(), services.place.zone),
    zone: services.place.zone,
    csrfToken: csrfOf(request),
    errors,
  })
  const overview = async (request: FastifyRequest, reply: FastifyReply, errors: PageError[] = []) => {
    const body = retentionView(await readRetention(services, callerOf(request)), around(request, errors))
    return sendPage(request, reply, { title, body, errors, status: errors.length > 0 ? 422 : 200 })
  }
  app.get('/retention', { config: { act: read, page: true }, schema: { response } }, (request, reply) => overview(request, reply))

  app.get(
    '/retention/erasures/:id',
    { config: { act: read, page: true }, schema: { params, response } },
    async (request, reply) => {
      const erasure = await readErasure(services, callerOf(request), request.params.id)
      return sendPage(request, reply, { title: erasure.batch.dataset, breadcrumbs, body: erasureView(erasure, around(request)) })
    },
  )
  app.post(
    '/retention/erasures/:id/approve',
    { config: { act: 'governance.retention.approve', page: true }, schema: { params, body: formBody({}), response } },
    async (request, reply) => {
      await approveErasure(services, callerOf(request), request.params.id)
      return reply.redirect(`/retention/erasures/${request.params.id}`, 303)
    },
  )
  app.get(
    '/retention/erasures/:id/certificate',
    {
      config: { act: read },
      schema: {
        tags: ['information-governance'],
        summary: 'The certificate of an erasure, as it was hashed',
        params,
        response: { 200: z.string() },
      },
    },
    async (request, reply) =>
      reply
        .header('content-disposition', `attachment; filename="certificate-${request.params.id}.json"`)
        .type('application/json; charset=utf-8')
        .serializer(String)
        .send(await readCertificate(services, callerOf(request), request.params.id)),
  )

  const newHold = async (request: FastifyRequest, reply: FastifyReply, typed: HoldTyped, errors: PageError[]) => {
    const { datasets } = await readRetention(services, callerOf(request))
    return sendPage(request, reply, {
      title: 'Place a hold',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs,
      body: newHoldView(datasets, typed, around(request, errors)),
    })
  }
  const nothing: HoldTyped = { dataset: '', record: '', ground: '', reason: '', review: { day: '', month: '', year: '' } }
  app.get('/retention/holds/new', { config: { act: hold, page: true }, schema: { response } }, (request, reply) =>
    newHold(request, reply, nothing, []),
  )
  app.post(
    '/retention/holds',
    {
      config: { act: hold, page: true },
      schema: {
        body: formBody({
          dataset: z.string().max(80).default(''),
          record: z.string().trim().max(120).default(''),
          ground: z.string().max(40).default(''),
          reason: z.string().trim().max(1000).default(''),
          'review-day': z.string().max(10).default(''),
          'review-month': z.string().max(20).default(''),
          'review-year': z.string().max(10).default(''),
        }),
        response,
      },
    },
    async (request, reply) => {
      const { dataset, record, ground, reason } = request.body
      const typed = { dataset, record, ground, reason, review: dateAnswer(request.body, 'review') }
      const found = grounds.find((one): one is HoldGround => one === ground)
      const review = readDate(typed.review, 'The day on which it is looked at again')
      const errors = [
        ...(record !== '' && dataset === ''
          ? [{ text: 'Choose the set of records that the reference is from', href: '#dataset' }]
          : []),
        ...(found ? [] : [{ text: 'Choose what the hold is for', href: '#ground' }]),
        ...(reason === '' ? [{ text: 'Write why the records are held', href: '#reason' }] : []),
        ...('error' in review ? [{ text: review.error, href: `#review-${review.part}` }] : []),
      ]
      if (!found || 'error' in review || errors.length > 0) return newHold(request, reply, typed, errors)
      try {
        await placeHold(services, callerOf(request), {
          datasetId: dataset || null,
          recordKey: record || null,
          ground: found,
          reason,
          reviewOn: review.date,
        })
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 422) throw error
        return newHold(request, reply, typed, [
          { text: error.message, href: error.code === 'NOT_YOUR_DATASET' ? '#dataset' : '#review-day' },
        ])
      }
      return reply.redirect('/retention#holds', 303)
    },
  )
  app.post(
    '/retention/holds/:id/ask-to-lift',
    {
      config: { act: hold, page: true },
      schema: { params, body: formBody({}).catchall(z.string().trim().max(1000)), response },
    },
    async (request, reply) => {
      const { id } = request.params
      const name = `reason-${id}`
      const reason = request.body[name] ?? ''
      if (reason === '') return overview(request, reply, [{ text: 'Write why the hold may be lifted', href: `#${name}` }])
      await askToLift(services, callerOf(request), id, reason)
      return reply.redirect('/retention#holds', 303)
    },
  )
  app.post(
    '/retention/holds/:id/lift',
    { config: { act: hold, page: true }, schema: { params, body: formBody({}), response } },
    async (request, reply) => {
      await liftHold(services, callerOf(request), request.params.id)
      return reply.redirect('/retention#holds', 303)
    },
  )
}
