import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import * as delegations from './delegation.repository.ts'
import { type Delegation, type DelegationId, type PassingOnFault, passingOn } from './delegation.rules.ts'
import { errors } from './errors.ts'
import type { NewDelegation } from './give-delegation.ts'
import { isEmployed } from './worker.repository.ts'

const because: Record<PassingOnFault, string> = {
  'to-oneself': 'nobody delegates to herself',
  'not-standing': 'it does not stand today',
  'above-own-limit': 'nobody gives more than she has',
  'outside-own-period': 'nobody gives for longer than she has it, or for days that have passed',
}

/**
 * Passes on a delegation that the actor holds, to a colleague, within its limit and its days. It falls when hers falls.
 * Refuses with DELEGATION_NOT_FOUND, DELEGATION_NOT_YOURS, DELEGATION_NOT_PASSED_ON or NOT_EMPLOYED.
 */
export async function passOnDelegation(
  tx: Tx<'partnership.delegation.pass-on'>,
  ownId: string,
  given: Omit<NewDelegation, 'function'>,
  today: PlainDate,
): Promise<DelegationId> {
  const { organisationId } = tx.actor
  const scheme = await delegations.lockScheme(tx, organisationId)
  const own = scheme.find((delegation) => delegation.id === ownId)
  if (!own) throw refusal(errors, 'DELEGATION_NOT_FOUND')
  if (own.workerId !== tx.actor.id) throw refusal(errors, 'DELEGATION_NOT_YOURS')
  const fault = passingOn(own, given, today, scheme)
  if (fault) throw refusal(errors, 'DELEGATION_NOT_PASSED_ON', { because: because[fault] })
  if (!(await isEmployed(tx, given.workerId, organisationId, given.from))) {
    throw refusal(errors, 'NOT_EMPLOYED', { organisationId, day: given.from.toString() })
  }

  const delegation: Delegation = {
    ...given,
    id: newId(),
    organisationId,
    function: own.function,
    givenBy: own.workerId,
    givenUnder: own.id,
  }
  await delegations.insertDelegation(tx, delegation)
  await recordAudit(tx, delegation.id, {
    organisationId,
    under: own.id,
    to: given.workerId,
    limitPence: given.limitPence?.toString() ?? null,
  })
  return delegation.id
}
