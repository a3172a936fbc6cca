import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import * as feeds from './feeds.repository.ts'
import * as sources from './sources.repository.ts'

/**
 * Whether every NHS number held is one that the NHS gives to nobody: it begins with 9 (999 for this product's own people; other
 * people's test patients have others). The way in takes no other into an invented place; this asks again before personas are
 * offered, whatever way a number came. A yes or a no; nobody's record is read.
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
