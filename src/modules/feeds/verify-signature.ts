import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { CompactSign, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import type { z } from 'zod'
import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Vault } from '#platform/vault'
import { errors } from './errors.ts'
import * as feeds from './feeds.repository.ts'

export type Verified<Signed> = { readonly connection: feeds.Connection; readonly signed: Signed }

/**
 * Checks a compact JWS (EdDSA) against the keys that are held for a feed, and reads what was signed. Refuses an unknown,
 * unbegun, ended or revoked key, another algorithm, an altered payload, another feed and an unreadable payload.
 *
 * @param now the server's time decides whether a key is in force, never the sender's
 */
export async function verifySigned<Schema extends z.ZodType<{ feed: string }>>(
  tx: ReadTx,
  feedId: string,
  jws: string,
  schema: Schema,
  now: Instant,
): Promise<Verified<z.output<Schema>>> {
  const connection = await feeds.findConnectionByKey(tx, feedId, keyIdOf(jws))
  if (!connection) throw refusal(errors, 'SIGNATURE_NOT_VERIFIED')
  return { connection, signed: await verifyByKey(connection, feedId, jws, schema, now) }
}

/** A sender's key as any room may hold one. */
export type SenderKey = Pick<feeds.Connection, 'keyId' | 'publicKey' | 'activeFrom' | 'activeTo' | 'revokedAt'>

/** The same for a sender whose one key another room holds: what is not personal data comes in under the same signatures. */
export async function verifyByKey<Schema extends z.ZodType<{ feed: string }>>(
  key: SenderKey,
  feedId: string,
  jws: string,
  schema: Schema,
  now: Instant,
): Promise<z.output<Schema>> {
  if (keyIdOf(jws) !== key.keyId) throw refusal(errors, 'SIGNATURE_NOT_VERIFIED')
  requireKeyInForce(key, now)
  const signed = schema.safeParse(await payloadOf(jws, key))
  if (!signed.success) throw refusal(errors, 'MANIFEST_UNREADABLE', { detail: sayIssue(signed.error) })
  if (signed.data.feed !== feedId) throw refusal(errors, 'MANIFEST_OTHER_FEED', { signed: signed.data.feed, feed: feedId })
  return signed.data
}

/** Refuses a key that has not begun, has ended or was revoked. */
export function requireKeyInForce({ keyId, activeFrom, activeTo, revokedAt }: SenderKey, now: Instant): void {
  const at = now.epochMilliseconds
  const holds = activeFrom.epochMilliseconds <= at && (activeTo === null || at < activeTo.epochMilliseconds) && revokedAt === null
  if (!holds) throw refusal(errors, 'KEY_NOT_IN_FORCE', { key: keyId })
}

function keyIdOf(jws: string): string {
  try {
    const { alg, kid } = decodeProtectedHeader(jws)
    if (alg === 'EdDSA' && typeof kid === 'string') return kid
  } catch {
    throw refusal(errors, 'MANIFEST_UNREADABLE', { detail: 'it is not a compact JWS' })
  }
  throw refusal(errors, 'SIGNATURE_NOT_VERIFIED')
}

async function payloadOf(jws: string, connection: SenderKey): Promise<unknown> {
  const key = await importJWK(connection.publicKey as JWK, 'EdDSA')
  const verified = await compactVerify(jws, key, { algorithms: ['EdDSA'] }).catch(() => undefined)
  if (!verified) throw refusal(errors, 'SIGNATURE_NOT_VERIFIED')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(verified.payload))
  } catch {
    throw refusal(errors, 'MANIFEST_UNREADABLE', { detail: 'its payload is not JSON' })
  }
}

const sayIssue = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`).join('; ')

// An Ed25519 private key in PKCS #8 is this prefix and 32 bytes of seed (RFC 8410).
const ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The product's own key for the upload page of one feed: it signs in the uploader's name. */
function uploadKey(vault: Vault, feedId: string): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([ed25519, vault.derive(`upload manifest ${feedId}`)]),
    format: 'der',
    type: 'pkcs8',
  })
}

export const uploadConnectionId = (feedId: string): string => `${feedId}-upload`

/** The public half, which the feed's upload connection holds. */
export const uploadPublicKey = (vault: Vault, feedId: string): feeds.JsonWebKey =>
  createPublicKey(uploadKey(vault, feedId)).export({ format: 'jwk' }) as feeds.JsonWebKey

/** Signs a manifest for an uploaded file. */
export async function signUpload(vault: Vault, feedId: string, manifest: object): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(manifest)))
    .setProtectedHeader({ alg: 'EdDSA', kid: uploadConnectionId(feedId) })
    .sign(uploadKey(vault, feedId))
}
