import { recordAudit } from '#platform/audit'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { requireStepUp } from '#platform/sign-in/sessions'
import { type Caller, inTransaction } from '#platform/transactions'
import { errors } from '../errors.ts'
import * as retention from './retention.repository.ts'

/**
 * Approves that the records of a batch are erased, having just signed in again. When two people have, the clock erases them, unless they are held or not
 * due any more by then.
 */
export function approveErasure({ house }: Services, caller: Caller, batchId: string): Promise<void> {
  return inTransaction(house, caller, 'governance.retention.approve', async (tx) => {
    const now = house.now()
    requireStepUp(tx.actor, now.epochMilliseconds)
    const batch = await retention.findBatch(tx, batchId)
    if (!batch) throw refusal(errors, 'ERASURE_NOT_FOUND')
    if (batch.doneAt) throw refusal(errors, 'ERASED_ALREADY')
    if (!(await retention.insertApproval(tx, batchId, now))) throw refusal(errors, 'APPROVED_ALREADY')
    await recordAudit(tx, batchId, { dataset: batch.datasetId, records: batch.records })
  })
}
