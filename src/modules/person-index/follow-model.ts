import { listAppliedBatches } from '#modules/feeds'
import { systemPurposes } from '#modules/information-governance'
import { newId } from '#platform/ids'
import { enqueue } from '#platform/jobs'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { linkBatchJob } from './jobs.ts'
import { modelId } from './matching.ts'
import * as models from './model.repository.ts'

/**
 * Has every applied batch linked once more where the model is another than the one that linked them: after an upgrade, or a new
 * training. First all records are written anew, then all links: a record whose turn has not come would else count as withdrawn.
 * Called at each start; what waits is done in the background.
 *
 * @returns how many batches are linked again
 */
export async function followModel({ intake }: Services): Promise<number> {
  const caller = { requestId: newId(), system: { actor: 'matcher', act: 'person-index.link', purpose: systemPurposes.matching } }
  return inTransaction(intake, caller, 'person-index.link', async (tx) => {
    if ((await models.findModelInUse(tx)) === modelId) return 0
    const batches = await listAppliedBatches(tx)
    for (const again of ['records', 'links'] as const)
      for (const batchId of batches) await enqueue(tx, linkBatchJob, { batchId, again })
    await models.noteModelInUse(tx, modelId, intake.now())
    return batches.length
  })
}
