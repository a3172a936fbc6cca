// An incident from its report to its close, through the front door, and what the database itself refuses on the way.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { instant } from '#platform/dates'
import { inTransaction } from '#platform/transactions'
import { anInvolvement, aPerson, openWorld, type StaffName, type World } from '#testing/world'
import { personalData } from '../personal-data.ts'
import { sweep as sweepRooms } from '../retention/erase.ts'
import type { Kept } from '../retention/interface.ts'

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
const sweep = () => sweepRooms(world.services, { rooms: [personalData] } as unknown as Kept)
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

/** That one account looked at somebody's records of two organisations and of one that nobody may know of, on 2 February. */
async function lookedAcross(account: string) {
  await world.admin.query(
    `insert into platform.access_entry (id, request_id, occurred_at, actor_kind, actor_id, actor_role, organisation_id, purpose, act, view, subject_id,
       outcome, decision_id, decision, agreements, cells, visibility)
     values (gen_random_uuid(), gen_random_uuid(), '2026-02-02T10:00:00Z', 'worker', $1, 'practitioner', 'GB-LAE-ALD', 'tenancy-support', 'x', 'v',
       gen_random_uuid(), 'shown', gen_random_uuid(), '{}', '{AFH v1}', $2, 'shown')`,
    [account, JSON.stringify({ 'council-housing': ['identity'], 'nhs-patients': ['need'], 'domestic-abuse': ['need'] })],
  )
}
const countingOf = (account: string) => ({
  ...moment('from', 2, '9:00', 2),
  ...moment('to', 2, '12:00', 2),
  by: 'account',
  which: account,
})
const partOf = async (incident: string, controller: string) =>
  (
    await world.admin.query('select * from information_governance.incident_part where incident_id = $1 and controller_id = $2', [
      incident,
      controller,
    ])
  ).rows[0]
const pageOf = async (id: string, who: StaffName | string = 'ines') =>
  (await world.get(`/incidents/${id}`, who in world.workers ? await officer(who as StaffName) : who)).body

test('each controller concerned has its own part and clock, reads what is shared, and no other’s words; a hidden one is not known of (K2)', async () => {
  await lookedAcross('across')
  const harbour = await world.hire('hetty', { organisationId: 'GB-CHC-REFUGE', name: 'Hetty', roles: ['information-governance'] })
  const { id, reference } = await report()
  const involve = async (who: StaffName = 'ines') => (await world.post(`/incidents/${id}/involve`, await officer(who))).statusCode
  assert.equal(await involve(), 409, 'not before it is counted')
  await world.post(`/incidents/${id}/count`, await officer('ines'), countingOf('across'))
  assert.equal(await involve('mira'), 404)
  world.setNow(instant('2026-04-02T09:00:00Z'))
  assert.equal(await involve(), 303)
  assert.equal(await involve(), 303, 'again changes nothing')

  const theirs = await partOf(id, 'GB-NHS-ALD')
  const hidden = await partOf(id, 'GB-CHC-REFUGE')
  assert.ok((await pageOf(id)).includes('Community NHS Trust') && !(await pageOf(id)).includes('Harbour'))
  assert.ok((await world.get('/governance', await officer('mira'))).body.includes(reference))
  const seen = await pageOf(theirs.id, 'mira')
  assert.ok(seen.includes('5 April 2026 at 10:00'), '72 hours from when she was told')
  assert.ok(seen.includes('Aldermere Council') && !seen.includes('wrong list') && !seen.includes('Harbour'))
  const toCount = (await world.get(`/incidents/${theirs.id}/count`, await officer('mira'))).body
  assert.ok(toCount.includes('value="across"') && toCount.includes('value="9:00"'), 'she counts the same looks of her own data')

  await write(id, 'note', { words: 'Only for the council' })
  await write(id, 'shared', { words: 'One account, one morning' })
  await write(theirs.id, 'note', { words: 'Only for the trust' }, 'mira')
  await write(theirs.id, 'agreed', { words: 'By telephone today', chosen: 'each-own' }, 'mira')
  const [ours, hers] = [await pageOf(id), await pageOf(theirs.id, 'mira')]
  for (const page of [ours, hers]) assert.ok(page.includes('One account, one morning') && page.includes('By telephone today'))
  assert.ok(ours.includes('Only for the council') && !ours.includes('Only for the trust'))
  assert.ok(hers.includes('Only for the trust') && !hers.includes('Only for the council'))
  const theirWords = await world.admin.query(`select said from information_governance.incident_entry where part_id = $1`, [
    theirs.id,
  ])
  assert.ok(theirWords.rows.every(({ said }) => !said.toString('latin1').includes('trust')))
  // Its own decision and its own close: the other's stay open.
  await write(theirs.id, 'regulator', { chosen: 'no-risk' }, 'mira')
  await write(theirs.id, 'people', { chosen: 'no-high-risk' }, 'mira')
  assert.equal((await write(theirs.id, 'closed', {}, 'mira')).statusCode, 303)
  assert.ok((await pageOf(id)).includes('To decide'))
  assert.equal((await write(theirs.id, 'note', {}, 'ines')).statusCode, 404)

  const itsPage = await pageOf(hidden.id, await harbour('information-governance'))
  assert.ok(itsPage.includes('do not know that yours is concerned') && itsPage.includes('One account, one morning'))
  const share = await world.post(`/incidents/${hidden.id}/entries/shared`, await harbour('information-governance'), {
    words: 'We are concerned, too',
  })
  assert.equal(share.statusCode, 404)
  assert.ok(!(await pageOf(id)).includes('too'))
  const past = inTransaction(
    world.services.house,
    { sessionToken: await harbour('information-governance'), requestId: randomUUID() },
    'governance.incident.work',
    (tx) =>
      sql`insert into information_governance.incident_entry (id, incident_id, part_id, kind, chosen, said, written_by, written_by_name, written_at)
        select gen_random_uuid(), ${id}, ${hidden.id}, 'shared', '{}', '\\x00', ctx.actor(), 'x', now()`.execute(tx),
  )
  await assert.rejects(past, /row-level security/)
})

test('whoever opens an incident leaves a note in the audit', async () => {
  const { id } = await report()
  const notes = async () =>
    (
      await world.admin.query(
        `select count(*)::int as n from platform.audit_event where subject = $1 and act = 'governance.incident.work' and facts = '{"opened": true}'`,
        [id],
      )
    ).rows[0].n
  assert.equal(await notes(), 0)
  await pageOf(id)
  assert.equal(await notes(), 1)
})

test('what the Commissioner’s form asks can be saved as a document, with why it is late', async () => {
  const { id, reference } = await report()
  world.setNow(instant('2026-04-06T09:00:00Z'))
  await write(id, 'regulator', { chosen: 'reported', delay: 'The office was flooded', ...moment('at', 6, '9:30') })
  const answers = { found: 'The contractor rang', training: 'Yes, in January', officer: 'Dee Peeow <dpo@example.org>' }
  assert.equal((await world.post(`/incidents/${id}/form`, await officer('ines'), answers)).statusCode, 303)
  const file = await world.get(`/incidents/${id}/notification.html`, await officer('ines'))
  assert.match(String(file.headers['content-disposition']), new RegExp(`attachment; filename="notification-${reference}.html"`))
  for (const text of ['The contractor rang', 'Yes, in January', '&lt;dpo@example.org&gt;', 'A follow-up report', 'wrong list'])
    assert.ok(file.body.includes(text), text)
  assert.match(file.body, /why it is late<\/h2>\s*<p>The office was flooded/)
  assert.equal((await world.get(`/incidents/${id}/notification.html`, await officer('mira'))).statusCode, 404)
})

test('where telling each would be out of proportion everyone can read it, once the officer has published it', async () => {
  const { id } = await report()
  const said = {
    happened: 'A van with papers burnt',
    mean: 'Somebody may write to you',
    did: 'We wrote',
    can: 'Ask us',
    ring: '01632',
  }
  const everyone = async () => (await world.get('/public/data-use/incidents', null)).body
  const publish = async (who: StaffName = 'ines') =>
    (await world.post(`/incidents/${id}/notice/publish`, await officer(who))).statusCode
  assert.equal(await publish(), 409, 'there is nothing to publish')
  assert.equal((await world.post(`/incidents/${id}/notice`, await officer('ines'), { ...said, ring: '' })).statusCode, 422)
  await world.post(`/incidents/${id}/notice`, await officer('ines'), said)
  await write(id, 'regulator', { chosen: 'no-risk' })
  await write(id, 'people', { chosen: 'public-notice' })
  assert.ok(!(await everyone()).includes('van'))
  assert.equal((await write(id, 'closed', {})).statusCode, 422, 'it is not told yet')
  assert.equal(await publish('mira'), 404)
  assert.equal(await publish(), 303)
  assert.ok((await everyone()).includes('A van with papers burnt') && (await everyone()).includes('Aldermere Council'))
  assert.equal((await write(id, 'closed', {})).statusCode, 303)
  // A name that should not stand there goes at once, also after the incident was closed.
  assert.equal(
    (await world.post(`/incidents/${id}/notice`, await officer('ines'), { ...said, happened: 'Papers burnt' })).statusCode,
    303,
  )
  assert.match(await pageOf(id), /Put the public notice right/)
  assert.ok((await everyone()).includes('van'))
  assert.equal(await publish('mira'), 404)
  assert.equal(await publish(), 303)
  assert.ok((await everyone()).includes('Papers burnt') && !(await everyone()).includes('van'))
  world.setNow(instant('2026-10-01T09:00:00Z'))
  assert.ok(!(await everyone()).includes('burnt'), 'it does not stand for ever')
})

test('from a refused look, a review and back', async () => {
  const refused = await world.get(`/people/${await world.personOf('council-housing', 'H-1')}`, await world.session('stranger'))
  const [, about] = /\/incidents\/new\?about=([0-9a-f-]{36})"/.exec(refused.body) ?? []
  const { rowCount } = await world.admin.query(
    `select from platform.access_entry where request_id = $1 and outcome = 'refused'`,
    [about],
  )
  assert.equal(rowCount, 1, 'by this reference it is found in the log')
  const form = await world.get(`/incidents/new?about=E-1234-ABCD&from=/access-reviews/${about}`, await officer('ines'))
  assert.ok(form.body.includes('value="E-1234-ABCD"') && form.body.includes(`value="/access-reviews/${about}"`))
  const { id } = await report('amina', { about: 'E-1234-ABCD', from: `/access-reviews/${about}` })
  assert.ok((await pageOf(id)).includes(`href="/access-reviews/${about}">E-1234-ABCD</a>`))
  const elsewhere = await report('amina', { about: 'E-1', from: '//evil.example' })
  assert.ok(!(await pageOf(elsewhere.id)).includes('evil'))
})

test('six years after the last controller closed its part all of it goes, with its keys; what is held, or open, stays', async () => {
  const close = async (id: string, who: StaffName = 'ines') => {
    await write(id, 'regulator', { chosen: 'no-risk' }, who)
    await write(id, 'people', { chosen: 'no-high-risk' }, who)
    await world.post(`/incidents/${id}/notice`, await officer(who), { happened: 'a', mean: 'b', did: 'c', can: 'd', ring: 'e' })
    assert.equal((await write(id, 'closed', {}, who)).statusCode, 303)
  }
  const [closed, open, half] = [await report(), await report(), await report()]
  await close(closed.id)
  await world.post(`/incidents/${half.id}/count`, await officer('ines'), countingOf('across'))
  await world.post(`/incidents/${half.id}/involve`, await officer('ines'))
  await close(half.id)
  const stands = async (id: string) => {
    const { rows } = await world.admin.query(
      `select (select count(*)::int from information_governance.incident where id = $1) as incident,
         (select count(*)::int from information_governance.incident_entry where incident_id = $1) > 0 as entries,
         (select count(*)::int from platform.data_key where subject_id = $1) as keys`,
      [id],
    )
    return rows[0]
  }
  const gone = { incident: 0, entries: false, keys: 0 }
  world.setNow(instant('2032-03-30T09:00:00Z'))
  await sweep()
  assert.equal((await stands(closed.id)).incident, 1, 'not a day before')
  world.setNow(instant('2032-04-03T09:00:00Z'))
  const { rows } = await world.admin.query(
    `insert into information_governance.legal_hold (id, organisation_id, ground, reason, review_on, placed_by, placed_by_name, placed_at)
     values (gen_random_uuid(), 'GB-LAE-ALD', 'inquiry', 'x', '2033-01-01', gen_random_uuid(), 'x', now()) returning id`,
  )
  await sweep()
  assert.equal((await stands(closed.id)).incident, 1, 'held')
  await world.admin.query('delete from information_governance.legal_hold where id = $1', [rows[0].id])
  await sweep()
  assert.deepEqual(await stands(closed.id), gone)
  assert.equal((await stands(open.id)).incident, 1)
  assert.equal((await stands(half.id)).incident, 1, 'the other controller has not closed its part')
})

test('a complaint about no record goes six years after it was answered', async () => {
  const resident = await world.account('complains')
  const session = await world.session({ resident })
  const id = randomUUID()
  const sent = await world.post('/account/subject-requests?kind=complaint', session, { id, to: 'GB-LAE-ALD', said: 'Rude' })
  assert.equal(sent.statusCode, 303)
  const stands = async () =>
    (
      await world.admin.query(
        `select (select count(*)::int from information_governance.subject_request where id = $1)
          + (select count(*)::int from information_governance.subject_request_part where request_id = $1)
          + (select count(*)::int from platform.data_key where subject_id = $1) as n`,
        [id],
      )
    ).rows[0].n
  world.setNow(instant('2033-01-01T09:00:00Z'))
  await sweep()
  assert.equal(await stands(), 3, 'nobody has answered it')
  const { rows } = await world.admin.query('select id from information_governance.subject_request_part where request_id = $1', [
    id,
  ])
  const answering = await world.session('ines', { purpose: 'subject-rights' })
  assert.equal((await world.post(`/subject-requests/${rows[0].id}/decide`, answering, { said: 'We are sorry' })).statusCode, 303)
  await sweep()
  assert.equal(await stands(), 3)
  world.setNow(instant('2039-01-10T09:00:00Z'))
  await sweep()
  assert.equal(await stands(), 0)
})
