import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '#testing/folder'
import { seed } from '#testing/random'
import { type Run, runBatch } from './batch.ts'
import { type Duck, openDuck } from './duck.ts'
import { accuracyOf, countPairs } from './evaluation.ts'
import { explainPair } from './explain-pair.ts'
import { readInput } from './input.ts'
import type { Model } from './model.ts'
import { writeClusters, writePairs } from './output.ts'
import { columnFacts, proposeModel } from './propose.ts'
import { openKey } from './siphash.ts'
import { dice, type MadeRecord, makePeople, writeRecords } from './testing.ts'
import { readTrained, readyRecord, scorerOf } from './trained.ts'
import { trainedFrom } from './trained-from.ts'

const folder = temporaryFolder('matching')
after(() => rmSync(folder, { recursive: true, force: true }))
const people = makePeople(1500, seed)

type Matched = { duck: Duck; model: Model; run: Run; ids: string[] }
let number = 0

/** Matches records as the command does, with the proposed model or another. */
async function match(
  records: readonly MadeRecord[],
  options: { link?: boolean; model?: Model; cap?: number } = {},
): Promise<Matched> {
  const own = join(folder, String(number++))
  const duck = await openDuck({ folder: own, threads: 1, memoryLimit: '1GB' })
  const file = join(own, 'records.csv')
  writeRecords(records, file)
  const input = await readInput(duck, { files: [file] })
  const model = options.model ?? proposeModel(await columnFacts(duck, input.columns)).model
  const run = await runBatch(duck, model, {
    link: options.link ?? false,
    seed: 1,
    hashKey: openKey,
    cap: options.cap ?? 60,
    mostPerRecord: 5,
    sample: 100_000,
    progress: () => {},
  })
  const ids = (await duck.rows<[string]>('select record_id from input order by id')).map(([id]) => id)
  return { duck, model, run, ids }
}

/** Which records are together, by their names, whatever the order of numbers. */
function groups({ run, ids }: Matched): string[] {
  const members = Map.groupBy(ids, (_, at) => run.clusters[at]!)
  return [...members.values()].map((group) => group.toSorted().join()).toSorted()
}

function accuracy({ run, ids }: Matched) {
  const names = [...new Set(people.personOf.values())]
  const numbers = new Map(names.map((name, at) => [name, at]))
  return accuracyOf(
    countPairs(
      run.clusters,
      Int32Array.from(ids, (id) => numbers.get(people.personOf.get(id)!)!),
    ),
  )
}

const whole = await match(people.records)
after(() => whole.duck.close())

test(`brothers and sisters in one house are kept apart, and misspelt records found (seed ${seed})`, () => {
  const { precision, recall } = accuracy(whole)
  assert.ok(precision! > 0.96, `precision ${precision}`)
  assert.ok(recall! > 0.94, `recall ${recall}`)
})

test('of pairs that claim 0.95 and more, nearly all are right', async () => {
  const claimed = await whole.duck.rows<[string, string]>(
    'select l.record_id, r.record_id from edges join input l on l.id = a join input r on r.id = b where bits >= log2(19)',
  )
  const right = claimed.filter(([one, other]) => people.personOf.get(one) === people.personOf.get(other)).length
  assert.ok(right / claimed.length > 0.97, `${right} of ${claimed.length}`)
})

test('the same records in another order are the same people', async () => {
  const roll = dice(seed + 1)
  const turned = people.records.map((record) => ({ record, at: roll() })).toSorted((a, b) => a.at - b.at)
  const again = await match(turned.map(({ record }) => record))
  assert.deepEqual(groups(again), groups(whole))
  again.duck.close()
})

test('one record scored live weighs what the batch says, pair for pair, and has the same keys', async () => {
  const trained = readTrained(JSON.parse(JSON.stringify(await trainedFrom(whole.duck, whole.model, whole.run))))
  const score = scorerOf(trained)
  const raw = new Map(people.records.map((record) => [record.record_id, record]))
  const ready = (id: string) => readyRecord(trained, openKey, { ...raw.get(id)! })
  const edges = await whole.duck.rows<[string, string, number]>(
    'select l.record_id, r.record_id, bits from edges join input l on l.id = a join input r on r.id = b order by a, b limit 3000',
  )
  assert.ok(edges.length > 1000)
  for (const [one, other, bits] of edges) {
    const live = score(ready(one).standard, ready(other).standard)
    assert.ok(Math.abs(live.bits - bits) < 1e-6, `${one} and ${other}: ${live.bits} live, ${bits} in the batch`)
    assert.ok(ready(one).keys.some((key) => ready(other).keys.includes(key)) || bits < 0, `${one} and ${other} share no key`)
  }
})

test('the explanation of a pair adds up to its weight', async () => {
  const edges = await whole.duck.rows<[string, string, number]>(
    'select l.record_id, r.record_id, bits from edges join input l on l.id = a join input r on r.id = b order by hash(a), b limit 25',
  )
  for (const [one, other, bits] of edges) {
    const explained = await explainPair(whole.duck, whole.model, whole.run.weights, one, other)
    assert.ok(Math.abs(explained.bits - bits) < 1e-6, `${one} and ${other}`)
    assert.equal(explained.steps.length, whole.model.comparisons.length + 1)
  }
})

test('what is written holds every record once, its person, and pairs by how sure they are', async () => {
  const [clusters, pairs] = [join(folder, 'clusters.parquet'), join(folder, 'pairs.csv')]
  const count = await writeClusters(whole.duck, whole.model, whole.run, clusters)
  await writePairs(whole.duck, pairs)
  const [[records, different, least, most]] = (await whole.duck.rows<[bigint, bigint, number, number]>(
    `select count(distinct record_id), count(distinct person_id), min(probability), max(probability) from '${clusters}'`,
  )) as [[bigint, bigint, number, number]]
  assert.deepEqual([Number(records), Number(different)], [people.records.length, count])
  assert.ok(least >= 0 && most <= 1)
  const columns = await whole.duck.rows<[string]>(`select column_name from (describe select * from '${pairs}')`)
  assert.deepEqual(columns.flat(), ['left_id', 'right_id', 'probability', 'hypothesis', 'match_weight'])
  const sisters = await whole.duck.rows<[bigint]>(`select count(*) from '${pairs}' where hypothesis = 'same household'`)
  assert.ok(Number(sisters[0]![0]) > 0)
})

test('to link is to compare records of different sources only', async () => {
  const linked = await match(people.records, { link: true })
  const [[within]] = (await linked.duck.rows<[bigint]>(
    'select count(*) from pairs p join input l on l.id = p.a join input r on r.id = p.b where l.source = r.source',
  )) as [[bigint]]
  assert.equal(Number(within), 0)
  assert.ok(accuracy(linked).recall! > 0.93)
  linked.duck.close()
})

test('a value that too many share is no key; its records are told', async () => {
  const crowd = people.records.map((record, at) => (at % 4 === 0 ? { ...record, nhs_number: '9999999468' } : record))
  const capped = await match(crowd, { cap: 20 })
  const report = capped.run.keys.find((key) => key.key === 'nhs_number')!
  assert.ok(report.aside >= crowd.length / 4, `${report.aside}`)
  const { precision } = accuracy(capped)
  assert.ok(precision! > 0.9, `precision ${precision}`)
  capped.duck.close()
})
