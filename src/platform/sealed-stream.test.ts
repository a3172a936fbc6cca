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
    const bytes = await sealed(whole)
    assert.equal(bytes.length, 32 + size + 20 * Math.max(1, Math.ceil(size / mebibyte)), 'no piece is empty beside others')
    assert.deepEqual(await opened(bytes), whole)
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

test('however small the pieces in which it comes', async () => {
  const bytes = await sealed(plain.subarray(0, 100))
  for (let cut = 1; cut <= bytes.length; cut++)
    assert.deepEqual(await opened(bytes, cut), plain.subarray(0, 100), `cut at ${cut}`)
})

test('what was sealed long ago is opened today', async () => {
  const bytes = Buffer.from(
    '24699f7e27a309dae5a07df8334708890a2ed8883843d7006cc2545df36e85d90000002ae10298577dc7bcfa3ba73f1a04c12b085a10e80281c3c1705b9e978e910e0de26021e895e133c4a7fde5',
    'hex',
  )
  assert.equal((await opened(bytes)).toString(), 'of the first of April 2026')
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
const [cutShort, added] = ['it is cut short', 'something was added after its end']
const altered = (piece: number) => `it was altered in its ${piece}. piece, or sealed with another key`
const saying = (length: number) => (bytes: Buffer) => {
  const changed = Buffer.from(bytes)
  changed.writeUInt32BE(length, 32)
  return changed
}
const tampered: [what: string, change: (bytes: Buffer) => Buffer, says: string][] = [
  ['cut in the middle of a piece', (bytes) => bytes.subarray(0, bytes.length - 10), cutShort],
  ['cut at the end of a piece', (bytes) => bytes.subarray(0, 32 + lengthOfPiece), cutShort],
  ['with nothing left but its salt', (bytes) => bytes.subarray(0, 32), cutShort],
  ['with nothing left', () => Buffer.alloc(0), cutShort],
  [
    'with two pieces the other way round',
    (bytes) =>
      Buffer.concat([
        bytes.subarray(0, 32),
        bytes.subarray(32 + lengthOfPiece, 32 + 2 * lengthOfPiece),
        bytes.subarray(32, 32 + lengthOfPiece),
        bytes.subarray(32 + 2 * lengthOfPiece),
      ]),
    altered(1),
  ],
  ['with a piece twice', (bytes) => Buffer.concat([bytes.subarray(0, 32 + lengthOfPiece), bytes.subarray(32)]), altered(2)],
  ['without a piece', (bytes) => Buffer.concat([bytes.subarray(0, 32), bytes.subarray(32 + lengthOfPiece)]), altered(1)],
  ['with its last piece once more', (bytes) => Buffer.concat([bytes, bytes.subarray(32 + 2 * lengthOfPiece)]), added],
  ['with a byte more', (bytes) => Buffer.concat([bytes, Buffer.from([0])]), cutShort],
  ['with a piece that says it is longer than any', saying(mebibyte + 17), 'it was altered in its 1. piece'],
  ['with a piece that says it is shorter than any', saying(15), 'it was altered in its 1. piece'],
]
for (const [what, change, message] of tampered)
  test(`${what}: refused`, async () => {
    await assert.rejects(opened(change(await sealed(plain))), { name: 'NotAsSealed', message })
  })

test('another key opens nothing', async () => {
  await assert.rejects(opened(await sealed(plain), 50_000, Buffer.alloc(32, 2)), NotAsSealed)
})
