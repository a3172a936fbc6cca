// Each pathway from its beginning to its end, as those who work on it do it: one core, and what differs is data.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { instant, plainDate } from '#platform/dates'
import { anInvolvement, aPerson, openWorld, type StaffName, type World } from '#testing/world'
import { pathwayOf } from './pathways.rules.ts'

let world: World
let her: string
let account: string
const as = (who: StaffName) => world.session(who, { purpose: 'childrens-family-help' })
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'),
    anInvolvement('H1', 'amina'),
    anInvolvement('H1', 'joanne', { key: 'H1-lead' }),
  ])
  her = await world.personOf('council-housing', 'H1')
  account = await world.account('kayleigh', { feed: 'council-housing', person: 'H1' })
})
after(() => world.close())

const today = (day: string) => world.setNow(instant(`${day}T09:00:00Z`))
async function aPlan(kind: string): Promise<string> {
  const id = randomUUID()
  const form = { planId: id, kind, lead: world.workers.joanne, why: 'Rent and school' }
  const begun = await world.post(`/people/${her}/plans`, await as('joanne'), form)
  assert.equal(begun.statusCode, 303, begun.body)
  return id
}
/** A kind that follows a statutory decision: begun where it is tested, as the front door would. */
async function decided(kind: string): Promise<string> {
  const id = await aPlan('family-help')
  await world.admin.query('update casework.plan set kind = $2 where id = $1', [id, kind])
  return id
}
const last = async (id: string): Promise<string> =>
  (await world.admin.query('select max(seq)::text as seq from casework.plan_entry where plan_id = $1', [id])).rows[0].seq
/** Writes a step down, on a day, with these answers; what is not said is answered with something. */
async function step(id: string, kind: string, key: string, on: string, answers: Record<string, string> = {}) {
  const { questions } = pathwayOf(kind).steps.find((one) => one.key === key)!
  const all = Object.fromEntries(
    questions.map((one) => [one.key, one.choices ? Object.keys(one.choices)[0]! : `${one.key} of ${key}`]),
  )
  const { day, month, year } = plainDate(on)
  const date = { 'on-day': String(day), 'on-month': String(month), 'on-year': String(year) }
  const reply = await world.post(`/plans/${id}/steps/${key}`, await as('joanne'), {
    after: await last(id),
    ...date,
    ...all,
    ...answers,
  })
  assert.equal(reply.statusCode, 303, reply.body)
}
const goOn = async (id: string, to: string) =>
  world.post(`/plans/${id}/entries`, await as('joanne'), {
    kind: 'kind-changed',
    id: '',
    nth: '',
    after: await last(id),
    'kind-changed-to': to,
    'kind-changed-words': 'As decided.',
  })
const opened = async (id: string) => (await world.get(`/plans/${id}`, await as('joanne'))).body.replace(/\s+/g, ' ')
/** What stands on the plan's page as due, with its day. */
const due = async (id: string): Promise<string[]> => {
  const table = /<caption[^>]*>\s*What is due([\s\S]*?)<\/table>/.exec(await opened(id))?.[1] ?? ''
  return [...table.matchAll(/<strong>([^<]+)<\/strong>[\s\S]*?(\d+ \w+ 2026)[\s\S]*?>\s*(In time|Will be late|Late)\s*</g)].map(
    ([, name, day, state]) => `${name}: ${day}, ${state!.toLowerCase()}`,
  )
}

test('a family goes up to child protection and down again, and keeps its team and all that was written (K15)', async () => {
  today('2026-04-15')
  const id = await aPlan('family-help')
  assert.match((await goOn(id, 'child-in-need')).body, /has not been decided yet/)
  await step(id, 'family-help', 'assessment', '2026-04-15', { outcome: 'child-in-need', voice: 'I want Mum to sleep.' })
  const form = (await world.get(`/plans/${id}/steps/assessment`, await as('joanne'))).body
  assert.match(form, /<textarea[^>]*>I want Mum to sleep\./, 'an assessment is built up: what stands there is gone on with')
  assert.equal((await goOn(id, 'child-in-need')).statusCode, 303)
  assert.match(await opened(id), /<h1[^>]*>[^<]*(<span[^>]*>[^<]*<\/span>)? ?Child in need plan/)

  await step(id, 'child-in-need', 'strategy-discussion', '2026-04-15', { section47: 'joint' })
  assert.ok((await due(id)).includes('Enquiry under section 47: 7 May 2026, in time'), String(await due(id)))
  await step(id, 'child-in-need', 'section-47', '2026-04-15', { outcome: 'at-risk' })
  assert.ok((await due(id)).includes('Initial child protection conference: 7 May 2026, in time'), String(await due(id)))
  today('2026-05-06')
  assert.ok((await due(id)).includes('Initial child protection conference: 7 May 2026, will be late'), String(await due(id)))
  await step(id, 'child-in-need', 'initial-conference', '2026-05-06', { outcome: 'plan' })
  assert.equal((await goOn(id, 'child-protection')).statusCode, 303)
  const page = await opened(id)
  assert.match(page, /This kind of plan is not agreed/)
  assert.match(page, /I want Mum to sleep\./)
  assert.match(page, /No visit at which the child was seen alone/)
  await step(id, 'child-protection', 'child-seen', '2026-05-06', { seen: 'yes', alone: 'yes' })
  assert.match(await opened(id), /Last seen alone: 6 May 2026/)

  await step(id, 'child-protection', 'review-conference', '2026-05-06', { outcome: 'ends' })
  assert.equal((await goOn(id, 'child-in-need')).statusCode, 303)
  assert.match(await opened(id), /I want Mum to sleep\./)
  assert.match((await world.get('/plans', await as('joanne'))).body, /Child in need plan/)
})

test('homelessness: prevention, relief and the main duty have their days; abuse that is told closes the person’s own page (K6, K15)', async () => {
  today('2026-04-15')
  const id = await aPlan('homelessness')
  const goal = { kind: 'goal-set', id: randomUUID(), nth: '', 'goal-set-words': 'We stay here' }
  await world.post(`/plans/${id}/entries`, await as('joanne'), { after: await last(id), ...goal })
  await world.post(`/plans/${id}/entries`, await as('joanne'), { after: await last(id), kind: 'sent', id: '', nth: '' })
  const own = async () => (await world.get('/account/plan', await world.session({ resident: account }))).body
  assert.match(await own(), /We stay here/)
  await step(id, 'homelessness', 'housing-assessment', '2026-04-15', { reason: 'abuse', duty: 'prevention' })
  assert.doesNotMatch(await own(), /We stay here/)
  assert.match(await opened(id), /It left the page by itself when abuse was recorded/)

  assert.deepEqual(await due(id), ['Prevention duty ended: 10 June 2026, in time'])
  await step(id, 'homelessness', 'prevention-ended', '2026-04-15', { how: 'homeless' })
  await step(id, 'homelessness', 'interim-home', '2026-04-15', { kind: 'bb' })
  assert.deepEqual(await due(id), ['Out of bed and breakfast: 27 May 2026, in time', 'Relief duty ended: 10 June 2026, in time'])
  await step(id, 'homelessness', 'left-bb', '2026-04-15')
  await step(id, 'homelessness', 'relief-ended', '2026-04-15', { how: '56-days' })
  assert.deepEqual(await due(id), ['Decision on the main duty: 7 May 2026, in time'])
  await step(id, 'homelessness', 'main-decision', '2026-04-15', { decision: 'owed' })
  assert.deepEqual(await due(id), [])
})

test('anti-social behaviour: the risk to the victim, what they are told, and the case review that they ask for (K15)', async () => {
  today('2026-04-15')
  const id = await aPlan('anti-social-behaviour')
  assert.deepEqual(await due(id), ['Risk to the victim: 16 April 2026, in time'])
  await step(id, 'anti-social-behaviour', 'harm', '2026-04-15', { level: 'high', repeat: 'both' })
  assert.deepEqual(await due(id), ['Told the victim how it stands: 22 April 2026, in time'])
  await step(id, 'anti-social-behaviour', 'review-asked', '2026-04-15', { threshold: 'yes' })
  assert.ok((await due(id)).includes('Case review: 14 May 2026, in time'), String(await due(id)))
  await step(id, 'anti-social-behaviour', 'case-review', '2026-04-15')
  assert.deepEqual(await due(id), ['Told the victim how it stands: 22 April 2026, in time'])
})

test('hospital discharge: every day after somebody is ready has a reason, and who can end it (K15)', async () => {
  today('2026-04-15')
  const id = await aPlan('hospital-discharge')
  await step(id, 'hospital-discharge', 'planned', '2026-04-15', { pathway: '1' })
  await step(id, 'hospital-discharge', 'ready', '2026-04-15')
  today('2026-04-17')
  assert.deepEqual(await due(id), ['Waits in hospital: for whom?: 16 April 2026, late', 'Discharged: 16 April 2026, late'])
  await step(id, 'hospital-discharge', 'waits', '2026-04-17', { for: 'care' })
  await step(id, 'hospital-discharge', 'home', '2026-04-17', { where: 'home-help' })
  assert.deepEqual(await due(id), ['Assessed at home: 29 May 2026, in time'])
  assert.match(await opened(id), /For whom does it wait\?<\/strong> ?(<span[^>]*>)?Adult social care/)
})

test('adult safeguarding: the decision, capacity for it, who speaks with the person, and what they wanted (K15)', async () => {
  today('2026-04-15')
  const id = await decided('adult-safeguarding')
  assert.deepEqual(await due(id), ['Decision under section 42: 17 April 2026, in time'])
  await step(id, 'adult-safeguarding', 'section-42', '2026-04-15', { met: 'yes', wishes: 'I want my key back.' })
  await step(id, 'adult-safeguarding', 'capacity', '2026-04-15')
  await step(id, 'adult-safeguarding', 'advocate', '2026-04-15', { who: 'advocate' })
  assert.deepEqual(await due(id), ['Enquiry: 27 May 2026, in time'])
  await step(id, 'adult-safeguarding', 'enquiry', '2026-04-15', { outcomes: 'fully' })
  assert.deepEqual(await due(id), [])
})

test('a step asks for what is missing, keeps what was typed, takes no day that has not come, and is written by the team alone', async () => {
  today('2026-04-15')
  const id = await aPlan('tenancy-support')
  const url = `/plans/${id}/steps/support-assessment`
  assert.match((await world.get(url, await as('joanne'))).body, /What goes well\?/)
  const typed = {
    after: await last(id),
    'on-day': '16',
    'on-month': '4',
    'on-year': '2026',
    well: 'The garden.',
    hard: '',
    wants: '',
  }
  const reply = await world.post(url, await as('joanne'), typed)
  assert.equal(reply.statusCode, 422)
  assert.match(reply.body, /The day must be today or earlier/)
  assert.match(reply.body, /Write an answer: What is hard\?/)
  assert.match(reply.body, /<textarea[^>]*>The garden\./)
  assert.equal((await world.get(url, await as('amina'))).statusCode, 404)
  assert.equal((await world.get(`/plans/${id}/steps/section-47`, await as('joanne'))).statusCode, 404)
  const none = { ...typed, 'on-day': '15', hard: 'Damp', wants: 'A dry room', after: '1' }
  const stale = await world.post(url, await as('joanne'), none)
  assert.equal(stale.statusCode, 409)
  assert.match(stale.body, /Somebody else has changed this plan/)
  assert.match(stale.body, /<textarea[^>]*>Damp/)
})

test('what is due this week stands in the day of whoever is in the team, and of nobody else (screen My day)', async () => {
  today('2026-04-15')
  const id = await aPlan('tenancy-support')
  const day = async (who: StaffName) => (await world.get('/my-day', await as(who))).body
  const item = new RegExp(`href="/plans/${id}/steps/support-assessment"`)
  assert.doesNotMatch(await day('joanne'), item)
  today('2026-04-24')
  assert.match(await day('joanne'), item)
  assert.match(await day('joanne'), /Due this week[\s\S]*Kayleigh Marsden[\s\S]*Assessment of support[\s\S]*by 29 April 2026/)
  assert.doesNotMatch(await day('amina'), item)
  const twin = (await world.get('/api/v1/my-day', await as('joanne'))).json() as { due: { due: { text: string }[] }[] }
  assert.ok(twin.due[0]?.due.some(({ text }) => text === 'Assessment of support'))
  today('2026-04-30')
  assert.match(await day('joanne'), /Late\s*<\/strong>\s*<a[^>]*support-assessment/)
})
