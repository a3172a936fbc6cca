import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import { hashKey, sipHash } from './siphash.ts'

// From the reference implementation's vectors.h: key 00 01 … 0f, message 00 01 … of each length.
const vectors: readonly [length: number, bytes: string][] = [
  [0, '310e0edd47db6f72'],
  [1, 'fd67dc93c539f874'],
  [7, '37d1018bf50002ab'],
  [8, '6224939a79f5f593'],
  [15, 'e545be4961ca29a1'],
  [63, '724506eb4c328a95'],
]
const key = hashKey(Uint8Array.from({ length: 16 }, (_, at) => at))

test('SipHash-2-4 gives the published vectors', () => {
  for (const [length, expected] of vectors) {
    const message = String.fromCharCode(...Array.from({ length }, (_, at) => at))
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(sipHash(key, message))
    assert.equal(bytes.toString('hex'), expected, `a message of ${length} bytes`)
  }
})

/** The paper's own description, in whole words of 64 bits: slow, and easy to compare with it. */
function slowly(key: Uint8Array, message: Uint8Array): bigint {
  const whole = (value: bigint) => BigInt.asUintN(64, value)
  const left = (value: bigint, by: bigint) => whole((value << by) | (value >> (64n - by)))
  const words = Buffer.alloc(message.length - (message.length % 8) + 8)
  words.set(message)
  words[words.length - 1] = message.length & 255
  const [k0, k1] = [Buffer.from(key).readBigUInt64LE(0), Buffer.from(key).readBigUInt64LE(8)]
  let [a, b, c, d] = [k0 ^ 0x736f6d6570736575n, k1 ^ 0x646f72616e646f6dn, k0 ^ 0x6c7967656e657261n, k1 ^ 0x7465646279746573n]
  const rounds = (count: number) => {
    for (let round = 0; round < count; round++) {
      a = whole(a + b)
      b = left(b, 13n) ^ a
      a = left(a, 32n)
      c = whole(c + d)
      d = left(d, 16n) ^ c
      a = whole(a + d)
      d = left(d, 21n) ^ a
      c = whole(c + b)
      b = left(b, 17n) ^ c
      c = left(c, 32n)
    }
  }
  for (let at = 0; at < words.length; at += 8) {
    const word = words.readBigUInt64LE(at)
    d ^= word
    rounds(2)
    a ^= word
  }
  c ^= 0xffn
  rounds(4)
  return BigInt.asIntN(64, a ^ b ^ c ^ d)
}

test('in halves of words it is what it is in whole words, whatever key, text and length', () => {
  const key = fc.uint8Array({ minLength: 16, maxLength: 16 })
  fc.assert(
    fc.property(key, fc.string({ unit: 'grapheme', maxLength: 300, size: 'max' }), (bytes, text) => {
      assert.equal(sipHash(hashKey(bytes), text), slowly(bytes, Buffer.from(text)))
    }),
    { seed, numRuns: runs(200) },
  )
})

test('a key may lie within other bytes', () => {
  const bytes = Uint8Array.from({ length: 20 }, (_, at) => at)
  assert.deepEqual(hashKey(bytes.subarray(4)), [0x07060504, 0x0b0a0908, 0x0f0e0d0c, 0x13121110])
})

test('another key gives other bits; a longer text after a shorter one is not mixed with it', () => {
  assert.notEqual(sipHash(key, 'marsden'), sipHash(hashKey(new Uint8Array(16)), 'marsden'))
  const before = sipHash(key, 'a')
  sipHash(key, 'z'.repeat(1000))
  assert.equal(sipHash(key, 'a'), before)
})

test('a key has sixteen bytes', () => {
  assert.throws(() => hashKey(new Uint8Array(8)), /16 bytes, not 8/)
})
