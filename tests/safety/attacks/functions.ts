// The functions that may be called, called in ways they were not meant for.
import { known } from '../loot.ts'
import { type Attacks, all, forgedGrant, noughts, sql } from './means.ts'

export const functions: Attacks = {
  'begin with tokens that are nothing': sql(
    ...['null', `''`, `' '`, `repeat('a', 10000)`].map((token) => `select * from ctx.begin(${token}, '${known.id}')`),
    all,
  ),
  'begin with injected text': async (attacker, { process }) => {
    for (const text of [
      `' or true --`,
      `x'); delete from ctx.session; --`,
      `$$ || (select regime from feeds.fact) || $$`,
      '\\x27 or 1=1',
      `${known.id}`,
    ]) {
      await attacker.run('select * from ctx.begin($1, $2)', [text, process.id])
      await attacker.run('select * from ctx.begin_job($1, $1, $2, $1)', [text, process.id])
      await attacker.run('select ctx.claim($1), ctx.bound($1), ctx.bound_ids($1), ctx.bound_keys($1)', [text])
      await attacker.run('select ctx.touch($1), ctx.end_session($1)', [text])
      await attacker.run('select ctx.change_purpose($1, $1, $2, $1)', [text, process.id])
    }
  },
  'a system context without a signature': async (attacker, { process, stranger }) => {
    for (const [id, mac] of [
      [process.id, null],
      [process.id, ''],
      [process.id, noughts],
      [stranger.id, null],
      [null, null],
    ]) {
      await attacker.run(`select ctx.begin_system('founder', 'person-index.link', 'x', $1, $2)`, [id, mac])
      await attacker.run(all)
    }
  },
  'a system context signed by another': async (attacker, { stranger, process }) => {
    const here = await attacker.ask('select ctx.here()')
    const mac = stranger.sign(`system|${here}|founder|person-index.link|x`)
    for (const id of [stranger.id, process.id])
      await attacker.run(`select ctx.begin_system('founder', 'person-index.link', 'x', $1, $2)`, [id, mac])
  },
  'a system context signed for another transaction': async (attacker, { process, theirs }) => {
    const mac = process.sign(`system|${theirs.here}|founder|person-index.link|x`)
    await attacker.run(`select ctx.begin_system('founder', 'person-index.link', 'x', $1, $2)`, [process.id, mac])
  },
  'a system context signed for another act': async (attacker, { process }) => {
    const here = await attacker.ask('select ctx.here()')
    const mac = process.sign(`system|${here}|founder|session.read|x`)
    await attacker.run(`select ctx.begin_system('founder', 'person-index.link', 'x', $1, $2)`, [process.id, mac])
  },
  'a grant without a context': async (attacker, { process }) => {
    const here = await attacker.ask('select ctx.here()')
    await attacker.run('select ctx.grant($1, $2, $3)', [
      forgedGrant,
      process.id,
      process.sign(`grant|${here}|system|${forgedGrant}`),
    ])
  },
  'what is granted, asked directly': sql(
    'select * from ctx.granted()',
    `select ctx.bound('dataset'), ctx.bound_ids('persons')`,
    all,
  ),
  'a session of her own making': async (attacker, { process }) => {
    await attacker.run(`select ctx.open_session($1, 'mine', 'worker', $1, 'GB-LAE-X', 'x', 900, 900, true)`, [known.id])
    await attacker.run(`select * from ctx.begin('mine', $1)`, [process.id])
  },
}
