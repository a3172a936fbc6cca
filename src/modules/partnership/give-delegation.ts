import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import * as delegations from './delegation.repository.ts'
import type { Delegation, DelegationId } from './delegation.rules.ts'
import { errors } from './errors.ts'
import { isEmployed } from './worker.repository.ts'
import type { WorkerId } from './worker.rules.ts'

/** What is delegated: a function, such as "spend", up to a sum, for a time. `limitPence` null: without a limit. */
export type NewDelegation = {
  readonly workerId: WorkerId
  readonly function: string
  readonly limitPence: bigint | null
  readonly from: PlainDate
  readonly to: PlainDate | null
}

/**
 * Delegates a function of the actor's own organisation to someone who works there, by virtue of her office.
 * Refuses with DELEGATION_TO_ONESELF or NOT_EMPLOYED.
 */
export async function giveDelegation(tx: Tx<'partnership.delegation.give'>, given: NewDelegation): Promise<DelegationId> {
  const { organisationId, id: giver } = tx.actor
  await delegations.lockScheme(tx, organisationId)
  if (given.workerId === giver) throw refusal(errors, 'DELEGATION_TO_ONESELF')
  if (!(await isEmployed(tx, given.workerId, organisationId, given.from))) {
    throw refusal(errors, 'NOT_EMPLOYED', { organisationId, day: given.from.toString() })
  }

  const delegation: Delegation = { ...given, id: newId(), organisationId, givenBy: giver as WorkerId, givenUnder: null }
  await delegations.insertDelegation(tx, delegation)
  await recordAudit(tx, delegation.id, {
    organisationId,
    to: given.workerId,
    function: given.function,
    limitPence: given.limitPence?.toString() ?? null,
  })
  return delegation.id
}
