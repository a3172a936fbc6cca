import type { ReadTx } from '#platform/database'
import type { Clock, Instant } from '#platform/dates'
import { errors, refusal } from '#platform/errors'
import type { LogKeeping } from '#platform/log/keeping'
import type { ReadJournal } from '#platform/log/read-journal'
import type { Journalled } from '#platform/transactions'

/** How long an entry may wait for its place in the sealed log before ordinary reads stop (practice K7). */
export const minutesBehind = 15
/** No control may stop child protection: these go on, against a journal of this machine's own. */
const goesOn: { readonly roles: readonly string[]; readonly purposes: readonly string[] } = {
  roles: ['front-door'],
  purposes: ['safeguarding-children', 'safeguarding-adults'],
}
/** So does whoever opens in an emergency, and for the hour in which it is open. */
const opensInEmergency = 'governance.emergency.open'

/** Whether the log is behind: an entry waits too long, or nobody has looked for as long. */
export const isBehind = (state: { waitingSince: number | null; seenAt: number }, now: number): boolean =>
  now - Math.min(state.waitingSince ?? state.seenAt, state.seenAt) > minutesBehind * 60_000

/**
 * Refuses ordinary reads while the log is behind. Those that go on are written into the journal first: where that fails, they stop too.
 *
 * @param inEmergency whether whoever reads has opened somebody's records in an emergency, and it is still open
 */
export const readsGoOn =
  (
    log: Pick<LogKeeping, 'state'>,
    journal: ReadJournal,
    now: Clock,
    inEmergency: (tx: ReadTx, now: Instant) => Promise<boolean>,
  ) =>
  async (tx: ReadTx): Promise<Journalled | undefined> => {
    if (!isBehind(log.state(), now().epochMilliseconds)) return undefined
    const { actor, requestId } = tx
    if (actor.kind === 'system') return undefined
    const needed =
      actor.roles.some((role) => goesOn.roles.includes(role)) ||
      goesOn.purposes.includes(actor.purpose) ||
      tx.act === opensInEmergency ||
      (await inEmergency(tx, now()))
    if (!needed) throw refusal(errors, 'LOG_BEHIND')
    const said = { requestId, actorId: actor.id, organisationId: actor.organisationId, purpose: actor.purpose }
    return {
      ...journal.write({ kind: 'began', ...said, entries: 0 }),
      shown: (entries) => void journal.write({ kind: 'shown', ...said, entries }),
    }
  }
