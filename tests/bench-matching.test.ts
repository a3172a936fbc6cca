import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { type Duck, openDuck, quoted } from '#matching/duck'
import { MadePlace } from '#place/testing'
import { temporaryFolder } from '#testing/folder'
import { bestComponents, judgeClusters, judgePairs, precisionOfSure, readClaims, readTruth } from '../bench/matching/judge.ts'
import { recordColumns, writePlaceRecords } from '../bench/matching/place-records.ts'
import { measure } from '../bench/support/processes.ts'

const folder = temporaryFolder('bench-matching')
const place = new MadePlace(1500, 1)
let duck: Duck
let written = 0
let rows: Record<string, string>[] = []
let truth: Record<string, string>[] = []
const csvOf = (path: string) => parse<Record<string, string>>(readFileSync(path), { columns: true })

before(async () => {
  const [records, known] = [join(folder, 'records.csv'), join(folder, 'truth.csv')]
  written = await writePlaceRecords(place.out, records, known)
  rows = csvOf(records)
  truth = csvOf(known)
  mkdirSync(join(folder, 'duck'))
  duck = await openDuck({ folder: join(folder, 'duck'), threads: 1, memoryLimit: '500MB' })
})
after(() => {
  duck.close()
  place.remove()
  rmSync(folder, { recursive: true })
})

test('the table has one record for each person in each agency, and says whose each is', () => {
  const personOf = new Map(
    place.people.flatMap(({ id, keys }) =>
      Object.entries(keys).flatMap(([feed, its]) => its.map((key) => [`${feed}|${key}`, id] as const)),
    ),
  )
  assert.ok(personOf.size > 1500)
  assert.equal(rows.length, written)
  assert.deepEqual(new Map(truth.map((one) => [one.record_id!, one.person!])), personOf)
  assert.deepEqual(
    rows.map((one) => one.record_id),
    truth.map((one) => one.record_id),
  )
})

test('nothing of the truth stands in the records', () => {
  assert.deepEqual(Object.keys(rows[0]!), [...recordColumns])
  const secret = new Set(place.people.flatMap(({ id, household }) => [id, household]))
  const told = rows.flatMap((one) => Object.values(one)).filter((cell) => secret.has(cell) || cell === 'undefined')
  assert.deepEqual(told, [])
})

test('a number that was replaced is not what a record says', () => {
  const patients = place
    .files()
    .filter((path) => path.startsWith('extracts/nhs-patients/') && path.endsWith('.ndjson'))
    .flatMap((path) => place.lines<{ entry: { resource: Patient }[] }>(path))
    .map(({ entry }) => entry[0]!.resource)
  const both = patients.flatMap(({ id, identifier }) => {
    const numbers = identifier.filter(({ system }) => system?.endsWith('nhs-number'))
    const [now, old] = [numbers.find(({ use }) => use !== 'old'), numbers.find(({ use }) => use === 'old')]
    return now && old ? [{ id: `nhs-patients|${id}`, old: old.value }] : []
  })
  assert.ok(both.length > 0)
  const numberOf = new Map(rows.map((one) => [one.record_id, one.nhs_number]))
  for (const { id, old } of both) assert.notEqual(numberOf.get(id), old)
})
type Patient = { id: string; identifier: { system?: string; use?: string; value: string }[] }

test('the same claims are judged by clusters, by pairs and at the best threshold', async () => {
  const known = join(folder, 'four.csv')
  writeFileSync(known, 'record_id,person\na1,a\na2,a\nb1,b\nb2,b\n')
  const four = await readTruth(duck, known)
  assert.equal(four.pairs, 2)
  const pairs = await parquet(
    'pairs',
    `values ('a1', 'a2', 10.0), ('b1', 'a2', 6.0), ('b1', 'b2', 4.0)`,
    'left_id, right_id, match_weight',
  )
  const claims = await readClaims(duck, pairs)
  // At 10 bits one pair of two, and none wrong; at 6 three records run together; at 4 all.
  assert.deepEqual(bestComponents(claims, four), { precision: 1, recall: 0.5, f1: 2 / 3, thresholdBits: 6.25 })
  assert.deepEqual(judgePairs(claims, 2), { best: 0.8, at95: 0.5 })
  assert.equal(precisionOfSure(claims)?.rate, 0.5)
  // b2 is in no cluster: alone.
  const clusters = await parquet('clusters', `values ('a1', 'x'), ('a2', 'x'), ('b1', 'x')`, 'record_id, person_id')
  assert.deepEqual(await judgeClusters(duck, clusters, four), { precision: 1 / 3, recall: 1 / 2, f1: 2 / 5 })
})

test('a pair of a record that nobody knows is a fault of the benchmark', async () => {
  const pairs = await parquet('unknown', `values ('a1', 'nobody', 10.0)`, 'left_id, right_id, match_weight')
  await assert.rejects(readClaims(duck, pairs), /1 pairs of records that the truth does not know/)
})

test('what a command takes is measured with all that it starts', async () => {
  const held = `const held = Buffer.alloc(150e6, 1); setTimeout(() => console.log(held.length), 400)`
  const outer = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(held)}], { stdio: 'inherit' })`
  const taken = await measure(process.execPath, ['-e', outer])
  assert.equal(taken.lastLine, '150000000')
  assert.ok(taken.seconds > 0.4)
  if (process.platform === 'linux') assert.ok(taken.peakMB! > 200 && taken.peakMB! < 500, `${taken.peakMB} MB`)
  await assert.rejects(measure(process.execPath, ['-e', 'console.error("no good"); process.exit(3)']), /ended with 3:\nno good/)
})

async function parquet(name: string, rows: string, columns: string): Promise<string> {
  const path = join(folder, `${name}.parquet`)
  await duck.run(`copy (select * from (${rows}) t(${columns})) to ${quoted(path)} (format parquet)`)
  return path
}
