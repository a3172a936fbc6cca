import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { createGzip } from 'node:zlib'
import { readCanonical, readRecords, type SourceFormat, UnreadableFile } from './index.ts'
import type { ReadLimits } from './limits.ts'

const megabyte = 1024 * 1024
/** What the safety page allows, for the whole process. */
const memoryLimit = 256 * megabyte
const secondsLimit = 2

/** A beginning, then the same piece again and again: a file of any size that nobody has to hold. */
async function* endless(head: string, piece: string, bytes: number) {
  yield Buffer.from(head)
  const chunk = Buffer.from(piece.repeat(Math.ceil((64 * 1024) / piece.length)))
  for (let given = 0; given < bytes; given += chunk.length) yield chunk
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
  ['blank lines without end', () => endless(headings, '\n', 16 * megabyte), csv, 'read'],
  ['uneven rows without end', () => endless(headings, '1,Ann,x\n', gigabyte), csv, 'ROWS_UNEVEN'],
  ['blank lines without end', () => endless('', '\n', gigabyte), { kind: 'ndjson' }, 'TOO_MANY_ROWS', { rows: 200_000 }],
  ['a long row of dashes, which no pattern may choke on', () => endless(`${headings}1,`, '-', megabyte / 2), csv, 'read'],
  ['half a million good rows', () => endless(headings, '1,"Ann ""May"" Marsden"\n', 12 * megabyte), csv, 'read'],
  ['a long line of spaces', () => endless(`${headings}1,`, ' ', megabyte / 2), csv, 'read'],
]

type Outcome = { code: string; rows: number; seconds: number }

async function outcome(index: number): Promise<Outcome> {
  const [, file, format, , limits] = corpus[index]!
  const began = performance.now()
  let rows = 0
  const ended = (code: string) => ({ code, rows, seconds: (performance.now() - began) / 1000 })
  try {
    const records: AsyncIterable<unknown> =
      format === 'canonical' ? readCanonical(file(), limits) : readRecords(file(), format, limits)
    for await (const _ of records) rows++
    return ended('read')
  } catch (error) {
    if (error instanceof UnreadableFile) return ended(error.code)
    throw error
  }
}

/** Each file is read in a thread whose heap is so small that keeping a part of the file would end it. */
const heap = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 }

if (isMainThread) {
  for (const [index, [name, , , expected]] of corpus.entries()) {
    test(`${name}: ${expected}, in bounded memory and time`, async () => {
      let most = 0
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5)
      const thread = new Worker(import.meta.filename, { workerData: index, resourceLimits: heap })
      const [result] = (await once(thread, 'message').finally(() => clearInterval(watch))) as [Outcome]
      await thread.terminate()
      assert.equal(result.code, expected)
      if (expected !== 'read') assert.ok(result.seconds < secondsLimit, `${result.seconds.toFixed(2)} s`)
      assert.ok(most < memoryLimit, `${Math.round(most / megabyte)} MB`)
      if (expected === 'read') assert.equal(result.rows > 0, !name.startsWith('blank'))
    })
  }
} else parentPort!.postMessage(await outcome(workerData as number))
