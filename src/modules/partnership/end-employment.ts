import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { endSessionsOf } from '#platform/sign-in/sessions'
import { lockEmployer } from './employer.ts'
import { errors } from './errors.ts'
import { isBefore } from './period.rules.ts'
import * as workers from './worker.repository.ts'

/**
 * Ends someone's work for an organisation; `day` is the first on which she no longer works there. Her roles, teams and
 * delegations there end with it and, unless the day is still to come, every session of hers: her next request fails.
 * Refuses as `lockEmployer`, or with WORKER_NOT_FOUND or NOT_EMPLOYED.
 */
export async function endEmployment(
  tx: Tx<'partnership.employment.end'>,
  given: { workerId: string; organisationId: string; day: PlainDate },
  today: PlainDate,
): Promise<void> {
  const { workerId, organisationId, day } = given
  await lockEmployer(tx, organisationId)
  if (!(await workers.lockWorker(tx, workerId))) throw refusal(errors, 'WORKER_NOT_FOUND')
  if (!(await workers.isEmployed(tx, workerId, organisationId, today)))
    throw refusal(errors, 'NOT_EMPLOYED', { organisationId, day: today.toString() })

  await workers.endRoles(tx, workerId, organisationId, day)
  await workers.endEmployment(tx, workerId, organisationId, day)
  if (!isBefore(today, day)) await endSessionsOf(tx, [workerId])
  await recordAudit(tx, workerId, { organisationId, day: day.toString() })
}
