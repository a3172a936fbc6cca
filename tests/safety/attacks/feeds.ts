// The role of the feeds, outside what it is bound to.
import { type Attacker, lawfully, literal, type Means } from '../attacker.ts'
import { known } from '../loot.ts'
import { type Attacks, all, forgedGrant, sql } from './means.ts'

/** What the matcher alone reads and writes. */
const comparedRecords = (attacker: Attacker) =>
  sql(
    ...[
      'match_record',
      'match_key',
      'protected_record',
      'protected_key',
      'agreement',
      'review_pair',
      'review_answer',
      'match_difference',
    ].flatMap((table) => [
      `select to_jsonb(t) as row from person_index.${table} t`,
      `delete from person_index.${table} t returning to_jsonb(t)`,
    ]),
    `select encode(sealed, 'escape') from person_index.match_record where source_person_id = '${known.id}'`,
  )(attacker, {} as Means)

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
  'the records that are compared, by the act that applies files': async (attacker, { process }) => {
    const bound = { dataset: known.dataset, controller: known.controller, sources: [known.id], persons: [known.id] }
    await lawfully(attacker, process, { act: 'feeds.batch.apply' }, JSON.stringify({ cells: [], bound }))
    await comparedRecords(attacker)
    await attacker.run('rollback') // what that act may read besides is not what is tried here
  },
  'the records that are compared, by the act that makes a batch known': async (attacker, { process }) => {
    await lawfully(attacker, process, { act: 'feeds.batch.read' })
    await comparedRecords(attacker)
  },
}
