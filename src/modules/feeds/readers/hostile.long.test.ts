import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { createGzip } from 'node:zlib'
import { readCanonical, readRecords, type SourceFormat, UnreadableFile } from './index.ts'

const megabyte = 1024 * 1024
/** Above this process's own needs before any file: what the safety page allows for the whole of it. */
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

const corpus: [name: string, file: () => AsyncIterable<Buffer>, format: SourceFormat | 'canonical', expected: string][] = [
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
  ['a gzip bomb of one line', () => packed(endless('', 'x', gigabyte)), { kind: 'ndjson' }, 'LINE_TOO_LONG'],
  ['brackets, a megabyte deep', () => endless('{"a":', '[', megabyte / 2), { kind: 'ndjson' }, 'JSON_TOO_DEEP'],
  ['brackets, megabytes deep', () => endless('{"a":\n', '[', 8 * megabyte), { kind: 'fhir' }, 'JSON_TOO_DEEP'],
  ['brackets in a canonical file', () => endless('{"a":', '{"a":', megabyte / 2), 'canonical', 'JSON_TOO_DEEP'],
  ['half a million columns', () => endless('Ref,Name', ',c', megabyte - 70_000), csv, 'TOO_MANY_COLUMNS'],
  ['blank rows without end', () => endless(headings, '\n', 20 * megabyte), csv, 'read'],
  ['blank lines without end', () => endless('', '\n', 100 * megabyte), { kind: 'ndjson' }, 'FILE_EMPTY'],
  ['a long row of dashes, which no pattern may choke on', () => endless(`${headings}1,`, '-', megabyte / 2), csv, 'FILE_CUT_OFF'],
  ['a long line of spaces', () => endless(`${headings}1,`, ' ', megabyte / 2), csv, 'read'],
]

for (const [name, file, format, expected] of corpus) {
  test(`${name}: ${expected}, in bounded memory and time`, async () => {
    const began = performance.now()
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5)
    assert.equal(await outcome(file(), format), expected)
    clearInterval(watch)
    const seconds = (performance.now() - began) / 1000
    most = Math.max(most, process.memoryUsage.rss())
    assert.ok(seconds < secondsLimit, `${seconds.toFixed(2)} s`)
    assert.ok(most < memoryLimit, `${Math.round(most / megabyte)} MB`)
  })
}

async function outcome(file: AsyncIterable<Buffer>, format: SourceFormat | 'canonical'): Promise<string> {
  try {
    const records: AsyncIterable<unknown> = format === 'canonical' ? readCanonical(file) : readRecords(file, format)
    for await (const _ of records);
    return 'read'
  } catch (error) {
    if (error instanceof UnreadableFile) return error.code
    throw error
  }
}

test('reading many megabytes of good rows keeps none of them', async () => {
  const file = endless(headings, '1,"Ann ""May"" Marsden"\n', 48 * megabyte)
  let rows = 0
  for await (const _ of readRecords(file, csv)) rows++
  assert.ok(rows > 2_000_000)
  assert.ok(
    process.resourceUsage().maxRSS * 1024 < memoryLimit,
    `${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most in all these tests`,
  )
})
