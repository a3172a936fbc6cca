import type { Actor } from '../acts.ts'
import { recordAudit } from '../audit.ts'
import type { ReadTx, Tx } from '../database.ts'
import { Refusal, refusal } from '../errors.ts'
import { type House, inTransaction } from '../transactions.ts'
import type { Attempt } from './cookies.ts'
import { errors } from './errors.ts'
import type { OpenIdClient, SignedIn } from './openid.ts'
import { type Account, actorOf, changePurpose, endSession, openSession, signInCaller } from './sessions.ts'

export type Purpose = { readonly id: string; readonly name: string }

/** What sign-in asks of the rooms that know who works here, and for what. */
export type SignInPorts = {
  readonly client: OpenIdClient
  /** Who someone is here, by issuer and subject together; undefined if nobody is known by them. Runs as the product itself. */
  findAccount(tx: ReadTx, signedIn: Pick<SignedIn, 'issuer' | 'subject' | 'name'>): Promise<Account | undefined>
  /** The purposes that she may work under in the organisation of her session. */
  purposesFor(tx: ReadTx, actor: Actor): Promise<readonly Purpose[]>
}

export type Opened = { readonly token: string; readonly account: Account }

/**
 * Opens a new session for someone whom the provider vouched for, and ends the one that this browser had. Refuses an unknown
 * sign-in, and anyone at work without a second factor; each refusal is noted.
 */
export async function completeSignIn(
  house: House,
  ports: SignInPorts,
  requestId: string,
  signedIn: SignedIn,
  attempt: Attempt,
  before: string | null,
): Promise<Opened> {
  const earlier = before === null ? undefined : await actorOf(house, requestId, before)
  const opened = await inTransaction(house, signInCaller(requestId, 'session.open'), 'session.open', async (tx) => {
    const account = await ports.findAccount(tx, signedIn)
    if (!account) return refuse(tx, 'SIGN_IN_UNKNOWN', signedIn)
    if (account.kind === 'worker' && !signedIn.secondFactor) return refuse(tx, 'SECOND_FACTOR_NEEDED', signedIn)
    if (before !== null) await endSession(tx, before)
    return { account, token: await openSession(tx, account, signedIn.secondFactor && signedIn.justNow) }
  })
  if (opened instanceof Refusal) throw opened
  const kept = earlier?.id === opened.account.actorId ? earlier.purpose : null
  await workUnder(house, ports, requestId, opened, attempt.purpose ?? kept)
  return opened
}

/** Returned rather than thrown, so that the note of it is committed. The subject itself stays with the provider. */
async function refuse(tx: Tx<'session.open'>, code: keyof typeof errors, { issuer }: SignedIn): Promise<Refusal> {
  await recordAudit(tx, 'sign-in', { refused: code, issuer })
  return refusal(errors, code)
}

/** Signing in again keeps the purpose, and a link may ask for one; if it is not offered, she starts under her usual one. */
async function workUnder(
  house: House,
  ports: SignInPorts,
  requestId: string,
  { token, account }: Opened,
  purpose: string | null,
): Promise<void> {
  if (purpose === null || purpose === account.purpose || account.kind !== 'worker') return
  await inTransaction(house, { requestId, sessionToken: token }, 'session.change-purpose', async (tx) => {
    if (await isOffered(ports, tx, purpose)) await changePurpose(tx, token, purpose)
  })
}

/** Changes the purpose of a running session. Refuses one that is not offered to her. */
export async function choosePurpose(
  tx: Tx<'session.change-purpose'>,
  ports: SignInPorts,
  token: string,
  purpose: string,
): Promise<void> {
  if (!(await isOffered(ports, tx, purpose))) throw refusal(errors, 'PURPOSE_NOT_OFFERED')
  await changePurpose(tx, token, purpose)
}

const isOffered = async (ports: SignInPorts, tx: ReadTx, purpose: string): Promise<boolean> =>
  (await ports.purposesFor(tx, tx.actor)).some(({ id }) => id === purpose)
