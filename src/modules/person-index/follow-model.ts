import { listFeedsWithBatches } from '#modules/feeds'
import { systemPurposes } from '#modules/information-governance'
import { newId } from '#platform/ids'
import { enqueue } from '#platform/jobs'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { linkBatchJob } from './jobs.ts'
import { modelId } from './matching.ts'
import * as models from './model.repository.ts'

/**
 * Has every feed linked once more, as a whole and not batch by batch, where the model is another than the one that linked them: after an upgrade, or a new
 * training. First all records are written anew, then all links: a record whose turn has not come would else count as withdrawn.
 * Called at each start; what waits is done in the background.
 *
 * @returns how many feeds are linked again
 */
export async function followModel({ intake }: Services): Promise<number> {
  const caller = { requestId: newId(), system: { actor: 'matcher', act: 'person-index.link', purpose: systemPurposes.matching } }
  return inTransaction(intake, caller, 'person-index.link', async (tx) => {
    if ((await models.findModelInUse(tx)) === modelId) return 0
    const feeds = await listFeedsWithBatches(tx)
    for (const again of ['records', 'links'] as const)
      for (const feedId of feeds) await enqueue(tx, linkBatchJob, { feedId, again })
    await models.noteModelInUse(tx, modelId, intake.now())
    return feeds.length
  })
}
