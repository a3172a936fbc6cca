import type { FastifyReply, FastifyRequest } from 'fastify'
import { restrictionGrounds } from '#modules/information-governance'
import { dayOf } from '#platform/dates'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { newId } from '#platform/ids'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { PersonParams } from '../schemas.ts'
import { type AskedForHer, askForPerson, enterRequest, readBeforeAskingFor, readBeforeEntering } from './enter.ts'
import { askForView, type EntryTyped, entryView } from './entry.view.ts'
import { AskForFields, EnterFields } from './schemas.ts'

const response = { 200: HtmlPage, 303: HtmlPage, 422: HtmlPage }
const nothingTyped = () => ({ id: newId(), kind: '', ground: '', said: '', to: '', reference: '' }) as const
/** Where on a form a refusal is put right: code → field. */
const fieldOf: Readonly<Record<string, string>> = {
  RIGHTS_RECORD_UNKNOWN: '#reference',
  RIGHTS_DAY_WRONG: '#received-day',
  RIGHTS_NO_GROUND: '#ground',
  RIGHTS_NOBODY_ASKED: '#to',
}

type Typed = { readonly id: string; readonly kind: string; readonly ground: string; readonly said: string }
const groundIn = (ground: string) => restrictionGrounds.find(({ id }) => id === ground)?.id ?? null

/** What is asked, or what is wrong with it. */
function readAsked({ id, kind, ground, said }: Typed): { asked: AskedForHer } | { errors: PageError[] } {
  const chosen = (['objection', 'restriction'] as const).find((one) => one === kind)
  const errors = [
    ...(chosen ? [] : [{ text: 'Choose what they ask', href: '#kind' }]),
    ...(chosen === 'restriction' && !groundIn(ground) ? [{ text: 'Choose why it should not be used', href: '#ground' }] : []),
    ...(said === '' ? [{ text: 'Write what it is about', href: '#said' }] : []),
  ]
  return chosen && errors.length === 0 ? { asked: { id, kind: chosen, ground: groundIn(ground), said } } : { errors }
}

/** What goes wrong in a form, as an error beside the field; anything else is thrown. */
function errorOf(error: unknown): PageError {
  const href = error instanceof Refusal ? fieldOf[error.code] : undefined
  if (!(error instanceof Refusal) || !href) throw error
  return { text: error.message, href }
}

/** Where others than the person herself put what she asks about her own data: officers, for what came by letter; workers, for whom they work with. */
export const entryPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })

  const showEntry = async (request: FastifyRequest, reply: FastifyReply, typed: EntryTyped, errors: readonly PageError[] = []) =>
    sendPage(request, reply, {
      title: 'Write in a request',
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      breadcrumbs: [{ text: 'Requests about own data', href: '/subject-requests' }],
      body: entryView(await readBeforeEntering(services, callerOf(request)), typed, { csrfToken: csrfOf(request), errors }),
    })
  app.get('/subject-requests/new', { ...page('governance.rights.enter'), schema: { response } }, (request, reply) => {
    const { day, month, year } = dayOf(house.now(), place.zone)
    return showEntry(request, reply, { ...nothingTyped(), received: { day: `${day}`, month: `${month}`, year: `${year}` } })
  })
  app.post(
    '/subject-requests/new',
    { ...page('governance.rights.enter'), schema: { body: formBody(EnterFields), response } },
    async (request, reply) => {
      const { dataset: datasetId, reference, ...body } = request.body
      const received = dateAnswer(body, 'received')
      const typed = { ...body, ground: groundIn(body.ground) ?? '', to: datasetId, reference, received } as const
      const [read, asked] = [readDate(received, 'The day on which it came'), readAsked(body)]
      const errors = [
        ...(datasetId === '' ? [{ text: 'Choose in which records they are', href: '#dataset' }] : []),
        ...(reference === '' ? [{ text: 'Enter their reference in your own system', href: '#reference' }] : []),
        ...('error' in read ? [{ text: read.error, href: `#received-${read.part}` }] : []),
        ...('errors' in asked ? asked.errors : []),
      ]
      if ('error' in read || 'errors' in asked || errors.length > 0) return showEntry(request, reply, typed, errors)
      try {
        await enterRequest(services, callerOf(request), { ...asked.asked, datasetId, reference, receivedOn: read.date })
      } catch (error) {
        return showEntry(request, reply, typed, [errorOf(error)])
      }
      return reply.redirect('/subject-requests', 303)
    },
  )

  type About = { readonly personId: string; readonly typed: EntryTyped; readonly errors?: readonly PageError[] }
  const showAskFor = async (request: FastifyRequest, reply: FastifyReply, { personId, typed, errors = [] }: About) => {
    const before = await readBeforeAskingFor(services, callerOf(request), personId)
    return sendPage(request, reply, {
      title: 'Ask for this person that their data is not used',
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      backLink: { text: 'Back to the person', href: `/people/${before.personId}` },
      body: askForView(before, typed, { csrfToken: csrfOf(request), errors }),
    })
  }
  const noDay = { day: '', month: '', year: '' }
  app.get(
    '/people/:id/own-data',
    { ...page('governance.rights.ask-for'), schema: { params: PersonParams, response } },
    (request, reply) =>
      showAskFor(request, reply, { personId: request.params.id, typed: { ...nothingTyped(), received: noDay } }),
  )
  app.post(
    '/people/:id/own-data',
    { ...page('governance.rights.ask-for'), schema: { params: PersonParams, body: formBody(AskForFields), response } },
    async (request, reply) => {
      const { to, ...body } = request.body
      const personId = request.params.id
      const typed = { ...body, ground: groundIn(body.ground) ?? '', to, reference: '', received: noDay } as const
      const asked = readAsked(body)
      const errors = [
        ...(to === '' ? [{ text: 'Choose whom they ask', href: '#to' }] : []),
        ...('errors' in asked ? asked.errors : []),
      ]
      if ('errors' in asked || errors.length > 0) return showAskFor(request, reply, { personId, typed, errors })
      try {
        await askForPerson(services, callerOf(request), personId, { ...asked.asked, to })
      } catch (error) {
        return showAskFor(request, reply, { personId, typed, errors: [errorOf(error)] })
      }
      return reply.redirect(`/people/${personId}`, 303)
    },
  )
}
