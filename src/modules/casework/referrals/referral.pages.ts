import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedText } from '#platform/http/pages'
import { idSchema, newId } from '#platform/ids'
import type { PageError } from '#platform/views/layout'
import { answerReferral, openReferral, readReferrals } from './answer-referral.ts'
import { type ReferralEvent, results } from './referral.rules.ts'
import { agreesWords, newReferralView, referralsView, referralView, type SendTyped } from './referral.view.ts'
import { readBeforeReferral, sendReferral } from './send-referral.ts'

const [send, read, answer] = ['casework.referral.send', 'casework.referral.read', 'casework.referral.answer'] as const
const breadcrumbs = [{ text: 'Referrals', href: '/referrals' }]

/** Asking another organisation to help, and answering: nobody is sent away without somebody who takes them. */
export const referralPages: RoomRoutes = (app, services) => {
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage, 409: HtmlPage, 422: HtmlPage }
  const Person = z.object({ id: idSchema<'person'>() })
  const Params = z.object({ id: idSchema<'referral'>() })

  app.get('/referrals', { ...page(read), schema: { response } }, async (request, reply) => {
    const mine = await readReferrals(services, callerOf(request))
    return sendPage(request, reply, { title: 'Referrals', body: referralsView(mine, services.place.zone) })
  })

  type Sending = { readonly referralId: string; readonly typed: SendTyped; readonly errors: readonly PageError[] }
  const sendForm = async (request: FastifyRequest, reply: FastifyReply, personId: string, sending: Sending) => {
    const before = await readBeforeReferral(services, callerOf(request), personId)
    return sendPage(request, reply, {
      title: 'Refer to another service',
      status: sending.errors.length > 0 ? 422 : 200,
      errors: sending.errors,
      backLink: { text: 'Back to the person', href: `/people/${before.personId}` },
      body: newReferralView({ ...before, ...sending, csrfToken: csrfOf(request) }),
    })
  }
  app.get('/people/:id/referrals/new', { ...page(send), schema: { params: Person, response } }, (request, reply) =>
    sendForm(request, reply, request.params.id, {
      referralId: newId(),
      typed: { to: '', need: '', agrees: '', safeWay: '' },
      errors: [],
    }),
  )
  app.post(
    '/people/:id/referrals',
    {
      ...page(send),
      schema: {
        params: Person,
        body: formBody({
          referralId: idSchema<'referral'>(),
          to: typedText(80),
          need: typedText(4000),
          agrees: typedText(20),
          safeWay: typedText(1000),
        }),
        response,
      },
    },
    async (request, reply) => {
      const { csrf: _, referralId, ...typed } = request.body
      const errors = [
        ...(typed.to ? [] : [{ text: 'Choose whom you ask', href: '#to' }]),
        ...(typed.need ? [] : [{ text: 'Write what they should help with', href: '#need' }]),
        ...(typed.agrees in agreesWords ? [] : [{ text: 'Say whether the person wants this', href: '#agrees' }]),
      ]
      if (errors.length > 0) return sendForm(request, reply, request.params.id, { referralId, typed, errors })
      await sendReferral(services, callerOf(request), request.params.id, referralId, { kind: 'sent', ...typed })
      return reply.redirect(`/referrals/${referralId}`, 303)
    },
  )

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    { typed, errors, status = 200 }: { typed: Readonly<Record<string, string>>; errors: readonly PageError[]; status?: number },
  ) => {
    const opened = await openReferral(services, callerOf(request), id)
    return sendPage(request, reply, {
      title: 'Referral',
      area: opened.name,
      status,
      errors: [...errors],
      breadcrumbs,
      body: referralView({ ...opened, zone: services.place.zone, csrfToken: csrfOf(request), typed, errors }),
    })
  }
  app.get('/referrals/:id', { ...page(read), schema: { params: Params, response } }, (request, reply) =>
    show(request, reply, request.params.id, { typed: {}, errors: [] }),
  )
  app.post(
    '/referrals/:id/entries',
    {
      ...page(answer),
      schema: {
        params: Params,
        body: formBody({ kind: typedText(20), after: z.coerce.number().int().min(0) }).catchall(z.string().trim().max(4000)),
        response,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { frontDoor } = await openReferral(services, callerOf(request), id)
      const { event, typed, errors } = eventFrom(request.body, frontDoor)
      if (!event) return show(request, reply, id, { typed, errors, status: 422 })
      try {
        await answerReferral(services, callerOf(request), id, request.body.after, event)
        return reply.redirect(`/referrals/${id}`, 303)
      } catch (error) {
        if (!(error instanceof Refusal) || (error.code !== 'REFERRAL_CHANGED' && error.code !== 'REFERRAL_FAULT')) throw error
        return show(request, reply, id, { typed, errors: [{ text: error.message, href: '#main-content' }], status: error.status })
      }
    },
  )
}

type Answered = {
  readonly event: Exclude<ReferralEvent, { kind: 'sent' }> | undefined
  readonly typed: Readonly<Record<string, string>>
  readonly errors: PageError[]
}
/** What a form of the referral's page says, as an entry; or what is missing in it. */
function eventFrom(body: Readonly<Record<string, unknown>> & { readonly kind: string }, frontDoor: string): Answered {
  const { kind } = body
  const said = (field: string): string => {
    const value = body[`${kind}-${field}`]
    return typeof value === 'string' ? value : ''
  }
  const needed = (texts: Readonly<Record<string, string>>, make: () => Answered['event']): Answered => {
    const fields = ['words', 'worker', 'phone', 'to', 'spokeWith', 'result']
    const typed = { kind, ...Object.fromEntries(fields.map((field) => [field, said(field)])) }
    const errors = Object.entries(texts).flatMap(([field, text]) =>
      said(field) === '' ? [{ text, href: `#${kind}-${field}` }] : [],
    )
    return { event: errors.length > 0 ? undefined : make(), typed, errors }
  }
  const words = said('words')
  switch (kind) {
    case 'accepted':
      return needed({ worker: 'Write who helps' }, () => ({ kind, worker: said('worker'), phone: said('phone'), words }))
    case 'returned':
      return needed({ words: 'Write what you need to know' }, () => ({ kind, words }))
    case 'sent-again':
      return needed({ words: 'Write your answer' }, () => ({ kind, words }))
    case 'handed-over':
      return needed({ to: 'Choose to whom', spokeWith: 'Write with whom you spoke there' }, () => ({
        kind,
        to: said('to'),
        spokeWith: said('spokeWith'),
        words,
      }))
    case 'declined':
      return needed({ words: 'Write why, and whom you asked' }, () => ({ kind, frontDoor, words }))
    case 'withdrawn':
      return needed({ words: 'Write why' }, () => ({ kind, words }))
    case 'closed': {
      const result = results.find((one) => one === said('result'))
      return needed({ result: 'Choose how it came out' }, () => result && { kind, result, words })
    }
    default:
      return { event: undefined, typed: { kind }, errors: [{ text: 'Choose what to do with it', href: '#main-content' }] }
  }
}
