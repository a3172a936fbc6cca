import { type Answer, answerRequest, daysShared, takeBackRelease } from '#modules/information-governance'
import type { Instant } from '#platform/dates'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'

/** Until when what is shared now can be seen. */
export const sharedUntil = (now: Instant): Instant => now.add({ hours: daysShared * 24 })

/** Answers a request in her organisation's name. */
export const answerAbout = (services: Services, caller: Caller, id: string, answer: Answer): Promise<void> =>
  inTransaction(services.house, caller, 'governance.request.answer', (tx) => answerRequest(services, tx, id, answer))

/** Takes back what was shared, at once. */
export const takeBackAbout = (services: Services, caller: Caller, id: string): Promise<void> =>
  inTransaction(services.house, caller, 'governance.request.answer', (tx) => takeBackRelease(services, tx, id))
