// Matching of encoded records beside that of the same records in clear text: FEBRL 4, and the fictional place with its households.
// Both run as commands of their own on one thread; the records are encoded by tools/encode.mjs, as an agency does.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dice } from '#matching/bits'
import { patternSelect } from '#matching/compile/duckdb'
import { compileComparer } from '#matching/compile/typescript'
import { type Duck, openDuck } from '#matching/duck'
import { encodedModel } from '#matching/encoding/model'
import { readInput } from '#matching/input'
import { makeRecords } from '#matching/records'
import { openKey } from '#matching/siphash'
import { readyRecord } from '#matching/trained'
import { temporaryFolder } from '#testing/folder'
import { judgeClusters, judgePairs, precisionOfSure, readClaims, readTruth } from './matching/judge.ts'
import { writePlaceRecords } from './matching/place-records.ts'
import { type Benchmark, median, rounded } from './support/benchmark.ts'
import { measure } from './support/processes.ts'

/** What must hold: F1 of FEBRL 4's clusters, and pairs of whole records, all their codes, that one core compares in a second. */
const bars = { febrl4F1: 0.998, comparedPairsPerSecond: 5_000_000 }

type Say = (line: string) => void
type Set = {
  readonly name: string
  readonly mode: 'link' | 'dedupe'
  readonly files: readonly string[]
  readonly truth: string
  readonly spec: object
}
const exact = (share: number): number => Number(share.toFixed(5))

export const run: Benchmark = async (say, { residents = '20000', seed = '1' }) => {
  const work = temporaryFolder('private-matching')
  try {
    const key = join(work, 'key')
    await measure(process.execPath, ['tools/encode.mjs', '--new-key', key])
    const febrl = febrl4(work)
    if (!febrl) say('FEBRL 4: skipped: needs the acceptance data')
    const place = await onSet(await placeOf(Number(residents), seed, work), key, work, say)
    const real = febrl && (await onSet(febrl, key, work, say))
    const speed = await speedOf((real ?? place).encodedFiles, work, say)
    const held = {
      febrl4F1: real ? real.encoded.clustersF1 >= bars.febrl4F1 : null,
      comparedPairsPerSecond: speed.comparedPairsPerSecond >= bars.comparedPairsPerSecond,
    }
    const figures = ({ encodedFiles: _, ...rest }: OnSet) => rest
    return {
      name: 'private-matching',
      ok: Object.values(held).every((one) => one !== false),
      ...(real ? { ratio: exact(real.encoded.clustersF1 / real.clear.clustersF1) } : {}),
      against:
        'the same records in clear text, matched by the same engine in the same run on one thread; ratio: F1 of the clusters of FEBRL 4',
      bars,
      held,
      ...speed,
      febrl4: real ? figures(real) : 'skipped: needs the acceptance data',
      place: { residents: Number(residents), ...figures(place) },
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

type OnSet = Awaited<ReturnType<typeof onSet>>

/** Encodes the files, matches them so and in clear text, and judges both. */
async function onSet(set: Set, key: string, work: string, say: Say) {
  const folder = join(work, set.name)
  mkdirSync(folder, { recursive: true })
  const spec = join(folder, 'spec.json')
  writeFileSync(spec, JSON.stringify(set.spec))
  const encodedFiles: string[] = []
  const ids: string[] = []
  let [records, seconds] = [0, 0]
  for (const [at, file] of set.files.entries()) {
    const [out, own] = [join(folder, `encoded-${at}.csv`), join(folder, `ids-${at}.csv`)]
    const taken = await measure(process.execPath, [
      'tools/encode.mjs',
      '--key',
      key,
      '--spec',
      spec,
      '--in',
      file,
      '--out',
      out,
      '--ids',
      own,
    ])
    records += Number(/^\d+/.exec(taken.lastLine)![0])
    seconds += taken.seconds
    encodedFiles.push(out)
    ids.push(own)
  }
  say(`${set.name}: ${records.toLocaleString('en-GB')} records encoded in ${seconds.toFixed(1)} s`)
  const matched = async (files: readonly string[], out: string, more: readonly string[]) => {
    const args = [
      'src/matching/main.ts',
      set.mode,
      ...files.flatMap((file) => ['--in', file]),
      '--out',
      out,
      '--threads',
      '1',
      ...more,
    ]
    const taken = await measure(process.execPath, args)
    return { ...taken, ...(JSON.parse(taken.lastLine) as { pairs: string; clusters: string; comparedPairs: number }) }
  }
  const runs = {
    clear: await matched(set.files, join(folder, 'clear.parquet'), []),
    encoded: await matched(encodedFiles, join(folder, 'encoded.parquet'), ['--encoded']),
  }
  const duck = await openDuck({ folder: join(folder, 'judge'), threads: 1, memoryLimit: '2GB' })
  try {
    const encodedTruth = join(folder, 'truth.csv')
    await duck.run(`copy (select i.record_id, t.person from read_csv([${ids.map((one) => `'${one}'`).join(', ')}], all_varchar = true) i
      join read_csv('${set.truth}', all_varchar = true) t on t.record_id = i.own_id) to '${encodedTruth}' (format csv, header)`)
    const clear = await judged(duck, runs.clear, set.truth)
    const encoded = await judged(duck, runs.encoded, encodedTruth)
    say(`${set.name}: F1 of clusters ${encoded.clustersF1} encoded, ${clear.clustersF1} in clear text`)
    return { records, encodedRecordsPerSecond: Math.round(records / seconds), encoded, clear, encodedFiles }
  } finally {
    duck.close()
  }
}

async function judged(
  duck: Duck,
  run: { pairs: string; clusters: string; seconds: number; comparedPairs: number },
  file: string,
) {
  const truth = await readTruth(duck, file)
  const claims = await readClaims(duck, run.pairs)
  const { best, at95 } = judgePairs(claims, truth.pairs)
  const clusters = await judgeClusters(duck, run.clusters, truth)
  return {
    clustersF1: exact(clusters.f1 ?? 0),
    clustersPrecision: exact(clusters.precision ?? 0),
    clustersRecall: exact(clusters.recall ?? 0),
    pairsBestF1: exact(best),
    pairsF1At95: exact(at95),
    precisionAt95: exact(precisionOfSure(claims)?.rate ?? 0),
    comparedPairs: run.comparedPairs,
    seconds: rounded(run.seconds),
  }
}

/** Seconds of a processor that some work takes: on a machine that others use, the clock would count them too. */
async function processorSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** Pairs at random of whole encoded records, all codes of each: in DuckDB on one thread, and in TypeScript; and the codes alone, bit by bit. */
async function speedOf(files: readonly string[], work: string, say: Say, pairs = 2_000_000) {
  const duck = await openDuck({ folder: join(work, 'speed'), threads: 1, memoryLimit: '2GB' })
  try {
    const input = await readInput(duck, { files, encoded: true })
    const model = encodedModel(input.columns)
    await makeRecords(duck, model, openKey)
    const some = (salt: number) => `(hash(range + ${salt}) % ${input.records})::integer`
    await duck.run(`create table picked as select ${some(1)} as a, ${some(7_000_003)} as b from range(${pairs})`)
    const select = patternSelect(model, { pairs: 'picked', records: 'records' })
    const database: number[] = []
    for (let round = 0; round < 3; round++)
      database.push(await processorSeconds(() => duck.rows(`select count(*), bit_xor(g) from (${select})`)))

    const rows = await duck.rows<(string | null)[]>(
      `select ${model.comparisons.map(({ name }) => `"${name}"`).join(', ')} from input order by id limit 5000`,
    )
    const ready = rows.map((row) =>
      readyRecord({ model }, openKey, Object.fromEntries(model.comparisons.map(({ name }, at) => [name, row[at]!]))),
    )
    const compare = compileComparer(model)
    const few = pairs / 4
    const inProcess = await processorSeconds(async () => {
      for (let at = 0; at < few; at++)
        compare(ready[at % ready.length]!.standard, ready[(at * 7919 + (at >> 12)) % ready.length]!.standard)
    })
    const codes = ready.map(({ standard }) => Object.values(standard).filter((value) => value instanceof Int32Array))
    let likeness = 0
    let compared = 0
    const alone = await processorSeconds(async () => {
      for (let at = 0; at < few; at++) {
        const [one, other] = [codes[at % codes.length]!, codes[(at * 7919 + (at >> 12)) % codes.length]!]
        const both = Math.min(one.length, other.length)
        for (let nth = 0; nth < both; nth++) likeness += dice(one[nth]!, other[nth]!)
        compared += both
      }
    })
    if (!(likeness > 0)) throw new Error('no two codes have a bit in common')
    const figures = {
      codesPerSecond: Math.round(compared / alone),
      codesInAPair: model.comparisons.length,
      comparedPairsPerSecond: Math.round(pairs / median(database)),
      comparedPairsInProcessPerSecond: Math.round(few / inProcess),
    }
    say(
      `${figures.comparedPairsPerSecond.toLocaleString('en-GB')} pairs a second in DuckDB, ${figures.comparedPairsInProcessPerSecond.toLocaleString('en-GB')} in process`,
    )
    return figures
  } finally {
    duck.close()
  }
}

async function placeOf(residents: number, seed: string, work: string): Promise<Set> {
  const [place, file, truth] = [join(work, 'made'), join(work, 'records.csv'), join(work, 'records.truth.csv')]
  await measure(process.execPath, ['src/place/main.ts', '--residents', `${residents}`, '--seed', seed, '--out', place])
  await writePlaceRecords(place, file, truth)
  const columns = {
    forename: 'forename',
    surname: 'surname',
    birth: 'dob',
    postcode: 'postcode',
    address: 'address',
    number_nhs: 'nhs_number',
    phone: 'phone',
    email: 'email',
  }
  return { name: 'place', mode: 'dedupe', files: [file], truth, spec: { id: 'record_id', columns } }
}

/** The real set: two files of 5,000 records. Undefined where it is not there. */
function febrl4(work: string): Set | undefined {
  const data = join(process.env.COMMONWEAL_DATA ?? join(process.cwd(), '../shared/data'), 'real/linkage')
  const files = ['febrl4a.csv', 'febrl4b.csv'].map((name) => join(data, name))
  if (!files.every((file) => existsSync(file))) return undefined
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').slice(1))
  const known = lines.map((line) => /^(rec-\d+)-\w+(-\d+)?/.exec(line)!).map(([id, person]) => `${id},${person}\n`)
  const truth = join(work, 'febrl4.truth.csv')
  writeFileSync(truth, `record_id,person\n${known.join('')}`)
  const columns = {
    forename: 'given_name',
    surname: 'surname',
    birth: 'date_of_birth',
    postcode: 'postcode',
    address: ['street_number', 'address_1'],
    locality: 'suburb',
    number_soc: 'soc_sec_id',
  }
  return { name: 'febrl4', mode: 'link', files, truth, spec: { id: 'rec_id', columns } }
}
