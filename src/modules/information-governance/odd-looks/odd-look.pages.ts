import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import type { Services } from '#platform/services'
import type { Caller } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import { errors as refusals } from '../errors.ts'
import { findings } from './odd-look.rules.ts'
import { incidentFor, noticeOf, oddLookView, ownOddLooksView, ownOddLookView } from './odd-look.view.ts'
import { answerOddLook, awaitsHer, decideOddLook, openOddLook, readOwn } from './odd-looks.ts'

const [answers, reviews] = ['governance.odd-look.answer', 'governance.odd-look.review'] as const

/** What a worker's day says while something that was noticed of her looks waits for her word. It says when and what, and not of whom. */
export const oddLookNotices = {
  act: answers,
  notices: async (services: Services, caller: Caller) =>
    (await readOwn(services, caller)).filter(awaitsHer).map((look) => ({
      text: noticeOf(look, services.place.zone),
      link: { text: `Say why: ${look.reference}`, href: `/odd-looks/${look.id}` },
    })),
} as const

/** The worker's answer, and the officer's decision. Her queue stands on the page of access reviews. */
export const oddLookPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const response = { 200: HtmlPage, 303: HtmlPage }
  const params = z.object({ id: z.uuid() })
  const words = z.string().trim().max(1000).default('')
  const page = (act: typeof answers | typeof reviews) => ({ config: { act, page: true } })
  const at = () => ({ now: house.now(), zone: place.zone })

  app.get('/odd-looks', { ...page(answers), schema: { response } }, async (request, reply) =>
    sendPage(request, reply, {
      title: 'Records you opened',
      breadcrumbs: [{ text: 'My day', href: '/my-day' }],
      body: ownOddLooksView(await readOwn(services, callerOf(request)), at()),
    }),
  )
  const own = async (request: FastifyRequest, reply: FastifyReply, id: string, said: string, errors: readonly PageError[]) => {
    const look = (await readOwn(services, callerOf(request))).find((one) => one.id === id)
    if (!look) throw refusal(refusals, 'ODD_LOOK_NOT_FOUND')
    return sendPage(request, reply, {
      title: look.refused ? 'A record you tried to open' : 'A record you opened',
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      breadcrumbs: [
        { text: 'My day', href: '/my-day' },
        { text: 'Records you opened', href: '/odd-looks' },
      ],
      body: ownOddLookView(look, said, { ...at(), csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/odd-looks/:id', { ...page(answers), schema: { params, response } }, (request, reply) =>
    own(request, reply, request.params.id, '', []),
  )
  app.post(
    '/odd-looks/:id',
    { ...page(answers), schema: { params, body: formBody({ said: words }), response } },
    async (request, reply) => {
      const { said } = request.body
      if (said === '')
        return own(request, reply, request.params.id, said, [{ text: 'Say in a sentence why you looked', href: '#said' }])
      await answerOddLook(services, callerOf(request), request.params.id, said)
      return reply.redirect('/odd-looks', 303)
    },
  )

  type Typed = { readonly finding: string; readonly reasons: string }
  const one = async (request: FastifyRequest, reply: FastifyReply, id: string, typed: Typed, errors: readonly PageError[]) => {
    const look = await openOddLook(services, callerOf(request), id)
    return sendPage(request, reply, {
      title: `Odd look ${look.reference}`,
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      breadcrumbs: [{ text: 'Access reviews', href: '/access-reviews' }],
      body: oddLookView(look, typed, { ...at(), csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/access-reviews/odd/:id', { ...page(reviews), schema: { params, response } }, (request, reply) =>
    one(request, reply, request.params.id, { finding: '', reasons: '' }, []),
  )
  app.post(
    '/access-reviews/odd/:id',
    {
      ...page(reviews),
      schema: { params, body: formBody({ finding: z.string().default(''), reasons: words }), response },
    },
    async (request, reply) => {
      const { finding, reasons } = request.body
      const found = findings.find((its) => its === finding)
      const errors = [
        ...(found ? [] : [{ text: 'Choose what you decide', href: '#finding' }]),
        ...(reasons === '' ? [{ text: 'Give your reasons, or your question', href: '#reasons' }] : []),
      ]
      if (!found || errors.length > 0) return one(request, reply, request.params.id, { finding, reasons }, errors)
      const reference = await decideOddLook(services, callerOf(request), request.params.id, { finding: found, reasons })
      return reply.redirect(found === 'not-rightful' ? incidentFor(reference) : '/access-reviews', 303)
    },
  )
}
