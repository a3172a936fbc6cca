import type { CookieSerializeOptions } from '@fastify/cookie'
import { ConfigError } from '../config.ts'
import { open, seal } from '../vault.ts'
import { isSafeAddress } from './loopback.ts'

/** The cookies of sign-in: their names and attributes follow from the address that people type. */
export type Cookies = { readonly session: string; readonly signIn: string; readonly options: CookieSerializeOptions }

/**
 * Over https each name begins with `__Host-`: a browser then takes the cookie only with Secure, for this host alone, from
 * this host alone. Over http on this machine browsers refuse that prefix (and some refuse Secure too), so there the names are plain;
 * nothing leaves the machine. Any other address is refused, since a session would travel in clear.
 */
export function cookiesFor(publicUrl: string): Cookies {
  const address = new URL(publicUrl)
  if (!isSafeAddress(address)) {
    throw new ConfigError(
      `PUBLIC_URL: ${publicUrl} would send sessions in clear. Use an https address, for example https://commonweal.example.org.`,
    )
  }
  const secure = address.protocol === 'https:'
  const prefix = secure ? '__Host-' : ''
  return {
    session: `${prefix}session`,
    signIn: `${prefix}sign-in-`,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  }
}

/** What a browser keeps for us while its person is at the identity provider. */
export type Attempt = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string | null
  readonly purpose: string | null
  /** Asked to prove again who she is, though the provider may still know her. */
  readonly again: boolean
  /** Milliseconds since 1970. */
  readonly startedAt: number
}
export const attemptSeconds = 600

const place = { table: 'cookie', column: 'sign-in', row: 'attempt', version: 1 }

/** Encrypted and authenticated, so that a browser can neither read nor change what it keeps. */
export const sealAttempt = (key: Buffer, attempt: Attempt): string =>
  seal(key, JSON.stringify(attempt), place).toString('base64url')

/** The attempt again, or undefined if the text is not ours, was altered, or is older than ten minutes. */
export function openAttempt(key: Buffer, text: string, now: number): Attempt | undefined {
  try {
    const attempt = JSON.parse(open(key, Buffer.from(text, 'base64url'), place)) as Attempt
    return now - attempt.startedAt <= attemptSeconds * 1000 ? attempt : undefined
  } catch {
    return undefined
  }
}

/** Each attempt has a cookie of its own, so that signing in in two tabs at once works. */
export const attemptCookie = (cookies: Cookies, state: string): string => cookies.signIn + state.slice(0, 12)
