import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { UnreadableFile } from './errors.ts'
import { type ReadLimits, sizeInWords } from './limits.ts'

/** Beginnings by which a file is known for what it is, whatever its name says. */
const beginnings: readonly [string, string][] = [
  ['504b0304', 'a zip archive (or an Excel workbook, which is one)'],
  ['504b0506', 'an empty zip archive'],
  ['d0cf11e0', 'an old Office document'],
  ['25504446', 'a PDF'],
  ['377abcaf', 'a 7-Zip archive'],
  ['52617221', 'a RAR archive'],
  ['28b52ffd', 'packed with Zstandard'],
  ['fd377a58', 'packed with xz'],
  ['425a68', 'packed with bzip2'],
  ['7f454c46', 'a program'],
  ['4d5a90', 'a program'],
  ['89504e47', 'a picture'],
  ['ffd8ff', 'a picture'],
  ['1f8b', 'packed twice'],
  ['3c3f786d6c', 'XML'],
  ['3c', 'XML or a web page'],
]
/** A file this small may unpack to any ratio: a few repeated lines do. */
const ratioFreeBytes = 1024 * 1024

/**
 * The bytes of a file, unpacked when it is gzip, never more than the limits allow. What the file is, is told by its content,
 * not its name. An empty file has no bytes: whether it may be empty is for the format to say.
 * @throws UnreadableFile
 */
export async function* unpacked(file: AsyncIterable<Uint8Array>, limits: ReadLimits): AsyncGenerator<Buffer> {
  const [head, bytes] = await peek(file, 8)
  const packed = head[0] === 0x1f && head[1] === 0x8b
  const [begin, content] = packed ? await peek(gunzipped(bytes, limits), 8) : [head, bytes]
  refuseKnownBinaries(begin)
  let total = 0
  for await (const chunk of content) {
    total += chunk.length
    if (total > limits.fileBytes) throw new UnreadableFile('FILE_TOO_BIG', { limit: sizeInWords(limits.fileBytes) })
    yield chunk
  }
}

function refuseKnownBinaries(head: Buffer): void {
  const start = head.toString('hex')
  const known = beginnings.find(([bytes]) => start.startsWith(bytes))
  if (known) throw new UnreadableFile('FILE_NOT_TEXT', { what: known[1] })
}

async function* gunzipped(packed: AsyncIterable<Buffer>, limits: ReadLimits): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  // Its failure also reaches the loop below, as the stream's own error.
  pipeline(Readable.from(packed, { objectMode: false }), gunzip).catch(() => undefined)
  let given = 0
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      given += chunk.length
      if (given > ratioFreeBytes && given > gunzip.bytesWritten * limits.unpackingRatio) {
        throw new UnreadableFile('FILE_UNPACKS_TOO_FAR', { ratio: limits.unpackingRatio })
      }
      yield chunk
    }
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? '')
    if (code === 'Z_BUF_ERROR') throw new UnreadableFile('FILE_CUT_OFF', { where: 'its packing' })
    if (code.startsWith('Z_')) throw new UnreadableFile('FILE_PACKING_BROKEN')
    throw error
  } finally {
    gunzip.destroy()
  }
}

/** The first bytes of a stream (fewer when it has fewer), and the whole stream again. */
async function peek(file: AsyncIterable<Uint8Array>, length: number): Promise<[Buffer, AsyncIterable<Buffer>]> {
  const chunks = file[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  while (head.length < length) {
    const next = await chunks.next()
    if (next.done) break
    head = head.length === 0 ? asBuffer(next.value) : Buffer.concat([head, next.value])
  }
  async function* whole() {
    try {
      if (head.length > 0) yield head
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield asBuffer(next.value)
    } finally {
      await chunks.return?.()
    }
  }
  return [head, whole()]
}

const asBuffer = (chunk: Uint8Array) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
