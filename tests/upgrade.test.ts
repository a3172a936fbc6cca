// A place that is in use goes over to a new version: what stood in it still stands, in today's schema, and whoever is in the way is named.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { listMigrations, migrate } from '#platform/migrate'
import { emptyDatabase, passwordOf } from '#testing/database'

/** The version of 27 November 2026, 21:32: later ones change tables that are filled in use. */
const earlier = listMigrations().filter(({ name }) => name < '20261130')
const later = listMigrations().slice(earlier.length)
const nobody = '00000000-0000-7000-8000-000000000000'
const id = (nth: number) => `${nobody.slice(0, -2)}${String(nth).padStart(2, '0')}`
const at = '2026-03-01T10:00:00Z'

const ofHousing = { controller_id: 'GB-LAE-ALD', dataset_id: 'council-housing', regime: 'general', source_person_id: id(1) }
const fact = (source_key: string, kind: string, says: { content: object } | { sealed: string }) => ({
  ...ofHousing,
  field_class: kind,
  kind,
  source_key,
  content_hash: source_key,
  event_at: at,
  recorded_at: at,
  batch_id: id(2),
  sequence: 1,
  row_no: 1,
  ...says,
  left_extract: false,
})
const matched = (nth: number) => ({
  ...ofHousing,
  source_person_id: id(nth),
  field_class: 'identity',
  epoch: 1,
  keys: [nth],
  fingerprint: 1,
  sealed: '\\x01',
})
const purpose = (name: string) => ({
  id: name,
  name,
  plain_words_en: name,
  gateway_id: 'a-law',
  article_6: 'Article 6(1)(e)',
  regime: 'general',
  roles: [],
  log_visibility: 'withheld',
  withheld_ground: 'Not safe',
  withheld_reviewer: 'information-governance',
  in_force_from: '2025-04-01',
})
/** What stands in each table before: only such as later versions change, and a trigger's or a policy's word on it is not asked. */
const rows: Readonly<Record<string, readonly object[]>> = {
  'platform.place': [{ name: 'Aldermere', nation: 'england', zone: 'Europe/London', fictional: true }],
  'feeds.fact': [
    fact('H-1', 'identity', { content: { givenName: 'Kay', familyName: 'O’Neill-Smith', addressProtected: true } }),
    fact('H-1-abuse', 'event', { content: { code: 'Domestic_Abuse' } }),
    fact('H-1-noise', 'event', { content: { code: 'noise' } }),
    fact('H-1-sealed', 'need', { sealed: '\\x01' }),
    fact('H-1-home', 'residence', { content: { address: '1 Weavers Row, Aldermere' } }),
  ],
  'person_index.match_record': [matched(1), matched(9)],
  'person_index.match_key': [
    { ...ofHousing, key: 1, field_class: 'identity' },
    { ...ofHousing, key: 2, field_class: 'identity', source_person_id: id(9) },
  ],
  'person_index.model_in_use': [{ model: 'x', since: at }],
  'information_governance.gateway': [
    {
      id: 'a-law',
      statute: 'A law',
      provision: 'Section 1',
      kind: 'power',
      bodies: 'Any',
      objective: 'Any',
      limits: 'None',
      in_force_from: '2025-01-01',
      read_at_source: false,
    },
  ],
  'information_governance.sharing_purpose': [purpose('safeguarding-children'), purpose('tenancy-support')],
  'information_governance.incident': [
    {
      id: id(3),
      reference: 'B-1',
      controller_id: 'GB-LAE-ALD',
      said: '\\x01',
      noticed_at: at,
      going_on: 'no',
      reported_by: nobody,
      reported_by_name: 'Amina',
      reported_at: at,
    },
  ],
  'information_governance.incident_entry': [
    {
      id: id(4),
      incident_id: id(3),
      kind: 'note',
      chosen: [],
      said: '\\x01',
      written_by: nobody,
      written_by_name: 'Ines',
      written_at: at,
    },
  ],
  'information_governance.subject_request': [
    { id: id(5), kind: 'copy', account_id: nobody, whole: true, said: '\\x01', received_at: at },
  ],
  'information_governance.subject_request_part': [
    {
      id: id(6),
      request_id: id(5),
      kind: 'copy',
      account_id: nobody,
      controller_id: 'GB-LAE-ALD',
      hidden: false,
      received_at: at,
      received_on: '2026-03-01',
    },
  ],
  'information_governance.subject_request_step': [
    { id: id(7), part_id: id(6), kind: 'paused', reason: 'identity', at, on_day: '2026-03-02', by_id: nobody, by_name: 'Rosa' },
  ],
  'information_governance.proxy_right': [
    {
      ...ofHousing,
      id: id(8),
      field_class: 'relationship',
      kind: 'helper',
      scopes: ['who-looked'],
      person_name: 'Kay',
      called: 'Her sister',
      evidence: '',
      granted_by: nobody,
      granted_at: at,
      until_day: '2027-03-01',
      code_hash: 'x',
      code_expires_at: at,
    },
  ],
}

let place: Awaited<ReturnType<typeof emptyDatabase>>
let admin: pg.Client
const connect = async (connectionString: string, application_name = 'a test'): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString, application_name })
  await client.connect()
  return client
}
const upgrade = (patienceMs = 20_000) => migrate(place.adminUrl, passwordOf, { patienceMs })
const ask = async <T>(text: string): Promise<T[]> => (await admin.query(text)).rows

before(async () => {
  place = await emptyDatabase()
  await migrate(place.adminUrl, passwordOf, { migrations: earlier })
  admin = await connect(place.adminUrl)
  await admin.query('set session_replication_role = replica')
  for (const [table, filled] of Object.entries(rows))
    for (const row of filled) {
      const columns = Object.keys(row).join(', ')
      await admin.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1)`, [
        JSON.stringify(row),
      ])
    }
})
after(async () => {
  await admin.end()
  await place.close()
})

test('while another version is at work nothing is changed: who that is, is said, and once it has stopped the upgrade goes on', async () => {
  const atWork = await connect(place.asRole('job_runner'), 'commonweal, process 4711')
  await assert.rejects(upgrade(300), /another Commonweal is at work on it.*\n {2}job_runner \(commonweal, process 4711/)
  assert.equal((await ask('select from migration.applied')).length, earlier.length)
  await atWork.end()
})

test('where somebody holds a table, who that is, is said instead of waiting for ever, and the migration that could not be is not half applied', async () => {
  const holder = await connect(place.adminUrl, 'an evaluation')
  await holder.query('begin')
  await holder.query('select from feeds.fact')
  await assert.rejects(upgrade(300), /20261130-0102.*lock timeout.*\n {2}postgres \(an evaluation/)
  assert.deepEqual(await ask("select from pg_attribute where attrelid = 'feeds.fact'::regclass and attname = 'surname'"), [])
  await holder.query('rollback')
  await holder.end()
})

test('of two that start at once one brings it up to date, and the other waits until it is', async () => {
  const said: string[] = []
  const both = await Promise.all([1, 2].map(() => migrate(place.adminUrl, passwordOf, { say: (line) => void said.push(line) })))
  assert.ok(said.some((line) => line.startsWith('Another process brings this database up to date')))
  assert.equal(both.flat().length, new Set(both.flat()).size)
  assert.equal((await ask('select from migration.applied')).length, earlier.length + later.length)
})

test('what stood in an earlier version still stands in today’s', async () => {
  for (const [table, filled] of Object.entries(rows)) {
    if (table.startsWith('person_index.')) continue
    const columns = Object.keys(filled[0]!).join(', ')
    const now = await ask<{ row: object }>(`select to_jsonb(r) as row from (select ${columns} from ${table}) r`)
    const then = await Promise.all(
      filled.map(
        async (row) =>
          (
            await admin.query(
              `select to_jsonb(r) as row from (select ${columns} from jsonb_populate_record(null::${table}, $1)) r`,
              [JSON.stringify(row)],
            )
          ).rows[0],
      ),
    )
    const inOrder = (found: object[]) => found.map((one) => JSON.stringify(one)).sort()
    assert.deepEqual(inOrder(now), inOrder(then), table)
  }
})

test('what later versions say of earlier rows is true of them', async () => {
  assert.deepEqual(await ask('select source_key, says_abuse, surname from feeds.fact order by source_key'), [
    { source_key: 'H-1', says_abuse: false, surname: 'oneillsmith' },
    { source_key: 'H-1-abuse', says_abuse: true, surname: null },
    { source_key: 'H-1-home', says_abuse: false, surname: null },
    { source_key: 'H-1-noise', says_abuse: false, surname: null },
    { source_key: 'H-1-sealed', says_abuse: true, surname: null },
  ])
  assert.deepEqual(
    await ask(
      'select p.id = p.incident_id as leads, e.part_id = p.id as its from information_governance.incident_part p, information_governance.incident_entry e',
    ),
    [{ leads: true, its: true }],
  )
  assert.deepEqual(await ask('select id, uses_restricted_for from information_governance.sharing_purpose order by id'), [
    { id: 'safeguarding-children', uses_restricted_for: 'to protect a child' },
    { id: 'tenancy-support', uses_restricted_for: null },
  ])
})

test('records of protected people that stand among all others go, and all are linked once more at the next start', async () => {
  for (const table of ['match_record', 'match_key'])
    assert.deepEqual(await ask(`select source_person_id from person_index.${table}`), [{ source_person_id: id(9) }])
  assert.deepEqual(await ask('select from person_index.model_in_use'), [])
})

test('a migration that row security would keep from the rows it is to change fails, instead of changing none', async () => {
  const text = "update information_governance.sharing_purpose set name = 'x'"
  const one = { name: '20991231-2359-a-later-one.sql', text, sha256: 'x' }
  await assert.rejects(
    migrate(place.adminUrl, passwordOf, { migrations: [...listMigrations(), one] }),
    /row-level security policy/,
  )
  const freed = `alter table information_governance.sharing_purpose no force row level security; ${text}`
  await migrate(place.adminUrl, passwordOf, { migrations: [...listMigrations(), { ...one, text: freed }] })
  assert.deepEqual(await ask('select distinct name from information_governance.sharing_purpose'), [{ name: 'x' }])
})
