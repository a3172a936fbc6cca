import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Provider } from 'oidc-provider'
import { PersonasRefused } from './persona-marker.ts'
import { type Home, problemPage } from './persona-pages.ts'
import type { PersonaOptions } from './persona-provider.ts'
import { personaStore } from './persona-store.ts'

export const twoFactors = 'urn:mfa'

/** The protocol itself, by oidc-provider: code flow with PKCE for one client, keys made now and kept in memory. */
export async function personaProtocol(issuer: string, home: Home, options: PersonaOptions): Promise<Provider> {
  const { Provider } = await import('oidc-provider').catch((cause: unknown) => {
    throw new PersonasRefused(
      'Personas are for demonstrations, and what offers them is not installed here. Run "npm ci" with the development dependencies.',
      {
        cause,
      },
    )
  })
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  const client = {
    client_id: options.clientId,
    client_secret: options.clientSecret,
    redirect_uris: options.redirectUris,
    post_logout_redirect_uris: options.redirectUris.map((uri) => new URL('/', uri).href),
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'ES256',
    require_auth_time: true,
  }
  const provider: Provider = new Provider(issuer, {
    adapter: personaStore(),
    jwks: { keys: [{ ...key, use: 'sig', alg: 'ES256' }] },
    clients: [client],
    clientAuthMethods: ['client_secret_post'],
    clientBasedCORS: () => false,
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    responseTypes: ['code'],
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name'] },
    acrValues: [twoFactors],
    pkce: { required: () => true },
    ttl: { Session: 600, Interaction: 600, AuthorizationCode: 60, AccessToken: 60, IdToken: 60, Grant: 600 },
    expiresWithSession: () => false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/who/${uid}` },
    async findAccount(_context: unknown, id: string) {
      const persona = (await options.personas()).find((one) => one.id === id)
      return persona && { accountId: id, claims: () => ({ sub: id, name: persona.name }) }
    },
    // Its one client is the product itself: nobody is asked for consent.
    async loadExistingGrant({
      oidc: { session, client },
    }: {
      oidc: { session: { accountId: string }; client: { clientId: string } }
    }) {
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
    renderError(context: { type: string; body: string }, facts: { error: string; error_description?: string }) {
      context.type = 'html'
      context.body = problemPage(
        home,
        'This sign-in did not work',
        `The identity provider says: ${facts.error_description ?? facts.error}.`,
      )
    },
  })
  return provider
}
