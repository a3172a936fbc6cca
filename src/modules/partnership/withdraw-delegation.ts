import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import * as delegations from './delegation.repository.ts'
import type { Delegation } from './delegation.rules.ts'
import { errors } from './errors.ts'
import { hasEndedBy, later } from './period.rules.ts'

/** Withdraws a delegation that the actor gave, from today on; what was passed on from it falls with it. */
export async function withdrawDelegation(tx: Tx<'partnership.delegation.withdraw'>, id: string, today: PlainDate): Promise<void> {
  const delegation = await lockOwn(tx, id)
  if (delegation.givenBy !== tx.actor.id) throw refusal(errors, 'DELEGATION_NOT_YOURS')
  await withdraw(tx, delegation, today)
}

/** Withdraws any delegation of the actor's organisation, whoever gave it. */
export async function withdrawAnyDelegation(
  tx: Tx<'partnership.delegation.withdraw-any'>,
  id: string,
  today: PlainDate,
): Promise<void> {
  await withdraw(tx, await lockOwn(tx, id), today)
}

async function lockOwn(tx: ReadTx, id: string): Promise<Delegation> {
  const scheme = await delegations.lockScheme(tx, tx.actor.organisationId)
  const delegation = scheme.find((one) => one.id === id)
  if (!delegation) throw refusal(errors, 'DELEGATION_NOT_FOUND')
  return delegation
}

async function withdraw(tx: ReadTx, delegation: Delegation, today: PlainDate): Promise<void> {
  if (hasEndedBy(delegation, today)) throw refusal(errors, 'DELEGATION_ENDED')
  await delegations.markWithdrawn(tx, delegation.id, tx.actor.id, later(today, delegation.from))
  await recordAudit(tx, delegation.id, { organisationId: delegation.organisationId, from: delegation.workerId })
}
