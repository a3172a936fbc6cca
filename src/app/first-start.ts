import { spawn } from 'node:child_process'
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { addConnection, feedSeeds, findSourcePersons, receiveBatch, registerFeed } from '#modules/feeds'
import { barOwnRecord, seedAgreements } from '#modules/information-governance'
import { type Loaded, linkResidentRecords, loadPeople } from '#modules/partnership'
import { openPersonaAccounts } from '#modules/resident-portal'
import { receiveDirectoryFile, seedSource, theDirectory } from '#modules/service-directory'
import { type Instant, instant } from '#platform/dates'
import { drainJobs, type JobHandler } from '#platform/jobs'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { agreeAround } from './demo-agreements.ts'
import { openListAround } from './demo-duty-team.ts'
import { reportAround } from './demo-incidents.ts'
import { lookAtNeighbours } from './demo-odd-looks.ts'
import { sayFreePlaces } from './demo-places.ts'
import { planAround, worryAround } from './demo-plan.ts'
import { askAround, holdForInquiry, openLastNight } from './demo-requests.ts'
import { askAboutOwnData } from './demo-rights.ts'
import { teamAround } from './demo-team.ts'
import { founder, markLoaded, markPlace, type RunningHouse, type Say } from './house.ts'
import { type PlaceFile, partnersOf, placeFolder, readPlaceFile, stewardOf } from './place-file.ts'

/** The name under which personas' sign-ins are kept: the provider's port changes, this does not. */
export const personaIssuer = 'urn:commonweal:personas'

type HandlersOf = (services: Services) => readonly JobHandler[]

/**
 * Makes the fictional place at the first start: generates it, registers its people and agreements, and loads its agencies'
 * files through the real feeds, in the order in which they arrived. Begun again after an interruption, it goes on.
 */
export async function makeFictionalPlace(running: RunningHouse, handlersOf: HandlersOf, say: Say): Promise<void> {
  const { services } = running
  const { config } = services
  const began = services.house.now()
  await generate(services, say)
  const file = readPlaceFile(config.DATA_DIR)
  const place = { name: file.name, nation: file.nation, zone: file.zone, fictional: true }
  await markPlace(services, place)
  running.setPlace(place)

  say('Registering organisations, people at work, feeds and agreements …')
  const loaded = await registerPlace(services, file)
  await loadDeliveries(running, file, handlersOf, say)
  await loadDirectory(services, file)
  await tieResidents(services, file, loaded)
  await askAround(services, personaIssuer)
  await openLastNight(services, personaIssuer)
  await planAround(services, personaIssuer)
  await worryAround(services, personaIssuer)
  await teamAround(services, personaIssuer)
  await holdForInquiry(services, personaIssuer)
  await agreeAround(services, personaIssuer)
  await reportAround(services, personaIssuer)
  await lookAtNeighbours(services, personaIssuer)
  await openListAround(services, personaIssuer)
  await sayFreePlaces(services, personaIssuer)
  await askAboutOwnData(services, personaIssuer, stewardOf(file).id)
  await markLoaded(services, `seed ${config.SEED}, ${config.RESIDENTS} residents`)
  const seconds = Math.round((services.house.now().epochMilliseconds - began.epochMilliseconds) / 1000)
  say(
    `${file.name} is ready: ${config.RESIDENTS.toLocaleString('en-GB')} invented residents, made and loaded in ${seconds} seconds.`,
  )
}

/** Runs the generator, which is a program of its own, once. */
async function generate({ config, house }: Services, say: Say): Promise<void> {
  const out = placeFolder(config.DATA_DIR)
  const finished = join(out, '.finished')
  if (existsSync(finished)) return
  say(`Making the fictional place: ${config.RESIDENTS.toLocaleString('en-GB')} invented residents and their agencies' files …`)
  const asOf = house.now().toZonedDateTimeISO('Europe/London').toPlainDate().toString()
  const options = ['--residents', String(config.RESIDENTS), '--seed', String(config.SEED), '--as-of', asOf, '--out', out]
  const child = spawn(process.execPath, ['src/place/main.ts', ...options], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-2000)
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`The fictional place could not be made:\n${said}`)
  writeFileSync(finished, '')
}

/** Partners and their people, feeds with their keys, and the agreements between them. */
async function registerPlace({ house, vault, config }: Services, file: PlaceFile): Promise<Loaded> {
  const staff = join(placeFolder(config.DATA_DIR), 'staff.ndjson')
  const loaded = await inTransaction(house, founder('partnership.people.load'), 'partnership.people.load', (tx) =>
    loadPeople(tx, file, parsed(staff), personaIssuer),
  )

  const organisations = new Map(file.organisations.map((organisation) => [organisation.id, organisation]))
  const senders = new Map(file.connections.map((connection) => [connection.feed, organisations.get(connection.organisation)!]))
  const feeds = feedSeeds.flatMap((seed) => {
    const controller = senders.get(seed.id)
    return controller
      ? [{ ...seed, controllerId: controller.id, dutyTeam: controller.dutyTeam, dutyPhone: controller.dutyPhone }]
      : []
  })
  await inTransaction(house, founder('feeds.feed.register'), 'feeds.feed.register', async (tx) => {
    const longAgo = house.now().subtract({ hours: 24 * 3650 })
    for (const feed of feeds) await registerFeed(tx, vault, feed, longAgo)
    for (const { id, feed, organisation, keyId, publicKey } of file.connections) {
      if (feeds.some((one) => one.id === feed))
        await addConnection(tx, { id, feedId: feed, organisationId: organisation, keyId, publicKey, activeFrom: longAgo })
    }
  })
  await inTransaction(house, founder('governance.seed'), 'governance.seed', (tx) =>
    seedAgreements(tx, { partners: partnersOf(file), steward: stewardOf(file).id, datasets: feeds }),
  )
  return loaded
}

/** The lines of a file, read only once someone asks: lines that come before that would be lost. */
async function* parsed(path: string): AsyncGenerator<unknown> {
  for await (const line of createInterface({ input: createReadStream(path) })) yield JSON.parse(line)
}

/** Hands over each file as its agency would: signed, in the order of arrival, at the time of arrival. */
async function loadDeliveries(
  { services, boss }: RunningHouse,
  file: PlaceFile,
  handlersOf: HandlersOf,
  say: Say,
): Promise<void> {
  const known = new Set(feedSeeds.map((seed) => seed.id))
  const deliveries = file.deliveries
    .filter((delivery) => known.has(delivery.feed))
    .toSorted((a, b) => a.arrivesAt.localeCompare(b.arrivesAt))
  for (const [at, delivery] of deliveries.entries()) {
    say(`Loading through the feeds: file ${at + 1} of ${deliveries.length}, ${delivery.feed} …`)
    const then = atTime(services, instant(delivery.arrivesAt))
    const path = join(placeFolder(services.config.DATA_DIR), 'extracts', delivery.feed, basename(delivery.file))
    const caller = {
      requestId: crypto.randomUUID(),
      system: { actor: 'feed-gateway', act: 'feeds.batch.receive', purpose: 'feed-operation' },
    }
    const manifest = readFileSync(`${path}.manifest.jws`, 'utf8').trim()
    await receiveBatch(then, caller, {
      act: 'feeds.batch.receive',
      way: 'drop',
      feedId: delivery.feed,
      manifest,
      fileName: basename(path),
      content: createReadStream(path),
    })
    await drainJobs(boss, handlersOf(then))
  }
}

/** The feed of the place's services, which is about nobody: it goes to the service directory. */
const directory = 'service-directory'

/**
 * Registers who sends the list of services, with its key, and hands over each of its signed files as it arrived: once, also in a place
 * that was made before there was a directory.
 */
export async function loadDirectory(services: Services, file: PlaceFile): Promise<void> {
  const sender = file.connections.find((one) => one.feed === directory)
  const organisation = file.organisations.find((one) => one.id === sender?.organisation)
  if (!sender || !organisation) return
  const { house } = services
  const isTaken = await inTransaction(house, founder('service-directory.source.seed'), 'service-directory.source.seed', (tx) => {
    const { keyId, publicKey } = sender
    const source = {
      name: `${organisation.name}’s directory`,
      organisationId: organisation.id,
      feed: directory,
      keyId,
      publicKey,
    }
    return seedSource(tx, source, house.now().subtract({ hours: 24 * 3650 }), house.now())
  })
  for (const delivery of isTaken ? file.deliveries.filter((one) => one.feed === directory) : []) {
    const path = join(placeFolder(services.config.DATA_DIR), 'extracts', directory, basename(delivery.file))
    const manifest = readFileSync(`${path}.manifest.jws`, 'utf8').trim()
    await receiveDirectoryFile(atTime(services, instant(delivery.arrivesAt)), theDirectory(), {
      feed: directory,
      manifest,
      fileName: basename(path),
      content: createReadStream(path),
    })
  }
}

/** The same services at another time: a file is received when it arrived, not when it is replayed. */
function atTime(services: Services, time: Instant): Services {
  const now = () => time
  return { ...services, house: { ...services.house, now }, intake: { ...services.intake, now } }
}

/** Ties residents' accounts and workers' own records to the people whom the feeds brought. */
async function tieResidents(services: Services, file: PlaceFile, loaded: Loaded): Promise<void> {
  const { house } = services
  const residents = file.personas.filter((persona) => persona.kind === 'resident')
  const wanted = [
    ...residents.flatMap((persona) => (persona.bindTo ? [persona.bindTo] : [])),
    ...loaded.residentRecords.map(({ feed, person }) => ({ feed, person })),
  ]
  const sources = await findSourcePersons(services, founder('feeds.source.find'), wanted)
  const sourceOf = (record: { feed: string; person: string } | undefined) =>
    sources.find((source) => source.datasetId === record?.feed && source.sourceKey === record.person)

  await inTransaction(house, founder('resident-portal.personas.open'), 'resident-portal.personas.open', (tx) =>
    openPersonaAccounts(
      services,
      tx,
      personaIssuer,
      residents.map(({ id, name, bindTo, helpedBy }) => ({
        id,
        name,
        sourcePersonId: sourceOf(bindTo)?.id ?? null,
        helpedBy: residents.find((one) => one.id === helpedBy) ?? null,
      })),
    ),
  )
  const own = loaded.residentRecords.flatMap((record) => {
    const source = sourceOf(record)
    return source ? [{ ...record, source }] : []
  })
  await inTransaction(house, founder('partnership.people.load'), 'partnership.people.load', (tx) =>
    linkResidentRecords(
      tx,
      own.map(({ workerId, source }) => ({ workerId, sourceRecordId: source.id })),
    ),
  )
  for (const { workerId, source } of own) await barOwnRecord(services, founder('governance.bar'), { workerId, source })
}
