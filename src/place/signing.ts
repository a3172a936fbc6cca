/** Each agency signs what it sends. The demo's keys follow from the seed; a real agency's key never leaves it. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'

export type Manifest = {
  feed: string
  sequence: number
  /** Hex digest of the file's bytes. */
  sha256: string
  rowCount: number
  /** The first day, and the first day no longer covered. */
  periodFrom: string
  periodTo: string
  madeAt: string
  /** Everything that stands in the sender's system; absent: only what is new or changed. */
  holds?: 'everything'
}

export type SigningKey = { connection: string; keyId: string; key: KeyObject }

/** PKCS #8 for Ed25519 is this and the 32 secret bytes (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

export function signingKey(seed: number, feed: string): SigningKey {
  const secret = createHash('sha256').update(`Aldermere ${seed} ${feed}`).digest()
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, secret]), format: 'der', type: 'pkcs8' })
  return { connection: `aldermere-${feed}`, keyId: `aldermere-${feed}-1`, key }
}

const marked = ({ keyId }: SigningKey) => ({ kid: keyId, alg: 'EdDSA', use: 'sig' })

export const publicJwk = (signing: SigningKey) => ({
  ...createPublicKey(signing.key).export({ format: 'jwk' }),
  ...marked(signing),
})
export const privateJwk = (signing: SigningKey) => ({ ...signing.key.export({ format: 'jwk' }), ...marked(signing) })

/** The manifest as a compact JWS. */
export function signManifest(signing: SigningKey, manifest: Manifest): string {
  const header = base64url({ alg: 'EdDSA', kid: signing.keyId })
  const payload = base64url(manifest)
  const signature = sign(null, Buffer.from(`${header}.${payload}`), signing.key)
  return `${header}.${payload}.${signature.toString('base64url')}`
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
