import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { endSessionsOf } from '#platform/sign-in/sessions'
import { lockEmployer } from './employer.ts'
import { errors } from './errors.ts'
import * as workers from './worker.repository.ts'
import { roleChanges, rolesOn, type WorkerRole } from './worker.rules.ts'

/**
 * Gives someone exactly these roles for an organisation from today on, and ends her sessions, which began with the old.
 * Refuses as `lockEmployer`, or with WORKER_NOT_FOUND, NOT_EMPLOYED or ROLE_NEEDED.
 */
export async function changeRoles(
  tx: Tx<'partnership.roles.change'>,
  given: { workerId: string; organisationId: string; roles: readonly WorkerRole[] },
  today: PlainDate,
): Promise<void> {
  const { workerId, organisationId, roles } = given
  await lockEmployer(tx, organisationId)
  if (!(await workers.lockWorker(tx, workerId))) throw refusal(errors, 'WORKER_NOT_FOUND')
  if (!(await workers.isEmployed(tx, workerId, organisationId, today)))
    throw refusal(errors, 'NOT_EMPLOYED', { organisationId, day: today.toString() })
  if (roles.length === 0) throw refusal(errors, 'ROLE_NEEDED')

  const { end, begin } = roleChanges(rolesOn(await workers.listRoleAssignments(tx, workerId), organisationId, today), roles)
  if (end.length === 0 && begin.length === 0) return
  await workers.endRoles(tx, workerId, organisationId, today, end)
  await workers.beginRoles(tx, workerId, organisationId, begin, today)
  await endSessionsOf(tx, [workerId])
  await recordAudit(tx, workerId, { organisationId, ended: end, begun: begin })
}
