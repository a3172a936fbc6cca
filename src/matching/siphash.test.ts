import assert from 'node:assert/strict'
import { test } from 'node:test'
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

test('another key gives other bits; a longer text after a shorter one is not mixed with it', () => {
  assert.notEqual(sipHash(key, 'marsden'), sipHash(hashKey(new Uint8Array(16)), 'marsden'))
  const before = sipHash(key, 'a')
  sipHash(key, 'z'.repeat(1000))
  assert.equal(sipHash(key, 'a'), before)
})

test('a key has sixteen bytes', () => {
  assert.throws(() => hashKey(new Uint8Array(8)), /16 bytes, not 8/)
})
