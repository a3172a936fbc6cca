// A referral from one organisation to another: both read the same, and nobody is sent away without somebody who takes them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type StaffName, type World } from '#testing/world'

let world: World
let her: string
let fiona: (purpose: string) => Promise<string>
const as = (who: StaffName) => world.session(who, { purpose: who === 'amina' ? 'tenancy-support' : 'childrens-family-help' })
before(async () => {
  world = await openWorld()
  fiona = await world.hire('fiona', { organisationId: 'GB-LAE-ALD', name: 'Fiona Front', roles: ['front-door'] })
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'),
    anInvolvement('H1', 'amina'),
    {
      kind: 'contact-point',
      key: 'H1-phone',
      person: 'H1',
      eventAt: '2026-03-01T10:00:00Z',
      system: 'phone',
      value: '01632 960771',
      safety: 'safe',
      safeWhen: 'Mornings',
    },
    {
      kind: 'need',
      key: 'H1-need',
      person: 'H1',
      eventAt: '2026-03-01T10:00:00Z',
      code: 'debt',
      statement: 'SECRET-NEED',
      statedOn: '2026-03-01',
    },
  ])
  await world.load('domestic-abuse', [...aPerson('D1', 'Kim', 'Hidden', '1980-01-01'), anInvolvement('D1', 'dana')])
  her = await world.personOf('council-housing', 'H1')
})
after(() => world.close())

async function aReferral(to = 'GB-NHS-ALD'): Promise<string> {
  const referralId = randomUUID()
  const fields = { referralId, to, need: 'Sleep, and somebody to talk to', agrees: 'yes', safeWay: 'Mornings' }
  const sent = await world.post(`/people/${her}/referrals`, await as('amina'), fields)
  assert.equal(sent.statusCode, 303, sent.body)
  return referralId
}
const last = async (id: string): Promise<string> =>
  (await world.admin.query('select max(seq)::text as seq from casework.referral_entry where referral_id = $1', [id])).rows[0].seq
const write = async (session: string, id: string, kind: string, fields: Record<string, string> = {}) =>
  world.post(`/referrals/${id}/entries`, session, {
    kind,
    after: await last(id),
    ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${kind}-${field}`, value])),
  })
const page = async (session: string, id: string) => world.get(`/referrals/${id}`, session)

test('who is asked reads who and where she is and what was written, and nothing else that others hold; both sides read the same', async () => {
  assert.match((await world.get(`/people/${her}/referrals/new`, await as('amina'))).body, /Aldermere Community NHS Trust/)
  const id = await aReferral()
  assert.match((await world.get('/referrals', await as('nora'))).body, /Kayleigh Marsden[\s\S]*Waits for an answer/)
  const opened = (await page(await as('nora'), id)).body
  assert.match(opened, /Sleep, and somebody to talk to[\s\S]*Safe: 01632 960771, Mornings/)
  assert.doesNotMatch(opened, /SECRET/)
  assert.equal((await world.get(`/people/${her}`, await as('nora'))).statusCode, 404, 'a referral opens no record')
  assert.equal((await write(await as('nora'), id, 'accepted', { worker: 'Nora Nurse', phone: '01632 960555' })).statusCode, 303)
  const told = (await page(await as('amina'), id)).body
  assert.match(told, /Accepted: Nora Nurse helps/)
  assert.match(told, /tel:01632960555/)
  assert.equal((await write(await as('nora'), id, 'closed', { result: 'helped', words: 'She sleeps.' })).statusCode, 303)
  assert.match((await page(await as('amina'), id)).body, /Helped with what was asked[\s\S]*She sleeps\./)
  assert.match(
    (await world.get(`/people/${her}`, await as('amina'))).body,
    /Referrals[\s\S]*Sleep, and somebody to talk to[\s\S]*Closed/,
  )
})

test('who was not asked, and whoever only works for the same place, finds no such referral', async () => {
  const id = await aReferral()
  for (const who of ['colin', 'ruth', 'dana'] as const) {
    assert.equal((await page(await as(who), id)).statusCode, 404, who)
    assert.doesNotMatch((await world.get('/referrals', await as(who))).body, /Kayleigh/, who)
  }
})

test('a service that hides who comes to it is not asked here, and its own workers refer nobody from its record (K2, K8)', async () => {
  assert.doesNotMatch((await world.get(`/people/${her}/referrals/new`, await as('amina'))).body, /Harbour|Turning/)
  const fields = { referralId: randomUUID(), to: 'GB-CHC-REFUGE', need: 'x', agrees: 'yes', safeWay: '' }
  assert.equal((await world.post(`/people/${her}/referrals`, await as('amina'), fields)).statusCode, 422)
  const kim = await world.personOf('domestic-abuse', 'D1')
  const dana = await world.session('dana', { purpose: 'domestic-abuse' })
  assert.equal((await world.get(`/people/${kim}/referrals/new`, dana)).statusCode, 409)
})

test('no wrong door: declining is a handover to somebody who was spoken with, or it goes up to the front door, which must place it; each is counted', async () => {
  const id = await aReferral()
  const nora = await as('nora')
  assert.match((await write(nora, id, 'declined')).body, /Write why, and whom you asked/)
  assert.match((await write(nora, id, 'handed-over', { to: 'GB-POL-ALD' })).body, /Write with whom you spoke there/)
  assert.match(
    (await write(nora, id, 'handed-over', { to: 'GB-LAE-ALD', spokeWith: 'Amina' })).body,
    /who sent it asked for help/,
  )
  assert.equal((await write(nora, id, 'declined', { words: 'No place until May; asked the charity.' })).statusCode, 303)
  const duty = await fiona('childrens-family-help')
  assert.match((await page(duty, id)).body, /At the front door: to be placed[\s\S]*sent on or back once already/)
  assert.equal((await write(duty, id, 'declined', { words: 'x' })).statusCode, 422)
  assert.equal(
    (await write(duty, id, 'handed-over', { to: 'GB-POL-ALD', spokeWith: 'Colin Reed', words: 'He rings her.' })).statusCode,
    303,
  )
  assert.equal((await write(nora, id, 'accepted', { worker: 'Nora' })).statusCode, 404, 'who handed it over has it no more')
  assert.match((await page(await as('amina'), id)).body, /after speaking with Colin Reed[\s\S]*went up to the front door/)
})

test('a question goes back to who sent it, and the answer comes again; taken back, it is over', async () => {
  const id = await aReferral()
  await write(await as('nora'), id, 'returned', { words: 'Has she children?' })
  assert.match((await world.get('/referrals', await as('amina'))).body, /Back with a question/)
  assert.match((await page(await as('amina'), id)).body, /They ask you something[\s\S]*Has she children\?/)
  await write(await as('amina'), id, 'sent-again', { words: 'Two.' })
  assert.match((await page(await as('nora'), id)).body, /Sent again[\s\S]*Two\./)
  assert.equal((await write(await as('amina'), id, 'withdrawn', { words: 'She has help.' })).statusCode, 303)
  assert.equal((await write(await as('nora'), id, 'accepted', { worker: 'Nora' })).statusCode, 422)
})

test('of two who answer at one moment one is kept, and the other is told', async () => {
  const id = await aReferral()
  const after = await last(id)
  const body = { kind: 'accepted', after, 'accepted-worker': 'Nora Nurse' }
  const sessions = [await as('nora'), await as('nora')]
  const end = world.meetBefore((statement) => statement.includes('insert into casework.referral_entry'), 2)
  const replies = await Promise.all(sessions.map((session) => world.post(`/referrals/${id}/entries`, session, body)))
  end()
  assert.deepEqual(replies.map(({ statusCode }) => statusCode).sort(), [303, 409])
})
