import type { Actor } from '#platform/acts'
import type { Clock } from '#platform/dates'
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

/** Whether the log is behind: an entry waits too long, or nobody has looked for as long. */
export const isBehind = (state: { waitingSince: number | null; seenAt: number }, now: number): boolean =>
  now - Math.min(state.waitingSince ?? state.seenAt, state.seenAt) > minutesBehind * 60_000

/** Refuses ordinary reads while the log is behind. Those that go on are written into the journal first: where that fails, they stop too. */
export const readsGoOn =
  (log: Pick<LogKeeping, 'state'>, journal: ReadJournal, now: Clock) =>
  (actor: Actor, requestId: string): Journalled | undefined => {
    if (!isBehind(log.state(), now().epochMilliseconds)) return undefined
    if (actor.kind === 'system') return undefined
    const needed = actor.roles.some((role) => goesOn.roles.includes(role)) || goesOn.purposes.includes(actor.purpose)
    if (!needed) throw refusal(errors, 'LOG_BEHIND')
    const said = { requestId, actorId: actor.id, organisationId: actor.organisationId, purpose: actor.purpose }
    return {
      ...journal.write({ kind: 'began', ...said, entries: 0 }),
      shown: (entries) => void journal.write({ kind: 'shown', ...said, entries }),
    }
  }
