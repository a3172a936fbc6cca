// Somebody inside a valid context, in an act of her own that only reads, who tries to change what the product keeps.
import { lawfully, literal } from '../attacker.ts'
import { known } from '../loot.ts'
import { type Attack, type Attacks, noughts } from './means.ts'

/** Her own session, let in for an act that writes nothing: so an injection into a page would find it. */
const inAnAct =
  (...statements: string[]): Attack =>
  async (attacker, { process, ownToken }) => {
    await lawfully(attacker, process, { token: ownToken }, harmless)
    for (const statement of statements) await attacker.run(statement)
  }
export const harmless = JSON.stringify({ cells: [], bound: {}, act: 'shared-record.my-day.read' })

/** A signed function, called with every signature that she can come by, and with what is missing where a signature belongs. */
const calls =
  (call: string, statement: string): Attack =>
  async (attacker, { process, stranger, ownToken, theirs }) => {
    const { here, mac } = await lawfully(attacker, process, { token: ownToken }, harmless)
    const [what, ...rest] = statement.split('|')
    const macs = [null, '', noughts, mac, theirs.mac, stranger.sign([what, here, ...rest].join('|'))]
    for (const id of [process.id, stranger.id, null])
      for (const one of macs)
        await attacker.run(
          call.replace(':process', id ? literal(id) : 'null').replace(':mac', one === null ? 'null' : literal(one)),
        )
  }

const victim = known.id
const otherRow = `gen_random_uuid(), '${victim}'`

const erasing = [
  `select feeds.erase_records(array['${victim}']::uuid[], array[decode(repeat('00', 32), 'hex')], now())`,
  ...['person_index', 'resident_portal'].map((room) => `select ${room}.erase_records(array['${victim}']::uuid[])`),
  `select information_governance.erase_records(array['${victim}']::uuid[], now()), information_governance.erase_members(array['${victim}']::uuid[])`,
  `select platform.erase_access(array['${victim}']::uuid[], now()), platform.destroy_keys(array['${victim}']::uuid[])`,
  `select platform.destroy_files(array(select id from platform.stored_file)), feeds.destroy_received(array(select id from feeds.batch))`,
  `select feeds.sweep_received('infinity'), casework.sweep_contacts('infinity'), resident_portal.sweep_codes('infinity')`,
  `select feeds.keep_tombstones('x', array[decode(repeat('00', 32), 'hex')], now())`,
  'select platform.kept_files()',
  ...[
    'feeds.fact',
    'feeds.source_person',
    'person_index.link',
    'casework.contact',
    'information_governance.erasure_member',
    'feeds.tombstone',
  ].map((table) => `delete from ${table}`),
  `update information_governance.legal_hold set lifted_by = '${victim}', lifted_at = now(), lift_asked_by = ctx.actor()`,
  `insert into information_governance.erasure_approval select id, '${victim}', 'x', 'x', now() from information_governance.erasure_batch`,
  `insert into information_governance.erasure_member (batch_id, controller_id, dataset_id, regime, source_person_id, record_hash, due_on)
    values (gen_random_uuid(), 'x', 'x', 'x', '${victim}', decode(repeat('00', 32), 'hex'), now())`,
]

export const tampering: Attacks = {
  'a job’s payload changed': inAnAct(
    `update jobs.job set data = data || '{"data": {"batchId": "${victim}"}}'`,
    `update jobs.job_common set data = '{}'`,
    `update jobs.job_common set state = 'completed'`,
  ),
  'what is compared of people changed, and a pair settled that waits for somebody’s eyes': inAnAct(
    'delete from person_index.match_record',
    'delete from person_index.match_key',
    'delete from person_index.protected_record',
    'delete from person_index.protected_key',
    'delete from person_index.agreement',
    `update person_index.match_record set epoch = epoch + 1`,
    `update person_index.review_pair set settled_at = now(), settled_by = 'me', settled_how = 'together'`,
    `update person_index.review_pair set taken_by = '${victim}', taken_until = 'infinity'`,
    `update person_index.review_answer set undone_at = now()`,
    `insert into person_index.match_key (key, controller_id, dataset_id, regime, source_person_id) values (1, 'x', 'x', 'x', '${victim}')`,
  ),
  'a job deleted, or put off': inAnAct(
    'delete from jobs.job',
    'delete from jobs.job_common',
    `update jobs.job_common set start_after = 'infinity'`,
    'truncate jobs.job_common',
  ),
  'a queue changed': inAnAct(
    `update jobs.queue set retry_limit = 0, dead_letter = 'hers'`,
    'delete from jobs.queue',
    'delete from jobs.version',
  ),
  'other people’s sessions ended': calls(
    `select ctx.end_sessions_of(array['${victim}']::uuid[], :process, :mac)`,
    `end-sessions|${victim}`,
  ),
  'other people’s sessions ended, by naming nobody': calls('select ctx.end_sessions_of(null, :process, :mac)', 'end-sessions|'),
  'other people’s sessions ended, as it once was': inAnAct(
    `select ctx.end_sessions_of('${victim}')`,
    `update ctx.session set ended_at = now()`,
    `select ctx.end_session(encode(token_hash, 'hex')) from ctx.session`,
  ),
  'another purpose for her own session': calls(
    `select ctx.change_purpose('a-token-of-her-own', 'safeguarding-children', :process, :mac)`,
    'change-purpose|a-token-of-her-own|safeguarding-children',
  ),
  'another purpose for her own session, as it once was': inAnAct(
    `select ctx.change_purpose('a-token-of-her-own', 'safeguarding-children')`,
  ),
  'a system context in which something is missing, to open a session': async (attacker, means) => {
    for (const [actor, act, purpose] of [
      ['null', `'session.open'`, `'x'`],
      [`'sign-in'`, `'session.open'`, 'null'],
      ['null', `'session.open'`, 'null'],
    ])
      await calls(
        `select ctx.begin_system(${actor}, ${act}, ${purpose}, :process, :mac);
         select ctx.open_session(gen_random_uuid(), gen_random_uuid()::text, 'worker', '${victim}', 'GB-LAE-X', 'x', 900, 900, true)`,
        'system|',
      )(attacker, means)
  },
  'a job’s token made by herself': calls(
    `select ctx.issue_job_token(gen_random_uuid()::text, 'matcher', 'person-index.link', 'x', '{}', :process, :mac)`,
    'enqueue|',
  ),
  'a job’s token made by herself, with something missing': calls(
    `select ctx.issue_job_token(null, 'matcher', 'person-index.link', 'x', '{}', :process, :mac),
      ctx.issue_job_token('t', 'matcher', 'person-index.link', 'x', null, :process, :mac)`,
    'enqueue|',
  ),
  'somebody else’s job begun': calls(
    `select * from ctx.begin_job('a-token-of-a-job', '{}', :process, :mac)`,
    'job|a-token-of-a-job',
  ),
  'the audit written in another’s name, for another act, or for another day': inAnAct(
    `insert into platform.audit_event (id, actor_id, act, subject, facts) values (${otherRow}, 'shared-record.my-day.read', 'x', '{}')`,
    `insert into platform.audit_event (id, actor_id, act, subject, facts)
      select gen_random_uuid(), ctx.claim('actor'), 'partnership.roles.change', 'x', '{}'`,
    `insert into platform.audit_event (id, occurred_at, actor_id, act, subject, facts)
      select gen_random_uuid(), '2020-01-01', ctx.claim('actor'), 'shared-record.my-day.read', 'x', '{}'`,
    `update platform.audit_event set facts = '{}'`,
    'delete from platform.audit_event',
  ),
  'events marked as delivered, or changed': inAnAct(
    'update platform.outbox set delivered_at = now()',
    `update platform.outbox set payload = '{}'`,
    'delete from platform.outbox',
    `insert into platform.event_delivery (event_id, subscriber) select 1, 'hers' `,
    `insert into platform.event_delivery (event_id, subscriber) values (1, 'person-index')`,
  ),
  'the keys of sealed records replaced': inAnAct(
    `update platform.data_key set wrapped = '\\x00'`,
    `insert into platform.data_key (subject_id, wrapped) values ('${victim}', '\\x00') on conflict (subject_id) do update set wrapped = excluded.wrapped`,
    'delete from platform.data_key',
    `update platform.stored_file set wrapped_key = '\\x00'`,
    'delete from platform.stored_file',
  ),
  'the place made another': inAnAct(
    `update platform.place set fictional = true, made_from = 'hers'`,
    `insert into platform.place (name, nation, zone, fictional) values ('Hers', 'england', 'Europe/London', true)`,
  ),
  'a visit put on somebody’s page': inAnAct(
    `insert into platform.access_entry_source (entry_id, source_person_id) select id, '${victim}' from platform.access_entry`,
    `insert into platform.access_entry_source (entry_id, source_person_id) values ('0dd0dd00-0dd0-40dd-80dd-0dd0dd00dd00', gen_random_uuid())`,
    `select platform.record_access('[{"id": "0dd0dd00-0dd0-40dd-80dd-0dd0dd00dd00", "visibility": "withheld", "sources": ["11111111-1111-4111-8111-111111111111"]}]', '${victim}')`,
  ),
  'a visit written as if it could be shown': inAnAct(
    `select platform.record_access('[{"id": "22222222-2222-4222-8222-222222222222", "role": "practitioner", "view": "person", "outcome": "shown",
      "decision_id": "22222222-2222-4222-8222-222222222222", "decision": [], "agreements": ["x"], "cells": {}, "visibility": "shown", "sources": ["${victim}"]}]', gen_random_uuid())`,
  ),
  'a purpose put on the list of those that are shown': inAnAct(
    `insert into platform.shown_purpose values ('safeguarding-children', 'children-act-1989-s47', 'hers')`,
    `select platform.show_in_log('safeguarding-children', 'children-act-1989-s47', 'hers', null)`,
    `update information_governance.sharing_purpose set log_visibility = 'shown', withheld_ground = null, withheld_reviewer = null`,
  ),
  'a purpose, an agreement or a line of her own': inAnAct(
    `insert into information_governance.sharing_agreement (id, code, version, title, kind, signed_on, in_force_from, review_on)
      values ('${victim}', 'HERS', 1, 'hers', 'sharing', '2020-01-01', '2020-01-01', '2030-01-01')`,
    `insert into information_governance.agreement_recipient select id, 'GB-HERS' from information_governance.sharing_agreement`,
    `insert into information_governance.sharing_term (id, agreement_id, name, roles, relationships, trainings)
      select gen_random_uuid(), id, 'hers', '{practitioner}', '{team}', '{}' from information_governance.sharing_agreement`,
    `update information_governance.sharing_term set roles = '{practitioner}', trainings = '{}'`,
    `update information_governance.sharing_agreement set suspended_at = null, in_force_to = null`,
    `update information_governance.dataset set existence = 'shown'`,
    `insert into information_governance.dataset_class values ('${known.dataset}', 'hers', false, 'x')`,
  ),
  'another role, or another’s work, of her own': inAnAct(
    `insert into partnership.role_assignment (id, worker_id, organisation_id, role, active_from) select gen_random_uuid(), ctx.actor(), id, 'front-door', '2020-01-01' from partnership.organisation`,
    `update partnership.role_assignment set role = 'front-door'`,
    `update partnership.employment set active_to = null, staff_ref = 'hers'`,
    `update partnership.worker set email = 'hers@example.org'`,
    `insert into partnership.team_member (team_id, worker_id, active_from) select id, ctx.actor(), '2020-01-01' from partnership.team`,
    `update partnership.training_record set expires_on = null`,
    `update partnership.delegation set active_to = null`,
  ),
  'a feed’s key of her own, or a batch released': inAnAct(
    `update feeds.connection set revoked_at = null, valid_to = null`,
    `update feeds.batch set released_at = now(), waiting_since = null`,
    `update feeds.feed set change_cap = 1`,
    'update feeds.quarantined_row set dismissed_at = now()',
  ),
  'records erased that nobody approved, a hold lifted, an erasure approved in another’s name': async (attacker, means) => {
    const acts = [
      'shared-record.my-day.read',
      'governance.retention.read',
      'governance.retention.erase',
      'governance.retention.replay',
    ]
    for (const act of acts) {
      await lawfully(attacker, means.process, { token: means.ownToken }, JSON.stringify({ cells: [], bound: {}, act }))
      for (const statement of erasing) await attacker.run(statement)
    }
  },
  'where a person’s former id leads': inAnAct(
    `insert into person_index.redirect (from_person_id, to_person_id, decided_at) values (gen_random_uuid(), '${victim}', now())`,
    `update person_index.redirect set to_person_id = '${victim}'`,
  ),
}
