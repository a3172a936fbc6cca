// Somebody with a session of her own.
import { type Attacker, lawfully, type Means } from '../attacker.ts'
import { known, secret } from '../loot.ts'
import { type Attacks, all, inOwnSession, noughts, signedIn, sql } from './means.ts'
import { harmless } from './tampering.ts'

/** Tries to have a job do an act, under every signature that she can come by. */
async function enqueueAndBegin(attacker: Attacker, { process, stranger }: Means, actor: string, act: string): Promise<void> {
  const here = await attacker.ask('select ctx.here()')
  const macs = [null, '', noughts, stranger.sign(`enqueue|${here}|job|${actor}|${act}|x`)]
  for (const mac of macs)
    await attacker.run(`select ctx.issue_job_token('job', $1, $2, 'x', '{}', $3, $4)`, [actor, act, process.id, mac])
  for (const mac of [...macs, stranger.sign(`job|${here}|job`)])
    await attacker.run(`select * from ctx.begin_job('job', '{}', $1, $2)`, [process.id, mac])
  await attacker.run(all)
}

const followPointers = (attacker: Attacker) =>
  sql(
    'select * from feeds.network_of_named(current_date)',
    'select * from person_index.persons_of_named()',
    'select * from person_index.circle_of_named(current_date)',
    all,
  )(attacker, {} as Means)

export const insiders: Attacks = {
  'the records that are compared, in a session of her own': async (attacker, { process, ownToken }) => {
    await lawfully(attacker, process, { token: ownToken }, harmless)
    for (const table of [
      'match_record',
      'match_key',
      'protected_record',
      'protected_key',
      'agreement',
      'review_pair',
      'review_answer',
    ])
      await attacker.run(`select to_jsonb(t) as row from person_index.${table} t`)
    await attacker.run('select person_index.named_are_of_one_epoch()') // of whom her grant names: nobody
  },
  'pairs of a service that her agreement does not name, at the review desk': async (attacker, { process, ownToken }) => {
    const desk = { cells: [], act: 'person-index.review.read', bound: { teams: [], datasets: ['another-dataset'] } }
    await lawfully(attacker, process, { token: ownToken }, JSON.stringify(desk))
    for (const table of ['review_pair', 'review_answer']) {
      await attacker.run(`select source_person_id, other_source_person_id from person_index.${table}`)
      await attacker.run(`select row_to_json(t) from (select id, dataset_id, source_person_id from person_index.${table}) t`)
    }
  },
  'a session of her own and nothing else': inOwnSession(all),
  'a session of her own, and row security switched off': inOwnSession('set row_security = off', all),
  'a job in the name of another person': async (attacker, means) => {
    await signedIn(attacker, means)
    for (const actor of [known.id, known.id.toUpperCase(), `{${known.id}}`, known.id.replaceAll('-', '')])
      await enqueueAndBegin(attacker, means, actor, 'person-index.link')
  },
  'a job that opens a session for another person': async (attacker, means) => {
    await signedIn(attacker, means)
    await enqueueAndBegin(attacker, means, 'sign-in', 'session.open')
    await attacker.run(`select ctx.open_session(gen_random_uuid(), 'mine', 'worker', $1, 'GB-LAE-X', 'x', 900, 900, true)`, [
      known.id,
    ])
    await attacker.run(`select * from ctx.begin('mine', $1)`, [means.process.id])
  },
  'a job of the matcher': async (attacker, means) => {
    await signedIn(attacker, means)
    await enqueueAndBegin(attacker, means, 'matcher', 'person-index.link')
  },
  'a job token read from the queue': async (attacker, means) => {
    const token = await attacker.ask(`select data ->> 'token' from jobs.job limit 1`)
    for (const mac of [null, '', noughts, means.stranger.sign(`job|${await attacker.ask('select ctx.here()')}|${token}`)])
      await attacker.run(`select * from ctx.begin_job($1, '{}', $2, $3)`, [token, means.process.id, mac])
  },
  'a system context in which something is missing': async (attacker, { process, stranger }) => {
    for (const id of [process.id, stranger.id, null])
      for (const [actor, purpose, mac] of [
        [null, 'x', null],
        ['founder', null, null],
        [null, null, ''],
      ]) {
        await attacker.run(`select ctx.begin_system($1, 'person-index.link', $2, $3, $4)`, [actor, purpose, id, mac])
        await attacker.run(all)
      }
  },
  'an act of her own that only reads': async (attacker, { process, ownToken }) => {
    await lawfully(attacker, process, { token: ownToken }, harmless)
    await attacker.run(all)
  },
  'the keys of sealed records and of files, by their functions': async (attacker, { process, ownToken }) => {
    await lawfully(attacker, process, { token: ownToken }, harmless)
    await attacker.run('select * from platform.data_keys_of(array(select subject_id from platform.data_key))')
    await attacker.run('select * from platform.data_keys_of(null)')
    await attacker.run('select * from platform.stored_file_of(null)')
  },
  'the keys and files, without a context': sql(
    `select wrapped || '1 rows seen' from platform.data_keys_of(array['${known.id}']::uuid[])`,
    `select name || '1 rows seen' from platform.stored_file_of('${secret.id}')`,
  ),
  'what the delivery of events reads, in another act': async (attacker, { process, ownToken }) => {
    for (const act of ['platform.events', 'platform.events.deliver ', 'feeds.read', ''])
      await lawfully(
        attacker,
        process,
        { token: ownToken },
        JSON.stringify({ cells: [], bound: { act: 'platform.events.deliver' }, act }),
      )
    await attacker.run(all)
  },
  'a grant of the scope that once opened every pointer and link': async (attacker, { process, ownToken }) => {
    for (const scope of ['network', 'search']) {
      await lawfully(attacker, process, { token: ownToken }, JSON.stringify({ cells: [], bound: { scope, teams: [] } }))
      await attacker.run(all)
    }
  },
  'pointers and links followed from somebody else': async (attacker, { process, ownToken }) => {
    const elsewhere = ['11111111-1111-4111-8111-111111111111']
    await lawfully(
      attacker,
      process,
      { token: ownToken },
      JSON.stringify({ cells: [], bound: { sources: elsewhere, persons: elsewhere } }),
    )
    await followPointers(attacker)
  },
  'pointers and links followed without a grant': async (attacker, means) => {
    await signedIn(attacker, means)
    await followPointers(attacker)
  },
  'an account tied by herself to somebody’s record': async (attacker, { process, residentToken, ownId }) => {
    await attacker.run('select * from ctx.begin($1, $2)', [residentToken, process.id])
    await attacker.run(
      `insert into resident_portal.account_binding (id, account_id, controller_id, dataset_id, regime, source_person_id, how, bound_at)
       values (gen_random_uuid(), $1, $2, $3, 'general', $4, 'worker-in-person', now())`,
      [ownId, known.controller, known.dataset, known.id],
    )
  },
  'a right to act for somebody, given to her own account by herself': async (attacker, { process, residentToken, ownId }) => {
    await attacker.run('select * from ctx.begin($1, $2)', [residentToken, process.id])
    await attacker.run(
      `insert into information_governance.proxy_right (id, controller_id, dataset_id, regime, source_person_id, kind, scopes, person_name, called, evidence,
        granted_by, granted_at, until_day, code_hash, code_expires_at, account_id, taken_up_at)
       values (gen_random_uuid(), $2, $3, 'general', $4, 'helper', '{who-looked}', 'x', 'x', 'x', $1, now(), 'infinity', 'x', now(), $1, now())`,
      [ownId, known.controller, known.dataset, known.id],
    )
    await attacker.run('update information_governance.proxy_right set account_id = $1, taken_up_at = now(), ended_at = null', [
      ownId,
    ])
  },
  'what stops rights to act for somebody, lifted': async (attacker, means) => {
    await signedIn(attacker, means)
    await attacker.run(`update information_governance.proxy_limit set lifted_at = now(), lifted_by = $1, lifted_reason = 'x'`, [
      means.ownId,
    ])
  },
  'a job that opens residents’ accounts': async (attacker, means) => {
    await signedIn(attacker, means)
    await enqueueAndBegin(attacker, means, 'founder', 'resident-portal.personas.open')
  },
  'a code of her own making for somebody': async (attacker, means) => {
    await signedIn(attacker, means)
    await attacker.run(
      `with made as (insert into resident_portal.binding_code (code_hash, person_id, issued_by, issued_at, expires_at)
         values ('hers', $1, $2, now(), now() + interval '1 day')) select '1 rows seen'`,
      [known.id, means.ownId],
    )
  },
  'a code made good again, for somebody else': async (attacker, { process, residentToken }) => {
    await attacker.run('select * from ctx.begin($1, $2)', [residentToken, process.id])
    for (const change of [
      `used_at = null, used_by = null`,
      `person_id = '${known.id}'`,
      `expires_at = now() + interval '1 year'`,
    ])
      await attacker.run(
        `with changed as (update resident_portal.binding_code set ${change} returning 1) select count(*) || ' rows seen' from changed`,
      )
  },
  'an account thawed, or made to be another’s': async (attacker, { process, residentToken }) => {
    await attacker.run('select * from ctx.begin($1, $2)', [residentToken, process.id])
    for (const change of ['frozen_at = null', `subject = 'mine'`, 'frozen_at = now()'])
      await attacker.run(
        `with changed as (update resident_portal.resident_account set ${change} returning 1) select count(*) || ' rows seen' from changed`,
      )
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
