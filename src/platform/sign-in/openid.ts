import * as oidc from 'openid-client'
import { ConfigError } from '../config.ts'
import { refusal } from '../errors.ts'
import type { Attempt } from './cookies.ts'
import { errors } from './errors.ts'
import { isSafeAddress } from './loopback.ts'

export type ProviderSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** The address that people type; the provider sends them back to its /sign-in/callback. */
  readonly publicUrl: string
  /** Asked for as `acr_values`, where the provider needs to be asked for a second factor; the persona provider always is. */
  readonly acrValues?: string
  /** Which values of `acr` mean two factors, besides the well-known ones. */
  readonly strongAcr?: readonly string[]
  /** The persona provider: it takes a persona's id as a hint, and stands under this name whatever port it has today. */
  readonly personas?: { readonly knownAs: string }
}

/** Who the provider says it is. Subjects are the provider's own: the same one at two issuers is two people. */
export type SignedIn = {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly secondFactor: boolean
  /** Proved during this very attempt, not remembered by the provider from an earlier one. */
  readonly justNow: boolean
}

const twoFactors = 'urn:mfa'
const wellKnownAcr = [
  twoFactors,
  'phr',
  'phrh',
  'https://refeds.org/profile/mfa',
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor',
]

/** Whether the claims say that two factors were used: `mfa` among the methods (RFC 8176), or a class that means it. */
export function hadSecondFactor(claims: Readonly<Record<string, unknown>>, strongAcr: readonly string[] = []): boolean {
  const methods = Array.isArray(claims.amr) ? claims.amr : []
  return methods.includes('mfa') || [...wellKnownAcr, ...strongAcr].includes(claims.acr as string)
}

export type OpenIdClient = {
  readonly settings: ProviderSettings
  /** Asks the provider who it is. Throws a ConfigError that names OIDC_ISSUER. For the start and for /readyz. */
  check(): Promise<void>
  newAttempt(): Pick<Attempt, 'state' | 'nonce' | 'verifier'>
  /** Where to send the browser. `hint` is a persona's id. */
  authorizationUrl(attempt: Attempt, hint?: string): Promise<URL>
  /** Checks everything about the provider's answer, and redeems its code. `query` is that of the callback's address. */
  finish(query: string, attempt: Attempt): Promise<SignedIn>
  /** Where the browser ends the provider's own session, if the provider has such a place. */
  logoutUrl(): Promise<URL | undefined>
}

// Its clock and ours may differ by this much.
const toleranceSeconds = 30

/** A client of any OpenID provider: code flow, PKCE S256, state, nonce, issuer and signature checked. */
export function openIdClient(settings: ProviderSettings): OpenIdClient {
  const issuer = new URL(settings.issuer)
  if (!isSafeAddress(issuer)) {
    throw new ConfigError(
      `OIDC_ISSUER: ${settings.issuer} would send sign-ins in clear. Use an https address, for example https://login.example.org.`,
    )
  }
  const redirectUri = new URL('/sign-in/callback', settings.publicUrl).href
  const acrValues = settings.acrValues ?? (settings.personas && twoFactors)
  let known: Promise<oidc.Configuration> | undefined
  const configuration = () => {
    known ??= discover(settings, issuer).catch((error: unknown) => {
      known = undefined // the next person tries again
      throw error
    })
    return known
  }
  const reached = () =>
    configuration().catch((cause: unknown) => {
      throw Object.assign(refusal(errors, 'SIGN_IN_UNAVAILABLE'), { cause })
    })

  return {
    settings,
    check: async () => void (await configuration()),
    newAttempt: () => ({ state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() }),
    async authorizationUrl(attempt, hint) {
      return oidc.buildAuthorizationUrl(await reached(), {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...(acrValues && { acr_values: acrValues }),
        ...(attempt.again && { prompt: 'login', max_age: '0' }),
        ...(hint && { login_hint: hint }),
      })
    },
    async finish(query, attempt) {
      const server = await reached()
      try {
        return await redeem(server, new URL(`${redirectUri}?${query}`), attempt, settings)
      } catch (error) {
        throw asRefusal(error)
      }
    },
    async logoutUrl() {
      const server = await reached()
      if (!server.serverMetadata().end_session_endpoint) return undefined
      return oidc.buildEndSessionUrl(server, { post_logout_redirect_uri: new URL('/', settings.publicUrl).href })
    },
  }
}

async function discover(settings: ProviderSettings, issuer: URL): Promise<oidc.Configuration> {
  const insecure = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [] // only this machine: isSafeAddress saw to it
  try {
    return await oidc.discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
      timeout: 10,
      // Without this the signature of an ID token that came straight from the token endpoint would not be looked at.
      execute: [...insecure, oidc.enableNonRepudiationChecks],
    })
  } catch (cause) {
    const why = cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : String(cause)
    throw new ConfigError(
      `OIDC_ISSUER: no identity provider answered at ${settings.issuer} (${why}). It is the address under which /.well-known/openid-configuration is found, for example https://login.example.org.`,
      { cause },
    )
  }
}

async function redeem(server: oidc.Configuration, answer: URL, attempt: Attempt, settings: ProviderSettings): Promise<SignedIn> {
  const tokens = await oidc.authorizationCodeGrant(server, answer, {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.verifier,
    idTokenExpected: true,
    ...(attempt.again && { maxAge: 0 }),
  })
  const claims = tokens.claims()!
  if (claims.sub === '') throw new Error('the subject is empty')
  const authenticatedAt = typeof claims.auth_time === 'number' ? claims.auth_time : 0
  return {
    issuer: settings.personas?.knownAs ?? claims.iss,
    subject: claims.sub,
    name: await nameOf(server, claims, tokens.access_token),
    secondFactor: hadSecondFactor(claims, settings.strongAcr),
    justNow: authenticatedAt + toleranceSeconds >= attempt.startedAt / 1000,
  }
}

/** Providers say the name in the ID token, or only at their userinfo endpoint. */
async function nameOf(server: oidc.Configuration, claims: oidc.IDToken, accessToken: string): Promise<string> {
  if (typeof claims.name === 'string') return claims.name
  if (!server.serverMetadata().userinfo_endpoint) return ''
  return (await oidc.fetchUserInfo(server, accessToken, claims.sub)).name ?? ''
}

/** What a person can do about it: try again, wait, or tell someone. The details stay in `cause`. */
function asRefusal(error: unknown): Error {
  const code =
    error instanceof oidc.AuthorizationResponseError && error.error === 'access_denied'
      ? 'SIGN_IN_CANCELLED'
      : isOutage(error)
        ? 'SIGN_IN_UNAVAILABLE'
        : 'SIGN_IN_NOT_TRUSTED'
  return Object.assign(refusal(errors, code), { cause: error })
}

/** The provider did not answer, or not for itself: a failed fetch is a TypeError without a code. */
function isOutage(error: unknown): boolean {
  const { code, status, cause } = error as { code?: string; status?: number; cause?: { status?: number } }
  return code === 'OAUTH_TIMEOUT' || (error instanceof TypeError && code === undefined) || (status ?? cause?.status ?? 0) >= 500
}
