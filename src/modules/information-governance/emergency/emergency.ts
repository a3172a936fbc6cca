import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { dayOf, type Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { requireStepUp } from '#platform/sign-in/sessions'
import { type Caller, grant, inTransaction, readPersonal } from '#platform/transactions'
import { machineEntry } from '../decide.ts'
import { errors } from '../errors.ts'
import * as emergencies from './emergency.repository.ts'
import { type Finding, mayOpen, minutesOpen, type Reason, type Telling } from './emergency.rules.ts'

/** Refuses where she has not just signed in again, opened too often, or has one that nobody reviewed in time. */
export async function requireMayOpen({ house }: Services, tx: ReadTx): Promise<void> {
  const now = house.now()
  requireStepUp(tx.actor, now.epochMilliseconds)
  const may = mayOpen(await emergencies.listOpenings(tx, now), now)
  if (may !== 'yes') throw refusal(errors, may === 'too-often' ? 'EMERGENCY_TOO_OFTEN' : 'EMERGENCY_UNREVIEWED')
}

/**
 * Opens a person's records in an emergency: for an hour the worker has the relationship that the emergency agreement names. Runs under `decidingScope`
 * naming the sources; it may be done is asked before, by `requireMayOpen`.
 */
export async function openEmergency(
  { house, vault }: Services,
  tx: Tx<'governance.emergency.open'>,
  about: {
    readonly personId: string
    readonly records: emergencies.NewAccess['records']
    readonly opened: emergencies.NewAccess['opened']
  },
  why: { readonly reason: Reason; readonly said: string },
): Promise<void> {
  const id = newId()
  const now = house.now()
  // Of two at one moment one is counted, and the other tries again.
  if (!(await emergencies.countOne(tx))) throw refusal(errors, 'EMERGENCY_TOO_OFTEN')
  await emergencies.insertAccess(
    tx,
    vault,
    {
      id,
      // Short enough to be read out on the telephone, and tells nothing.
      reference: `E-${id.slice(0, 4).toUpperCase()}-${id.slice(9, 13).toUpperCase()}`,
      ...about,
      reason: why.reason,
      workerId: tx.actor.id,
      workerName: tx.actor.name,
      workerRole: tx.actor.roles[0] ?? 'none',
      workerOrganisationId: tx.actor.organisationId,
      workerOrganisation: tx.actor.organisationName,
      purpose: tx.actor.purpose,
      openedAt: now,
      endsAt: now.add({ minutes: minutesOpen }),
    },
    why.said,
  )
  await recordAudit(tx, id, { reason: why.reason })
}

/** What waits for review, of other organisations' workers, and what was reviewed lately. It names nobody whose records they are. */
export const readReviews = ({ house }: Services, caller: Caller) =>
  inTransaction(house, caller, 'governance.emergency.review', (tx) => emergencies.listAccesses(tx, house.now()))

/** One of them with the reason as it was given. A look at it: one entry, of whose records they are. */
export async function openReview({ house, vault }: Services, caller: Caller, id: string) {
  return readPersonal(
    house,
    caller,
    'governance.emergency.review',
    async (tx) => {
      await grant(house, tx, {})
      const access = await emergencies.findAccess(tx, id)
      if (!access) throw refusal(errors, 'EMERGENCY_NOT_FOUND')
      const entry = machineEntry('emergency-review', { agreements: ['AEM v1'], classes: {} }, house.now())
      return {
        grant: {},
        entries: [
          {
            ...entry,
            visibility: reviewing(house.now()),
            subjectId: access.personId,
            sources: access.sources,
            role: tx.actor.roles[0] ?? 'none',
          },
        ],
        explained: access,
      }
    },
    async (tx, access) => ({ ...access, said: await emergencies.openReason(tx, vault, id) }),
  )
}

/** A reviewer's own look says that there was an emergency: it stays withheld until somebody has looked at that again. */
const reviewing = (now: Instant) =>
  ({
    visible: 'withheld',
    ground: 'A review of an emergency access',
    reviewer: 'information-governance',
    reviewOn: dayOf(now, 'UTC').add({ months: 6 }).toString(),
  }) as const

/**
 * Reviews an emergency access, once, with reasons; and says, apart from that, whether it is safe that the person is shown it. Only then does her page have
 * it (practice K3).
 */
export function reviewEmergency(
  { house }: Services,
  caller: Caller,
  id: string,
  review: { readonly finding: Finding; readonly reasons: string; readonly telling: Telling },
): Promise<void> {
  return inTransaction(house, caller, 'governance.emergency.review', async (tx) => {
    if (!(await emergencies.findAccess(tx, id))) throw refusal(errors, 'EMERGENCY_NOT_FOUND')
    if (review.reasons === '') throw refusal(errors, 'ANSWER_REASON_MISSING')
    if (!(await emergencies.insertReview(tx, id, review, house.now()))) throw refusal(errors, 'REVIEWED_ALREADY')
    if (review.telling === 'tell') await emergencies.showEmergency(tx, id)
    await recordAudit(tx, id, { finding: review.finding, telling: review.telling })
  })
}
