// A team of several employers' people, from its beginning to its end: who lets whom in, and what each sees by it.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { endEmployment } from '#modules/partnership'
import { dayOf, instant } from '#platform/dates'
import { inTransaction } from '#platform/transactions'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'

let world: World
let her: string
let lena: string
let mona: string
const nora = () => world.session('nora', { purpose: 'childrens-family-help' })
const joanne = () => world.session('joanne', { purpose: 'childrens-family-help' })
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('H1', 'joanne')])
  her = await world.personOf('council-housing', 'H1')
  const council = { organisationId: 'GB-LAE-ALD', name: 'Lena Leads', roles: ['team-lead', 'lead-practitioner'] } as const
  const trust = { organisationId: 'GB-NHS-ALD', name: 'Mona Manages', roles: ['team-lead'] } as const
  lena = await (await world.hire('lena', council))('childrens-family-help')
  mona = await (await world.hire('mona', trust))('childrens-family-help')
})
after(() => world.close())

async function aTeam(more: Record<string, string> = {}): Promise<string> {
  const teamId = randomUUID()
  const { rows } = await world.admin.query(
    `select a.code from information_governance.sharing_agreement a join information_governance.agreement_recipient r on r.agreement_id = a.id
     where a.kind = 'sharing' and r.organisation_id = 'GB-NHS-ALD' order by 1 limit 1`,
  )
  const form = {
    teamId,
    team: 'child-protection',
    name: `Team ${teamId.slice(0, 8)}`,
    phone: '01632 960111',
    purpose: 'Children of the north are safe',
    mandate: 'Who does what',
    agreement: rows[0].code,
    trainings: 'information-sharing',
    ...more,
  }
  const begun = await world.post('/teams', lena, form)
  assert.equal(begun.statusCode, 303, begun.body)
  return teamId
}
const last = async (id: string): Promise<string> =>
  (await world.admin.query('select max(seq)::text as seq from multi_agency_teams.entry where team_id = $1', [id])).rows[0].seq
const write = async (token: string, id: string, fields: Record<string, string>) =>
  world.post(`/teams/${id}/entries`, token, { after: await last(id), worker: '', ...fields })
const letNora = async (id: string) => {
  const worker = world.workers.nora
  const steps: [string, Record<string, string>][] = [
    [lena, { kind: 'asked', email: 'nora@example.org', seat: 'health', most: '12' }],
    [
      mona,
      {
        kind: 'released',
        worker,
        [`manager-${worker}`]: 'Mona Manages',
        [`until-${worker}-day`]: '1',
        [`until-${worker}-month`]: '1',
        [`until-${worker}-year`]: '2027',
      },
    ],
    [lena, { kind: 'let-in', worker }],
  ]
  for (const [token, fields] of steps) {
    const reply = await write(token, id, fields)
    assert.equal(reply.statusCode, 303, reply.body)
  }
}
async function aPlan(): Promise<string> {
  const id = randomUUID()
  const form = { planId: id, kind: 'family-help', lead: world.workers.joanne, why: 'School' }
  assert.equal((await world.post(`/people/${her}/plans`, await joanne(), form)).statusCode, 303)
  return id
}
const bringIn = async (plan: string, team: string, kind = 'team-joined') => {
  const { rows } = await world.admin.query('select max(seq)::text as seq from casework.plan_entry where plan_id = $1', [plan])
  const form = { kind, id: '', nth: '', after: rows[0].seq, [`${kind}-team`]: team }
  const reply = await world.post(`/plans/${plan}/entries`, await joanne(), form)
  assert.equal(reply.statusCode, 303, reply.body)
}

test('nobody is in a team before her own employer has let her, and each step is taken by whose it is', async () => {
  const id = await aTeam()
  const worker = world.workers.nora
  assert.match(
    (await write(lena, id, { kind: 'asked', email: 'nobody@example.org', seat: 'health', most: '3' })).body,
    /Nobody who works for a partner/,
  )
  assert.equal((await write(lena, id, { kind: 'asked', email: 'nora@example.org', seat: 'health', most: '12' })).statusCode, 303)
  assert.match((await write(lena, id, { kind: 'let-in', worker })).body, /something is still missing/)
  assert.match((await world.get('/my-day', mona)).body, /waits for your organisation to say yes/)
  const date = { [`until-${worker}-day`]: '1', [`until-${worker}-month`]: '1', [`until-${worker}-year`]: '2027' }
  const says = { kind: 'released', worker, [`manager-${worker}`]: 'Mona Manages', ...date }
  assert.match((await write(lena, id, says)).body, /a manager of that person’s own employer does that/)
  assert.match((await write(mona, id, { ...says, [`until-${worker}-year`]: '2020' })).body, /The check must still count today/)
  assert.equal((await write(mona, id, says)).statusCode, 303)
  assert.equal((await write(lena, id, { kind: 'let-in', worker })).statusCode, 303)
  const twin = (await world.get(`/api/v1/teams/${id}`, lena)).json() as { members: { standing: string }[] }
  assert.deepEqual(
    twin.members.map(({ standing }) => standing),
    ['in'],
  )
  const page = (await world.get(`/teams/${id}`, lena)).body
  assert.match(page, /In the team/)
  assert.match(
    page,
    /Nobody is in the team yet as: a social worker[\s\S]*a police officer/,
    'what the law asks for is said, and stops nothing (K7)',
  )
  // What stands of somebody beside the team is for herself, her employer's managers and the lead.
  for (const [whose, reads] of [
    [mona, true],
    [await nora(), true],
    [await world.session('amina'), false],
  ] as const) {
    const seen = (await world.get(`/teams/${id}`, whose)).body
    assert.match(seen, /Nora Nurse/)
    assert.equal(/Mona Manages/.test(seen), reads)
    const member = ((await world.get(`/api/v1/teams/${id}`, whose)).json() as { members: { standing?: string }[] }).members[0]!
    assert.equal('standing' in member, reads)
  }
  assert.equal((await world.get('/teams/new', await nora())).statusCode, 403)
})

test('a plan that the team joins is seen by whoever is in the team, and by nobody who leaves it, from that request on', async () => {
  const [id, plan] = [await aTeam(), await aPlan()]
  await letNora(id)
  assert.equal((await world.get(`/plans/${plan}`, await nora())).statusCode, 404)
  await bringIn(plan, id)
  assert.equal((await world.get(`/plans/${plan}`, await nora())).statusCode, 200)
  assert.match((await world.get('/plans', await nora())).body, /Kayleigh Marsden/)
  const token = await nora()
  assert.equal(
    (await write(lena, id, { kind: 'left', worker: world.workers.nora, [`left-why-${world.workers.nora}`]: 'Another post' }))
      .statusCode,
    303,
  )
  assert.equal((await world.get(`/plans/${plan}`, token)).statusCode, 404, 'the sitting goes on, the access does not')

  await letNora(id)
  assert.equal((await world.get(`/plans/${plan}`, token)).statusCode, 200)
  await bringIn(plan, id, 'team-left')
  assert.equal((await world.get(`/plans/${plan}`, token)).statusCode, 404)
})

test('when a team ends, what its people saw by it ends at once, everywhere', async () => {
  const [id, plan, other] = [await aTeam(), await aPlan(), await aPlan()]
  await letNora(id)
  await bringIn(plan, id)
  await bringIn(other, id)
  const token = await nora()
  assert.equal((await world.get(`/plans/${other}`, token)).statusCode, 200)
  assert.equal((await write(lena, id, { kind: 'ended', 'ended-why': 'The work is done' })).statusCode, 303)
  for (const one of [plan, other]) assert.equal((await world.get(`/plans/${one}`, token)).statusCode, 404)
  assert.match((await world.get(`/teams/${id}`, lena)).body, /It has ended: The work is done/)
  assert.match(
    (await write(lena, id, { kind: 'asked', email: 'nora@example.org', seat: 'health', most: '1' })).body,
    /it has ended/,
  )
})

test('two who write of a team at once: the second is told', async () => {
  const id = await aTeam()
  const form = { after: '1', worker: '', kind: 'asked', email: 'colin@example.org', seat: 'police', most: '4' }
  assert.equal((await world.post(`/teams/${id}/entries`, lena, form)).statusCode, 303)
  const late = await world.post(`/teams/${id}/entries`, lena, { ...form, email: 'amina@example.org' })
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /Somebody else has changed this team/)
  assert.match(late.body, /value="amina@example\.org"/)
})

test('a lapsed confirmation is a warning for two weeks, and then no new cases; what she has she keeps (K7)', async () => {
  const [id, plan] = [await aTeam(), await aPlan()]
  await letNora(id)
  await bringIn(plan, id)
  world.setNow(instant('2026-07-03T09:00:00Z'))
  assert.match((await world.get(`/teams/${id}`, lena)).body, /Something has lapsed/)
  world.setNow(instant('2026-07-20T09:00:00Z'))
  assert.match((await world.get(`/teams/${id}`, lena)).body, /No new cases/)
  assert.equal((await world.get(`/plans/${plan}`, await nora())).statusCode, 200)
  world.setNow(instant('2026-04-01T09:00:00Z'))
})

test('whoever stops working for her employer is out of its teams', async () => {
  const [id, plan] = [await aTeam(), await aPlan()]
  await letNora(id)
  await bringIn(plan, id)
  const act = 'partnership.employment.end' as const
  const { house } = world.services
  const asSystem = { requestId: randomUUID(), system: { actor: 'team-lead', act, purpose: 'test' } }
  const day = dayOf(house.now(), 'Europe/London')
  const employment = { workerId: world.workers.nora, organisationId: 'GB-NHS-ALD', day }
  await inTransaction(house, asSystem, act, (tx) => endEmployment(tx, employment, day))
  const { rows } = await world.admin.query(
    `select count(*)::int as n from partnership.team_member where team_id = $1 and (active_to is null or active_to > '2026-04-01')`,
    [id],
  )
  assert.equal(rows[0].n, 0)
})
