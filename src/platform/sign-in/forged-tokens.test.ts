import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import type { Attempt } from './cookies.ts'
import { openIdClient } from './openid.ts'

// An identity provider that is in an attacker's hands, or stands between: it answers whatever the case says.
const { publicKey, privateKey } = await generateKeyPair('ES256')
const stranger = await generateKeyPair('ES256')
const clientId = 'commonweal'
const clientSecret = 'a-secret-of-thirty-two-characters'
let answer: { id_token?: string } = {}
let issuer = ''

const server = createServer(async (request, response) => {
  const send = (body: object) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  if (request.url === '/token') return send({ access_token: 'x', token_type: 'bearer', ...answer })
  if (request.url === '/jwks') return send({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'one', use: 'sig' }] })
  return send({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    id_token_signing_alg_values_supported: ['ES256', 'HS256', 'none'],
  })
})
before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => server.close())

const now = Math.floor(Date.now() / 1000)
const attempt: Attempt = {
  state: 'state-of-this-attempt',
  nonce: 'nonce-of-this-attempt',
  verifier: 'v'.repeat(43),
  returnTo: null,
  purpose: null,
  again: false,
  startedAt: now * 1000,
}
type Claims = Record<string, unknown>
const right = (): Claims => ({
  iss: issuer,
  aud: clientId,
  sub: 'amina',
  name: 'Amina Hussain',
  nonce: attempt.nonce,
  iat: now,
  exp: now + 60,
  auth_time: now,
  acr: 'urn:mfa',
})
const signed = (
  claims: Claims,
  key: typeof privateKey | Uint8Array = privateKey,
  header: { alg: string; kid?: string } = { alg: 'ES256', kid: 'one' },
) => new SignJWT(claims).setProtectedHeader(header).sign(key)
const altered = (change: Claims) => signed({ ...right(), ...change })

const sentAgain = async (change: object = {}, token = signed(right())) => {
  answer = { id_token: await token }
  const client = openIdClient({ issuer, clientId, clientSecret, publicUrl: 'http://127.0.0.1:3999' })
  return client.finish(`code=c&state=${attempt.state}`, { ...attempt, ...change })
}

test('a token that is right in everything is believed', async () => {
  assert.deepEqual(await sentAgain(), { issuer, subject: 'amina', name: 'Amina Hussain', secondFactor: true, justNow: true })
})

const forged: [what: string, token: () => Promise<string>][] = [
  ['signed by a stranger', () => signed(right(), stranger.privateKey)],
  [
    'signed by a stranger, under a key that is not published',
    () => signed(right(), stranger.privateKey, { alg: 'ES256', kid: 'two' }),
  ],
  ['not signed at all', async () => new UnsecuredJWT(right()).encode()],
  [
    'signed with the client secret, which others may know',
    () => signed(right(), new TextEncoder().encode(clientSecret), { alg: 'HS256' }),
  ],
  ['with one claim changed after signing', async () => changeAfterSigning(await signed(right()))],
  ['with its signature cut off', async () => `${(await signed(right())).split('.').slice(0, 2).join('.')}.`],
  ['for another product', () => altered({ aud: 'another-product' })],
  ['for several products, of which another asked', () => altered({ aud: [clientId, 'another-product'], azp: 'another-product' })],
  ['from another issuer', () => altered({ iss: 'https://login.example.org' })],
  ['of another sign-in (nonce)', () => altered({ nonce: 'of-another-sign-in' })],
  ['without a nonce', () => altered({ nonce: undefined })],
  ['of an hour ago', () => altered({ iat: now - 3660, exp: now - 3600 })],
  ['without an end', () => altered({ exp: undefined })],
  ['that begins tomorrow', () => altered({ nbf: now + 86_400 })],
  ['about nobody', () => altered({ sub: undefined })],
  ['about an empty name', () => altered({ sub: '' })],
]
function changeAfterSigning(token: string): string {
  const [header, , signature] = token.split('.')
  return [header, Buffer.from(JSON.stringify({ ...right(), sub: 'joanne' })).toString('base64url'), signature].join('.')
}

for (const [what, token] of forged) {
  test(`a token ${what} is not believed`, async () => {
    await assert.rejects(sentAgain({}, token()), { code: 'SIGN_IN_NOT_TRUSTED' })
  })
}

test('no token is no sign-in', async () => {
  answer = {}
  const client = openIdClient({ issuer, clientId, clientSecret, publicUrl: 'http://127.0.0.1:3999' })
  await assert.rejects(client.finish(`code=c&state=${attempt.state}`, attempt), { code: 'SIGN_IN_NOT_TRUSTED' })
})

test('asked to prove herself again, an old proof is not enough, and no word of when is none', async () => {
  await assert.rejects(sentAgain({ again: true }, altered({ auth_time: now - 600 })), { code: 'SIGN_IN_NOT_TRUSTED' })
  await assert.rejects(sentAgain({ again: true }, altered({ auth_time: undefined })), { code: 'SIGN_IN_NOT_TRUSTED' })
  assert.equal((await sentAgain({ again: true })).justNow, true)
})

test('a provider that says nothing of when it was proved opens a session that may approve nothing yet', async () => {
  assert.equal((await sentAgain({}, altered({ auth_time: undefined }))).justNow, false)
  assert.equal((await sentAgain({}, altered({ auth_time: now - 600 }))).justNow, false)
})
