import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { lockActiveEmployer } from './employer.ts'
import { errors } from './errors.ts'
import { listTeams } from './organisation.repository.ts'
import * as workers from './worker.repository.ts'
import type { WorkerId, WorkerRole } from './worker.rules.ts'

export type WorkerToRegister = {
  readonly organisationId: string
  readonly staffRef: string
  readonly name: string
  readonly email: string
  readonly phone: string | null
  readonly from: PlainDate
  readonly roles: readonly WorkerRole[]
  readonly teamIds: readonly string[]
  readonly trainings: readonly workers.Training[]
  readonly signIn: { readonly issuer: string; readonly subject: string } | null
}

/**
 * Registers someone who comes to work for an organisation: employment, roles, teams and trainings from her first day on.
 * Refuses as `lockActiveEmployer`, or with STAFF_REFERENCE_TAKEN, SIGN_IN_TAKEN, ROLE_NEEDED or TEAM_OF_ANOTHER.
 */
export async function registerWorker(tx: Tx<'partnership.worker.register'>, given: WorkerToRegister): Promise<WorkerId> {
  const { organisationId, staffRef, from } = given
  await lockActiveEmployer(tx, organisationId, from)
  if (await workers.isReferenceTaken(tx, organisationId, staffRef, from)) {
    throw refusal(errors, 'STAFF_REFERENCE_TAKEN', { organisationId, staffRef })
  }
  if (given.signIn && (await workers.findWorkerBySignIn(tx, given.signIn.issuer, given.signIn.subject)))
    throw refusal(errors, 'SIGN_IN_TAKEN')
  if (given.roles.length === 0) throw refusal(errors, 'ROLE_NEEDED')
  const own = new Set<string>((await listTeams(tx, organisationId, from)).map((team) => team.id))
  if (given.teamIds.some((id) => !own.has(id))) throw refusal(errors, 'TEAM_OF_ANOTHER', { organisationId })

  const id = newId<'worker'>()
  await workers.insertWorker(tx, { id, name: given.name, email: given.email, phone: given.phone, signIn: given.signIn })
  await workers.insertEmployment(tx, { workerId: id, organisationId, staffRef, from })
  await workers.beginRoles(tx, id, organisationId, given.roles, from)
  await workers.insertMemberships(tx, id, given.teamIds, from)
  await workers.insertTrainings(tx, id, given.trainings)
  await recordAudit(tx, id, { organisationId, staffRef, roles: given.roles, teams: given.teamIds })
  return id
}
