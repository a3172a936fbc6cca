import { createHash } from 'node:crypto'
import { accessSync, closeSync, constants, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { listFacts, listStandingInDataset } from '#modules/feeds'
import {
  continuity,
  listDatasets,
  listReceiver,
  listSealer,
  machineEntry,
  openSaidWords,
  type Reader,
} from '#modules/information-governance'
import { listOrganisations, namesOfOrganisations, type Organisation } from '#modules/partnership'
import { addressRules, decideAbout, listSubjectsOf, nameRules, sourcesOf } from '#modules/person-index'
import { recordAccess } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import { listFile, newestInFolder, removeOldLists } from '#platform/continuity-folder'
import { dayOf, type Instant } from '#platform/dates'
import { newId } from '#platform/ids'
import { sealFor } from '#platform/sealed-for'
import type { Services } from '#platform/services'
import { type Caller, DisclosureRefused, grant, inTransaction, readPersonal } from '#platform/transactions'
import { recordOf } from '../person.rules.ts'
import {
  type ContinuityList,
  daysMissing,
  isDue,
  type Listed,
  type ListPurpose,
  listedOf,
  listPurposes,
  reasonsOf,
} from './list.rules.ts'

const act = 'governance.continuity.make' as const
const clock = (purpose: string) => ({ requestId: newId(), system: { actor: 'clock', act, purpose } })
/** So many lists are kept: one that cannot be read has another before it, and none outlives the day. */
const kept = 3

/** Writes the next continuity list where it is due, also where the last one lies no more where it was put. Asked every few minutes. */
export async function makeListWhenDue(services: Services): Promise<void> {
  const newest = await inTransaction(services.house, clock('running-the-product'), act, continuity.findNewestList)
  const there = newestInFolder(services.config.CONTINUITY_DIR)
  const isThere = newest && there && newest.madeAt.since(there).total('seconds') < 1
  if (isDue(isThere ? newest.madeAt : undefined, services.house.now())) await makeList(services)
}

/**
 * Writes a continuity list: whom the duty team must find when the product is down, as the disclosure decision lets that team see them, sealed for its own
 * key. Who is shown has an entry in the log that is committed before anything is sealed. Returns where it lies; undefined where the duty team has no key.
 */
export async function makeList(services: Services): Promise<string | undefined> {
  const { house, vault, place, config } = services
  const receiver = listReceiver(services)
  const madeAt = house.now()
  const partners = await inTransaction(house, clock('running-the-product'), act, listOrganisations)
  const current = partners.filter(({ to }) => to === null)
  const duty = current.find(({ kind }) => kind === 'council')
  if (!receiver || !duty) return undefined

  // Before anybody is read: where nothing can be written nobody is.
  mkdirSync(config.CONTINUITY_DIR, { recursive: true, mode: 0o700 })
  accessSync(config.CONTINUITY_DIR, constants.W_OK)
  const found = await findConcerned(services)
  const people: Listed[] = []
  const requests: string[] = []
  for (const purpose of Object.values(listPurposes)) {
    const caller = clock(purpose)
    people.push(...(await listUnder(services, caller, found, purpose, duty)))
    requests.push(caller.requestId)
  }
  const phonesOf = ({ name, dutyTeam, dutyPhone }: Organisation) => ({ organisation: name, team: dutyTeam, phone: dutyPhone })
  const list: ContinuityList = {
    id: newId(),
    place: place.name,
    zone: place.zone,
    madeAt: madeAt.toString(),
    duty: phonesOf(duty),
    people: people.toSorted((a, b) => a.name.localeCompare(b.name)),
    phones: current.map(phonesOf),
  }
  const sealed = await sealFor(receiver, listSealer(vault), { madeAt: list.madeAt }, JSON.stringify(list))
  const file = listFile(config.CONTINUITY_DIR, madeAt)
  writeAside(file, sealed)
  const made = {
    id: list.id,
    organisationId: duty.id,
    sealedFor: receiver.name,
    madeAt,
    people: people.length,
    requests,
    file,
    sha256: createHash('sha256').update(sealed).digest(),
  }
  // Known to the product first: a record of openings is taken of lists that it made.
  await inTransaction(house, clock('running-the-product'), act, async (tx) => {
    await continuity.insertList(tx, made)
    await recordAudit(tx, list.id, { people: people.length })
  })
  renameSync(`${file}.arriving`, file)
  removeOldLists(config.CONTINUITY_DIR, kept)
  return file
}

/** The whole of it, or nothing: a full disk leaves no part of a list behind. */
function writeAside(file: string, content: Buffer): void {
  const aside = `${file}.arriving`
  const arriving = openSync(aside, 'w', 0o600)
  try {
    writeFileSync(arriving, content)
    fsyncSync(arriving)
  } catch (error) {
    rmSync(aside)
    throw error
  } finally {
    closeSync(arriving)
  }
}

/**
 * The records that say that somebody may have to be on the list: read through by the product, dataset by dataset, with the machine's entry of it. Services
 * that hide who comes to them are not read: nothing of theirs could stand on it.
 */
async function findConcerned(services: Services): Promise<string[]> {
  const { intake, vault, place } = services
  const now = intake.now()
  const datasets = await inTransaction(intake, clock('running-the-product'), act, listDatasets)
  const found: string[] = []
  for (const dataset of datasets.values()) {
    if (dataset.existence === 'brokered' || dataset.existence === 'sealed') continue
    await inTransaction(intake, clock('running-the-product'), act, async (tx) => {
      await grant(intake, tx, { bound: { dataset: dataset.id, controller: dataset.controllerId } })
      const facts = await listStandingInDataset(tx, vault, dataset.id, now.subtract({ hours: 24 * daysMissing }))
      for (const [source, its] of Map.groupBy(facts, ({ sourcePersonId }) => sourcePersonId))
        if (reasonsOf(its, now, place.zone).length > 0) found.push(source)
      const read = { agreements: [`OWN-${dataset.id} v1`], classes: { [dataset.id]: ['involvement', 'event', 'policing'] } }
      await recordAccess(tx, [machineEntry('continuity-find', read, now)])
    })
  }
  return found
}

/** Whom the duty team may see of these under one purpose. One entry for each person who stands on the list under it. */
async function listUnder(
  services: Services,
  caller: Caller,
  sources: readonly string[],
  purpose: ListPurpose,
  duty: Organisation,
): Promise<Listed[]> {
  const { house, vault, place } = services
  const now: Instant = house.now()
  const reader: Reader = { id: 'duty team', organisationId: duty.id, roles: ['front-door'], trainings: [] }
  try {
    return await readPersonal(
      house,
      caller,
      act,
      async (tx) => {
        const subjects = await listSubjectsOf(services, tx, sources)
        const disclosed = await decideAbout(services, tx, subjects, 'continuity-list', undefined, 'continuity-list', reader)
        return { ...disclosed, explained: { ...disclosed.explained, subjects } }
      },
      async (tx, { subjects, ...decision }, showOnly) => {
        const facts = Map.groupBy(await listFacts(tx, vault, sourcesOf(subjects)), ({ sourcePersonId }) => sourcePersonId)
        const organisations = await namesOfOrganisations(tx)
        const disputed = [...facts.values()].flat().flatMap(({ dispute }) => dispute?.disputeId ?? [])
        const disputeWords = await openSaidWords(tx, vault, disputed)
        const rules = { names: nameRules, homes: addressRules, organisations, disputeWords, freshness: [], now, zone: place.zone }
        const listed = subjects.flatMap((main) => {
          const its = main.sources.flatMap(({ sourcePersonId }) => facts.get(sourcePersonId) ?? [])
          const record = recordOf({ ...decision, ...rules, main, network: [], facts: its, alone: false })
          const datasets = decision.people.find(({ personId }) => personId === main.personId)?.datasets ?? []
          const one = listedOf(record, reasonsOf(its, now, place.zone), dayOf(now, place.zone), (id) =>
            datasets.find(({ datasetId }) => datasetId === id),
          )
          return one?.purpose === purpose ? [one] : []
        })
        showOnly(listed.map(({ id }) => id))
        return listed
      },
    )
  } catch (error) {
    if (error instanceof DisclosureRefused && error.code === 'NOTHING_TO_SHOW') return []
    throw error
  }
}
