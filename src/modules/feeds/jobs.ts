import { z } from 'zod'
import { systemPurposes } from '#modules/information-governance'
import { defineJob, handles, type JobHandler } from '#platform/jobs'
import type { Services } from '#platform/services'
import { applyBatch } from './apply-batch.ts'
import { reverseBatch } from './reverse-batch.ts'

const data = z.strictObject({ batchId: z.uuid() })

export const applyBatchJob = defineJob({
  queue: 'feeds.apply-batch',
  actor: 'feeds',
  act: 'feeds.batch.apply',
  purpose: systemPurposes.feeds,
  data,
})
export const reverseBatchJob = defineJob({
  queue: 'feeds.reverse-batch',
  actor: 'feeds',
  act: 'feeds.batch.reverse',
  purpose: systemPurposes.feeds,
  data,
})

export const jobKinds = [applyBatchJob, reverseBatchJob]

/** The room's jobs, worked as the role `feed_in`. */
export const jobHandlers = (services: Services): JobHandler[] => [
  handles(applyBatchJob, (caller, { batchId }) => applyBatch(services, caller, batchId)),
  handles(reverseBatchJob, (caller, { batchId }) => reverseBatch(services, caller, batchId)),
]
