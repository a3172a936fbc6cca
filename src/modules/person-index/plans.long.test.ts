import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPlace, type TestPlace, type Visitor } from '#testing/place'

let place: TestPlace
let amina: Visitor
before(async () => {
  place = await openPlace({ residents: 30_000 })
  await place.admin('analyze')
  amina = await place.as('amina-hussain')
})
after(() => place.close())

/** Ends the product's idle connections, which hand in what they have counted when they end; new ones are made when they are needed. */
async function handIn(): Promise<void> {
  const ended = await place.admin<{ pid: number }>(
    `with idle as materialized (select pid from pg_stat_activity where usename in ('app', 'feed_in') and state = 'idle')
     select pid from idle where pg_terminate_backend(pid)`,
  )
  const pids = ended.map((one) => one.pid)
  for (let left = pids.length; left > 0; ) {
    left = (await place.admin('select from pg_stat_activity where pid = any($1)', [pids])).length
  }
}

/** How often each table of personal data has been read from end to end. Of a few rows that is the better plan, whatever the index. */
async function scans(): Promise<Map<string, number>> {
  const rows = await place.admin<{ name: string; scans: number }>(
    `select t.schemaname || '.' || t.relname as name, t.seq_scan::int as scans from pg_stat_user_tables t join pg_class c on c.oid = t.relid
     where c.reltuples >= 1000 and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'source_person_id')`,
  )
  return new Map(rows.map((row) => [row.name, row.scans]))
}

const searches = [
  'name=Kayley+Marsdon',
  'name=Smith',
  'dateOfBirth=4+7+1993',
  'address=14+Bracken+Row',
  'address=AX1+2BD',
  'number=H0000001',
]

test('no search, person page or list reads a table of personal data from end to end', async () => {
  const [found] = (await amina.json<{ people: { personId: string }[] }>('/api/v1/people?name=Kayleigh+Marsden')).people
  const pages = [
    ...searches.map((query) => `/people?${query}`),
    `/people/${found!.personId}`,
    `/people/${found!.personId}/linked-records`,
    '/my-day',
  ]
  await handIn()
  const before = await scans()
  for (const table of ['person_index.search_key', 'person_index.link', 'feeds.fact']) assert.ok(before.has(table), table)

  for (const path of pages) assert.equal((await amina.get(path)).status, 200, path)
  await handIn()
  const after = await scans()
  assert.deepEqual(
    [...after].filter(([name, count]) => count > (before.get(name) ?? 0)),
    [],
  )
})
