import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import * as relationships from './relationship.repository.ts'

export type OwnRecord = {
  readonly workerId: string
  readonly source: { readonly id: string; readonly datasetId: string; readonly controllerId: string; readonly regime: string }
}

/** Bars a worker from her own record as a resident (A10). It counts for the whole person, whichever record it is. */
export async function barOwnRecord({ intake }: Services, caller: Caller, { workerId, source }: OwnRecord): Promise<void> {
  await inTransaction(intake, caller, 'governance.bar', async (tx) => {
    await grant(intake, tx, { bound: { dataset: source.datasetId, controller: source.controllerId } })
    await relationships.insertBars(tx, [
      {
        workerId,
        controllerId: source.controllerId,
        datasetId: source.datasetId,
        regime: source.regime,
        sourcePersonId: source.id,
        ground: 'self',
      },
    ])
  })
}
