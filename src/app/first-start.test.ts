import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openPlace, type TestPlace, type Visitor } from '#testing/place'

let place: TestPlace
before(async () => {
  place = await openPlace()
})
after(() => place?.close())

const read = (name: string) => readFileSync(join(place.folder, name), 'utf8').trim()
const feedsOf = async () => new Set((await place.admin<{ id: string }>('select id from feeds.feed')).map(({ id }) => id))

test('every file of every agency is applied, and only the rows that are broken on purpose wait', async () => {
  const feeds = await feedsOf()
  const { deliveries } = JSON.parse(read('place.json')) as { deliveries: { feed: string; file: string }[] }
  const sent = deliveries.filter(({ feed }) => feeds.has(feed)).map(({ feed, file }) => `${feed} ${file} applied`)
  const batches = await place.admin<{ feed: string; file: string; state: string }>(
    `select feed_id as feed, file_name as file,
       case when applied_at is not null then 'applied' else coalesce(refusal_sentence, waiting_reason, 'not applied') end as state
     from feeds.batch`,
  )
  assert.deepEqual(batches.map(({ feed, file, state }) => `${feed} ${file} ${state}`).toSorted(), sent.toSorted())

  const broken = read('truth/broken.ndjson')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { feed: string; file: string })
  const waiting = await place.admin<{ feed: string; file: string; field: string; rule: string }>(
    'select b.feed_id as feed, b.file_name as file, q.field, q.rule from feeds.quarantined_row q join feeds.batch b on b.id = q.batch_id',
  )
  const named = (rows: readonly { feed: string; file: string }[]) => rows.map(({ feed, file }) => `${feed} ${file}`).toSorted()
  assert.deepEqual(named(waiting), named(broken.filter(({ feed }) => feeds.has(feed))), JSON.stringify(waiting))
})

type Persona = { id: string; kind: 'worker' | 'resident'; bindTo?: unknown }
const personas = () => (JSON.parse(read('place.json')) as { personas: Persona[] }).personas

test('its services are listed, from its signed file', async () => {
  const [listed] = await place.admin<{ services: number; ways: string[] }>(
    `select (select count(*)::int from service_directory.service where ended_at is null) as services,
       (select array_agg(way) from service_directory.import) as ways`,
  )
  const { total_items } = JSON.parse(read('extracts/service-directory/0001-opening.json')) as { total_items: number }
  assert.deepEqual(listed, { services: total_items, ways: ['signed'] })
})

test('everyone whom one can be at work begins at a page that is hers', async () => {
  for (const { id } of personas().filter(({ kind }) => kind === 'worker')) {
    const begin = await (await place.as(id)).get('/start')
    assert.equal(begin.status, 200, `${id} at ${begin.url}`)
    assert.match(
      begin.url,
      /^\/(my-day|contacts|governance|match-candidates|protected-matches|access-requests\/to-answer|start)$/,
      id,
    )
    if (begin.url === '/start') assert.match(begin.text, /<strong><a[^>]*>Agreements/, `${id} can do something`)
  }
})

test('residents’ accounts are tied to their record; one waits for a code, and her page says so', async () => {
  for (const { id, bindTo } of personas().filter(({ kind }) => kind === 'resident')) {
    const home = await (await place.as(id)).get('/account')
    assert.equal(home.status, 200, id)
    assert.match(home.text, bindTo ? /See who looked at your record/ : /Ask a worker who knows you for a code/, id)
  }
})

/** Opens a person whom the worker works with, by a search. */
async function open(worker: Visitor, name: string): Promise<string> {
  const found = await worker.get(`/people?name=${name}`)
  const [, id] = /href="\/people\/([0-9a-f-]{36})"/.exec(found.text) ?? []
  assert.ok(id, `${name} is found`)
  return (await worker.get(`/people/${id}`)).text
}

test('a look-up by the abuse service does not show on the page of a woman whose partner reads it; another’s does', async () => {
  assert.match(await open(await place.as('rosa-delgado'), 'Sofia+Kowalczyk'), /Haven Aldermere/)
  const sofia = await place.as('sofia-kowalczyk')
  const before = (await sofia.get('/account/access-events')).text
  assert.doesNotMatch(before, /Haven|abuse|A worker/)
  assert.doesNotMatch(await open(await place.as('marcus-bell'), 'Sofia+Kowalczyk'), /Haven/)
  assert.match((await sofia.get('/account/access-events')).text, /A worker/)
})

test('a safeguarding lead finds her own pupil, although the council sends the census', async () => {
  assert.match(await open(await place.as('helen-okoro'), 'Jayden+Marsden'), /Aldermere North Academy/)
})
