import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Vault } from '../vault.ts'

/** The tokens that tie a form to the session it was shown in. */
export type FormTokens = {
  /** The token of one session's forms: it says nothing of the session's own token, and no other session has it. */
  csrfTokenFor(sessionToken: string): string
  /** Whether `given` is that token; compared in constant time. */
  csrfMatches(sessionToken: string, given: string): boolean
}

export function formTokens(vault: Vault): FormTokens {
  const key = vault.derive('form tokens')
  const csrfTokenFor = (sessionToken: string) => createHmac('sha256', key).update(sessionToken).digest('base64url')
  return {
    csrfTokenFor,
    csrfMatches(sessionToken, given) {
      const [right, said] = [Buffer.from(csrfTokenFor(sessionToken)), Buffer.from(given)]
      return right.length === said.length && timingSafeEqual(right, said)
    },
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>

/**
 * Whether a browser says that a request came from a page of ours. Every browser of the last years sends Origin or
 * Sec-Fetch-Site with a form; a request with neither, or with two that disagree, did not come from one of our pages.
 */
export function sameOrigin(headers: Headers, publicUrl: string): boolean {
  const { origin, 'sec-fetch-site': site } = headers
  if (origin !== undefined && origin !== new URL(publicUrl).origin) return false
  if (site !== undefined && site !== 'same-origin') return false
  return origin !== undefined || site !== undefined
}
