// What a person asks about her own data: who sees which part of it, what goes into a copy, the clocks, and that a hidden service stays hidden.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { instant } from '#platform/dates'
import { anInvolvement, aPerson, openWorld, type Row, type StaffName, type World } from '#testing/world'
import { followSubjectRequests } from './answer-parts.ts'

const began = '2026-04-01T09:00:00Z'
const at = '2026-03-20T10:00:00Z'
const born = '1993-07-04'
const event = (person: string, fieldClass: string, summary: string, more: Row = {}): Row => ({
  kind: 'event',
  class: fieldClass,
  key: `${person}-${fieldClass}-${summary.length}`,
  person,
  eventAt: at,
  type: 'note',
  occurredAt: at,
  summary,
  role: 'subject',
  ...more,
})

/** What two worlds have alike. */
async function common(world: World): Promise<void> {
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', born, { household: 'h-1' }),
    ...aPerson('H2', 'Alfie', 'Marsden', '2016-11-12', { household: 'h-1' }),
    { kind: 'relationship', key: 'H1-H2', person: 'H1', eventAt: at, other: 'H2', type: 'parent-of' },
    anInvolvement('H1', 'amina'),
    event('H1', 'event', 'Rent arrears of £412'),
    event('H1', 'event', 'Wayne Sutcliffe shouted in the hall'),
    event('H2', 'event', 'Alfie broke a window'),
  ])
  await world.load('nhs-patients', [
    ...aPerson('N1', 'Kayleigh', 'Marsden', born),
    event('N1', 'health', 'Asthma review'),
    event('N1', 'health', 'Told of a grave finding'),
  ])
}
/** A world with officers for every organisation, and Kayleigh's account. */
async function prepare(secretly: (world: World) => Promise<unknown> = async () => {}) {
  const world = await openWorld()
  const hired = new Map<string, (purpose: string) => Promise<string>>()
  for (const [name, organisationId] of [
    ['turning', 'GB-CHC-RECOVERY'],
    ['harbour', 'GB-CHC-REFUGE'],
    ['office', 'GB-LAE-OFFICE'],
  ] as const)
    hired.set(name, await world.hire(name, { organisationId, name: `Officer of ${name}`, roles: ['data-owner'] }))
  await common(world)
  await secretly(world)
  const account = await world.account('kayleigh', { feed: 'council-housing', person: 'H1' })
  const sessions = new Map<string, string>()
  const as = async (who: string): Promise<string> => {
    if (!sessions.has(who))
      sessions.set(
        who,
        who === 'kayleigh'
          ? await world.session({ resident: account }, { token: 'of-kayleigh' })
          : hired.has(who)
            ? await hired.get(who)!('subject-rights')
            : await world.session(who as StaffName, { purpose: 'subject-rights' }),
      )
    return sessions.get(who)!
  }
  /** Kayleigh asks as her page does; gives the id. */
  const ask = async (kind = 'copy', fields: Record<string, string> = {}, who = 'kayleigh') => {
    const id = randomUUID()
    const body = { id, to: 'everyone', said: '', ...fields }
    const reply = await world.post(`/account/subject-requests?kind=${kind}`, await as(who), body)
    return { id, reply }
  }
  const get = async (who: string, url: string, headers = {}) => world.get(url, await as(who), headers)
  const post = async (who: string, url: string, form = {}) => world.post(url, await as(who), form)
  /** The part of a request that this organisation has to answer. */
  const partOf = async (request: string, controller: string, hidden = false): Promise<string> => {
    const { rows } = await world.admin.query(
      'select id from information_governance.subject_request_part where request_id = $1 and controller_id = $2 and hidden = $3',
      [request, controller, hidden],
    )
    return rows[0]?.id
  }
  /** Opens each fact that has to be looked at, and answers alike. */
  const lookAtAll = async (who: string, part: string, ground = 'keep') => {
    for (let again = 0; again < 20; again++) {
      const page = (await get(who, `/subject-requests/${part}`)).body
      const row = page.split('<tr').find((one) => one.includes('Look at this') && one.includes('/facts/'))
      if (!row) return
      const [, fact] = /\/facts\/(\d+)/.exec(row)!
      const reply = await post(who, `/subject-requests/${part}/facts/${fact}`, {
        ground,
        reason: ground === 'keep' ? '' : 'It is theirs.',
        told: 'yes',
      })
      assert.equal(reply.statusCode, 303, reply.body)
    }
  }
  const setNow = (text: string) => world.setNow(instant(text))
  return { world, as, ask, get, post, partOf, lookAtAll, setNow, account }
}

type Prepared = Awaited<ReturnType<typeof prepare>>
let w: Prepared
const opened: World[] = []
before(async () => {
  w = await prepare()
  opened.push(w.world)
})
after(async () => {
  for (const world of opened) await world.close()
})
const council = 'GB-LAE-ALD'
const factNamed = (page: string, says: string): string => {
  const row = page.split('<tr').find((one) => one.includes(says) && one.includes('/facts/'))
  assert.ok(row, `no fact says ${says}`)
  return /\/facts\/(\d+)/.exec(row)![1]!
}

test('a copy asked of everyone becomes a part of each controller that holds something, and each sees its own and no more', async () => {
  const { id, reply } = await w.ask('copy', { said: 'Everything about my flat.' })
  assert.deepEqual([reply.statusCode, reply.headers.location], [303, `/account/subject-requests/${id}`])
  const mine = await w.get('kayleigh', `/account/subject-requests/${id}`)
  for (const says of [
    /Aldermere Council/,
    /Aldermere Community NHS Trust/,
    /They must answer by 1 May 2026/,
    /Everything about my flat/,
  ])
    assert.match(mine.body, says)
  assert.doesNotMatch(mine.body, /Aldermere Police/, 'who holds nothing has nothing to answer')

  const ours = await w.partOf(id, council)
  const queue = await w.get('rosa', '/subject-requests')
  assert.match(queue.body, new RegExp(ours))
  assert.doesNotMatch(queue.body, /Kayleigh/, 'a list names nobody')
  const page = await w.get('rosa', `/subject-requests/${ours}`)
  assert.ok(page.body.includes(`&amp;from=/subject-requests/${ours}"`), 'from here somebody reports that something went wrong')
  for (const says of [/Kayleigh Marsden/, /Rent arrears of £412/, /Everything about my flat/]) assert.match(page.body, says)
  for (const other of [/Asthma/, /broke a window/]) assert.doesNotMatch(page.body, other)
  for (const other of ['mira', 'pavel', 'office', 'turning', 'harbour']) {
    assert.equal((await w.get(other, `/subject-requests/${ours}`)).statusCode, 404, other)
    assert.doesNotMatch((await w.get(other, '/subject-requests')).body, new RegExp(ours), other)
    assert.equal((await w.post(other, `/subject-requests/${ours}/finish`, { said: 'x' })).statusCode, 404, other)
  }
  assert.equal(
    (await w.get('amina', `/subject-requests/${ours}`)).statusCode,
    403,
    'whoever works with her does not answer for the council',
  )
})

test('the look is made under its own purpose, and is in the log once, shown to her', async () => {
  const { id } = await w.ask()
  const ours = await w.partOf(id, council)
  const wrong = await w.world.get(`/subject-requests/${ours}`, await w.world.session('rosa'))
  assert.equal(wrong.statusCode, 409)
  const requestId = randomUUID()
  await w.get('rosa', `/subject-requests/${ours}`, { 'x-request-id': requestId })
  const { rows } = await w.world.admin.query(
    'select purpose, view, visibility, agreements from platform.access_entry where request_id = $1',
    [requestId],
  )
  assert.deepEqual(rows, [
    { purpose: 'subject-rights', view: 'subject-request', visibility: 'shown', agreements: ['OWN-council-housing v1'] },
  ])
  assert.match((await w.get('kayleigh', '/account/access-events')).body, /to answer what you asked about your data/)
})

test('what may be about somebody else is looked at before a copy is given, and what is left out is not in it', async () => {
  const { id } = await w.ask()
  const ours = await w.partOf(id, council)
  const early = await w.post('rosa', `/subject-requests/${ours}/finish`, { said: '' })
  assert.match(early.body, /nobody has looked at them/)
  assert.equal((await w.get('kayleigh', `/account/subject-requests/${id}/pack`)).statusCode, 404, 'there is no copy yet')

  const page = (await w.get('rosa', `/subject-requests/${ours}`)).body
  const shouting = factNamed(page, 'Wayne Sutcliffe')
  const url = `/subject-requests/${ours}/facts/${shouting}`
  assert.match((await w.post('rosa', url, { ground: '', reason: '', told: 'yes' })).body, /Choose whether it goes into the copy/)
  assert.match((await w.post('rosa', url, { ground: 'third-party', reason: '', told: 'yes' })).body, /Write the reason/)
  assert.match((await w.post('rosa', url, { ground: 'third-party', reason: 'His.', told: 'no' })).body, /has to be said/)
  assert.equal((await w.post('rosa', url, { ground: 'third-party', reason: 'It is his.', told: 'yes' })).statusCode, 303)
  await w.lookAtAll('rosa', ours)
  assert.equal((await w.post('rosa', `/subject-requests/${ours}/finish`, { said: 'Here it is.' })).statusCode, 303)
  assert.equal((await w.post('rosa', `/subject-requests/${ours}/finish`, { said: 'Again.' })).statusCode, 409, 'answered once')

  const copy = await w.get('kayleigh', `/account/subject-requests/${id}/pack`)
  for (const says of [
    /Rent arrears of £412/,
    /Here it is\./,
    /We left out what is about somebody else/,
    /Housing Act 1996/,
    /UK GDPR, article 15/,
  ])
    assert.match(copy.body, says)
  for (const never of [/Wayne/, /It is his/, /broke a window/, /H2/, /Asthma/]) assert.doesNotMatch(copy.body, never)
  const file = await w.get('kayleigh', `/account/subject-requests/${id}/pack.json`)
  assert.match(String(file.headers['content-disposition']), /attachment/)
  assert.equal(JSON.parse(file.body).copies[0].organisation, 'Aldermere Council')
  assert.doesNotMatch(file.body, /Wayne|"source"|H2/)
  const { rows } = await w.world.admin.query(
    `select distinct view, actor_kind from platform.access_entry where view = 'subject-request-copy' and actor_id = $1`,
    [w.account],
  )
  assert.deepEqual(rows, [{ view: 'subject-request-copy', actor_kind: 'resident' }], 'to read it is a look')
})

test('health data is left out for serious harm on a professional’s opinion, and then the copy need not say so', async () => {
  const { id } = await w.ask()
  const part = await w.partOf(id, 'GB-NHS-ALD')
  const url = `/subject-requests/${part}/facts/${factNamed((await w.get('mira', `/subject-requests/${part}`)).body, 'grave finding')}`
  const harm = { ground: 'serious-harm', reason: 'She does not know yet.', told: 'no' }
  assert.match((await w.post('mira', url, harm)).body, /only on the opinion of a health professional/)
  assert.equal((await w.post('mira', url, { ...harm, professional: 'Dr Asante, 30 March 2026' })).statusCode, 303)
  assert.equal((await w.post('mira', `/subject-requests/${part}/finish`, { said: '' })).statusCode, 303)
  const copy = await w.get('kayleigh', `/account/subject-requests/${id}/pack`)
  assert.match(copy.body, /Asthma review/)
  assert.doesNotMatch(copy.body, /grave finding|serious harm|Asante|does not know yet/)
})

test('what was left out stays out when its sender states it anew; what was let in is looked at again', async () => {
  const { id } = await w.ask()
  const ours = await w.partOf(id, council)
  await w.lookAtAll('rosa', ours, 'third-party')
  const restated = event('H1', 'event', 'Wayne Sutcliffe shouted in the hall', {
    eventAt: '2026-03-25T10:00:00Z',
    result: 'Letter sent',
  })
  await w.world.load('council-housing', [restated])
  const page = (await w.get('rosa', `/subject-requests/${ours}`)).body
  const row = page.split('<tr').find((one) => one.includes('Wayne'))!
  assert.match(row, /Letter sent[\s\S]*Left out/)
  const url = `/subject-requests/${ours}/facts/${factNamed(page, 'Wayne')}`
  await w.post('rosa', url, { ground: 'keep', told: 'yes' })
  await w.world.load('council-housing', [{ ...restated, eventAt: '2026-03-26T10:00:00Z', result: 'Two letters sent' }])
  assert.match(
    (await w.get('rosa', `/subject-requests/${ours}`)).body.split('<tr').find((one) => one.includes('Wayne'))!,
    /Look at this/,
  )
})

test('the clock stops while she is asked, goes on with her answer, and more time is said in the first month', async () => {
  const { id } = await w.ask()
  const ours = await w.partOf(id, council)
  const pause = (fields: Record<string, string>) => w.post('rosa', `/subject-requests/${ours}/pause`, fields)
  assert.match((await pause({ reason: '', ask: 'Which?' })).body, /Choose what you wait for/)
  assert.match((await pause({ reason: 'clarification', ask: '' })).body, /Write the reason/)
  w.setNow('2026-04-10T09:00:00Z')
  assert.equal((await pause({ reason: 'clarification', ask: 'Which flat do you mean?' })).statusCode, 303)
  assert.equal((await pause({ reason: 'identity', ask: 'And who are you?' })).statusCode, 409, 'it stands still already')
  w.setNow('2026-04-14T09:00:00Z')
  const asked = await w.get('kayleigh', `/account/subject-requests/${id}`)
  assert.match(asked.body, /The clock has stopped since 10 April 2026, because they asked you something/)
  assert.match(asked.body, /If you answer today, they must answer by 5 May 2026/)
  assert.match(asked.body, /Which flat do you mean\?/)
  assert.match((await w.post('kayleigh', `/account/subject-requests/${id}/reply`, { part: ours })).body, /Write what it is about/)
  const reply = { part: ours, [`reply-${ours}`]: 'The one in Weavers Row.' }
  assert.equal((await w.post('kayleigh', `/account/subject-requests/${id}/reply`, reply)).statusCode, 303)
  assert.equal((await w.post('kayleigh', `/account/subject-requests/${id}/reply`, reply)).statusCode, 409)
  assert.match((await w.get('rosa', `/subject-requests/${ours}`)).body, /The one in Weavers Row/)
  w.setNow('2026-05-06T09:00:00Z')
  assert.match((await w.get('kayleigh', `/account/subject-requests/${id}`)).body, /They should have done this by 5 May 2026/)
  assert.equal((await w.post('rosa', `/subject-requests/${ours}/extend`, { why: 'It is a lot.' })).statusCode, 409, 'too late')
  w.setNow('2026-05-05T09:00:00Z')
  assert.equal((await w.post('rosa', `/subject-requests/${ours}/extend`, { why: 'It is a lot.' })).statusCode, 303)
  assert.equal((await w.post('rosa', `/subject-requests/${ours}/extend`, { why: 'More.' })).statusCode, 409, 'once')
  assert.match(
    (await w.get('kayleigh', `/account/subject-requests/${id}`)).body,
    /They must answer by 6 July 2026[\s\S]*It is a lot\./,
  )
  const another = { part: ours, [`reply-${ours}`]: 'x' }
  assert.equal((await w.post('kayleigh', `/account/subject-requests/${randomUUID()}/reply`, another)).statusCode, 404)
  w.setNow(began)
})

test('a complaint is taken from anybody, acknowledged within 30 days of the law, and answered once', async () => {
  w.setNow('2026-07-01T09:00:00Z')
  const stranger = await w.world.session({ resident: await w.world.account('a-stranger') })
  const id = randomUUID()
  const send = (kind: string, fields: Record<string, string>) =>
    w.world.post(`/account/subject-requests?kind=${kind}`, stranger, {
      id,
      to: council,
      said: 'You wrote to my old flat.',
      ...fields,
    })
  assert.match((await send('complaint', { said: '' })).body, /Write what it is about/)
  assert.match((await send('complaint', { to: '' })).body, /Choose whom you ask/)
  assert.equal(
    (await send('complaint', { to: 'GB-CHC-REFUGE' })).statusCode,
    422,
    'nobody is offered a service that may not be known of',
  )
  assert.equal((await send('copy', { to: 'everyone' })).statusCode, 403, 'a copy is for whom is known')
  assert.equal((await send('objection', {})).statusCode, 403)
  assert.equal((await send('complaint', {})).statusCode, 303)
  const page = () => w.world.get(`/account/subject-requests/${id}`, stranger)
  assert.match((await page()).body, /They must tell you by 31 July 2026 that they have it/)
  const part = await w.partOf(id, council)
  assert.match((await w.get('rosa', `/subject-requests/${part}`)).body, /You wrote to my old flat/)
  assert.match((await w.post('rosa', `/subject-requests/${part}/acknowledge`, { said: '' })).body, /Write the reason/)
  assert.equal((await w.post('rosa', `/subject-requests/${part}/acknowledge`, { said: 'We have it.' })).statusCode, 303)
  assert.equal((await w.post('rosa', `/subject-requests/${part}/acknowledge`, { said: 'Again.' })).statusCode, 409)
  assert.match((await page()).body, /They must answer as soon as they can[\s\S]*We have it\./)
  assert.equal((await w.post('rosa', `/subject-requests/${part}/decide`, { said: 'We changed it.' })).statusCode, 303)
  assert.equal((await w.post('rosa', `/subject-requests/${part}/decide`, { said: 'Again.' })).statusCode, 409)
  assert.match((await page()).body, /They answered on 1 July 2026[\s\S]*We changed it\./)
  assert.equal((await w.get('kayleigh', `/account/subject-requests/${id}`)).statusCode, 404, 'another account sees nothing of it')
  w.setNow(began)
})

test('an objection is decided with reasons that she reads, and whoever decides reads no more than her name', async () => {
  assert.equal((await w.ask('objection', { to: 'everyone', said: 'Stop.' })).reply.statusCode, 422)
  const { id } = await w.ask('objection', { to: council, said: 'Do not give my number to others.' })
  const part = await w.partOf(id, council)
  const page = await w.get('rosa', `/subject-requests/${part}`)
  assert.match(page.body, /Kayleigh Marsden[\s\S]*Do not give my number to others/)
  assert.match(page.body, /nobody is shown what you hold of this person for it here/)
  assert.doesNotMatch(page.body, /Child protection|Domestic abuse support/, 'what protects somebody is not offered')
  assert.doesNotMatch(page.body, /Rent arrears/)
  const decide = (fields: Record<string, string>) => w.post('rosa', `/subject-requests/${part}/decide`, fields)
  assert.match((await decide({ decision: '', said: 'x' })).body, /Choose what you decide/)
  const purposes = 'hospital-discharge'
  assert.match((await decide({ decision: 'stop', purposes, said: '' })).body, /Write the reason/)
  assert.match((await decide({ decision: 'stop', said: 'x' })).body, /Choose which use stops/)
  assert.match((await decide({ decision: 'stop', purposes: 'safeguarding-children', said: 'x' })).body, /Choose which use stops/)
  assert.equal((await decide({ decision: 'stop', purposes, said: 'You are right.' })).statusCode, 303)
  assert.match((await w.get('kayleigh', `/account/subject-requests/${id}`)).body, /They stop it\.[\s\S]*You are right\./)
})

test('an officer does not make the copy of somebody in her own household (A10)', async () => {
  const { id } = await w.ask()
  await w.world.isHerself('dilys', 'council-housing', 'H2')
  const reply = await w.get('dilys', `/subject-requests/${await w.partOf(id, council)}`)
  assert.equal(reply.statusCode, 403)
  assert.doesNotMatch(reply.body, /Rent arrears/)
})

test('a frozen account sees its copies no longer (P2)', async () => {
  const other = await w.world.account('frozen-one', { feed: 'nhs-patients', person: 'N1' })
  const token = await w.world.session({ resident: other })
  const id = randomUUID()
  await w.world.post('/account/subject-requests?kind=copy', token, { id, to: 'everyone', said: '' })
  assert.equal((await w.world.get(`/account/subject-requests/${id}`, token)).statusCode, 200)
  await w.world.admin.query('update resident_portal.resident_account set frozen_at = now() where id = $1', [other])
  assert.equal((await w.world.get(`/account/subject-requests/${id}`, token)).statusCode, 404)
  assert.doesNotMatch((await w.world.get('/account/subject-requests', token)).body, new RegExp(id))
})

test('an officer’s desk has what waits for her organisation, with its day and without a name', async () => {
  const { id } = await w.ask()
  const [ours, theirs] = [await w.partOf(id, council), await w.partOf(id, 'GB-NHS-ALD')]
  const desk = await w.world.get('/governance', await w.world.session('ines'))
  assert.match(desk.body, new RegExp(`/subject-requests/${ours}`))
  assert.match(desk.body, /A copy of what is held/)
  assert.doesNotMatch(desk.body, new RegExp(theirs))
  assert.doesNotMatch(desk.body, /Kayleigh/)
})

test('a service that comes to hold something later is asked, too, and one that was asked is not asked twice', async () => {
  const { id } = await w.ask()
  assert.equal(await w.partOf(id, 'GB-POL-ALD'), undefined)
  await w.world.load('police-incidents', [...aPerson('P1', 'Kayleigh', 'Marsden', born)])
  await followSubjectRequests(w.world.services)
  assert.equal(await followSubjectRequests(w.world.services), 0)
  assert.match((await w.get('kayleigh', `/account/subject-requests/${id}`)).body, /Aldermere Police/)
  assert.match((await w.get('pavel', `/subject-requests/${await w.partOf(id, 'GB-POL-ALD')}`)).body, /Kayleigh Marsden/)
})

// A service that may not be known to be involved: its officer alone knows of its part; for everyone else the world is as one without it.
const refuge = (world: World) =>
  world.load('domestic-abuse', [
    ...aPerson('D1', 'Kayleigh', 'Marsden', born, { address: 'Harbour House, 9 Hidden Lane', postcode: 'AL9 9ZZ' }),
    { kind: 'contact-point', key: 'D1-phone', person: 'D1', eventAt: at, system: 'phone', value: '01632 960777' },
    anInvolvement('D1', 'dana'),
    event('D1', 'event', 'Came to the refuge'),
  ])
const sanctuary = (world: World) =>
  world.load('council-housing', [anInvolvement('H1', 'stranger', { existence: 'brokered', service: 'Sanctuary scheme' })])

/** What a reply says, with what is random by nature in the order in which it appears. */
function told(reply: { statusCode: number; headers: object; body: string }): string {
  const ids = new Map<string, string>()
  const text = JSON.stringify([reply.statusCode, { ...reply.headers, date: '' }, reply.body])
  return text
    .replaceAll(/\/facts\/\d+/g, '/facts/n')
    .replaceAll(/name=\\"csrf\\" value=\\"[^"]*"/g, 'csrf')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
      if (!ids.has(id)) ids.set(id, `id-${ids.size}`)
      return ids.get(id)!
    })
}

test('a sealed service’s part is known to its own officer alone: every page of hers, and of every other officer, is as in a world without it (A8, K2)', async () => {
  const [plain, other] = [await prepare(), await prepare(refuge)]
  opened.push(plain.world, other.world)
  const seen: string[][] = []
  for (const p of [plain, other]) {
    const pages: string[] = []
    const note = async (reply: Promise<{ statusCode: number; headers: object; body: string }>) => pages.push(told(await reply))
    const { id, reply } = await p.ask()
    pages.push(String(reply.statusCode))
    const ours = await p.partOf(id, council)
    const hidden = await p.partOf(id, 'GB-CHC-REFUGE', true)
    assert.equal(hidden !== undefined, p === other, 'the part is there, in one of the worlds')
    if (hidden) {
      const page = await p.get('harbour', `/subject-requests/${hidden}`)
      for (const says of [/Hidden Lane/, /Came to the refuge/, /Nothing of this stands on the person’s page/])
        assert.match(page.body, says)
      assert.doesNotMatch(page.body, /Rent arrears/, 'nor does it see what others hold')
      await p.lookAtAll('harbour', hidden)
      assert.equal(
        (await p.post('harbour', `/subject-requests/${hidden}/pause`, { reason: 'identity', ask: 'Come by.' })).statusCode,
        303,
      )
      assert.equal((await p.post('harbour', `/subject-requests/${hidden}/resume`)).statusCode, 303)
      assert.match((await p.post('harbour', `/subject-requests/${hidden}/finish`, { said: '' })).body, /Write the reason/)
      assert.equal(
        (await p.post('harbour', `/subject-requests/${hidden}/finish`, { said: 'Given at Harbour on Tuesday.' })).statusCode,
        303,
      )
      for (const who of ['kayleigh', 'rosa', 'mira', 'pavel', 'office', 'turning'])
        for (const url of [`/subject-requests/${hidden}`, `/account/subject-requests/${hidden}`])
          assert.ok([403, 404].includes((await p.get(who, url)).statusCode), `${who} at ${url}`)
      const { rows } = await p.world.admin.query(
        `select distinct visibility from platform.access_entry where view = 'subject-request' and organisation_id = 'GB-CHC-REFUGE'`,
      )
      assert.deepEqual(rows, [{ visibility: 'withheld' }], 'its officer’s looks are not on her page')
      const replied = { part: hidden, [`reply-${hidden}`]: 'x' }
      assert.equal((await p.post('kayleigh', `/account/subject-requests/${id}/reply`, replied)).statusCode, 404)
    }
    await p.lookAtAll('rosa', ours)
    await note(p.get('rosa', `/subject-requests/${ours}`))
    await note(p.post('rosa', `/subject-requests/${ours}/finish`, { said: '' }))
    for (const url of ['', `/${id}`, `/${id}/pack`, `/${id}/pack.json`, `/${id}?lang=cy`])
      await note(p.get('kayleigh', `/account/subject-requests${url}`))
    for (const who of ['rosa', 'mira', 'pavel', 'office', 'turning']) await note(p.get(who, '/subject-requests'))
    await note(p.get('rosa', `/subject-requests/${ours}/copy`))
    await followSubjectRequests(p.world.services)
    await note(p.get('kayleigh', `/account/subject-requests/${id}`))
    seen.push(pages.map((page) => page.replaceAll(/\d+ [A-Z][a-z]+ 2026 at \d+:\d\d/g, 'then')))
  }
  for (const [page, said] of seen[0]!.entries()) assert.equal(seen[1]![page], said, `page ${page}`)
  assert.match(seen[1]!.join(), /Rent arrears/)
  assert.doesNotMatch(seen[1]!.join(), /Hidden Lane|960777|refuge|Harbour House/)
})

test('a brokered involvement in an open service is never in a copy on a page', async () => {
  const p = await prepare(sanctuary)
  opened.push(p.world)
  const { id } = await p.ask()
  const ours = await p.partOf(id, council)
  await p.lookAtAll('rosa', ours)
  const row = (await p.get('rosa', `/subject-requests/${ours}`)).body.split('<tr').find((one) => one.includes('Sanctuary'))!
  assert.match(row, /Never on a page/)
  assert.doesNotMatch(row, /\/facts\//)
  await p.post('rosa', `/subject-requests/${ours}/finish`, { said: '' })
  assert.doesNotMatch((await p.get('kayleigh', `/account/subject-requests/${id}/pack`)).body, /Sanctuary/)
  assert.doesNotMatch((await p.get('kayleigh', `/account/subject-requests/${id}/pack.json`)).body, /Sanctuary/)
})

test('where a protected person is stands in no copy, whoever set the protection, and not in one that was made before it (K1)', async () => {
  const p = await prepare()
  opened.push(p.world)
  const { id } = await p.ask()
  const [ours, theirs] = [await p.partOf(id, council), await p.partOf(id, 'GB-NHS-ALD')]
  await p.lookAtAll('rosa', ours)
  await p.post('rosa', `/subject-requests/${ours}/finish`, { said: '' })
  const pack = async () =>
    (await p.get('kayleigh', `/account/subject-requests/${id}/pack`)).body +
    (await p.get('kayleigh', `/account/subject-requests/${id}/pack.json`)).body
  assert.match(await pack(), /1 Weavers Row/)
  const identity = aPerson('P1', 'Kayleigh', 'Marsden', born).map((row) =>
    row.kind === 'identity' ? { ...row, addressProtected: true } : row,
  )
  await p.world.load('police-incidents', identity)
  assert.doesNotMatch(await pack(), /Weavers Row|Protected/)
  const page = await p.get('mira', `/subject-requests/${theirs}`)
  assert.match(page.body.split('<tr').find((one) => one.includes('Weavers Row'))!, /Never on a page/)
  assert.equal((await p.post('mira', `/subject-requests/${theirs}/finish`, { said: '' })).statusCode, 303)
  const after = await pack()
  assert.match(after, /Asthma review/)
  assert.doesNotMatch(after, /Weavers Row|Address protected/)
})

test('two people who were taken for one and parted: neither’s copy has anything of the other, nor one that was made before (I2)', async () => {
  const p = await prepare((world) => world.load('council-housing', [anInvolvement('H1', 'joanne', { key: 'H1-lead' })]))
  opened.push(p.world)
  const { id } = await p.ask()
  const part = await p.partOf(id, 'GB-NHS-ALD')
  assert.equal((await p.post('mira', `/subject-requests/${part}/finish`, { said: '' })).statusCode, 303)
  const waiting = (await p.ask()).id
  const pack = async () =>
    (await p.get('kayleigh', `/account/subject-requests/${id}/pack`)).body +
    (await p.get('kayleigh', `/account/subject-requests/${id}/pack.json`)).body
  assert.match(await pack(), /Asthma review/)

  const person = await p.world.personOf('council-housing', 'H1')
  const record = await p.world.sourceOf('nhs-patients', 'N1')
  const lead = await p.world.session('joanne')
  const split = { record, reason: 'Another woman of the same name.' }
  assert.equal((await p.world.post(`/people/${person}/linked-records/split`, lead, split)).statusCode, 303)
  await p.world.work()
  assert.notEqual(await p.world.personOf('nhs-patients', 'N1'), await p.world.personOf('council-housing', 'H1'))
  assert.doesNotMatch(await pack(), /Asthma|grave/, 'what was made before')
  const page = await p.get('mira', `/subject-requests/${await p.partOf(waiting, 'GB-NHS-ALD')}`)
  assert.match(page.body, /holds nothing of this person/)
  assert.doesNotMatch(page.body, /Asthma|Kayleigh/, 'nor does an officer find it for her')
  assert.equal(await p.partOf((await p.ask()).id, 'GB-NHS-ALD'), undefined)
})
