import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FictionalMarker, PersonasRefused, requireFictional } from './persona-marker.ts'
import type { Persona } from './persona-pages.ts'
import { personaProtocol } from './persona-protocol.ts'
import { answerPersonas } from './persona-server.ts'

export type PersonaOptions = {
  /** Asked at each sign-in, so that a place that is made anew shows its new people. */
  readonly personas: () => Promise<readonly Persona[]>
  readonly clientId: string
  readonly clientSecret: string
  /** Where the product takes people back: the callback of its sign-in, on this machine. */
  readonly redirectUris: readonly string[]
  /** A port of its own; 0 takes any that is free. */
  readonly port: number
  readonly marker: FictionalMarker
  readonly host?: string
  /** The name of the invented place, for the page's header. */
  readonly place?: string
}
export type PersonaProvider = { readonly issuer: string; close(): Promise<void> }

/**
 * Starts a real OpenID provider on this machine, whose people are invented and need no password. Throws PersonasRefused unless
 * the database's place is fictional, every NHS number begins with 9, and all of it stays on loopback.
 */
export async function startPersonaProvider(options: PersonaOptions): Promise<PersonaProvider> {
  const { host = '127.0.0.1', port, marker, redirectUris } = options
  await requireFictional(marker, host, redirectUris)
  const server = await listen(host, port)
  const issuer = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`
  try {
    const home = { place: options.place ?? 'An invented place', address: new URL(redirectUris[0]!).origin }
    server.on('request', answerPersonas({ ...options, issuer, home, provider: await personaProtocol(issuer, home, options) }))
  } catch (error) {
    await stop(server)
    throw error
  }
  return { issuer, close: () => stop(server) }
}

async function listen(host: string, port: number): Promise<Server> {
  const server = createServer()
  const taken = `Port ${port} is taken, so the personas cannot be offered there. Set PORT to another one, or stop what runs there.`
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new PersonasRefused(taken) : error)
    server.once('error', failed).listen(port, host, () => {
      server.off('error', failed)
      resolve()
    })
  })
  return server
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
