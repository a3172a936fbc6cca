// What only the app as a whole knows: its routes. It is built as it is started, but at rest, with no database behind it:
// nothing that is asked here is answered by a handler.
import { buildApp } from '#app/build-app'
import { publicPages } from '#app/public-pages'
import { policy, roomRoutes } from '#app/wiring'
import { readConfig } from '#platform/config'
import { systemClock } from '#platform/dates'
import { type App, type Kernel, type RegisteredRoute, type RoomRoutes, registeredRoutes } from '#platform/http/kernel'
import type { Services } from '#platform/services'
import { openIdClient } from '#platform/sign-in/openid'
import { signInRoutes } from '#platform/sign-in/routes'
import { vaultFrom } from '#platform/vault'
import { inColumns } from './columns.ts'

const publicUrl = 'https://commonweal.example.org'

/** docs/openapi.json and docs/authorisation-matrix.txt: path → text. `more`: rooms that a test adds. */
export async function fromTheApp(...more: RoomRoutes[]): Promise<Map<string, string>> {
  const app = await appAtRest(more)
  try {
    return new Map([
      ['docs/openapi.json', `${JSON.stringify(app.swagger(), null, 2)}\n`],
      ['docs/authorisation-matrix.txt', matrix(registeredRoutes.get(app) ?? [])],
    ])
  } finally {
    await app.close()
  }
}

/** Every route of the product, as the app registers it. */
export async function routesOfTheApp(): Promise<readonly RegisteredRoute[]> {
  const app = await appAtRest([])
  try {
    return registeredRoutes.get(app) ?? []
  } finally {
    await app.close()
  }
}

async function appAtRest(more: readonly RoomRoutes[]): Promise<App> {
  const services = {
    config: readConfig({ LOG_LEVEL: 'silent', PUBLIC_URL: publicUrl }),
    place: { name: 'A place', nation: 'england', zone: 'Europe/London', fictional: false },
    vault: vaultFrom(Buffer.alloc(32)),
    house: { policy, now: systemClock },
  } as unknown as Services
  const kernel: Kernel = {
    services,
    policy,
    cookieName: 'session',
    csrfTokenFor: () => '',
    csrfMatches: () => false,
    sameOrigin: () => false,
    formTargets: [],
    navigation: [],
    duty: () => null,
  }
  const client = openIdClient({ issuer: 'https://login.example.org', clientId: 'commonweal', clientSecret: 'at-rest', publicUrl })
  const signIn = signInRoutes({ client } as Parameters<typeof signInRoutes>[0])
  const app = await buildApp(kernel, [publicPages([]), signIn, ...roomRoutes, ...more])
  await app.ready()
  return app
}

const head = `Who may call which route
========================

Every route of the product, its act, and the roles that may do the act; what they then see of a person is decided again, each time.
An open route needs no session; why that is right stands beside it. Made from the routes by "npm run docs".

`

/** Every route in the order of its address. */
function matrix(routes: readonly RegisteredRoute[]): string {
  const rows = routes
    .filter((route) => !route.url.startsWith('/assets/'))
    .map(({ url, method, act, open }) => [url, method, act ?? 'open', open ?? policy[act!]!.roles.toSorted().join(', ')])
    .sort((a, b) => a.join(' ').localeCompare(b.join(' '), 'en'))
  return head + inColumns(rows)
}
