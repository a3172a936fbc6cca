import {
  acknowledge,
  answerPart,
  extend,
  errors as governanceErrors,
  insertParts,
  liftLimit,
  listDatasets,
  listOpenWhole,
  markFact,
  type PartAnswer,
  type PauseReason,
  partsFor,
  pause,
  resume,
  tellBeforeLifting,
} from '#modules/information-governance'
import { listSubjectsOf } from '#modules/person-index'
import { recordAudit } from '#platform/audit'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { withPart } from './read-parts.ts'

// All of it is done with the request open, as one look at whom it is about: so nobody does anything to what she herself, or somebody she lives with, asked.

/** Tells somebody that her complaint has come. */
export const acknowledgePart = (services: Services, caller: Caller, id: string, said: string): Promise<void> =>
  withPart(services, caller, id, (tx) => acknowledge(services, tx, id, said))

/** Stops the clock until she has answered. */
export const pausePart = (services: Services, caller: Caller, id: string, reason: PauseReason, said: string): Promise<void> =>
  withPart(services, caller, id, (tx) => pause(services, tx, id, reason, said))

/** Lets the clock go on. */
export const resumePart = (services: Services, caller: Caller, id: string): Promise<void> =>
  withPart(services, caller, id, (tx) => resume(services, tx, id))

/** Takes more time, with the reason. */
export const extendPart = (services: Services, caller: Caller, id: string, said: string): Promise<void> =>
  withPart(services, caller, id, (tx) => extend(services, tx, id, said))

/** Decides on an objection or a restriction, or says what came of a complaint. */
export const decidePart = (
  services: Services,
  caller: Caller,
  id: string,
  answer: Pick<PartAnswer, 'said' | 'decision' | 'purposes'>,
): Promise<void> =>
  withPart(services, caller, id, async (tx, part) => {
    if (part.kind === 'copy') throw refusal(governanceErrors, 'RIGHTS_NOT_FOUND')
    await answerPart(services, tx, id, { ...answer, records: part.records })
  })

/** Tells somebody that what limits the use of her records will be lifted. */
export const tellPart = (services: Services, caller: Caller, id: string, said: string): Promise<void> =>
  withPart(services, caller, id, (tx) => tellBeforeLifting(services, tx, id, said))

/** Lifts it. */
export const liftPart = (services: Services, caller: Caller, id: string): Promise<void> =>
  withPart(services, caller, id, (tx) => liftLimit(services, tx, id))

/** What an officer says of one fact: `keep`, or the ground by which it is left out. */
export type Marking = {
  readonly factId: string
  readonly ground: string
  readonly reason: string
  readonly professional: string
  readonly told: boolean
}

/** Says of one fact that is held now whether it goes into the copy. */
export const markPart = (services: Services, caller: Caller, id: string, marking: Marking): Promise<void> =>
  withPart(services, caller, id, async (tx, part) => {
    const found = part.held.find(({ fact, fate }) => fact.id.toString() === marking.factId && fate !== 'apart')
    if (!found) throw refusal(governanceErrors, 'RIGHTS_NOT_FOUND')
    const { fact, key } = found
    const { reason, professional } = marking
    await markFact(
      services,
      tx,
      part,
      {
        factKey: key,
        factId: fact.id,
        controllerId: fact.controllerId,
        datasetId: fact.datasetId,
        fieldClass: fact.fieldClass,
        regime: part.datasets.find((one) => one.datasetId === fact.datasetId)?.regime ?? 'general',
        sourcePersonId: fact.sourcePersonId,
      },
      { ground: marking.ground === 'keep' ? null : marking.ground, told: marking.told, said: { reason, professional } },
    )
  })

/**
 * Finishes a copy: what was let in is sealed with the request's key, and stands on her page. Not before everything that may be about somebody else has been
 * looked at. Of a hidden part nothing is put on a page: its service says how the copy reached her.
 */
export const finishPart = (services: Services, caller: Caller, id: string, said: string): Promise<void> =>
  withPart(services, caller, id, async (tx, part) => {
    if (part.kind !== 'copy') throw refusal(governanceErrors, 'RIGHTS_NOT_FOUND')
    if (part.held.some(({ fate }) => fate === 'look')) throw refusal(governanceErrors, 'RIGHTS_NOT_LOOKED_AT')
    await answerPart(services, tx, id, part.hidden ? { said } : { said, pack: JSON.stringify(part.copy) })
  })

/** Puts requests for everything to services that have come to hold something of whom they are about since. The clock asks for it; asking twice changes nothing. */
export async function followSubjectRequests(services: Services): Promise<number> {
  const { house } = services
  const follow = 'governance.rights.follow'
  const caller = { requestId: newId(), system: { actor: 'clock', act: follow, purpose: 'running-the-product' } }
  return inTransaction(house, caller, follow, async (tx) => {
    const datasets = await listDatasets(tx)
    let added = 0
    for (const { anchors, ...request } of await listOpenWhole(tx)) {
      const [subject] = await listSubjectsOf(services, tx, anchors)
      added += await insertParts(tx, request, partsFor(subject?.sources ?? [], datasets))
    }
    if (added > 0) await recordAudit(tx, 'subject requests', { added })
    return added
  })
}
