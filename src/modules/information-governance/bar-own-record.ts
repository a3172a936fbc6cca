import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import * as relationships from './relationship.repository.ts'

export type OwnRecord = {
  readonly workerId: string
  readonly source: { readonly id: string; readonly datasetId: string; readonly controllerId: string; readonly regime: string }
}

/**
 * Closes a worker's own record as a resident to her (A10). It counts for the whole person, whichever record it is, and for
 * those who live with her.
 */
export async function barOwnRecord({ intake }: Services, caller: Caller, { workerId, source }: OwnRecord): Promise<void> {
  const { id: sourcePersonId, ...origin } = source
  await inTransaction(intake, caller, 'governance.bar', async (tx) => {
    await grant(intake, tx, { bound: { dataset: source.datasetId, controller: source.controllerId } })
    await relationships.insertOwnRecord(tx, { workerId, sourcePersonId, ...origin })
  })
}
