import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { openPerson, type PersonRecord } from '#modules/shared-record'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedChoices, typedText } from '#platform/http/pages'
import { idSchema, newId } from '#platform/ids'
import { inTransaction } from '#platform/transactions'
import type { Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import { onPerson } from '../on-person.ts'
import { findUntaken } from '../read-contacts.ts'
import { agreements, type ConcernField, dangers, decisions, missingIn, planKindOf } from './concern.rules.ts'
import { concernView, newConcernView, waitingConcernView } from './concern.view.ts'
import { decideConcern, openConcern, takeConcern } from './decide-concern.ts'
import { readAboutConcern, recordConcern } from './record-concern.ts'

const [record, decide, queue] = ['casework.concern.record', 'casework.concern.decide', 'casework.contact.read'] as const
const errorWords: Readonly<Record<ConcernField, PageError>> = {
  seen: { text: 'Write what you saw or heard', href: '#seen' },
  danger: { text: 'Say whether somebody is in danger', href: '#danger' },
  agrees: { text: 'Say whether the family knows, and agrees', href: '#agrees' },
  whyNot: { text: 'Say why they were not asked, or do not agree', href: '#whyNot' },
}
const breadcrumbs = [{ text: 'Contacts', href: '/contacts' }]
const nothingTyped = {
  seen: '',
  opinion: '',
  ownWords: '',
  others: '',
  whyNot: '',
  safeWay: '',
  danger: '',
  agrees: '',
  ringBack: [] as string[],
}

/** Worries: written down from a person's page, and decided at the front door. */
export const concernPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage, 422: HtmlPage }
  const Person = z.object({ id: idSchema<'person'>() })
  const Params = z.object({ id: idSchema<'concern'>() })

  type Writing = { readonly concernId: string; readonly typed: typeof nothingTyped; readonly errors: readonly PageError[] }
  const sendForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    personId: string,
    { concernId, typed, errors }: Writing,
  ) => {
    const about = await readAboutConcern(services, callerOf(request), personId)
    return sendPage(request, reply, {
      title: 'Record a worry',
      status: errors.length > 0 ? 422 : 200,
      errors,
      backLink: { text: 'Back to the person', href: `/people/${about.personId}` },
      body: newConcernView({
        ...about,
        concernId,
        typed: { ...typed, ringBack: typed.ringBack.length > 0 },
        csrfToken: csrfOf(request),
        duty: app.kernel.duty(),
        errors,
      }),
    })
  }
  app.get('/people/:id/concerns/new', { ...page(record), schema: { params: Person, response } }, (request, reply) =>
    sendForm(request, reply, request.params.id, { concernId: newId(), typed: nothingTyped, errors: [] }),
  )
  app.post(
    '/people/:id/concerns',
    {
      ...page(record),
      schema: {
        params: Person,
        body: formBody({
          concernId: idSchema<'concern'>(),
          seen: typedText(4000),
          opinion: typedText(2000),
          ownWords: typedText(2000),
          others: typedText(2000),
          whyNot: typedText(1000),
          safeWay: typedText(1000),
          danger: typedText(10),
          agrees: typedText(20),
          ringBack: typedChoices,
        }),
        response,
      },
    },
    async (request, reply) => {
      const { csrf: _, concernId, ...typed } = request.body
      const { seen, opinion, ownWords, others, whyNot, safeWay } = typed
      const told = { seen, opinion, ownWords, others, whyNot, safeWay }
      const danger = dangers.find((one) => one === typed.danger)
      const agrees = agreements.find((one) => one === typed.agrees)
      const errors = missingIn({ told, danger, agrees }).map((one) => errorWords[one])
      if (errors.length > 0 || !danger || !agrees)
        return sendForm(request, reply, request.params.id, { concernId, typed, errors })
      const concern = { id: concernId, danger, agrees, told, ringBack: typed.ringBack.length > 0 }
      await recordConcern(services, callerOf(request), request.params.id, concern)
      return reply.redirect('/contacts', 303)
    },
  )

  /** What other agencies have open for her, as far as the front door may know it now: nothing is not refused, it is said. */
  const involvedWith = async (
    request: FastifyRequest,
    personId: string,
  ): Promise<Pick<PersonRecord, 'involved' | 'named'> & { panels: readonly Part[] }> => {
    try {
      return await openPerson(services, callerOf(request), personId, false, [onPerson])
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return { involved: [], named: [], panels: [] }
      throw error
    }
  }
  type Deciding = {
    readonly typed: { readonly decision: string; readonly reason: string }
    readonly errors: readonly PageError[]
  }
  const sendConcern = async (request: FastifyRequest, reply: FastifyReply, id: string, { typed, errors }: Deciding) => {
    const caller = callerOf(request)
    const untaken = await inTransaction(house, caller, queue, (tx) => findUntaken(services, tx, id))
    if (untaken)
      return sendPage(request, reply, {
        title: 'A worry that waits',
        breadcrumbs,
        body: waitingConcernView(untaken, place.zone, csrfOf(request)),
      })
    const opened = await openConcern(services, caller, id)
    const { involved, named, panels: already } = await involvedWith(request, opened.personId)
    return sendPage(request, reply, {
      title: 'A worry',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs,
      body: concernView({ ...opened, involved, named, already, zone: place.zone, csrfToken: csrfOf(request), typed, errors }),
    })
  }
  app.get('/concerns/:id', { ...page(decide), schema: { params: Params, response } }, (request, reply) =>
    sendConcern(request, reply, request.params.id, { typed: { decision: '', reason: '' }, errors: [] }),
  )
  app.post(
    '/concerns/:id/take',
    { ...page('governance.contact.take'), schema: { params: Params, body: formBody({}), response } },
    async (request, reply) => {
      await takeConcern(services, callerOf(request), request.params.id)
      return reply.redirect(`/concerns/${request.params.id}`, 303)
    },
  )
  app.post(
    '/concerns/:id/decide',
    {
      ...page(decide),
      schema: { params: Params, body: formBody({ decision: typedText(40), reason: typedText(2000) }), response },
    },
    async (request, reply) => {
      const { id } = request.params
      const { decision: given, reason } = request.body
      const decision = decisions.find((one) => one === given)
      const errors = [
        ...(decision ? [] : [{ text: 'Choose which threshold is met', href: '#decision' }]),
        ...(reason ? [] : [{ text: 'Write why', href: '#reason' }]),
      ]
      if (!decision || errors.length > 0) return sendConcern(request, reply, id, { typed: { decision: given, reason }, errors })
      await decideConcern(services, callerOf(request), id, { decision, reason })
      return reply.redirect(planKindOf(decision) ? `/concerns/${id}/team` : '/contacts', 303)
    },
  )
}
