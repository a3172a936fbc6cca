import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errors, refusal } from '#platform/errors'
import type { RoomRoutes } from '#platform/http/kernel'
import { formBody, HtmlPage } from '#platform/http/pages'
import { form, submitButton } from '#platform/views/page-parts'

/** Puts an invented place back as it was first loaded. Given only where there is such a place, and a copy of its beginning. */
export type StartAgain = () => Promise<void>

const cookie = 'first-page'
const options = { path: '/', httpOnly: true, sameSite: 'strict' } as const

/** The form on the first page. Nobody is signed in there, so that its token is tied to a cookie of the browser's own. */
export function startAgainForm(request: FastifyRequest, reply: FastifyReply) {
  const known = request.cookies[cookie] ?? randomBytes(24).toString('base64url')
  reply.setCookie(cookie, known, options)
  const csrfToken = request.server.kernel.csrfTokenFor(known)
  return form({ action: '/start-again', csrfToken }, submitButton('Start again', 'secondary'))
}

/** POST /start-again: everything that was done here is undone, and everyone is signed out. */
export const startAgainRoute =
  (startAgain: StartAgain): RoomRoutes =>
  (app) => {
    app.post(
      '/start-again',
      {
        config: { open: 'nobody in an invented place is real: whoever looks round may begin anew', page: true },
        schema: { body: formBody({}), response: { 303: HtmlPage } },
      },
      async (request, reply) => {
        const { kernel } = app
        const known = request.cookies[cookie]
        if (!known || !kernel.sameOrigin(request) || !kernel.csrfMatches(known, request.body.csrf))
          throw refusal(errors, 'FORM_EXPIRED')
        await startAgain()
        reply.clearCookie(kernel.cookieName, { path: '/' })
        return reply.redirect('/', 303)
      },
    )
  }
