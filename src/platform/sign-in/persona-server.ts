import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import { assets } from '../views/assets.ts'
import { PersonasRefused, requireFictionalPlace } from './persona-marker.ts'
import { choicePage, type Home, problemPage } from './persona-pages.ts'
import { twoFactors } from './persona-protocol.ts'
import type { PersonaOptions } from './persona-provider.ts'

type Served = PersonaOptions & { readonly issuer: string; readonly home: Home; readonly provider: Provider }

/** Answers the provider's port: the protocol's own addresses, the page of people, and what that page loads. */
export function answerPersonas(served: Served): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    route(served, request, response).catch((error: unknown) => sendProblem(served, response, error))
  }
}

async function route(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A page elsewhere whose own name was made to lead to this machine would send that name.
  if (request.headers.host !== new URL(served.issuer).host)
    return send(served, response, 421, problemPage(served.home, 'Not here', `This is ${served.issuer}.`))
  const path = request.url!.split('?')[0]!
  const asset = request.method === 'GET' && assets().find((one) => one.path === path)
  if (asset)
    return void response
      .writeHead(200, { 'content-type': asset.type, 'cache-control': 'public, max-age=31536000, immutable' })
      .end(asset.body)
  if (path.startsWith('/who/')) return choose(served, request, response)
  // Choosing someone is for one sign-in: the next begins as if nobody had been here.
  if (path.startsWith('/auth') || path === '/session/end') request.headers.cookie = withoutSession(request.headers.cookie)
  return served.provider.callback()(request, response)
}

const withoutSession = (cookies = '') =>
  cookies
    .split(/; */)
    .filter((cookie) => !/^_session(\.sig)?=/.test(cookie))
    .join('; ')

/** Shows whom one can be, or signs in as the one who was chosen here or named in the request. */
async function choose(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params, uid } = await served.provider.interactionDetails(request, response)
  await requireFictionalPlace(served.marker) // the database may have been changed for another since the start
  const personas = await served.personas()
  const chosen = request.method === 'POST' ? (await readForm(request)).get('persona') : params.login_hint
  const persona = personas.find(({ id }) => id === chosen)
  if (!persona) return send(served, response, 200, choicePage(served.home, personas, `/who/${uid}`))
  // Like a provider of the world, it asks for the second factor when it is told to.
  const asked = params.acr_values?.split(' ').includes(twoFactors)
  const factors = asked ? { acr: twoFactors, amr: ['user', 'mfa'] } : { amr: ['user'] }
  return served.provider.interactionFinished(request, response, { login: { accountId: persona.id, remember: false, ...factors } })
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) if ((text += String(chunk)).length > 4096) throw new Error('this form is too long')
  return new URLSearchParams(text)
}

function sendProblem(served: Served, response: ServerResponse, error: unknown): void {
  const late = 'It took longer than ten minutes, or began in another browser.'
  const sentence = error instanceof PersonasRefused ? error.message : late
  send(served, response, 400, problemPage(served.home, 'This sign-in did not work', sentence))
}

function send({ home }: Served, response: ServerResponse, status: number, page: string): void {
  const own = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `${own}; form-action 'self' ${home.address}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    .end(page)
}
