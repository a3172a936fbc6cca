// The continuity list: who stands on it and what of them, read by the shipped program while the product is down, and what was read merged into the log after.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { mergeOpenings } from '#modules/information-governance'
import { systemClock } from '#platform/dates'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'
import { listKey, makeList, makeListWhenDue } from './make-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'commonweal-continuity-'))
const [key, record, lists] = [join(folder, 'duty.key'), join(folder, 'continuity-openings.ndjson'), join(folder, 'lists')]
const passphrase = 'a long passphrase'
const now = systemClock()
const plan = (person: string, more = {}) =>
  anInvolvement(person, 'joanne', { service: 'Children’s services: child protection plan', ...more })
const refuge = { address: 'SECRET-REFUGE', postcode: 'AL9 9ZZ' }
const missing = (person: string, more = {}) => ({
  kind: 'event',
  class: 'policing',
  key: `${person}-missing`,
  person,
  eventAt: '2026-03-20T22:00:00Z',
  type: 'missing',
  occurredAt: '2026-03-20T21:00:00Z',
  summary: 'SECRET-SUMMARY',
  role: 'missing',
  result: 'being investigated',
  ...more,
})

let world: World
let list: string
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kai', 'Drummond', '2013-05-02', { address: '6 Chapel Walk, Aldermere' }),
    plan('H1'),
    ...aPerson('H2', 'Ruby', 'Marsden', '2015-07-04', refuge),
    plan('H2'),
    ...aPerson('H3', 'Noah', 'Closed', '2014-01-01'),
    plan('H3', { closedOn: '2026-02-01' }),
    ...aPerson('H4', 'Walter', 'Wander', '1950-01-01'),
    ...aPerson('H5', 'Finn', 'Found', '2012-01-01'),
    anInvolvement('H1', 'amina', { service: 'Housing, north patch' }),
  ])
  await world.load('police-incidents', [
    ...aPerson('P2', 'Ruby', 'Marsden', '2015-07-04', refuge),
    ...aPerson('P4', 'Walter', 'Wander', '1950-01-01'),
    missing('P4'),
    ...aPerson('P5', 'Finn', 'Found', '2012-01-01'),
    missing('P5', { result: 'found safe' }),
    // Nobody who shares a name knows this one: it could be found by nothing.
    ...aPerson('P6', 'Nobody', 'Else', '2011-01-01'),
    missing('P6'),
  ])
  await world.load('drug-and-alcohol', [
    ...aPerson('R1', 'Kai', 'Drummond', '2013-05-02'),
    anInvolvement('R1', 'ruth', { service: 'SECRET-TREATMENT' }),
  ])
  await world.load('domestic-abuse', [
    ...aPerson('D1', 'Kai', 'Drummond', '2013-05-02', { address: 'SECRET-HARBOUR' }),
    plan('D1', { key: 'D1-plan', workerRef: 'dana', workerName: 'SECRET-WORKER' }),
  ])
  // The police keep it from others once the records are one person's.
  await world.load(
    'police-incidents',
    aPerson('P2', 'Ruby', 'Marsden', '2015-07-04', refuge).map((row) => ({
      ...row,
      eventAt: '2026-03-25T09:00:00Z',
      ...(row.kind === 'identity' ? { addressProtected: true } : {}),
    })),
  )
  world.setNow(now)
  const made = await tool(
    ['new-key', `--key=${key}`, '--name=duty-team/continuity', `--from=${listKey(world.services)}`],
    [passphrase, passphrase],
  )
  assert.equal(made.code, 0, made.said)
  const line = made.said.split('\n').find((one) => one.includes('+'))!
  Object.assign(world.services.config, { CONTINUITY_KEY: line.slice(line.indexOf('duty-team')), CONTINUITY_DIR: lists })
  list = (await makeList(world.services))!
})
after(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

/** Runs the shipped program with these answers. */
const tool = (args: readonly string[], answers: readonly string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, ['tools/continuity.mjs', ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: `${stdout}${stderr}`.trim() }),
    )
    child.stdin!.end(`${answers.join('\n')}\n`)
  })
const who = ['Leanne Foster', '1', 'The police rang about a child']
const asWritten = ['Leanne Foster', 'danger-to-a-child', 'The police rang about a child']
const open = (asks: readonly string[], more: readonly string[] = [], from = lists) =>
  tool(['open', `--key=${key}`, `--lists=${from}`, ...more], [passphrase, ...who, ...asks])
const recorded = () =>
  existsSync(record)
    ? readFileSync(record, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []

const elsewhere = (name: string) => [`--record=${join(folder, name)}`]

test('on the list stand who has an open child protection plan and who is missing, and nobody else; nothing of where a protected person is (K1), nor of a service that hides (K2)', async () => {
  const { said, code } = await open([], ['--everything=yes', ...elsewhere('first')])
  assert.equal(code, 0, said)
  for (const shown of [
    'Kai Drummond',
    'Ruby Marsden',
    'Walter Wander',
    '6 Chapel Walk',
    'Joanne Tully',
    'Duty team, 01632 960100',
  ])
    assert.match(said, new RegExp(shown))
  assert.match(said, /Ruby Marsden\n.*04\/07\/2015\n.*Where: +not in this list/)
  assert.match(said, /Walter Wander[\s\S]*Reported missing 20\/03\/2026, 21:00/)
  assert.doesNotMatch(said, /SECRET|Noah|Finn|Nobody Else|AL9 9ZZ/)
})

test('what the product wrote down and what it wrote are the same people: one entry each, withheld, under the law of a child or of an adult (L1, L8, K3)', async () => {
  const { rows } = await world.admin.query(
    `select purpose, visibility, actor_kind, actor_role, count(*)::int as n, array_agg(cells::text) as cells from platform.access_entry
     where view = 'continuity-list' and outcome = 'shown' group by 1, 2, 3, 4 order by 1`,
  )
  assert.deepEqual(
    rows.map(({ cells: _, ...row }) => row),
    [
      { purpose: 'safeguarding-adults', visibility: 'withheld', actor_kind: 'system', actor_role: 'front-door', n: 1 },
      { purpose: 'safeguarding-children', visibility: 'withheld', actor_kind: 'system', actor_role: 'front-door', n: 2 },
    ],
  )
  assert.doesNotMatch(JSON.stringify(rows), /domestic-abuse|drug-and-alcohol|contact|household/)
  const { rows: made } = await world.admin.query('select people, file from information_governance.continuity_list')
  assert.deepEqual(made, [{ people: 3, file: list }])
})

test('nothing of it can be read without the duty team’s key', () => {
  const bytes = readFileSync(list).toString('latin1')
  assert.doesNotMatch(bytes, /Kai|Ruby|Walter|Chapel/)
})

test('each opening is written down before anything is shown: who, why, whom; where it cannot be written nothing is shown', async () => {
  const { said } = await open(['drummond', '4 7 2015', 'nobody of that name', ''])
  assert.match(said, /Kai Drummond\n/)
  assert.match(said, /Ruby Marsden\n/)
  assert.doesNotMatch(said, /Walter/)
  assert.match(said, /Nobody on this list/)
  const lines = recorded()
  assert.deepEqual(
    lines.map(({ kind, reader, reason, words, people }) => [kind, reader, reason, words, people.length]),
    [
      ['opened', ...asWritten, 0],
      ['shown', ...asWritten, 1],
      ['shown', ...asWritten, 1],
      ['searched', ...asWritten, 0],
    ],
  )
  assert.equal(lines[1].people[0].id, await world.personOf('council-housing', 'H1'))
  assert.doesNotMatch(readFileSync(record, 'utf8'), /Drummond|Ruby/)

  const full = await open(['drummond', ''], [`--record=${join(folder, 'no-such-folder', 'record')}`])
  assert.equal(full.code, 2)
  assert.match(full.said, /Nothing is shown: it could not be written down/)
  assert.doesNotMatch(full.said, /Kai|Chapel/)
})

test('without a name, a reason, or words nothing is opened, and nothing written', async () => {
  const before = recorded().length
  for (const answers of [
    ['', '1', 'why'],
    ['Leanne', '9', 'why'],
    ['Leanne', '1', ''],
  ]) {
    const { code, said } = await tool(['open', `--key=${key}`, `--lists=${lists}`], [passphrase, ...answers, 'drummond'])
    assert.equal(code, 2)
    assert.match(said, /nothing is opened/)
    assert.doesNotMatch(said, /Kai/)
  }
  assert.equal(recorded().length, before)
})

test('a wrong passphrase, another’s key, a changed, cut or forged list: each is refused, with why', async () => {
  const into = mkdtempSync(join(folder, 'spoilt-'))
  const name = join(into, list.split('/').at(-1)!)
  const whole = readFileSync(list)
  const refused = async (
    content: Buffer | null,
    because: RegExp,
    args = [`--key=${key}`, `--lists=${into}`],
    pass = passphrase,
  ) => {
    if (content) writeFileSync(name, content)
    const { code, said } = await tool(['open', ...args, ...elsewhere('spoilt')], [pass, ...who, 'drummond'])
    assert.equal(code, 2, said)
    assert.match(said, because)
    assert.doesNotMatch(said, /Kai Drummond/)
  }
  await refused(whole, /does not open this key/, undefined, 'another passphrase')
  for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 12)) {
    const spoilt = Buffer.from(whole)
    spoilt[at]! ^= 1
    await refused(spoilt, /cannot be used: it (was changed|is no list)/)
  }
  for (const length of [0, 100, whole.length - 1]) await refused(whole.subarray(0, length), /changed or cut short|cut short/)
  const other = join(folder, 'other.key')
  const from = listKey(world.services)
  await tool(['new-key', `--key=${other}`, '--name=duty-team/other', `--from=${from}`], [passphrase, passphrase])
  await refused(whole, /sealed for another key, "duty-team\/continuity"/, [`--key=${other}`, `--lists=${into}`])
  const forger = join(folder, 'forger.key')
  await tool(
    ['new-key', `--key=${forger}`, '--name=duty-team/continuity', `--from=${Buffer.alloc(32, 5).toString('base64')}`],
    [passphrase, passphrase],
  )
  await refused(whole, /did not make it/, [`--key=${forger}`, `--lists=${into}`])
  const again = await tool(['new-key', `--key=${key}`, '--name=x', `--from=${from}`], [passphrase, passphrase])
  assert.match(again.said, /nothing is overwritten/)
})

test('an old list says so in big letters; a spoilt one beside it is named, and the next one opens', async () => {
  const into = mkdtempSync(join(folder, 'old-'))
  world.setNow(now.subtract({ minutes: 151 }))
  const old = (await makeList(world.services))!
  world.setNow(now)
  writeFileSync(join(into, old.split('/').at(-1)!), readFileSync(old))
  const bad = list.split('/').at(-1)!
  writeFileSync(join(into, bad), readFileSync(list).subarray(1))
  const { said, code } = await open(['kai', ''], elsewhere('old'), into)
  assert.equal(code, 0)
  assert.match(said, new RegExp(`!! ${bad} cannot be used`))
  assert.match(said, /THIS LIST IS OLD: IT WAS MADE 2 HOURS 3\d MINUTES AGO/)
  assert.match(said, /Kai Drummond/)
  assert.doesNotMatch((await open([''], elsewhere('fresh'))).said, /OLD/)
})

test('a list is made every two hours and three are kept; without a key of the duty team none is', async () => {
  const files = () => readdirSync(lists).filter((name) => name.endsWith('.sealed'))
  const before = files().length
  await makeListWhenDue(world.services)
  assert.equal(files().length, before, 'not yet due')
  for (const hours of [2, 4, 6, 8]) {
    world.setNow(now.add({ hours }))
    await makeListWhenDue(world.services)
  }
  assert.equal(files().length, 3)
  const { CONTINUITY_KEY } = world.services.config
  Object.assign(world.services.config, { CONTINUITY_KEY: undefined })
  world.setNow(now.add({ hours: 10 }))
  assert.equal(await makeList(world.services), undefined)
  Object.assign(world.services.config, { CONTINUITY_KEY })
  world.setNow(now)
})
