import { z } from 'zod'
import { defineEvent } from '#platform/events'

/** A batch, a replay or a single event was applied. Published in the applying transaction. */
export const batchApplied = defineEvent({ type: 'feeds.batch.applied.v1', payload: z.strictObject({ batchId: z.uuid() }) })

/** An applied batch was reversed. */
export const batchReversed = defineEvent({ type: 'feeds.batch.reversed.v1', payload: z.strictObject({ batchId: z.uuid() }) })
