import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'

/**
 * A stream sealed in pieces (AES-256-GCM, a key for each stream, the piece's number as nonce, the last one marked), so that what comes out
 * of it was authenticated before anybody acts on it, whatever its size. Cut short, reordered, joined with another or changed, it ends with
 * `NotAsSealed`. Layout: 32 bytes of salt; then each piece with its length before it.
 */

/** Raised where a sealed stream is not whole, was altered, or was sealed with another key. */
export class NotAsSealed extends Error {
  override name = 'NotAsSealed'
}

const [pieceBytes, saltBytes, tagBytes, lengthBytes] = [1024 * 1024, 32, 16, 4]
const keyFor = (key: Buffer, salt: Buffer) => createSecretKey(Buffer.from(hkdfSync('sha256', key, salt, 'sealed stream', 32)))

function nonceOf(piece: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt8(isLast ? 1 : 0)
  nonce.writeBigUInt64BE(BigInt(piece), 4)
  return nonce
}

/** Seals what is written to it. `key`: 32 bytes. */
export function sealing(key: Buffer): Transform {
  const salt = randomBytes(saltBytes)
  const own = keyFor(key, salt)
  let held: Buffer[] = []
  let bytes = 0
  let piece = 0
  const seal = (plain: Buffer, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', own, nonceOf(piece++, isLast))
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    const length = Buffer.alloc(lengthBytes)
    length.writeUInt32BE(sealed.length)
    return Buffer.concat([length, sealed])
  }
  return new Transform({
    construct(done) {
      this.push(salt)
      done()
    },
    transform(chunk: Buffer, _encoding, done) {
      held.push(chunk)
      bytes += chunk.length
      // A whole piece is sealed only when more follows: the last one, which may be empty, is marked.
      while (bytes > pieceBytes) {
        const all = Buffer.concat(held)
        this.push(seal(all.subarray(0, pieceBytes), false))
        held = [all.subarray(pieceBytes)]
        bytes -= pieceBytes
      }
      done()
    },
    flush(done) {
      done(null, seal(Buffer.concat(held), true))
    },
  })
}

/** Opens what `sealing` made, with the same key. */
export function unsealing(key: Buffer): Transform {
  let waiting: Buffer = Buffer.alloc(0)
  let own: KeyObject | undefined
  let piece = 0
  let isWhole = false
  const openPiece = (sealed: Buffer): Buffer => {
    if (isWhole) throw new NotAsSealed('something was added after its end')
    for (const isLast of [false, true]) {
      const decipher = createDecipheriv('aes-256-gcm', own!, nonceOf(piece, isLast))
      decipher.setAuthTag(sealed.subarray(-tagBytes))
      try {
        const plain = Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
        piece++
        isWhole = isLast
        return plain
      } catch {}
    }
    throw new NotAsSealed(`it was altered in its ${piece + 1}. piece, or sealed with another key`)
  }
  function take(this: Transform, chunk: Buffer, _encoding: unknown, done: TransformCallback) {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk])
    try {
      if (!own && waiting.length >= saltBytes) {
        own = keyFor(key, waiting.subarray(0, saltBytes))
        waiting = waiting.subarray(saltBytes)
      }
      while (own && waiting.length >= lengthBytes) {
        const length = waiting.readUInt32BE()
        if (length < tagBytes || length > pieceBytes + tagBytes)
          throw new NotAsSealed(`it was altered in its ${piece + 1}. piece`)
        if (waiting.length < lengthBytes + length) break
        const plain = openPiece(waiting.subarray(lengthBytes, lengthBytes + length))
        waiting = waiting.subarray(lengthBytes + length)
        this.push(plain)
      }
      done()
    } catch (error) {
      done(error as Error)
    }
  }
  return new Transform({
    transform: take,
    flush: (done) => done(isWhole && waiting.length === 0 ? null : new NotAsSealed('it is cut short')),
  })
}
