// The same people from a real Spark as from DuckDB, by the command that analysts give: the fictional place, and FEBRL 4.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openDuck } from '#matching/duck'
import { whySkipped } from '#matching/spark/testing'
import { MadePlace } from '#place/testing'
import { temporaryFolder } from '#testing/folder'
import { writePlaceRecords } from '../bench/matching/place-records.ts'

const folder = temporaryFolder('same-people')
after(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const skip = whySkipped()
const febrl = ['febrl4a.csv', 'febrl4b.csv'].map((name) =>
  join(process.env.COMMONWEAL_DATA ?? '../shared/data', 'real/linkage', name),
)

/** Gives the command. So few records are done before Java's better compiler has paid for itself. */
const given = (...command: string[]) =>
  spawnSync(process.execPath, ['src/matching/main.ts', ...command], {
    encoding: 'utf8',
    env: { ...process.env, JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1' },
  })

/** Gives the command, which does what is asked: what it said. */
function match(...command: string[]): string {
  const { status, stderr } = given(...command)
  assert.equal(status, 0, stderr)
  return stderr
}

/** Matches by both engines into `<name>.<engine>.parquet`, and reads what both wrote side by side. */
async function bothWays(name: string, ...command: string[]) {
  const [duckdb, spark] = ['duckdb', 'spark'].map((engine) => at(`${name}.${engine}.parquet`)) as [string, string]
  match(...command, '--out', duckdb)
  match(...command, '--out', spark, '--engine', 'spark', '--steps', at(`${name}.steps`))
  const duck = await openDuck({ folder: at('judge'), threads: 1, memoryLimit: '1GB' })
  try {
    const beside = (out: string, table: string) =>
      command[0] === (table === 'pairs' ? 'link' : 'dedupe') ? out : out.replace('.parquet', `.${table}.parquet`)
    const [[records, otherPeople, apart]] = (await duck.rows<[bigint, bigint, number]>(
      `select count(*), count(*) filter (a.person_id is distinct from b.person_id), max(abs(a.probability - b.probability))
      from '${beside(duckdb, 'clusters')}' a full join '${beside(spark, 'clusters')}' b using (record_id)`,
    )) as [[bigint, bigint, number]]
    const [[pairs, otherPairs, bitsApart]] = (await duck.rows<[bigint, bigint, number]>(
      `select count(*), count(*) filter (a.hypothesis is distinct from b.hypothesis), max(abs(a.match_weight - b.match_weight))
      from '${beside(duckdb, 'pairs')}' a full join '${beside(spark, 'pairs')}' b using (left_id, right_id)`,
    )) as [[bigint, bigint, number]]
    return {
      records: Number(records),
      otherPeople: Number(otherPeople),
      apart,
      pairs: Number(pairs),
      otherPairs: Number(otherPairs),
      bitsApart,
    }
  } finally {
    duck.close()
  }
}

function assertSame(found: Awaited<ReturnType<typeof bothWays>>, least: { records: number; pairs: number }): void {
  assert.ok(found.records >= least.records && found.pairs >= least.pairs, JSON.stringify(found))
  assert.deepEqual({ otherPeople: found.otherPeople, otherPairs: found.otherPairs }, { otherPeople: 0, otherPairs: 0 })
  assert.ok(found.bitsApart < 1e-9 && found.apart < 1e-9, JSON.stringify(found))
}

test('the fictional place: the same people and pairs; what stands is not made again, what another question asks is', {
  skip,
}, async () => {
  const place = new MadePlace(3000, 1)
  await writePlaceRecords(place.out, at('place.csv'), at('truth.csv'))
  place.remove()
  const dedupe = ['dedupe', '--in', at('place.csv')]
  assertSame(await bothWays('place', ...dedupe), { records: 3000, pairs: 2000 })

  const steps = at('place.steps')
  const madeAt = () => new Map(globSync(join(steps, '*/_SUCCESS')).map((file) => [file, statSync(file).mtimeMs]))
  const before = madeAt()
  const spark = [...dedupe, '--engine', 'spark', '--steps', steps]
  match(...spark, '--out', at('again.parquet'))
  assert.deepEqual(madeAt(), before, 'nothing was made again')

  rmSync(
    readdirSync(steps)
      .filter((one) => /-edges-\w+$/.test(one))
      .map((one) => join(steps, one))[0]!,
    { recursive: true },
  )
  assert.match(match(...spark, '--out', at('rest.parquet')), /vectors stands/)
  const { stderr: capped } = given(...spark, '--cap', '5', '--out', at('capped.parquet'), '--scripts-only')
  assert.match(capped, /keys stands.*spark-sql [^\n]*-blocks-\w+\.sql\n.*-pairs-\w+\.sql/s)
  assert.doesNotMatch(capped, /pairs stands/)
})

test('FEBRL 4: the same links', {
  skip: skip || (!febrl.every((file) => existsSync(file)) && 'needs the acceptance data'),
}, async () => {
  const link = ['link', ...febrl.flatMap((file) => ['--in', file])]
  assertSame(await bothWays('febrl4', ...link), { records: 10_000, pairs: 4900 })
})
