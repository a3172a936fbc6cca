import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../acts.ts'
import { recordAudit } from '../audit.ts'
import type { ReadTx, Tx } from '../database.ts'
import { errors as platformErrors, Refusal, refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { tellChanged } from '../live.ts'
import { type Caller, changePurposeSigned, endSessionsSigned, type House, inTransaction } from '../transactions.ts'

/** Who a sign-in turned out to be. */
export type Account = {
  readonly kind: 'worker' | 'resident'
  readonly actorId: string
  readonly organisationId: string
  /** What she works under unless she chooses another purpose. */
  readonly purpose: string
}

/** How long a sitting lasts without a request, and at most. In seconds. */
export const sittings = {
  worker: { idle: 15 * 60, atMost: 10 * 3600 },
  resident: { idle: 20 * 60, atMost: 10 * 3600 },
} as const
const stepUpMilliseconds = 5 * 60_000

/** The product itself, at sign-in: nobody is anybody yet. */
export const signInCaller = (requestId: string, act: 'session.open' | 'session.offer-personas'): Caller => ({
  requestId,
  system: { actor: 'sign-in', act, purpose: 'running-the-product' },
})

/**
 * Opens a session and returns its token: 256 random bits, which only the browser keeps; the database keeps a hash.
 *
 * @param stepUp whether she has just now proved who she is, with a second factor
 */
export async function openSession(tx: Tx<'session.open'>, account: Account, stepUp: boolean): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const id = newId<'session'>()
  const { idle, atMost } = sittings[account.kind]
  await sql`select ctx.open_session(${id}, ${token}, ${account.kind}, ${account.actorId}, ${account.organisationId},
    ${account.purpose}, ${idle}, ${atMost}, ${stepUp})`.execute(tx)
  await recordAudit(tx, id, { opened: account.kind, actor: account.actorId, organisation: account.organisationId, stepUp })
  return token
}

/** Whose session it is, or undefined if it is nobody's any more. */
export async function actorOf(house: House, requestId: string, sessionToken: string): Promise<Actor | undefined> {
  try {
    return await inTransaction(house, { requestId, sessionToken }, 'session.read', async (tx) => tx.actor)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** The topic of which it is told that sessions of somebody have ended, so that what is open looks whether it may stay so. */
export const sittingOf = (actorId: string): string => `sitting:${actorId}`

/** Ends a session at once; the next request with its token is nobody's. A session that has ended already stays so. */
export async function endSession(on: ReadTx | House['db']['kysely'], sessionToken: string): Promise<void> {
  await sql`select ctx.end_session(${sessionToken})`.execute(on)
}

/** Signs out. Someone whose session is over, or who may do nothing here any more, is signed out all the same. */
export async function signOut(house: House, requestId: string, sessionToken: string): Promise<void> {
  try {
    await inTransaction(house, { requestId, sessionToken }, 'session.end', async (tx) => {
      await endSession(tx, sessionToken)
      await recordAudit(tx, tx.actor.sessionId!, { ended: 'signed out' })
      await tellChanged(tx, sittingOf(tx.actor.id))
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await endSession(house.db.kysely, sessionToken)
  }
}

/** Ends every session of these people: they have left, or what they may do has changed. Their next request is refused. */
export async function endSessionsOf(tx: ReadTx, actorIds: readonly string[]): Promise<void> {
  await endSessionsSigned(tx, actorIds)
  for (const id of actorIds) await recordAudit(tx, id, { ended: 'every session' })
  await tellChanged(tx, ...actorIds.map(sittingOf))
}

/** From the next request on, the session works under another purpose. Whether it is offered, the caller has asked. */
export async function changePurpose(tx: Tx<'session.change-purpose'>, sessionToken: string, purpose: string): Promise<void> {
  await changePurposeSigned(tx, sessionToken, purpose)
  await recordAudit(tx, tx.actor.sessionId!, { from: tx.actor.purpose, to: purpose })
}

/** Whether she proved who she is, with a second factor, in the last five minutes. */
export const hasSteppedUp = (actor: Actor, now: number): boolean =>
  actor.steppedUpAt !== null && now - actor.steppedUpAt <= stepUpMilliseconds

/** Refuses unless she did: before sealed records, emergency access, approvals and changes of a safe contact. */
export function requireStepUp(actor: Actor, now: number): void {
  if (!hasSteppedUp(actor, now)) throw refusal(platformErrors, 'STEP_UP_NEEDED')
}
