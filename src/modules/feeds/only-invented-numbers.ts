import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import * as feeds from './feeds.repository.ts'
import * as sources from './sources.repository.ts'

/**
 * Whether every NHS number held is one that the NHS gives to nobody: those that begin with 9 (999 for this product's own
 * people) are kept for inventing. A yes or a no, asked before personas are offered; nobody's record is read.
 */
export async function holdsOnlyInventedNhsNumbers({ intake }: Services, caller: Caller): Promise<boolean> {
  return inTransaction(intake, caller, 'feeds.source.find', async (tx) => {
    for (const feed of await feeds.listFeeds(tx)) {
      await grant(intake, tx, { bound: { dataset: feed.datasetId } })
      if (await sources.holdsIssuedNhsNumber(tx, feed.datasetId)) return false
    }
    return true
  })
}
