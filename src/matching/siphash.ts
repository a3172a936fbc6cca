/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): 64 keyed bits of a text. Without the key nobody can tell which name a number
 * stands for, nor try all names. One function for batch and live, so that both have the same keys. Written out in halves of
 * 32 bits, since BigInt is forty times slower.
 */
export type HashKey = readonly [k0Low: number, k0High: number, k1Low: number, k1High: number]

/** The key from 16 bytes. The tool for analysts, whose keys never leave its process, takes sixteen zeros. */
export function hashKey(bytes: Uint8Array): HashKey {
  if (bytes.length !== 16) throw new RangeError(`a hash key has 16 bytes, not ${bytes.length}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16)
  return [view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)]
}

export const openKey: HashKey = [0, 0, 0, 0]

const encoder = new TextEncoder()
let buffer = new Uint8Array(256)

/** The 64 bits of a text in UTF-8, as a signed integer: what a column of type BIGINT holds. */
export function sipHash([k0l, k0h, k1l, k1h]: HashKey, text: string): bigint {
  if (buffer.length < text.length * 3 + 8) buffer = new Uint8Array(text.length * 6 + 8)
  const { written: length } = encoder.encodeInto(text, buffer)
  // v0..v3, each in two halves.
  let [v0l, v0h, v1l, v1h] = [k0l ^ 0x70736575, k0h ^ 0x736f6d65, k1l ^ 0x6e646f6d, k1h ^ 0x646f7261]
  let [v2l, v2h, v3l, v3h] = [k0l ^ 0x6e657261, k0h ^ 0x6c796765, k1l ^ 0x79746573, k1h ^ 0x74656462]
  const word = (at: number) => buffer[at]! | (buffer[at + 1]! << 8) | (buffer[at + 2]! << 16) | (buffer[at + 3]! << 24)
  // The last word: what is left, and the length in its highest byte. After it come four rounds that mix in nothing.
  const last = length - (length % 8)
  buffer.fill(0, length, last + 8)
  buffer[last + 7] = length
  for (let at = 0; at <= last + 8; at += 8) {
    const ends = at > last
    const [wordLow, wordHigh] = ends ? [0, 0] : [word(at), word(at + 4)]
    if (ends) v2l ^= 0xff
    v3l ^= wordLow
    v3h ^= wordHigh
    // Written out here and not as a function of its own: variables that two functions share are several times as slow.
    for (let round = ends ? 4 : 2; round > 0; round--) {
      let low = (v0l >>> 0) + (v1l >>> 0)
      v0h = (v0h + v1h + (low > 0xffffffff ? 1 : 0)) | 0
      v0l = low | 0
      let held = v1h
      v1h = (v1h << 13) | (v1l >>> 19)
      v1l = (v1l << 13) | (held >>> 19)
      v1l ^= v0l
      v1h ^= v0h
      held = v0l
      v0l = v0h
      v0h = held
      low = (v2l >>> 0) + (v3l >>> 0)
      v2h = (v2h + v3h + (low > 0xffffffff ? 1 : 0)) | 0
      v2l = low | 0
      held = v3h
      v3h = (v3h << 16) | (v3l >>> 16)
      v3l = (v3l << 16) | (held >>> 16)
      v3l ^= v2l
      v3h ^= v2h
      low = (v0l >>> 0) + (v3l >>> 0)
      v0h = (v0h + v3h + (low > 0xffffffff ? 1 : 0)) | 0
      v0l = low | 0
      held = v3h
      v3h = (v3h << 21) | (v3l >>> 11)
      v3l = (v3l << 21) | (held >>> 11)
      v3l ^= v0l
      v3h ^= v0h
      low = (v2l >>> 0) + (v1l >>> 0)
      v2h = (v2h + v1h + (low > 0xffffffff ? 1 : 0)) | 0
      v2l = low | 0
      held = v1h
      v1h = (v1h << 17) | (v1l >>> 15)
      v1l = (v1l << 17) | (held >>> 15)
      v1l ^= v2l
      v1h ^= v2h
      held = v2l
      v2l = v2h
      v2h = held
    }
    v0l ^= wordLow
    v0h ^= wordHigh
  }
  return (BigInt(v0h ^ v1h ^ v2h ^ v3h) << 32n) | BigInt((v0l ^ v1l ^ v2l ^ v3l) >>> 0)
}
