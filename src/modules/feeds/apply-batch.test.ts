import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { grant, inTransaction } from '#platform/transactions'
import { type TestDatabase, testDatabase } from '#testing/database'
import { listFacts } from './index.ts'
import { refuseBatch, releaseBatch } from './release-batch.ts'
import { aCouncil, aFeed, anEmployer, as, identity, phone, startOfTests, type TestHouse, testHouse } from './testing.ts'

let database: TestDatabase
let house: TestHouse
let council: { workerId: string; teamId: string }
before(async () => {
  database = await testDatabase()
  house = await testHouse(database)
  council = await aCouncil(house)
})
after(async () => {
  await house.close()
  await database.close()
})

const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected
const batchOf = async (id: string) => (await house.admin.query('select * from feeds.batch where id = $1', [id])).rows[0]
const current = async (feed: string, kind: string) =>
  (
    await house.admin.query(
      "select coalesce(content ->> 'value', content ->> 'givenName') as said from feeds.fact where dataset_id = $1 and kind = $2 and superseded_by_batch_id is null order by 1",
      [feed, kind],
    )
  ).rows.map((row) => row.said)

test('a batch is applied by its job: facts, source persons, counts, event', async () => {
  const feed = await aFeed(house, { id: 'applied' })
  const { batchId } = await feed.send([identity('P1'), phone('P1', '07700 900111', '2026-03-01T10:00:00Z')])
  await house.work()
  const batch = await batchOf(batchId)
  assert.ok(batch.applied_at)
  assert.deepEqual([batch.rows_read, batch.facts_new, batch.facts_changed, batch.rows_quarantined], [2, 2, 0, 0])
  assert.deepEqual(await current(feed.id, 'contact-point'), ['07700 900111'])
  const { rows } = await house.admin.query(
    "select payload from platform.outbox where type = 'feeds.batch.applied.v1' and aggregate = 'feed applied'",
  )
  assert.deepEqual(rows, [{ payload: { batchId } }])
})

test('F1 the same rows in another file change nothing, and are counted as unchanged', async () => {
  const feed = await aFeed(house, { id: 'restated' })
  const rows = [identity('P1'), phone('P1', '07700 900111', '2026-03-01T10:00:00Z')]
  await feed.load(rows)
  const batch = await batchOf(await feed.load(rows))
  assert.deepEqual([batch.facts_new, batch.facts_changed, batch.facts_unchanged, batch.facts_late], [0, 0, 2, 0])
  assert.equal((await house.admin.query("select 1 from feeds.fact where dataset_id = 'restated'")).rowCount, 2)
})

test('a late fact does not win over one that was stated later', async () => {
  const feed = await aFeed(house, { id: 'late' })
  await feed.load([identity('P1'), phone('P1', '07700 900222', '2026-03-02T10:00:00Z')], { sequence: 2 })
  const batch = await batchOf(await feed.load([phone('P1', '07700 900111', '2026-03-01T10:00:00Z')], { sequence: 1 }))
  assert.equal(batch.facts_late, 1)
  assert.deepEqual(await current(feed.id, 'contact-point'), ['07700 900222'])
})

test('of two statements in one file the later row of the later time wins, across parts too', async () => {
  const feed = await aFeed(house, { id: 'twice-in-one' })
  const rows = [
    identity('P1'),
    phone('P1', '07700 900333', '2026-03-03T10:00:00Z'),
    phone('P1', '07700 900222', '2026-03-02T10:00:00Z'),
    phone('P1', '07700 900444', '2026-03-03T10:00:00Z'),
  ]
  for (const partRows of [1, 2, 100]) {
    await feed.load(rows, { partRows })
    assert.deepEqual(await current(feed.id, 'contact-point'), ['07700 900444'])
  }
})

test('special-category content is sealed, and opens for whoever was granted it', async () => {
  const feed = await aFeed(house, { id: 'sealed' })
  const event = {
    kind: 'event',
    class: 'health',
    person: 'P1',
    key: 'E1',
    type: 'attendance',
    occurredAt: '2026-03-01T10:00:00Z',
    summary: 'canary-7d1',
  }
  await feed.load([identity('P1'), event])
  const { rows } = await house.admin.query(
    "select source_person_id, content, sealed from feeds.fact where dataset_id = 'sealed' and kind = 'event'",
  )
  assert.equal(rows[0].content, null)
  assert.equal(rows[0].sealed.toString('latin1').includes('canary'), false)
  const source = rows[0].source_person_id
  const facts = await inTransaction(house.services.house, as('data-engineer', 'feeds.read'), 'feeds.read', async (tx) => {
    await grant(house.services.house, tx, { cells: [{ dataset: 'sealed', classes: ['health'], sources: [source] }] })
    return listFacts(tx, house.services.vault, [source])
  })
  assert.deepEqual(
    facts.map((fact) => [fact.kind, (fact.content as { summary: string }).summary]),
    [['event', 'canary-7d1']],
  )
})

test('a person and the other of a relationship may come in any order, and in another part', async () => {
  const feed = await aFeed(house, { id: 'any-order' })
  const rows = [
    { kind: 'relationship', person: 'P1', key: 'P1-P2', other: 'P2', type: 'parent-of' },
    phone('P2', '07700 900111', '2026-03-01T10:00:00Z'),
    identity('P1'),
    identity('P2'),
  ]
  const batch = await batchOf(await feed.load(rows, { partRows: 1 }))
  assert.deepEqual([batch.facts_new, batch.rows_quarantined], [4, 0])
})

test('a waiting batch changes nothing until another person releases it', async (t) => {
  const feed = await aFeed(house, { id: 'capped', changeCapPercent: 30 })
  const four = ['P1', 'P2', 'P3', 'P4']
  await feed.load(four.map((person) => identity(person)))
  const renamed = (people: string[]) =>
    people.map((person) => identity(person, { givenName: 'Kayley', eventAt: '2026-03-05T10:00:00Z' }))

  await t.test('F5 a batch below the cap is applied', async () => {
    assert.ok((await batchOf(await feed.load(renamed(['P1'])))).applied_at)
  })
  await t.test('F5 a batch above the cap waits, and nothing of it is there', async () => {
    const id = await feed.load(renamed(['P2', 'P3']))
    const batch = await batchOf(id)
    assert.ok(batch.waiting_since)
    assert.match(batch.waiting_reason, /2 facts .* 30 in 100/)
    assert.deepEqual(await current(feed.id, 'identity'), ['Kayleigh', 'Kayleigh', 'Kayleigh', 'Kayley'])
    assert.equal((await house.admin.query('select 1 from feeds.fact where batch_id = $1', [id])).rowCount, 0)

    const release = (actor: string) =>
      inTransaction(house.services.house, as(actor, 'feeds.batch.release'), 'feeds.batch.release', (tx) =>
        releaseBatch(tx, id, startOfTests),
      )
    await house.admin.query("update feeds.batch set received_by = 'data-engineer' where id = $1", [id])
    await assert.rejects(release('data-engineer'), code('OWN_BATCH'))
    await house.admin.query("update feeds.batch set received_by = 'feed-gateway' where id = $1", [id])
    await release('data-engineer')
    await house.work()
    assert.ok((await batchOf(id)).applied_at)
    assert.deepEqual(await current(feed.id, 'identity'), ['Kayleigh', 'Kayley', 'Kayley', 'Kayley'])
    await assert.rejects(release('data-engineer'), code('BATCH_NOT_WAITING'))
  })
  await t.test('F5 a person may refuse it instead, and its number is free again', async () => {
    const rows = four.map((person) => identity(person, { givenName: 'X', eventAt: '2026-03-06T10:00:00Z' }))
    const id = await feed.load(rows, { sequence: 9 })
    await inTransaction(house.services.house, as('data-engineer', 'feeds.batch.release'), 'feeds.batch.release', (tx) =>
      refuseBatch(tx, id, 'Everyone is called X.', startOfTests),
    )
    assert.equal((await batchOf(id)).refusal_code, 'REFUSED_BY_A_PERSON')
    const { again } = await feed.send([identity('P1')], { sequence: 9 })
    assert.equal(again, false)
  })
})

const bad = (n: number) => ({ kind: 'identity', person: `B${n}`, key: `B${n}`, givenName: 7 })
// Rows of a file and its manifest's count; then how it ends.
const files: [string, object[], number, string][] = [
  ['a file with fewer rows than its manifest says', [identity('P1')], 2, 'ROW_COUNT_DIFFERS'],
  ['a file with more rows than its manifest says', [identity('P1'), identity('P2')], 1, 'ROW_COUNT_DIFFERS'],
  [
    'a file with more than 5 bad rows in 100',
    [...Array.from({ length: 94 }, (_, n) => identity(`P${n}`)), ...[1, 2, 3, 4, 5, 6].map(bad)],
    100,
    'TOO_MANY_ROWS_FAIL',
  ],
  ['a file with a line longer than any row', [identity('P1', { otherNames: 'x'.repeat(2 ** 21) })], 1, 'LINE_TOO_LONG'],
  ['a file that nests where no row does', [identity('P1', { otherNames: [[[]]] })], 1, 'JSON_TOO_DEEP'],
]
for (const [index, [what, rows, rowCount, expected]] of files.entries()) {
  test(`F2 nothing stays of ${what}`, async () => {
    const feed = await aFeed(house, { id: `unusable-${index}` })
    const id = await feed.load(rows as never, { rowCount, partRows: 10 })
    assert.equal((await batchOf(id)).refusal_code, expected)
    const { rows: left } = await house.admin.query(
      'select (select count(*)::int from feeds.fact where dataset_id = $1) + (select count(*)::int from feeds.source_person where dataset_id = $1) + (select count(*)::int from feeds.quarantined_row where batch_id = $2) as rows',
      [feed.id, id],
    )
    assert.equal(left[0].rows, 0)
  })
}

test('a refused file says which rules its rows break most', async () => {
  const feed = await aFeed(house, { id: 'commonest' })
  const batch = await batchOf(await feed.load([bad(1), bad(2)] as never))
  assert.match(batch.refusal_sentence, /givenName: not-canonical \(2 rows\)/)
})

test('F2 wherever the database fails in the middle of a batch, nothing of it stays, and a later try applies it whole', async () => {
  const feed = await aFeed(house, { id: 'failing' })
  const rows = Array.from({ length: 10 }, (_, n) => identity(`P${n}`))
  await house.admin.query('create table public.failing (row_no int not null); insert into public.failing values (0)')
  await house.admin.query(`create function public.fail_at() returns trigger language plpgsql security definer as $$ begin
    if new.dataset_id = 'failing' and new.row_no = (select row_no from public.failing) then raise exception 'injected' using errcode = '53100'; end if; return new; end $$`)
  await house.admin.query('create trigger fail_at before insert on feeds.fact for each row execute function public.fail_at()')
  try {
    for (let at = 1; at <= rows.length; at++) {
      await house.admin.query('update public.failing set row_no = $1', [at])
      await assert.rejects(feed.load(rows, { sequence: 1, partRows: 2 }), /injected/)
      assert.equal(
        (
          await house.admin.query(
            "select 1 from feeds.fact where dataset_id = 'failing' union all select 1 from feeds.source_person where dataset_id = 'failing'",
          )
        ).rowCount,
        0,
      )
    }
  } finally {
    await house.admin.query('drop trigger fail_at on feeds.fact')
  }
  assert.ok((await batchOf(await feed.load(rows, { sequence: 1, partRows: 2 }))).applied_at)
})

const relationships = async (feed: string) =>
  (
    await house.admin.query(
      'select worker_id, team_id, active_to is null as open from information_governance.relationship where dataset_id = $1 order by kind',
      [feed],
    )
  ).rows

test('an involvement gives its worker and its team a relationship, and a closed one ends it', async () => {
  const feed = await aFeed(house, { id: 'involved' })
  const involvement = {
    kind: 'involvement',
    person: 'P1',
    key: 'I1',
    service: 'Council housing',
    openedOn: '2026-01-05',
    workerRef: 'ALD1',
    team: 'North team',
  }
  const at = (day: number) => `2026-03-0${day}T10:00:00Z`
  const [worker, team] = [council.workerId, council.teamId]
  await feed.load([identity('P1'), { ...involvement, eventAt: at(1) }])
  assert.deepEqual(await relationships(feed.id), [
    { worker_id: worker, team_id: null, open: true },
    { worker_id: null, team_id: team, open: true },
  ])
  await feed.load([{ ...involvement, team: null, eventAt: at(2) }])
  assert.deepEqual(await relationships(feed.id), [
    { worker_id: worker, team_id: null, open: true },
    { worker_id: null, team_id: team, open: false },
  ])
  await feed.load([{ ...involvement, closedOn: '2026-03-02', eventAt: at(3) }])
  assert.deepEqual(
    (await relationships(feed.id)).map((row) => row.open),
    [false, false],
  )
  const batch = await batchOf(await feed.load([{ ...involvement, key: 'I2', workerRef: 'NOBODY', eventAt: at(1) }]))
  assert.equal(batch.workers_unknown, 1)
})

test('a worker is looked for at her employer: a school’s, although the council sends', async () => {
  const names = { name: 'Aldermere North Academy', team: 'North Academy, safeguarding', worker: 'Helen Okoro' }
  const school = await anEmployer(house, { id: 'GB-EDU-990002', kind: 'school', ...names })
  const feed = await aFeed(house, { id: 'at-school' })
  const involvement = {
    kind: 'involvement',
    person: 'P1',
    key: 'I1',
    service: names.name,
    openedOn: '2026-01-05',
    workerRef: 'ALD1',
  }
  const eventAt = '2026-03-01T10:00:00Z'
  await feed.load([identity('P1'), { ...involvement, team: names.team, employer: 'GB-EDU-990002', eventAt }])
  assert.deepEqual(await relationships(feed.id), [
    { worker_id: school.workerId, team_id: null, open: true },
    { worker_id: null, team_id: school.teamId, open: true },
  ])
  const elsewhere = await feed.load([{ ...involvement, key: 'I2', team: null, employer: 'GB-EDU-990003', eventAt }])
  assert.equal((await batchOf(elsewhere)).workers_unknown, 1)
})

test('an involvement that becomes brokered takes the bare fact of it out of sight', async () => {
  const feed = await aFeed(house, { id: 'brokered-later' })
  const involvement = { kind: 'involvement', person: 'P1', key: 'I1', service: 'Recovery', openedOn: '2026-01-05' }
  await feed.load([identity('P1'), { ...involvement, eventAt: '2026-03-01T10:00:00Z' }])
  await feed.load([{ ...involvement, existence: 'brokered', eventAt: '2026-03-02T10:00:00Z' }])
  const { rows } = await house.admin.query(
    "select distinct field_class from feeds.fact where dataset_id = 'brokered-later' and kind like 'involvement%' and superseded_by_batch_id is null",
  )
  assert.deepEqual(rows, [{ field_class: 'brokered-involvement' }])
})

test('a row of a class that its dataset was not registered for is quarantined: it would have neither agreement nor seal', async () => {
  const classes = ['identity', 'involvement', 'involvement-exists'].map((fieldClass) => ({
    fieldClass,
    specialCategory: false,
    retention: 'none',
  }))
  const feed = await aFeed(house, { id: 'class-not-agreed', classes })
  const involvement = { kind: 'involvement', person: 'P1', key: 'I1', service: 'Recovery', openedOn: '2026-01-05' }
  const people = Array.from({ length: 40 }, (_, n) => identity(`P${n}`))
  const batchId = await feed.load([...people, involvement, { ...involvement, key: 'I2', existence: 'brokered' }])
  const { rows } = await house.admin.query(
    'select row_no, field, value_class, rule from feeds.quarantined_row where batch_id = $1',
    [batchId],
  )
  assert.deepEqual(rows, [{ row_no: 42, field: 'class', value_class: 'brokered-involvement', rule: 'class-not-agreed' }])
})
