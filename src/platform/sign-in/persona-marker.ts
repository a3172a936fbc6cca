import { sql } from 'kysely'
import { newId } from '../ids.ts'
import { type House, inTransaction } from '../transactions.ts'
import { isLoopback } from './loopback.ts'
import { signInCaller } from './sessions.ts'

/** What the persona provider must be told before it lets anybody in without a password. */
export type FictionalMarker = {
  /** Whether the connected database says that its place is invented: `placeIsFictional(house)`. */
  placeIsFictional(): Promise<boolean>
  /** Whether every NHS number that is held is one that the NHS gives to nobody: it begins with 9. */
  everyNhsNumberIsInvented(): Promise<boolean>
}

/** Why the persona provider does not start, and what to do instead. */
export class PersonasRefused extends Error {
  override name = 'PersonasRefused'
}

const instead = "Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET to your organisations' own identity provider."

/** Reads the mark itself: nobody's word is taken for it. */
export const placeIsFictional = (house: House): Promise<boolean> =>
  inTransaction(house, signInCaller(newId(), 'session.offer-personas'), 'session.offer-personas', async (tx) => {
    const { rows } = await sql<{ fictional: boolean }>`select fictional from platform.place`.execute(tx)
    return rows[0]?.fictional === true
  })

/** Refuses to offer personas over anything but an invented place, or beyond this machine. */
export async function requireFictional(marker: FictionalMarker, host: string, redirectUris: readonly string[]): Promise<void> {
  const beyond = [host, ...redirectUris.map((uri) => new URL(uri).hostname)].find((name) => !isLoopback(name))
  if (beyond !== undefined) {
    throw new PersonasRefused(
      `Personas sign in without a password, so they are offered on this machine alone (127.0.0.1), not on ${beyond}. ${instead}`,
    )
  }
  await requireFictionalPlace(marker)
  if (!(await marker.everyNhsNumberIsInvented())) {
    throw new PersonasRefused(
      `This database holds an NHS number that may be somebody's (it does not begin with 9), so no personas are offered. ${instead}`,
    )
  }
}

/** Refuses over a database that does not carry the mark of an invented place. */
export async function requireFictionalPlace(marker: FictionalMarker): Promise<void> {
  if (await marker.placeIsFictional()) return
  throw new PersonasRefused(
    `This database does not say that its place is invented (platform.place.fictional), so no personas are offered. ${instead}`,
  )
}
