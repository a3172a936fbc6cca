// What went on while the log was behind, compared with the log afterwards: every way in which one of them could be made to lie shows, and an officer reviews it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { readsGoOn } from '#app/reads-go-on'
import { compareJournal, isInEmergency, type JournalFault } from '#modules/information-governance'
import { instant, systemClock } from '#platform/dates'
import { readJournal } from '#platform/log/read-journal'
import { noLog } from '#platform/log/testing'
import { settleLog } from '#testing/log'
import { anInvolvement, aPerson, openWorld, type StaffName, type World } from '#testing/world'

const folder = mkdtempSync(join(tmpdir(), 'commonweal-journal-'))
const file = join(folder, 'reads-while-behind.ndjson')
let world: World
let person: string
const log = { behind: false }
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [...aPerson('H1', 'Kai', 'Drummond', '2013-05-02'), anInvolvement('H1', 'joanne')])
  person = await world.personOf('council-housing', 'H1')
})
after(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  rmSync(file, { force: true })
  await world.admin.query('truncate platform.journal_mark, information_governance.journal_comparison cascade')
  restart()
  log.behind = false
})

/** The product as a process that has just started: it knows of its journal what the file says. */
function restart(): void {
  const journal = readJournal(folder, world.services.vault)
  const now = () => world.services.house.now()
  const state = () => ({
    waitingSince: log.behind ? now().epochMilliseconds - 16 * 60_000 : null,
    seenAt: now().epochMilliseconds,
  })
  Object.assign(world.services, { log: { ...noLog, state, journal } })
  Object.assign(world.services.house, { mayReadNow: readsGoOn({ state }, journal, now, isInEmergency) })
}
/** So many reads for child protection, while the log is behind. */
async function readWhileBehind(times: number, who: StaffName = 'joanne'): Promise<void> {
  log.behind = true
  for (let nth = 0; nth < times; nth++) {
    const reply = await world.get(`/people/${person}`, await world.session(who, { purpose: 'safeguarding-children' }))
    assert.equal(reply.statusCode, 200)
  }
  log.behind = false
}
const lines = () => readFileSync(file, 'utf8').split('\n').filter(Boolean)
const rewrite = (text: readonly string[]) => {
  writeFileSync(file, text.map((line) => `${line}\n`).join(''))
  restart()
}
async function found(): Promise<JournalFault[]> {
  await compareJournal(world.services)
  const { rows } = await world.admin.query(
    `select faults from information_governance.journal_item where kind = 'differs' order by found_at desc, from_line desc limit 1`,
  )
  return rows[0]?.faults ?? []
}
const kinds = async () => (await found()).map(({ kind }) => kind)

test('each read that went on has its two lines, its mark and its entries; then nothing differs, and what went on waits for an officer (K7)', async () => {
  await readWhileBehind(2)
  assert.deepEqual(
    lines().map((line) => [JSON.parse(line).n, JSON.parse(line).kind, JSON.parse(line).entries]),
    [
      [1, 'began', 0],
      [2, 'shown', 1],
      [3, 'began', 0],
      [4, 'shown', 1],
    ],
  )
  assert.deepEqual(await found(), [])
  const { rows } = await world.admin.query(
    'select kind, organisation_id as of, reads, from_line as "from", to_line as "to" from information_governance.journal_item',
  )
  assert.deepEqual(rows, [{ kind: 'reads', of: 'GB-LAE-ALD', reads: 2, from: 1, to: 4 }])
  await compareJournal(world.services)
  assert.equal((await world.admin.query('select from information_governance.journal_comparison')).rowCount, 1, 'nothing is new')
})

test('that they were compared, and how far the journal went, is an entry of the log', async () => {
  await readWhileBehind(1)
  await compareJournal(world.services)
  const { rows } = await world.admin.query(
    `select decision from platform.access_entry where view = 'journal-compared' order by occurred_at desc limit 1`,
  )
  const { mac } = JSON.parse(lines().at(-1)!)
  assert.deepEqual(rows[0].decision, [{ head: mac, lines: 2, faults: 0 }])
})

test('a read that was refused leaves a line that it began, and differs in nothing', async () => {
  log.behind = true
  const reply = await world.get(`/people/${person}`, await world.session('colin', { purpose: 'safeguarding-children' }))
  assert.notEqual(reply.statusCode, 200)
  log.behind = false
  assert.deepEqual(await found(), [])
})

const tampered: [what: string, tamper: (lines: string[]) => string[], finds: readonly JournalFault['kind'][]][] = [
  ['a line is changed', (all) => all.with(2, all[2]!.replace('safeguarding-children', 'tenancy-support')), ['changed']],
  ['a line is deleted', (all) => all.toSpliced(2, 1), ['changed', 'taken-out']],
  ['two lines change places', (all) => all.with(2, all[4]!).with(4, all[2]!), ['changed', 'changed', 'changed', 'changed']],
  ['its end is cut off', (all) => all.slice(0, 4), ['cut']],
  ['all of it is gone', () => [], ['cut', 'cut', 'cut']],
  ['a line stands twice', (all) => all.toSpliced(2, 0, all[1]!), ['changed']],
]
for (const [what, tamper, finds] of tampered)
  test(`the journal: ${what}: it is found`, async () => {
    await readWhileBehind(3)
    rewrite(tamper(lines()))
    assert.deepEqual(await kinds(), finds)
  })

test('a journal that was cut and then went on has other lines under the same numbers: it is found', async () => {
  await readWhileBehind(3)
  rewrite(lines().slice(0, 4))
  await readWhileBehind(1)
  assert.deepEqual(await kinds(), ['replaced'])
})

test('a line that a power cut left unfinished is found, and nothing else for it: what came before and after still counts', async () => {
  await readWhileBehind(1)
  appendFileSync(file, '{"n":3,"at":"2026-')
  restart()
  await readWhileBehind(2)
  assert.deepEqual(await found(), [{ kind: 'changed', line: 3 }])
  assert.deepEqual(
    world.services.log.journal.lines().map(({ n, isGood }) => [n, isGood]),
    [
      [1, true],
      [2, true],
      [0, false],
      [3, true],
      [4, true],
      [5, true],
      [6, true],
    ],
  )
  // And the last line that was compared is still looked for.
  rewrite(lines().slice(0, -1))
  assert.deepEqual(await kinds(), ['changed', 'cut'])
})

test('of a line for which the disk has no room nothing is left', () => {
  const full = mkdtempSync(join(tmpdir(), 'commonweal-full-'))
  const program = `import { readJournal } from './src/platform/log/read-journal.ts'
    const line = { kind: 'began', requestId: 'r', actorId: 'a', organisationId: 'o', purpose: 'p', entries: 0 }
    const journal = readJournal(process.argv.at(-1), { derive: () => Buffer.alloc(32) })
    try { for (;;) journal.write(line) } catch (error) { console.log(error.code, JSON.stringify(journal.lines().map((one) => one.isGood))) }`
  const { stdout, stderr } = spawnSync(
    'bash',
    [
      '-c',
      'ulimit -f 1 && exec "$0" "$@"',
      process.execPath,
      '--conditions=development',
      '--input-type=module',
      '-e',
      program,
      full,
    ],
    { encoding: 'utf8' },
  )
  rmSync(full, { recursive: true })
  assert.match(stdout, /^EFBIG \[(true,?)+\]$/m, stderr)
})

test('what was changed after it had been compared is found at the next time, and once', async () => {
  await readWhileBehind(2)
  assert.deepEqual(await found(), [])
  rewrite(lines().slice(0, 2))
  assert.deepEqual(await kinds(), ['cut'])
  await compareJournal(world.services)
  const { rowCount } = await world.admin.query(`select from information_governance.journal_item where kind = 'differs'`)
  assert.equal(rowCount, 1)
})

test('the log: entries, or the mark beside them, that were taken out before they had a leaf are missed', async () => {
  await readWhileBehind(2)
  const { requestId } = JSON.parse(lines()[2]!)
  await world.admin.query(
    'with gone as (delete from platform.access_entry where request_id = $1 returning id) delete from platform.access_unsequenced where entry_id in (select id from gone)',
    [requestId],
  )
  assert.deepEqual(await found(), [{ kind: 'log-lacks', line: 4, requestId, entries: 1, found: 0 }])
  await world.admin.query('truncate platform.journal_mark, information_governance.journal_comparison cascade')
  assert.deepEqual(await kinds(), ['log-lacks', 'log-lacks'])
})

test('an officer of another organisation sees who read and how much, and not whom, and decides with a reason; what differs every officer sees', async () => {
  const officer = (who: 'ines' | 'mira') => world.session(who, { purpose: 'information-governance' })
  await readWhileBehind(2)
  await compareJournal(world.services)
  rewrite(lines().slice(0, 3))
  await compareJournal(world.services)
  const { rows } = await world.admin.query('select id, kind from information_governance.journal_item order by kind')
  const [differs, reads] = rows.map(({ id }) => `/log-journal/${id}`)
  const desk = async (who: 'ines' | 'mira') => (await world.get('/governance', await officer(who))).body
  const hers = await desk('mira')
  assert.match(hers, /Records were read while the log was behind/)
  assert.match(hers, /The journal and the access log differ/)
  assert.doesNotMatch(await desk('ines'), /Records were read while the log was behind/)
  assert.match(await desk('ines'), /The journal and the access log differ/)

  assert.equal((await world.get(reads!, await officer('ines'))).statusCode, 404, 'her own organisation’s')
  assert.equal((await world.get(reads!, await world.session('joanne'))).statusCode, 403)
  const shown = await world.get(reads!, await officer('mira'))
  assert.match(shown.body, /Joanne Tully/)
  assert.doesNotMatch(shown.body, /Drummond/)
  const review = async (url: string, who: 'ines' | 'mira', finding: string, reasons: string) =>
    (await world.post(url, await officer(who), { finding, reasons })).statusCode
  assert.equal(await review(reads!, 'mira', 'justified', ''), 422)
  assert.equal(await review(reads!, 'ines', 'justified', 'Ours.'), 404)
  assert.equal(await review(reads!, 'mira', 'justified', 'A visit was due.'), 303)
  assert.equal(await review(reads!, 'mira', 'talk', 'Again.'), 409)
  const found = await world.get(differs!, await officer('ines'))
  assert.match(found.body, /its end was cut off/)
  assert.match(found.body, /href="\/incidents\/new\?about=/)
  assert.equal(await review(differs!, 'ines', 'justified', 'No.'), 422, 'no finding of such an item')
  assert.equal(await review(differs!, 'ines', 'incident', 'Reported.'), 303)
  assert.doesNotMatch(await desk('mira'), /Records were read|The journal and the access log differ/)
})

test('the first byte waits for the line: where it cannot be written that a read was shown, it is not', async () => {
  log.behind = true
  const { mayReadNow } = world.services.house
  Object.assign(world.services.house, {
    mayReadNow: async (...given: Parameters<NonNullable<typeof mayReadNow>>) => ({
      ...(await mayReadNow!(...given))!,
      shown: () => assert.fail('the disk is full'),
    }),
  })
  const reply = await world.get(`/people/${person}`, await world.session('joanne', { purpose: 'safeguarding-children' }))
  assert.equal(reply.statusCode, 503)
  assert.doesNotMatch(reply.body, /Drummond/)
})

test('a read of which the log says that it was made while it was behind, and that no line was written for, is found', async () => {
  await settleLog(world.database)
  const earlier = "now() - interval '40 minutes'"
  await world.admin.query(`update platform.log_origin set begun_at = now() - interval '1 day'`)
  // The first waits for forty minutes; twenty minutes later somebody reads, and no line is written.
  await world.get(`/people/${person}`, await world.session('joanne'))
  await world.admin.query(
    `update platform.access_entry set occurred_at = ${earlier} where id in (select entry_id from platform.access_unsequenced)`,
  )
  await world.get(`/people/${person}`, await world.session('joanne'))
  const { rows } = await world.admin.query(
    `update platform.access_entry set occurred_at = now() - interval '20 minutes' where occurred_at > now() - interval '30 minutes'
       and id in (select entry_id from platform.access_unsequenced) returning request_id as id`,
  )
  await settleLog(world.database)
  world.setNow(systemClock())
  assert.deepEqual(await found(), [{ kind: 'not-written', requestId: rows[0].id }])
  await world.admin.query('truncate information_governance.journal_review')
  await compareJournal(world.services)
  assert.equal((await world.admin.query(`select from information_governance.journal_item where kind = 'differs'`)).rowCount, 1)
  world.setNow(instant('2026-04-01T09:00:00Z'))
})
