import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '#testing/folder'
import { openDuck } from './duck.ts'

const larger = 'create table texts as select repeat(hash(range)::varchar, 5) as text from range(1_500_000)'

test('what exceeds the memory is written beside it only where that may be in clear, and goes with the database', async () => {
  const folder = temporaryFolder('spill')
  const duck = await openDuck({ folder, threads: 1, memoryLimit: '40MB', spillsInClear: true })
  await duck.run(larger)
  assert.deepEqual(await duck.rows('select count(*)::integer from texts'), [[1_500_000]])
  assert.ok(readdirSync(join(folder, 'spill')).length > 0, 'nothing was spilled: the table must be larger')
  duck.close()
})

test('without leave nothing is written, and the step fails', async () => {
  const folder = temporaryFolder('spill')
  const duck = await openDuck({ folder, threads: 1, memoryLimit: '40MB' })
  await assert.rejects(duck.run(larger), /DuckDB refused a step of the matching/)
  assert.deepEqual(
    readdirSync(folder, { recursive: true }).filter((file) => String(file).endsWith('.tmp')),
    [],
  )
  duck.close()
})
