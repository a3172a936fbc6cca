import type { Policy } from '#platform/acts'
import type { Subscription } from '#platform/events'
import type { JobKind } from '#platform/jobs'

/** Every room's acts, and who may do them. */
export const policy: Policy = {}

/** Every kind of job, so that its queue exists. */
export const jobKinds: readonly JobKind[] = []

/** Every room's answers to events. */
export const subscriptions: readonly Subscription[] = []
