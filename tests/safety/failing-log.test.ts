// Whatever fails, and wherever: nothing about anybody is shown that is not in the log.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#platform/ids'
import { anInvolvement, aPerson, openWorld, type Reply, type World } from '#testing/world'

let world: World
let token: string
let person: string
/** The statement of the coming request that fails: the connection breaks under it. None: 0. */
const failing = { nth: 0, sent: 0 }

before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04', { household: 'h-1' }),
    ...aPerson('H2', 'Alfie', 'Marsden', '2016-11-12', { household: 'h-1' }),
    anInvolvement('H1', 'amina', { openedOn: '2026-03-30' }),
  ])
  person = await world.personOf('council-housing', 'H1')
  token = await world.session('amina')
})
after(() => world.close())

/** All that a reply says, but for ids, which are drawn by lot and may spell a year. */
const said = (reply: Reply) =>
  `${reply.body}${JSON.stringify(reply.headers)}`.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '')
const entriesOf = async (requestId: string) =>
  (
    await world.admin.query(
      'select outcome, subject_id, view, agreements, decision_id, cells, purpose, actor_id, organisation_id from platform.access_entry where request_id = $1',
      [requestId],
    )
  ).rows

/** Asks once, with the nth statement failing; how many statements were sent, and what came back. */
async function ask(
  url: string,
  nth: number,
  requestId: string = newId(),
): Promise<{ reply: Reply; sent: number; requestId: string }> {
  Object.assign(failing, { nth, sent: 0 })
  const stop = world.failOn(() => ++failing.sent === failing.nth)
  const reply = await world.get(url, token, { 'x-request-id': requestId }).finally(stop)
  return { reply, sent: failing.sent, requestId }
}

const pages = () => [
  `/people/${person}`,
  `/api/v1/people/${person}`,
  '/people?name=Kayleigh+Marsden',
  '/api/v1/people?name=Kayleigh+Marsden',
  '/my-day',
  '/api/v1/my-day',
]

test('each look leaves one entry for each person shown, complete, and the same request none besides (L1, L2, L3)', async () => {
  for (const url of pages()) {
    const { reply, requestId } = await ask(url, 0)
    assert.equal(reply.statusCode, 200)
    assert.match(reply.body, /Kayleigh/)
    const entries = await entriesOf(requestId)
    const subjects = entries.map((entry) => `${entry.subject_id} ${entry.view}`)
    assert.equal(new Set(subjects).size, subjects.length)
    assert.ok(
      subjects.some((subject) => subject.startsWith(person)),
      url,
    )
    for (const entry of entries) {
      assert.equal(entry.outcome, 'shown')
      for (const part of ['decision_id', 'purpose', 'actor_id', 'organisation_id'] as const) assert.ok(entry[part], part)
      assert.ok(entry.agreements.length > 0 && Object.keys(entry.cells).length > 0)
    }
    await ask(url, 0, requestId)
    assert.deepEqual((await entriesOf(requestId)).length, entries.length, 'a retry with the same request id adds none')
  }
})

test('nobody hides a look behind an id that another look had: a colleague’s, her own of another day, or of one that was refused (L3)', async () => {
  const id = newId()
  const headers = { 'x-request-id': id }
  const looks = async () =>
    Number(
      (await world.admin.query("select count(*) from platform.access_entry where subject_id = $1 and view = 'person'", [person]))
        .rows[0].count,
    )
  const adds = async (by: string, count: number, what: string) => {
    const before = await looks()
    await world.get(`/people/${person}`, by, headers)
    assert.equal((await looks()) - before, count, what)
  }
  await adds(await world.session('stranger'), 1, 'she is refused')
  await adds(token, 1, 'a colleague uses the id of her refusal')
  await world.admin.query(
    "update platform.access_entry set occurred_at = occurred_at - interval '2 hours' where request_id = $1",
    [id],
  )
  await adds(token, 1, 'and again two hours later')
})

test('with the nth statement failing, for every n: no page without its entry, and no byte about anybody without one (L1)', async () => {
  for (const url of pages()) {
    const { sent } = await ask(url, 0)
    assert.ok(sent >= 8, `${url} sends ${sent} statements`)
    let failed = 0
    for (let nth = 1; nth <= sent; nth++) {
      const { reply, requestId } = await ask(url, nth)
      const shown = /Kayleigh|Alfie|Weavers|1993-|[a-z] 1993/.test(said(reply).replace('value="Kayleigh Marsden"', ''))
      if (shown)
        assert.notDeepEqual(
          await entriesOf(requestId),
          [],
          `${url}: statement ${nth} of ${sent} failed, and it was shown unlogged`,
        )
      else {
        failed++
        assert.ok(reply.statusCode >= 400, `${url}, ${nth}: ${reply.statusCode}`)
      }
    }
    assert.ok(failed >= sent - 2, `${url}: ${failed} of ${sent} failures were felt`)
  }
})

test('a refusal is logged, and one that cannot be logged says only that it is not safe to show (L4)', async () => {
  const stranger = await world.session('stranger')
  const requestId = newId()
  const refused = await world.get(`/people/${person}`, stranger, { 'x-request-id': requestId })
  assert.equal(refused.statusCode, 404)
  const [entry, ...more] = await entriesOf(requestId)
  assert.deepEqual([entry.outcome, entry.subject_id, entry.cells, more], ['refused', person, {}, []])

  const stop = world.failOn((text) => text.includes('platform.record_access('))
  const unsafe = await world.get(`/people/${person}`, stranger)
  stop()
  assert.equal(unsafe.statusCode, 503)
  assert.doesNotMatch(said(unsafe), /Kayleigh|Weavers/)
})

test('nobody there, and somebody who may not be seen: the same answer (A3, L4)', async () => {
  const stranger = await world.session('stranger')
  const id = '00000000-0000-4000-8000-000000000001'
  const headers = { 'x-request-id': id }
  const without = (reply: Reply) =>
    JSON.stringify([reply.statusCode, { ...reply.headers, date: '' }, reply.body.replaceAll(person, 'id')])
  for (const prefix of ['/people', '/api/v1/people']) {
    const hidden = await world.get(`${prefix}/${person}`, stranger, headers)
    const absent = await world.get(`${prefix}/${newId()}`, stranger, headers)
    assert.equal(without(hidden), without(absent))
  }
})
