import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { temporaryFolder } from '#testing/folder'
import { type Duck, openDuck } from '../duck.ts'
import { ParquetSteps, type Step } from './parquet-steps.ts'

const folder = temporaryFolder('parquet-steps')
let duck: Duck
before(async () => {
  duck = await openDuck({ folder, threads: 1, memoryLimit: '500MB' })
})
after(() => {
  duck.close()
  rmSync(folder, { recursive: true, force: true })
})

/** In Spark's place: DuckDB, which understands what these scripts ask for. Names of the steps that ran go into `ran`. */
async function asSpark(scripts: readonly string[], ran: string[]): Promise<void> {
  for (const script of scripts) {
    const text = readFileSync(script, 'utf8')
    for (const [, view, path] of text.matchAll(/temporary view (\w+) using parquet options \(path 'file:([^']+)'\);/g))
      await duck.run(`create or replace view ${view} as select * from read_parquet('${path}/*.parquet')`)
    const [, path, select] = /overwrite directory 'file:([^']+)' using parquet\n(.*);/s.exec(text)!
    rmSync(path!, { recursive: true, force: true })
    await duck.run(`copy (${select}) to '${path}' (format parquet, per_thread_output)`)
    writeFileSync(join(path!, '_SUCCESS'), '')
    ran.push(/\d+-(\w+)-/.exec(script)![1]!)
  }
}

const doubled: Step = { name: 'doubled', about: 'twice as much', reads: ['numbers'], select: 'select 2 * n as n from numbers' }
const added: Step = {
  name: 'added',
  about: 'all together',
  reads: ['doubled'],
  select: 'select sum(n)::integer as n from doubled',
}
let runs = 0

/** One run over these steps: what ran, what was told, and what came of it. */
async function aRun(where: string, numbers: string, steps: readonly Step[] = [doubled, added], run = asSpark) {
  const [ran, told]: [string[], string[]] = [[], []]
  const own = join(folder, where)
  const made = new ParquetSteps(duck, { folder: own, run: (scripts) => run(scripts, ran), progress: (line) => told.push(line) })
  const table = `given_${runs++}`
  await duck.run(`create table ${table} as select unnest(${numbers}) as n`)
  await made.give('numbers', `select * from ${table}`)
  await made.make(steps)
  await made.view('added')
  const [[sum]] = (await duck.rows<[number]>('select n from added')) as [[number]]
  return { ran, told, sum, folders: readdirSync(own).toSorted(), own }
}

test('a step is a script that can be run by itself, and a folder of Parquet that is named by its number, name and content', async () => {
  const { ran, sum, folders, own } = await aRun('script', '[1, 2, 3]')
  assert.deepEqual([ran, sum], [['doubled', 'added'], 12])
  assert.deepEqual(
    folders.map((one) => one.replace(/-[0-9a-f]{12}/, '')),
    ['01-numbers', '02-doubled', '02-doubled.sql', '03-added', '03-added.sql'],
  )
  const [numbers, made, script] = folders as [string, string, string]
  assert.equal(
    readFileSync(join(own, script), 'utf8'),
    `-- doubled: twice as much
create or replace temporary view numbers using parquet options (path 'file:${own}/${numbers}');
insert overwrite directory 'file:${own}/${made}' using parquet
select 2 * n as n from numbers;
`,
  )
})

test('what stands complete is not made again, and that is told', async () => {
  await aRun('again', '[1, 2]')
  const { ran, told, sum } = await aRun('again', '[2, 1]')
  assert.deepEqual([ran, sum], [[], 6])
  assert.match(told.join('\n'), /doubled stands in .*02-doubled-\w+, and is not made again/)
})

test('a step that was not finished is made again, and what reads it and stands is not', async () => {
  const { own, folders } = await aRun('broken', '[1, 2]')
  rmSync(join(own, folders.find((one) => /doubled-\w+$/.test(one))!, '_SUCCESS'))
  assert.deepEqual((await aRun('broken', '[1, 2]')).ran, ['doubled'])
})

const changes: readonly [what: string, numbers: string, steps: readonly Step[], ran: readonly string[], sum: number][] = [
  ['other rows', '[1, 5]', [doubled, added], ['doubled', 'added'], 12],
  ['another script', '[1, 2]', [{ ...doubled, select: 'select 3 * n as n from numbers' }, added], ['doubled', 'added'], 9],
  ['another last script', '[1, 2]', [doubled, { ...added, select: 'select max(n) as n from doubled' }], ['added'], 4],
  ['the same in other words', '[1, 2]', [{ ...doubled, about: 'two times' }, added], [], 6],
]
for (const [at, [what, numbers, steps, expected, sum]] of changes.entries())
  test(`${what}: made again is what follows from it, and what it was before is taken away`, async () => {
    const first = await aRun(`change-${at}`, '[1, 2]')
    const then = await aRun(`change-${at}`, numbers, steps)
    assert.deepEqual([then.ran, then.sum, then.folders.length], [expected, sum, first.folders.length])
  })

test('a Spark that ends well and writes elsewhere is told', async () => {
  const nowhere = aRun('elsewhere', '[1]', [doubled, added], async () => {})
  await assert.rejects(nowhere, /Spark ended well and left no doubled in .*Does it reach this folder/)
})

test('a step that DuckDB makes is kept like one of Spark', async () => {
  const own = join(folder, 'here')
  const half: Step = { name: 'half', about: '', reads: ['numbers'], select: 'select n / 2 as n from numbers' }
  await duck.run('create table numbers_here as select 4 as n')
  for (const expected of [0, 1]) {
    const told: string[] = []
    const made = new ParquetSteps(duck, { folder: own, run: async () => {}, progress: (line) => told.push(line) })
    await made.give('numbers', 'select * from numbers_here')
    await made.view('numbers')
    await made.makeHere(half)
    assert.deepEqual(await duck.rows('select n from half'), [[2]])
    assert.equal(told.filter((line) => line.includes('half stands')).length, expected)
  }
  assert.ok(!existsSync(join(own, 'part-0.parquet')))
})
