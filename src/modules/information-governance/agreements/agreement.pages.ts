import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { mayDo } from '#platform/acts'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { requireStepUp } from '#platform/sign-in/sessions'
import { inTransaction } from '#platform/transactions'
import { html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import { link, pageHeading, paragraph } from '#platform/views/page-parts'
import type { At } from '../at.ts'
import { agreementView, changesView, registerView, stopView } from './agreement.view.ts'
import { end, readAgreement, readShared, resume, suspend } from './agreements.ts'
import { draftPages } from './draft.pages.ts'
import type { CountPeople } from './simulate.ts'
import { simulateDraft, simulateStop } from './simulate.ts'

const [read, simulates] = ['governance.read', 'governance.agreement.simulate'] as const

/** The register of agreements: reading, drafting, signing, stopping, and what each would change. */
export const agreementPages =
  (count: CountPeople): RoomRoutes =>
  (app, services) => {
    const { house, place } = services
    draftPages(app, services)
    const page = (act: string) => ({ config: { act, page: true } })
    const response = { 200: HtmlPage, 303: HtmlPage }
    const params = z.object({ id: z.uuid() })
    const at = (): At => ({ now: house.now(), zone: place.zone })
    const may = (request: FastifyRequest, act: string) => request.actor !== null && mayDo(app.kernel.policy, request.actor, act)
    const breadcrumbs = [{ text: 'Sharing agreements', href: '/sharing-agreements' }]

    app.get('/sharing-agreements', { ...page(read), schema: { response } }, async (request, reply) => {
      const register = await inTransaction(house, callerOf(request), read, (tx) => readShared(tx, at()))
      return sendPage(request, reply, {
        title: 'Sharing agreements',
        body: registerView(register, { mayDraft: may(request, 'governance.agreement.draft') }),
      })
    })

    app.get('/sharing-agreements/:id', { ...page(read), schema: { params, response } }, async (request, reply) => {
      const { id } = request.params
      const opened = await inTransaction(house, callerOf(request), read, (tx) => readAgreement(tx, id, at()))
      return sendPage(request, reply, {
        title: opened.agreement.content.title,
        breadcrumbs,
        body: agreementView(opened, {
          zone: place.zone,
          csrfToken: csrfOf(request),
          may: {
            draft: may(request, 'governance.agreement.draft'),
            suspend: opened.isParty && may(request, 'governance.agreement.suspend'),
            end: opened.isParty && may(request, 'governance.agreement.end'),
          },
        }),
      })
    })

    app.get(
      '/sharing-agreements/drafts/:id/changes',
      { ...page(simulates), schema: { params, response } },
      async (request, reply) => {
        const simulation = await inTransaction(house, callerOf(request), simulates, (tx) =>
          simulateDraft(tx, request.params.id, at(), count),
        )
        const href = `/sharing-agreements/drafts/${request.params.id}`
        return sendPage(request, reply, {
          title: 'What would change',
          breadcrumbs: [...breadcrumbs, { text: simulation.draft.content.title, href }],
          body: html`${pageHeading('What would change', simulation.draft.content.title)}${changesView(simulation)}${paragraph(link('Back to the draft', href))}`,
        })
      },
    )

    const stopPage = async (
      request: FastifyRequest,
      reply: FastifyReply,
      id: string,
      typed: { what: string; reason: string },
      errors: PageError[],
    ) => {
      const { found, simulation } = await inTransaction(house, callerOf(request), simulates, async (tx) => {
        requireStepUp(tx.actor, house.now().epochMilliseconds)
        return { found: await readAgreement(tx, id, at()), simulation: await simulateStop(tx, id, at(), count) }
      })
      return sendPage(request, reply, {
        title: `Stop “${found.agreement.content.title}”`,
        status: errors.length > 0 ? 422 : 200,
        errors,
        breadcrumbs: [...breadcrumbs, { text: found.agreement.content.title, href: `/sharing-agreements/${id}` }],
        body: stopView(found, simulation, {
          typed,
          errors,
          csrfToken: csrfOf(request),
          may: { suspend: may(request, 'governance.agreement.suspend'), end: may(request, 'governance.agreement.end') },
        }),
      })
    }
    app.get(
      '/sharing-agreements/:id/stop',
      { ...page('governance.agreement.suspend'), schema: { params, response } },
      (request, reply) => stopPage(request, reply, request.params.id, { what: '', reason: '' }, []),
    )
    app.post(
      '/sharing-agreements/:id/stop',
      {
        ...page('governance.agreement.suspend'),
        schema: {
          params,
          body: formBody({ what: z.string().default(''), reason: z.string().trim().max(1000).default('') }),
          response,
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { what, reason } = request.body
        const errors = [
          ...(['suspended', 'ended', 'resumed'].includes(what) ? [] : [{ text: 'Choose what you want to do', href: '#what' }]),
          ...(reason === '' ? [{ text: 'Give the reason', href: '#reason' }] : []),
        ]
        if (errors.length > 0) return stopPage(request, reply, id, { what, reason }, errors)
        try {
          if (what === 'suspended')
            await inTransaction(house, callerOf(request), 'governance.agreement.suspend', (tx) => suspend(tx, id, reason, at()))
          else
            await inTransaction(house, callerOf(request), 'governance.agreement.end', (tx) =>
              (what === 'ended' ? end : resume)(tx, id, reason, at()),
            )
        } catch (error) {
          if (error instanceof Refusal && error.code === 'NOTHING_TO_STOP')
            return stopPage(request, reply, id, { what, reason }, [{ text: error.message, href: '#what' }])
          throw error
        }
        return reply.redirect(`/sharing-agreements/${id}`, 303)
      },
    )
  }
