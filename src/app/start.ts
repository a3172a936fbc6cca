import { randomBytes } from 'node:crypto'
import { holdsOnlyInventedNhsNumbers, watchDropFolder } from '#modules/feeds'
import {
  climbRequests,
  compareJournal,
  eraseApproved,
  freezePublicRegister,
  listDueNightly,
  mergeOpenings,
  noticeOddLooks,
  sweep,
} from '#modules/information-governance'
import { tiesOf, wantNightly } from '#modules/person-index'
import { wantAddressesRead } from '#modules/service-directory'
import { followSubjectRequests, makeListWhenDue } from '#modules/shared-record'
import { type Config, ConfigError } from '#platform/config'
import type { Kernel } from '#platform/http/kernel'
import { workJobs } from '#platform/jobs'
import { cookiesFor } from '#platform/sign-in/cookies'
import { formTokens, sameOrigin } from '#platform/sign-in/forms'
import { type OpenIdClient, openIdClient } from '#platform/sign-in/openid'
import { placeIsFictional } from '#platform/sign-in/persona-marker'
import { signInRoutes } from '#platform/sign-in/routes'
import { buildApp } from './build-app.ts'
import { withDemoDutyKey } from './demo-duty-team.ts'
import { startDemoWitnesses } from './demo-witnesses.ts'
import { loadDirectory, makeFictionalPlace, personaIssuer } from './first-start.ts'
import { findPlace, founder, type HouseOptions, markPlace, openHouse, type RunningHouse, realPlace, type Say } from './house.ts'
import { navigation } from './navigation.ts'
import { watchNights } from './nightly.ts'
import { kept } from './personal-data.ts'
import { type PlaceFile, readPlaceFile, stewardOf } from './place-file.ts'
import { publicPages } from './public-pages.ts'
import { isBehind } from './reads-go-on.ts'
import { signInPorts } from './sign-in-ports.ts'
import { startAgainForm, startAgainRoute } from './start-again.ts'
import { tours } from './tours.ts'
import { handlersOf, policy, roomRoutes } from './wiring.ts'

export type Running = { readonly url: string; readonly adminUrl: string; stop(): Promise<void> }

/** Starts everything: database, place, sign-in, jobs, pages. Says what it is doing, since a first start takes a minute. */
export async function start(given: Config, say: Say, options: HouseOptions = {}): Promise<Running> {
  const config = await withDemoDutyKey(given)
  const house = await openHouse(config, say, options)
  try {
    const file = await openPlace(house, config, say)
    return await serve(house, file, say)
  } catch (error) {
    await house.stop()
    throw error
  }
}

/** The place this database is for: the fictional one is made when there is none; a real one is named by its operator. */
async function openPlace(house: RunningHouse, config: Config, say: Say): Promise<PlaceFile | undefined> {
  const found = await findPlace(house.services)
  if (found?.fictional === true && config.OIDC_ISSUER) {
    throw new ConfigError(
      'These settings cannot be used:\n  OIDC_ISSUER: this database holds an invented place, which never takes real people. Leave it out, or set DATABASE_URL to another database.',
    )
  }
  if (found && !found.fictional) {
    house.setPlace(found)
    return undefined
  }
  if (config.OIDC_ISSUER) {
    const place = realPlace(config)
    await markPlace(house.services, place)
    house.setPlace(place)
    return undefined
  }
  if (found) house.setPlace(found)
  if (found?.loaded) await loadDirectory(house.services, readPlaceFile(config.DATA_DIR))
  else {
    await makeFictionalPlace(house, handlersOf, say)
    await house
      .keepStart()
      .catch((error: Error) => say(`This database cannot be copied, so that “Start again” is not offered: ${error.message}`))
  }
  return readPlaceFile(config.DATA_DIR)
}

async function serve(running: RunningHouse, file: PlaceFile | undefined, say: Say): Promise<Running> {
  const { services, boss } = running
  const { config } = services
  const publicUrl = config.PUBLIC_URL ?? `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${config.PORT}`
  const personas = file && (await offerPersonas(running, file, publicUrl))
  const client = personas?.client ?? (await ownProvider(config, publicUrl))
  const ports = signInPorts(
    services,
    client,
    file ? stewardOf(file).id : '',
    new Map(file?.personas.flatMap((persona) => (persona.purpose ? [[persona.id, persona.purpose]] : []))),
  )
  const duty = dutyOf(file)
  const kernel: Kernel = {
    services,
    policy,
    cookieName: cookiesFor(publicUrl).session,
    ...formTokens(services.vault),
    sameOrigin: (request) => sameOrigin(request.headers, publicUrl),
    formTargets: [new URL(personas?.issuer ?? client.settings.issuer).origin],
    navigation,
    duty: () => duty,
  }
  const startAgain = await running.startAgain()
  const app = await buildApp(kernel, [
    publicPages(file ? tours(file) : [], startAgain && startAgainForm),
    ...(startAgain ? [startAgainRoute(startAgain)] : []),
    signInRoutes(ports),
    ...roomRoutes,
  ])
  const demoWitnesses = file ? await startDemoWitnesses(config.DATA_DIR, services.log.key) : undefined
  if (demoWitnesses) running.addWitnesses(demoWitnesses.addresses)
  const keepsLog = running.keepLog((error) =>
    app.log.error({ err: error }, 'the access log could not be sealed, and will be tried again'),
  )
  await workJobs(boss, handlersOf(services), (queue, error) =>
    app.log.error({ err: error, queue }, 'a job failed and will be tried again'),
  )
  const folder = watchDropFolder(services, config.DROP_DIR)
  const nights = watchNights(
    [
      () => makeListWhenDue(services),
      async () => void (await mergeOpenings(services)),
      // Once it has caught up: until then what was read is still on its way into the log.
      async () => {
        if (!isBehind(services.log.state(), services.house.now().epochMilliseconds)) await compareJournal(services)
      },
      () => wantNightly(services),
      () => wantAddressesRead(services),
      async () => void (await noticeOddLooks(services, tiesOf)),
      async () => void (await climbRequests(services)),
      async () => void (await followSubjectRequests(services)),
      () => freezePublicRegister(services),
      () => listDueNightly(services, kept),
      async () => void (await eraseApproved(services, kept)),
      () => sweep(services, kept),
    ],
    (error) => app.log.error({ err: error }, 'a night’s work was not wanted'),
  )
  if (!config.CONTINUITY_KEY)
    say('The duty team has no key yet, so that no continuity list is written: the page /continuity says how to make one.')
  try {
    await app.listen({ port: config.PORT, host: config.HOST })
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    throw new ConfigError(
      `These settings cannot be used:\n  PORT: something else listens on ${config.PORT}. Stop it, or choose another, for example PORT=3001 npm start.`,
    )
  }
  say(`\nCommonweal is open at ${publicUrl}${file ? `   (${file.name}: every person in it is invented)` : ''}`)
  return {
    url: publicUrl,
    adminUrl: running.adminUrl,
    async stop() {
      await nights.stop()
      await folder.stop()
      await app.close()
      await personas?.close()
      await keepsLog.stop()
      await demoWitnesses?.stop()
      await running.stop()
    },
  }
}

/** The partnership's own identity provider. It must answer at the start: otherwise nobody could sign in, and nobody would be told why. */
async function ownProvider(config: Config, publicUrl: string): Promise<OpenIdClient> {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = config
  if (!issuer || !clientId || !clientSecret) {
    throw new ConfigError(
      'These settings cannot be used:\n  OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: a real place needs all three, as your identity provider gave them.',
    )
  }
  const client = openIdClient({ issuer, clientId, clientSecret, publicUrl })
  await client.check()
  return client
}

/** Invented people to sign in as: only over an invented place, and only on this machine. */
async function offerPersonas({ services }: RunningHouse, file: PlaceFile, publicUrl: string) {
  const { startPersonaProvider } = await import('#platform/sign-in/persona-provider')
  const names = new Map(file.organisations.map((organisation) => [organisation.id, organisation.name]))
  const clientSecret = randomBytes(24).toString('base64url')
  const provider = await startPersonaProvider({
    personas: async () =>
      file.personas.map(({ id, name, role, why, organisation }) => ({
        id,
        name,
        role,
        why,
        organisation: names.get(organisation ?? '') ?? 'Residents',
      })),
    clientId: 'commonweal',
    clientSecret,
    redirectUris: [new URL('/sign-in/callback', publicUrl).href],
    port: 0,
    marker: {
      placeIsFictional: () => placeIsFictional(services.house),
      everyNhsNumberIsInvented: () => holdsOnlyInventedNhsNumbers(services, founder('feeds.source.find')),
    },
    place: file.name,
  })
  const client = openIdClient({
    issuer: provider.issuer,
    clientId: 'commonweal',
    clientSecret,
    publicUrl,
    acrValues: 'urn:mfa',
    personas: { knownAs: personaIssuer },
  })
  return { ...provider, client, close: () => provider.close() }
}

/** Whom to ring, day or night: the council's duty team. */
function dutyOf(file: PlaceFile | undefined): { team: string; phone: string } | null {
  const council = file?.organisations.find((organisation) => organisation.kind === 'council')
  return council ? { team: council.dutyTeam, phone: council.dutyPhone } : null
}
