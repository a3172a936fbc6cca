import { recordAudit } from '#platform/audit'
import { refusal } from '#platform/errors'
import { enqueue } from '#platform/jobs'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { errors } from './errors.ts'
import { linkAgainJob } from './jobs.ts'
import * as runs from './match-run.repository.ts'

/** Asks that the records of a run's differences be linked again. What that changes stands in their history, like any other linking. */
export const askToLinkAgain = ({ house }: Services, caller: Caller, runId: string): Promise<void> =>
  inTransaction(house, caller, 'person-index.link-again.ask', async (tx) => {
    if (!(await runs.findRun(tx, runId))) throw refusal(errors, 'MATCH_RUN_NOT_FOUND')
    await enqueue(tx, linkAgainJob, { runId })
    await recordAudit(tx, runId, {})
  })
