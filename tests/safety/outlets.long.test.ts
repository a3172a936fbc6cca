// As `outlets.test.ts`, whole: every address by everybody, a server's log at its most talkative, a backup, sealed and opened, and what the matching tool writes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createReadStream, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { backUp } from '#app/copies'
import { readConfig } from '#platform/config'
import { type EmbeddedPostgres, embeddedData, startEmbeddedPostgres } from '#platform/embedded-postgres'
import { unsealing } from '#platform/sealed-stream'
import { openVault } from '#platform/vault'
import { makeTemplate } from '#testing/database'
import { temporaryFolder } from '#testing/folder'
import { openWorld, type World } from '#testing/world'
import { plantedIn, plantedWord } from './needles.ts'
import { filesBelow, walk, wrongly } from './outlets.ts'
import { type PlantedWorld, plantEverywhere } from './planted.ts'

const folder = temporaryFolder('outlets')
const data = join(folder, 'database')
let server: EmbeddedPostgres
let world: World
let made: PlantedWorld
const log: string[] = []

async function administer(statement: string): Promise<void> {
  const client = new pg.Client(server.url)
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
before(async () => {
  // A server of its own, which logs every statement and what is bound to it, as an operator may have set hers.
  server = await startEmbeddedPostgres(data, { durable: false })
  for (const setting of [
    'logging_collector = on',
    "log_statement = 'all'",
    'log_min_duration_statement = 0',
    'log_parameter_max_length_on_error = -1',
  ])
    await administer(`alter system set ${setting}`)
  // What the administrator of these tests herself asks is nothing of the product's.
  await administer(`alter role postgres set log_min_messages = 'fatal'`)
  await server.stop()
  server = await startEmbeddedPostgres(data, { durable: false })
  process.env.TEST_SERVER_URL = server.url
  await makeTemplate(server.url)
  world = await openWorld({ logTo: (line) => log.push(line) })
  made = await plantEverywhere(world)
})
after(async () => {
  await world?.close().catch(() => {}) // its server is stopped by then
  await server?.stop().catch(() => {})
  rmSync(folder, { recursive: true, force: true })
})

/** Words that no page shows to anybody, as it should be: a token, a row that its sender has to look up at home, and what has ended or has another name since. */
const onNoPage = [
  'ctx.session.token',
  'feeds.quarantined_row.record_sealed',
  'person_index.review_answer.reason',
  'information_governance.proxy_right.called',
  'information_governance.proxy_right.ended_reason',
  'information_governance.proxy_right.review_said',
  'information_governance.proxy_limit.lifted_reason',
]

test('at every address, whoever may reads what is hers, and nobody reads a word that is not', async () => {
  const { answers, seen } = await walk(world, made, (addresses) => addresses, true)
  assert.ok(answers > 5000, `${answers}`)
  assert.deepEqual(wrongly(seen, made), [])
  const read = new Set(seen.map(({ word }) => word))
  assert.deepEqual(
    made.planted
      .filter(({ word, fields }) => !read.has(word.toLowerCase()) && !onNoPage.includes(fields[0]!))
      .map(({ fields }) => fields),
    [],
    'each was written, and can be read again by those who may',
  )
  assert.deepEqual(plantedIn(log.join('')), [])
})

const serverLog = () => filesBelow(join(embeddedData(data), 'log'))
const failAs = async (role: 'app' | 'postgres', word: string) => {
  const client = new pg.Client(role === 'app' ? world.database.appUrl : server.url)
  await client.connect()
  await assert.rejects(client.query('select $1::text::int', [word]), /invalid input syntax/)
  await client.query('select $1::text', [word])
  await client.end()
}

test('the server’s log has no statement, value or row of the product’s sessions, and would have them if its roles did not say so', async () => {
  await failAs('app', plantedWord(98))
  assert.ok(serverLog().length > 0)
  assert.deepEqual(
    serverLog().flatMap(({ words }) => words),
    [],
  )
  await administer('alter role app reset log_min_messages')
  await failAs('app', plantedWord(97))
  assert.deepEqual(
    serverLog().flatMap(({ words }) => words),
    [plantedWord(97).toLowerCase()],
  )
})

test('a backup has no word in it, and opened with the root key none that a sealed field had', async () => {
  const config = readConfig({
    DATA_DIR: folder,
    KEYS_DIR: join(folder, 'keys'),
    FILES_DIR: join(world.services.config.DATA_DIR, 'files'),
  })
  mkdirSync(config.KEYS_DIR, { recursive: true })
  writeFileSync(join(config.KEYS_DIR, 'root.key'), Buffer.alloc(32, 7).toString('hex'))
  rmSync(join(embeddedData(data), 'log'), { recursive: true }) // the last test left a word there
  await administer('checkpoint')
  world.admin.on('error', () => {}) // its server goes away under it
  await server.stop()
  const madeAt = '2026-04-01T10:00:00Z'
  const backup = await backUp(config, join(folder, 'backups'), madeAt, () => {})
  assert.deepEqual(
    filesBelow(backup).flatMap(({ words }) => words),
    [],
  )
  const opened = async (part: 'database' | 'files') => {
    const key = openVault(config.KEYS_DIR, false).derive(`backup of ${madeAt}: ${part}`)
    const stream = createReadStream(join(backup, part)).pipe(unsealing(key)).pipe(createGunzip())
    stream.setEncoding('latin1')
    return new Set(plantedIn(await text(stream)))
  }
  const database = await opened('database')
  const inClear = ({ fields }: (typeof made.planted)[number]) =>
    fields.some((field) => !/\.(told|not_shared|asked|said|sealed|record_sealed|token)(:|$)/.test(field))
  const found = made.planted.filter(({ word }) => database.has(word.toLowerCase()))
  assert.ok(found.length > 10, 'what is not sealed stands there')
  assert.deepEqual(
    found.filter((one) => !inClear(one)).map(({ fields }) => fields),
    [],
  )
  assert.deepEqual(
    [...database].filter((word) => word.includes(':')),
    [],
    'in no other shape',
  )
  assert.deepEqual([...(await opened('files'))], [])
})

test('what the matching tool writes and says has no name in it: links, pairs, summary, model, Splink’s model; nor does it leave anything behind', () => {
  const own = join(folder, 'analyst')
  mkdirSync(own)
  const temporary = join(own, 'temporary')
  mkdirSync(temporary)
  const people = Array.from({ length: 240 }, (_, nth) => ({
    record_id: `r${nth}`,
    source: nth % 2 ? 'a' : 'b',
    forename: ['Ann', 'Bea', 'Cyd', 'Dot', 'Eve', 'Fay'][nth % 6]!,
    surname: nth < 12 ? plantedWord(90) : `Person${Math.floor(nth / 2)}`,
    birth_date: `19${String(40 + (Math.floor(nth / 2) % 50)).padStart(2, '0')}-03-0${1 + (Math.floor(nth / 2) % 9)}`,
    notes: plantedWord(91),
  }))
  const head = Object.keys(people[0]!)
  writeFileSync(join(own, 'people.csv'), `${[head.join(','), ...people.map((one) => Object.values(one).join(','))].join('\n')}\n`)
  const out = (name: string) => join(own, 'out', name)
  mkdirSync(join(own, 'out'))
  const run = spawnSync(
    process.execPath,
    [
      'src/matching/main.ts',
      'dedupe',
      '--in',
      join(own, 'people.csv'),
      '--out',
      out('links.csv'),
      '--save',
      out('model.json'),
      '--save-splink',
      out('splink.json'),
    ],
    { encoding: 'utf8', env: { ...process.env, TMPDIR: temporary } },
  )
  assert.equal(run.status, 0, run.stderr)
  assert.deepEqual(plantedIn(run.stdout + run.stderr), [])
  const files = filesBelow(join(own, 'out'))
  assert.ok(files.length >= 4)
  assert.deepEqual(
    files.filter(({ words }) => words.length > 0),
    [],
  )
  assert.match(readFileSync(out('links.csv'), 'utf8'), /^record_id,person_id/)
  assert.deepEqual(readdirSync(temporary), [])
})
