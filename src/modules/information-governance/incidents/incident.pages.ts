import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { findOrganisation, namesOfOrganisations } from '#modules/partnership'
import type { Tx } from '#platform/database'
import { type Instant, instant, Temporal } from '#platform/dates'
import { refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { errors as refusals } from '../errors.ts'
import {
  agreedChoices,
  breachKinds,
  countedBy,
  type EntryKind,
  type Fault,
  goingOn,
  peopleChoices,
  regulatorChoices,
  sharedKinds,
} from './incident.rules.ts'
import {
  choiceWords,
  countFormView,
  entryFormView,
  incidentsView,
  incidentView,
  kinds,
  kindWords,
  type Moment,
  notificationView,
  reportView,
  type TypedEntry,
  thanksView,
} from './incident.view.ts'
import { countPeople, involveOthers, openIncident, readIncident, readIncidents, reportIncident, writeEntry } from './incidents.ts'
import { formAnswersView, noticeFormView, noticeWords, publicNoticesView } from './notice.view.ts'
import { formQuestions } from './notification.rules.ts'
import { notificationDocument, notificationOf } from './notification.ts'
import { type Notice, noticeParts } from './telling.rules.ts'
import { findNotice, publishNotice, readPublicNotices, writeNotice } from './telling.ts'

const [reports, works] = ['governance.incident.report', 'governance.incident.work'] as const
const short = z.string().trim().max(200).default('')
const long = z.string().trim().max(4000).default('')
const momentFields = <Name extends string>(name: Name) =>
  Object.fromEntries(['day', 'month', 'year', 'time'].map((part) => [`${name}-${part}`, short])) as Record<
    `${Name}-${'day' | 'month' | 'year' | 'time'}`,
    typeof short
  >
const typedMoment = (body: Readonly<Record<string, unknown>>, name: string): Moment => ({
  date: dateAnswer(body, name),
  time: String(body[`${name}-time`] ?? ''),
})
/** The page from which somebody came to report, so that whoever works on it finds the way back. */
const cameFrom = z
  .string()
  .regex(/^(\/(access-reviews|subject-requests)\/[0-9a-f-]{36})?$/)
  .catch('')
const nothingTyped: Moment = { date: { day: '', month: '', year: '' }, time: '' }
/** A moment as it is typed: to the minute. */
function momentOf(at: Instant, zone: string): Moment {
  const { day, month, year, hour, minute } = at.toZonedDateTimeISO(zone)
  return { date: { day: `${day}`, month: `${month}`, year: `${year}` }, time: `${hour}:${String(minute).padStart(2, '0')}` }
}

/** The moment that was meant, or what is wrong with it. */
function readMoment({ date, time }: Moment, name: string, what: string, zone: string): { at: Instant } | { error: PageError } {
  const day = readDate(date, what)
  if ('error' in day) return { error: { text: day.error, href: `#${name}-${day.part}` } }
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(time) ?? []
  if (hour === undefined) return { error: { text: 'Enter a time, such as 14:30', href: `#${name}-time` } }
  const plainTime = new Temporal.PlainTime(Number(hour), Number(minute))
  return { at: day.date.toZonedDateTime({ timeZone: zone, plainTime }).toInstant() }
}

const choicesOf: Partial<Record<EntryKind, readonly string[]>> = {
  assessed: breachKinds,
  regulator: regulatorChoices,
  people: peopleChoices,
  agreed: agreedChoices,
}
const faultWords: Readonly<Record<Fault, PageError>> = {
  closed: { text: 'The incident is closed: nothing more can be written', href: '#words' },
  words: { text: 'Write it in a sentence', href: '#words' },
  choice: { text: 'Choose one', href: '#chosen' },
  time: { text: 'Enter the date and time', href: '#at-day' },
  'time-to-come': { text: 'The time must not be in the future', href: '#at-day' },
  delay: { text: 'Say why the report is late', href: '#delay' },
  untold: {
    text: 'First tell the people, or publish the notice, as it was decided; or decide otherwise, with the reason',
    href: '#words',
  },
  hidden: { text: 'Nobody may know that your organisation is concerned: nothing is shared from here', href: '#words' },
  undecided: { text: 'First decide whether the Commissioner is told, and whether the people are', href: '#words' },
}

/** Reporting, for everybody at work; and the officer's pages. */
export const incidentPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const { zone } = place
  const response = { 200: HtmlPage, 303: HtmlPage }
  const page = (act: typeof reports | typeof works) => ({ config: { act, page: true } as const })
  const params = z.object({ id: z.uuid() })
  const at = () => ({ now: house.now(), zone })
  const breadcrumbs = [{ text: 'Incidents', href: '/incidents' }]
  const working = <T>(request: FastifyRequest, work: (tx: Tx<typeof works>) => Promise<T>) =>
    inTransaction(house, callerOf(request), works, work)
  const read = (request: FastifyRequest, id: string) => working(request, (tx) => readIncident(services, tx, id))

  type Report = Parameters<typeof reportView>[0]
  const reportPage = async (request: FastifyRequest, reply: FastifyReply, typed: Report, errors: PageError[]) => {
    await inTransaction(house, callerOf(request), reports, async () => {})
    return sendPage(request, reply, {
      title: 'Something went wrong with people’s information',
      status: errors.length > 0 ? 422 : 200,
      errors,
      body: reportView(typed, { csrfToken: csrfOf(request), errors }),
    })
  }
  app.get(
    '/incidents/new',
    { ...page(reports), schema: { querystring: z.object({ about: short, from: cameFrom }), response } },
    (request, reply) => reportPage(request, reply, { said: '', noticed: nothingTyped, goingOn: '', ...request.query }, []),
  )
  app.post(
    '/incidents/new',
    {
      ...page(reports),
      schema: {
        body: formBody({ said: long, goingOn: short, about: short, from: cameFrom, ...momentFields('noticed') }),
        response,
      },
    },
    async (request, reply) => {
      const { said, about, from, goingOn: going } = request.body
      const noticed = typedMoment(request.body, 'noticed')
      const when = readMoment(noticed, 'noticed', 'When it was noticed', zone)
      const still = goingOn.find((one) => one === going)
      const early = 'at' in when && when.at.epochMilliseconds > house.now().epochMilliseconds
      const errors = [
        ...(said === '' ? [{ text: 'Say what happened', href: '#said' }] : []),
        ...('error' in when ? [when.error] : []),
        ...(early ? [{ text: 'The time must not be in the future', href: '#noticed-day' }] : []),
        ...(still ? [] : [{ text: 'Say whether it is still going on', href: '#goingOn' }]),
      ]
      if (errors.length > 0 || !still || 'error' in when)
        return reportPage(request, reply, { said, noticed, goingOn: going, about, from }, errors)
      const reference = await inTransaction(house, callerOf(request), reports, (tx) =>
        reportIncident(services, tx, { said, noticedAt: when.at, goingOn: still, about: `${about} ${from}`.trim() }),
      )
      return reply.redirect(`/incidents/thanks?reference=${reference}`, 303)
    },
  )
  app.get(
    '/incidents/thanks',
    {
      ...page(reports),
      schema: {
        querystring: z.object({
          reference: z
            .string()
            .regex(/^I-[0-9A-F]{4}-[0-9A-F]{4}$/)
            .optional(),
        }),
        response,
      },
    },
    async (request, reply) => {
      const organisation = await inTransaction(house, callerOf(request), reports, (tx) =>
        findOrganisation(tx, tx.actor.organisationId),
      )
      const duty = organisation ? { team: organisation.dutyTeam, phone: organisation.dutyPhone } : null
      return sendPage(request, reply, { title: 'Thank you', body: thanksView(request.query.reference, duty) })
    },
  )

  app.get('/incidents', { ...page(works), schema: { response } }, async (request, reply) => {
    const incidents = await inTransaction(house, callerOf(request), works, (tx) => readIncidents(tx))
    return sendPage(request, reply, { title: 'Incidents', body: incidentsView(incidents, at()) })
  })
  app.get('/incidents/:id', { ...page(works), schema: { params, response } }, async (request, reply) => {
    const seen = await working(request, async (tx) => ({
      incident: await openIncident(services, tx, request.params.id),
      notice: await findNotice(services, tx, request.params.id),
      names: await namesOfOrganisations(tx),
    }))
    return sendPage(request, reply, {
      title: `Incident ${seen.incident.reference}`,
      breadcrumbs,
      body: incidentView(seen, { ...at(), csrfToken: csrfOf(request) }),
    })
  })
  app.post(
    '/incidents/:id/involve',
    { ...page(works), schema: { params, body: formBody({}), response } },
    async (request, reply) => {
      await working(request, (tx) => involveOthers(services, tx, request.params.id))
      return reply.redirect(`/incidents/${request.params.id}`, 303)
    },
  )

  const entryParams = params.extend({ kind: z.enum(kinds) })
  type Writing = z.infer<typeof entryParams>
  const entryPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, kind }: Writing,
    typed: TypedEntry,
    errors: PageError[],
  ) => {
    const incident = await read(request, id)
    if (incident.hidden && sharedKinds.includes(kind)) throw refusal(refusals, 'INCIDENT_NOT_FOUND')
    return sendPage(request, reply, {
      title: kindWords[kind].title,
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [...breadcrumbs, { text: incident.reference, href: `/incidents/${id}` }],
      body: entryFormView(incident, kind, typed, choicesOf[kind] ?? [], { csrfToken: csrfOf(request), errors, ...at() }),
    })
  }
  const entryPath = '/incidents/:id/entries/:kind'
  app.get(entryPath, { ...page(works), schema: { params: entryParams, response } }, (request, reply) =>
    entryPage(request, reply, request.params, { words: '', chosen: [], delay: '', at: nothingTyped }, []),
  )
  const chosenField = z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((one) => (Array.isArray(one) ? one : [one]))
  app.post(
    entryPath,
    {
      ...page(works),
      schema: {
        params: entryParams,
        body: formBody({ words: long, chosen: chosenField, delay: long, ...momentFields('at') }),
        response,
      },
    },
    async (request, reply) => {
      const { id, kind } = request.params
      const { words, chosen, delay } = request.body
      const typed = { words, chosen, delay, at: typedMoment(request.body, 'at') }
      const timed = kind === 'aware' || (kind === 'regulator' && chosen.includes('reported'))
      const when = timed ? readMoment(typed.at, 'at', 'The day', zone) : null
      if (when && 'error' in when) return entryPage(request, reply, request.params, typed, [when.error])
      const faults = await inTransaction(house, callerOf(request), works, (tx) =>
        writeEntry(services, tx, id, { kind, chosen, happenedAt: when?.at ?? null, words, delay }),
      )
      if (faults.length > 0)
        return entryPage(
          request,
          reply,
          request.params,
          typed,
          faults.map((one) => faultWords[one]),
        )
      return reply.redirect(`/incidents/${id}`, 303)
    },
  )

  type Counting = Parameters<typeof countFormView>[1]
  const countPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    given: Counting | null,
    errors: PageError[],
  ) => {
    const incident = await read(request, id)
    const { looks } = incident
    const typed = given ?? {
      from: looks ? momentOf(instant(looks.from), zone) : nothingTyped,
      // Up to the end of that minute.
      to: looks ? momentOf(instant(looks.to).add({ seconds: 59 }), zone) : nothingTyped,
      by: looks?.by ?? 'everything',
      which: looks?.which ?? '',
    }
    return sendPage(request, reply, {
      title: 'Count from the log how many people it reached',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [...breadcrumbs, { text: incident.reference, href: `/incidents/${id}` }],
      body: countFormView(incident, typed, { csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/incidents/:id/count', { ...page(works), schema: { params, response } }, (request, reply) =>
    countPage(request, reply, request.params.id, null, []),
  )
  app.post(
    '/incidents/:id/count',
    {
      ...page(works),
      schema: { params, body: formBody({ by: short, which: short, ...momentFields('from'), ...momentFields('to') }), response },
    },
    async (request, reply) => {
      const { id } = request.params
      const typed = { ...request.body, from: typedMoment(request.body, 'from'), to: typedMoment(request.body, 'to') }
      const [from, to] = [readMoment(typed.from, 'from', 'From', zone), readMoment(typed.to, 'to', 'Until', zone)]
      const by = countedBy.find((one) => one === typed.by)
      const errors = [
        ...('error' in from ? [from.error] : []),
        ...('error' in to ? [to.error] : []),
        ...('at' in from && 'at' in to && from.at.epochMilliseconds >= to.at.epochMilliseconds
          ? [{ text: 'Until must be after from', href: '#to-day' }]
          : []),
        ...(by ? [] : [{ text: 'Choose which looks', href: '#by' }]),
        ...(by && by !== 'everything' && typed.which === '' ? [{ text: 'Say which one', href: '#which' }] : []),
      ]
      if (errors.length > 0 || !by || 'error' in from || 'error' in to) return countPage(request, reply, id, typed, errors)
      const faults = await inTransaction(house, callerOf(request), works, (tx) =>
        countPeople(services, tx, id, { from: from.at, to: to.at, by, which: by === 'everything' ? '' : typed.which }),
      )
      if (faults.length > 0)
        return countPage(
          request,
          reply,
          id,
          typed,
          faults.map((one) => ({ ...faultWords[one], href: '#by' })),
        )
      return reply.redirect(`/incidents/${id}`, 303)
    },
  )

  type Answers = Readonly<Record<string, string>>
  const formPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    typed: Answers | null,
    errors: PageError[],
  ) => {
    const incident = await read(request, id)
    const before = incident.entries.findLast(({ kind, ours }) => kind === 'form' && ours)
    return sendPage(request, reply, {
      title: 'Answers for the Commissioner’s form',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [...breadcrumbs, { text: incident.reference, href: `/incidents/${id}` }],
      body: formAnswersView(incident, typed ?? (before ? (JSON.parse(before.said) as Answers) : {}), {
        csrfToken: csrfOf(request),
        errors,
      }),
    })
  }
  app.get('/incidents/:id/form', { ...page(works), schema: { params, response } }, (request, reply) =>
    formPage(request, reply, request.params.id, null, []),
  )
  const answerFields = Object.fromEntries(formQuestions.map(({ id }) => [id, long]))
  app.post(
    '/incidents/:id/form',
    { ...page(works), schema: { params, body: formBody(answerFields), response } },
    async (request, reply) => {
      const { id } = request.params
      const given = Object.fromEntries(formQuestions.map((one) => [one.id, String(request.body[one.id as 'csrf'] ?? '')]))
      const faults = await working(request, (tx) =>
        writeEntry(services, tx, id, { kind: 'form', chosen: [], happenedAt: null, words: JSON.stringify(given), delay: '' }),
      )
      if (faults.length > 0)
        return formPage(
          request,
          reply,
          id,
          given,
          faults.map((one) => ({ ...faultWords[one], href: `#${formQuestions[0]!.id}` })),
        )
      return reply.redirect(`/incidents/${id}/notification`, 303)
    },
  )

  const noticePage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    typed: Notice | null,
    errors: PageError[],
  ) => {
    const { incident, written } = await working(request, async (tx) => ({
      incident: await readIncident(services, tx, id),
      written: await findNotice(services, tx, id),
    }))
    return sendPage(request, reply, {
      title: 'What people are told',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [...breadcrumbs, { text: incident.reference, href: `/incidents/${id}` }],
      body: noticeFormView(incident, typed ?? written?.notice ?? null, { csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/incidents/:id/notice', { ...page(works), schema: { params, response } }, (request, reply) =>
    noticePage(request, reply, request.params.id, null, []),
  )
  const told = z.string().trim().max(1500).default('')
  app.post(
    '/incidents/:id/notice',
    {
      ...page(works),
      schema: { params, body: formBody({ happened: told, mean: told, did: told, can: told, ring: told }), response },
    },
    async (request, reply) => {
      const { id } = request.params
      const { csrf: _, ...typed } = request.body
      const missing = await working(request, (tx) => writeNotice(services, tx, id, typed))
      const errors = noticeParts
        .filter((one) => missing.includes(one))
        .map((one) => ({ text: noticeWords[one].missing, href: `#${one}` }))
      if (errors.length > 0) return noticePage(request, reply, id, typed, errors)
      return reply.redirect(`/incidents/${id}`, 303)
    },
  )
  app.post(
    '/incidents/:id/notice/publish',
    { ...page(works), schema: { params, body: formBody({}), response } },
    async (request, reply) => {
      await working(request, (tx) => publishNotice(services, tx, request.params.id))
      return reply.redirect('/public/data-use/incidents', 303)
    },
  )
  app.get(
    '/public/data-use/incidents',
    {
      config: { open: 'what went wrong is told to everyone where each cannot be told; it names nobody', page: true },
      schema: { response: { 200: HtmlPage } },
    },
    async (request, reply) =>
      sendPage(request, reply, {
        title: 'When something went wrong',
        breadcrumbs: [{ text: 'How we use data', href: '/public/data-use' }],
        body: publicNoticesView(await readPublicNotices(services), zone),
      }),
  )

  const notification = (request: FastifyRequest, id: string) =>
    working(request, async (tx) => {
      const incident = await readIncident(services, tx, id)
      const organisation = await findOrganisation(tx, tx.actor.organisationId)
      const names = await namesOfOrganisations(tx)
      const parts = notificationOf(incident, {
        organisation: tx.actor.organisationName,
        contact: `${tx.actor.name}, ${organisation?.dutyPhone ?? ''}`,
        others: incident.concerned.map(({ controllerId }) => names.get(controllerId) ?? controllerId),
        now: house.now(),
        zone,
        choiceWords,
      })
      return { reference: incident.reference, parts }
    })
  app.get('/incidents/:id/notification', { ...page(works), schema: { params, response } }, async (request, reply) => {
    const { id } = request.params
    const { reference, parts } = await notification(request, id)
    return sendPage(request, reply, {
      title: 'Notification of a personal data breach',
      breadcrumbs: [...breadcrumbs, { text: reference, href: `/incidents/${id}` }],
      body: notificationView(id, reference, parts),
    })
  })
  app.get(
    '/incidents/:id/notification.html',
    { config: { act: works }, schema: { params, hide: true, response: { 200: z.any() } } },
    async (request, reply) => {
      const { reference, parts } = await notification(request, request.params.id)
      return reply
        .header('content-disposition', `attachment; filename="notification-${reference}.html"`)
        .type('text/html; charset=utf-8')
        .serializer((text: unknown) => text as string)
        .send(notificationDocument(reference, parts))
    },
  )
  app.get(
    '/api/v1/incidents/:id/notification',
    {
      config: { act: works },
      schema: {
        tags: ['information-governance'],
        summary: 'What the Information Commissioner’s form asks of an incident',
        params,
        response: {
          200: z
            .object({ reference: z.string(), parts: z.array(z.object({ heading: z.string(), text: z.string() })) })
            .meta({ id: 'IncidentNotification' }),
        },
      },
    },
    (request) => notification(request, request.params.id),
  )
}
