import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import * as sources from './sources.repository.ts'

export type FoundSource = {
  readonly id: string
  readonly sourceKey: string
  readonly datasetId: string
  readonly controllerId: string
  readonly regime: string
}

/** The source persons with these senders' keys: ids only. For the product itself, when it ties accounts and workers to them. */
export async function findSourcePersons(
  { intake }: Services,
  caller: Caller,
  wanted: readonly { readonly feed: string; readonly person: string }[],
): Promise<FoundSource[]> {
  return inTransaction(intake, caller, 'feeds.source.find', async (tx) => {
    const found: FoundSource[] = []
    for (const [dataset, its] of Map.groupBy(wanted, (one) => one.feed)) {
      await grant(intake, tx, { bound: { dataset } })
      found.push(
        ...(await sources.listSourceIds(
          tx,
          dataset,
          its.map((one) => one.person),
        )),
      )
    }
    return found
  })
}
