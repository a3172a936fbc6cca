import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { temporaryFolder } from '#testing/folder'
import { proposeAliases } from './aliases.ts'
import { type Duck, openDuck } from './duck.ts'
import type { Model } from './model.ts'

let duck: Duck
before(async () => {
  duck = await openDuck({ folder: temporaryFolder('aliases'), threads: 1, memoryLimit: '500MB' })
})
after(() => duck.close())

const model = (aliases: [string, string][] = []): Model =>
  ({ fields: [{ name: 'forename', column: 'forename', kind: 'forename' }], aliases }) as unknown as Model

/** People by the names in their records: so many people have these names. */
async function people(groups: readonly (readonly [many: number, names: readonly string[]])[]): Promise<void> {
  await duck.run('drop table if exists records; drop table if exists clusters')
  await duck.run('create table records (id integer, forename varchar)')
  await duck.run('create table clusters (id integer, person integer)')
  const rows = groups.flatMap(([many, names]) => Array.from({ length: many }, () => names))
  const all = rows.flatMap((names, person) => names.map((name) => ({ name, person })))
  await duck.append('records', [all.map((_, at) => at), all.map(({ name }) => name)])
  await duck.append('clusters', [all.map((_, at) => at), all.map(({ person }) => person)])
}
const crowd = [2000, ['william']] as const
const proposed = async (aliases?: [string, string][]) =>
  (await proposeAliases(duck, model(aliases))).map(({ one, other, people: many }) => `${one} ${other} ${many}`)

const table: readonly [title: string, groups: Parameters<typeof people>[0], expected: string[]][] = [
  ['five people have both names', [crowd, [5, ['margaret', 'peggy']]], ['margaret peggy 5']],
  ['four people are too few to be told', [crowd, [4, ['margaret', 'peggy']]], []],
  ['two records of one person count once', [crowd, [4, ['margaret', 'peggy', 'peggy', 'margaret']]], []],
  ['one name written differently is no other name', [crowd, [9, ['catherine', 'catherin']]], []],
  [
    'names that stand together as often as chance has it are none',
    [
      [100, ['john']],
      [100, ['mary']],
      [5, ['john', 'mary']],
    ],
    [],
  ],
  [
    'a name may stand for two',
    [crowd, [6, ['margaret', 'peggy']], [5, ['mary', 'molly']], [5, ['oliver', 'molly']]],
    ['margaret peggy 6', 'mary molly 5', 'molly oliver 5'],
  ],
]
for (const [title, groups, expected] of table)
  test(title, async () => {
    await people(groups)
    assert.deepEqual(await proposed(), expected)
  })

test('what the model knows is not proposed, in either order', async () => {
  await people([crowd, [5, ['margaret', 'peggy']]])
  assert.deepEqual(await proposed([['peggy', 'margaret']]), [])
})

test('a model without forenames learns none', async () => {
  assert.deepEqual(await proposeAliases(duck, { fields: [] } as unknown as Model), [])
})
