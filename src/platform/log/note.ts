import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/**
 * Checkpoints as signed notes, in the form that transparency logs share (C2SP tlog-checkpoint, signed-note and tlog-cosignature): three lines, an empty
 * one, and a line for each signature, which begins with a dash, the signer's name and four bytes that tell its key.
 */

export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Buffer }
/** Who signs: a name without spaces or plus signs, and an Ed25519 key. */
export type Signer = { readonly name: string; readonly key: KeyObject }
export type Verifier = { readonly name: string; readonly id: Buffer; readonly key: KeyObject; readonly kind: Kind }
/** A log signs the checkpoint itself; a witness signs when it saw it. */
type Kind = 'log' | 'witness'
const kindByte = { log: 0x01, witness: 0x04 } as const

const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** The signing key of this seed of 32 bytes. */
export const signerFrom = (name: string, seed: Buffer): Signer => ({
  name,
  key: createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' }),
})
const rawPublic = (key: KeyObject): Buffer => createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
const keyId = (name: string, kind: Kind, raw: Buffer): Buffer =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(kindByte[kind]), raw]))
    .digest()
    .subarray(0, 4)

/** A public key in one line: name, the bytes that tell it, and the key itself. */
export function verifierLine({ name, key }: Signer, kind: Kind): string {
  const raw = rawPublic(key)
  return `${name}+${keyId(name, kind, raw).toString('hex')}+${Buffer.concat([Buffer.of(kindByte[kind]), raw]).toString('base64')}`
}

/** Reads such a line. Throws, saying what is wrong with it. */
export function verifierFrom(line: string): Verifier {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{44})$/.exec(line.trim()) ?? []
  if (!name || !id || !encoded) throw new Error(`"${line}" is no key: it is written NAME+IDENTIFIER+KEY`)
  const bytes = Buffer.from(encoded, 'base64')
  const kind = (['log', 'witness'] as const).find((one) => kindByte[one] === bytes[0])
  const raw = bytes.subarray(1)
  if (!kind || raw.length !== 32 || keyId(name, kind, raw).toString('hex') !== id)
    throw new Error(`the key of "${name}" is not the one that its identifier tells`)
  const key = createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' })
  return { name, id: Buffer.from(id, 'hex'), key, kind }
}

export const bodyOf = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${root.toString('base64')}\n`
const line = (name: string, bytes: Buffer) => `— ${name} ${bytes.toString('base64')}\n`

/** The checkpoint with the log's signature under it. */
export function signCheckpoint(checkpoint: Checkpoint, signer: Signer): string {
  const body = bodyOf(checkpoint)
  const id = keyId(signer.name, 'log', rawPublic(signer.key))
  return `${body}\n${line(signer.name, Buffer.concat([id, sign(null, Buffer.from(body), signer.key)]))}`
}

/** Reads a note. Throws where it is none. */
export function readNote(note: string): {
  checkpoint: Checkpoint
  body: string
  signatures: { name: string; bytes: Buffer; line: string }[]
} {
  const [, body = '', signed = ''] = /^((?:[^\n]+\n){3,}?)\n((?:— [^\n]+\n)+)$/.exec(note) ?? []
  const [origin, size, root] = body.split('\n')
  if (!origin || !/^(0|[1-9]\d*)$/.test(size ?? '') || Buffer.from(root ?? '', 'base64').length !== 32)
    throw new Error('this is no checkpoint: origin, size, root, an empty line and signatures')
  return {
    checkpoint: { origin, size: Number(size), root: Buffer.from(root!, 'base64') },
    body,
    signatures: signed
      .trimEnd()
      .split('\n')
      .flatMap((its) => {
        const [, name, bytes] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(its) ?? []
        return name && bytes ? [{ name, bytes: Buffer.from(bytes, 'base64'), line: `${its}\n` }] : []
      }),
  }
}

/** Whether this note carries a good signature of that key. */
export function isSignedBy(note: string, { name, id, key, kind }: Verifier): boolean {
  const { body, signatures } = readNote(note)
  return signatures.some((one) => {
    if (one.name !== name || !one.bytes.subarray(0, 4).equals(id)) return false
    if (kind === 'log') return verify(null, Buffer.from(body), key, one.bytes.subarray(4))
    const time = one.bytes.subarray(4, 12)
    if (one.bytes.length !== 76) return false
    return verify(null, Buffer.from(`cosignature/v1\ntime ${time.readBigUInt64BE()}\n${body}`), key, one.bytes.subarray(12))
  })
}
