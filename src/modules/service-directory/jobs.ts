import { z } from 'zod'
import { defineJob, handles, type JobHandler } from '#platform/jobs'
import type { Services } from '#platform/services'
import { readFromAddress } from './read-from-address.ts'

export const readAddressJob = defineJob({
  queue: 'service-directory.read-address',
  actor: 'service-directory',
  act: 'service-directory.import',
  purpose: 'running-the-product',
  data: z.strictObject({ sourceId: z.uuid(), mayEndMost: z.boolean() }),
})

export const jobKinds = [readAddressJob]

export const jobHandlers = (services: Services): JobHandler[] => [
  handles(readAddressJob, (caller, data) => readFromAddress(services, caller, data)),
]
