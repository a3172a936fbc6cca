// What was rightly signed, for another session, connection or transaction.
import { type Attacker, lawfully, type Means } from '../attacker.ts'
import { known } from '../loot.ts'
import { type Attacks, all, forgedGrant, inOwnSession, noughts, settings, signedIn } from './means.ts'

export const replays: Attacks = {
  'the settings of another connection': async (attacker, { theirs }) =>
    settings(theirs.claims, theirs.granted)(attacker, {} as Means),
  'the grant of another connection beside her own session': async (attacker, means) => {
    await signedIn(attacker, means)
    await attacker.run(`select set_config('ctx.granted', $1, true)`, [means.theirs.granted])
  },
  'the signed grant of another transaction, taken as her own': async (attacker, means) => {
    await signedIn(attacker, means)
    await attacker.run('select ctx.grant($1, $2, $3)', [means.theirs.grant, means.process.id, means.theirs.mac])
  },
  'a grant signed with another key': async (attacker, { ownToken, process, stranger }) => {
    const here = await attacker.ask('select ctx.here()')
    const session = await attacker.ask('select session_id from ctx.begin($1, $2)', [ownToken, process.id])
    for (const id of [stranger.id, process.id])
      await attacker.run('select ctx.grant($1, $2, $3)', [
        forgedGrant,
        id,
        stranger.sign(`grant|${here}|${session}|${forgedGrant}`),
      ])
  },
  'a grant signed for another session': async (attacker, means) => {
    await signedIn(attacker, means)
    const here = await attacker.ask('select ctx.here()')
    for (const session of [means.theirs.session, 'system', '']) {
      await attacker.run('select ctx.grant($1, $2, $3)', [
        forgedGrant,
        means.process.id,
        means.process.sign(`grant|${here}|${session}|${forgedGrant}`),
      ])
    }
  },
  'a grant without a signature': async (attacker, { ownToken, process, stranger }) => {
    await attacker.run('select * from ctx.begin($1, $2)', [ownToken, process.id])
    for (const [id, mac] of [
      [process.id, null],
      [process.id, ''],
      [process.id, noughts],
      [stranger.id, null],
      [null, null],
    ]) {
      await attacker.run('select ctx.grant($1, $2, $3)', [forgedGrant, id, mac])
      await attacker.run(all)
    }
  },
  'a grant of hers with more written into it': async (attacker, { ownToken, process }) => {
    const here = await attacker.ask('select ctx.here()')
    const session = await attacker.ask('select session_id from ctx.begin($1, $2)', [ownToken, process.id])
    const small = JSON.stringify({ cells: [], bound: {} })
    const mac = process.sign(`grant|${here}|${session}|${small}`)
    await attacker.run('select ctx.grant($1, $2, $3)', [small, process.id, mac])
    const granted = await attacker.ask(`select current_setting('ctx.granted')`)
    await attacker.run(`select set_config('ctx.granted', $1, true)`, [granted!.slice(0, 102) + forgedGrant])
    await attacker.run(all)
    await attacker.run('select ctx.grant($1, $2, $3)', [forgedGrant, process.id, mac])
  },
  'her own claims with another person written into them': async (attacker, means) => {
    await signedIn(attacker, means)
    const claims = await attacker.ask(`select current_setting('ctx.claims')`)
    await attacker.run(`select set_config('ctx.claims', $1, true)`, [claims!.replaceAll(means.ownId, known.id)])
  },
  'her claims put in the place of the grant': async (attacker, means) => {
    await signedIn(attacker, means)
    await attacker.run(`select set_config('ctx.granted', current_setting('ctx.claims'), true)`)
  },
  'a rightful context, after its transaction': async (attacker, { ownToken, process }) => {
    await lawfully(attacker, process, { token: ownToken })
    await rememberAndReplay(attacker, 'commit')
  },
  'a rightful grant, after its transaction': async (attacker, { process }) => {
    await lawfully(attacker, process, { token: 'a-token-of-the-victim' }, forgedGrant)
    await rememberAndReplay(attacker, 'commit')
  },
  'a rightful grant, after a rollback': async (attacker, { process }) => {
    await lawfully(attacker, process, { token: 'a-token-of-the-victim' }, forgedGrant)
    await rememberAndReplay(attacker, 'rollback')
  },
  'a rightful grant, in a chained transaction': async (attacker, { process }) => {
    await lawfully(attacker, process, { token: 'a-token-of-the-victim' }, forgedGrant)
    await rememberAndReplay(attacker, 'commit and chain')
  },
  'a rightful grant, kept in a cursor that outlives it': async (attacker, { process }) => {
    await lawfully(attacker, process, { token: 'a-token-of-the-victim' }, '{"cells": [], "bound": {}}')
    await attacker.run('declare c cursor with hold for select to_jsonb(t) from feeds.source_person t')
    await attacker.run('commit')
    await attacker.run('fetch all from c')
    await attacker.run('begin')
  },
  'a prepared transaction': inOwnSession(`prepare transaction 'later'`, 'begin', all),
}

/** Ends the transaction and sets, in the next one, what its settings were. */
async function rememberAndReplay(attacker: Attacker, end: string): Promise<void> {
  const claims = await attacker.ask(`select current_setting('ctx.claims', true)`)
  const granted = await attacker.ask(`select current_setting('ctx.granted', true)`)
  await attacker.run(end)
  if (!end.endsWith('chain')) await attacker.run('begin')
  await attacker.run(`select set_config('ctx.claims', $1, false), set_config('ctx.granted', $2, false)`, [claims, granted])
}
