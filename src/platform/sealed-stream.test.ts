import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import fc from 'fast-check'
import { seed } from '#testing/random'
import { NotAsSealed, sealing, unsealing } from './sealed-stream.ts'

const key = Buffer.alloc(32, 1)
const sealed = (plain: Buffer, cut = 64_000) => buffer(Readable.from(pieces(plain, cut)).pipe(sealing(key)))
const opened = (bytes: Buffer, cut = 50_000, by = key) =>
  new Promise<Buffer>((resolve, reject) => {
    const out = Readable.from(pieces(bytes, cut)).pipe(unsealing(by))
    out.once('error', reject)
    buffer(out).then(resolve, reject)
  })
function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const mebibyte = 1024 * 1024
const plain = Buffer.from(Array.from({ length: 2 * mebibyte + 1000 }, (_, at) => (at * 7 + (at >> 9)) % 256))

for (const size of [0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 2 * mebibyte, plain.length])
  test(`${size} bytes come out as they went in`, async () => {
    const whole = plain.subarray(0, size)
    assert.deepEqual(await opened(await sealed(whole)), whole)
  })

test('however it is cut on its way', async () => {
  const bytes = await sealed(plain.subarray(0, mebibyte + 5000), 997)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1000, max: 3 * mebibyte }), async (cut) => {
      assert.deepEqual(await opened(bytes, cut), plain.subarray(0, mebibyte + 5000))
    }),
    { seed, numRuns: 8 },
  )
})

test('one bit that changed, wherever it is, is found', async () => {
  const bytes = await sealed(plain)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 1 << bit
      await assert.rejects(opened(changed), NotAsSealed)
    }),
    { seed, numRuns: 20 },
  )
})

const lengthOfPiece = 4 + mebibyte + 16
const tampered: [what: string, change: (bytes: Buffer) => Buffer][] = [
  ['cut in the middle of a piece', (bytes) => bytes.subarray(0, bytes.length - 10)],
  ['cut at the end of a piece', (bytes) => bytes.subarray(0, 32 + lengthOfPiece)],
  ['with nothing left but its salt', (bytes) => bytes.subarray(0, 32)],
  ['with nothing left', () => Buffer.alloc(0)],
  [
    'with two pieces the other way round',
    (bytes) =>
      Buffer.concat([
        bytes.subarray(0, 32),
        bytes.subarray(32 + lengthOfPiece, 32 + 2 * lengthOfPiece),
        bytes.subarray(32, 32 + lengthOfPiece),
        bytes.subarray(32 + 2 * lengthOfPiece),
      ]),
  ],
  ['with a piece twice', (bytes) => Buffer.concat([bytes.subarray(0, 32 + lengthOfPiece), bytes.subarray(32)])],
  ['without a piece', (bytes) => Buffer.concat([bytes.subarray(0, 32), bytes.subarray(32 + lengthOfPiece)])],
  ['with its last piece once more', (bytes) => Buffer.concat([bytes, bytes.subarray(32 + 2 * lengthOfPiece)])],
  ['with a byte more', (bytes) => Buffer.concat([bytes, Buffer.from([0])])],
]
for (const [what, change] of tampered)
  test(`${what}: refused`, async () => {
    await assert.rejects(opened(change(await sealed(plain))), NotAsSealed)
  })

test('another key opens nothing', async () => {
  await assert.rejects(opened(await sealed(plain), 50_000, Buffer.alloc(32, 2)), NotAsSealed)
})
