import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '#testing/database'
import { type CatalogueRule, catalogueRules } from './catalogue.ts'

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

const breaches = async ({ find, exempt = [] }: CatalogueRule): Promise<string[]> => {
  const { rows } = await admin.query<{ what: string }>(find)
  return [...new Set(rows.map((row) => row.what))].filter((what) => !exempt.some((one) => one.what === what)).sort()
}

for (const rule of catalogueRules) {
  test(`${rule.id}: ${rule.sentence}`, async () => assert.deepEqual(await breaches(rule), []))

  for (const { what, sql } of rule.planted) {
    test(`${rule.id} finds a planted fault: ${what}`, async () => {
      await admin.query('begin')
      try {
        await admin.query(sql)
        assert.ok((await breaches(rule)).includes(what), `named only: ${await breaches(rule)}`)
      } finally {
        await admin.query('rollback')
      }
    })
  }
}

test('an exemption is of something that is there', async () => {
  const exempted = new Set(catalogueRules.flatMap((rule) => (rule.exempt ?? []).map((one) => one.what.split(' ')[0]!)))
  const { rows } = await admin.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r'`,
  )
  const there = new Set(rows.map((row) => row.name))
  assert.deepEqual(
    [...exempted].filter((name) => !there.has(name)),
    [],
  )
})

test('there are tables to check, and tables about people among them', async () => {
  const { rows } = await admin.query<{ tables: number; personal: number }>(`
    select count(*)::int as tables, count(*) filter (where exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'source_person_id'))::int as personal
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|jobs)'`)
  assert.ok(rows[0]!.tables >= 40, `${rows[0]!.tables} tables`)
  assert.ok(rows[0]!.personal >= 8, `${rows[0]!.personal} tables about people`)
})
