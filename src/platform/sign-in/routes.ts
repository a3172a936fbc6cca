import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal, refusal } from '../errors.ts'
import { type App, callerOf, type RoomRoutes } from '../http/kernel.ts'
import { formBody, HtmlPage } from '../http/pages.ts'
import type { Services } from '../services.ts'
import { inTransaction } from '../transactions.ts'
import { attemptCookie, attemptSeconds, type Cookies, cookiesFor, openAttempt, sealAttempt } from './cookies.ts'
import { errors } from './errors.ts'
import { localPath } from './local-path.ts'
import { isLoopback } from './loopback.ts'
import { sendPurposePage, sendSignInProblem } from './pages.ts'
import { signOut } from './sessions.ts'
import { choosePurpose, completeSignIn, type SignInPorts } from './sign-in.ts'

const homes = { worker: '/my-day', resident: '/account' } as const
const response = { 200: HtmlPage, 303: HtmlPage }
const attemptsKept = 4

type Desk = {
  readonly services: Services
  readonly ports: SignInPorts
  readonly cookies: Cookies
  readonly key: Buffer
  readonly rateLimit: { readonly max: number; readonly timeWindow: string }
  now(): number
}

/**
 * Signing in and out, and changing the purpose of one's session.
 *
 * @param perMinute sign-ins from one address in a minute. An organisation's people often share one: this stops a flood, not a morning.
 */
export const signInRoutes =
  (ports: SignInPorts, perMinute = 120): RoomRoutes =>
  (app, services) => {
    const desk: Desk = {
      services,
      ports,
      cookies: cookiesFor(ports.client.settings.publicUrl),
      key: services.vault.derive('sign-in attempts'),
      rateLimit: { max: perMinute, timeWindow: '1 minute' },
      now: () => services.house.now().epochMilliseconds,
    }
    leave(app, desk)
    comeBack(app, desk)
    endSitting(app, desk)
    changePurposes(app, desk)
  }

/** GET /sign-in: to the identity provider. */
function leave(app: App, { ports: { client }, cookies, key, rateLimit, now }: Desk): void {
  const querystring = z.object({
    return: z.string().optional().describe('a path of ours to go to afterwards'),
    as: z.string().optional().describe('a persona, where personas are offered'),
    purpose: z.string().optional(),
    again: z.string().optional().describe('anything: prove again who you are'),
  })
  const { publicUrl, personas } = client.settings
  const known = new URL(publicUrl).hostname
  app.get(
    '/sign-in',
    { config: { open: 'nobody is signed in yet', page: true, rateLimit }, schema: { querystring, response } },
    async (request, reply) => {
      const { query, hostname } = request
      // The answer comes back to the public address: a cookie set for another name of this machine would not be there.
      if (hostname !== known && isLoopback(hostname) && isLoopback(known))
        return reply.redirect(new URL(request.url, publicUrl).href, 303)
      const attempt = {
        ...client.newAttempt(),
        returnTo: localPath(query.return) ?? null,
        purpose: query.purpose ?? null,
        again: query.again !== undefined,
        startedAt: now(),
      }
      await orSayWhy(request, reply, async () => {
        const url = await client.authorizationUrl(attempt, personas && query.as)
        const earlier = Object.keys(request.cookies).filter((name) => name.startsWith(cookies.signIn))
        for (const name of earlier.slice(0, 1 - attemptsKept)) reply.clearCookie(name, cookies.options)
        reply.setCookie(attemptCookie(cookies, attempt.state), sealAttempt(key, attempt), {
          ...cookies.options,
          maxAge: attemptSeconds,
        })
        reply.redirect(url.href, 303)
      })
      return reply
    },
  )
}

/** GET /sign-in/callback: back from the identity provider, with a code. */
function comeBack(app: App, { services, ports, cookies, key, rateLimit, now }: Desk): void {
  app.get(
    '/sign-in/callback',
    {
      config: { open: 'the identity provider sends people back here', page: true, rateLimit },
      schema: { querystring: z.looseObject({ state: z.string().default('') }), response },
    },
    async (request, reply) => {
      await orSayWhy(request, reply, async () => {
        const name = attemptCookie(cookies, request.query.state)
        const attempt = openAttempt(key, request.cookies[name] ?? '', now())
        reply.clearCookie(name, cookies.options)
        if (!attempt) throw refusal(errors, 'SIGN_IN_STALE')
        const signedIn = await ports.client.finish(request.url.slice(request.url.indexOf('?') + 1), attempt)
        const { token, account } = await completeSignIn(
          services.house,
          ports,
          request.id,
          signedIn,
          attempt,
          request.sessionToken,
        )
        reply.setCookie(cookies.session, token, cookies.options)
        reply.redirect(attempt.returnTo ?? account.home ?? homes[account.kind], 303)
      })
      return reply
    },
  )
}

/** A sign-in that fails ends in a page of its own, which says what to do. */
async function orSayWhy(request: FastifyRequest, reply: FastifyReply, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    request.log.warn({ code: error.code }, 'sign-in refused')
    sendSignInProblem(request, reply, error)
  }
}

/** POST /sign-out: ends the session here, then at the provider. */
function endSitting(app: App, { services, ports, cookies }: Desk): void {
  app.post(
    '/sign-out',
    { config: { act: 'session.end', page: true }, schema: { body: formBody({}), response } },
    async (request, reply) => {
      await signOut(services.house, request.id, request.sessionToken!)
      reply.clearCookie(cookies.session, cookies.options)
      const provider = await ports.client.logoutUrl().catch(() => undefined) // she is signed out here even when the provider is down
      return reply.redirect(provider?.href ?? '/', 303)
    },
  )
}

/** GET and POST /session/purpose: what the session's work is for, from now on. */
function changePurposes(app: App, { services: { house }, ports }: Desk): void {
  const act = 'session.change-purpose'
  app.get(
    '/session/purpose',
    { config: { act, page: true }, schema: { querystring: z.object({ return: z.string().optional() }), response } },
    async (request, reply) => {
      const purposes = await inTransaction(house, callerOf(request), act, (tx) => ports.purposesFor(tx, tx.actor))
      return sendPurposePage(request, reply, purposes, localPath(request.query.return) ?? homes.worker)
    },
  )
  app.post(
    '/session/purpose',
    { config: { act, page: true }, schema: { body: formBody({ purpose: z.string(), return: z.string().optional() }), response } },
    async (request, reply) => {
      const { purpose, return: returnTo } = request.body
      await inTransaction(house, callerOf(request), act, (tx) => choosePurpose(tx, ports, request.sessionToken!, purpose))
      return reply.redirect(localPath(returnTo) ?? homes.worker, 303)
    },
  )
}
