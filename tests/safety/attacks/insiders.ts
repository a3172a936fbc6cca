// Somebody with a session of her own.
import { lawfully } from '../attacker.ts'
import { known } from '../loot.ts'
import { type Attacks, all, inOwnSession, signedIn } from './means.ts'

export const insiders: Attacks = {
  'a session of her own and nothing else': inOwnSession(all),
  'a session of her own, and row security switched off': inOwnSession('set row_security = off', all),
  'a job in the name of another person': async (attacker, means) => {
    await signedIn(attacker, means)
    for (const actor of [known.id, known.id.toUpperCase(), `{${known.id}}`, known.id.replaceAll('-', '')]) {
      await attacker.run(`select ctx.issue_job_token('job', $1, 'person-index.link', 'x')`, [actor])
      await attacker.run(`select * from ctx.begin_job('job', $1)`, [means.process.id])
      await attacker.run(all)
    }
  },
  'a job that opens a session for another person': async (attacker, means) => {
    await signedIn(attacker, means)
    await attacker.run(`select ctx.issue_job_token('job', 'sign-in', 'session.open', 'x')`)
    await attacker.run(`select * from ctx.begin_job('job', $1)`, [means.process.id])
    await attacker.run(`select ctx.open_session(gen_random_uuid(), 'mine', 'worker', $1, 'GB-LAE-X', 'x', 900, 900, true)`, [
      known.id,
    ])
    await attacker.run(`select * from ctx.begin('mine', $1)`, [means.process.id])
  },
  'a job of the matcher': async (attacker, means) => {
    await signedIn(attacker, means)
    await attacker.run(`select ctx.issue_job_token('job', 'matcher', 'person-index.link', 'x')`)
    await attacker.run(`select * from ctx.begin_job('job', $1)`, [means.process.id])
  },
  'a job token read from the queue': async (attacker, means) => {
    await signedIn(attacker, means)
    const token = await attacker.ask(`select data ->> 'token' from jobs.job limit 1`)
    await attacker.run('select * from ctx.begin_job($1, $2)', [token ?? '', means.process.id])
  },
  'a forged relationship of her own': async (attacker, means) => {
    await signedIn(attacker, means)
    await attacker.run(
      `insert into information_governance.relationship (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from)
       values (gen_random_uuid(), $1, $2, $3, 'general', $4, 'contact-in-hand', 'x', 'y', now())`,
      [means.ownId, known.controller, known.dataset, known.id],
    )
    await attacker.run(all)
  },
  'an insert that collides': async (attacker, means) => {
    await signedIn(attacker, means)
    await attacker.run(`insert into {table} select * from {table} on conflict do nothing returning *`)
    await attacker.run(`insert into {table} (source_person_id) values ('${known.id}') on conflict do nothing returning *`)
  },
  'a grant for somebody else': async (attacker, { process, ownToken }) => {
    const other = JSON.stringify({
      cells: [{ dataset: known.dataset, classes: [known.fieldClass], sources: ['11111111-1111-4111-8111-111111111111'] }],
      bound: { persons: ['11111111-1111-4111-8111-111111111111'], keys: ['1'] },
    })
    await lawfully(attacker, process, { token: ownToken }, other)
  },
  'a grant for the right person and the wrong dataset or class': async (attacker, { process, ownToken }) => {
    const cells = [
      { dataset: known.dataset, classes: ['another-class'], sources: [known.id] },
      { dataset: 'another-dataset', classes: [known.fieldClass], sources: [known.id] },
      { dataset: '', classes: [''], sources: [known.id] },
    ]
    await lawfully(attacker, process, { token: ownToken }, JSON.stringify({ cells, bound: {} }))
  },
}
