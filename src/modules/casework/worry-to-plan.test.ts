// From a worry to a plan and its person's own page, through the front door of the product.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openPlace, type TestPlace, type Visitor } from '#testing/place'

let place: TestPlace
let officer: Visitor
let duty: Visitor
let kayleigh: string
before(async () => {
  place = await openPlace()
  officer = await place.as('amina-hussain')
  duty = await place.as('raymond-cole')
  const found = await officer.json<{ people: { personId: string; name: string }[] }>('/api/v1/people?name=Kayleigh+Marsden')
  kayleigh = found.people.find(({ name }) => name === 'Kayleigh Marsden')!.personId
})
after(() => place?.close())

const worry = {
  seen: 'The flat was cold, and there was no food in the kitchen.',
  danger: 'no',
  others: 'Jayden, 12, and Ruby, 6',
  agrees: 'yes',
}
/** A worry that the housing officer has sent about Kayleigh. */
async function aWorry(fields: Record<string, string> = {}): Promise<string> {
  const concernId = randomUUID()
  const sent = await officer.post(`/people/${kayleigh}/concerns`, { concernId, ...worry, ...fields })
  assert.equal(sent.url, '/contacts', sent.text)
  return concernId
}
const workerNamed = async (name: string) => {
  const [row] = await place.admin<{ id: string }>('select id from partnership.worker where name = $1', [name])
  return row!.id
}
async function aDecidedWorry(decision = 'early-help'): Promise<string> {
  const id = await aWorry()
  await duty.post(`/concerns/${id}/take`)
  const decided = await duty.post(`/concerns/${id}/decide`, { decision, reason: 'Several services are needed.' })
  assert.equal(decided.url, `/concerns/${id}/team`, decided.text)
  return id
}

test('a worry is recorded from the page of a person with whom the writer works, waits at the front door without her name, and is decided there', async () => {
  const form = await officer.get(`/people/${kayleigh}/concerns/new`)
  assert.equal(form.status, 200)
  assert.match(form.text, /Kayleigh Marsden[\s\S]*Does the family know that you are sharing this/)
  const id = await aWorry()
  assert.match((await officer.get('/contacts')).text, /Worries that you recorded[\s\S]*Waiting/)

  const queue = await duty.get('/contacts')
  assert.match(queue.text, new RegExp(`/concerns/${id}`))
  assert.match(queue.text, /Amina Hussain/)
  const waits = await duty.get(`/concerns/${id}`)
  assert.match(waits.text, /Take it/)
  for (const page of [queue, waits]) assert.doesNotMatch(page.text, /Kayleigh|no food/)

  const taken = await duty.post(`/concerns/${id}/take`)
  assert.match(taken.text, /Kayleigh Marsden[\s\S]*no food in the kitchen[\s\S]*Who is involved now[\s\S]*Mason Cartwright/)
  assert.equal((await duty.get(`/people/${kayleigh}`)).status, 200, 'in hand for 24 hours')
  assert.match((await officer.get('/contacts')).text, /Being looked at/)

  assert.match((await duty.post(`/concerns/${id}/decide`, { decision: 'advice', reason: '' })).text, /Write why/)
  const decided = await duty.post(`/concerns/${id}/decide`, { decision: 'advice', reason: 'Council housing helps with it.' })
  assert.equal(decided.url, '/contacts')
  assert.match((await officer.get('/contacts')).text, /Advice/)
  assert.equal((await duty.post(`/concerns/${id}/decide`, { decision: 'early-help', reason: 'Again' })).status, 409)

  const looks = await place.admin<{ visibility: string }>(
    `select distinct visibility from platform.access_entry where subject_id = $1 and view in ('concern', 'concern-in-hand') and outcome = 'shown'`,
    [kayleigh],
  )
  assert.deepEqual(looks, [{ visibility: 'withheld' }], 'her own page does not tell that somebody wrote a worry (K3)')
})

test('what is missing is asked for, and nothing that was typed is lost', async () => {
  const page = await officer.post(`/people/${kayleigh}/concerns`, { concernId: randomUUID(), ...worry, agrees: 'no', danger: '' })
  assert.equal(page.status, 422)
  assert.match(page.text, /Say whether somebody is in danger/)
  assert.match(page.text, /Say why they were not asked, or do not agree/)
  assert.match(page.text, /no food in the kitchen/)
})

test('a second press keeps one worry, and what was told is sealed', async () => {
  const id = await aWorry()
  await officer.post(`/people/${kayleigh}/concerns`, { concernId: id, ...worry })
  const rows = await place.admin<{ told: Buffer }>('select told from casework.concern where id = $1', [id])
  assert.equal(rows.length, 1)
  assert.equal(rows[0]!.told.includes('food'), false)
})

test('who does not work with her records no worry from her page', async () => {
  const firefighter = await place.as('sam-turnbull')
  assert.equal((await firefighter.get(`/people/${kayleigh}/concerns/new`)).status, 404)
  assert.equal((await firefighter.post(`/people/${kayleigh}/concerns`, { concernId: randomUUID(), ...worry })).status, 404)
})

test('after the decision a team forms of those who work with her; the lead sees the plan, writes it with the family, and she agrees on her own page', async () => {
  const id = await aDecidedWorry()
  const form = await duty.get(`/concerns/${id}/team`)
  assert.match(form.text, /Family help plan[\s\S]*Joanne Tully/)
  const [lead, member] = [await workerNamed('Joanne Tully'), await workerNamed('Amina Hussain')]
  const planId = randomUUID()
  const begun = await duty.post(`/concerns/${id}/team`, {
    planId,
    kind: 'family-help',
    lead,
    members: member,
    why: 'Several services are needed.',
  })
  assert.equal(begun.url, `/concerns/${id}`, begun.text)
  assert.match(begun.text, new RegExp(`/plans/${planId}`))

  const joanne = await place.as('joanne-tully')
  assert.match((await joanne.get('/plans')).text, /Kayleigh Marsden[\s\S]*Family help plan[\s\S]*You/)
  const plan = `/plans/${planId}`
  assert.match((await joanne.get(plan)).text, /Amina Hussain/)
  const seq = async () =>
    Number((await place.admin<{ n: string }>('select max(seq) as n from casework.plan_entry where plan_id = $1', [planId]))[0]!.n)
  const write = async (who: Visitor, fields: Record<string, string>) =>
    who.post(`${plan}/entries`, { after: String(await seq()), id: '', nth: '', ...fields })
  const goalId = randomUUID()
  assert.match((await write(joanne, { kind: 'sent' })).text, /there is no goal yet that the person reads/)
  await write(joanne, { kind: 'goal-set', id: goalId, 'goal-set-words': 'A warm home, and the rent paid' })
  const action = await write(officer, {
    kind: 'action-set',
    id: goalId,
    nth: '1',
    'action-set-what-1': 'Repair the boiler',
    'action-set-who-1': member,
    'action-set-by-1-day': '15',
    'action-set-by-1-month': '12',
    'action-set-by-1-year': '2026',
  })
  assert.match(action.text, /Repair the boiler[\s\S]*15 December 2026/)

  const resident = await place.as('kayleigh-marsden')
  assert.doesNotMatch((await resident.get('/account/plan')).text, /boiler/, 'nothing before it is sent')
  await write(joanne, { kind: 'sent' })
  const mine = await resident.get('/account/plan')
  assert.match(
    mine.text,
    /Joanne Tully<\/strong> \(leads\)[\s\S]*A warm home, and the rent paid[\s\S]*Amina Hussain[\s\S]*Repair the boiler/,
  )
  assert.match(mine.text, /Do you agree with this plan\?/)
  await resident.post(`/account/plan/${planId}/change`, { words: 'I want to go to the bank myself.' })
  assert.match((await joanne.get(plan)).text, /asks for a change[\s\S]*I want to go to the bank myself\./)
  const after = /name="after" value="(\d+)"/.exec((await resident.get('/account/plan')).text)![1]!
  await resident.post(`/account/plan/${planId}/agree`, { after })
  assert.match((await joanne.get(plan)).text, /Agreed by the person/)

  // What is changed after that is not what she agreed to.
  await write(joanne, { kind: 'goal-set', id: randomUUID(), 'goal-set-words': 'Ruby reads with her mother' })
  assert.match((await resident.get('/account/plan')).text, /It was changed after you answered/)
  assert.equal((await resident.post(`/account/plan/${planId}/agree`, { after })).status, 409, 'she agrees to what she has read')

  const entries = await place.admin<{ view: string; role: string }>(
    `select distinct view, actor_role as role from platform.access_entry where subject_id = $1 and view in ('plan', 'own-plan') and outcome = 'shown' order by 1, 2`,
    [kayleigh],
  )
  assert.deepEqual(
    entries.map(({ view, role }) => `${view} ${role}`),
    ['own-plan resident', 'plan front-door', 'plan lead-practitioner', 'plan practitioner'],
  )
})
