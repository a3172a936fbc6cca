// Settings that nobody signed, and keys that are not hers to see.
import { lawfully, literal, type Means } from '../attacker.ts'
import { known } from '../loot.ts'
import { type Attacks, all, forgedClaims, forgedGrant, noughts, settings, sql, systemClaims } from './means.ts'

export const forgeries: Attacks = {
  'settings that are empty': settings(''),
  'settings that are null': sql(`select set_config('ctx.claims', null, false), set_config('ctx.granted', null, false)`, all),
  'settings that are plain JSON': settings(forgedClaims, forgedGrant),
  'settings that are short': settings('x|y|z'),
  'settings that are long and mean nothing': settings('x'.repeat(5000)),
  'settings that break the JSON': settings(`${known.id}|${noughts}|{"kind": "work`, `${known.id}|${noughts}|{"cells": [`),
  'settings with a signature of noughts': settings(
    `${known.id}|${noughts}|${forgedClaims}`,
    `${known.id}|${noughts}|${forgedGrant}`,
  ),
  'settings with no signature': settings(
    `${known.id}|${' '.repeat(64)}|${forgedClaims}`,
    `${known.id}|${' '.repeat(64)}|${forgedGrant}`,
  ),
  'settings with letters of many bytes': settings(`${'é'.repeat(36)}|${'é'.repeat(64)}|${forgedClaims}`),
  'settings that end early': settings(`${known.id}|${noughts}|`),
  'settings with injected text': settings(`' or true --|${noughts}|${forgedClaims}`, `'); select 1; --${forgedGrant}`),
  'settings kept for the role': sql(
    `alter role current_user set ctx.claims = ${literal(forgedClaims)}`,
    `do $$ begin execute format('alter database %I set ctx.claims = %L', current_database(), '${forgedClaims}'); end $$`,
    all,
  ),
  'settings signed by an unknown process': async (attacker, { stranger }) => {
    const here = await attacker.ask('select ctx.here()')
    const signed = (setting: string, message: string) =>
      `${stranger.id}|${stranger.sign(`${setting}|${here}|${message}`)}|${message}`
    await settings(signed('ctx.claims', forgedClaims), signed('ctx.granted', forgedGrant))(attacker, {} as Means)
  },
  'settings signed by another, in the name of this process': async (attacker, { stranger, process }) => {
    const here = await attacker.ask('select ctx.here()')
    const signed = (setting: string, message: string) =>
      `${process.id}|${stranger.sign(`${setting}|${here}|${message}`)}|${message}`
    await settings(signed('ctx.claims', systemClaims), signed('ctx.granted', forgedGrant))(attacker, {} as Means)
  },
  'a key of her own put among the keys': async (attacker, { stranger }) => {
    await attacker.run('insert into ctx.key (process_id, key) values ($1, $2)', [stranger.id, stranger.key])
    await lawfully(attacker, stranger, { act: 'person-index.link' }, forgedGrant)
  },
  'the keys': sql(`select encode(key, 'hex') || '1 rows seen' from ctx.key`, 'table ctx.key', 'copy ctx.key to stdout', all),
  'the sessions and job tokens': sql(
    'table ctx.session',
    'table ctx.job_token',
    `update ctx.session set actor_id = '${known.id}'`,
    all,
  ),
  'the signing function': async (attacker, { process }) => {
    const here = await attacker.ask('select ctx.here()')
    const mac = await attacker.ask('select ctx.sign($1, $2)', [process.id, `ctx.claims|${here}|${systemClaims}`])
    await attacker.run(`select set_config('ctx.claims', $1, false)`, [`${process.id}|${mac}|${systemClaims}`])
  },
  'the storing function': async (attacker, { process }) => {
    await attacker.run(`select ctx.store($1, 'ctx.claims', $2)`, [process.id, systemClaims])
    await attacker.run(`select ctx.store($1, 'ctx.granted', $2)`, [process.id, forgedGrant])
    await attacker.run(`select ctx.trusted('ctx.claims')`)
  },
}
