/** What the real Splink said of the same pairs (`fixtures/make.py`), beside what our reading of its models says. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Model } from '../model.ts'
import { readSplinkModel, type SplinkImport } from './read.ts'
import { differences, splinkRun } from './testing.ts'
import { writeSplinkModel } from './write.ts'

const runs = ['names-4', 'names-5', 'service-4', 'service-5'].map((name) => ({
  name,
  run: splinkRun(new URL(`fixtures/${name}.jsonl`, import.meta.url)),
}))

const exported = ({ model, linkType, uniqueIdColumn }: SplinkImport, version: 4 | 5) =>
  writeSplinkModel(model, { version, linkType, uniqueIdColumn }).settings

for (const { name, run } of runs) {
  const version = Number(name.at(-1)) as 4 | 5

  test(`${name}: each pair has Splink's outcomes, and its weight to 1e-9`, async () => {
    assert.equal(run.pairs.length, 400)
    const read = readSplinkModel(run.model)
    assert.equal(read.version, version)
    assert.deepEqual(await differences(run, read.model), [])
  })

  test(`${name}: written and read again, the model weighs the same`, async () => {
    const again = readSplinkModel(JSON.stringify(exported(readSplinkModel(run.model), version)))
    assert.equal(again.version, version)
    assert.deepEqual(await differences(run, again.model), [])
  })

  test(`${name}: what is written has numbers for every level that says something`, () => {
    const { comparisons } = exported(readSplinkModel(run.model), version) as {
      comparisons: { comparison_levels: Record<string, unknown>[] }[]
    }
    const saying = comparisons.flatMap((one) => one.comparison_levels).filter((level) => !level.is_null_level)
    assert.ok(saying.length > 20)
    for (const level of saying)
      assert.ok(typeof level.m_probability === 'number' && typeof level.u_probability === 'number', JSON.stringify(level))
  })
}

test('the comparison with Splink notices a weight, a threshold and a default that is a little off', async () => {
  const { run } = runs.find(({ name }) => name === 'service-5')!
  const { model } = readSplinkModel(run.model)
  const spoilt: [string, Model][] = [
    ['u', changed(model, 'name', 5, { u: 0.98000001 })],
    ['a rarity', changed(model, 'birth', 1, { rarity: { field: 'birth', weight: 0.999999 } })],
    ['a threshold', changed(model, 'name', 3, { when: { is: 'jaro-winkler', field: 'last', atLeast: 0.7 } })],
    ['a null level', changed(model, 'numbers', 4, { missing: undefined, m: 0.5, u: 0.4 })],
    ['a default', changed(model, 'untrained', 4, { m: 1e-6 })],
    ['the prior', { ...model, prior: 3.100001e-7 }],
  ]
  for (const [what, other] of spoilt) assert.notDeepEqual(await differences(run, other), [], what)
})

/** A model with one level changed. */
function changed(
  model: Model,
  name: string,
  at: number,
  to: Partial<Record<keyof Model['comparisons'][number]['levels'][number], unknown>>,
): Model {
  const comparisons = model.comparisons.map((one) =>
    one.name === name ? { ...one, levels: one.levels.map((level, index) => (index === at ? { ...level, ...to } : level)) } : one,
  )
  return { ...model, comparisons } as Model
}
