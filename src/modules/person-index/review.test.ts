import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPlace, type TestPlace, type Visitor } from '#testing/place'

let place: TestPlace
let priya: Visitor
let tomasz: Visitor
before(async () => {
  place = await openPlace({ residents: 1500 })
  priya = await place.as('priya-nair')
  tomasz = await place.as('tomasz-zielinski')
})
after(() => place.close())

type Desk = {
  waiting: number
  next: { id: string }[]
  agreement: { both: number; same: number }
}
type Pair = {
  records: number[]
  fields: { what: string; first: unknown[]; second: unknown[] }[]
  says: string[]
}
const desk = (who: Visitor) => who.json<Desk>('/api/v1/match-candidates')
const open = (who: Visitor, id: string) => who.json<Pair>(`/api/v1/match-candidates/${id}`)
/** Whose records a pair is of. */
const peopleOf = async (id: string): Promise<string[]> => {
  const people = await place.admin<{ person: string }>(
    `select distinct l.person_id as person from person_index.review_pair p join person_index.link l
     on l.source_person_id in (p.source_person_id, p.other_source_person_id) and l.ended_at is null where p.id = $1`,
    [id],
  )
  return people.map(({ person }) => person)
}
const answer = (who: Visitor, id: string, said: string, reason = '') =>
  who.post(`/match-candidates/${id}`, { answer: said, reason })

/** The first pair on this reviewer's list on which so much hangs. */
async function pairWith(who: Visitor, fits: (settles: number) => boolean): Promise<string> {
  const [pair] = await place.admin<{ id: string }>(
    `select id from person_index.review_pair where settled_at is null and settles = any($1) and id = any($2) order by bits, id limit 1`,
    [Array.from({ length: 40 }, (_, at) => at + 1).filter(fits), (await desk(who)).next.map((one) => one.id)],
  )
  assert.ok(pair, 'there is such a pair on the list')
  return pair.id
}

/** Until the links say what was decided, or taken back. */
async function followed(): Promise<void> {
  for (const until = Date.now() + 20_000; ; ) {
    const [waits] = await place.admin<{ n: number }>(
      'select count(*)::int as n from person_index.link_decision where followed_at is null',
    )
    if (waits!.n === 0) return
    assert.ok(Date.now() < until, 'the links follow a decision')
  }
}

/** Everything that is derived from who is who: what the tables hold, but for ids and times. */
async function derived(): Promise<Record<string, unknown>> {
  const tables = {
    people: `select array_agg(source_person_id order by source_person_id)::text as its from person_index.link where ended_at is null group by person_id order by 1`,
    ids: 'select person_id, source_person_id from person_index.link where ended_at is null order by 2',
    agreements: 'select source_person_id, other_source_person_id, bits, says from person_index.agreement order by 1, 2',
    reviews:
      'select source_person_id, other_source_person_id, bits, settles, records, weighed from person_index.review_pair where settled_at is null order by 1, 2',
    searched: 'select key, source_person_id from person_index.search_key order by 1, 2',
    matched:
      'select key, source_person_id from person_index.match_key union all select key, source_person_id from person_index.protected_key order by 1, 2',
    redirects: 'select from_person_id, to_person_id from person_index.redirect order by 1',
  }
  const all = await Promise.all(Object.entries(tables).map(async ([name, text]) => [name, await place.admin(text)] as const))
  return Object.fromEntries(all)
}

test('the list says how many wait and of whose records, and nothing that a record says', async () => {
  const { waiting } = await desk(priya)
  assert.ok(waiting > 5, `${waiting} pairs wait`)
  const page = await priya.get('/match-candidates')
  assert.match(page.text, /pairs wait/)
  const names = place.truth<{ family: string }>('people').map((one) => one.family)
  for (const name of new Set(names.filter((one) => one?.length > 5))) assert.ok(!page.text.includes(name), name)

  const analyst = await place.as('zainab-malik')
  assert.equal((await analyst.get('/match-candidates')).status, 403)
  const officer = await place.as('amina-hussain')
  const [first] = (await desk(priya)).next
  assert.equal((await officer.get(`/match-candidates/${first!.id}`)).status, 403)
})

test('an opened pair is hers for a while, shows both sides and not what the model makes of it, and is logged for both', async () => {
  const id = await pairWith(priya, (settles) => settles <= 3)
  const page = await priya.get(`/match-candidates/${id}`)
  assert.equal(page.status, 200)
  assert.match(page.text, /One person, or two\?/)
  assert.doesNotMatch(page.text, /in 100|times as likely/)
  const pair = await open(priya, id)
  assert.ok(pair.records.every((records) => records > 0))
  assert.ok(pair.fields.some((field) => field.what === 'Name' && field.first.length > 0 && field.second.length > 0))
  const entries = await place.admin<{ subject_id: string; visibility: string }>(
    "select distinct subject_id, visibility from platform.access_entry where view = 'match-review' and outcome = 'shown'",
  )
  for (const person of await peopleOf(id)) assert.ok(entries.some((entry) => entry.subject_id === person))
  assert.ok(entries.every((entry) => entry.visibility === 'withheld'))

  assert.equal((await tomasz.get(`/match-candidates/${id}`)).status, 409)
  assert.ok(!(await desk(tomasz)).next.some((one) => one.id === id))
})

test('whoever cannot say passes it on, without saying so to the next', async () => {
  const id = await pairWith(priya, (settles) => settles <= 3)
  await open(priya, id)
  const without = await answer(priya, id, 'need-more')
  assert.equal(without.status, 422)
  assert.match(without.text, /What is needed was not said/)
  const done = await answer(priya, id, 'unsure')
  assert.equal(done.url, `/match-candidates/${id}/answered`)
  assert.match(done.text, /in 100/)
  assert.ok(!(await desk(priya)).next.some((one) => one.id === id))

  assert.ok((await desk(tomasz)).next.some((one) => one.id === id))
  assert.doesNotMatch((await tomasz.get(`/match-candidates/${id}`)).text, /Priya/)
  assert.match((await answer(tomasz, id, 'different', 'Two brothers.')).text, /This is decided now/)
  await followed()
  assert.equal((await tomasz.get(`/match-candidates/${id}`)).status, 404)
})

test('joined and taken back, everything that hangs on it is as if it had never been joined (I2)', async () => {
  const id = await pairWith(priya, (settles) => settles <= 3)
  const before = await derived()
  await open(priya, id)
  const sources = await place.admin<{ id: string }>(
    'select source_person_id as id from person_index.link where ended_at is null and person_id = any($1)',
    [await peopleOf(id)],
  )
  await answer(priya, id, 'same')
  await followed()
  const people = await place.admin<{ person: string }>(
    'select distinct person_id as person from person_index.link where ended_at is null and source_person_id = any($1)',
    [sources.map((one) => one.id)],
  )
  assert.equal(people.length, 1, 'they are one person')

  await priya.post(`/match-candidates/${id}/take-back`)
  await followed()
  const after = await derived()
  for (const [table, rows] of Object.entries(before)) assert.deepEqual(after[table], rows, table)
  assert.ok(
    (await desk(priya)).next.some((one) => one.id === id),
    'it waits again',
  )
})

test('where much hangs on it, a second reviewer must say the same', async () => {
  const id = await pairWith(priya, (settles) => settles > 3)
  await open(priya, id)
  assert.match((await answer(priya, id, 'different')).text, /goes to a colleague/)
  assert.match((await answer(tomasz, id, 'different')).text, /This is decided now/)
  await followed()
  const { agreement } = await desk(priya)
  assert.deepEqual(agreement, { both: 1, same: 1 })
})

test('after an hour without a pause the desk says so, to her alone', async () => {
  assert.doesNotMatch((await priya.get('/match-candidates')).text, /take a break/)
  // She has answered all that the tests had for her within seconds: the same answers, one every ten minutes of the last hour.
  await place.admin(`
    insert into person_index.review_answer (id, pair_id, controller_id, dataset_id, regime, source_person_id, other_source_person_id, reviewer_id, answer, reason,
      answered_at, undone_at)
    select gen_random_uuid(), pair_id, controller_id, dataset_id, regime, source_person_id, other_source_person_id, reviewer_id, answer, reason,
      answered_at - n * interval '10 minutes', now()
    from (select * from person_index.review_answer where reviewer_id = (select reviewer_id from person_index.review_answer order by answered_at limit 1)
      order by answered_at desc limit 1) a cross join generate_series(1, 7) n`)
  assert.match((await priya.get('/match-candidates')).text, /70 minutes without a pause.*take a break/s)
  assert.doesNotMatch((await tomasz.get('/match-candidates')).text, /take a break/)
})

/** As if she had answered so many more, a second each from now on: none of them stands. */
const answeredMore = (who: string, count: number) =>
  place.admin(
    `insert into person_index.review_answer (id, pair_id, controller_id, dataset_id, regime, source_person_id, other_source_person_id, reviewer_id, answer, reason,
      answered_at, undone_at)
    select gen_random_uuid(), pair_id, controller_id, dataset_id, regime, source_person_id, other_source_person_id, reviewer_id, answer, reason,
      answered_at + n * interval '1 second', now()
    from (select a.* from person_index.review_answer a join partnership.worker w on w.id = a.reviewer_id where w.name = $1 order by answered_at desc limit 1) a
    cross join generate_series(1, $2::int) n`,
    [who, count],
  )
/** Has Tomasz decide a pair of two records that Priya has not answered, and that could as well be the other way. */
async function decidedByTomasz(said: 'same' | 'different'): Promise<string> {
  const [pair] = await place.admin<{ id: string }>(
    `update person_index.review_pair set weighed = jsonb_set(weighed, '{probability}', '0.6') where id =
      (select id from person_index.review_pair where settled_at is null and records = 2 and id = any($1) and id = any($2) order by id limit 1) returning id`,
    [(await desk(priya)).next.map((one) => one.id), (await desk(tomasz)).next.map((one) => one.id)],
  )
  await open(tomasz, pair!.id)
  assert.match((await answer(tomasz, pair!.id, said)).text, /This is decided now/)
  await followed()
  return pair!.id
}
const settled = async (id: string) =>
  (await place.admin<{ how: string | null }>('select settled_how as how from person_index.review_pair where id = $1', [id]))[0]
    ?.how

test('one in ten has been decided before, which she is not told: where she says otherwise, it waits again', async () => {
  const id = await decidedByTomasz('different')
  await answeredMore('Priya Nair', 9)
  assert.ok(
    (await desk(priya)).next.some((one) => one.id === id),
    'it is among those that wait',
  )
  assert.ok(!(await desk(tomasz)).next.some((one) => one.id === id), 'not for who decided it')
  const page = await priya.get(`/match-candidates/${id}`)
  assert.equal(page.status, 200)
  assert.doesNotMatch(page.text, /Tomasz Zielinski|decided/)
  assert.match((await answer(priya, id, 'same')).text, /They had said: two people.*a third reviewer is asked/s)
  await followed()
  assert.equal(await settled(id), null)
  assert.ok(!(await desk(priya)).next.some((one) => one.id === id), 'for somebody else')
})

test('one that two say the same of stays decided, though its records are one person by then', async () => {
  const id = await decidedByTomasz('same')
  assert.ok(!(await desk(priya)).next.some((one) => one.id === id), 'not so soon again')
  await answeredMore('Priya Nair', 9)
  assert.ok((await desk(priya)).next.some((one) => one.id === id))
  assert.deepEqual((await open(priya, id)).records, [1, 1])
  assert.match((await answer(priya, id, 'same')).text, /So did you/)
  assert.equal(await settled(id), 'same')
})

type Reviewing = { waiting: number; disputed: number; reviewers: { name: string; answers: number; saidTheSame: number }[] }
test('an analyst sees how reviewing gets on, by reviewer; others do not', async () => {
  const zainab = await place.as('zainab-malik')
  const before = (await zainab.json<Reviewing>('/api/v1/matching/reviewing')).waiting
  const hidden = `update information_governance.dataset set existence = $1 where id = 'school-census'`
  await place.admin(hidden, ['brokered'])
  assert.ok(
    (await zainab.json<Reviewing>('/api/v1/matching/reviewing')).waiting < before,
    'nothing is counted of a service whose involvement is not told',
  )
  await place.admin(hidden, ['shown'])
  const { waiting, disputed, reviewers } = await zainab.json<Reviewing>('/api/v1/matching/reviewing')
  assert.equal(waiting, before)
  assert.equal(disputed, 1)
  assert.deepEqual(
    reviewers.map((one) => [one.name, one.saidTheSame]),
    [
      ['Priya Nair', 2],
      ['Tomasz Zielinski', 2],
    ],
  )
  const page = await zainab.get('/matching/reviewing')
  assert.match(page.text, /Two reviewers said otherwise/)
  assert.equal((await priya.get('/matching/reviewing')).status, 403)
  const engineer = await place.as('callum-reid')
  assert.equal((await engineer.get('/matching/reviewing')).status, 403)
})

test('nobody whose address an agency keeps from others is in any pair at the open desk (K1)', async () => {
  const pairs = await place.admin<{ key: string }>(
    `select s.source_key as key from person_index.review_pair p join person_index.link l on l.source_person_id in (p.source_person_id, p.other_source_person_id) and l.ended_at is null
     join person_index.link all_hers on all_hers.person_id = l.person_id and all_hers.ended_at is null join feeds.source_person s on s.id = all_hers.source_person_id where p.pool = 'open'`,
  )
  const hidden = place
    .truth<{ protected: string[]; keys: Record<string, string[]> }>('people')
    .flatMap((one) => one.protected.flatMap((feed) => one.keys[feed] ?? []))
  assert.ok(hidden.length > 0, 'the place has such people')
  const waiting = new Set(pairs.map((one) => one.key))
  assert.deepEqual(
    hidden.filter((key) => waiting.has(key)),
    [],
  )
})

test('a pair that was put up before one of its people was protected is shown to nobody from then on (K1)', async () => {
  const id = await pairWith(priya, (settles) => settles > 0)
  assert.equal((await priya.get(`/match-candidates/${id}`)).status, 200)
  const protect = `update feeds.fact set content = content || '{"addressProtected": true}' where kind = 'identity' and superseded_by_batch_id is null
    and source_person_id = (select other_source_person_id from person_index.review_pair where id = $1)`
  await place.admin(protect, [id])
  assert.equal((await priya.get(`/match-candidates/${id}`)).status, 404)
  assert.equal((await answer(priya, id, 'different')).status, 404)
})
