import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { lockEmployer } from './employer.ts'
import { errors } from './errors.ts'
import * as workers from './worker.repository.ts'

/** Records trainings of someone who works for the organisation today. Refuses as `lockEmployer`, or with NOT_EMPLOYED. */
export async function recordTraining(
  tx: Tx<'partnership.worker.train'>,
  given: { workerId: string; organisationId: string; trainings: readonly workers.Training[] },
  today: PlainDate,
): Promise<void> {
  const { workerId, organisationId, trainings } = given
  await lockEmployer(tx, organisationId)
  if (!(await workers.isEmployed(tx, workerId, organisationId, today)))
    throw refusal(errors, 'NOT_EMPLOYED', { organisationId, day: today.toString() })

  await workers.insertTrainings(tx, workerId, trainings)
  await recordAudit(tx, workerId, { organisationId, trainings: trainings.map((training) => training.code) })
}
