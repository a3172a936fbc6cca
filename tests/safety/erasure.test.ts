// What is due is erased everywhere, what is held is not, and nothing of it comes back: asked of the database, the files and the disk.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { kept } from '#app/personal-data'
import {
  approveErasure,
  askToLift,
  eraseApproved,
  erasuresOnDesk,
  liftHold,
  listDue,
  listDueNightly,
  placeHold,
  readTombstones,
  replayTombstones,
  sweep,
} from '#modules/information-governance'
import { instant, plainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import { type Caller, inTransaction } from '#platform/transactions'
import { exported, settleLog, verified } from '#testing/log'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'

const canary = { given: 'Zephyrine', family: 'Quillfeather', street: '7 Vellichor Passage' }
let world: World
before(async () => {
  world = await openWorld()
  await world.admin.query(
    `update information_governance.dataset_class set retention = 'tenancy + 6 years' where dataset_id = 'council-housing'`,
  )
  await world.admin.query(
    `update information_governance.dataset_class set retention = '8 years' where dataset_id in ('nhs-patients', 'drug-and-alcohol')`,
  )
})
after(() => world.close())

const old = '2018-03-01T10:00:00Z'
const ended = (person: string, on: string | null, born = '1950-02-03') => [
  ...aPerson(person, canary.given, canary.family, born, { address: canary.street, household: `${person}-home` }).map((row) => ({
    ...row,
    eventAt: old,
  })),
  anInvolvement(person, 'amina', { eventAt: old, openedOn: '2012-01-05', closedOn: on, service: 'Quillfeather tenancy' }),
]
const by = async (who: 'ines' | 'rosa'): Promise<Caller> => ({
  requestId: newId(),
  sessionToken: await world.session(who, { steppedUp: true }),
})
const openBatches = async () =>
  (
    await world.admin.query(
      'select id, dataset_id, records, left_out, erased, listed_at, done_at from information_governance.erasure_batch order by listed_at',
    )
  ).rows
const list = () => listDue(world.services, kept)
const approve = async (id: string) => {
  await approveErasure(world.services, await by('ines'), id)
  await approveErasure(world.services, await by('rosa'), id)
}
const isThere = async (person: string, feed = 'council-housing') =>
  (await world.admin.query('select from feeds.source_person where dataset_id = $1 and source_key = $2', [feed, person]))
    .rowCount === 1

/** Every place in the database where a text stands. */
async function whereIs(text: string): Promise<string[]> {
  const { rows } = await world.admin.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)' order by 1`,
  )
  const found: string[] = []
  for (const { name } of rows) {
    const { rowCount } = await world.admin.query(
      `select from ${name} t where position(lower($1) in lower(t::text)) > 0 limit 1`,
      [text],
    )
    if (rowCount) found.push(name)
  }
  return found
}

test('E1, E2: what is due and approved by two is gone from every table, key and file; and who was linked with it stands alone', async () => {
  const events = { eventAt: '2016-02-01T10:00:00Z' }
  await world.load('council-housing', [...ended('H1', '2019-05-01'), ...aPerson('H9', 'Other', 'Tenant', '1980-01-01')])
  await world.load('drug-and-alcohol', [
    ...aPerson('R1', canary.given, canary.family, '1950-02-03', { address: canary.street }),
    { kind: 'need', key: 'R1-n', person: 'R1', code: 'x', statement: 'A need', statedOn: '2026-01-01' },
  ])
  await world.load('nhs-patients', [
    ...aPerson('N1', canary.given, canary.family, '1950-02-03', { address: canary.street }).map((row) => ({ ...row, ...events })),
    {
      kind: 'event',
      key: 'N1-e',
      person: 'N1',
      class: 'health',
      type: 'visit',
      occurredAt: '2016-02-01T10:00:00Z',
      summary: 'Quillfeather was seen',
      ...events,
    },
  ])
  const source = await world.sourceOf('nhs-patients', 'N1')
  const housing = await world.sourceOf('council-housing', 'H1')
  assert.equal(await world.personOf('nhs-patients', 'N1'), await world.personOf('drug-and-alcohol', 'R1'))
  assert.ok((await whereIs(source)).includes('platform.data_key'), 'it has a key')
  await world.get(`/people/${await world.personOf('council-housing', 'H1')}`, await world.session('amina'))
  await settleLog(world.database)

  await list()
  const due = await openBatches()
  assert.deepEqual(due.map(({ dataset_id, records }) => [dataset_id, records]).toSorted(), [
    ['council-housing', 1],
    ['nhs-patients', 1],
  ])
  for (const { id, dataset_id } of due) {
    if (dataset_id === 'council-housing') await approve(id)
    // The NHS's two: in the tests' world it has one officer.
    else
      await world.admin.query(
        `insert into information_governance.erasure_approval select $1, gen_random_uuid(), 'A', 'data-owner', now() from generate_series(1, 2)`,
        [id],
      )
  }
  assert.equal(await eraseApproved(world.services, kept), 2)
  await world.work()

  // The third record of the same person stands: an entry that tells of all three goes with the last of them.
  for (const id of [source, housing])
    assert.deepEqual(
      (await whereIs(id)).filter((one) => !one.startsWith('jobs.')),
      ['platform.access_entry_source', 'platform.erased_record'],
      'an id that leads nowhere',
    )
  assert.equal(await isThere('H1'), false)
  assert.equal(await isThere('N1', 'nhs-patients'), false)
  // Of the canary's words what stands is the third record's alone.
  const own = await world.sourceOf('drug-and-alcohol', 'R1')
  for (const word of [canary.family, canary.street]) {
    const { rows } = await world.admin.query(
      `select source_person_id as id from feeds.fact f where f::text ilike '%' || $1 || '%'`,
      [word],
    )
    assert.deepEqual([...new Set(rows.map((row) => row.id))], [own])
    assert.deepEqual(
      (await whereIs(word)).filter((one) => one !== 'feeds.fact'),
      [],
    )
  }
  const { rows: links } = await world.admin.query(
    `select source_person_id as id from person_index.link where person_id = (select person_id from person_index.link where source_person_id = $1 and ended_at is null)`,
    [own],
  )
  assert.deepEqual([...new Set(links.map((row) => row.id))], [own])
  // The files in which they came cannot be opened: no key, and when they are swept, no file.
  const { rows: files } = await world.admin.query(
    `select b.file_id, f.dataset_id from feeds.batch b join feeds.feed f on f.id = b.feed_id`,
  )
  assert.deepEqual(
    files.filter((one) => one.file_id !== null).map((one) => one.dataset_id),
    ['drug-and-alcohol'],
  )
  assert.equal((await world.admin.query('select from platform.stored_file')).rowCount, 1)
})

test('E2, E3: of a person of whom every record was erased nothing is left, nor of who looked at her; and the log verifies as before', async () => {
  await world.load('council-housing', ended('H2', '2019-06-01', '1961-09-12'))
  const source = await world.sourceOf('council-housing', 'H2')
  const person = await world.personOf('council-housing', 'H2')
  await world.get(`/people/${person}`, await world.session('amina'))
  assert.ok((await whereIs(source)).includes('platform.access_entry_source'), 'somebody looked')
  await list()
  const batch = (await openBatches()).find((one) => one.done_at === null)!
  await approve(batch.id)
  assert.equal(await eraseApproved(world.services, kept), 0, 'the log is sealed first')
  assert.equal(await isThere('H2'), true)
  await settleLog(world.database)
  assert.equal(await eraseApproved(world.services, kept), 1)
  await world.work()
  for (const id of [source, person]) assert.deepEqual(await whereIs(id), [])
  const { rows } = await world.admin.query('select count(*)::int as n from platform.access_leaf where salt is null')
  assert.equal(rows[0].n, 1)
  await settleLog(world.database)
  const { code, said } = await verified('log', (await exported(world.database)).join(''), { erased: 1 })
  assert.equal(code, 0, said)
})

test('on the officer’s desk stands what waits for her approval, by the day on which it must be gone, and not what she has approved', async () => {
  const desk = async (who: 'ines' | 'mira') =>
    inTransaction(
      world.services.house,
      { requestId: newId(), sessionToken: await world.session(who) },
      'governance.desk.read',
      (tx) => erasuresOnDesk(tx, { now: world.services.house.now(), zone: 'Europe/London' }),
    )
  await world.load('council-housing', ended('H4', '2020-03-30', '1971-02-02'))
  await list()
  const [item, ...none] = await desk('ines')
  assert.equal(none.length, 0)
  assert.equal(item?.title, 'Records that are due to be erased')
  assert.equal(item?.dueAt?.toString(), '2026-04-29T23:00:00Z', 'thirty days after it was due, when that day ends')
  assert.deepEqual(await desk('mira'), [], 'another organisation’s')
  await approveErasure(world.services, await by('ines'), item!.href.split('/').at(-1)!)
  assert.deepEqual(await desk('ines'), [])
  await approveErasure(world.services, await by('rosa'), item!.href.split('/').at(-1)!)
  await settleLog(world.database)
  assert.equal(await eraseApproved(world.services, kept), 1)
})

test('the certificate says what was erased, when and on whose word, and names nobody; its hash is that of what is downloaded', async () => {
  const [batch] = (await openBatches()).filter((one) => one.done_at !== null && one.dataset_id === 'council-housing')
  const token = await world.session('ines')
  const page = await world.get(`/retention/erasures/${batch.id}`, token)
  const { body } = await world.get(`/retention/erasures/${batch.id}/certificate`, token)
  assert.ok(page.body.includes(createHash('sha256').update(body).digest('hex')))
  const certificate = JSON.parse(body)
  assert.deepEqual(certificate.records, { listed: 1, leftOut: 0, erased: 1 })
  assert.deepEqual(
    certificate.approvedBy.map((one: { name: string }) => one.name),
    ['Ines Governance', 'Rosa Owner'],
  )
  assert.equal(certificate.rows.records, 1)
  assert.doesNotMatch(body, /Zephyrine|Quillfeather|Vellichor|H1/)
  assert.equal(
    (await world.get(`/retention/erasures/${batch.id}`, await world.session('mira'))).statusCode,
    404,
    'nor another organisation',
  )
  assert.equal((await world.get('/retention', await world.session('amina'))).statusCode, 403)
})

test('one approval erases nothing, nor the same person’s twice; not even the act of erasing does by itself', async () => {
  await world.load('council-housing', ended('H3', '2019-06-01'))
  await settleLog(world.database)
  await list()
  const batch = (await openBatches()).find((one) => one.done_at === null)!
  const source = await world.sourceOf('council-housing', 'H3')
  await assert.rejects(
    async () => approveErasure(world.services, { requestId: newId(), sessionToken: await world.session('ines') }, batch.id),
    /sign in again|Sign in again/,
  )
  await approveErasure(world.services, await by('ines'), batch.id)
  await assert.rejects(async () => approveErasure(world.services, await by('ines'), batch.id), /approved this already/)
  await assert.rejects(
    async () =>
      approveErasure(
        world.services,
        { requestId: newId(), sessionToken: await world.session('mira', { steppedUp: true }) },
        batch.id,
      ),
    /no such records of your organisation/,
  )
  assert.equal(await eraseApproved(world.services, kept), 0)
  const erasing = {
    requestId: newId(),
    system: { actor: 'clock', act: 'governance.retention.erase', purpose: 'running-the-product' },
  }
  for (const room of kept.rooms.filter((one) => one.erase))
    await assert.rejects(
      inTransaction(world.services.house, erasing, 'governance.retention.erase', (tx) =>
        room.erase!(world.services, tx, {
          id: batch.id,
          sources: [source],
          hashes: [Buffer.alloc(32)],
          at: world.services.house.now(),
        }),
      ),
      /only what two people approved and nobody holds is erased/,
      room.room,
    )
  assert.equal(await isThere('H3'), true)
})

const holdOf = (more: Partial<Parameters<typeof placeHold>[2]>) => ({
  datasetId: 'council-housing',
  recordKey: null,
  ground: 'inquiry' as const,
  reason: 'The inquiry into the fire asked for it',
  reviewOn: plainDate('2026-10-01'),
  ...more,
})
for (const [what, hold] of [
  ['of its dataset', holdOf({})],
  ['of the record alone', holdOf({ recordKey: 'H3' })],
  ['of everything that is the organisation’s', holdOf({ datasetId: null })],
] as const)
  test(`E5 a hold ${what} beats an erasure that two approved, is seen by the officer, and is lifted by two`, async () => {
    await list()
    const batch = (await openBatches()).find((one) => one.done_at === null)!
    await approveErasure(world.services, await by('ines'), batch.id).catch(() => undefined)
    await approveErasure(world.services, await by('rosa'), batch.id)
    const id = await placeHold(world.services, await by('ines'), hold)
    assert.equal(await eraseApproved(world.services, kept), 0)
    assert.equal(await isThere('H3'), true)
    const page = await world.get('/retention', await world.session('ines'))
    assert.match(page.body, /The inquiry into the fire asked for it/)
    assert.doesNotMatch(page.body, /Quillfeather|[> ]H3[<, ]/)
    assert.doesNotMatch((await world.get('/retention', await world.session('mira'))).body, /The inquiry into the fire/)
    await assert.rejects(async () => liftHold(world.services, await by('rosa'), id), /no such hold/)
    await askToLift(world.services, await by('ines'), id, 'It has ended')
    await assert.rejects(async () => liftHold(world.services, await by('ines'), id), /a colleague lifts it/)
    await list()
    assert.equal(
      (await openBatches()).filter((one) => one.records > one.left_out && one.done_at === null).length,
      0,
      'it holds until it is lifted',
    )
    await liftHold(world.services, await by('rosa'), id)
  })

test('E5 a restricted record is kept, even if two approved that it goes; not the act of erasing itself takes it; a stopped use keeps nothing', async () => {
  const source = await world.sourceOf('council-housing', 'H3')
  const limit = async (kind: string, ground: string, purpose: string | null) => {
    await world.admin.query('update information_governance.use_limit set lifted_at = now() where lifted_at is null')
    await world.admin.query(
      `insert into information_governance.use_limit (id, part_id, kind, ground, purpose, controller_id, dataset_id, regime, source_person_id, since)
       select gen_random_uuid(), gen_random_uuid(), $1, $2, $3, s.controller_id, s.dataset_id, s.regime, s.source_person_id, '2026-03-30'
       from feeds.source_person s where s.source_person_id = $4`,
      [kind, ground, purpose, source],
    )
  }
  await list()
  const batch = (await openBatches()).find((one) => one.done_at === null && one.records > one.left_out)!
  await approve(batch.id)
  await limit('restricted', 'unlawful', null)
  const erasing = {
    requestId: newId(),
    system: { actor: 'clock', act: 'governance.retention.erase', purpose: 'running-the-product' },
  }
  await assert.rejects(
    inTransaction(world.services.house, erasing, 'governance.retention.erase', (tx) =>
      kept.rooms.find((one) => one.room === 'information-governance')!.erase!(world.services, tx, {
        id: batch.id,
        sources: [source],
        hashes: [Buffer.alloc(32)],
        at: world.services.house.now(),
      }),
    ),
    /only what two people approved and nobody holds is erased/,
  )
  assert.equal(await eraseApproved(world.services, kept), 0)
  assert.equal(await isThere('H3'), true)
  const held = async () =>
    (await world.admin.query(`select held from information_governance.retention_count where dataset_id = 'council-housing'`))
      .rows[0].held
  await list()
  assert.equal(await held(), 1)
  await limit('stopped', 'upheld', 'tenancy-support')
  await list()
  assert.equal(await held(), 0)
})

test('E4 what came back with a backup from before is erased again by the tombstones, which name nobody; and a crash loses none', async () => {
  await list()
  await approve((await openBatches()).find((one) => one.done_at === null)!.id)
  assert.equal(await eraseApproved(world.services, kept), 1)
  const file = world.services.config.TOMBSTONES
  const lines = readFileSync(file, 'utf8')
  assert.equal(lines.trim().split('\n').length, 5)
  assert.doesNotMatch(lines, /H1|H2|H3|H4|N1|Quillfeather/)
  // A database as it was before, under the same root key: with the record, without a tombstone.
  const before = await openWorld()
  try {
    await before.load('council-housing', [...ended('H3', '2019-06-01'), ...aPerson('H8', 'Who', 'Stays', '1980-01-01')])
    await before.get(`/people/${await before.personOf('council-housing', 'H3')}`, await before.session('amina'))
    const services = { ...before.services, config: { ...before.services.config, TOMBSTONES: file } }
    assert.equal(await replayTombstones(services, kept), 1)
    assert.equal(await replayTombstones(services, kept), 0, 'once')
    const { rows } = await before.admin.query('select source_key as key from feeds.source_person')
    assert.deepEqual(rows, [{ key: 'H8' }])
    assert.equal(
      (await before.admin.query('select from feeds.tombstone')).rowCount,
      5,
      'all of them, also of what this backup never had',
    )
    assert.equal((await before.admin.query(`select from feeds.fact f where f::text ilike '%quillfeather%'`)).rowCount, 0)
  } finally {
    await before.close()
  }
  // What a crash kept from the file, or cut off in it, is written at the next start.
  writeFileSync(file, lines.slice(0, -40))
  assert.equal(await replayTombstones(world.services, kept), 0)
  assert.deepEqual(
    readTombstones(file)
      .map((one) => one.hash)
      .toSorted(),
    lines
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[1]!)
      .toSorted(),
  )
})

test('an erased record that is sent again is left out and counted, dated before or not at all; what happened after is a new record', async () => {
  const rowsErased = async (id: string) =>
    (await world.admin.query('select rows_erased from feeds.batch where id = $1', [id])).rows[0].rows_erased
  assert.equal(await rowsErased(await world.load('council-housing', ended('H3', '2019-06-01'))), 4)
  const undated = aPerson('H3', canary.given, canary.family, '1950-02-03').map(({ eventAt: _, ...row }) => row)
  assert.equal(await rowsErased(await world.load('council-housing', undated)), 2)
  assert.equal(await isThere('H3'), false)
  await sweep(world.services, kept)
  assert.equal(
    (await world.admin.query('select from feeds.batch where rows_erased > 0 and file_id is not null')).rowCount,
    0,
    'nor is their file kept',
  )

  const again = await world.load('council-housing', [
    ...aPerson('H3', canary.given, canary.family, '1950-02-03').map((row) => ({ ...row, eventAt: old })),
    anInvolvement('H3', 'amina', { eventAt: '2026-04-01T20:00:00Z', openedOn: '2026-04-01' }),
  ])
  assert.equal(await rowsErased(again), 1, 'the old address')
  assert.equal(await isThere('H3'), true)
})

test('E1 night after night, with officers who approve in time, nothing stays longer than its schedule and thirty days, unless it is held or goes on', async () => {
  const keys = ['E1', 'E2', 'E3', 'E4'] as const
  await world.load('council-housing', [
    ...ended('E1', '2020-06-10'),
    ...ended('E2', '2020-07-05'),
    ...ended('E3', '2020-06-20'),
    ...ended('E4', null),
  ])
  await placeHold(world.services, await by('ines'), holdOf({ recordKey: 'E3' }))
  const dueOn = { E1: '2026-06-10', E2: '2026-07-05', E3: '2026-06-20', E4: null }
  for (
    let day = instant('2026-06-02T02:30:00Z');
    day.epochMilliseconds < instant('2026-08-20T00:00:00Z').epochMilliseconds;
    day = day.add({ hours: 24 })
  ) {
    world.setNow(day)
    await settleLog(world.database)
    await listDueNightly(world.services, kept)
    const [waiting] = (await openBatches()).filter((one) => one.done_at === null)
    // They come to it three weeks after it was listed.
    if (waiting && day.epochMilliseconds - waiting.listed_at.epochMilliseconds > 21 * 86_400_000) await approve(waiting.id)
    await eraseApproved(world.services, kept)
    for (const key of keys) {
      const late = dueOn[key] !== null && plainDate(dueOn[key]!).add({ days: 30 }).toString() < day.toString().slice(0, 10)
      if (late && key !== 'E3') assert.equal(await isThere(key), false, `${key} on ${day}`)
    }
  }
  assert.deepEqual(await Promise.all(keys.map((key) => isThere(key))), [false, false, true, true])
})

test('what goes by its own date goes with its key: received files, and the disk is swept of them', async () => {
  const folder = join(world.services.config.DATA_DIR, 'files')
  const onDisk = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
  world.setNow(instant('2026-12-01T09:00:00Z'))
  assert.ok(onDisk() > 0)
  await world.admin.query(`update feeds.batch set applied_at = '2026-10-01' where applied_at is not null`)
  await sweep(world.services, kept)
  const { rows } = await world.admin.query('select distinct feed_id as feed from feeds.batch where file_id is not null')
  assert.deepEqual(rows, [{ feed: 'council-housing' }], 'of the dataset of which a record is held')
  const { rows: all } = await world.admin.query('select from platform.stored_file')
  assert.equal(
    (await world.admin.query('select from feeds.batch where file_id is not null')).rowCount,
    all.length,
    'no key is left without its batch',
  )
  // Nothing is older on this disk than today: by tomorrow's clock only what is referred to stays.
  const dropped = join(world.services.config.DROP_DIR, 'council-housing', 'received')
  mkdirSync(dropped, { recursive: true })
  writeFileSync(join(dropped, 'tenants.csv'), canary.family)
  const tomorrow = instant(new Date(Date.now() + 48 * 3_600_000).toISOString())
  world.setNow(tomorrow)
  await sweep(world.services, kept)
  assert.equal(onDisk(), all.length)
  assert.deepEqual(readdirSync(dropped), ['tenants.csv'])
  world.setNow(tomorrow.add({ hours: 24 * 30 }))
  await sweep(world.services, kept)
  assert.deepEqual(readdirSync(dropped), [], 'nor what was dropped, beside it')
})
