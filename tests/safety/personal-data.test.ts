// Every table about people is in its room's personal-data.ts, and what is said there is done: a row about an erased record is left in none of them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { kept } from '#app/personal-data'
import { policy } from '#app/wiring'
import { instant } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type House, inTransaction } from '#platform/transactions'
import { type TestDatabase, testDatabase } from '#testing/database'
import { known, personalTables, plantLoot } from './loot.ts'

/** What names a source person, whatever it is called: found among the columns of every table. */
const names = /(^|_)source_(person|record)_id$|^also$/
/** Tables of a room that hold what somebody said about a person whom they do not name: a column says what class it is. */
const withClasses = `
  select distinct n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)' and col_description(c.oid, a.attnum) ~ 'class=[a-z-]+ retention='`

const registered = new Map(kept.rooms.flatMap((room) => Object.entries(room.tables)))
let db: TestDatabase
let admin: pg.Client
before(async () => {
  db = await testDatabase()
  admin = new pg.Client(db.adminUrl)
  await admin.connect()
})
after(async () => {
  await admin.end()
  await db.close()
})

/** The tables about people that no room registers, and the columns that name a record and are not said to. */
async function missing(): Promise<string[]> {
  const { rows: columns } = await admin.query<{ name: string; columns: string[] }>(`
    select n.nspname || '.' || c.relname as name, array_agg(a.attname::text order by 1) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema|jobs)' group by 1`)
  const { rows: classed } = await admin.query<{ name: string }>(withClasses)
  const about = new Set([...(await personalTables(admin)), ...classed.map((row) => row.name)])
  const naming = columns.map((one) => ({ name: one.name, columns: one.columns.filter((column) => names.test(column)) }))
  return [
    ...[...about].filter((name) => !registered.has(name)),
    ...naming.flatMap(({ name, columns }) => {
      const said = registered.get(name)
      return columns.filter((column) => !Array.isArray(said) || !said.includes(column)).map((column) => `${name}.${column}`)
    }),
  ].toSorted()
}

test('each table about people, and each column that names a record, is in the personal-data.ts of its room', async () => {
  assert.deepEqual(await missing(), [])
})

for (const [what, sql, finds] of [
  ['a table with a record', 'create table feeds.careless (id uuid, source_person_id uuid)', 'feeds.careless'],
  [
    'a second column that names one',
    'alter table feeds.departure add column other_source_person_id uuid',
    'feeds.departure.other_source_person_id',
  ],
  [
    'what somebody said of whom it does not name',
    `create table casework.careless (said text); comment on column casework.careless.said is 'class=need retention=with-row'`,
    'casework.careless',
  ],
] as const)
  test(`it finds ${what}`, async () => {
    await admin.query('begin')
    try {
      await admin.query(sql)
      assert.ok((await missing()).includes(finds), `${await missing()}`)
    } finally {
      await admin.query('rollback')
    }
  })

test('a table that is registered is there', async () => {
  const { rows } = await admin.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p')`,
  )
  const there = new Set(rows.map((row) => row.name))
  assert.deepEqual(
    [...registered.keys()].filter((name) => !there.has(name)),
    [],
  )
})

test('E2 of an erased record no row is left in any of them, whichever column names it', async () => {
  const tables = [...registered].flatMap(([name, said]) =>
    Array.isArray(said) ? [{ name, columns: said as readonly string[] }] : [],
  )
  await plantLoot(
    admin,
    tables.map((one) => one.name),
  )
  const left = async () => {
    const found: string[] = []
    for (const { name, columns } of tables)
      for (const column of columns) {
        const { rowCount } = await admin.query(`select from ${name} where position($1 in ${column}::text) > 0`, [known.id])
        if (rowCount) found.push(`${name}.${column}`)
      }
    return found.toSorted()
  }
  const all = tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`)).toSorted()
  assert.deepEqual(await left(), all, 'each was planted')

  const act = 'governance.retention.replay' as const
  const house = { db: db.app, policy, now: () => instant('2026-04-01T09:00:00Z') } as unknown as House
  const caller = { requestId: newId(), system: { actor: 'founder', act, purpose: 'running-the-product' } }
  const erasing = { id: newId(), sources: [known.id], hashes: [Buffer.alloc(32, 1)], at: house.now() }
  await inTransaction(house, caller, act, async (tx) => {
    for (const room of kept.rooms) await room.erase?.({ house } as Services, tx, erasing)
  })
  // What stands in a batch goes last, when all else has gone.
  assert.deepEqual(await left(), ['information_governance.erasure_member.source_person_id'])
})
