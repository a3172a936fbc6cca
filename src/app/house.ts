import { join } from 'node:path'
import { pid } from 'node:process'
import { bringLibrary, bringOwnUses, forgetTombstones, isInEmergency, replayTombstones } from '#modules/information-governance'
import { followModel } from '#modules/person-index'
import { type Config, ConfigError } from '#platform/config'
import { connect, newContextProcess, registerProcess } from '#platform/database'
import { dayOf, systemClock } from '#platform/dates'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { filesIn } from '#platform/files'
import { newId } from '#platform/ids'
import { installJobs, type Jobs, openJobs } from '#platform/jobs'
import { startLive } from '#platform/live'
import { beginLogAnew } from '#platform/log/begin-anew'
import { logKeeping, logSigner, type WitnessAddress } from '#platform/log/keeping'
import { readJournal } from '#platform/log/read-journal'
import { type Sequencer, startSequencer } from '#platform/log/sequencer'
import { type LoginRole, migrate } from '#platform/migrate'
import { findPlaceRow, insertPlace, markPlaceMade } from '#platform/place'
import type { Place, Services } from '#platform/services'
import { hasStartingState, keepStartingState, restoreStartingState } from '#platform/starting-state'
import { type House, inTransaction } from '#platform/transactions'
import { openVault } from '#platform/vault'
import { identifyIn } from './identify.ts'
import { kept } from './personal-data.ts'
import { readsGoOn } from './reads-go-on.ts'
import { forgetRestored, settleRestored } from './restored.ts'
import { jobKinds, policy } from './wiring.ts'

/** The product's machinery, running: what rooms are given, and how to stop it. */
export type RunningHouse = {
  readonly services: Services
  readonly adminUrl: string
  readonly boss: Jobs
  setPlace(place: Place): void
  /** From now on the log's tree is kept by this process, or by another that does so already. */
  keepLog(onError: (error: unknown) => void): Sequencer
  addWitnesses(more: readonly WitnessAddress[]): void
  /** Keeps a copy of an invented place as it is now, to start again from. */
  keepStart(): Promise<void>
  /** Goes back to that copy; undefined where there is none, as over every real place. */
  startAgain(): Promise<(() => Promise<void>) | undefined>
  stop(): Promise<void>
}

export type Say = (line: string) => void
const nowhere: Place = { name: 'This place', nation: 'england', zone: 'Europe/London', fictional: false }

/** `durable: false` is for tests: an embedded database that gives up safety on power loss for speed. */
export type HouseOptions = { readonly durable?: boolean }

/** Starts or finds the database, brings it up to date, and opens everything that rooms need. */
export async function openHouse(config: Config, say: Say, options: HouseOptions = {}): Promise<RunningHouse> {
  // A key that a machine makes by itself is for trying out; a place with an identity provider brings its own.
  const vault = openVault(config.KEYS_DIR, config.OIDC_ISSUER === undefined)
  if (!config.DATABASE_URL) say('Starting the embedded database …')
  const embedded = config.DATABASE_URL ? undefined : await startEmbeddedPostgres(join(config.DATA_DIR, 'database'), options)
  try {
    const adminUrl = config.DATABASE_URL ?? embedded!.url
    const passwordOf = (role: LoginRole) => vault.derive(`database role ${role}`).toString('hex')
    const applied = await migrate(adminUrl, passwordOf, { say })
    if (applied.length > 0) say(`Brought the database up to date: ${applied.length} migrations.`)
    const journal = readJournal(config.DATA_DIR, vault)
    const restoredFrom = await settleRestored(config, adminUrl, journal)
    if (restoredFrom) say(`This place came out of the backup of ${restoredFrom}: whoever was signed in then signs in again.`)
    await installJobs(adminUrl, jobKinds)

    const process = newContextProcess()
    await registerProcess(adminUrl, process)
    const as = (role: LoginRole) => {
      const url = Object.assign(new URL(adminUrl), { username: role, password: passwordOf(role) })
      url.searchParams.set('application_name', `commonweal, process ${pid}`)
      return url.href
    }
    const current = { place: nowhere }
    const identify = identifyIn(() => current.place, systemClock)
    const signer = () => logSigner(vault, current.place.name)
    const witnesses: WitnessAddress[] = [...config.WITNESSES]
    const log = logKeeping(
      signer,
      as('auditor'),
      () => witnesses,
      () => sequencer?.state() ?? { waitingSince: null, seenAt: systemClock().epochMilliseconds },
      journal,
    )
    let sequencer: Sequencer | undefined
    const house: House = {
      db: connect(as('app'), process),
      policy,
      now: systemClock,
      identify,
      mayReadNow: readsGoOn(log, journal, systemClock, isInEmergency),
    }
    const intake: House = { ...house, db: connect(as('feed_in'), process, { max: 3, pipeline: false }) }
    const boss = await openJobs(as('job_runner'), 1)
    const services: Services = {
      house,
      intake,
      vault,
      files: filesIn(config.FILES_DIR, vault),
      log,
      live: startLive(as('app')),
      config,
      get place() {
        return current.place
      },
    }
    const back = await replayTombstones(services, kept)
    if (back > 0) say(`Records that had been erased came back with an older backup, and were erased again: ${back}.`)
    forgetRestored(config)
    await followVersion(services, say)
    let goingBack: Promise<void> | undefined
    const goBack = async () => {
      await restoreStartingState(adminUrl, async (fresh) => {
        await migrate(fresh, passwordOf)
        await installJobs(fresh, jobKinds)
        await registerProcess(fresh, process)
        await beginLogAnew(fresh)
      })
      journal.beginAnew()
      forgetTombstones(config.TOMBSTONES)
      await followVersion(services)
    }
    return {
      services,
      adminUrl,
      boss,
      setPlace: (place) => {
        current.place = place
      },
      keepLog(onError) {
        sequencer = startSequencer(as('sequencer'), { signer: signer(), witnesses: log.asked, onError })
        return sequencer
      },
      addWitnesses: (more) => void witnesses.push(...more),
      keepStart: () => keepStartingState(adminUrl),
      async startAgain() {
        if (!current.place.fictional || !(await hasStartingState(adminUrl))) return undefined
        // Pressed by two at once, it happens once.
        return () => (goingBack ??= goBack().finally(() => (goingBack = undefined)))
      },
      async stop() {
        await sequencer?.stop()
        await boss.stop({ graceful: true, timeout: 10_000 })
        await services.live.stop()
        await Promise.all([house.db.destroy(), intake.db.destroy()])
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

/** Brings what this version has into a place that another left: its library of law, what it says of services' own use, and links as its model makes them. */
async function followVersion(services: Services, say: Say = () => {}): Promise<void> {
  const { house } = services
  const written = await inTransaction(house, founder('governance.seed'), 'governance.seed', async (tx) => {
    await bringLibrary(tx)
    return bringOwnUses(tx, dayOf(house.now(), 'UTC'))
  })
  if (written > 0)
    say(`What services do with their own records is written anew by this version, and holds from today: ${written} texts.`)
  const again = await followModel(services)
  if (again > 0) say(`Records are matched by another model than before: ${again} feeds are linked once more in the background.`)
}

/** Which place this database is for, and whether its making was finished. Undefined: none yet. */
export const findPlace = ({ house }: Services) =>
  inTransaction(house, founder('place.read'), 'place.read', (tx) => findPlaceRow(tx))

/** Marks the database as this place's. A database that has a place keeps it. */
export const markPlace = ({ house }: Services, place: Place) =>
  inTransaction(house, founder('place.found'), 'place.found', (tx) => insertPlace(tx, place))

/** Notes that the making of the place is finished, and from what it was made. */
export const markLoaded = ({ house }: Services, madeFrom: string) =>
  inTransaction(house, founder('place.found'), 'place.found', (tx) => markPlaceMade(tx, madeFrom))

/** The product itself, at its first start. */
export const founder = (act: string) => ({
  requestId: newId(),
  system: { actor: 'founder', act, purpose: 'running-the-product' },
})

/** A real place is named by its operator. */
export function realPlace(config: Config): Place {
  if (!config.PLACE_NAME)
    throw new ConfigError(
      'These settings cannot be used:\n  PLACE_NAME: missing. It is the name of your place, for example Westshire, since OIDC_ISSUER says that this is a real one.',
    )
  return { name: config.PLACE_NAME, nation: config.PLACE_NATION, zone: 'Europe/London', fictional: false }
}
