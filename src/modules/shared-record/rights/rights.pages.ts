import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { errors as governanceErrors, type PauseReason, withholdingGrounds } from '#modules/information-governance'
import { Refusal, refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import { link, pageHeading } from '#platform/views/page-parts'
import {
  acknowledgePart,
  decidePart,
  extendPart,
  finishPart,
  liftPart,
  markPart,
  pausePart,
  resumePart,
  tellPart,
} from './answer-parts.ts'
import { afterCopyView, copyView } from './copy.view.ts'
import { entryPages } from './entry.pages.ts'
import { openNotice, readNotices } from './notices.ts'
import { openPart, readParts } from './read-parts.ts'
import { clockView, factView, type MarkTyped, noticeView, partsView, partView } from './rights.view.ts'
import {
  AcknowledgeFields,
  AnswerFields,
  ExtendFields,
  FactParams,
  MarkFields,
  PartParams,
  PauseFields,
  TellFields,
} from './schemas.ts'

const act = 'governance.rights.answer'
const breadcrumbs = [{ text: 'Requests about own data', href: '/subject-requests' }]
const page = { config: { act, page: true } }
const response = { 200: HtmlPage, 303: HtmlPage }

/** Where on a form a refusal is put right: code → field. */
const fields: Readonly<Record<string, string>> = {
  RIGHTS_REASON_MISSING: '#said',
  RIGHTS_NOT_LOOKED_AT: '#said',
  RIGHTS_NO_PURPOSE: '#purposes',
  RIGHTS_NOTHING_HELD: '#decision',
}

/** What people ask about their own data, for those who answer for an organisation. */
export const rightsPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const around = (request: FastifyRequest, errors: readonly PageError[] = []) => ({
    now: house.now(),
    zone: place.zone,
    csrfToken: csrfOf(request),
    errors,
  })
  type Shown = { readonly id: string; readonly errors?: readonly PageError[] }

  app.get('/subject-requests', { ...page, schema: { response } }, async (request, reply) => {
    const parts = await readParts(services, callerOf(request))
    const notices = await readNotices(services, callerOf(request))
    return sendPage(request, reply, { title: 'Requests about own data', body: partsView(parts, notices, around(request)) })
  })
  app.get(
    '/subject-requests/notices/:id',
    { ...page, schema: { params: z.object({ id: z.string().max(80) }), response } },
    async (request, reply) => {
      const notice = await openNotice(services, callerOf(request), request.params.id)
      return sendPage(request, reply, { title: 'A limited record', breadcrumbs, body: noticeView(notice, place.zone) })
    },
  )
  entryPages(app, services)

  const showPart = async (request: FastifyRequest, reply: FastifyReply, { id, errors = [] }: Shown) => {
    const part = await openPart(services, callerOf(request), id)
    return sendPage(request, reply, {
      title: 'A request about own data',
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      breadcrumbs,
      body: partView(part, around(request, errors)),
    })
  }
  app.get('/subject-requests/:id', { ...page, schema: { params: PartParams, response } }, (request, reply) =>
    showPart(request, reply, { id: request.params.id }),
  )

  const showClock = async (request: FastifyRequest, reply: FastifyReply, { id, errors = [] }: Shown) => {
    const part = await openPart(services, callerOf(request), id)
    return sendPage(request, reply, {
      title: 'The clock',
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      breadcrumbs,
      body: clockView(part, around(request, errors)),
    })
  }
  app.get('/subject-requests/:id/clock', { ...page, schema: { params: PartParams, response } }, (request, reply) =>
    showClock(request, reply, { id: request.params.id }),
  )

  app.get('/subject-requests/:id/copy', { ...page, schema: { params: PartParams, response } }, async (request, reply) => {
    const { id } = request.params
    const part = await openPart(services, callerOf(request), id)
    if (part.kind !== 'copy') throw refusal(governanceErrors, 'RIGHTS_NOT_FOUND')
    return sendPage(request, reply, {
      title: 'The copy',
      breadcrumbs,
      body: html`${pageHeading('The copy, as it would be made now', part.name)}${copyView(part.copy, 'en')}${afterCopyView('en')}<p class="govuk-body cw-no-print">${link('Back to the request', `/subject-requests/${id}`)}</p>`,
    })
  })

  /** Does something, and goes back to the request; where something in the form was wrong, shows it again. */
  const doing = async (
    reply: FastifyReply,
    id: string,
    work: () => Promise<void>,
    again: (error: PageError) => Promise<FastifyReply>,
    field?: string,
  ) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const href = error.code === 'RIGHTS_REASON_MISSING' && field ? field : fields[error.code]
      if (!href) throw error
      return again({ text: error.message, href })
    }
    return reply.redirect(`/subject-requests/${id}`, 303)
  }

  app.post(
    '/subject-requests/:id/pause',
    { ...page, schema: { params: PartParams, body: formBody(PauseFields), response } },
    (request, reply) => {
      const { id } = request.params
      const { reason, ask } = request.body
      const again = (error: PageError) => showClock(request, reply, { id, errors: [error] })
      const chosen = (['identity', 'clarification'] as const).find((one): one is PauseReason => one === reason)
      if (!chosen) return again({ text: 'Choose what you wait for', href: '#reason' })
      return doing(reply, id, () => pausePart(services, callerOf(request), id, chosen, ask), again, '#ask')
    },
  )
  app.post(
    '/subject-requests/:id/resume',
    { ...page, schema: { params: PartParams, body: formBody({}), response } },
    async (request, reply) => {
      await resumePart(services, callerOf(request), request.params.id)
      return reply.redirect(`/subject-requests/${request.params.id}`, 303)
    },
  )
  app.post(
    '/subject-requests/:id/extend',
    { ...page, schema: { params: PartParams, body: formBody(ExtendFields), response } },
    (request, reply) => {
      const { id } = request.params
      const again = (error: PageError) => showClock(request, reply, { id, errors: [error] })
      return doing(reply, id, () => extendPart(services, callerOf(request), id, request.body.why), again, '#why')
    },
  )
  app.post(
    '/subject-requests/:id/acknowledge',
    { ...page, schema: { params: PartParams, body: formBody(AcknowledgeFields), response } },
    (request, reply) => {
      const { id } = request.params
      const again = (error: PageError) => showPart(request, reply, { id, errors: [error] })
      return doing(reply, id, () => acknowledgePart(services, callerOf(request), id, request.body.said), again)
    },
  )
  app.post(
    '/subject-requests/:id/decide',
    { ...page, schema: { params: PartParams, body: formBody(AnswerFields), response } },
    async (request, reply) => {
      const { id } = request.params
      const { decision, purposes, said } = request.body
      const caller = callerOf(request)
      const again = (error: PageError) => showPart(request, reply, { id, errors: [error] })
      const { kind } = await openPart(services, caller, id)
      const decisions = {
        objection: ['stop', 'continue'],
        restriction: ['restrict', 'not-restrict'],
        copy: [],
        complaint: [],
      } as const
      const chosen = decisions[kind].find((one) => one === decision)
      if (decisions[kind].length > 0 && !chosen) return again({ text: 'Choose what you decide', href: '#decision' })
      const answer = chosen ? { said, decision: chosen, purposes } : { said }
      return doing(reply, id, () => decidePart(services, caller, id, answer), again)
    },
  )
  app.post(
    '/subject-requests/:id/tell',
    { ...page, schema: { params: PartParams, body: formBody(TellFields), response } },
    (request, reply) => {
      const { id } = request.params
      const again = (error: PageError) => showPart(request, reply, { id, errors: [error] })
      return doing(reply, id, () => tellPart(services, callerOf(request), id, request.body.why), again, '#why')
    },
  )
  app.post(
    '/subject-requests/:id/lift',
    { ...page, schema: { params: PartParams, body: formBody({}), response } },
    async (request, reply) => {
      await liftPart(services, callerOf(request), request.params.id)
      return reply.redirect(`/subject-requests/${request.params.id}`, 303)
    },
  )
  app.post(
    '/subject-requests/:id/finish',
    { ...page, schema: { params: PartParams, body: formBody(AcknowledgeFields), response } },
    (request, reply) => {
      const { id } = request.params
      const again = (error: PageError) => showPart(request, reply, { id, errors: [error] })
      return doing(reply, id, () => finishPart(services, callerOf(request), id, request.body.said), again)
    },
  )

  type ShownFact = Shown & { readonly factId: string; readonly typed?: MarkTyped }
  const showFact = async (request: FastifyRequest, reply: FastifyReply, { id, factId, typed, errors = [] }: ShownFact) => {
    const part = await openPart(services, callerOf(request), id)
    const weighed = part.held.find(({ fact, fate }) => fact.id.toString() === factId && fate !== 'apart')
    if (!weighed || part.state === 'answered') throw refusal(governanceErrors, 'RIGHTS_NOT_FOUND')
    const { mark } = weighed
    const before = {
      ground: mark ? (mark.ground ?? 'keep') : '',
      reason: mark?.said.reason ?? '',
      professional: mark?.said.professional ?? '',
      told: mark?.ground && !mark.told ? 'no' : 'yes',
    }
    return sendPage(request, reply, {
      title: 'One fact',
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      breadcrumbs: [...breadcrumbs, { text: 'Request', href: `/subject-requests/${id}` }],
      body: factView(part, weighed, typed ?? before, around(request, errors)),
    })
  }
  app.get('/subject-requests/:id/facts/:fact', { ...page, schema: { params: FactParams, response } }, (request, reply) =>
    showFact(request, reply, { id: request.params.id, factId: request.params.fact }),
  )
  app.post(
    '/subject-requests/:id/facts/:fact',
    { ...page, schema: { params: FactParams, body: formBody(MarkFields), response } },
    async (request, reply) => {
      const { id, fact: factId } = request.params
      const { ground, reason, professional, told } = request.body
      const typed = { ground, reason, professional, told }
      const again = (error: PageError) => showFact(request, reply, { id, factId, typed, errors: [error] })
      if (ground !== 'keep' && !withholdingGrounds.some((one) => one.id === ground))
        return again({ text: 'Choose whether it goes into the copy', href: '#ground' })
      const wrong: Readonly<Record<string, string>> = {
        RIGHTS_REASON_MISSING: '#reason',
        RIGHTS_PROFESSIONAL_MISSING: '#professional',
        RIGHTS_NOT_SILENT: '#told',
      }
      try {
        await markPart(services, callerOf(request), id, { factId, ground, reason, professional, told: told !== 'no' })
      } catch (error) {
        if (!(error instanceof Refusal) || !wrong[error.code]) throw error
        return again({ text: error.message, href: wrong[error.code]! })
      }
      return reply.redirect(`/subject-requests/${id}`, 303)
    },
  )
}
