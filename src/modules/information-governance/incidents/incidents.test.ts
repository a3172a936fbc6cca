// An incident from its report to its close, through the front door, and what the database itself refuses on the way.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { instant } from '#platform/dates'
import { inTransaction } from '#platform/transactions'
import { anInvolvement, aPerson, openWorld, type StaffName, type World } from '#testing/world'

let world: World
const start = '2026-04-01T09:00:00Z'
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [...aPerson('H-1', 'Maria', 'Marsden', '1990-01-01'), anInvolvement('H-1', 'amina')])
  await world.load('nhs-patients', [...aPerson('N-1', 'Maria', 'Marsden', '1990-01-01'), anInvolvement('N-1', 'nora')])
})
beforeEach(() => world.setNow(instant(start)))
after(() => world.close())

const office = { purpose: 'information-governance' }
const officer = (who: StaffName) => world.session(who, office)
/** Date and time as they are typed in London, which is an hour ahead in April. */
const moment = (name: string, day: number, time: string, month = 4) => ({
  [`${name}-day`]: String(day),
  [`${name}-month`]: String(month),
  [`${name}-year`]: '2026',
  [`${name}-time`]: time,
})
const incidentRow = async (reference: string) =>
  (await world.admin.query('select * from information_governance.incident where reference = $1', [reference])).rows[0]

async function report(who: StaffName = 'amina', form: Record<string, string> = {}) {
  const reply = await world.post('/incidents/new', await world.session(who), {
    said: 'I sent the wrong list by e-mail',
    goingOn: 'no',
    ...moment('noticed', 1, '9:30'),
    ...form,
  })
  const reference = /reference=(.*)$/.exec(String(reply.headers.location))?.[1] ?? ''
  return { reply, reference, id: (await incidentRow(reference))?.id as string }
}
const write = async (id: string, kind: string, form: Record<string, string>, who: StaffName = 'ines') =>
  world.post(`/incidents/${id}/entries/${kind}`, await officer(who), { words: 'Because.', ...form })

test('anybody at work reports, and is thanked with what happens next and whom to ring; her words are sealed', async () => {
  const { reply, reference, id } = await report('amina', { about: 'L-123' })
  assert.equal(reply.statusCode, 303)
  const thanks = await world.get(String(reply.headers.location), await world.session('amina'))
  assert.ok(thanks.body.includes(reference) && thanks.body.includes('tel:'))
  assert.ok(!(await incidentRow(reference)).said.toString('latin1').includes('wrong list'))
  assert.equal((await world.get(`/incidents/${id}`, await world.session('amina'))).statusCode, 403)
  const seen = await world.get(`/incidents/${id}`, await officer('ines'))
  assert.ok(seen.body.includes('I sent the wrong list') && seen.body.includes('L-123'))
})

test('a report needs what happened, and a time that is not to come', async () => {
  for (const form of [{ said: '' }, moment('noticed', 2, '9:30'), moment('noticed', 1, '25:00'), { goingOn: '' }]) {
    assert.equal((await report('amina', form)).reply.statusCode, 422, JSON.stringify(form))
  }
})

test('another controller’s officer sees only her own', async () => {
  const [ours, theirs] = [await report('amina'), await report('nora')]
  const list = (await world.get('/incidents', await officer('ines'))).body
  assert.ok(list.includes(ours.reference) && !list.includes(theirs.reference))
  for (const page of ['', '/entries/note', '/count', '/notification'])
    assert.equal((await world.get(`/incidents/${ours.id}${page}`, await officer('mira'))).statusCode, 404, page)
  assert.equal((await write(ours.id, 'note', {}, 'mira')).statusCode, 404)
})

test('the 72 hours run from awareness; a late report says why; nothing closes before both decisions, and nothing is written after', async () => {
  const { id, reference } = await report()
  const page = async () => (await world.get(`/incidents/${id}`, await officer('ines'))).body
  const desk = async () => (await world.get('/governance', await officer('ines'))).body
  assert.ok((await page()).includes('4 April 2026 at 9:30'))
  assert.equal((await write(id, 'aware', moment('at', 1, '10:00'))).statusCode, 303)
  assert.ok((await page()).includes('4 April 2026 at 10:00'))
  assert.ok((await desk()).includes(reference))

  world.setNow(instant('2026-04-04T09:30:00Z'))
  assert.ok((await page()).includes('72 hours are over'))
  assert.equal((await write(id, 'closed', {})).statusCode, 422)
  const late = { chosen: 'reported', ...moment('at', 4, '10:20') }
  assert.equal((await write(id, 'regulator', late)).statusCode, 422)
  assert.equal((await write(id, 'regulator', { ...late, delay: 'The office was flooded' })).statusCode, 303)
  assert.ok(!(await desk()).includes(reference))
  assert.equal((await write(id, 'people', { chosen: 'no-high-risk' })).statusCode, 303)
  assert.equal((await write(id, 'closed', {})).statusCode, 303)
  assert.equal((await write(id, 'note', {})).statusCode, 422)

  const json = await world.get(`/api/v1/incidents/${id}/notification`, await officer('ines'), { accept: 'application/json' })
  assert.ok(json.json().parts.some(({ text }: { text: string }) => text.includes('The office was flooded')))
  assert.ok((await world.get(`/incidents/${id}/notification`, await officer('ines'))).body.includes('The office was flooded'))
})

test('the counts are those of the log, withheld looks included, of her own organisation’s data alone, and name nobody', async () => {
  const { id } = await report()
  const theirs = await report('nora')
  const council = '11111111-1111-4111-8111-11111111111'
  // Three looks by one account at two people; one of another account; one at another service's data; one refused; one after the time.
  const looks: [number, string, string, object, string, string, string?][] = [
    [1, 'a', '1', { 'council-housing': ['identity', 'event'] }, 'shown', 'shown'],
    [2, 'a', '1', { 'council-housing': ['identity'], 'nhs-patients': ['need'] }, 'shown', 'withheld'],
    [3, 'a', '2', { 'council-housing': ['identity'], 'domestic-abuse': ['need'] }, 'shown', 'shown'],
    [4, 'b', '3', { 'council-housing': ['identity'] }, 'shown', 'shown'],
    [5, 'a', '4', { 'council-housing': ['identity'] }, 'refused', 'shown'],
    [6, 'a', '5', { 'council-housing': ['identity'] }, 'shown', 'shown', '2026-02-03T00:00:00Z'],
  ]
  for (const [nth, actor, subject, cells, outcome, visibility, at = '2026-02-02T10:00:00Z'] of looks)
    await world.admin.query(
      `insert into platform.access_entry (id, request_id, occurred_at, actor_kind, actor_id, actor_role, organisation_id, purpose, act, view, subject_id,
         outcome, refusal_code, decision_id, decision, agreements, cells, visibility, withheld_ground, reviewer, review_on)
       values (gen_random_uuid(), gen_random_uuid(), $1, 'worker', $2, 'practitioner', 'GB-LAE-ALD', 'tenancy-support', 'x', $3, $4, $5,
         case when $5 = 'refused' then 'NO' end, gen_random_uuid(), '{}', '{AFH v1}', $6, $7,
         case when $7 = 'withheld' then 'g' end, case when $7 = 'withheld' then 'r' end, case when $7 = 'withheld' then date '2027-01-01' end)`,
      [at, actor, `v${nth}`, council + subject, outcome, JSON.stringify(cells), visibility],
    )
  const count = async (who: StaffName, incident: string, more: Record<string, string>) => {
    const window = { ...moment('from', 2, '9:00', 2), ...moment('to', 2, '12:00', 2) }
    const reply = await world.post(`/incidents/${incident}/count`, await officer(who), { ...window, which: '', ...more })
    assert.equal(reply.statusCode, 303)
    const { body } = await world.get(`/incidents/${incident}`, await officer(who))
    const table = body.slice(body.lastIndexOf('Counted from the log'))
    assert.ok(!body.includes(council) && !table.includes('domestic abuse'))
    return [...table.matchAll(/<tr[^>]*>\s*<t[dh][\s\S]*?<\/tr>/g)]
      .map(([row]) =>
        row
          .replace(/<[^>]*>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .filter((row) => /\d/.test(row))
  }
  assert.deepEqual(await count('ines', id, { by: 'everything' }), ['council housing event 1 1', 'council housing identity 3 4'])
  assert.deepEqual(await count('ines', id, { by: 'account', which: 'a' }), [
    'council housing event 1 1',
    'council housing identity 2 3',
  ])
  assert.deepEqual(await count('ines', id, { by: 'dataset', which: 'domestic-abuse' }), [])
  assert.deepEqual(await count('mira', theirs.id, { by: 'agreement', which: 'AFH v1' }), ['nhs patients need 1 1'])
})

test('what is written stays: the database lets the product neither change nor remove it, nor count for another’s incident', async () => {
  const { id } = await report()
  assert.equal((await write(id, 'note', {})).statusCode, 303)
  const as = async (who: 'ines' | 'mira', statement: ReturnType<typeof sql>) => {
    const sessionToken = await officer(who)
    return inTransaction(world.services.house, { sessionToken, requestId: randomUUID() }, 'governance.incident.work', (tx) =>
      statement.execute(tx),
    )
  }
  for (const statement of [
    sql`update information_governance.incident_entry set chosen = '{}'`,
    sql`delete from information_governance.incident_entry`,
    sql`update information_governance.incident set noticed_at = noticed_at`,
    sql`delete from information_governance.incident`,
  ])
    await assert.rejects(as('ines', statement), /permission denied/)
  const counting = sql`select * from information_governance.count_affected(${id}, now() - interval '1 day', now(), 'everything', '')`
  await as('ines', counting)
  await assert.rejects(as('mira', counting), /the officer who works an incident/)
  const past = sql`select * from platform.count_shown(now() - interval '1 day', now(), 'everything', '', '{nhs-patients}')`
  await assert.rejects(as('ines', past), /permission denied/)
})
