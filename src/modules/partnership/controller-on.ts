import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { listSuccessors } from './organisation.repository.ts'
import { successorOf } from './organisation.rules.ts'

/**
 * Who answers on a day for what an organisation brought in: itself while it acts, then whoever has taken its place.
 * Undefined if nobody has.
 */
export async function controllerOn(tx: ReadTx, organisationId: string, day: PlainDate): Promise<string | undefined> {
  return successorOf(organisationId, day, await listSuccessors(tx, organisationId))
}
