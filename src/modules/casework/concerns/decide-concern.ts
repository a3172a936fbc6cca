import { decidingScope, takeContactInHand } from '#modules/information-governance'
import {
  decideAbout,
  type LinkedSubject,
  listNetwork,
  listSubjectsOf,
  nobodyOf,
  preferredNames,
  sourcesOf,
} from '#modules/person-index'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { errors as platformErrors, refusal } from '#platform/errors'
import { tellChanged } from '#platform/live'
import type { Services } from '#platform/services'
import { type Caller, DisclosureRefused, grant, readPersonal } from '#platform/transactions'
import { errors } from '../errors.ts'
import { contactsOf, topicOfDay } from '../live.ts'
import * as concerns from './concern.repository.ts'
import type { Concern, ConcernDecision } from './concern.rules.ts'

/**
 * Takes a worry from the front door's queue: from then on it stands under this worker's name, and for 24 hours she works with whom it is about and who lives with them,
 * as with a contact in hand (practice K5). Decided and logged like any look at her.
 */
export async function takeConcern(services: Services, caller: Caller, id: string): Promise<void> {
  const { house } = services
  await readPersonal(
    house,
    caller,
    'governance.contact.take',
    async (tx) => {
      const whole = await subjectOf(services, tx, id)
      const reached = await findable(services, tx, [whole.subject, ...(await householdOf(services, tx, whole.subject))])
      const record = onlyRecord(whole.subject, whole.record)
      const disclosed = await decideAbout(services, tx, [record], 'concern-in-hand', record.personId, 'concern-in-hand')
      return { ...disclosed, explained: [...record.sources, ...reached.filter((one) => one.sourcePersonId !== whole.record)] }
    },
    async (tx, sources) => {
      await grant(house, tx, decidingScope(tx.actor.teams, { sources: sources.map((one) => one.sourcePersonId) }))
      const recordedBy = await concerns.markTaken(tx, id, house.now())
      if (!recordedBy) throw refusal(errors, 'CONCERN_DECIDED')
      await takeContactInHand(tx, sources, { id, reason: 'A worry that was sent to the front door' }, house.now())
      await recordAudit(tx, id, { taken: true })
      await tellChanged(tx, contactsOf(tx.actor.organisationId), contactsOf(recordedBy))
    },
  )
}

/** Who lives with her: a worry about one is about the home, and the children in it (practice K13). */
async function householdOf(services: Services, tx: ReadTx, subject: LinkedSubject): Promise<LinkedSubject[]> {
  const there = (await listNetwork(services, tx, sourcesOf([subject]))).filter(({ livesThere }) => livesThere)
  const people = await listSubjectsOf(
    services,
    tx,
    there.map((one) => one.id),
  )
  return people.filter(({ personId }) => personId !== subject.personId)
}

/** The records by which the front door could find these people for a contact. Nothing of them is shown here: what is looked at later is decided then. */
async function findable(
  services: Services,
  tx: ReadTx,
  subjects: readonly LinkedSubject[],
): Promise<LinkedSubject['sources'][number][]> {
  try {
    const { explained } = await decideAbout(services, tx, subjects, 'concern-in-hand', undefined, 'open-contact')
    const datasets = new Map(
      explained.people.map((one) => [one.personId, new Set(one.datasets.map(({ datasetId }) => datasetId))]),
    )
    return subjects.flatMap(({ personId, sources }) => sources.filter(({ datasetId }) => datasets.get(personId)?.has(datasetId)))
  } catch (error) {
    if (error instanceof DisclosureRefused) return []
    throw error
  }
}

export type OpenedConcern = {
  readonly concern: Concern
  readonly personId: string
  readonly name: string
  readonly yours: boolean
}
/** One worry, as the front door reads it once it is under somebody's name there. */
export const openConcern = (services: Services, caller: Caller, id: string): Promise<OpenedConcern> =>
  withConcern(services, caller, 'casework.concern.decide', id, async (_, opened) => opened)

/** Decides what follows a worry, with the reason, once. */
export const decideConcern = (
  services: Services,
  caller: Caller,
  id: string,
  decided: { readonly decision: ConcernDecision; readonly reason: string },
): Promise<void> =>
  withConcern(services, caller, 'casework.concern.decide', id, async (tx, { concern, yours }) => {
    if (concern.decided) throw refusal(errors, 'CONCERN_DECIDED')
    if (!yours) throw refusal(errors, 'CONCERN_NOT_YOURS')
    if (decided.reason === '') throw refusal(errors, 'CONCERN_REASON_MISSING')
    if (!(await concerns.markDecided(tx, services.vault, concern, decided, services.house.now())))
      throw refusal(errors, 'CONCERN_DECIDED')
    await recordAudit(tx, id, { decision: decided.decision })
    const { frontDoorId, recordedBy } = concern
    await tellChanged(tx, contactsOf(frontDoorId), contactsOf(recordedBy), topicOfDay(recordedBy))
  })

function withConcern<T>(
  services: Services,
  caller: Caller,
  act: 'casework.concern.decide',
  id: string,
  work: (tx: Tx<typeof act>, opened: OpenedConcern) => Promise<T>,
): Promise<T> {
  return readPersonal(
    services.house,
    caller,
    act,
    async (tx) => {
      const { subject, record } = await subjectOf(services, tx, id)
      const reduced = onlyRecord(subject, record)
      const disclosed = await decideAbout(services, tx, [reduced], 'concern', subject.personId, 'concern-in-hand')
      return { ...disclosed, explained: reduced }
    },
    async (tx, subject) => {
      const concern = (
        await concerns.listConcerns(
          tx,
          services.vault,
          subject.sources.map((one) => one.sourcePersonId),
        )
      ).find((one) => one.id === id)
      // Nobody reads it before somebody's name stands on it: then who has it is known to all who wait.
      if (!concern) throw refusal(platformErrors, 'NOT_FOUND')
      if (!concern.takenBy) throw refusal(errors, 'CONCERN_NOT_YOURS')
      const name = (await preferredNames(services, tx, [subject])).get(subject.personId) ?? 'Name not shared'
      return work(tx, { concern, personId: subject.personId, name, yours: concern.takenBy === tx.actor.id })
    },
  )
}

/** Whom a worry at this front door is about, with the record that it hangs on. Nobody's is decided about like somebody who may not be seen. */
async function subjectOf(services: Services, tx: ReadTx, id: string): Promise<{ subject: LinkedSubject; record: string }> {
  await grant(services.house, tx, {})
  const record = await concerns.recordOfConcern(tx, id)
  const [subject] = record ? await listSubjectsOf(services, tx, [record]) : []
  return { subject: subject ?? nobodyOf(id), record: record ?? id }
}

/** The person by the one record that the worry hangs on: what was sent is of that service, and of no other. */
const onlyRecord = (subject: LinkedSubject, record: string): LinkedSubject => ({
  ...subject,
  sources: subject.sources.filter((one) => one.sourcePersonId === record),
})
