// A drill: a place is backed up, goes on, is lost, and comes back from its backup on another machine, with the root key and nothing else.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { buildApp } from '#app/build-app'
import { backUp, restore } from '#app/copies'
import { makeFictionalPlace } from '#app/first-start'
import { findPlace, openHouse, type RunningHouse } from '#app/house'
import { handlersOf, roomRoutes } from '#app/wiring'
import { recordHash } from '#modules/information-governance'
import { type Config, ConfigError, readConfig } from '#platform/config'
import { temporaryFolder } from '#testing/folder'
import { kernelOf, peopleOf, signIn } from '../bench/person-view.ts'

const folder = temporaryFolder('drill')
const configIn = (name: string): Config =>
  readConfig({ DATA_DIR: join(folder, name), KEYS_DIR: join(folder, 'keys'), RESIDENTS: '600', LOG_LEVEL: 'silent', PORT: '0' })
const [first, second, third, fourth] = [configIn('first'), configIn('second'), configIn('third'), configIn('fourth')]
const backups = join(folder, 'backups')
const said: string[] = []
const say = (line: string) => void said.push(line)

let backup: string
let before1: Map<string, string>
let old: { token: string; workerId: string }
let whom: string
before(async () => {
  const house = await openHouse(first, say)
  await makeFictionalPlace(house, handlersOf, () => undefined)
  await withAdmin(house, async (admin) => {
    old = await signIn(house, admin)
    whom = (await peopleOf(admin, old.workerId, 1))[0]!
    before1 = await everyTable(admin)
  })
  await assert.rejects(backUp(first, backups, '2026-11-27T09:00:00Z', say), /is running on this folder. Stop it first/)
  await house.stop()
  backup = await backUp(first, backups, '2026-11-27T10:00:00Z', say)
})
after(() => rmSync(folder, { recursive: true, force: true }))

async function withAdmin<T>(house: RunningHouse, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client(house.adminUrl)
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

/** A sum over each table, those of sittings and of the queue apart: they change at a start. */
async function everyTable(admin: pg.Client): Promise<Map<string, string>> {
  const { rows } = await admin.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|ctx|jobs|pgboss)' and c.relname <> 'access_unsequenced' order by 1`,
  )
  const sums = new Map<string, string>()
  for (const { name } of rows) {
    const { rows: sum } = await admin.query(
      `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as sum from ${name} t`,
    )
    sums.set(name, sum[0].sum)
  }
  return sums
}
const page = async (house: RunningHouse, token: string) => {
  const app = await buildApp(kernelOf(house), roomRoutes)
  const reply = await app.inject({ url: `/people/${whom}`, cookies: { session: token } })
  await app.close()
  return reply
}

test('what is in a backup can be read by nobody who has not the root key', () => {
  const all = readdirSync(backup).toSorted()
  assert.deepEqual(all, ['about.json', 'database', 'files'])
  for (const name of all) assert.doesNotMatch(readFileSync(join(backup, name), 'latin1'), /Marsden|Kayleigh|Bracken Row/)
})

test('a backup comes back whole: every table, every file; and who was signed in then is so no longer', async () => {
  await restore(second, backup, say)
  const house = await openHouse(second, say)
  try {
    house.setPlace((await findPlace(house.services))!)
    assert.ok(said.some((line) => line.includes('came out of the backup of 2026-11-27T10:00:00Z')))
    await withAdmin(house, async (admin) => {
      assert.deepEqual(await everyTable(admin), before1)
      const { rows } = await admin.query('select id, sha256, bytes, name, wrapped_key as "wrappedKey" from platform.stored_file')
      assert.ok(rows.length > 10)
      for (const file of rows) {
        const hash = createHash('sha256')
        for await (const chunk of house.services.files.read(file)) hash.update(chunk)
        assert.equal(hash.digest('hex'), file.sha256, file.name)
      }
      assert.equal((await page(house, old.token)).statusCode, 303, 'her sitting of that time is over')
      const reply = await page(house, (await signIn(house, admin)).token)
      assert.equal(reply.statusCode, 200)
    })
  } finally {
    await house.stop()
  }
})

test('E4 what was erased after a backup was made is erased again before the port opens, and found by nobody', async () => {
  const house = await openHouse(second, say)
  let back: { id: string; key: string }
  try {
    house.setPlace((await findPlace(house.services))!)
    await withAdmin(house, async (admin) => {
      const { rows } = await admin.query<{ id: string; key: string }>(
        `select id, source_key as key from feeds.source_person where dataset_id = 'council-housing' order by id limit 1`,
      )
      back = rows[0]!
    })
  } finally {
    await house.stop()
  }
  const hash = recordHash(house.services.vault, 'council-housing', back!.key).toString('hex')
  writeFileSync(second.TOMBSTONES, `council-housing ${hash} 2026-11-27T11:00:00Z\n`)
  await restore(fourth, backup, say)
  const restored = await openHouse(fourth, say)
  try {
    assert.ok(
      said.some((line) => line.includes('erased again: 1')),
      said.join('\n'),
    )
    await withAdmin(restored, async (admin) => {
      for (const table of [
        'feeds.source_person',
        'feeds.fact',
        'person_index.link',
        'person_index.search_key',
        'person_index.match_record',
      ])
        assert.equal((await admin.query(`select from ${table} where source_person_id = $1`, [back!.id])).rowCount, 0, table)
      assert.equal((await admin.query('select from feeds.tombstone')).rowCount, 1)
    })
  } finally {
    await restored.stop()
    rmSync(second.TOMBSTONES)
  }
})

test('a restore overwrites nothing', async () => {
  await assert.rejects(restore(second, backup, say), /is not empty, and a restore overwrites nothing/)
})

const damages: [what: string, damage: (copy: string) => void, says: RegExp][] = [
  ['one byte changed', (copy) => flip(join(copy, 'database')), /cannot be used: it was altered in its \d+\. piece/],
  ['its end cut off', (copy) => cut(join(copy, 'files')), /cannot be used: it (is cut short|was altered)/],
  ['no about.json', (copy) => rmSync(join(copy, 'about.json')), /is no backup/],
]
function flip(path: string): void {
  const bytes = readFileSync(path)
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  writeFileSync(path, bytes)
}
function cut(path: string): void {
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.subarray(0, bytes.length - 5))
}
for (const [what, damage, says] of damages)
  test(`a backup with ${what} is refused, and nothing is restored`, async () => {
    const copy = join(folder, 'damaged')
    cpSync(backup, copy, { recursive: true })
    try {
      damage(copy)
      await assert.rejects(restore(third, copy, say), (error) => error instanceof ConfigError && says.test(error.message))
      assert.ok(!existsSync(join(third.DATA_DIR, 'database')))
    } finally {
      rmSync(copy, { recursive: true })
    }
  })

test('another root key opens nothing', async () => {
  const other = { ...third, KEYS_DIR: join(folder, 'other-keys') }
  mkdirSync(other.KEYS_DIR)
  writeFileSync(join(other.KEYS_DIR, 'root.key'), 'ab'.repeat(32))
  await assert.rejects(restore(other, backup, say), /sealed with another key/)
})
