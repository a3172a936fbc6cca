import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Envelope encryption. One root key outside the database wraps one data key per subject; a data key seals columns with
 * AES-256-GCM. The associated data names table, column, row and version, so that a sealed value cannot be moved.
 */
export type Vault = {
  /** A new data key, wrapped for keeping beside the subject. */
  newDataKey(): { key: Buffer; wrapped: Buffer }
  unwrap(wrapped: Buffer): Buffer
  /** A key for one use of the product's own, derived from the root: the same name gives the same key. */
  derive(name: string, bytes?: number): Buffer
}
export type SealedPlace = { table: string; column: string; row: string; version: number }

const algorithm = 'aes-256-gcm'
// Handed over as a key object: given the bare bytes, Node takes ten times as long to begin.
const keyOf = (key: Buffer) => createSecretKey(key)

function encrypt(key: Buffer, plain: Buffer, bound: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv(algorithm, keyOf(key), nonce)
  cipher.setAAD(Buffer.from(bound))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, sealed: Buffer, bound: string): Buffer {
  const decipher = createDecipheriv(algorithm, keyOf(key), sealed.subarray(0, 12))
  decipher.setAAD(Buffer.from(bound))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
}

const place = (at: SealedPlace) => `${at.table}|${at.column}|${at.row}|${at.version}`

/** Seals one column's value. Throws nothing that a caller could mend. */
export const seal = (key: Buffer, value: string, at: SealedPlace): Buffer => encrypt(key, Buffer.from(value), place(at))

/** Opens it again. Throws if it was altered, or moved from another table, column, row or version. */
export const open = (key: Buffer, sealed: Buffer, at: SealedPlace): string => decrypt(key, sealed, place(at)).toString()

export function vaultFrom(root: Buffer): Vault {
  const derive = (name: string, bytes = 32) => Buffer.from(hkdfSync('sha256', root, '', name, bytes))
  const wrapping = derive('wrap data keys')
  return {
    derive,
    newDataKey() {
      const key = randomBytes(32)
      return { key, wrapped: encrypt(wrapping, key, 'data key') }
    },
    unwrap: (wrapped) => decrypt(wrapping, wrapped, 'data key'),
  }
}

/**
 * Opens the vault of `folder`. A fictional place may make its root key at the first start; a real one must be given
 * one (`root.key`, 32 bytes in hexadecimal), since a key that a machine made by itself is a key that nobody keeps.
 */
export function openVault(folder: string, mayMake: boolean): Vault {
  const file = join(folder, 'root.key')
  if (!existsSync(file)) {
    if (!mayMake) {
      throw new Error(
        `There is no root key at ${file}. Make one with "openssl rand -hex 32 > ${file}", keep a copy apart, and start again.`,
      )
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
    chmodSync(folder, 0o700)
  }
  const text = readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`The root key at ${file} is not 32 bytes in hexadecimal.`)
  return vaultFrom(Buffer.from(text, 'hex'))
}
