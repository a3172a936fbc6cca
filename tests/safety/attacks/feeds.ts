// The role of the feeds, outside what it is bound to.
import { lawfully, literal } from '../attacker.ts'
import { known } from '../loot.ts'
import { type Attacks, all, forgedGrant } from './means.ts'

export const feeds: Attacks = {
  'a feed that is bound to nothing': async (attacker, { process }) => {
    await lawfully(attacker, process, { act: 'feeds.batch.read' })
    await attacker.run(all)
  },
  'a feed with an empty binding': async (attacker, { process }) => {
    await lawfully(
      attacker,
      process,
      { act: 'feeds.batch.read' },
      JSON.stringify({ cells: [], bound: { dataset: '', controller: '' } }),
    )
  },
  'a feed that is bound to another dataset': async (attacker, { process }) => {
    await lawfully(
      attacker,
      process,
      { act: 'feeds.batch.read' },
      JSON.stringify({ cells: [], bound: { dataset: 'another-dataset', controller: known.controller } }),
    )
  },
  'a feed with the cells of a reader': async (attacker, { process }) => {
    await lawfully(
      attacker,
      process,
      { act: 'feeds.batch.read' },
      JSON.stringify({ cells: JSON.parse(forgedGrant).cells, bound: {} }),
    )
  },
  'a feed that names its binding itself': async (attacker, { process }) => {
    await lawfully(attacker, process, { act: 'feeds.batch.read' })
    await attacker.run(`select set_config('ctx.granted', ${literal(forgedGrant)}, true)`)
  },
}
