import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { type Instant, type PlainDate, plainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import { enqueue } from '#platform/jobs'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { theMatcher } from './compare-links.ts'
import { compareLinksJob } from './jobs.ts'
import * as runs from './match-run.repository.ts'

/** From this hour of the place's clock on, a night's comparison is due. */
const dueFrom = 2

/** Wants this night's comparison, if it is due and not wanted yet. Called again and again; by several processes, it is wanted once. */
export async function wantNightly({ intake, place }: Services): Promise<void> {
  const local = intake.now().toZonedDateTimeISO(place.zone)
  const night = plainDate((local.hour < dueFrom ? local.subtract({ days: 1 }) : local).toPlainDate().toString())
  await inTransaction(intake, theMatcher(), 'person-index.compare', (tx) => want(tx, night, intake.now()))
}

/** Wants a comparison now. */
export const wantComparison = ({ house }: Services, caller: Caller): Promise<void> =>
  inTransaction(house, caller, 'person-index.quality.ask', async (tx) => {
    if (!(await runs.isRunWaiting(tx, house.now()))) await want(tx, null, house.now())
  })

async function want(tx: Tx<'person-index.compare' | 'person-index.quality.ask'>, night: PlainDate | null, now: Instant) {
  const id = newId<'match-run'>()
  if (!(await runs.insertRun(tx, id, night, now))) return
  await enqueue(tx, compareLinksJob, { runId: id })
  await recordAudit(tx, id, { wanted: night === null ? 'now' : 'nightly' })
}
