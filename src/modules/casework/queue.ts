import { listOrganisations } from '#modules/partnership'
import { mayDo } from '#platform/acts'
import type { ReadTx } from '#platform/database'
import { refusal } from '#platform/errors'
import { grant, type House } from '#platform/transactions'
import { errors } from './errors.ts'

/** What a grant is bound to so that a front door's queue can be read: row security compares it with the session's organisation. */
export const queueOf = (tx: ReadTx) => ({ queue: tx.actor.organisationId })

/** Opens the queue of this worker's own front door, if she works there. Whoever does not sees what she sent, and no more. */
export async function openQueue(house: House, tx: ReadTx): Promise<boolean> {
  if (!mayDo(house.policy, tx.actor, 'casework.contact.take')) return false
  await grant(house, tx, { bound: queueOf(tx) })
  return true
}

/** The organisation that runs the front door: the council. Refuses with NO_FRONT_DOOR where there is none. */
export async function frontDoorOf(tx: ReadTx): Promise<string> {
  const council = (await listOrganisations(tx)).find(
    (organisation) => organisation.kind === 'council' && organisation.to === null,
  )
  if (!council) throw refusal(errors, 'NO_FRONT_DOOR')
  return council.id
}
