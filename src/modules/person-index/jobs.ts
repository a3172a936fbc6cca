import { z } from 'zod'
import { batchApplied, batchReversed } from '#modules/feeds'
import { systemPurposes } from '#modules/information-governance'
import { type Subscription, subscribe } from '#platform/events'
import { defineJob, enqueue, handles, type JobHandler } from '#platform/jobs'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { compareLinks } from './compare-links.ts'
import { followDecision } from './follow-decision.ts'
import { linkBatch, linkFeedAgain } from './link-batch.ts'
import { linkDifferencesAgain } from './link-differences.ts'
import { relinkErased } from './relink-erased.ts'

export const linkBatchJob = defineJob({
  queue: 'person-index.link-batch',
  actor: 'matcher',
  act: 'person-index.link',
  purpose: systemPurposes.matching,
  /**
   * A batch; or a whole feed once more, first the records of all feeds, then their links (`follow-model.ts`). One queue for both: a
   * batch that comes meanwhile waits until everyone's record is written.
   */
  data: z.union([
    z.strictObject({ batchId: z.uuid() }),
    z.strictObject({ feedId: z.string(), again: z.enum(['records', 'links']) }),
  ]),
})
export const followDecisionJob = defineJob({
  queue: 'person-index.follow-decision',
  actor: 'matcher',
  act: 'person-index.link',
  purpose: systemPurposes.matching,
  data: z.strictObject({ decisionId: z.uuid() }),
})
export const compareLinksJob = defineJob({
  queue: 'person-index.compare-links',
  actor: 'matcher',
  act: 'person-index.compare',
  purpose: systemPurposes.matching,
  data: z.strictObject({ runId: z.uuid() }),
})
/** Has the records link again in which a comparison found the links to differ. */
export const linkAgainJob = defineJob({
  queue: 'person-index.link-again',
  actor: 'matcher',
  act: 'person-index.link',
  purpose: systemPurposes.matching,
  data: z.strictObject({ runId: z.uuid() }),
})
/** Has records link again that were linked with one that was erased. */
export const relinkErasedJob = defineJob({
  queue: 'person-index.relink-erased',
  actor: 'matcher',
  act: 'person-index.link',
  purpose: systemPurposes.matching,
  data: z.strictObject({ erasureId: z.uuid(), sources: z.array(z.uuid()) }),
})
export const jobKinds = [linkBatchJob, followDecisionJob, compareLinksJob, linkAgainJob, relinkErasedJob]

/** The room's jobs, worked as the role `feed_in`. */
export const jobHandlers = (services: Services): JobHandler[] => [
  handles(linkBatchJob, (caller, of) =>
    inTransaction(services.intake, caller, 'person-index.link', (tx) =>
      'batchId' in of ? linkBatch(services, tx, of.batchId) : linkFeedAgain(services, tx, of.feedId, of.again),
    ),
  ),
  handles(followDecisionJob, (caller, { decisionId }) =>
    inTransaction(services.intake, caller, 'person-index.link', (tx) => followDecision(services, tx, decisionId)),
  ),
  handles(compareLinksJob, (caller, { runId }) => compareLinks(services, caller, runId)),
  handles(linkAgainJob, (caller, { runId }) =>
    inTransaction(services.intake, caller, 'person-index.link', (tx) => linkDifferencesAgain(services, tx, runId)),
  ),
  handles(relinkErasedJob, (caller, erased) =>
    inTransaction(services.intake, caller, 'person-index.link', (tx) => relinkErased(services, tx, erased)),
  ),
]

/** A batch that was applied, or taken back, is linked again. */
export const subscriptions: readonly Subscription[] = [
  subscribe('person-index.link', batchApplied, (tx, { batchId }) => enqueue(tx, linkBatchJob, { batchId })),
  subscribe('person-index.link', batchReversed, (tx, { batchId }) => enqueue(tx, linkBatchJob, { batchId })),
]
