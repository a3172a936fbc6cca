import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { Actor, Policy } from '../acts.ts'
import { errors, refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Services } from '../services.ts'
import type { Caller } from '../transactions.ts'
import { logLines } from './log-lines.ts'
import { answerError } from './problems.ts'

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>
/** What a room exports: its routes, given the app and the product's services. */
export type RoomRoutes = (app: App, services: Services) => void

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The act that the handler runs under: who may is in the room's `policy.ts`. */
    act?: string
    /** Reached without a session, and why that is right. */
    open?: string
    /** A page for people, not an answer for programs. */
    page?: boolean
  }
  interface FastifyRequest {
    actor: Actor | null
    /** How many of its transactions are not over yet. */
    openTransactions: number
    sessionToken: string | null
  }
  interface FastifyInstance {
    kernel: Kernel
  }
}

/** How the kernel knows sessions and forms. */
export type Kernel = {
  readonly services: Services
  readonly policy: Policy
  readonly cookieName: string
  csrfTokenFor(sessionToken: string): string
  csrfMatches(sessionToken: string, given: string): boolean
  /** Whether the request comes from a page of ours. */
  sameOrigin(request: FastifyRequest): boolean
  /** The address of the identity provider, which a sign-out form may lead to. */
  readonly formTargets: readonly string[]
  /** The main sections of each face; one with an act is offered to those who may do it. */
  readonly navigation: readonly {
    readonly face: 'staff' | 'resident' | 'public'
    readonly text: string
    /** In Welsh, for the faces that are in both. */
    readonly cy?: string
    readonly href: string
    readonly act?: string
    /** Whoever may do this finds it on the page of that act, and not in the header. */
    readonly below?: string
    /** Offered on a page that says no, with the reference of what was asked. */
    readonly afterRefusal?: (reference: string) => string
  }[]
  /** Where its log goes, a line at a time, if not to standard output. */
  readonly logTo?: { write(line: string): void }
  /** Whom to ring, day or night. */
  duty(): { readonly team: string; readonly phone: string } | null
}

/** The routes of an app, as they were registered: for the authorisation matrix and the checks at start. */
export type RegisteredRoute = { method: string; url: string; act: string | null; open: string | null; page: boolean }
export const registeredRoutes = new WeakMap<object, RegisteredRoute[]>()

/** Who calls, as far as the cookie says. Whether the session holds is found inside the transaction. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.sessionToken) throw refusal(errors, 'NOT_SIGNED_IN')
  return {
    requestId: request.id,
    sessionToken: request.sessionToken,
    routeAct: request.routeOptions.config.act,
    seen: (actor) => {
      request.actor = actor
    },
    within: (change) => {
      request.openTransactions += change
    },
    unattended: request.headers['x-unattended'] !== undefined,
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The server with everything that no room should have to think of. */
export async function buildServer(kernel: Kernel): Promise<App> {
  const { config } = kernel.services
  const app = Fastify({
    logger:
      config.LOG_LEVEL === 'silent'
        ? false
        : { level: config.LOG_LEVEL, ...logLines, ...(kernel.logTo ? { stream: kernel.logTo } : {}) },
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && uuid.test(given) ? given : newId()
    },
    bodyLimit: 1024 * 1024,
    logController: new LogController({ disableRequestLogging: config.LOG_LEVEL === 'warn' }),
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>()

  app.decorate('kernel', kernel)
  app.decorateRequest('actor', null)
  app.decorateRequest('sessionToken', null)
  app.decorateRequest('openTransactions', 0)
  app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) => answerError(refusal(errors, 'NOT_FOUND'), request, reply))
  checkRoutes(app, kernel.policy)

  await app.register(cookie)
  await app.register(formbody)
  await app.register(multipart, { limits: { files: 2, fields: 20, fieldSize: 64 * 1024 } })
  await app.register(rateLimit, { global: false })
  await app.register(helmet, securityHeaders(kernel))
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Commonweal', version: '1', description: 'The JSON twins of the staff pages, and the ways in for feeds.' },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })

  app.addHook('onRequest', async (request, reply) => {
    request.sessionToken = request.cookies[kernel.cookieName] ?? null
    if (!request.routeOptions.url?.startsWith('/assets/')) reply.header('cache-control', 'no-store')
    if (request.headers.traceparent) reply.header('traceparent', request.headers.traceparent)
    reply.header('x-request-id', request.id)
  })
  app.addHook('preValidation', async (request) => guardForm(kernel, request)) // before its fields are looked at
  return app
}

/** A change asked for by a cookie must come from a page of ours: the right Origin and, from a form, the session's own token. */
function guardForm(kernel: Kernel, request: FastifyRequest): void {
  const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
  if (!changes || request.routeOptions.config.open) return
  if (!kernel.sameOrigin(request)) throw refusal(errors, 'FORM_EXPIRED')
  const header = request.headers['x-csrf-token']
  const given = typeof header === 'string' ? header : (request.body as { csrf?: unknown } | undefined)?.csrf
  // A multipart form is read by its handler, which checks the token with `requireCsrf` before anything is kept.
  if (request.isMultipart?.() && given === undefined) return
  requireCsrf(request, given)
}

/** Refuses a form whose token is not this session's. */
export function requireCsrf(request: FastifyRequest, given: unknown): void {
  const { kernel } = request.server
  if (!request.sessionToken || typeof given !== 'string' || !kernel.csrfMatches(request.sessionToken, given))
    throw refusal(errors, 'FORM_EXPIRED')
}

function securityHeaders({ formTargets, services }: Kernel): object {
  const secure = services.config.PUBLIC_URL?.startsWith('https:') ?? false
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'", ...formTargets],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    hsts: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  }
}

/** A route that does not say who may use it, what it takes and what it answers stops the start. */
function checkRoutes(app: App, policy: Policy): void {
  const routes: RegisteredRoute[] = []
  registeredRoutes.set(app, routes)
  app.addHook('onRoute', (route) => {
    const methods = [route.method].flat().filter((method) => method !== 'HEAD')
    const { act, open, page } = route.config ?? {}
    for (const method of methods) {
      const name = `${method} ${route.url}`
      if (!act && !open) throw new Error(`The route ${name} names no act: say in config.act who may use it.`)
      if (act && !open && !(act in policy))
        throw new Error(`The route ${name} names the act ${act}, which no room's policy.ts knows.`)
      if (!(route.schema as { response?: unknown } | undefined)?.response)
        throw new Error(`The route ${name} does not say what it answers: give schema.response.`)
      routes.push({ method, url: route.url, act: act ?? null, open: open ?? null, page: page ?? false })
    }
    if (page && route.schema) (route.schema as { hide?: boolean }).hide = true
  })
}
