// The continuity list: who stands on it and what of them, read by the shipped program while the product is down, and what was read merged into the log after.
import assert from 'node:assert/strict'
import { execFile, spawn, spawnSync } from 'node:child_process'
import { createDecipheriv, createPrivateKey, hkdfSync, scryptSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { listKey, mergeOpenings } from '#modules/information-governance'
import { systemClock } from '#platform/dates'
import { anInvolvement, aPerson, openWorld, type Reply, type World } from '#testing/world'
import { makeList, makeListWhenDue } from './make-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'commonweal-continuity-'))
const [key, record, lists] = [join(folder, 'duty.key'), join(folder, 'continuity-openings.ndjson'), join(folder, 'lists')]
const passphrase = 'a long passphrase'
const now = systemClock()
const plan = (person: string, more = {}) =>
  anInvolvement(person, 'joanne', { service: 'Children’s services: child protection plan', ...more })
const aPhone = (person: string, value: string, more = {}) => ({
  kind: 'contact-point',
  key: `${person}-${value}`,
  person,
  eventAt: '2026-03-01T10:00:00Z',
  system: 'phone',
  value,
  ...more,
})
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
let leanne: (purpose: string) => Promise<string>
before(async () => {
  world = await openWorld()
  leanne = await world.hire('leanne', { organisationId: 'GB-LAE-ALD', name: 'Leanne Foster', roles: ['front-door'] })
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
    aPhone('H1', '01632 960701'),
    aPhone('H1', '01632 960702', { safety: 'not-safe' }),
    aPhone('H1', '01632 960703', { safety: 'safe', safeWhen: 'Weekdays, 9 to 3', through: 'His grandmother' }),
    aPhone('H2', '01632 960704', { safety: 'safe' }),
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
  assert.match(said, /Safe contact: +His grandmother, 01632 960703, Weekdays, 9 to 3\n +NOT SAFE: +01632 960702\n/)
  assert.match(said, /Ruby Marsden\n(?: .*\n)*? +Safe contact: +none in this list/)
  assert.doesNotMatch(said, /960701|960704/, 'a number of which nobody said anything, and one of somebody protected')
  assert.match(said, /Walter Wander[\s\S]*Reported missing 20\/03\/2026, 21:00/)
  assert.doesNotMatch(said, /SECRET|Noah|Finn|Nobody Else|AL9 9ZZ/)
})

test('what the product wrote down and what it wrote are the same people: one entry each, withheld, under the law of a child or of an adult (L1, K3)', async () => {
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
  assert.doesNotMatch(JSON.stringify(rows), /domestic-abuse|drug-and-alcohol|household/)
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

test('of a line that a full disk cuts off nothing is shown, and nothing is left that would spoil the lines before it', async () => {
  const at = join(folder, 'full-disk')
  const run = (limit: string, asks: readonly string[]) =>
    spawnSync(
      'bash',
      ['-c', `ulimit -f ${limit} && exec "$0" "$@"`, process.execPath, 'tools/continuity.mjs', 'open', `--key=${key}`].concat(
        `--lists=${lists}`,
        `--record=${at}`,
      ),
      { input: `${[passphrase, ...who, ...asks, ''].join('\n')}\n`, encoding: 'utf8' },
    )
  const full = run('1', ['drummond', 'drummond', 'drummond'])
  assert.equal(full.status, 2, full.stderr)
  assert.match(full.stderr, /Nothing is shown: it could not be written down in .*full-disk/)
  const kinds = readFileSync(at, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).kind)
  const shown = full.stdout.match(/Kai Drummond/g)?.length ?? 0
  assert.equal(kinds.filter((kind) => kind === 'shown').length, shown, 'each look that was shown has its line')
  const again = run('unlimited', ['drummond'])
  assert.match(again.stdout, /Kai Drummond/)
  assert.doesNotMatch(again.stdout, /WAS CHANGED/)
})

test('two who read at one machine at one moment write one record, which is whole', async () => {
  const more = elsewhere('together')
  const first = spawn(process.execPath, ['tools/continuity.mjs', 'open', `--key=${key}`, `--lists=${lists}`, ...more])
  first.stdin.write(`${[passphrase, ...who].join('\n')}\n`)
  for await (const text of first.stdout) if (String(text).includes('Name or birthday')) break
  await open(['4 7 2015', ''], more)
  const ended = once(first, 'exit')
  first.stdin.end('drummond\n')
  await ended
  const lines = readFileSync(join(folder, 'together'), 'utf8').trim().split('\n')
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).n),
    Array.from({ length: 4 }, (_, at) => at + 1),
  )
  assert.doesNotMatch((await open([''], more)).said, /WAS CHANGED/)
})

test('a passphrase is not to be called up again with the arrow keys', { skip: !existsSync('/usr/bin/script') }, async () => {
  const command = [process.execPath, 'tools/continuity.mjs', 'open', `--key=${key}`, `--lists=${lists}`, ...elsewhere('arrow')]
  const terminal = spawn('script', ['-qec', command.join(' '), '/dev/null'])
  let said = ''
  const answers = [
    ['Passphrase: ', `${passphrase}\r`],
    ['Your name: ', '\u001b[A\r'],
    ['Its number: ', '\r'],
  ]
  for await (const text of terminal.stdout) {
    said += text
    if (answers[0] && said.includes(answers[0][0]!)) terminal.stdin.write(answers.shift()![1])
  }
  assert.match(said, /Without a name nothing is opened/)
  assert.ok(!said.split('Your name: ')[1]!.includes(passphrase))
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
  const nowhere = await tool(
    ['new-key', `--key=${join(folder, 'no-such-folder', 'a.key')}`, '--name=x', `--from=${from}`],
    [passphrase, passphrase],
  )
  assert.match(nowhere.said, /No key was made: .* could not be written \(ENOENT\)\.$/)
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
  mkdirSync(join(into, bad.replace('continuity-', 'continuity-9')))
  const { said, code } = await open(['kai', ''], elsewhere('old'), into)
  assert.equal(code, 0)
  assert.match(said, new RegExp(`!! ${bad} cannot be used`))
  assert.match(said, /!! continuity-9.* cannot be used: it cannot be read \(EISDIR\)/)
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
  // Whoever emptied the folder is not without a list for two hours.
  rmSync(lists, { recursive: true })
  await makeListWhenDue(world.services)
  assert.equal(files().length, 1, 'the folder is made again')
  const entries = async () => (await world.admin.query('select from platform.access_entry')).rowCount
  const before9 = await entries()
  Object.assign(world.services.config, { CONTINUITY_DIR: join(key, 'no-folder') })
  await assert.rejects(makeListWhenDue(world.services), /ENOTDIR/)
  Object.assign(world.services.config, { CONTINUITY_DIR: lists })
  assert.equal(await entries(), before9, 'where it cannot be written nobody is read')
  const { CONTINUITY_KEY } = world.services.config
  Object.assign(world.services.config, { CONTINUITY_KEY: undefined })
  world.setNow(now.add({ hours: 10 }))
  assert.equal(await makeList(world.services), undefined)
  Object.assign(world.services.config, { CONTINUITY_KEY })
  world.setNow(now)
})

/** Signs a text as somebody would who has this key and its passphrase. */
function signAs(file: string, text: string): string {
  const { salt, nonce, sealed, public: line, from } = JSON.parse(readFileSync(file, 'utf8'))
  const bytes = (base64: string) => Buffer.from(base64, 'base64')
  const slow = scryptSync(passphrase, bytes(salt), 32, { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 })
  const decipher = createDecipheriv('aes-256-gcm', slow, bytes(nonce)).setAAD(Buffer.from(`${line}\n${from}`))
  decipher.setAuthTag(bytes(sealed).subarray(-16))
  const seed = Buffer.concat([decipher.update(bytes(sealed).subarray(0, -16)), decipher.final()])
  const der = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.from(hkdfSync('sha256', seed, '', 'what we sign', 32)),
  ])
  return sign(null, Buffer.from(text), createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).toString('base64')
}

/** Hands in a record as the page's form would. */
async function handIn(text: string, who = leanne): Promise<Reply> {
  const session = await who('safeguarding-children')
  const part = (name: string, content: string) =>
    `--edge\r\ncontent-disposition: form-data; name="${name}"${name === 'file' ? '; filename="record.ndjson"\r\ncontent-type: text/plain' : ''}\r\n\r\n${content}\r\n`
  return world.app.inject({
    method: 'POST',
    url: '/continuity/hand-in',
    headers: {
      host: '127.0.0.1:3998',
      origin: 'http://127.0.0.1:3998',
      cookie: `session=${session}`,
      accept: 'text/html',
      'content-type': 'multipart/form-data; boundary=edge',
    },
    payload: `${part('csrf', world.app.kernel.csrfTokenFor(session))}${part('file', text)}--edge--\r\n`,
  })
}
const merged = async () =>
  (
    await world.admin.query(
      `select e.subject_id, e.purpose, e.visibility, e.cells, e.decision, e.actor_id from platform.access_entry e where e.view = 'continuity-opened' order by e.occurred_at, e.id`,
    )
  ).rows
const officer = (who: 'ines' | 'mira') => world.session(who, { purpose: 'information-governance' })

test('a record that was changed, cut, put together of others or signed by another key is refused whole, with the line', async () => {
  const whole = readFileSync(record, 'utf8').trim().split('\n')
  const first = readFileSync(join(folder, 'first'), 'utf8').trim().split('\n')
  const resigned = (change: (line: Record<string, unknown>) => void, by = key, nth = 0) => {
    const line = JSON.parse(whole[nth]!)
    change(line)
    const { signature: _, ...said } = line
    return JSON.stringify({ ...said, signature: signAs(by, JSON.stringify(said)) })
  }
  const spoilt: [text: string, because: RegExp][] = [
    ['', /Choose the record/],
    [whole.with(1, whole[1]!.replace('danger-to-a-child', 'missing')).join('\n'), /Line 2 was changed/],
    [whole.toSpliced(1, 1).join('\n'), /Line 2 was changed/],
    [whole.with(1, whole[2]!).with(2, whole[1]!).join('\n'), /Line 2 was changed/],
    [whole.slice(1).join('\n'), /Line 1 was changed/],
    [[...whole, ...first].join('\n'), /Line 5 was changed/],
    [[...whole.slice(0, 3), 'nonsense'].join('\n'), /Line 4 is not one that the program writes/],
    [whole[0]!.replace(/"signature":"(.)/, (_, letter) => `"signature":"${letter === 'A' ? 'B' : 'A'}`), /Line 1 was changed/],
    [
      resigned((line) => Object.assign(line, { list: crypto.randomUUID() })),
      /Line 1 names a list that this product did not make/,
    ],
    [
      resigned((line) => Object.assign(line, { people: [{ id: crypto.randomUUID(), purpose: 'safeguarding-children' }] })),
      /Line 1 names somebody who was not on that list/,
    ],
    [resigned((line) => Object.assign(line, { at: now.add({ hours: 1 }).toString() })), /a time in the future/],
    [resigned(() => {}, join(folder, 'other.key')), /Line 1 was changed/],
    [`${whole[0]}\n${resigned((line) => Object.assign(line, { id: JSON.parse(whole[0]!).id }), key, 1)}`, /Line 2 was changed/],
  ]
  for (const [text, because] of spoilt) {
    const reply = await handIn(text)
    assert.equal(reply.statusCode, 422, `${because} ${reply.body.slice(0, 200)}`)
    assert.match(reply.body, because)
  }
  assert.equal((await world.admin.query('select from information_governance.continuity_opening')).rowCount, 0)
  assert.deepEqual(await merged(), [])
})

test('what was looked up goes into the log when its record is handed in: once, withheld as its purpose says, with who said that she looked (L3, K3)', async () => {
  const reply = await handIn(readFileSync(record, 'utf8'))
  assert.equal(reply.statusCode, 200)
  assert.match(reply.body, /4 lines were new/)
  const kai = await world.personOf('council-housing', 'H1')
  const rows = await merged()
  assert.deepEqual(
    rows.map(({ purpose, visibility, actor_id }) => [purpose, visibility, actor_id]),
    [
      ['safeguarding-children', 'withheld', 'clock'],
      ['safeguarding-children', 'withheld', 'clock'],
    ],
  )
  const his = rows.find(({ subject_id }) => subject_id === kai)
  assert.equal(his.decision[0].reader, 'Leanne Foster')
  assert.deepEqual(Object.keys(his.cells), ['council-housing'])

  assert.match((await handIn(readFileSync(record, 'utf8'))).body, /nothing new/)
  assert.equal(await mergeOpenings(world.services), 0)
  await world.admin.query('delete from information_governance.continuity_merge')
  assert.equal(await mergeOpenings(world.services), 4)
  assert.equal((await merged()).length, 2, 'merged again, it adds nothing')
})

test('the next part of the same record is added; one that lost its end since, or forked, is refused', async () => {
  const before = readFileSync(record, 'utf8')
  await open(['wander', ''])
  const after = readFileSync(record, 'utf8')
  assert.match((await handIn(after)).body, /2 lines were new/)
  assert.match((await handIn(before)).body, /shorter than what was handed in before/)
  writeFileSync(record, before)
  await open(['kai', 'ruby', ''])
  assert.match((await handIn(readFileSync(record, 'utf8'))).body, /Line 5 is not the one that was handed in before/)
  writeFileSync(record, after)
  assert.deepEqual(
    (await merged()).map(({ purpose }) => purpose),
    ['safeguarding-children', 'safeguarding-children', 'safeguarding-adults'],
  )
})

test('another organisation’s officer reviews it, with reasons; its own sees that it was opened; whom it was of nobody is told', async () => {
  const page = await world.get('/continuity', await leanne('safeguarding-children'))
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /Leanne Foster/)
  assert.match(page.body, /3 people/)
  assert.doesNotMatch(page.body, /Kai|Ruby|Walter/)
  assert.match((await world.get('/governance', await officer('mira'))).body, /A continuity list was opened: review it/)
  assert.doesNotMatch((await world.get('/governance', await officer('ines'))).body, /A continuity list was opened/)
  const { rows } = await world.admin.query(
    'select distinct sitting_id as id from information_governance.continuity_opening where nth <= 4',
  )
  const url = `/continuity/sittings/${rows[0].id}`
  assert.equal((await world.get(url, await officer('ines'))).statusCode, 404)
  assert.equal((await world.get(url, await leanne('safeguarding-children'))).statusCode, 403)
  const shown = await world.get(url, await officer('mira'))
  assert.match(shown.body, /The police rang about a child/)
  assert.doesNotMatch(shown.body, /Kai|Ruby/)
  assert.equal((await world.post(url, await officer('mira'), { finding: 'justified', reasons: '' })).statusCode, 422)
  assert.equal((await world.post(url, await officer('ines'), { finding: 'justified', reasons: 'Ours.' })).statusCode, 404)
  assert.equal(
    (await world.post(url, await officer('mira'), { finding: 'justified', reasons: 'The police confirm it.' })).statusCode,
    303,
  )
  assert.equal((await world.post(url, await officer('mira'), { finding: 'talk', reasons: 'Again.' })).statusCode, 409)
  const looks = await world.admin.query(`select from platform.access_entry where view = 'continuity-review'`)
  assert.ok(looks.rowCount! >= 2, 'the officer’s own look is in the log of whom it was of')
})

test('what is handed in of a sitting after it was reviewed waits for a review of its own', async () => {
  await open(['kai', 'ruby', ''], elsewhere('parted'))
  const lines = readFileSync(join(folder, 'parted'), 'utf8').trim().split('\n')
  const sittings = async () =>
    (
      await world.admin.query(
        'select sitting_id as id, count(*)::int as n from information_governance.continuity_opening group by 1',
      )
    ).rows
  const newOnes = async (text: string) => {
    const before = new Set((await sittings()).map(({ id }) => id))
    assert.match((await handIn(text)).body, /new/)
    return (await sittings()).filter(({ id }) => !before.has(id))
  }
  const [first] = await newOnes(lines.slice(0, 2).join('\n'))
  assert.equal(first?.n, 2)
  const review = (id: string) =>
    world.post(`/continuity/sittings/${id}`, mira, { finding: 'justified', reasons: 'The police confirm it.' })
  const mira = await officer('mira')
  assert.equal((await review(first.id)).statusCode, 303)
  const [second] = await newOnes(lines.join('\n'))
  assert.equal(second?.n, 1)
  assert.match((await world.get('/governance', mira)).body, new RegExp(`/continuity/sittings/${second.id}`))
})

test('a newest list that is late stands on the desk of the duty team’s own officer, and /metrics says how old it is', async () => {
  await world.admin.query("update information_governance.continuity_list set made_at = made_at - interval '1 day'")
  world.setNow(now.add({ minutes: 1 }))
  assert.match((await world.get('/governance', await officer('ines'))).body, /The continuity list is late/)
  assert.doesNotMatch((await world.get('/governance', await officer('mira'))).body, /The continuity list is late/)
  assert.match((await world.get('/metrics', null)).body, /continuity_list_age_seconds \d/)
})
