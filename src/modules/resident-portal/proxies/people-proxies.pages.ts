import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { enteredKinds, errors as governanceErrors, limitKinds } from '#modules/information-governance'
import { mayDo } from '#platform/acts'
import type { PlainDate } from '#platform/dates'
import { Refusal, refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedChoices } from '#platform/http/pages'
import { idSchema } from '#platform/ids'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { Redirected } from '../schemas.ts'
import {
  changeRight,
  changes,
  enterRight,
  liftLimit,
  type PersonsProxies,
  readProxies,
  readToChange,
  recordLimit,
} from './people-proxies.ts'
import {
  changeView,
  enterView,
  liftView,
  limitView,
  peopleProxiesView,
  rightCodeView,
  type TypedRight,
} from './people-proxies.view.ts'

const [read, enter] = ['governance.proxy.read', 'governance.proxy.enter'] as const
const Person = z.object({ id: idSchema<'person'>() })
const reason = z.string().trim().max(1000).default('')
const part = z.string().trim().max(10).default('')
const nothingTyped: TypedRight = { kind: '', called: '', scopes: [], evidence: '', until: { day: '', month: '', year: '' } }
/** Beside which field a refusal is shown. */
const fieldOf: Readonly<Record<string, string>> = {
  PROXY_END: '#until',
  PROXY_NO_EVIDENCE: '#evidence',
  PROXY_NO_SCOPE: '#scopes',
  PROXY_AGE_UNKNOWN: '#kind',
  PROXY_TOO_OLD: '#kind',
  PROXY_REASON_MISSING: '#reason',
}

/** Who may act for somebody, for those who lead work with her. */
export const peopleProxyPages: RoomRoutes = (app, services) => {
  const { place } = services
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: Redirected, 422: HtmlPage }

  app.get(
    '/people/:id/proxies',
    { ...page(read), schema: { params: Person, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const seen = await readProxies(services, callerOf(request), request.params.id)
      return sendPage(request, reply, {
        title: 'Who may act for this person',
        backLink: { text: 'Back to the person', href: `/people/${request.params.id}` },
        body: peopleProxiesView(seen, mayDo(app.kernel.policy, request.actor!, enter), place.zone),
      })
    },
  )

  /** A form of change, before and after something in it was wrong. It asks for a fresh sign-in before anything is typed. */
  const showForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    of: { readonly title: string; readonly personId: string; readonly errors?: readonly PageError[] },
    body: (
      seen: PersonsProxies,
      form: { errors: readonly PageError[]; csrfToken: string },
    ) => Parameters<typeof sendPage>[2]['body'],
  ) => {
    const { title, personId, errors = [] } = of
    const seen = await readToChange(services, callerOf(request), personId)
    return sendPage(request, reply, {
      title,
      status: errors.length > 0 ? 422 : 200,
      errors: [...errors],
      backLink: { text: 'Back to who may act for this person', href: `/people/${personId}/proxies` },
      body: body(seen, { errors, csrfToken: csrfOf(request) }),
    })
  }
  /** What a refusal says beside its field; whatever is no such refusal goes on. */
  const errorsOf = (error: unknown): PageError[] => {
    const href = error instanceof Refusal ? fieldOf[error.code] : undefined
    if (!href) throw error
    return [{ text: (error as Refusal).message, href }]
  }
  const toList = (reply: FastifyReply, personId: string) => reply.redirect(`/people/${personId}/proxies`, 303)

  const enterForm = (
    request: FastifyRequest,
    reply: FastifyReply,
    personId: string,
    typed: TypedRight,
    errors: readonly PageError[],
  ) => showForm(request, reply, { title: 'Enter a right', personId, errors }, (seen, form) => enterView(seen, typed, form))
  app.get('/people/:id/proxies/new', { ...page(enter), schema: { params: Person, response } }, (request, reply) =>
    enterForm(request, reply, request.params.id, nothingTyped, []),
  )
  app.post(
    '/people/:id/proxies/new',
    {
      ...page(enter),
      schema: {
        params: Person,
        body: formBody({
          kind: z.string().max(20).default(''),
          called: z.string().trim().max(100).default(''),
          scopes: typedChoices,
          evidence: reason,
          'until-day': part,
          'until-month': part,
          'until-year': part,
        }),
        response,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { called, scopes, evidence } = request.body
      const typed = { ...request.body, until: dateAnswer(request.body, 'until') }
      const kind = enteredKinds.find((one) => one === typed.kind)
      const until = endFrom(typed.until)
      const errors = [
        ...(kind ? [] : [{ text: 'Choose what kind of right it is', href: '#kind' }]),
        ...(called === '' ? [{ text: 'Write who holds it', href: '#called' }] : []),
        ...('error' in until ? [{ text: until.error, href: `#until-${until.part}` }] : []),
      ]
      if (!kind || 'error' in until || errors.length > 0) return enterForm(request, reply, id, typed, errors)
      try {
        const code = await enterRight(services, callerOf(request), id, { kind, called, scopes, evidence, until: until.date })
        return sendPage(request, reply, { title: 'A code to hand over', body: rightCodeView(code, id) })
      } catch (error) {
        return enterForm(request, reply, id, typed, errorsOf(error))
      }
    },
  )

  type TypedLimit = { kind: string; against: string; reason: string }
  const limitForm = (
    request: FastifyRequest,
    reply: FastifyReply,
    personId: string,
    typed: TypedLimit,
    errors: readonly PageError[],
  ) =>
    showForm(request, reply, { title: 'Record what stops rights', personId, errors }, (seen, form) =>
      limitView(seen, typed, form),
    )
  app.get('/people/:id/proxies/limits', { ...page(enter), schema: { params: Person, response } }, (request, reply) =>
    limitForm(request, reply, request.params.id, { kind: '', against: '', reason: '' }, []),
  )
  app.post(
    '/people/:id/proxies/limits',
    {
      ...page(enter),
      schema: {
        params: Person,
        body: formBody({ kind: z.string().max(20).default(''), against: z.string().max(40).default(''), reason }),
        response,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const typed = request.body
      const kind = limitKinds.find((one) => one === typed.kind)
      const errors = [
        ...(kind ? [] : [{ text: 'Choose what it is', href: '#kind' }]),
        ...(typed.against === '' ? [{ text: 'Choose against whom it is', href: '#against' }] : []),
      ]
      if (!kind || errors.length > 0) return limitForm(request, reply, id, typed, errors)
      try {
        const against = typed.against === 'everyone' ? null : typed.against
        await recordLimit(services, callerOf(request), id, { kind, against, reason: typed.reason })
      } catch (error) {
        return limitForm(request, reply, id, typed, errorsOf(error))
      }
      return toList(reply, id)
    },
  )

  const Limit = Person.extend({ limit: z.uuid() })
  const liftForm = (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, limit }: z.output<typeof Limit>,
    errors: readonly PageError[],
  ) =>
    showForm(request, reply, { title: 'Lift what stops rights', personId: id, errors }, (seen, form) => {
      const found = seen.limits.find((one) => one.id === limit && one.liftedAt === null)
      if (!found) throw refusal(governanceErrors, 'PROXY_NOT_FOUND')
      return liftView(seen, found, '', form)
    })
  app.get('/people/:id/proxies/limits/:limit', { ...page(enter), schema: { params: Limit, response } }, (request, reply) =>
    liftForm(request, reply, request.params, []),
  )
  app.post(
    '/people/:id/proxies/limits/:limit',
    { ...page(enter), schema: { params: Limit, body: formBody({ reason }), response } },
    async (request, reply) => {
      const { id, limit } = request.params
      try {
        await liftLimit(services, callerOf(request), id, limit, request.body.reason)
      } catch (error) {
        return liftForm(request, reply, request.params, errorsOf(error))
      }
      return toList(reply, id)
    },
  )

  const Right = Person.extend({ right: z.uuid() })
  type TypedChange = { change: string; reason: string }
  const changeForm = (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, right }: z.output<typeof Right>,
    typed: TypedChange,
    errors: readonly PageError[],
  ) =>
    showForm(request, reply, { title: 'Change a right', personId: id, errors }, (seen, form) => {
      const found = seen.rights.find((one) => one.id === right && one.endedAt === null)
      if (!found) throw refusal(governanceErrors, 'PROXY_NOT_FOUND')
      return changeView(seen, found, typed, form)
    })
  app.get('/people/:id/proxies/:right', { ...page(enter), schema: { params: Right, response } }, (request, reply) =>
    changeForm(request, reply, request.params, { change: '', reason: '' }, []),
  )
  app.post(
    '/people/:id/proxies/:right',
    {
      ...page(enter),
      schema: { params: Right, body: formBody({ change: z.enum([...changes, '']).default(''), reason }), response },
    },
    async (request, reply) => {
      const { id, right } = request.params
      const { change, reason: why } = request.body
      if (change === '')
        return changeForm(request, reply, request.params, request.body, [{ text: 'Choose what you decided', href: '#change' }])
      try {
        await changeRight(services, callerOf(request), id, right, { change, reason: why })
      } catch (error) {
        return changeForm(request, reply, request.params, request.body, errorsOf(error))
      }
      return toList(reply, id)
    },
  )
}

/** The day that was typed; null where nothing was: as long as it may last. */
function endFrom(
  typed: TypedRight['until'],
): { date: PlainDate | null } | Exclude<ReturnType<typeof readDate>, { date: PlainDate }> {
  if (typed.day === '' && typed.month === '' && typed.year === '') return { date: null }
  return readDate(typed, 'The day on which it ends')
}
