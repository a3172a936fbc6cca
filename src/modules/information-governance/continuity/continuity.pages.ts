import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { newestInFolder } from '#platform/continuity-folder'
import { callerOf, type RoomRoutes, requireCsrf } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import {
  continuityFindings,
  continuityView,
  faultWords,
  handedInView,
  handInView,
  sittingsView,
  sittingView,
} from './continuity.view.ts'
import { handIn } from './hand-in.ts'
import { listKey, listReceiver } from './keys.ts'
import { openSitting, readContinuity, readSittings, reviewSitting } from './review.ts'

const [reads, handsIn, reviews] = [
  'governance.continuity.read',
  'governance.continuity.hand-in',
  'governance.continuity.review',
] as const
/** A record is some hundred bytes a look. */
const largestRecordBytes = 20 * 1024 * 1024

/** The continuity list: that there is one; the record of who opened it, handed in; and its review by another organisation's officer. */
export const continuityPages: RoomRoutes = (app, services) => {
  const { house, place, config } = services
  const response = { 200: HtmlPage, 303: HtmlPage, 422: HtmlPage }
  const page = (act: string) => ({ config: { act, page: true } as const })
  const at = () => ({ now: house.now(), zone: place.zone })
  const breadcrumbs = [{ text: 'Continuity list', href: '/continuity' }]

  app.get('/continuity', { ...page(reads), schema: { response } }, async (request, reply) => {
    const facts = {
      ...(await readContinuity(services, callerOf(request))),
      inFolder: newestInFolder(config.CONTINUITY_DIR),
      folder: config.CONTINUITY_DIR,
      sealedFor: listReceiver(services)?.name ?? null,
      listKey: listKey(services),
    }
    return sendPage(request, reply, { title: 'Continuity list', body: continuityView(facts, at()) })
  })

  const handInPage = async (request: FastifyRequest, reply: FastifyReply, errors: PageError[]) => {
    await inTransaction(house, callerOf(request), handsIn, async () => {})
    return sendPage(request, reply, {
      title: 'Hand in a record of openings',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs,
      body: handInView({ csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/continuity/hand-in', { ...page(handsIn), schema: { response } }, (request, reply) => handInPage(request, reply, []))
  app.post('/continuity/hand-in', { ...page(handsIn), schema: { response } }, async (request, reply) => {
    const given: Record<string, string> = {}
    for await (const part of request.parts({ limits: { fileSize: largestRecordBytes } })) {
      if (part.type === 'field') given[part.fieldname] = String(part.value)
      else given[part.fieldname] = (await part.toBuffer()).toString('utf8')
    }
    requireCsrf(request, given.csrf)
    if (!given.file) return handInPage(request, reply, [{ text: 'Choose the record', href: '#file' }])
    const result = await handIn(services, callerOf(request), given.file)
    if ('fault' in result) return handInPage(request, reply, [{ text: faultWords(result.fault), href: '#file' }])
    return sendPage(request, reply, { title: 'Record handed in', breadcrumbs, body: handedInView(result) })
  })

  app.get('/continuity/sittings', { ...page(reviews), schema: { response } }, async (request, reply) => {
    const sittings = await readSittings(services, callerOf(request))
    return sendPage(request, reply, { title: 'Continuity lists opened', body: sittingsView(sittings, at()) })
  })
  type Typed = { finding: string; reasons: string }
  const one = async (request: FastifyRequest, reply: FastifyReply, id: string, typed: Typed, errors: PageError[]) => {
    const sitting = await openSitting(services, callerOf(request), id)
    return sendPage(request, reply, {
      title: 'Continuity list opened',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [{ text: 'Continuity lists opened', href: '/continuity/sittings' }],
      body: sittingView(sitting, typed, { ...at(), csrfToken: csrfOf(request), errors }),
    })
  }
  const params = z.object({ id: z.uuid() })
  app.get('/continuity/sittings/:id', { ...page(reviews), schema: { params, response } }, (request, reply) =>
    one(request, reply, request.params.id, { finding: '', reasons: '' }, []),
  )
  const body = formBody({ finding: z.string().default(''), reasons: z.string().trim().max(1000).default('') })
  app.post('/continuity/sittings/:id', { ...page(reviews), schema: { params, body, response } }, async (request, reply) => {
    const { finding, reasons } = request.body
    const found = continuityFindings.find((its) => its === finding)
    const errors = [
      ...(found ? [] : [{ text: 'Choose what you found', href: '#finding' }]),
      ...(reasons === '' ? [{ text: 'Give your reasons', href: '#reasons' }] : []),
    ]
    if (!found || errors.length > 0) return one(request, reply, request.params.id, { finding, reasons }, errors)
    await reviewSitting(services, callerOf(request), request.params.id, { finding: found, reasons })
    return reply.redirect('/continuity/sittings', 303)
  })
}
