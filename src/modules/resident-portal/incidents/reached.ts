import {
  type Decision,
  decidingScope,
  findNotice,
  freezeReached,
  errors as governanceErrors,
  holdIncident,
  isWay,
  lastCounted,
  listDatasets,
  type Member,
  needsReview,
  type OpenedIncident,
  type Reach,
  type Reached,
  type ReachedState,
  readReach,
  requireTelling,
  stateOfTelling,
  type Telling,
  type Way,
  waysFor,
  writeTelling,
} from '#modules/information-governance'
import {
  decideAbout,
  findSubject,
  type LinkedSubject,
  listRecordsReached,
  listSubjectsOf,
  preferredNames,
  sourcesOf,
} from '#modules/person-index'
import { type SafeContact, safeContactsWith, type WorksWith, whoWorksWith } from '#modules/shared-record'
import type { ReadTx, Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, DisclosureRefused, grant, inTransaction, readPersonal } from '#platform/transactions'
import { pageSize } from '#platform/views/page-parts'
import * as accounts from '../account.repository.ts'

const act = 'governance.incident.tell'
/** How many people are looked at in one step when all with an account are told. */
const atOnce = 200

/** One person on the list as she stands today: which of her records are on it, and how she may be told. */
export type ReachedPerson = {
  readonly personId: string
  readonly records: readonly Member[]
  readonly reached: Reached
  readonly state: ReachedState
  readonly ways: readonly Way[]
  readonly needsReview: boolean
  readonly tellings: readonly Telling[]
}
/** With what the decision let this reader see of her. */
export type NamedPerson = ReachedPerson & {
  readonly name: string
  readonly workers: readonly WorksWith[]
  readonly safeContacts: readonly SafeContact[]
}

/**
 * The people of these records as they are linked today, with what telling them depends on. An account counts where it is tied to a record that may be known
 * of: what hangs on a hidden service changes nothing here (practice K2).
 */
export async function peopleOf(
  services: Services,
  tx: ReadTx,
  members: readonly Member[],
  tellings: readonly Telling[],
): Promise<{ people: ReachedPerson[]; subjects: LinkedSubject[] }> {
  const { house } = services
  const listed = new Map(members.map((one) => [one.sourcePersonId, one]))
  const whole = await listSubjectsOf(services, tx, [...listed.keys()])
  const datasets = await listDatasets(tx)
  const isOpen = (id: string) => ['shown', 'named'].includes(datasets.get(id)?.existence ?? '')
  const known = (subject: LinkedSubject) =>
    subject.sources.filter(({ datasetId, sourcePersonId }) => isOpen(datasetId) || listed.has(sourcePersonId))
  const sources = whole.flatMap((subject) => known(subject).map((one) => one.sourcePersonId))
  await grant(house, tx, decidingScope([], { sources }))
  const tied = await accounts.listTied(tx, sources)
  await grant(house, tx, { bound: { accounts: [...new Set(tied.values())] } })
  const usable = await accounts.listUsable(tx, [...new Set(tied.values())])
  const hasAccount = (subject: LinkedSubject) =>
    known(subject).some(({ sourcePersonId }) => usable.has(tied.get(sourcePersonId) ?? ''))

  const people = whole.map((subject): ReachedPerson => {
    const records = subject.sources.flatMap(({ sourcePersonId }) => listed.get(sourcePersonId) ?? [])
    const own = new Set(records.map((one) => one.sourcePersonId))
    const hers = tellings.filter((one) => own.has(one.sourcePersonId))
    const isProtected = subject.protection !== 'none'
    // What a reviewer said of one record says nothing of another that is hers since.
    const isReviewed = records.every((one) => !(one.withheld || isProtected) || lastReview(hers, one.sourcePersonId) === 'safe')
    const reached: Reached = {
      withheld: records.some((one) => one.withheld),
      isProtected,
      hidden: records.some((one) => !isOpen(one.datasetId)),
      hasAccount: hasAccount(subject),
      tellings: isReviewed ? hers : hers.filter(({ kind }) => kind !== 'safe'),
    }
    return {
      personId: subject.personId,
      records,
      reached,
      state: stateOfTelling(reached),
      ways: waysFor(reached),
      needsReview: needsReview(reached),
      tellings: hers,
    }
  })
  const reduced = whole.map((subject) => ({
    ...subject,
    sources: subject.sources.filter((one) => listed.has(one.sourcePersonId)),
  }))
  await grant(house, tx, decidingScope(tx.actor.teams, { sources: sourcesOf(reduced) }))
  return { people, subjects: reduced }
}

const lastReview = (tellings: readonly Telling[], source: string) =>
  tellings.findLast((one) => one.sourcePersonId === source && (one.kind === 'safe' || one.kind === 'not-safe'))?.kind

export type Found = { readonly people: readonly ReachedPerson[]; readonly subjects: readonly LinkedSubject[] }
/** Decides about the people of these records, as somebody who has the incident in hand. */
export async function decideOn<More>(
  services: Services,
  tx: ReadTx,
  found: Found,
  about: string | undefined,
  more: More,
): Promise<Disclosed<Found & More>> {
  const disclosed: Disclosed<Decision> = await decideAbout(
    services,
    tx,
    found.subjects,
    'incident-people',
    about,
    'incident-in-hand',
  )
  const seen = new Set(disclosed.explained.people.map((one) => one.personId))
  return { ...disclosed, explained: { ...more, ...found, people: found.people.filter((one) => seen.has(one.personId)) } }
}

/** The same people with their names, and who works with each. */
export async function named(services: Services, tx: ReadTx, { people, subjects }: Found): Promise<NamedPerson[]> {
  const names = await preferredNames(services, tx, subjects)
  const workers = await whoWorksWith(services, tx, sourcesOf(subjects))
  const safeContacts = await safeContactsWith(services, tx, subjects)
  return people.map((one) => ({
    ...one,
    name: names.get(one.personId) ?? 'Name not known',
    workers: one.records.flatMap(({ sourcePersonId }) => workers.get(sourcePersonId) ?? []),
    safeContacts: safeContacts.get(one.personId) ?? [],
  }))
}

/** Of the people of a list those on one page, by the order in which they were frozen. */
function membersOn({ members }: Reach, page: number): { members: Member[]; total: number } {
  const people = [...new Set(members.map((one) => one.personId))]
  const here = new Set(people.slice((page - 1) * pageSize, page * pageSize))
  return { members: members.filter((one) => here.has(one.personId)), total: people.length }
}

export type ReachedPage = {
  readonly incident: OpenedIncident
  readonly reach: Omit<Reach, 'members' | 'tellings'> | undefined
  readonly hasNotice: boolean
  readonly people: readonly NamedPerson[]
  readonly total: number
}
/** Whom an incident reached, one page of the list; each person on it leaves an entry. Whoever lives with this reader is not on it. */
export async function readReached(services: Services, caller: Caller, id: string, page: number): Promise<ReachedPage> {
  const read: { before?: Omit<ReachedPage, 'people'> } = {}
  try {
    return await readPersonal(
      services.house,
      caller,
      act,
      async (tx) => {
        await grant(services.house, tx, {})
        const incident = await requireTelling(services, tx, id)
        const reach = await readReach(services, tx, id)
        const { members, total } = reach ? membersOn(reach, page) : { members: [], total: 0 }
        const before = { incident, reach, hasNotice: (await findNotice(services, tx, id)) !== undefined, total }
        read.before = before
        if (members.length === 0) return { grant: {}, entries: [], explained: { ...before, people: [], subjects: [] } }
        return decideOn(services, tx, await peopleOf(services, tx, members, reach!.tellings), undefined, before)
      },
      async (tx, { people, subjects, ...before }) => ({ ...before, people: await named(services, tx, { people, subjects }) }),
    )
  } catch (error) {
    if (error instanceof DisclosureRefused && read.before) return { ...read.before, people: [] }
    throw error
  }
}

/** Freezes whom the looks reached that were counted last. */
export const freezeList = (services: Services, caller: Caller, id: string): Promise<void> =>
  inTransaction(services.house, caller, act, async (tx) => {
    const incident = await requireTelling(services, tx, id)
    const window = lastCounted(incident)
    if (!window) throw refusal(governanceErrors, 'INCIDENT_NOT_COUNTED')
    await freezeReached(services, tx, incident, await listRecordsReached(tx, id, window))
  })

/** Holds a part while something is written of telling. Who read before somebody else wrote is asked to look again. */
export async function holdTelling(tx: ReadTx, id: string): Promise<void> {
  try {
    await holdIncident(tx, id)
  } catch (error) {
    throw (error as { code?: string }).code === '40001' ? refusal(governanceErrors, 'TELLING_MEANWHILE') : error
  }
}

/** One person on the list, and something done with what was read, in the same transaction. */
export function withReached<T>(
  services: Services,
  caller: Caller,
  id: string,
  personId: string,
  work: (tx: Tx<typeof act>, incident: OpenedIncident, person: NamedPerson, hasNotice: boolean) => Promise<T>,
  hold: typeof holdTelling = async () => {},
): Promise<T> {
  return readPersonal(
    services.house,
    caller,
    act,
    async (tx) => {
      await grant(services.house, tx, {})
      await hold(tx, id)
      const incident = await requireTelling(services, tx, id)
      const hasNotice = (await findNotice(services, tx, id)) !== undefined
      const reach = await readReach(services, tx, id)
      const found = await onList(services, tx, reach, personId)
      return decideOn(services, tx, found, personIdOf(found), { incident, hasNotice })
    },
    async (tx, { incident, hasNotice, ...found }) => work(tx, incident, (await named(services, tx, found))[0]!, hasNotice),
  )
}
const personIdOf = ({ people }: Found) => people[0]!.personId

/** One person of a list, as she is linked today. */
export async function onList(services: Services, tx: ReadTx, reach: Reach | undefined, personId: string): Promise<Found> {
  const subject = reach && (await findSubject(services, tx, personId))
  const hers = new Set(subject?.sources.map((one) => one.sourcePersonId))
  const members = reach?.members.filter((one) => hers.has(one.sourcePersonId)) ?? []
  if (members.length === 0) throw refusal(governanceErrors, 'INCIDENT_NOBODY_ON_LIST')
  return peopleOf(services, tx, members, reach!.tellings)
}

/** Writes down how one person was told, or why she cannot be. */
export const tellPerson = (
  services: Services,
  caller: Caller,
  id: string,
  personId: string,
  telling: { readonly kind: Way | 'cannot'; readonly said: string },
): Promise<void> => {
  const tell: Parameters<typeof withReached<void>>[4] = async (tx, _, person, hasNotice) => {
    const { kind } = telling
    if (person.state === 'told' || (isWay(kind) && !person.ways.includes(kind)))
      throw refusal(governanceErrors, 'TELLING_NOT_SAFE')
    if (kind === 'account' && !hasNotice) throw refusal(governanceErrors, 'INCIDENT_NO_NOTICE')
    if (kind !== 'account' && telling.said === '') throw refusal(governanceErrors, 'TELLING_WORDS_MISSING')
    await writeTelling(services, tx, id, person.records, telling)
  }
  return withReached(services, caller, id, personId, tell, holdTelling)
}

/** Tells everybody on the list who has an account and may be told there now. Returns how many. It shows nobody. */
export const tellOnAccounts = (services: Services, caller: Caller, id: string): Promise<number> =>
  inTransaction(services.house, caller, act, async (tx) => {
    await grant(services.house, tx, {})
    await holdIncident(tx, id)
    await requireTelling(services, tx, id)
    if (!(await findNotice(services, tx, id))) throw refusal(governanceErrors, 'INCIDENT_NO_NOTICE')
    const reach = await readReach(services, tx, id)
    const ids = [...new Set(reach?.members.map((one) => one.personId))]
    let told = 0
    for (let from = 0; from < ids.length; from += atOnce) {
      const some = new Set(ids.slice(from, from + atOnce))
      const members = reach!.members.filter((one) => some.has(one.personId))
      const { people } = await peopleOf(services, tx, members, reach!.tellings)
      for (const person of people.filter((one) => one.ways.includes('account'))) {
        await writeTelling(services, tx, id, person.records, { kind: 'account', said: '' })
        told++
      }
    }
    return told
  })
