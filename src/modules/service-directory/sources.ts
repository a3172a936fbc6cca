import { namesOfOrganisations, namesOfWorkers } from '#modules/partnership'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { enqueue } from '#platform/jobs'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { faultOfAddress } from './address.rules.ts'
import { errors } from './errors.ts'
import { readAddressJob } from './jobs.ts'
import { theDirectory } from './read-from-address.ts'
import { endServices, listStandingOf } from './services.repository.ts'
import * as sources from './sources.repository.ts'

/** So long after it was last wanted an address is read again. */
const everyHours = 20
/** From this hour of the place's clock on, until the next, addresses are read. */
const [nightFrom, nightTo] = [1, 6]

/** Wants every address read that was not since last night. Called again and again; by several processes, each is wanted once. */
export async function wantAddressesRead({ house, place }: Services): Promise<void> {
  const now = house.now()
  const { hour } = now.toZonedDateTimeISO(place.zone)
  if (hour < nightFrom || hour >= nightTo) return
  await inTransaction(house, theDirectory(), 'service-directory.import', async (tx) => {
    for (const sourceId of await sources.markWanted(tx, now.subtract({ hours: everyHours }), now))
      await enqueue(tx, readAddressJob, { sourceId, mayEndMost: false })
  })
}

/** Has a source read from its address now. */
export async function refreshSource(
  tx: Tx<'service-directory.source.refresh'>,
  { id, mayEndMost }: { readonly id: string; readonly mayEndMost: boolean },
  now: Instant,
): Promise<void> {
  const source = await sources.findSource(tx, { id })
  if (!source?.address) throw refusal(errors, 'DIRECTORY_SOURCE_NOT_FOUND')
  await sources.markSourceWanted(tx, id, now)
  await enqueue(tx, readAddressJob, { sourceId: id, mayEndMost })
  await recordAudit(tx, id, { mayEndMost })
}

/** Adds a source for her own organisation: an address, which is read at once; without one, a source whose files are uploaded. */
export async function addSource(
  tx: Tx<'service-directory.source.add'>,
  { name, address: typed }: { readonly name: string; readonly address: string },
  mayBeThisMachine: boolean,
  now: Instant,
): Promise<string> {
  const address = typed.replace(/\/+$/, '') || null
  const because = address && faultOfAddress(address, mayBeThisMachine)
  if (because) throw refusal(errors, 'ADDRESS_NOT_TAKEN', { because })
  if (address && (await sources.findSource(tx, { address }))) throw refusal(errors, 'DIRECTORY_SOURCE_THERE')
  const id = newId<'directory-source'>()
  await sources.insertSource(tx, { id, name, organisationId: tx.actor.organisationId, address, addedAt: now, signed: null })
  if (address) {
    await sources.markSourceWanted(tx, id, now)
    await enqueue(tx, readAddressJob, { sourceId: id, mayEndMost: false })
  }
  await recordAudit(tx, id, { added: address ? 'an address' : 'a source of files' })
  return id
}

/** Takes nothing from a source any more: what it listed ends, and another may list it. */
export async function endSource(tx: Tx<'service-directory.source.end'>, id: string, now: Instant): Promise<void> {
  await sources.lockSource(tx, id)
  if (!(await sources.findSource(tx, { id }))) throw refusal(errors, 'DIRECTORY_SOURCE_NOT_FOUND')
  const listed = await listStandingOf(tx, id)
  await endServices(tx, listed, now)
  await sources.endSource(tx, id, now)
  await recordAudit(tx, id, { ended: listed.length })
}

export type ShownSource = sources.Source & {
  readonly organisation: string
  readonly readAt: Instant | null
  readonly standing: number
  readonly imports: readonly (sources.Import & { readonly by: string })[]
}

/** Of so many readings the page tells. */
const mostShown = 10

/** Every source, with what came of its last readings. */
export async function readSources(tx: ReadTx, id?: string): Promise<ShownSource[]> {
  const [all, states, organisations] = [
    await sources.listSources(tx),
    await sources.listStates(tx),
    await namesOfOrganisations(tx),
  ]
  const shown: ShownSource[] = []
  for (const source of id ? all.filter((one) => one.id === id) : all) {
    const imports = await sources.listImports(tx, source.id, mostShown)
    const names = await namesOfWorkers(
      tx,
      imports.flatMap(({ way, receivedBy }) => (way === 'upload' ? [receivedBy] : [])),
    )
    const state = states.find((one) => one.sourceId === source.id)
    shown.push({
      ...source,
      organisation: organisations.get(source.organisationId) ?? source.organisationId,
      readAt: state?.readAt ?? null,
      standing: state?.standing ?? 0,
      imports: imports.map((one) => ({ ...one, by: names.get(one.receivedBy) ?? '' })),
    })
  }
  return shown
}

/** One source; refuses where there is none. */
export async function readSource(tx: ReadTx, id: string): Promise<ShownSource> {
  const [source] = await readSources(tx, id)
  if (!source) throw refusal(errors, 'DIRECTORY_SOURCE_NOT_FOUND')
  return source
}
