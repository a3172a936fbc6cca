import {
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { sealing } from './sealed-stream.ts'

/**
 * What is sealed for somebody else's key: the product can write it and cannot read it again. A line that says what it is, a line of JSON that anybody may
 * read, the sealed stream (as a backup's, under a key agreed between a key made for this once and the receiver's), and the product's signature over all of it.
 */
const title = 'commonweal sealed list 1'

/** Whom something is sealed for: a key to seal for, and one to check her signatures with. */
export type Receiver = { readonly name: string; readonly line: string; readonly seals: KeyObject; readonly signs: KeyObject }

const prefixes = { x25519: '302a300506032b656e032100', ed25519: '302a300506032b6570032100' } as const
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicKey = (kind: keyof typeof prefixes, raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([Buffer.from(prefixes[kind], 'hex'), raw]), format: 'der', type: 'spki' })
const rawPublic = (key: KeyObject): Buffer =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' }).subarray(-32)
const idOf = (name: string, raw: Buffer): string => createHash('sha256').update(`${name}\n`).update(raw).digest('hex').slice(0, 8)

/** Reads a receiver's public key: NAME+IDENTIFIER+KEY, as `tools/continuity.mjs new-key` prints it. Throws, saying what is wrong. */
export function receiverFrom(line: string): Receiver {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{88})$/.exec(line.trim()) ?? []
  const raw = Buffer.from(encoded ?? '', 'base64')
  if (!name || raw.length !== 64) throw new Error(`"${line}" is no key: it is written NAME+IDENTIFIER+KEY`)
  if (idOf(name, raw) !== id) throw new Error(`the key of "${name}" is not the one that its identifier tells`)
  return {
    name,
    line: line.trim(),
    seals: publicKey('x25519', raw.subarray(0, 32)),
    signs: publicKey('ed25519', raw.subarray(32)),
  }
}

/** The product's own key for what it seals, by which a receiver tells it from anybody else's. 32 bytes of seed. */
export const sealerFrom = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' })

/** Its public half, as a receiver is given it once. */
export const sealerLine = (sealer: KeyObject): string => rawPublic(sealer).toString('base64')

/**
 * Seals a text for a receiver.
 *
 * @param about what anybody may read of it, such as when it was made
 */
export async function sealFor(
  receiver: Receiver,
  sealer: KeyObject,
  about: Readonly<Record<string, unknown>>,
  text: string,
): Promise<Buffer> {
  const once = generateKeyPairSync('x25519')
  const head = Buffer.from(
    `${title}\n${JSON.stringify({ ...about, for: receiver.line, once: rawPublic(once.publicKey).toString('base64') })}\n`,
  )
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey: receiver.seals })
  // What stands in the head is part of the key: under another head the rest does not open.
  const key = Buffer.from(hkdfSync('sha256', shared, createHash('sha256').update(head).digest(), title, 32))
  const sealed = await buffer(Readable.from([Buffer.from(text)]).pipe(sealing(key)))
  const body = Buffer.concat([head, sealed])
  return Buffer.concat([body, sign(null, body, sealer)])
}
