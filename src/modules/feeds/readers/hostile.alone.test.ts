import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { createGzip } from 'node:zlib'
import { readCanonical, readRecords, type SourceFormat, UnreadableFile, usualLimits } from './index.ts'
import type { ReadLimits } from './limits.ts'

const megabyte = 1024 * 1024
/** For the whole process, test runner and all, as the kernel saw it at its highest. */
const memoryLimit = 256 * megabyte
/** Of our own work, on all threads. A clock would also count what else the machine is busy with. */
const secondsLimit = 2

/** How much of the file at hand was asked for. */
let drawn = 0

/** A beginning, then the same piece again and again: a file of any size that nobody has to hold. */
async function* endless(head: string, piece: string, bytes: number) {
  yield Buffer.from(head)
  const chunk = Buffer.from(piece.repeat(Math.ceil((64 * 1024) / piece.length)))
  for (drawn = 0; drawn < bytes; drawn += chunk.length) yield chunk
}

async function* packed(file: AsyncIterable<Buffer>) {
  const gzip = createGzip({ level: 1 })
  pipeline(Readable.from(file, { objectMode: false }), gzip).catch(() => undefined)
  yield* gzip as AsyncIterable<Buffer>
}

const csv: SourceFormat = { kind: 'csv', headings: ['Ref', 'Name'] }
const headings = 'Ref,Name\n'
const gigabyte = 1024 * megabyte

const corpus: [
  name: string,
  file: () => AsyncIterable<Buffer>,
  format: SourceFormat | 'canonical',
  expected: string,
  limits?: Partial<ReadLimits>,
][] = [
  ['a line of one gigabyte', () => endless(headings, 'x', gigabyte), csv, 'LINE_TOO_LONG'],
  ['a line of one gigabyte of separators', () => endless(headings, ',', gigabyte), csv, 'LINE_TOO_LONG'],
  ['headings of one gigabyte', () => endless('', 'Ref,', gigabyte), csv, 'LINE_TOO_LONG'],
  [
    'a value of one gigabyte in quotation marks, in short lines',
    () => endless(`${headings}1,"`, 'abc\n', gigabyte),
    csv,
    'LINE_TOO_LONG',
  ],
  ['a value of doubled quotation marks', () => endless(`${headings}1,"`, '""', gigabyte), csv, 'LINE_TOO_LONG'],
  ['a JSON line of one gigabyte', () => endless('{"a":"', 'x', gigabyte), { kind: 'ndjson' }, 'LINE_TOO_LONG'],
  ['a canonical line of one gigabyte', () => endless('{"kind":"', 'x', gigabyte), 'canonical', 'LINE_TOO_LONG'],
  [
    'a FHIR document of one gigabyte',
    () => endless('{\n"entry":[', '{"resource":{}},\n', gigabyte),
    { kind: 'fhir' },
    'FILE_TOO_BIG',
  ],
  ['a FHIR line of one gigabyte', () => endless('{"entry":[', '{"resource":{}},', gigabyte), { kind: 'fhir' }, 'LINE_TOO_LONG'],
  ['a gzip bomb', () => packed(endless(headings, '1,Ann\n', gigabyte)), csv, 'FILE_UNPACKS_TOO_FAR'],
  ['a gzip bomb of one line', () => packed(endless('', 'x', gigabyte)), { kind: 'ndjson' }, 'FILE_UNPACKS_TOO_FAR'],
  ['brackets, a megabyte deep', () => endless('{"a":', '[', megabyte / 2), { kind: 'ndjson' }, 'JSON_TOO_DEEP'],
  ['brackets, megabytes deep', () => endless('{"a":\n', '[', 4 * megabyte), { kind: 'fhir' }, 'JSON_TOO_DEEP'],
  ['brackets in a canonical file', () => endless('{"a":', '{"a":', megabyte / 2), 'canonical', 'JSON_TOO_DEEP'],
  ['half a million columns', () => endless('Ref,Name', ',c', megabyte - 70_000), csv, 'TOO_MANY_COLUMNS'],
  ['blank rows without end', () => endless(headings, ',\n', gigabyte), csv, 'TOO_MANY_ROWS', { rows: 200_000 }],
  ['millions of blank lines', () => endless(headings, '\n', 4 * megabyte), csv, 'read'],
  ['uneven rows without end', () => endless(headings, '1,Ann,x\n', gigabyte), csv, 'ROWS_UNEVEN'],
  ['blank lines without end', () => endless('', '\n', gigabyte), { kind: 'ndjson' }, 'TOO_MANY_ROWS', { rows: 200_000 }],
  ['a long row of dashes, which no pattern may choke on', () => endless(`${headings}1,`, '-', megabyte / 2), csv, 'read'],
  ['a hundred thousand good rows', () => endless(headings, '1,"Ann ""May"" Marsden"\n', 4 * megabyte), csv, 'read'],
  ['a long line of spaces', () => endless(`${headings}1,`, ' ', megabyte / 2), csv, 'read'],
]

type Measured = { code: string; rows: number; drawn: number; seconds: number; bytes: number }

/** Reads one file of the corpus: what came of it, and what it took. */
async function measure([, file, format, , limits]: (typeof corpus)[number]): Promise<Measured> {
  const before = process.cpuUsage()
  let rows = 0
  const measured = (code: string): Measured => {
    const { user, system } = process.cpuUsage(before)
    return { code, rows, drawn, seconds: (user + system) / 1e6, bytes: process.resourceUsage().maxRSS * 1024 }
  }
  try {
    const read: AsyncIterable<unknown> =
      format === 'canonical' ? readCanonical(file(), limits) : readRecords(file(), format, limits)
    for await (const _ of read) rows++
    return measured('read')
  } catch (error) {
    if (error instanceof UnreadableFile) return measured(error.code)
    throw error
  }
}

/** What must be asked for before one can tell that a line is too long, and what is under way meanwhile. */
const enoughToTell = (format: SourceFormat | 'canonical') =>
  (format !== 'canonical' && format.kind === 'fhir' ? usualLimits.documentBytes : usualLimits.lineBytes) + megabyte / 2

/** Each file is read in a thread whose heap is so small that keeping a part of the file would end it. */
const heap = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 16 }

if (isMainThread) {
  for (const [index, [name, , format, expected]] of corpus.entries()) {
    test(`${name}: ${expected}, in bounded memory and time`, async () => {
      const thread = new Worker(import.meta.filename, { workerData: index, resourceLimits: heap })
      const [{ code, rows, drawn, seconds, bytes }] = (await once(thread, 'message')) as [Measured]
      await thread.terminate()
      assert.equal(code, expected)
      if (expected === 'read') assert.equal(rows > 0, !name.includes('blank'))
      else assert.ok(seconds < secondsLimit, `${seconds.toFixed(2)} s`)
      if (expected === 'LINE_TOO_LONG') assert.ok(drawn <= enoughToTell(format), `refused after ${drawn} bytes`)
      assert.ok(bytes < memoryLimit, `${Math.round(bytes / megabyte)} MB`)
    })
  }
} else parentPort!.postMessage(await measure(corpus[workerData as number]!))
