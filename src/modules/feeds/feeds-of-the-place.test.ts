import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createReadStream, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, test } from 'node:test'
import { seed } from '#testing/random'
import { CanonicalRow } from './canonical.ts'
import { mapRecord } from './map-record.ts'
import { mappings } from './mappings/index.ts'
import { readRecords } from './readers/index.ts'

const out = mkdtempSync(join(tmpdir(), 'place-'))
after(() => rmSync(out, { recursive: true }))
// The generator is run as a program: a room of the product knows nothing of the fictional place.
const residents = ['--residents', '3000', '--seed', String(seed), '--as-of', '2026-03-31', '--out', out]
execFileSync(process.execPath, ['src/place/main.ts', ...residents], { stdio: 'ignore' })

type Broken = { feed: string; file: string; line: number; what: string }
const broken = readFileSync(join(out, 'truth/broken.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Broken)

/** The rows of a manifest, which is a JWS: its payload is the middle part. */
function statedRows(path: string): number {
  const [, payload] = readFileSync(`${path}.manifest.jws`, 'utf8').split('.')
  return (JSON.parse(Buffer.from(payload!, 'base64url').toString()) as { rowCount: number }).rowCount
}

for (const [feed, mapping] of mappings) {
  test(`every row of ${feed} becomes facts, but for those broken on purpose (seed ${seed})`, async () => {
    const kinds = new Set<string>()
    const files = globSync(join(out, 'extracts', feed, '*')).filter((path) => !path.endsWith('.jws'))
    assert.ok(files.length > 0)
    for (const path of files) {
      const planted = new Map(
        broken.filter((one) => one.feed === feed && one.file === basename(path)).map(({ line, what }) => [line, what]),
      )
      for await (const record of readRecords(createReadStream(path), mapping.format, { statedRows: statedRows(path) })) {
        const result = record.failures ? { failure: record.failures[0]! } : mapRecord(mapping, record)
        if ('failure' in result)
          assert.ok(planted.delete(record.row), `${basename(path)} row ${record.row}: ${JSON.stringify(result.failure)}`)
        else
          for (const row of result.rows) {
            kinds.add(row.kind)
            assert.deepEqual(CanonicalRow.parse(row), row)
          }
      }
      assert.deepEqual([...planted], [], `${basename(path)}: these lines should have failed`)
    }
    for (const kind of ['identity', 'residence', 'involvement']) assert.ok(kinds.has(kind), kind)
  })
}
