// What thousands of practitioners have on their desks, planted in the shapes that the product writes: writing it through the pages would take hours.
import type pg from 'pg'
import { seal, type Vault } from '#platform/vault'

export const council = 'GB-LAE-ALD'
const dataset = 'council-housing'
/** So many people each practitioner works with at most, and so many worries and contacts wait at the front door, however large the place is. */
const most = { caseload: 8, worries: 40, contacts: 20 }
const frontDoorWorkers = 16
/** What stands in each plan at first. */
export const plantedEntries = 4

export type Practitioner = {
  readonly workerId: string
  readonly name: string
  readonly planId: string
  readonly people: readonly string[]
}
export type Caseload = {
  readonly practitioners: readonly Practitioner[]
  readonly frontDoor: readonly { readonly workerId: string }[]
}

/** One of a kind, the same at each run. */
const idOf = (what: string, n: string) =>
  `overlay(overlay(md5('bench ${what} ' || ${n}) placing '4' from 13) placing '8' from 17)::uuid`

/** Gives each practitioner people whom she works with, a plan and worries of earlier, and the front door what waits. What an earlier run left is taken away. */
export async function plantCaseload(
  admin: pg.Client,
  vault: Vault,
  practitioners: number,
  progress: (line: string) => void,
): Promise<Caseload> {
  progress(`Planting the desks of ${practitioners} practitioners …`)
  await admin.query('begin')
  await hire(admin, 'practitioner', practitioners, 'practitioner', 'amina-hussain')
  await hire(admin, 'front door worker', frontDoorWorkers, 'front-door', 'raymond-cole')
  await takeAway(admin)
  await plantRelationships(admin, practitioners)
  const keys = await keysOf(admin, vault)
  await plantPlans(admin, keys)
  await plantWorries(admin, keys)
  await plantContacts(admin, vault, practitioners)
  await admin.query('commit')
  await admin.query('vacuum analyze')
  const { rows } = await admin.query<Practitioner>(
    `select d."workerId", d.name, ${idOf('plan', 'd.n')} as "planId", array_agg(d.person_id order by d.nth) as people
     from bench_desk d group by d."workerId", d.name, d.n order by d.n`,
  )
  const { rows: frontDoor } = await admin.query<{ workerId: string }>(
    `select ${idOf('front door worker', 'n')} as "workerId" from generate_series(1, ${frontDoorWorkers}) n order by n`,
  )
  return { practitioners: rows, frontDoor }
}

/** People at work as the one of the cast whose sign-in is named, with her training. */
async function hire(admin: pg.Client, what: string, count: number, role: string, like: string): Promise<void> {
  const [worker, n] = [idOf(what, 'n'), `generate_series(1, ${count}) n`]
  await admin.query(`insert into partnership.worker (id, name, email, phone)
    select ${worker}, 'Bench ${what} ' || n, 'bench' || n || '@example.org', '01632 960101' from ${n} on conflict do nothing`)
  await admin.query(`insert into partnership.employment (id, worker_id, organisation_id, staff_ref, active_from)
    select ${idOf(`employment ${what}`, 'n')}, ${worker}, '${council}', 'BENCH ${what} ' || n, '2020-01-01' from ${n} on conflict do nothing`)
  await admin.query(`insert into partnership.role_assignment (id, worker_id, organisation_id, role, active_from)
    select ${idOf(`role ${what}`, 'n')}, ${worker}, '${council}', '${role}', '2020-01-01' from ${n} on conflict do nothing`)
  await admin.query(
    `insert into partnership.training_record (worker_id, code, completed_on, expires_on)
     select ${worker}, t.code, t.completed_on, t.expires_on from ${n}, partnership.training_record t
     where t.worker_id = (select id from partnership.worker where subject = $1) on conflict do nothing`,
    [like],
  )
}

async function takeAway(admin: pg.Client): Promise<void> {
  const workers = `select id from partnership.worker where name like 'Bench %'`
  await admin.query(`delete from casework.plan_entry where plan_id in (select id from casework.plan where kind = 'tenancy-support' and concern_id is null
    and source_person_id in (select source_person_id from information_governance.relationship where source_room = 'bench'))`)
  await admin.query(`delete from casework.plan where kind = 'tenancy-support' and concern_id is null
    and source_person_id in (select source_person_id from information_governance.relationship where source_room = 'bench')`)
  await admin.query(`delete from casework.concern where recorded_by in (${workers})`)
  await admin.query(`delete from casework.contact where sent_by in (${workers})`)
  await admin.query(`delete from information_governance.relationship where worker_id in (${workers})`)
}

/** Who has whom on her desk: each person whom housing knows is on one, so that nobody writes where another reads. */
async function plantRelationships(admin: pg.Client, practitioners: number): Promise<void> {
  await admin.query(
    `create temporary table bench_desk as
     with known as (
       select distinct on (l.person_id) l.person_id, l.source_person_id, l.controller_id, l.dataset_id, l.regime from person_index.link l
       where l.dataset_id = '${dataset}' and l.ended_at is null order by l.person_id, l.source_person_id),
     numbered as (select *, row_number() over (order by md5(person_id::text)) - 1 as nth, count(*) over () as people from known),
     dealt as (select *, 1 + nth / least(${most.caseload}, greatest(1, people / $1)) as n from numbered)
     select d.*, ${idOf('practitioner', 'd.n')} as "workerId", 'Bench practitioner ' || d.n as name from dealt d where d.n <= $1`,
    [practitioners],
  )
  await admin.query(`insert into information_governance.relationship
      (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from)
    select gen_random_uuid(), "workerId", controller_id, dataset_id, regime, source_person_id, 'allocated-worker', 'bench', source_person_id::text,
      now() - interval '90 days' from bench_desk`)
}

/** The open key of each record that something is sealed under, made where it has none yet. */
async function keysOf(admin: pg.Client, vault: Vault): Promise<Map<string, Buffer>> {
  const { rows } = await admin.query<{ id: string; wrapped: Buffer | null }>(
    'select d.source_person_id as id, k.wrapped from bench_desk d left join platform.data_key k on k.subject_id = d.source_person_id',
  )
  return openKeys(admin, vault, rows)
}

async function openKeys(
  admin: pg.Client,
  vault: Vault,
  subjects: readonly { readonly id: string; readonly wrapped: Buffer | null }[],
): Promise<Map<string, Buffer>> {
  const keys = new Map<string, Buffer>()
  const [ids, wrapped]: [string[], Buffer[]] = [[], []]
  for (const one of subjects) {
    if (one.wrapped) keys.set(one.id, vault.unwrap(one.wrapped))
    else {
      const made = vault.newDataKey()
      keys.set(one.id, made.key)
      ids.push(one.id)
      wrapped.push(made.wrapped)
    }
  }
  await admin.query('insert into platform.data_key (subject_id, wrapped) select * from unnest($1::uuid[], $2::bytea[])', [
    ids,
    wrapped,
  ])
  return keys
}

/** A plan for the first person of each desk: why it began, its one member, a goal and what is done for it. */
async function plantPlans(admin: pg.Client, keys: ReadonlyMap<string, Buffer>): Promise<void> {
  const { rows: heads } = await admin.query<{ id: string; source: string; worker: string; name: string; goal: string }>(
    `select distinct on (n) ${idOf('plan', 'n')} as id, source_person_id as source, "workerId" as worker, name, gen_random_uuid() as goal
     from bench_desk order by n, nth`,
  )
  const entries = heads.flatMap(({ id, source, worker, name, goal }) =>
    [
      { kind: 'begun', why: 'The rent is behind, and the flat is cold.' },
      { kind: 'joined', lead: true, workerId: worker, name, organisation: 'Aldermere Council', phone: '01632 960101' },
      { kind: 'goal-set', goalId: goal, words: 'A warm home, and the rent paid' },
      { kind: 'action-set', actionId: goal, goalId: goal, what: 'Repair the boiler', who: worker, by: '2027-01-15' },
    ].map((event, at) => ({
      plan: id,
      seq: at + 1,
      source,
      kind: event.kind,
      worker,
      name,
      content: seal(keys.get(source)!, JSON.stringify(event), {
        table: 'casework.plan_entry',
        column: 'content',
        row: `${id}|${at + 1}`,
        version: 1,
      }).toString('base64'),
    })),
  )
  await admin.query(`insert into casework.plan (id, controller_id, dataset_id, regime, source_person_id, kind, begun_at)
    select distinct on (n) ${idOf('plan', 'n')}, controller_id, dataset_id, regime, source_person_id, 'tenancy-support', now() - interval '60 days'
    from bench_desk order by n, nth`)
  await inSlices(entries, (slice) =>
    admin.query(
      `insert into casework.plan_entry (plan_id, seq, controller_id, dataset_id, regime, source_person_id, kind, by_kind, by_id, by_name, by_organisation, at, content)
       select r.plan, r.seq, d.controller_id, d.dataset_id, d.regime, r.source, r.kind, 'worker', r.worker, r.name, 'Aldermere Council',
         now() - interval '60 days', decode(r.content, 'base64')
       from jsonb_to_recordset($1::jsonb) as r(plan uuid, seq int, source uuid, kind text, worker uuid, name text, content text)
       join bench_desk d on d.source_person_id = r.source`,
      [JSON.stringify(slice)],
    ),
  )
  await admin.query(`insert into information_governance.relationship
      (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from)
    select distinct on (n) gen_random_uuid(), "workerId", controller_id, dataset_id, regime, source_person_id, 'team-around', 'casework',
      ${idOf('plan', 'n')} || '|' || "workerId" || '|1', now() - interval '60 days' from bench_desk order by n, nth`)
}

/** One worry of each desk that was decided, and those that wait at the front door: as many in a small place as in a large one. */
async function plantWorries(admin: pg.Client, keys: ReadonlyMap<string, Buffer>): Promise<void> {
  const { rows } = await admin.query<{ id: string; source: string; worker: string; name: string; waits: boolean }>(
    `with desks as (select distinct on (n) n, source_person_id as source, "workerId" as worker, name from bench_desk order by n, nth),
       many as (select *, row_number() over (order by n) - 1 as at, count(*) over () as desks from desks)
     select gen_random_uuid() as id, source, worker, name, false as waits from many
     union all select gen_random_uuid(), source, worker, name, true from generate_series(0, ${most.worries} - 1) w join many on at = w % desks`,
  )
  const told = JSON.stringify({ seen: 'The flat was cold.', opinion: '', ownWords: '', others: '', whyNot: '', safeWay: '' })
  const sealed = (id: string, source: string, column: 'told' | 'reason', words: string) =>
    seal(keys.get(source)!, words, { table: 'casework.concern', column, row: id, version: 1 }).toString('base64')
  const worries = rows.map((one) => ({
    ...one,
    told: sealed(one.id, one.source, 'told', told),
    reason: sealed(one.id, one.source, 'reason', 'Housing helps.'),
  }))
  await inSlices(worries, (slice) =>
    admin.query(
      `insert into casework.concern (id, controller_id, dataset_id, regime, source_person_id, front_door_id, recorded_by, recorded_by_name, recorded_by_organisation,
         recorded_at, danger, agrees, ring_back, told, taken_by, taken_by_name, taken_at, decided_by_name, decided_at, decision, reason)
       select r.id, d.controller_id, d.dataset_id, d.regime, r.source, '${council}', r.worker, r.name, 'Aldermere Council', a.at, 'no', 'yes', false, decode(r.told, 'base64'),
         case when not r.waits then r.worker end, case when not r.waits then 'Somebody' end, case when not r.waits then a.at end,
         case when not r.waits then 'Somebody' end, case when not r.waits then a.at end, case when not r.waits then 'advice' end,
         case when not r.waits then decode(r.reason, 'base64') end
       from jsonb_to_recordset($1::jsonb) as r(id uuid, source uuid, worker uuid, name text, waits boolean, told text, reason text)
       join bench_desk d on d.source_person_id = r.source
       cross join lateral (select now() - case when r.waits then interval '1 hour' else interval '30 days' end as at) a`,
      [JSON.stringify(slice)],
    ),
  )
}

/** One contact of each practitioner that was closed, and those that wait. */
async function plantContacts(admin: pg.Client, vault: Vault, practitioners: number): Promise<void> {
  const { rows } = await admin.query<{ id: string; n: number; waits: boolean; wrapped: null }>(
    `select gen_random_uuid() as id, n, false as waits, null as wrapped from generate_series(1, ${practitioners}) n
     union all select gen_random_uuid(), 1 + w % ${practitioners}, true, null from generate_series(0, ${most.contacts} - 1) w`,
  )
  const keys = await openKeys(admin, vault, rows)
  const told = JSON.stringify({
    name: 'Somebody',
    born: '',
    address: '2 Bracken Row',
    worry: 'Shouting',
    caller: '',
    phone: '01632 960123',
  })
  const contacts = rows.map(({ id, n, waits }) => ({
    id,
    n,
    waits,
    told: seal(keys.get(id)!, told, { table: 'casework.contact', column: 'told', row: id, version: 1 }).toString('base64'),
  }))
  await inSlices(contacts, (slice) =>
    admin.query(
      `insert into casework.contact (id, front_door_id, way, sent_by, sent_by_name, sent_by_organisation, received_at, told, closed_at, result)
       select r.id, '${council}', 'colleague', ${idOf('practitioner', 'r.n')}, 'Bench practitioner ' || r.n, 'Aldermere Council',
         now() - case when r.waits then interval '1 hour' else interval '40 days' end, decode(r.told, 'base64'),
         case when not r.waits then now() - interval '39 days' end, case when not r.waits then 'rang-back' end
       from jsonb_to_recordset($1::jsonb) as r(id uuid, n int, waits boolean, told text)`,
      [JSON.stringify(slice)],
    ),
  )
}

async function inSlices<T>(all: readonly T[], work: (slice: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += 5000) await work(all.slice(from, from + 5000))
}
