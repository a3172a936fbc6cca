import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, type Deadline, deadlines, dueAt, type Ground, grounds } from '#modules/information-governance'
import { type PlainDate, plainDate } from '#platform/dates'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { newId } from '#platform/ids'
import type { PageError } from '#platform/views/layout'
import { answerAbout, sharedUntil, takeBackAbout } from './answer-about.ts'
import { askAbout, readAskable } from './ask-about.ts'
import { openAskedByMe, openAskedOfUs, readAskedByMe, readAskedOfUs } from './read-requests.ts'
import { answerView, askedByMeView, askedView, askView, type Typed, toAnswerView } from './request.view.ts'
import { AboutQuery, AskFields, RefuseFields, RequestParams, ShareFields, TellFields } from './schemas.ts'

const [ask, read, answers] = ['governance.request.ask', 'governance.request.read', 'governance.request.answer'] as const
const breadcrumbs = [{ text: 'Requests to answer', href: '/access-requests/to-answer' }]
const nothingTyped: Typed = { question: '', why: '', deadline: '', day: '', month: '', year: '', purpose: '' }

/** Day, month and year as typed; undefined where they are no day. */
function dayFrom(day: string, month: string, year: string): PlainDate | undefined {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return undefined
  try {
    return plainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  } catch {
    return undefined
  }
}

/** Asking the owner of a record, and answering. */
export const requestPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage }
  const around = () => ({ now: house.now(), zone: place.zone })

  app.get('/access-requests', { ...page(read), schema: { response } }, async (request, reply) => {
    const asked = await readAskedByMe(services, callerOf(request))
    return sendPage(request, reply, { title: 'What you asked', body: askedByMeView(asked, around()) })
  })
  app.get('/access-requests/to-answer', { ...page(answers), schema: { response } }, async (request, reply) => {
    const asked = await readAskedOfUs(services, callerOf(request))
    return sendPage(request, reply, { title: 'Requests to answer', body: toAnswerView(asked, around()) })
  })

  const askPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    about: { person: string; dataset: string },
    typed: Typed,
    errors: PageError[],
    requestId: string,
  ) => {
    const askable = await readAskable(services, callerOf(request), { personId: about.person, datasetId: about.dataset })
    return sendPage(request, reply, {
      title: `Ask ${askable.owner}`,
      status: errors.length > 0 ? 422 : 200,
      errors,
      backLink: { text: 'Back to the person', href: `/people/${askable.personId}` },
      body: askView(askable, typed, { errors, csrfToken: csrfOf(request), requestId }),
    })
  }
  app.get('/access-requests/new', { ...page(ask), schema: { querystring: AboutQuery, response } }, (request, reply) =>
    askPage(request, reply, request.query, nothingTyped, [], newId()),
  )
  app.post('/access-requests', { ...page(ask), schema: { body: formBody(AskFields), response } }, async (request, reply) => {
    const { id, person, dataset, question, why, deadline, 'on-day': day, 'on-month': month, 'on-year': year } = request.body
    const chosen = deadlines.find((one): one is Deadline => one === deadline)
    const due = chosen && dueAt(chosen, dayFrom(day, month, year), house.now(), place.zone)
    const errors = [
      ...(question === '' ? [{ text: 'Write what you need to know', href: '#question' }] : []),
      ...(due
        ? []
        : [{ text: chosen === 'day' ? 'Give a day within the next four weeks' : 'Choose by when', href: '#deadline' }]),
      ...(why === '' ? [{ text: 'Write why you need it', href: '#why' }] : []),
    ]
    if (errors.length > 0 || !due)
      return askPage(request, reply, { person, dataset }, { question, why, deadline, day, month, year, purpose: '' }, errors, id)
    await askAbout(services, callerOf(request), { id, personId: person, datasetId: dataset, dueAt: due }, { question, why })
    return reply.redirect(`/access-requests/${id}`, 303)
  })

  const answerPage = async (request: FastifyRequest, reply: FastifyReply, id: string, errors: PageError[]) => {
    const opened = await openAskedOfUs(services, callerOf(request), id)
    return sendPage(request, reply, {
      title: 'Answer a request',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs,
      body: answerView(opened, { ...around(), csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/access-requests/:id', { ...page(read), schema: { params: RequestParams, response } }, async (request, reply) => {
    const opened = await openAskedByMe(services, callerOf(request), request.params.id)
    return sendPage(request, reply, {
      title: 'What you asked',
      breadcrumbs: [{ text: 'What you asked', href: '/access-requests' }],
      body: askedView(opened, { ...around(), duty: app.kernel.duty() }),
    })
  })
  app.get('/access-requests/to-answer/:id', { ...page(answers), schema: { params: RequestParams, response } }, (request, reply) =>
    answerPage(request, reply, request.params.id, []),
  )

  const answer = async (request: FastifyRequest, reply: FastifyReply, id: string, given: Answer | PageError) => {
    if ('href' in given) return answerPage(request, reply, id, [given])
    await answerAbout(services, callerOf(request), id, given)
    return reply.redirect(`/access-requests/to-answer/${id}`, 303)
  }
  app.post(
    '/access-requests/to-answer/:id/share',
    { ...page(answers), schema: { params: RequestParams, body: formBody(ShareFields), response } },
    (request, reply) => {
      const { classes, said } = request.body
      const given = { kind: 'shared' as const, classes, said, until: sharedUntil(house.now()) }
      return answer(
        request,
        reply,
        request.params.id,
        classes.length > 0 ? given : { text: 'Choose what to share', href: '#classes' },
      )
    },
  )
  app.post(
    '/access-requests/to-answer/:id/refuse',
    { ...page(answers), schema: { params: RequestParams, body: formBody(RefuseFields), response } },
    (request, reply) => {
      const ground = grounds.find((one): one is Ground => one === request.body.ground)
      const { reason } = request.body
      const given = !ground
        ? { text: 'Choose why not', href: '#ground' }
        : reason === ''
          ? { text: 'Give your reason: they read it', href: '#reason' }
          : { kind: 'refused' as const, ground, said: reason }
      return answer(request, reply, request.params.id, given)
    },
  )
  app.post(
    '/access-requests/to-answer/:id/tell',
    { ...page(answers), schema: { params: RequestParams, body: formBody(TellFields), response } },
    (request, reply) => {
      const { told } = request.body
      const given = told === '' ? { text: 'Write what you answered', href: '#told' } : { kind: 'told' as const, said: told }
      return answer(request, reply, request.params.id, given)
    },
  )
  app.post(
    '/access-requests/to-answer/:id/take-back',
    { ...page(answers), schema: { params: RequestParams, body: formBody({}), response } },
    async (request, reply) => {
      await takeBackAbout(services, callerOf(request), request.params.id)
      return reply.redirect(`/access-requests/to-answer/${request.params.id}`, 303)
    },
  )
}
